"""Files that people bring: from bytes to clean values, or what is wrong with them by line. Plain Python, no Django."""
