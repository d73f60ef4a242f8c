"""Other people's event tables as reports: read row by row, coded, compared with the last copy, kept."""
