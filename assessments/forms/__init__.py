"""Input to clean values; nothing is decided here."""
