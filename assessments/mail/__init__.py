"""The e-mails: what each says, the outbox where it waits, and sending it outside of every request."""
