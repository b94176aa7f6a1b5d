"""Location: from what a resident wrote to a point on the map, or to an honest question."""
