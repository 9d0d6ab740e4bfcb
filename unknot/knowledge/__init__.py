"""Facts about bodies, treatments and places: data with its sources, and the loaders that check it."""
