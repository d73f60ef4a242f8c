"""The editor's word on the copy ("(Corrects number in paragraph 2)"): it reports nothing and is not coded."""

import re

# What an agency sets in brackets above or below its copy, and what a paper prints under it.
_BRACKETED = re.compile(
    r"\s*[\[(]\s*(?:(?:This|The)\b[^()\[\]]{0,80}?\b(?:refiled|corrected|updated|clarified|corrects|clarifies)\b"
    r"|(?:Corrects|Corrected|Correcting|Correction|Clarifies|Clarifying|Clarification|Removes|Removing|Refiles|Refiled|Fixes|Drops|"
    r"Deletes|Amends|Adds|Updates|Recasts|Restores|Writes\s+through|Repeats)\b)"
)
_PRINTED = re.compile(
    r"\s*(?:(?:Editor['’]s\s+note|EDITOR['’]S\s+NOTE|Correction|CORRECTION|Clarification|CLARIFICATION)\s*[:—–-]"
    r"|(?:This|An\s+earlier|A\s+previous)\s+(?:[\w.]+\s+){0,4}?(?:story|article|version|report|dispatch|headline)\b[^.]{0,60}?\b"
    r"(?:corrected|clarified|misstated|misidentified|incorrectly|erroneously|wrongly|mistakenly|refiled|amended|updated\s+to))"
)


def is_editors_note(text: str) -> bool:
    """Return whether a paragraph is a note of the editor on a correction or an update."""
    return _BRACKETED.match(text) is not None or _PRINTED.match(text) is not None
