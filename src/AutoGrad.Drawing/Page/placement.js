// Where things are: the boxes' layouts, which were made with all boxes inside of them closed, stretched where boxes are open.

const SCOPE_PADDING = 16;
const SCOPE_HEADER = 34;
const STUB_LENGTH = 18;

/** A growing map of one axis: it makes room at the places of open boxes and moves what lies beyond. */
class Stretch {
  constructor(openings) {
    // Where two boxes lie above each other, the wider one decides; the other has room to spare.
    const edges = [...new Set(openings.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
    this.pieces = [];
    let before = 0;
    for (let i = 0; i + 1 < edges.length; i++) {
      const [from, to] = [edges[i], edges[i + 1]];
      const density = Math.max(0, ...openings.filter((o) => o.from < to && from < o.to).map((o) => o.growth / (o.to - o.from)));
      this.pieces.push({ from, to, density, before });
      before += density * (to - from);
    }
    this.total = before;
  }

  at(place) {
    let low = 0;
    let high = this.pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.pieces[middle].from <= place) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low === 0) {
      return place;
    }
    const piece = this.pieces[low - 1];
    return place + piece.before + piece.density * (Math.min(place, piece.to) - piece.from);
  }
}

/** The picture for a set of open boxes: places of nodes, of boxes, and the edges between what is visible. */
class Placement {
  constructor(graph, open) {
    this.graph = graph;
    this.open = open;
    this.nodes = new Map();
    this.scopes = new Map();
    this.routes = new Map();
    this.layouts = new Map(graph.layout.map((layout) => [layout.scope, layout]));
    const root = this.measure(null);
    this.width = root.width;
    this.height = root.height;
    this.put(root, 0, 0);
    this.edges = this.connect();
    this.into = Map.groupBy(this.edges, (edge) => edge.to);
  }

  /** Sizes and places inside of a box, from the innermost outwards. */
  measure(scope) {
    const layout = this.layouts.get(scope);
    const inner = new Map();
    const across = [];
    const along = [];
    for (const item of layout.items) {
      if (item.scope !== null && this.open.has(item.scope)) {
        const child = this.measure(item.scope);
        const width = Math.max(item.width, child.width + 2 * SCOPE_PADDING);
        const height = Math.max(item.height, child.height + SCOPE_HEADER + SCOPE_PADDING);
        inner.set(item, { child, width, height });
        across.push({ from: item.x - item.width / 2, to: item.x + item.width / 2, growth: width - item.width });
        along.push({ from: item.y - item.height / 2, to: item.y + item.height / 2, growth: height - item.height });
      }
    }
    const stretchX = new Stretch(across);
    const stretchY = new Stretch(along);
    const place = (x, y) => ({ x: stretchX.at(x), y: stretchY.at(y) });
    const items = layout.items.map((item) => {
      const low = place(item.x - item.width / 2, item.y - item.height / 2);
      const high = place(item.x + item.width / 2, item.y + item.height / 2);
      const opened = inner.get(item);
      return {
        item,
        opened,
        x: (low.x + high.x) / 2,
        y: (low.y + high.y) / 2,
        width: opened?.width ?? item.width,
        height: opened?.height ?? item.height,
      };
    });
    const routes = layout.routes.map((route) => ({ ...route, points: route.points.map(([x, y, isCurve]) => ({ ...place(x, y), isCurve: isCurve === 1 })) }));
    return { scope, items, routes, width: layout.width + stretchX.total, height: layout.height + stretchY.total };
  }

  put(box, left, top) {
    for (const { item, opened, x, y, width, height } of box.items) {
      const place = { x: left + x, y: top + y, width, height };
      if (item.scope === null) {
        this.nodes.set(item.node, place);
      } else {
        this.scopes.set(item.scope, { ...place, isOpen: opened !== undefined });
        if (opened !== undefined) {
          const spare = (width - 2 * SCOPE_PADDING - opened.child.width) / 2;
          this.put(opened.child, place.x - width / 2 + SCOPE_PADDING + spare, place.y - height / 2 + SCOPE_HEADER);
        }
      }
    }
    for (const route of box.routes) {
      this.routes.set(`${box.scope} ${route.from}>${route.to}`, route.points.map((point) => ({ ...point, x: left + point.x, y: top + point.y })));
    }
  }

  /** What stands for a node: itself, or the outermost closed box around it. */
  standIn(id) {
    const around = this.graph.scopesAround(this.graph.nodes[id].scope);
    const closed = around.find((scope) => !this.open.has(scope));
    return closed === undefined ? `n${id}` : `s${closed}`;
  }

  edgesInto(standIn) {
    return this.into.get(standIn) ?? [];
  }

  placeOf(standIn) {
    const id = Number(standIn.slice(1));
    return standIn[0] === "n" ? this.nodes.get(id) : this.scopes.get(id);
  }

  /** Edges between stand-ins, one for all that lead from the same one to the same one. */
  connect() {
    const edges = new Map();
    for (const node of this.graph.nodes) {
      const to = this.standIn(node.id);
      for (const operand of node.operands) {
        const from = this.standIn(operand.node);
        const key = `${from}>${to}`;
        if (from === to) {
          continue;
        }
        if (!edges.has(key)) {
          edges.set(key, { from, to, flows: false, locals: [], ...this.route(from, to, operand.node, node.id) });
        }
        const edge = edges.get(key);
        edge.flows ||= this.graph.nodes[operand.node].flows;
        if (from[0] === "n" && to[0] === "n" && operand.local !== null) {
          edge.locals.push(operand.local);
        }
      }
    }
    return [...edges.values()];
  }

  /** An edge that is too long to be drawn: only its end, at the right of the reader's upper side. */
  stub(to) {
    const { x, y, width, height } = this.placeOf(to);
    const end = { x: x + width / 2 - 14, y: y - height / 2, isCurve: false };
    return { isStub: true, points: [{ ...end, y: end.y - STUB_LENGTH }, end] };
  }

  /**
   * The way of an edge: out of the open boxes around the operand, through the box that holds both ends, into the open boxes around
   * the reader. Each box has laid out its part.
   */
  route(from, to, operand, node) {
    const a = [...this.graph.scopesAround(this.graph.nodes[operand].scope).map((id) => `s${id}`), `n${operand}`];
    const b = [...this.graph.scopesAround(this.graph.nodes[node].scope).map((id) => `s${id}`), `n${node}`];
    let depth = 0;
    while (a[depth] === b[depth]) {
      depth++;
    }
    const parts = [];
    for (let level = a.indexOf(from); level > depth; level--) {
      parts.push(`${a[level - 1].slice(1)} ${a[level]}>x${operand}`);
    }
    parts.push(`${depth === 0 ? null : a[depth - 1].slice(1)} ${a[depth]}>${b[depth]}`);
    for (let level = depth + 1; level <= b.indexOf(to); level++) {
      parts.push(`${b[level - 1].slice(1)} e${operand}>${b[level]}`);
    }
    const routes = parts.map((part) => this.routes.get(part));
    if (routes.includes(undefined)) {
      return this.stub(to);
    }
    // From one part to the next it goes in a curve over the border.
    const points = routes.flatMap((route, i) => route.map((point, k) => (i > 0 && k === 0 ? { ...point, isCurve: true } : point)));
    return { isStub: false, points };
  }
}
