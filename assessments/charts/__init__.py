"""Drawings of results: the spectrum twice (SVG for the first paint, Plotly for the pointer) and small bars."""
