"""One function per page, a file per reader; a view reads as four sentences: who, what, do, go."""
