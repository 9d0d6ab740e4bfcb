"""The locked room: what clients say about their health, sealed; who may open it, and who has."""
