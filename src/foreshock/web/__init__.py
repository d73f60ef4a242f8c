"""The desk: pages for analysts and an API for programs, from one record and one theater."""
