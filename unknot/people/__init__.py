"""Accounts and clients: who works here, who comes."""
