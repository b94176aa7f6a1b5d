"""The embedded CRM: an Open311 GeoReport v2 server with City Worker and performance pages."""
