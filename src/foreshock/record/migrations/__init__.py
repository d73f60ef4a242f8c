"""The schema's history, one numbered step a file; shipped with the package and run by `migrate`."""
