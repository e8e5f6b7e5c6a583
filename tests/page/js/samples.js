/** A small model made by hand: three states, an issue and a meeting, with what joins them. */

const TEXT = "Alpha praised the pact. Beta deplored the pact. Beta met Gamma. 😀 Alpha will train.";

/** @param {string} words */
function span(words) {
  const start = TEXT.indexOf(words);
  return { start, end: start + words.length };
}

/** @param {Record<string, any>} given */
function finding(given) {
  return { id: `f${given.index}`, kind: "act", type: "welcome", label: "", relation: "supportive", strength: 3, factuality: "done", jointness: "", firmness: "",
    begin: "", until: "", when: "", words: "", rule: "r", stance: "", intensifiers: [], hedges: [], status: "", act: -1, time: "", concept: -1, datatype: -1, quality: -1,
    classes: [], ends: [], statement: 0, trigger: null, date: "2021-01-15", roles: {}, ...given };
}

export function sampleModel() {
  const node = (index, id, kind, x, y) => ({ index, id, label: id.toUpperCase(), kind, group: "", aliases: [`the ${id}`], short: "", at: null, among: null, x, y, degree: 0, edges: [], findings: [] });
  const nodes = [node(0, "a", "state", 0, 0), node(1, "b", "state", 100, 0), node(2, "c", "state", 0, 100), node(3, "pact", "issue", 100, 100), node(4, "meeting", "activity", 50, 50)];
  nodes[0].among = [5, 5];
  const findings = [
    finding({ index: 0, relation: "supportive", stance: "supportive", ...span("Alpha praised the pact."), roles: { onBehalfOf: [0], topic: [3] } }),
    finding({ index: 1, type: "deplore", relation: "critical", stance: "critical", strength: 5, ...span("Beta deplored the pact."), roles: { onBehalfOf: [1], topic: [3] } }),
    finding({ index: 2, kind: "activity", type: "meeting", label: "Meeting", relation: "", begin: "2021-03-01", until: "2021-03-05", strength: 0, ...span("Beta met Gamma."), roles: { participant: [1, 2] } }),
    finding({ index: 3, kind: "commitment", type: "", relation: "", firmness: "firm", words: "train", until: "2022-06-01", ...span("Alpha will train."), roles: { debtor: [0] } }),
  ];
  const edges = [
    [0, 3, "supportive", 0], [1, 3, "critical", 1], [1, 4, "participation", 2], [2, 4, "participation", 2], [0, 1, "tie", 0], [1, 0, "tie", 1],
  ].map(([source, target, relation, found], index) => ({ index, source, target, relation, finding: found, label: "" }));
  for (const edge of edges) for (const end of [edge.source, edge.target]) {
    nodes[end].edges.push(edge.index);
    nodes[end].degree += 1;
  }
  for (const { index, roles } of findings) for (const at of Object.values(roles).flat()) nodes[at].findings.push(index);
  const relations = ["critical", "supportive", "tie", "participation"];
  return {
    nodes, edges, findings, opening: 160, spread: 2, home: { x: nodes.map(({ x }) => x), y: nodes.map(({ y }) => y), spread: 2 },
    statements: [{ index: 0, id: "s", title: "A statement", date: "2021-01-15", text: TEXT, publisher: "", source: "", parts: [], mentions: [] }],
    order: { kinds: ["state", "issue", "activity"], relations, roles: ["onBehalfOf", "debtor", "participant", "topic"] },
    kinds: {}, relations: {}, findingKinds: { act: "Speech act" }, roles: {}, terms: [],
    byId: new Map(nodes.map(({ id, index }) => [id, index])), findingById: new Map(findings.map(({ id, index }) => [id, index])),
  };
}
