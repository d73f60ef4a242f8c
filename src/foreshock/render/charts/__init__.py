"""Statistical charts: described once as values, drawn as SVG or PNG, listed as CSV."""
