"""How the site is run: settings, addresses, the WSGI entry. No word of the domain."""
