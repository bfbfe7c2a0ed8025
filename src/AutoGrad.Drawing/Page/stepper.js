// The bar below the picture: where in the computation we are, and what happens there in numbers.

const PLAY_INTERVAL = 1500;
const PLAY_ICON = "M3 1.5v11L12.5 7z";
const PAUSE_ICON = "M2.5 2h3.5v10H2.5z M8 2h3.5v10H8z";

class Stepper {
  constructor(graph, steps, onChange) {
    this.graph = graph;
    this.steps = steps;
    this.onChange = onChange;
    this.position = null;
    this.timer = null;
    this.element = (id) => document.getElementById(id);
    this.slider = this.element("position");
    this.slider.max = String(steps.count);
    this.slider.addEventListener("input", () => this.goTo(Number(this.slider.value)));
    for (const [id, action] of [["first", "first"], ["previous", "previous"], ["play", "toggle"], ["next", "next"], ["last", "last"]]) {
      this.element(id).addEventListener("click", () => this[action]());
    }
    this.show();
  }

  first() { this.goTo(0); }
  last() { this.goTo(this.steps.count); }
  overview() { this.goTo(null); }
  next() { this.goTo(Math.min((this.position ?? 0) + 1, this.steps.count)); }
  previous() { this.goTo(Math.max((this.position ?? this.steps.count + 1) - 1, 0)); }

  toggle() {
    if (this.timer !== null) {
      this.pause();
      return;
    }
    const atEnd = this.position === null || this.position === this.steps.count;
    this.goTo(atEnd ? 0 : this.position);
    this.timer = setInterval(() => {
      this.move(this.position + 1);
      if (this.position >= this.steps.count) {
        this.pause();
      }
    }, PLAY_INTERVAL);
    this.showPlay();
  }

  pause() {
    clearInterval(this.timer);
    this.timer = null;
    this.showPlay();
  }

  /** Whoever steps by hand has taken over. */
  goTo(position) {
    this.pause();
    this.move(position);
  }

  move(position) {
    this.position = position === null ? null : Math.min(position, this.steps.count);
    this.show();
    this.onChange(this.position);
  }

  show() {
    const { steps, position } = this;
    this.slider.value = String(position ?? steps.count);
    this.slider.setAttribute("aria-valuetext", position === null ? "the whole picture" : `step ${position} of ${steps.count}`);
    this.element("count").textContent = position === null ? plural(steps.count, "step") : `${position} / ${steps.count}`;
    this.element("first").disabled = position === 0;
    this.element("previous").disabled = position === 0;
    this.element("next").disabled = position === steps.count;
    this.element("last").disabled = position === steps.count;
    this.element("step").replaceChildren(...this.text());
  }

  showPlay() {
    const isPlaying = this.timer !== null;
    this.element("play").querySelector("path").setAttribute("d", isPlaying ? PAUSE_ICON : PLAY_ICON);
    this.element("play").setAttribute("aria-label", isPlaying ? "Pause" : "Play");
  }

  text() {
    const { graph, steps, position } = this;
    const line = (text) => html("p", { class: "line" }, html("code", {}, text));
    if (position === null) {
      return [html("p", {}, graph.hasGradients
        ? `${plural(steps.forwardCount, "operation")} forward, then the reverse sweep: → steps through them one by one.`
        : `${plural(steps.forwardCount, "operation")} forward: → steps through them one by one. There are no reverse steps: Backward() was not called before this was drawn.`)];
    }
    const step = steps.at(position);
    if (step === null) {
      return [html("p", { class: "phase is-forward" }, "Start"), html("p", {}, `${plural(graph.nodes.length - steps.forwardCount, "leaf").replace("leafs", "leaves")} with values; nothing is computed yet.`)];
    }
    const node = graph.nodes[step.node];
    const number = position <= steps.forwardCount ? `${position} of ${steps.forwardCount}` : `${position - steps.forwardCount} of ${steps.count - steps.forwardCount}`;
    const around = graph.scopesAround(node.scope).map((scope) => graph.scopes[scope].name).join(" / ");
    const place = around === "" ? "" : `, in ${around}`;
    const heading = step.phase === "forward" ? `Forward ${number}: ${node.operation}${place}`
      : step.phase === "seed" ? `Reverse ${number}: the seed`
      : `Reverse ${number}: ${node.label}${node.name === null ? ` (${node.operation})` : ""} hands on upstream × local${place}`;
    const isLast = position === steps.count && !graph.hasGradients;
    return [
      html("p", { class: `phase ${step.phase === "forward" ? "is-forward" : "is-reverse"}` }, heading),
      ...steps.linesOf(step).map(line),
      ...(isLast ? [html("p", {}, "There are no reverse steps: Backward() was not called before this was drawn.")] : []),
    ];
  }
}
