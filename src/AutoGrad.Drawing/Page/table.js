// The graph as a table: the same nodes for whoever reads better than looks.

class NodeTable {
  constructor(graph, steps, section, actions) {
    this.graph = graph;
    this.steps = steps;
    this.section = section;
    this.actions = actions;
    this.rows = [];
    this.current = null;
  }

  /** Built when it is first looked at. */
  build() {
    if (this.rows.length > 0) {
      return;
    }
    const hasSources = this.graph.nodes.some((node) => node.source !== null);
    const columns = ["node", "operation", "operands", "shape", "value", "gradient", ...(hasSources ? ["recorded at"] : [])];
    this.rows = this.graph.nodes.map((node) => this.row(node, hasSources));
    this.section.append(html("table", {},
      html("caption", { class: "hidden" }, `Nodes of ${this.graph.title}, in the order of computation`),
      html("thead", {}, html("tr", {}, ...columns.map((column) => html("th", { scope: "col" }, column)))),
      html("tbody", {}, ...this.rows),
    ));
  }

  row(node, hasSources) {
    const gradient = node.gradient?.brief ?? this.steps.gradientAt(node.id, this.steps.count) ?? "";
    return html("tr", {},
      html("th", { scope: "row" }, html("button", { type: "button", class: "link", onclick: () => this.actions.selectNode(node.id) }, node.label), node.bad ? html("span", { class: "is-bad" }, " ⚠ not finite") : null),
      html("td", {}, node.operation),
      html("td", {}, node.operands.map((operand) => this.graph.nodes[operand.node].label).join(", ")),
      html("td", {}, showShape(node.value.shape)),
      html("td", { class: "is-value" }, node.value.brief),
      html("td", { class: "is-gradient" }, gradient),
      hasSources ? html("td", {}, node.source?.text ?? "") : null,
    );
  }

  select(id) {
    this.rows[this.current]?.removeAttribute("aria-current");
    this.current = id;
    this.rows[id]?.setAttribute("aria-current", "true");
    if (!this.section.hidden) {
      this.rows[id]?.scrollIntoView({ block: "nearest" });
    }
  }
}
