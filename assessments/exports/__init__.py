"""Results as files to take home, made from the same frozen values as the pages."""
