// The document that the page carries, with what follows from it.

/** A value or a gradient. */
class Tensor {
  constructor(json) {
    this.shape = json.shape;
    this.values = json.values.map(numberOf);
    this.exact = json.exact;
    this.least = numberOf(json.least);
    this.greatest = numberOf(json.greatest);
    this.mean = numberOf(json.mean);
    this.nans = json.nans;
    this.infinities = json.infinities;
    this.histogram = json.histogram;
    this.count = this.shape.reduce((product, length) => product * length, 1);
    this.scalar = this.count === 1 && this.values.length === 1 ? this.values[0] : null;
  }

  /** In a few words: a number, a short list, or a range, and how many are not finite. */
  get brief() {
    if (this.scalar !== null) {
      return show(this.scalar);
    }
    if (this.values.length === this.count && this.shape.length === 1 && this.count <= 3) {
      return `[${this.values.map((value) => show(value, 4)).join(", ")}]`;
    }
    const parts = [];
    if (Number.isFinite(this.least)) {
      parts.push(this.least === this.greatest ? `all ${show(this.least, 4)}` : `${show(this.least, 3)} to ${show(this.greatest, 3)}`);
    }
    if (this.nans > 0) {
      parts.push(`${this.nans} NaN`);
    }
    if (this.infinities > 0) {
      parts.push(`${this.infinities} infinite`);
    }
    return parts.length > 0 ? parts.join(", ") : "empty";
  }
}

/** Nodes, boxes and who reads whom. */
class Graph {
  constructor(json) {
    this.title = json.title;
    this.layout = json.layout;
    this.scopes = json.scopes.map((scope, id) => ({ ...scope, id, nodes: [], children: [] }));
    this.nodes = json.nodes.map((node, id) => ({
      ...node,
      id,
      value: new Tensor(node.value),
      gradient: node.gradient === null ? null : new Tensor(node.gradient),
      operands: node.operands.map(([operand, local, formula]) => ({ node: operand, local: numberOf(local), formula })),
      users: [],
    }));
    for (const node of this.nodes) {
      for (const id of new Set(node.operands.map((operand) => operand.node))) {
        this.nodes[id].users.push(node.id);
      }
      if (node.scope !== null) {
        this.scopes[node.scope].nodes.push(node.id);
      }
    }
    for (const scope of this.scopes) {
      if (scope.parent !== null) {
        this.scopes[scope.parent].children.push(scope.id);
      }
    }
    // A box comes after the one around it, so backwards the inner counts are complete.
    for (const scope of this.scopes.toReversed()) {
      scope.size = scope.children.reduce((sum, child) => sum + this.scopes[child].size, scope.nodes.length);
      scope.first = Math.min(...scope.nodes, ...scope.children.map((child) => this.scopes[child].first));
      scope.bad = scope.nodes.some((id) => this.nodes[id].bad) || scope.children.some((child) => this.scopes[child].bad);
    }
    this.result = this.nodes[this.nodes.length - 1];
    this.hasGradients = this.nodes.some((node) => node.gradient !== null);
  }

  /** The boxes around a node or a box, the outermost first. */
  scopesAround(scope) {
    const path = [];
    for (let id = scope; id !== null; id = this.scopes[id].parent) {
      path.unshift(id);
    }
    return path;
  }

  /** The gradient of the result by a node, as one writes it: dq, or d(#3) for a node without a name. */
  gradientName(node) {
    return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(node.label) ? `d${node.label}` : `d(${node.label})`;
  }
}

/** The document in the page. */
function readGraph() {
  return new Graph(JSON.parse(document.getElementById("graph-data").textContent));
}
