/** Asks the endpoint, and reads what it answers: solutions, a boolean, or triples. */

const ANY = "application/sparql-results+json, application/n-triples;q=0.9";

/** @param {string} query @param {string} type a media type, or "any" @param {AbortSignal} [signal] */
export async function ask(query, type, signal) {
  const response = await fetch("sparql", {
    method: "POST",
    headers: { "Content-Type": "application/sparql-query", Accept: type === "any" ? ANY : type },
    body: query,
    signal,
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text || `The server answers ${response.status}.`);
  return { text, type: response.headers.get("Content-Type") ?? "" };
}

/** @param {string} query a SELECT @param {AbortSignal} [signal] @returns {Promise<Record<string, any>[]>} its bindings */
export async function select(query, signal) {
  return JSON.parse((await ask(query, "application/sparql-results+json", signal)).text).results.bindings;
}

/** `rows` is null for a boolean. A cell is a term as in SPARQL's JSON results, or undefined. */
export function parseAnswer({ text, type }) {
  if (type.startsWith("application/n-triples")) {
    const triples = text.split("\n").filter(Boolean).map(readTriple).filter(Boolean);
    return { names: ["subject", "predicate", "object"], rows: triples, triples: true, text, summary: count(triples.length, "triple") };
  }
  const answer = JSON.parse(text);
  if ("boolean" in answer) return { names: [], rows: null, triples: false, text, summary: answer.boolean ? "Yes (true)" : "No (false)" };
  const rows = answer.results.bindings;
  return { names: answer.head.vars, rows: rows.map((row) => answer.head.vars.map((name) => row[name])), triples: false, text, summary: count(rows.length, "row") };
}

function count(number, word) {
  return `${number.toLocaleString("en")} ${word}${number === 1 ? "" : "s"}`;
}

const TRIPLE = /^(<[^>]*>|_:\S+) <([^>]*)> (<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^<[^>]*>)?) \.$/;

function readTriple(line) {
  const match = TRIPLE.exec(line);
  return match ? [readTerm(match[1]), { type: "uri", value: match[2] }, readTerm(match[3])] : null;
}

function readTerm(word) {
  if (word[0] === "<") return { type: "uri", value: unescaped(word.slice(1, -1)) };
  if (word[0] === "_") return { type: "bnode", value: word.slice(2) };
  const end = word.lastIndexOf('"');
  const kind = word.slice(end + 1);
  const term = { type: "literal", value: unescaped(word.slice(1, end)) };
  if (kind.startsWith("@")) term["xml:lang"] = kind.slice(1);
  else if (kind) term.datatype = kind.slice(3, -1);
  return term;
}

const ESCAPES = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

function unescaped(text) {
  return text.replace(/\\(?:u([0-9A-F]{4})|U([0-9A-F]{8})|(.))/g, (_, four, eight, one) =>
    four || eight ? String.fromCodePoint(parseInt(four ?? eight, 16)) : ESCAPES[one] ?? one);
}
