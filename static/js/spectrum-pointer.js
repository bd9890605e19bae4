// What the Plotly figure does when a pair is pointed at, focused in the SVG beneath, clicked or opened.
import { marksFor } from "./spectrum-marks.js";
import { addressOf, openPair } from "./spectrum-pair.js";

const KINDS = ["clear", "unclear", "one-sided"];

// Points and links come in the same order, so that the one finds the other.
export function answerPointer(figure, svg, plot, fitted) {
  const links = KINDS.map((kind) => Array.from(svg.querySelectorAll(`.${kind} a`)));
  const firstCurve = fitted().data.findIndex((trace) => trace.name === KINDS[0]);
  const linkOf = ({ curveNumber, pointNumber }) => links[curveNumber - firstCurve]?.[pointNumber];
  const pointOf = (link) => {
    const kind = links.findIndex((some) => some.includes(link));
    return kind < 0 ? null : { curveNumber: firstCurve + kind, pointNumber: links[kind].indexOf(link) };
  };
  let pointed = null;
  const mark = () => {
    const selected = svg.querySelector(".pairs a[aria-current]");
    const shapes = [pointOf(selected), pointed].flatMap((point) => (point ? marksFor(fitted(), point) : []));
    return window.Plotly.relayout(plot, { shapes: [...fitted().ground, ...shapes] });
  };
  const point = (to) => {
    pointed = to;
    mark();
  };
  const follow = (focused) => {
    const there = pointOf(focused);
    if (there) window.Plotly.Fx.hover(plot, [there]);
  };

  plot.on("plotly_hover", ({ points }) => point(points[0]));
  plot.on("plotly_unhover", () => point(null));
  plot.on("plotly_click", ({ points, event }) => {
    const link = linkOf(points[0]);
    if (!link) return;
    if (event?.ctrlKey || event?.metaKey) window.open(addressOf(link), "_blank", "noopener");
    else openPair(figure, link);
  });
  svg.parentElement.addEventListener("focusin", ({ target }) => follow(target));
  svg.parentElement.addEventListener("focusout", () => window.Plotly.Fx.unhover(plot));
  figure.addEventListener("spectrum:selected", mark);
  mark();
  follow(document.activeElement);
  return mark;
}
