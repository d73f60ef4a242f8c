"""The catalogue of statement rules: id and one-line meaning."""

from collections.abc import Mapping

from foreshock.coding.documents import document

_IN_SENTENCES = {
    "statement.quotation_then_cue": "A quotation with its reporting word and speaker after it.",
    "statement.cue_then_quotation": "A quotation with its reporting word and speaker before it.",
    "statement.colon_lead": "A paragraph that ends in a colon names the speaker of the quotations below it.",
    "statement.clausal": "A reporting verb with a clause or participle as what was said.",
    "statement.infinitive": "A reporting verb with an infinitive: what is promised, asked, threatened.",
    "statement.object": "A reporting verb with a noun phrase: what is criticized, welcomed, demanded.",
    "statement.noun": "A noun of speech or attitude with what it is about.",
    "statement.adjective": "An adjective of attitude with what it is about.",
    "statement.after_content": "What was said, then a comma, speaker and reporting verb.",
    "statement.as_clause": "A clause with “as” before what was said.",
    "statement.rest_of_sentence": "The rest of a sentence after a reporting verb whose clause the parse lost.",
    "statement.according_to": "“According to” a speaker, before or after what was said.",
    "statement.label": "A name and a colon at the start of a paragraph.",
    "statement.cited": "Someone's words that another passes on by citing or quoting them.",
}


def statement_rules() -> Mapping[str, str]:
    """Return the meaning of every rule a statement can carry, by id, in a stable order."""
    return _IN_SENTENCES | document.RULES
