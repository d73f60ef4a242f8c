"""Sizes that every drawing shares, in pixels.

Each drawing is made twice, for a page's width and for a phone's, so that its letters keep their size.
"""

WIDE, NARROW = 760, 350
CHARACTER_WIDTH = 6.1  # of the drawings' 11-pixel letters, generous so that labels never collide
