// Puts the parts together: what is chosen, which boxes are open, and the keys.

// More than this at once nobody can read, and browsers get slow: deeper boxes begin closed.
const MOST_VISIBLE = 120;

const MOST_GLIDING = 400;

// A large picture begins at its top in letters that can be read.
const READABLE_SCALE = 0.7;

class Page {
  constructor() {
    this.graph = readGraph();
    this.steps = new Steps(this.graph);
    this.open = new Set();
    const actions = {
      selectNode: (id) => this.selectNode(id),
      focusNode: (id) => this.viewport.reveal(this.drawing.placeOf(id)),
      focusScope: (id) => this.revealScope(id),
      toggleScope: (id) => this.toggleScope(id),
      goTo: (id) => this.goTo(id),
    };
    const stage = document.getElementById("stage");
    this.viewport = new Viewport(stage);
    this.drawing = new Drawing(this.graph, this.steps, stage, actions);
    this.details = new Details(this.graph, this.steps, document.getElementById("details"), actions);
    this.table = new NodeTable(this.graph, this.steps, document.getElementById("table"), actions);
    this.stepper = new Stepper(this.graph, this.steps, (position) => this.showStep(position));
    this.openSome();
    this.redraw();
    this.viewport.fit(READABLE_SCALE);
    this.details.showNothing();
    this.summarise();
    this.listen();
  }

  /** Opens boxes from the outside inwards for as long as the picture stays readable. */
  openSome() {
    let visible = this.graph.nodes.filter((node) => node.scope === null).length + this.graph.scopes.filter((scope) => scope.parent === null).length;
    for (let depth = 0; ; depth++) {
      const level = this.graph.scopes.filter((scope) => this.graph.scopesAround(scope.id).length === depth + 1);
      visible += level.reduce((sum, scope) => sum + scope.nodes.length + scope.children.length, 0);
      if (level.length === 0 || visible > MOST_VISIBLE) {
        return;
      }
      level.forEach((scope) => this.open.add(scope.id));
    }
  }

  redraw() {
    const { content, ...size } = this.drawing.draw(this.open);
    this.viewport.show(content, { ...size, start: this.drawing.placeOf(0), isHeavy: this.drawing.nodes.size > MOST_GLIDING });
    document.getElementById("open-all").disabled = this.open.size === this.graph.scopes.length;
    document.getElementById("close-all").disabled = this.open.size === 0;
  }

  summarise() {
    const { graph } = this;
    const bad = graph.nodes.filter((node) => node.bad).length;
    const parts = [plural(graph.nodes.length, "node")];
    if (graph.scopes.length > 0) {
      parts.push(plural(graph.scopes.length, "box").replace("boxs", "boxes"));
    }
    parts.push(`result ${graph.result.value.brief}`);
    if (bad > 0) {
      parts.push(`${plural(bad, "node")} with NaN or infinity`);
    }
    document.getElementById("summary").textContent = parts.join(" · ");
    document.getElementById("box-tools").hidden = graph.scopes.length === 0;
  }

  selectNode(id) {
    this.drawing.select(id);
    this.table.select(id);
    this.details.show(id);
  }

  /** Chooses a node and brings it into sight, out of closed boxes if need be. */
  goTo(id) {
    const around = this.graph.scopesAround(this.graph.nodes[id].scope);
    if (around.some((scope) => !this.open.has(scope))) {
      around.forEach((scope) => this.open.add(scope));
      this.redraw();
    }
    this.selectNode(id);
    this.viewport.reveal(this.drawing.placeOf(id));
    if (document.getElementById("table").hidden) {
      this.drawing.nodes.get(id).element.focus({ preventScroll: true });
    }
  }

  toggleScope(id) {
    const before = this.drawing.placeOfScope(id);
    const inner = (scope) => this.graph.scopes[scope].children.flatMap((child) => [child, ...inner(child)]);
    if (this.open.delete(id)) {
      inner(id).forEach((child) => this.open.delete(child));
    } else {
      this.open.add(id);
    }
    this.redraw();
    // The box stays under the pointer: its upper left corner does not move.
    const after = this.drawing.placeOfScope(id);
    const { scale } = this.viewport;
    this.viewport.pan(
      (before.x - before.width / 2 - (after.x - after.width / 2)) * scale,
      (before.y - before.height / 2 - (after.y - after.height / 2)) * scale);
    this.drawing.scopes.get(id).focus({ preventScroll: true });
  }

