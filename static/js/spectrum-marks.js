// What appears at a pair that is pointed at or open: its interval, its two views (one end filled, one empty), a ring.

const COLUMNS = 5; // purpose, trust, gap in purpose, gap in trust, certainty

export function marksFor({ data, layout }, { curveNumber, pointNumber }) {
  const trace = data[curveNumber];
  const ink = layout.hoverlabel.font.color;
  const ring = circle(trace.x[pointNumber], trace.y[pointNumber], trace.marker.size / 2 + 3, { color: ink, width: 2.5 });
  if (!trace.customdata) return [ring];
  const [purpose, trust, gapPurpose, gapTrust] = row(trace.customdata, pointNumber);
  const [acrossHalf, upHalf] = layout.meta.half;
  const one = [purpose + gapPurpose / 2, trust + gapTrust / 2];
  const other = [purpose - gapPurpose / 2, trust - gapTrust / 2];
  const line = { color: ink, width: 2 };
  return [
    {
      type: "circle", fillcolor: ink, opacity: 0.1, line: { width: 0 }, layer: "below",
      x0: purpose - acrossHalf, x1: purpose + acrossHalf, y0: trust - upHalf, y1: trust + upHalf,
    },
    { type: "line", line, x0: one[0], y0: one[1], x1: other[0], y1: other[1] },
    circle(...one, 4, line, ink),
    circle(...other, 4, line, layout.paper_bgcolor),
    ring,
  ];
}

function circle(x, y, radius, line, fillcolor) {
  const pixels = { xsizemode: "pixel", ysizemode: "pixel", x0: -radius, x1: radius, y0: -radius, y1: radius };
  return { type: "circle", xanchor: x, yanchor: y, line, fillcolor, ...pixels };
}

// Plotly's typed arrays are bytes in base64; these are signed bytes, row by row.
function row(customdata, index) {
  const bytes = atob(customdata.bdata);
  const values = Array.from({ length: COLUMNS }, (_, column) => bytes.charCodeAt(index * COLUMNS + column));
  return values.map((value) => (value << 24) >> 24);
}
