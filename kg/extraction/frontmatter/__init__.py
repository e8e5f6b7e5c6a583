"""Front matter: title, day, place and publisher of a statement."""
