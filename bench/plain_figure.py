"""The spectrum as one would draw it with Plotly alone: an object for every pair's line, and one for the points."""

from __future__ import annotations

from itertools import combinations

import plotly.graph_objects as go

LEADERS = 10


def draw() -> str:
    """45 pairs, and the JSON that a page would carry."""
    pairs = [(40 + 3 * a + b, 30 + 4 * b + a) for a, b in combinations(range(LEADERS), 2)]
    figure = go.Figure()
    for x, y in pairs:
        figure.add_trace(go.Scatter(x=[x - 5, x + 5], y=[y - 4, y + 4], mode="lines", showlegend=False))
    across, up = zip(*pairs, strict=True)
    figure.add_trace(
        go.Scatter(x=across, y=up, mode="markers", text=[f"pair {i}" for i in range(len(pairs))])
    )
    figure.update_layout(xaxis_title="Shared purpose", yaxis_title="Trust")
    return str(figure.to_json())
