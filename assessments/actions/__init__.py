"""Every change on someone's behalf: keyword-only, `by=`, one transaction, an audit line."""
