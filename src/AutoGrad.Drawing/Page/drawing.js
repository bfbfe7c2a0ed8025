// The picture: cards for nodes, boxes for scopes, and edges between them.
//
// Cards are elements of HTML rather than of SVG: buttons by nature, cut with dots by the browser, and skipped by it while they are
// out of sight, which keeps thousands of them fast. Edges are one SVG behind them that stays as it is drawn; what a step is about
// is drawn a second time on top.

const MARGIN = 20;

class Drawing {
  constructor(graph, steps, stage, actions) {
    this.graph = graph;
    this.steps = steps;
    this.stage = stage;
    this.actions = actions;
    this.selected = null;
    this.position = null;
  }

  /** Draws everything anew for a set of open boxes. */
  draw(open) {
    this.placement = new Placement(this.graph, open);
    this.nodes = new Map();
    this.scopes = new Map();
    this.hot = svg("svg", { class: "edges", "aria-hidden": "true" });
    const size = { width: this.placement.width + 2 * MARGIN, height: this.placement.height + 2 * MARGIN };
    const picture = html("div", { class: "picture", role: "group", "aria-label": `Graph of ${this.graph.title}, in the order of computation` },
      ...this.rooms(),
      svg("svg", { class: "edges", "aria-hidden": "true" }, ...this.placement.edges.flatMap((edge) => this.edge(edge))),
      this.hot,
      ...this.items(),
    );
    this.put(picture, { x: size.width / 2 - MARGIN, y: size.height / 2 - MARGIN, ...size });
    for (const id of this.nodes.keys()) {
      this.refresh(id);
    }
    this.stage.replaceChildren(picture);
    this.highlight();
    return { content: picture, ...size };
  }

  /** The place of what stands for a node, in pixels of the picture. */
  placeOf(id) {
    return this.inPixels(this.placement.placeOf(this.placement.standIn(id)));
  }

  placeOfScope(id) {
    return this.inPixels(this.placement.scopes.get(id));
  }

  /** Shows a step: null stands for the whole picture, with all values and gradients. */
  showStep(position) {
    const before = this.position;
    this.position = position;
    const isNear = before !== null && position !== null && Math.abs(before - position) === 1;
    const changed = isNear ? new Set([...this.steps.touched(before), ...this.steps.touched(position)]) : this.nodes.keys();
    for (const id of changed) {
      this.refresh(id);
    }
    this.highlight();
  }

  select(id) {
    const before = this.selected;
    this.selected = id;
    for (const changed of [before, id]) {
      if (changed !== null) {
        this.refresh(changed);
      }
    }
  }

  inPixels(place) {
    return { ...place, x: place.x + MARGIN, y: place.y + MARGIN };
  }

  put(element, { x, y, width, height }) {
    element.style.left = `${x - width / 2 + MARGIN}px`;
    element.style.top = `${y - height / 2 + MARGIN}px`;
    element.style.width = `${width}px`;
    element.style.height = `${height}px`;
    return element;
  }

  /** The tab order is the order in which things were recorded; a box comes before its first node, an outer box before an inner. */
  items() {
    const depth = (id) => this.graph.scopesAround(id).length;
    const nodes = [...this.placement.nodes].map(([id, place]) => ({ at: id, depth: Infinity, element: () => this.node(this.graph.nodes[id], place) }));
    const scopes = [...this.placement.scopes].map(([id, place]) => ({ at: this.graph.scopes[id].first, depth: depth(id), element: () => this.scope(this.graph.scopes[id], place) }));
    return [...nodes, ...scopes].sort((a, b) => a.at - b.at || a.depth - b.depth).map((item) => item.element());
  }

