"""The service as an attacker meets it. docs/security/asvs.md says which requirement each test stands for."""
