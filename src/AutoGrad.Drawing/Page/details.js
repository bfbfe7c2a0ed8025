// The panel beside the picture: all that is known of one node.

const MOST_ROWS = 12;
const MOST_COLUMNS = 8;

class Details {
  constructor(graph, steps, panel, actions) {
    this.graph = graph;
    this.steps = steps;
    this.panel = panel;
    this.actions = actions;
  }

  /** Without a node: what the picture shows, and the keys. */
  showNothing() {
    const swatch = (name, text) => [html("span", { class: "swatch", "data-swatch": name }), html("span", {}, text)];
    const keys = [["→ ←", "step on, step back"], ["space", "play, pause"], ["Home End", "to the start, to the end"], ["Esc", "the whole picture"], ["↑ ↓", "from a node to its operand, to what reads it"], ["Enter", "a node's details; a box opens or closes"], ["+ − 0", "zoom, show everything"], ["/", "find a node"]];
    this.panel.replaceChildren(
      html("h2", {}, "How to read it"),
      html("p", {}, "On each card the ", html("span", { class: "is-value" }, "value"), " stands above the line and the ", html("span", { class: "is-gradient" }, "gradient"), " of the result below it. On an edge between numbers stands the local gradient."),
      html("div", { class: "legend" }, ...swatch("variable", "variable"), ...swatch("parameter", "parameter"), ...swatch("constant", "constant: nothing flows back to it"), ...swatch("operation", "operation"), ...swatch("bad", "holds NaN or infinity")),
      html("p", {}, "Choose a node for its numbers, its formula and the line of the program that it comes from."),
      html("h3", {}, "Keys"),
      html("dl", {}, ...keys.flatMap(([key, text]) => [html("dt", {}, ...key.split(" ").flatMap((one) => [html("kbd", {}, one), " "])), html("dd", {}, text)])),
    );
  }

  show(id) {
    const { graph } = this;
    const node = graph.nodes[id];
    const numbers = formulaWithNumbers(graph, node, node.formula);
    const path = graph.scopesAround(node.scope).map((scope) => graph.scopes[scope].name).join(" / ");
    this.panel.replaceChildren(
      html("h2", {}, node.label),
      html("p", { class: "about" }, [node.kind === "operation" ? `operation ${node.operation}` : node.kind, node === graph.result ? "the result" : null].filter(Boolean).join(", ")),
      ...(node.bad ? [html("p", { class: "is-bad" }, "⚠ holds NaN or infinity")] : []),
      ...this.tensor("Value", node.value, "is-value"),
      ...(node.gradient === null ? this.noGradient(node) : this.tensor("Gradient", node.gradient, "is-gradient")),
      ...(node.formula === "" ? [] : [
        html("h3", {}, "Formula"),
        html("p", {}, html("code", {}, `${node.label} = ${writeFormula(node.formula)}`)),
        ...(numbers === null ? [] : [html("p", {}, html("code", {}, `= ${numbers} = ${node.value.brief}`))]),
      ]),
      ...this.localGradients(node),
      ...this.links("Operands", node.operands.map((operand) => operand.node)),
      ...this.links("Read by", node.users),
      ...(node.source === null ? [] : [html("h3", {}, "Recorded at"), html("p", {}, html("code", {}, node.source.text)), ...(node.source.method ? [html("p", { class: "about" }, node.source.method)] : [])]),
      ...(path === "" ? [] : [html("h3", {}, "In box"), html("p", {}, path)]),
    );
    this.panel.scrollTop = 0;
  }

  noGradient(node) {
    const replayed = this.steps.gradientAt(node.id, this.steps.count);
    const text = !node.flows ? "None: nothing flows back to it."
      : !this.graph.hasGradients ? "None yet: Backward() was not called before this was drawn."
      : replayed !== null && replayed !== "not kept" ? `${replayed}, by the steps; it was not kept.`
      : "Not kept: set KeepGradients on the tape before Backward().";
    return [html("h3", {}, "Gradient"), html("p", { class: "is-gradient" }, text)];
  }

  tensor(heading, tensor, style) {
    if (tensor.scalar !== null) {
      return [html("h3", {}, heading), html("p", { class: `number ${style}` }, tensor.exact.replaceAll("-", "−"))];
    }
    return [
      html("h3", {}, `${heading} ${showShape(tensor.shape)}`),
      ...(tensor.values.length === tensor.count && tensor.count > 0 ? [this.numbers(tensor, heading)] : []),
      this.statistics(tensor),
      ...this.histogram(tensor, style),
    ];
  }

