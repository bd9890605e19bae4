// Turns the figure as the server wrote it (light colours, one width) into one that equals the SVG as it is shown now.

export function fit(text, svg) {
  const { data, layout } = JSON.parse(inColoursOf(svg, text));
  const styles = getComputedStyle(svg);
  const scale = svg.getBoundingClientRect().width / layout.width;
  const growth = scale * (Number(styles.getPropertyValue("--grow")) || 1);
  const letters = (selector) => textSize(svg, selector);

  layout.width *= scale;
  layout.height *= scale;
  for (const side of ["l", "r", "t", "b"]) layout.margin[side] *= scale;
  layout.font = { ...layout.font, family: styles.fontFamily, size: letters(".tick") };
  for (const axis of [layout.xaxis, layout.yaxis]) {
    axis.gridwidth *= scale;
    axis.ticklabelstandoff = Math.round(axis.ticklabelstandoff * scale);
  }
  Object.assign(layout.hoverlabel.font, { family: styles.fontFamily, size: 13 });
  layout.dragmode = window.matchMedia("(pointer: coarse)").matches ? false : "zoom";
  for (const note of layout.annotations) note.font.size = letters(note.xref === "paper" ? ".axis" : ".zone-names text");
  for (const shape of layout.shapes) shape.line.width *= scale;
  for (const trace of data) fitTrace(trace, layout.meta.people, scale, growth);
  for (const trace of data.filter((some) => some.textfont)) trace.textfont.size = letters(".labels text");
  data.find((trace) => trace.name === "labels-wide").visible = isShown(svg.querySelector(".labels-wide"));
  return { data, layout, ground: layout.shapes }; // Plotly changes the layout that it is given
}

function fitTrace(trace, people, scale, growth) {
  trace.uid = trace.name; // so that chart.css can reach it
  if (trace.marker) trace.marker.size *= trace.name === "journey" ? scale : growth;
  if (trace.marker?.line) trace.marker.line.width *= growth;
  if (trace.line) trace.line.width *= scale;
  if (trace.meta) trace.text = trace.meta.a.map((a, i) => `${people[a]} &amp; ${people[trace.meta.b[i]]}`);
}

function inColoursOf(svg, text) {
  const styles = getComputedStyle(svg);
  const tokens = Object.entries(JSON.parse(text).layout.meta.tokens);
  const colours = tokens.map(([colour, token]) => [colour, styles.getPropertyValue(token).trim() || colour]);
  const now = new Map(colours);
  return text.replace(/"(#[0-9a-f]{6}|rgba\([^"]*\))"/g, (_, colour) => `"${now.get(colour) ?? colour}"`);
}

function textSize(svg, selector) {
  const text = svg.querySelector(selector) ?? svg.querySelector("text");
  const pixels = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  return parseFloat(getComputedStyle(text).fontSize) * pixels;
}

function isShown(element) {
  return getComputedStyle(element).display !== "none";
}
