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
  const labels = [...values.keys()].sort((a, b) => b.length - a.length);
  const text = writeMinus(formula);
  let written = "";
  for (let at = 0; at < text.length; ) {
    const label = labels.find((one) => one !== "" && isWordAt(text, at, one));
    if (label === undefined) {
      written += text[at++];
      continue;
    }
    const value = values.get(label);
    if (value === null) {
      return null;
    }
    const before = written.trimEnd().slice(-1);
    const after = text.slice(at + label.length).trimStart()[0];
    written += (before === "" || "(,|".includes(before)) && after !== "^" ? show(value) : showFactor(value);
    at += label.length;
  }
  return written.replaceAll(" * ", " × ");
}

/** Whether a label stands at a place of a text as a word of its own, and not as the name of a function. */
function isWordAt(text, at, label) {
  return text.startsWith(label, at)
    && !/[\p{L}\p{N}_#.]/u.test(text[at - 1] ?? " ")
    && !/[\p{L}\p{N}_(]/u.test(text[at + label.length] ?? " ");
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
