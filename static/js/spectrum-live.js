// Makes one chart live: Plotly draws it over the server's SVG, which stays underneath with its links, for the keyboard
// and for screen readers, and stands alone where anything of this fails.
import { drawOver } from "./spectrum-figure.js";
import { walkWithArrows } from "./spectrum-keys.js";
import { guardPanel, openPair } from "./spectrum-pair.js";

export async function comeAlive(figure) {
  const svg = figure.querySelector(".spectrum-svg");
  walkWithArrows(svg.parentElement);
  guardPanel(figure);
  svg.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openPair(figure, link);
  });
  const { figureUrl, plotlySrc, htmxSrc } = figure.dataset;
  const panel = htmxSrc ? loadScript(htmxSrc).catch(() => {}) : null; // without it a pair opens as a page
  const [drawn] = await Promise.all([fetchText(figureUrl), loadScript(plotlySrc), panel]);
  await drawOver(figure, drawn);
}

async function fetchText(url) {
  const response = await fetch(url, { headers: { Accept: "application/json" } });
  if (!response.ok || response.redirected) throw new Error(`${url}: ${response.status}`);
  return response.text();
}

function loadScript(src) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    Object.assign(script, { src, onload: resolve, onerror: reject });
    document.head.append(script);
  });
}
