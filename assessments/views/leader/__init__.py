"""The leader's pages."""
