// Formulas, with labels or with the numbers in their place.

/** A formula as one writes it: a × b − c. */
function writeFormula(formula) {
  return writeMinus(formula).replaceAll(" * ", " × ");
}

function writeMinus(text) {
  return text.replaceAll("-", "−");
}

/** A formula with the value of each operand, and of the node itself, in place of its label; null where one is not a single number. */
function formulaWithNumbers(graph, node, formula) {
  const values = new Map();
  for (const id of [...node.operands.map((operand) => operand.node), node.id]) {
    values.set(writeMinus(graph.nodes[id].label), graph.nodes[id].value.scalar);
  }
  let whole = true;
  const labels = [...values.keys()].sort((a, b) => b.length - a.length).map(escapeForPattern);
  // A label is a word of its own, and not the name of a function.
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_#.])(?:${labels.join("|")})(?![\\p{L}\\p{N}_(])`, "gu");
  const text = writeMinus(formula).replace(pattern, (label, at, all) => {
    const value = values.get(label);
    if (value === null || value === undefined) {
      whole = false;
      return label;
    }
    const before = all.slice(0, at).trimEnd().slice(-1);
    const after = all.slice(at + label.length).trimStart()[0];
    const bare = (before === "" || "(,|".includes(before)) && after !== "^";
    return bare ? show(value) : showFactor(value);
  });
  return whole ? text.replaceAll(" * ", " × ") : null;
}

function escapeForPattern(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** The forward computation of an operation in full: q = x + y = −2 + 5 = 3. */
function computation(graph, node) {
  const parts = [node.label];
  if (node.formula !== "" && node.formula !== node.label) {
    parts.push(writeFormula(node.formula));
    const numbers = formulaWithNumbers(graph, node, node.formula);
    if (numbers !== null && numbers !== node.value.brief) {
      parts.push(numbers);
    }
  } else {
    parts.push(`${node.operation} of ${node.operands.map((operand) => graph.nodes[operand.node].label).join(", ")}`);
  }
  parts.push(node.value.scalar === null ? `${showShape(node.value.shape)} ${node.value.brief}` : node.value.brief);
  return parts.join(" = ");
}
