"""Layout: the blocks, sentences and lists that a text is made of."""
