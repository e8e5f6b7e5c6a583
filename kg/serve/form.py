"""The query form: one page without a request to anywhere else, for the endpoint it comes from."""

from __future__ import annotations

import base64
import hashlib

from kg.query import catalogue

__all__ = ["FORM_POLICY", "make_form"]

_STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
textarea { width: 100%; min-height: 16rem; font: 14px/1.5 ui-monospace, monospace; box-sizing: border-box; }
button, select { font: inherit; min-height: 2.25rem; padding: 0 .75rem; }
table { border-collapse: collapse; margin-top: 1rem; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem; border-bottom: 1px solid #8886; }
td { overflow-wrap: anywhere; }
#message { min-height: 1.5rem; margin: .75rem 0; }
"""
_SCRIPT = """
const $ = id => document.getElementById(id);
const examples = JSON.parse($('examples').textContent);
for (const name of Object.keys(examples)) $('example').append(new Option(name, name));
$('example').addEventListener('change', () => { $('query').value = examples[$('example').value] ?? ''; });
$('form').addEventListener('submit', async event => {
  event.preventDefault();
  $('message').textContent = 'Running …';
  $('result').replaceChildren();
  try {
    const response = await fetch('sparql', {
      method: 'POST',
      headers: { 'Content-Type': 'application/sparql-query',
                 Accept: 'application/sparql-results+json, text/turtle;q=0.5' },
      body: $('query').value });
    if (!response.ok) throw new Error(await response.text());
    show(response.headers.get('Content-Type').startsWith('text/turtle')
      ? await response.text() : await response.json());
  } catch (error) { $('message').textContent = error.message; }
});
function show(answer) {
  if (typeof answer === 'string') {
    const text = document.createElement('pre');
    text.textContent = answer;
    $('message').textContent = 'Triples';
    return $('result').append(text);
  }
  if ('boolean' in answer) { $('message').textContent = String(answer.boolean); return; }
  const rows = answer.results.bindings, names = answer.head.vars;
  $('message').textContent = rows.length === 1 ? '1 row' : `${rows.length} rows`;
  const table = document.createElement('table'), head = table.createTHead().insertRow();
  for (const name of names) {
    const cell = document.createElement('th');
    cell.scope = 'col';
    cell.textContent = name;
    head.append(cell);
  }
  for (const row of rows.slice(0, 1000)) {
    const line = table.insertRow();
    for (const name of names) line.insertCell().textContent = row[name]?.value ?? '';
  }
  if (rows.length > 1000) $('message').textContent += '; the first 1000 are shown';
  $('result').append(table);
}
"""


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


FORM_POLICY = (
    f"default-src 'none'; style-src {_hash(_STYLE)}; script-src {_hash(_SCRIPT)}; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def make_form() -> str:
    """Return the page, with the queries of the catalogue as examples."""
    import json

    queries = {name: query.sparql for name, query in catalogue().items()}
    examples = json.dumps(queries, ensure_ascii=False).replace("<", "\\u003c")
    return f"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>defcoop: SPARQL</title><style>{_STYLE}</style></head>
<body>
<h1>Ask the graph</h1>
<p><a href="page">The interactive page</a></p>
<form id="form">
<p><label for="example">Catalogue</label> <select id="example"><option value="">…</option></select></p>
<label for="query">SPARQL query</label>
<textarea id="query" spellcheck="false">SELECT * WHERE {{ ?act a dco:SpeechAct ; dco:trigger ?trigger }}
LIMIT 20</textarea>
<p><button>Run</button></p>
</form>
<p id="message" role="status"></p>
<div id="result"></div>
<script type="application/json" id="examples">{examples}</script>
<script>{_SCRIPT}</script>
</body>
</html>
"""
