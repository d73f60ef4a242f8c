"""What holds for all tests."""

from hypothesis import settings

# How fast a machine is decides no test: an example may take as long as it needs.
settings.register_profile("foreshock", deadline=None)
settings.load_profile("foreshock")
