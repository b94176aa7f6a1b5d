"""An Open311 GeoReport v2 client; knows nothing of bots."""
