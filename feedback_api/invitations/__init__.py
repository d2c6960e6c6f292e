"""Invitations: a code, a link and a QR picture for an occasion, and a kiosk for a hall."""