  node(node, place) {
    const isNameless = node.kind === "operation" && node.name === null;
    const value = html("span", { class: "value" });
    const gradient = html("span", { class: "gradient" });
    const isTensor = node.value.scalar === null;
    const element = html("button", { type: "button", "data-node": node.id },
      html("span", { class: "head" },
        html("b", {}, isNameless ? node.operation : node.label),
        html("span", { class: "about" }, isNameless ? node.label : node.operation)),
      isTensor ? html("span", { class: "inside" }, value, html("span", { class: "shape" }, showShape(node.value.shape), this.bars(node.value.histogram))) : value,
      gradient,
    );
    element.addEventListener("click", () => this.actions.selectNode(node.id));
    element.addEventListener("focus", () => this.actions.focusNode(node.id));
    this.nodes.set(node.id, { element, value, gradient, kind: isTensor ? `node ${node.kind} tensor` : `node ${node.kind}` });
    return this.put(element, place);
  }

  bars(histogram) {
    if (histogram.length === 0) {
      return null;
    }
    const greatest = Math.max(...histogram);
    const d = histogram.map((count, i) => `M${i * 6} 16 v${count === 0 ? 0 : -Math.max(1, (15 * count) / greatest)} h5 V16 z`).join("");
    return svg("svg", { viewBox: `0 0 ${histogram.length * 6} 16`, width: histogram.length * 6, height: 16 }, svg("path", { d }));
  }

  scope(scope, place) {
    const count = plural(scope.size, "node");
    const warning = scope.bad ? html("span", { class: "warning" }, "⚠ ") : null;
    const element = html("button", {
      type: "button",
      class: place.isOpen ? "scope-title" : "scope",
      "data-scope": scope.id,
      "aria-expanded": String(place.isOpen),
      "aria-label": ["Box", scope.path, scope.description, count, scope.bad ? "with NaN or infinity" : null].filter(Boolean).join(", "),
    },
      html("span", { class: "head" }, html("span", { class: "sign" }, place.isOpen ? "−" : "+"), html("b", {}, scope.name), place.isOpen ? html("span", { class: "about" }, scope.description ?? "") : null),
      ...(place.isOpen ? [warning] : [html("span", { class: "about" }, scope.description ?? ""), html("span", { class: "about" }, warning, count)]),
    );
    element.classList.toggle("bad", scope.bad);
    element.classList.toggle("even", this.isEven(scope.id));
    element.addEventListener("click", () => this.actions.toggleScope(scope.id));
    element.addEventListener("focus", () => this.actions.focusScope(scope.id));
    this.scopes.set(scope.id, element);
    const title = { ...place, y: place.y - place.height / 2 + SCOPE_HEADER / 2, height: SCOPE_HEADER - 4, width: place.width - 6 };
    return this.put(element, place.isOpen ? title : place);
  }

  rooms() {
    return [...this.placement.scopes].filter(([, place]) => place.isOpen).map(([id, place]) =>
      this.put(html("div", { class: this.isEven(id) ? "room even" : "room" }), place));
  }

  /** Boxes in boxes take turns in colour. */
  isEven(scope) {
    return this.graph.scopesAround(scope).length % 2 === 0;
  }

  edge(edge) {
    const path = svg("path", { class: edge.flows ? "edge" : "edge constant", d: this.curve(edge) });
    const texts = edge.locals.map((local) => `×${show(local, 4)}`);
    if (edge.isStub) {
      texts.unshift(this.nameOf(edge.from));
    }
    if (texts.length === 0) {
      return [path];
    }
    // Beside the arrowhead, on its outer side, so that those of neighbours do not meet.
    const end = this.inPixels(edge.points.at(-1));
    const isLeft = end.x < this.inPixels(this.placement.placeOf(edge.to)).x - 1;
    return [path, svg("text", { class: edge.isStub ? "local stub" : "local", x: end.x + (isLeft ? -6 : 6), y: end.y - 6, "text-anchor": isLeft ? "end" : "start" }, texts.join(" "))];
  }

  nameOf(standIn) {
    const id = Number(standIn.slice(1));
    return standIn[0] === "n" ? this.graph.nodes[id].label : this.graph.scopes[id].name;
  }

