"""The record in Python: the names of the API and the command line, as methods that return typed values."""
