"""The directory of services: read from others' feeds, searched in chat, served in the standard's own form."""
