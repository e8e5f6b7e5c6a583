/**
 * Pictures of what the page draws as SVG in its own document (timeline, map): as a file that needs no style sheet, and as
 * pixels. The page's policy lets no image in, not even one of its own, so the pixels are painted from the shapes.
 */

/** What a shape looks like, as presentation attributes. */
const LOOKS = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "vector-effect", "font-family", "font-size", "font-weight", "text-anchor", "paint-order"];
const SHAPES = "path, rect, circle, line, text";
/** Shapes that only widen what the pointer hits. */
const INVISIBLE = ".reach, .arc-reach, title";

/** @param {SVGSVGElement} drawing in the page @param {string} paper the colour behind it @returns {Element} a copy that stands alone */
export function standalone(drawing, paper) {
  const copy = /** @type {SVGSVGElement} */ (drawing.cloneNode(true));
  const own = [drawing, ...drawing.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((node, at) => {
    const style = getComputedStyle(own[at]);
    if (own[at].matches(SHAPES)) for (const look of LOOKS) node.setAttribute(look, style.getPropertyValue(look));
    for (const { name } of [...node.attributes]) if (/^(class|style|role|tabindex|aria-.*|data-.*)$/.test(name)) node.removeAttribute(name);
    if (own[at].matches(INVISIBLE)) node.setAttribute("display", "none");
  });
  for (const node of copy.querySelectorAll("[display='none']")) node.remove();
  const { width, height } = drawing.getBoundingClientRect();
  const box = drawing.getAttribute("viewBox") ?? `0 0 ${width} ${height}`;
  const [left, top, wide, tall] = box.split(" ");
  for (const [name, value] of Object.entries({ width, height, viewBox: box })) copy.setAttribute(name, String(value));
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const [name, value] of Object.entries({ x: left, y: top, width: wide, height: tall, fill: paper })) ground.setAttribute(name, value);
  copy.prepend(ground);
  return copy;
}

/** @param {SVGSVGElement} drawing in the page @param {string} paper @returns {HTMLCanvasElement} its pixels, two for each of the page's */
export function rasterized(drawing, paper) {
  const { width, height } = drawing.getBoundingClientRect();
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * 2);
  canvas.height = Math.round(height * 2);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.fillStyle = paper;
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const shape of /** @type {NodeListOf<SVGGraphicsElement>} */ (drawing.querySelectorAll(SHAPES))) {
    if (shape.matches(INVISIBLE) || shape.closest("clipPath")) continue;
    context.save();
    clip(context, shape, drawing);
    draw(context, shape);
    context.restore();
  }
  return canvas;
}

/** @param {CanvasRenderingContext2D} context @param {SVGGraphicsElement} shape */
function level(context, shape) {
  const { a, b, c, d, e, f } = shape.getCTM() ?? new DOMMatrix();
  context.setTransform(a * 2, b * 2, c * 2, d * 2, e * 2, f * 2);
  return Math.hypot(a, b);
}

/** @param {CanvasRenderingContext2D} context @param {SVGGraphicsElement} shape @param {SVGSVGElement} drawing */
function clip(context, shape, drawing) {
  const id = /url\(#([\w-]+)\)/.exec(shape.closest("[clip-path]")?.getAttribute("clip-path") ?? "")?.[1];
  const edge = id ? drawing.querySelector(`#${id} path`)?.getAttribute("d") : null;
  if (!edge) return;
  level(context, shape);
  context.clip(new Path2D(edge));
}

/** @param {CanvasRenderingContext2D} context @param {SVGGraphicsElement} shape */
function draw(context, shape) {
  const style = getComputedStyle(shape);
  const scale = level(context, shape);
  const fixed = style.vectorEffect === "non-scaling-stroke" ? scale : 1;
  context.lineWidth = parseFloat(style.strokeWidth) / fixed;
  context.setLineDash(style.strokeDasharray === "none" ? [] : style.strokeDasharray.split(",").map((part) => parseFloat(part) / fixed));
  context.lineCap = /** @type {CanvasLineCap} */ (style.strokeLinecap);
  context.lineJoin = /** @type {CanvasLineJoin} */ (style.strokeLinejoin);
  context.fillStyle = style.fill;
  context.strokeStyle = style.stroke;
  if (shape instanceof SVGTextElement) return write(context, shape, style);
  const path = outlineOf(shape);
  if (style.fill !== "none") {
    context.globalAlpha = Number(style.fillOpacity);
    context.fill(path);
  }
  if (style.stroke !== "none") {
    context.globalAlpha = Number(style.strokeOpacity);
    context.stroke(path);
  }
  return undefined;
}

/** @param {CanvasRenderingContext2D} context @param {SVGTextElement} shape @param {CSSStyleDeclaration} style */
function write(context, shape, style) {
  context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  context.textAlign = style.textAnchor === "middle" ? "center" : style.textAnchor === "end" ? "right" : "left";
  const [x, y] = [Number(shape.getAttribute("x")), Number(shape.getAttribute("y"))];
  const words = shape.textContent ?? "";
  if (style.stroke !== "none") context.strokeText(words, x, y);
  context.fillText(words, x, y);
}

/** @param {SVGGraphicsElement} shape @returns {Path2D} */
function outlineOf(shape) {
  const of = (/** @type {string} */ name) => Number(shape.getAttribute(name) ?? 0);
  const path = new Path2D(shape.getAttribute("d") ?? "");
  if (shape instanceof SVGRectElement) path.roundRect(of("x"), of("y"), of("width"), of("height"), of("rx"));
  else if (shape instanceof SVGCircleElement) path.arc(of("cx"), of("cy"), of("r"), 0, 2 * Math.PI);
  else if (shape instanceof SVGLineElement) {
    path.moveTo(of("x1"), of("y1"));
    path.lineTo(of("x2"), of("y2"));
  }
  return path;
}
