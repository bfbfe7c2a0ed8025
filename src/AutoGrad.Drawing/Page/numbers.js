// Numbers as people read them.

/** A number of the document: NaN and the infinities, which JSON cannot carry, are there as text. */
function numberOf(json) {
  return json === null ? null : Number(json);
}

/** A number in a few significant digits, with a true minus sign: −0.3125, 1.2e−7, ∞, NaN. */
function show(value, digits = 6) {
  if (Number.isNaN(value)) {
    return "NaN";
  }
  if (!Number.isFinite(value)) {
    return value < 0 ? "−∞" : "∞";
  }
  return String(Number(value.toPrecision(digits))).replace("e+", "e").replaceAll("-", "−");
}

/** A number that stands behind an operator: negative ones in parentheses. */
function showFactor(value) {
  return value < 0 ? `(${show(value)})` : show(value);
}

/** The lengths of axes, as the library writes them: (), (3,), (2, 3). */
function showShape(shape) {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
}

/** Count and noun: 1 node, 2 nodes. */
function plural(count, noun) {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
