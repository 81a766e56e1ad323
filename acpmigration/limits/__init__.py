"""How much one client may ask for in a while, so that everybody else is answered too."""
