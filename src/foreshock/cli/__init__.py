"""The command line: one file per command in `commands`, all thin over `flow`."""
