"""Log-ins: addresses, invitations, sessions, the second factor."""
