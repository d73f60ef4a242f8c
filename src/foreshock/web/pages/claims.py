"""Claims: what articles say of patterns and counts, each tested against the record of its day."""

from starlette.requests import Request
from starlette.responses import Response

from foreshock.flow.claim_page import claim_page as find_claim
from foreshock.flow.lists import Narrowing, Part, list_claims
from foreshock.flow.standpoint import Standpoint
from foreshock.render.words import VERDICTS
from foreshock.terms.reading import Side
from foreshock.web.page import show
from foreshock.web.problems import NotFoundError
from foreshock.web.site import Site

PAGE = 50


def claims_page(request: Request, site: Site) -> Response:
    """Return a page of the record's claims with their verdicts, the latest known first."""
    cursor = request.query_params.get("cursor") or None
    with site.desk() as desk:
        found = list_claims(
            desk, Standpoint(as_of=site.moment(request)), Narrowing(), Part(limit=PAGE, cursor=cursor), checked=True
        )
    return show(request, site, "claims.html", moment=found.as_of, found=found, verdicts=VERDICTS)


def claim_page(request: Request, site: Site) -> Response:
    """Return one claim: its sentence, its test, the rows that counted, and where to ask further."""
    moment = site.moment(request)
    article_id, _, item = request.path_params["id"].rpartition(":")
    with site.desk() as desk:
        found = find_claim(desk, article_id, item, moment)
    if found is None:
        raise NotFoundError(
            f"no claim {request.path_params['id'][:90]!r} was known at that moment",
            expected="ARTICLE:ITEM of a claim in the record",
            next_step="the page Claims lists what is",
        )
    claim = found.claim
    return show(
        request,
        site,
        "claim.html",
        moment=moment,
        found=found,
        claim=claim,
        verdicts=VERDICTS,
        sides=[_side(side) for side in (claim.antecedent, claim.consequent)],
    )


def _side(side: Side | None) -> str | None:
    """Return a side of a claim as the patterns page writes it."""
    if side is None:
        return None
    return f"{side.kind}@{','.join(side.actors)}" if side.actors else side.kind
