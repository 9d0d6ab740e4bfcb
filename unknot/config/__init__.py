"""Above all rooms: settings, wiring, the private PostgreSQL, the supervisor and the command line."""
