"""The API, version 1: what is asked and answered as typed values, described by OpenAPI 3.1 made from those types."""
