"""Who "the ministry", "its leader", "Kim" and "he" are: references resolved across an article."""

from foreshock.coding.references.resolve import resolve_references

__all__ = ["resolve_references"]