  /** Curves leave and arrive downwards; the tip is an arrow. */
  curve(edge) {
    const points = edge.points.map((point) => this.inPixels(point));
    let d = `M${points[0].x} ${points[0].y}`;
    for (let i = 1; i < points.length; i++) {
      const [a, b] = [points[i - 1], points[i]];
      const y = i === points.length - 1 ? b.y - 1 : b.y;
      const reach = Math.max(Math.abs(y - a.y) / 2, 8);
      d += b.isCurve ? ` C${a.x} ${a.y + reach} ${b.x} ${y - reach} ${b.x} ${y}` : ` L${b.x} ${y}`;
    }
    return `${d} m-4 -6 l4 6 l4 -6`;
  }

  /** Brings a node's texts, looks and spoken label up to the present step. */
  refresh(id) {
    const drawn = this.nodes.get(id);
    if (drawn === undefined) {
      return;
    }
    const { graph, steps, position } = this;
    const node = graph.nodes[id];
    const isThere = position === null || steps.hasValue(id, position);
    const gradient = position === null ? node.gradient?.brief ?? steps.gradientAt(id, steps.count) : steps.gradientAt(id, position);
    const step = position === null ? null : steps.at(position);
    const looks = [drawn.kind];
    const add = (name, isSo) => isSo && looks.push(name);
    add("pending", !isThere);
    add("bad", node.bad && isThere);
    add("result", node === graph.result);
    add("selected", id === this.selected);
    add("forward", step !== null && step.node === id && step.phase === "forward");
    add("reverse", step !== null && step.node === id && step.phase !== "forward");
    add("receives", step !== null && step.receivers.includes(id));
    drawn.element.className = looks.join(" ");
    drawn.value.textContent = isThere ? node.value.brief : "";
    drawn.gradient.textContent = gradient ?? "";
    drawn.element.setAttribute("aria-label", describe(node, isThere, gradient));
    drawn.element.setAttribute("aria-pressed", String(id === this.selected));
  }

  /** Edges and closed boxes that the present step is about. */
  highlight() {
    const step = this.position === null ? null : this.steps.at(this.position);
    this.stage.classList.toggle("passing-forward", this.position !== null && this.position <= this.steps.forwardCount);
    for (const element of this.stage.querySelectorAll(".scope.forward, .scope.reverse")) {
      element.classList.remove("forward", "reverse");
    }
    this.hot.replaceChildren();
    if (step === null) {
      return;
    }
    const name = step.phase === "forward" ? "forward" : "reverse";
    const to = this.placement.standIn(step.node);
    const operands = step.phase === "forward" ? this.graph.nodes[step.node].operands.map((operand) => operand.node) : step.receivers;
    const from = new Set(operands.map((operand) => this.placement.standIn(operand)));
    for (const standIn of [to, ...from].filter((standIn) => standIn[0] === "s")) {
      this.scopes.get(Number(standIn.slice(1))).classList.add(name);
    }
    const edges = this.placement.edgesInto(to).filter((edge) => from.has(edge.from));
    this.hot.append(...edges.map((edge) => svg("path", { class: `edge ${name}`, d: this.curve(edge) })));
    if (edges.length > 0) {
      this.fitHot(edges.flatMap((edge) => edge.points));
    }
  }

  /** The highlights lie on a sheet of their own size: one as large as the picture would have to be painted whole. */
  fitHot(points) {
    const xs = points.map((point) => point.x + MARGIN);
    const ys = points.map((point) => point.y + MARGIN);
    const [left, top] = [Math.min(...xs) - 10, Math.min(...ys) - 10];
    const [width, height] = [Math.max(...xs) + 10 - left, Math.max(...ys) + 10 - top];
    this.hot.setAttribute("viewBox", `${left} ${top} ${width} ${height}`);
    this.put(this.hot, { x: left + width / 2 - MARGIN, y: top + height / 2 - MARGIN, width, height });
  }
}

/** A node in one spoken sentence. */
function describe(node, isThere, gradient) {
  const parts = [node.label, node.operation];
  if (node.value.scalar === null) {
    parts.push(`shape ${node.value.shape.join(" by ")}`);
  }
  parts.push(isThere ? `value ${node.value.brief}` : "not computed yet");
  if (gradient !== null) {
    parts.push(`gradient ${gradient}`);
  }
  if (node.bad) {
    parts.push("holds NaN or infinity");
  }
  return parts.join(", ");
}
