"""The product: one app, built in floors. `docs/architecture.md` shows them on a page."""
