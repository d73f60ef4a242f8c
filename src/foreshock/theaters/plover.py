"""PLOVER's own lists: which modes each event type has, and all contexts.

Source: PLOVER Political Language Ontology for Verifiable Event Records, coding manual of the Open
Event Data Alliance (https://github.com/openeventdata/PLOVER).
"""

from foreshock.terms.reading import PloverType

MODES: dict[PloverType, frozenset[str]] = {
    "AGREE": frozenset(),
    "CONSULT": frozenset({"visit", "third-party", "multilateral", "phone"}),
    "SUPPORT": frozenset(),
    "CONCEDE": frozenset(),
    "COOPERATE": frozenset(),
    "AID": frozenset(),
    "RETREAT": frozenset({"withdraw", "release", "disarm", "ceasefire", "access", "resign"}),
    "REQUEST": frozenset({"assist", "change", "yield", "meet"}),
    "ACCUSE": frozenset({"disapprove", "investigate", "allege"}),
    "REJECT": frozenset({"assist", "change", "yield", "meet"}),
    "THREATEN": frozenset({"restrict", "arrest", "relations", "expel", "territory", "violence"}),
    "PROTEST": frozenset({"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"}),
    "SANCTION": frozenset({"convict", "expel", "withdraw", "discontinue"}),
    "MOBILIZE": frozenset({"troops", "weapons", "police", "militia"}),
    "COERCE": frozenset(
        {"seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation",
         "cyber"}
    ),
    "ASSAULT": frozenset(
        {"abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
         "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional"}
    ),
}  # fmt: skip

CONTEXTS = frozenset(
    {"military", "intelligence", "executive", "legislative", "election", "political_institutions", "pro_democracy",
     "pro_autocracy", "economic", "legal", "reparations", "human_rights", "rights_freedoms", "repression",
     "human_security", "gender", "lgbt", "religion_ethnicity", "inequality", "diplomatic", "territory",
     "peacekeeping", "health", "asylum", "migration", "disasters", "natural_resource", "environment", "technology",
     "terrorism", "cbrn", "cyber", "misinformation", "crime", "corruption", "illegal_drugs", "trafficking"}
)  # fmt: skip
