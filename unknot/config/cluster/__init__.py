"""The private PostgreSQL of a home: its binaries, its account, its places, its life."""
