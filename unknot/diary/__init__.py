"""Holds, appointments, blocks and their claims: the only writer of occupied time."""
