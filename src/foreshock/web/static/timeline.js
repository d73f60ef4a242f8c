// Zoom on the timeline: drag across the picture, or use the keys. Everything is a link without it.
const DAY = 86400000;

function dayAt(drawing, x) {
  const box = drawing.getBoundingClientRect();
  const share = Math.min(1, Math.max(0, (x - box.left) / box.width));
  const first = Date.parse(drawing.dataset.first);
  const days = (Date.parse(drawing.dataset.last) - first) / DAY;
  return new Date(first + Math.round(share * days) * DAY).toISOString().slice(0, 10);
}

function show(since, until) {
  const address = new URL(location.href);
  address.searchParams.set("since", since);
  address.searchParams.set("until", until);
  address.searchParams.delete("page");
  location.assign(address);
}

function brush(drawing) {
  const band = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  band.setAttribute("class", "brush");
  const { width, height } = drawing.viewBox.baseVal;
  let from = null;
  const stretch = (to) => {
    const box = drawing.getBoundingClientRect();
    const [low, high] = [from, to].sort((a, b) => a - b).map((x) => ((x - box.left) / box.width) * width);
    band.setAttribute("x", Math.max(0, low));
    band.setAttribute("width", Math.min(width, high) - Math.max(0, low));
    band.setAttribute("height", height);
  };
  drawing.addEventListener("pointerdown", (event) => {
    if (event.button === 0) from = event.clientX;
  });
  drawing.addEventListener("pointermove", (event) => {
    if (from === null || Math.abs(event.clientX - from) < 6) return;
    if (!band.isConnected) {
      drawing.setPointerCapture(event.pointerId);
      drawing.append(band);
    }
    stretch(event.clientX);
  });
  drawing.addEventListener("pointerup", (event) => {
    const dragged = band.isConnected;
    band.remove();
    if (dragged) {
      const [low, high] = [from, event.clientX].sort((a, b) => a - b);
      show(dayAt(drawing, low), dayAt(drawing, high));
    }
    from = null;
  });
  drawing.addEventListener("pointercancel", () => {
    band.remove();
    from = null;
  });
  // A mark is a link, and links can be dragged away; here a drag means a stretch of days.
  drawing.addEventListener("dragstart", (event) => event.preventDefault());
}

const STEPS = { "+": "Closer", "=": "Closer", "-": "Farther", ArrowLeft: "Earlier", ArrowRight: "Later" };

document.querySelectorAll("[data-brush]").forEach(brush);
document.querySelectorAll("[data-brush-hint]").forEach((hint) => { hint.hidden = false; });
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, .scroll");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  document.querySelector(`[data-step="${STEPS[event.key]}"]`)?.click();
});