  revealScope(id) {
    const { x, y, width, height } = this.drawing.placeOfScope(id);
    this.viewport.reveal({ x, y: y - height / 2 + 15, width: Math.min(width, 200), height: 30 });
  }

  setAllOpen(isOpen) {
    this.open = new Set(isOpen ? this.graph.scopes.map((scope) => scope.id) : []);
    this.redraw();
    this.viewport.fit(READABLE_SCALE);
  }

  showStep(position) {
    this.drawing.showStep(position);
    const step = position === null ? null : this.steps.at(position);
    if (step !== null) {
      this.selectNode(step.node);
      this.viewport.reveal(this.drawing.placeOf(step.node));
    }
  }

  showView(isTable) {
    if (isTable) {
      this.table.build();
      this.table.select(this.drawing.selected);
    }
    document.getElementById("table").hidden = !isTable;
    document.getElementById("graph").hidden = isTable;
    document.getElementById("show-table").setAttribute("aria-pressed", String(isTable));
    document.getElementById("show-graph").setAttribute("aria-pressed", String(!isTable));
  }

  /** The next node after the chosen one whose label or operation has the text in it. */
  find(text) {
    const wanted = text.trim().toLowerCase();
    const count = this.graph.nodes.length;
    const from = this.drawing.selected ?? count - 1;
    for (let i = 1; wanted !== "" && i <= count; i++) {
      const node = this.graph.nodes[(from + i) % count];
      if (`${node.label} ${node.operation}`.toLowerCase().includes(wanted)) {
        this.selectNode(node.id);
        this.goTo(node.id);
        document.getElementById("find").focus();
        return;
      }
    }
  }

  toggleTheme() {
    const isDark = document.documentElement.dataset.theme === undefined
      ? matchMedia("(prefers-color-scheme: dark)").matches
      : document.documentElement.dataset.theme === "dark";
    document.documentElement.dataset.theme = isDark ? "light" : "dark";
    this.nameTheme(!isDark);
  }

  nameTheme(isDark) {
    document.getElementById("theme").textContent = isDark ? "Light" : "Dark";
  }

  listen() {
    const on = (id, action) => document.getElementById(id).addEventListener("click", action);
    on("zoom-in", () => this.viewport.zoomAtCentre(1.3));
    on("zoom-out", () => this.viewport.zoomAtCentre(1 / 1.3));
    on("fit", () => this.viewport.fit());
    on("open-all", () => this.setAllOpen(true));
    on("close-all", () => this.setAllOpen(false));
    on("show-graph", () => this.showView(false));
    on("show-table", () => this.showView(true));
    on("theme", () => this.toggleTheme());
    this.nameTheme(matchMedia("(prefers-color-scheme: dark)").matches);
    document.getElementById("find").addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        this.find(event.target.value);
      }
    });
    document.addEventListener("keydown", (event) => {
      if (!event.ctrlKey && !event.altKey && !event.metaKey && !event.target.matches("input") && this.onKey(event)) {
        event.preventDefault();
      }
    });
  }

  /** Whether the key means something here. */
  onKey(event) {
    const { target } = event;
    const keys = {
      ArrowRight: () => this.stepper.next(),
      ArrowLeft: () => this.stepper.previous(),
      Home: () => this.stepper.first(),
      End: () => this.stepper.last(),
      Escape: () => this.leave(),
      "+": () => this.viewport.zoomAtCentre(1.3),
      "-": () => this.viewport.zoomAtCentre(1 / 1.3),
      0: () => this.viewport.fit(),
      "/": () => document.getElementById("find").focus(),
    };
    const isButton = target.matches("button, a, [role=button]");
    const card = target.closest("[data-node], [data-scope]");
    if (card !== null && (event.key === "Enter" || event.key === " ")) {
      card.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      return true;
    }
    if (card?.dataset.node !== undefined && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      return this.walk(this.graph.nodes[Number(card.dataset.node)], event.key === "ArrowUp");
    }
    if (event.key === " " && !isButton) {
      this.stepper.toggle();
      return true;
    }
    keys[event.key]?.();
    return event.key in keys;
  }

  /** From a node along an edge: up to its first operand, down to what reads it first. */
  walk(node, isUp) {
    const next = isUp ? node.operands[0]?.node : node.users[0];
    if (next !== undefined) {
      this.goTo(next);
    }
    return true;
  }

  leave() {
    this.stepper.overview();
    this.drawing.select(null);
    this.table.select(null);
    this.details.showNothing();
  }
}

new Page();
