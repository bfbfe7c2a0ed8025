// Panning and zooming of the drawing by mouse, wheel, fingers and keys.

const LEAST_SCALE = 0.02;
const GREATEST_SCALE = 4;
const FAR_SCALE = 0.32;

class Viewport {
  constructor(stage) {
    this.stage = stage;
    this.content = null;
    this.scale = 1;
    this.x = 0;
    this.y = 0;
    this.pointers = new Map();
    this.dragged = 0;
    this.rest = 0;
    this.isFitted = false;
    new ResizeObserver(() => this.isFitted && this.fit(this.atLeast)).observe(stage);
    stage.addEventListener("wheel", (event) => this.onWheel(event), { passive: false });
    stage.addEventListener("pointerdown", (event) => this.onDown(event));
    stage.addEventListener("pointermove", (event) => this.onMove(event));
    stage.addEventListener("pointerup", (event) => this.onUp(event));
    stage.addEventListener("pointercancel", (event) => this.onUp(event));
    // A drag that ends over a node is no click on it.
    stage.addEventListener("click", (event) => this.dragged > 4 && event.stopPropagation(), { capture: true });
  }

  show(content, { width, height, start, isHeavy }) {
    this.content = content;
    this.start = start;
    this.isHeavy = isHeavy;
    this.width = width;
    this.height = height;
    this.apply();
  }

  apply() {
    this.stage.classList.toggle("far", this.scale < FAR_SCALE);
    if (this.content !== null) {
      this.content.style.transform = `translate(${this.x}px, ${this.y}px) scale(${this.scale})`;
    }
  }

  /** While something moves, the browser moves what it has painted; at rest it paints again, sharply. */
  move() {
    this.isFitted = false;
    this.stage.classList.remove("gliding");
    this.stage.classList.add("moving");
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.stage.classList.remove("moving"), 180);
    this.apply();
  }

  /** A picture of very many cards jumps: to set it gliding costs more than all the rest of a step. */
  glide() {
    this.isFitted = false;
    this.stage.classList.toggle("gliding", !this.isHeavy);
    this.apply();
  }

  zoomAt(x, y, factor) {
    const scale = Math.min(GREATEST_SCALE, Math.max(LEAST_SCALE, this.scale * factor));
    this.x = x - (x - this.x) * (scale / this.scale);
    this.y = y - (y - this.y) * (scale / this.scale);
    this.scale = scale;
    this.move();
  }

  zoomAtCentre(factor) {
    this.zoomAt(this.stage.clientWidth / 2, this.stage.clientHeight / 2, factor);
  }

  pan(dx, dy) {
    this.x += dx;
    this.y += dy;
    this.move();
  }

  /** Everything, as large as fits, but not blown up; what does not fit at the least scale begins where the computation does. */
  fit(atLeast = LEAST_SCALE) {
    this.isFitted = true;
    this.atLeast = atLeast;
    const margin = 24;
    const { clientWidth, clientHeight } = this.stage;
    const scale = Math.min((clientWidth - 2 * margin) / this.width, (clientHeight - 2 * margin) / this.height, 1.5);
    this.scale = Math.max(atLeast, LEAST_SCALE, scale);
    const along = (length, whole, start) => (whole <= length - 2 * margin ? (length - whole) / 2 : Math.max(length - margin - whole, Math.min(margin, length / 2 - start)));
    this.x = along(clientWidth, this.width * this.scale, this.start.x * this.scale);
    this.y = along(clientHeight, this.height * this.scale, this.start.y * this.scale);
    this.stage.classList.remove("gliding");
    this.apply();
  }

  /** Brings a place into sight, moving as little as it can. */
  reveal({ x, y, width, height }) {
    const margin = 40;
    const { clientWidth, clientHeight } = this.stage;
    const shift = (low, high, length) => (high - low > length - 2 * margin ? length / 2 - (low + high) / 2
      : low < margin ? margin - low
      : high > length - margin ? length - margin - high
      : 0);
    const dx = shift(this.x + (x - width / 2) * this.scale, this.x + (x + width / 2) * this.scale, clientWidth);
    const dy = shift(this.y + (y - height / 2) * this.scale, this.y + (y + height / 2) * this.scale, clientHeight);
    if (dx !== 0 || dy !== 0) {
      this.x += dx;
      this.y += dy;
      this.glide();
    }
  }

  onWheel(event) {
    event.preventDefault();
    const box = this.stage.getBoundingClientRect();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    if (event.shiftKey) {
      this.pan(-(event.deltaX + event.deltaY) * lines, 0);
    } else {
      this.zoomAt(event.clientX - box.left, event.clientY - box.top, Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0015)));
    }
  }

  onDown(event) {
    if (event.button !== 0) {
      return;
    }
    this.dragged = 0;
    this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  }

  onMove(event) {
    const before = this.pointers.get(event.pointerId);
    if (before === undefined) {
      return;
    }
    const now = { x: event.clientX, y: event.clientY };
    this.dragged += Math.hypot(now.x - before.x, now.y - before.y);
    const other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.pointers.set(event.pointerId, now);
    if (this.dragged <= 4) {
      return;
    }
    this.stage.classList.add("dragging");
    this.stage.setPointerCapture(event.pointerId);
    if (other === undefined) {
      this.pan(now.x - before.x, now.y - before.y);
      return;
    }
    const box = this.stage.getBoundingClientRect();
    const apart = (point) => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y));
    this.zoomAt((now.x + other.x) / 2 - box.left, (now.y + other.y) / 2 - box.top, apart(now) / apart(before));
    this.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
  }

  onUp(event) {
    this.pointers.delete(event.pointerId);
    if (this.pointers.size === 0) {
      this.stage.classList.remove("dragging");
    }
  }
}
