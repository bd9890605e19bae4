// Arrow keys go from pair to pair in the SVG, which so becomes one stop on the way through the page, not thousands.

const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

// Listens on the drawing around the SVG: browsers put the focus on an SVG that itself listens for it.
export function walkWithArrows(drawing) {
  let points = null;
  let here = null;

  const arrive = (target) => {
    const link = target.closest(".pairs a");
    if (!link || !drawing.contains(link)) return;
    points ??= readPoints(drawing);
    here?.setAttribute("tabindex", "-1");
    link.setAttribute("tabindex", "0");
    here = link;
  };
  drawing.addEventListener("focusin", (event) => arrive(event.target));
  arrive(document.activeElement); // the focus may have come before this script

  drawing.addEventListener("keydown", (event) => {
    const way = WAYS[event.key];
    if (!way || event.target !== here || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    nextPoint(points, points.find((point) => point.link === here), way)?.link.focus();
  });
}

function readPoints(drawing) {
  return Array.from(drawing.querySelectorAll(".pairs a"), (link) => {
    link.setAttribute("tabindex", "-1");
    const circle = link.querySelector("circle");
    return { link, x: Number(circle.getAttribute("cx")), y: Number(circle.getAttribute("cy")) };
  });
}

// The nearest point that way, where what lies straight ahead counts as nearer.
function nextPoint(points, from, [across, down]) {
  let best = null;
  let least = Infinity;
  for (const point of points) {
    const ahead = (point.x - from.x) * across + (point.y - from.y) * down;
    const aside = Math.abs((point.x - from.x) * down) + Math.abs((point.y - from.y) * across);
    if (ahead > 0 && ahead + 2 * aside < least) {
      least = ahead + 2 * aside;
      best = point;
    }
  }
  return best;
}
