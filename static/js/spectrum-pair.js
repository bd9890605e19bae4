// Opens a pair beside the chart and marks it there; without htmx, or where that fails, as a page of its own.

export function addressOf(link) {
  return new URL(link.getAttribute("href"), document.baseURI).href;
}

// A sign-in page or an error has no place beside the chart: whatever is not the pair opens as a page.
export function guardPanel(figure) {
  panelOf(figure)?.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const asked = new URL(detail.pathInfo.requestPath, document.baseURI).href;
    if (detail.xhr.status === 200 && detail.xhr.responseURL === asked) return;
    detail.shouldSwap = false;
    window.location.assign(asked);
  });
}

export async function openPair(figure, link) {
  const url = addressOf(link);
  const panel = panelOf(figure);
  if (!window.htmx || !panel) {
    window.location.assign(url);
    return;
  }
  select(figure, link);
  try {
    await window.htmx.ajax("GET", url, { source: panel, target: panel, swap: "innerHTML" });
    show(panel);
  } catch {
    window.location.assign(url);
  }
}

function panelOf(figure) {
  return figure.dataset.pairTarget ? document.querySelector(figure.dataset.pairTarget) : null;
}

function select(figure, link) {
  figure.querySelector(".pairs a[aria-current]")?.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  figure.dispatchEvent(new Event("spectrum:selected"));
}

// The panel takes the focus, so that a screen reader goes on there and a small screen shows it.
function show(panel) {
  if (!panel.hasAttribute("tabindex")) panel.setAttribute("tabindex", "-1");
  panel.focus({ preventScroll: true });
  panel.scrollIntoView({ block: "nearest" });
}
