// Draws the Plotly figure exactly where the SVG is, and keeps it so at every size and in both colour schemes.
import { fit } from "./spectrum-fit.js";
import { answerPointer } from "./spectrum-pointer.js";

export async function drawOver(figure, text) {
  const drawing = figure.querySelector(".spectrum-drawing");
  const svg = drawing.querySelector(".spectrum-svg");
  const plot = document.createElement("div");
  plot.className = "spectrum-plot";
  drawing.append(plot);
  let fitted = fit(text, svg);
  await window.Plotly.newPlot(plot, fitted.data, fitted.layout, config(fitted.layout.meta.words));
  drawing.classList.add("is-live");

  const mark = answerPointer(figure, svg, plot, () => fitted);
  const redraw = async () => {
    fitted = fit(text, svg);
    await window.Plotly.react(plot, fitted.data, fitted.layout);
    mark();
  };
  new ResizeObserver(() => { if (Math.abs(svg.clientWidth - plot.layout.width) > 1) redraw(); }).observe(drawing);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
}

function config(words) {
  const asSvg = {
    name: "svg",
    title: words["Download as SVG"],
    icon: window.Plotly.Icons.disk,
    click: (plot) => window.Plotly.downloadImage(plot, { format: "svg", filename: "spectrum" }),
  };
  return {
    displaylogo: false,
    displayModeBar: window.matchMedia("(pointer: coarse)").matches ? false : "hover",
    showSendToCloud: false,
    modeBarButtons: [["toImage", asSvg, "zoomIn2d", "zoomOut2d", "resetScale2d"]],
    toImageButtonOptions: { filename: "spectrum", scale: 2 },
    locale: "page",
    locales: { page: { dictionary: words } },
  };
}
