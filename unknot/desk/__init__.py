"""The salon's day: who comes to whom, in which room, and who has arrived."""
