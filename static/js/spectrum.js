// When a pointer, a tap or the keyboard comes near the chart, Plotly draws it over the server's SVG. Until then, and
// where that fails, the SVG stands. Its links stay underneath, for the keyboard and for screen readers.
import { drawOver } from "./spectrum-figure.js";
import { walkWithArrows } from "./spectrum-keys.js";
import { guardPanel, openPair } from "./spectrum-pair.js";

const NEAR = ["pointerenter", "touchstart", "focusin"];

document.querySelectorAll("figure.spectrum").forEach((figure) => {
  const svg = figure.querySelector(".spectrum-svg");
  if (!svg) return;
  walkWithArrows(svg.parentElement);
  guardPanel(figure);
  svg.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openPair(figure, link);
  });
  whenNear(figure, () => takeOver(figure).catch(() => {}));
});

function whenNear(figure, then) {
  if (figure.matches(":hover, :focus-within")) return then();
  const waiting = new AbortController();
  const come = () => {
    waiting.abort();
    then();
  };
  NEAR.forEach((type) => figure.addEventListener(type, come, { signal: waiting.signal, passive: true }));
}

async function takeOver(figure) {
  const [drawn] = await Promise.all([fetchText(figure.dataset.figureUrl), loadScript(figure.dataset.plotlySrc)]);
  await drawOver(figure, drawn);
}

async function fetchText(url) {
  const response = await fetch(url, { headers: { Accept: "application/json" } });
  if (!response.ok || response.redirected) throw new Error(`${url}: ${response.status}`);
  return response.text();
}

function loadScript(src) {
  if (window.Plotly) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    Object.assign(script, { src, onload: resolve, onerror: reject });
    document.head.append(script);
  });
}
