"""Published studies rerun on the record, side by side."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from foreshock.flow.studies import ask_studies
from foreshock.render import study_words
from foreshock.web.page import show
from foreshock.web.site import Site


def studies_page(request: Request, site: Site) -> Response:
    """Return each study's finding beside its definition's results in every stretch of years."""
    moment = site.moment(request)
    answer = ask_studies(replace(site.settings, as_of=moment.isoformat())) if site.pack.studies else None
    return show(request, site, "studies.html", moment=moment, answer=answer, telling=study_words)
