"use strict";
(async () => {
const packed = document.getElementById("code");
const bytes = Uint8Array.from(atob(packed.textContent.trim()), (character) => character.charCodeAt(0));
const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
const script = document.createElement("script");
script.textContent = await new Response(stream).text();
packed.replaceWith(script);
})().catch((error) => {
document.documentElement.dataset.ready = "failed";
document.getElementById("stage").textContent = `The page's program cannot be read: ${error.message}`;
});
