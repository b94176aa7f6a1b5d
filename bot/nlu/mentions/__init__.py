"""Where a message names a place. Each word is put into a class, and places are found by the shape the classes make."""