  /** The numbers as rows along the last axis; of larger tensors the beginning. */
  numbers(tensor, heading) {
    const columns = tensor.shape.at(-1) ?? 1;
    const rows = tensor.count / columns;
    const lines = [];
    for (let row = 0; row < Math.min(rows, MOST_ROWS); row++) {
      const cells = tensor.values.slice(row * columns, row * columns + Math.min(columns, MOST_COLUMNS)).map((value) => html("td", { class: Number.isFinite(value) ? null : "is-bad" }, show(value, 5)));
      const index = this.indexOf(row, tensor.shape);
      lines.push(html("tr", {}, index === "" ? html("td", {}) : html("th", { scope: "row" }, index), ...cells, columns > MOST_COLUMNS ? html("td", {}, "…") : null));
    }
    const head = html("tr", {}, html("td", {}), ...Array.from({ length: Math.min(columns, MOST_COLUMNS) }, (_, column) => html("th", { scope: "col" }, String(column))));
    const more = rows > MOST_ROWS ? [html("p", { class: "about" }, `… ${plural(rows - MOST_ROWS, "more row")}`)] : [];
    return html("div", { class: "numbers", tabindex: 0, role: "region", "aria-label": `${heading}, numbers` }, html("table", {}, html("thead", {}, head), html("tbody", {}, ...lines)), ...more);
  }

  indexOf(row, shape) {
    const place = [];
    for (const length of shape.slice(0, -1).toReversed()) {
      place.unshift(row % length);
      row = Math.floor(row / length);
    }
    return place.join(", ");
  }

  statistics(tensor) {
    const rows = [["least", tensor.least], ["greatest", tensor.greatest], ["mean", tensor.mean]].map(([name, value]) => [name, show(value)]);
    rows.push(["numbers", tensor.count.toLocaleString("en")]);
    const bad = [["NaN", tensor.nans], ["infinite", tensor.infinities]].filter(([, count]) => count > 0);
    return html("dl", {}, ...rows.flatMap(([name, text]) => [html("dt", {}, name), html("dd", {}, text)]), ...bad.flatMap(([name, count]) => [html("dt", {}, name), html("dd", { class: "is-bad" }, String(count))]));
  }

  histogram(tensor, style) {
    const { histogram } = tensor;
    if (histogram.length === 0) {
      return [];
    }
    const greatest = Math.max(...histogram);
    const bars = histogram.map((count, i) => svg("rect", { x: i * 10 + 0.5, y: 60 - (56 * count) / greatest, width: 9, height: (56 * count) / greatest }, svg("title", {}, String(count))));
    const width = histogram.length * 10;
    return [
      svg("svg", { class: `histogram ${style}`, viewBox: `0 0 ${width} 61`, preserveAspectRatio: "none", role: "img", "aria-label": `Histogram, counts from least to greatest: ${histogram.join(", ")}` }, ...bars, svg("line", { x1: 0, x2: width, y1: 60.5, y2: 60.5 })),
      html("div", { class: "histogram-ends", "aria-hidden": "true" }, html("span", {}, show(tensor.least, 4)), html("span", {}, show(tensor.greatest, 4))),
    ];
  }

  localGradients(node) {
    const lines = node.operands.filter((operand) => operand.local !== null || operand.formula !== "").map((operand) => {
      const name = `∂${node.label}/∂${this.graph.nodes[operand.node].label}`;
      const formula = writeFormula(operand.formula);
      const parts = [name, formula, operand.local === null || show(operand.local) === formula ? "" : show(operand.local)].filter((part) => part !== "");
      return html("li", {}, html("code", {}, parts.join(" = ")));
    });
    return lines.length === 0 ? [] : [html("h3", {}, "Local gradients"), html("ul", {}, ...lines)];
  }

  links(heading, ids) {
    if (ids.length === 0) {
      return [];
    }
    const shown = ids.slice(0, 24).map((id) => html("li", {}, html("button", { type: "button", class: "link", onclick: () => this.actions.goTo(id) }, this.graph.nodes[id].label), ` ${this.graph.nodes[id].operation}`));
    const more = ids.length > 24 ? [html("li", { class: "about" }, `and ${ids.length - 24} more`)] : [];
    return [html("h3", {}, heading), html("ul", {}, ...shown, ...more)];
  }
}
