"""What every face shows alike: wordings, drawings as geometry, the brief as a page."""
