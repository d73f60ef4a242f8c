"""What is wrong with a review, in words. Pure."""

from foreshock.terms.review import Review


def unmatched_words(review: Review) -> str:
    """Return in words that a review matches nothing in the present coding."""
    anchor = review.anchors[0]
    text = " … ".join(span.text for span in anchor.spans)[:80]
    return (
        f"review {review.number} ({review.verdict} by {review.reviewer}) matches nothing: "
        f'the present coding has no {review.sort} of {anchor.kind or "no kind"} in "{text}"'
    )


def misfit_words(review: Review, why: str) -> str:
    """Return in words that a correction cannot be made to what its item is now."""
    return f"review {review.number} ({review.verdict} by {review.reviewer}) does not fit the present coding: {why}"


def withdrawn_words(review: Review) -> str:
    """Return in words that an article no longer counts."""
    return f"the article counts no more from {review.made_at:%Y-%m-%d %H:%M} UTC: {review.reason} ({review.reviewer})"
