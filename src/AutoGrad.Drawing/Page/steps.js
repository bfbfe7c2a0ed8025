// The forward pass and the reverse sweep as a list of steps, one operation each, with the numbers that flow.

/** What each step shows, and what each node shows at each step. */
class Steps {
  constructor(graph) {
    this.graph = graph;
    this.list = [];
    // For each node: from which step on its value is there, and what its gradient is from which step on.
    this.valueFrom = graph.nodes.map(() => 0);
    this.gradients = graph.nodes.map(() => []);
    for (const node of graph.nodes) {
      if (node.kind === "operation") {
        this.list.push({ phase: "forward", node: node.id, receivers: [], lines: null });
        this.valueFrom[node.id] = this.list.length;
      }
    }
    this.forwardCount = this.list.length;
    if (graph.hasGradients) {
      this.sweep();
    }
  }

  get count() {
    return this.list.length;
  }

  /** Step 1 is the first; at 0 nothing is computed yet. */
  at(position) {
    return position > 0 ? this.list[position - 1] : null;
  }

  /** What happens in a step, in numbers; forward ones are written when they are looked at. */
  linesOf(step) {
    return step.lines ?? [computation(this.graph, this.graph.nodes[step.node])];
  }

  hasValue(id, position) {
    return this.valueFrom[id] <= position;
  }

  /** What a node's gradient is after a step, as text; null while nothing has arrived. */
  gradientAt(id, position) {
    return this.gradients[id].findLast((change) => change.from <= position)?.text ?? null;
  }

  /** The nodes whose looks a step changes. */
  touched(position) {
    const step = this.at(position);
    return step === null ? [] : [step.node, ...step.receivers];
  }

  sweep() {
    const { graph } = this;
    const arrived = graph.nodes.map(() => ({ sum: null, isExact: true, open: 0 }));
    for (const node of graph.nodes) {
      for (const operand of node.operands) {
        arrived[operand.node].open += this.flows(node, operand) ? 1 : 0;
      }
    }
    this.seed(arrived[graph.result.id]);
    for (const node of graph.nodes.toReversed()) {
      if (node.operands.some((operand) => this.flows(node, operand))) {
        this.handOn(node, arrived);
      }
    }
  }

  flows(node, operand) {
    return node.flows && this.graph.nodes[operand.node].flows;
  }

  seed(arrived) {
    const { result } = this.graph;
    const name = this.graph.gradientName(result);
    const text = result.gradient?.brief ?? "1";
    arrived.sum = result.gradient === null ? 1 : result.gradient.scalar;
    arrived.isExact = arrived.sum !== null;
    this.list.push({ phase: "seed", node: result.id, receivers: [], lines: [`${name} = ${text}: the sweep starts at the result`] });
    this.gradients[result.id].push({ from: this.list.length, text });
  }

  /** One operation passes upstream × local to each of its operands. */
  handOn(node, arrived) {
    const { graph } = this;
    const step = { phase: "reverse", node: node.id, receivers: [], lines: [] };
    this.list.push(step);
    const upstream = this.upstreamOf(node, arrived[node.id]);
    for (const operand of node.operands) {
      if (!this.flows(node, operand)) {
        continue;
      }
      const receiver = graph.nodes[operand.node];
      const to = arrived[operand.node];
      to.open--;
      step.receivers.push(receiver.id);
      const text = upstream !== null && operand.local !== null
        ? this.passNumber(step, node, operand, upstream, to)
        : this.passTensor(step, node, receiver, to);
      this.gradients[receiver.id].push({ from: this.list.length, text });
    }
  }

  /** What was kept comes before what was added up: a hook may have changed it. */
  upstreamOf(node, arrived) {
    return node.gradient !== null ? node.gradient.scalar : arrived.isExact ? arrived.sum : null;
  }

  passNumber(step, node, operand, upstream, to) {
    const { graph } = this;
    const receiver = graph.nodes[operand.node];
    // As in the engine, a zero that comes from above wins over an infinite local gradient.
    const product = upstream === 0 ? 0 : upstream * operand.local;
    const from = graph.gradientName(node);
    const name = graph.gradientName(receiver);
    const local = /[ ?]/.test(operand.formula) ? `(${writeFormula(operand.formula)})` : writeFormula(operand.formula);
    const letters = local === "" ? "" : `${from} × ${local} = `;
    const numbers = `${show(upstream)} × ${showFactor(operand.local)} = ${show(product)}`;
    if (to.sum === null && to.isExact) {
      to.sum = product;
      step.lines.push(`${name} = ${letters}${numbers}`);
    } else if (to.isExact) {
      const sum = to.sum + product;
      step.lines.push(`${name} gets ${letters}${numbers} more: ${show(to.sum)} + ${showFactor(product)} = ${show(sum)}`);
      to.sum = sum;
    } else {
      step.lines.push(`${name} gets ${letters}${numbers} more`);
    }
    return this.compare(step, receiver, to);
  }

  /** Once all has arrived, what the variable holds is the truth; where it differs, the step says so. */
  compare(step, receiver, to) {
    const kept = receiver.gradient?.scalar ?? null;
    if (to.open === 0 && kept !== null && to.isExact && Math.abs(kept - to.sum) > 1e-5 * Math.max(Math.abs(kept), Math.abs(to.sum))) {
      step.lines.push(`${receiver.label} holds ${show(kept)}: an earlier pass left some of it, or a hook changed it`);
      return show(kept);
    }
    return to.isExact ? show(to.sum) : receiver.gradient?.brief ?? "not kept";
  }

  /** A tensor's gradient shows when all its contributions have arrived: single ones are not kept. */
  passTensor(step, node, receiver, to) {
    const { graph } = this;
    const name = graph.gradientName(receiver);
    to.isExact = false;
    if (receiver.gradient === null) {
      step.lines.push(`${name} gets the vector-Jacobian product of ${node.operation}; it was not kept`);
      return "not kept";
    }
    if (to.open > 0) {
      step.lines.push(`${name} gets the vector-Jacobian product of ${node.operation}; ${plural(to.open, "contribution")} still to come`);
      return "…";
    }
    step.lines.push(`${name} = ${showShape(receiver.value.shape)} ${receiver.gradient.brief}, by the vector-Jacobian product of ${node.operation}`);
    return receiver.gradient.brief;
  }
}
