"""Officers: sign-in, sessions, the audit trail and their pages."""
