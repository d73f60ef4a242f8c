"""The record for language models: tools over the Model Context Protocol, each answer with its evidence."""
