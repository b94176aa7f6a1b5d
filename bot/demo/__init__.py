"""Lindale, the invented city of the demo: its map, its services, its city file."""
