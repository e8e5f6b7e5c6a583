"""Contradictions to plant, one at a time, into the small statement, and who must catch each.

``owl`` marks those that have no model under the OWL axioms, so HermiT catches them; ``shape`` names the SHACL
constraint that rejects them. What both reach is asked of both, so that neither can lose its check unseen.
"""

from __future__ import annotations

from typing import NamedTuple


class Planted(NamedTuple):
    """Triples in Turtle, whether HermiT must refuse them, and the property shape that must."""

    turtle: str
    owl: bool
    shape: str | None = None


PLANTED: dict[str, Planted] = {
    "a person is an organization": Planted("<person/kari-vik> a dco:Organization .", owl=True),
    "a state is a place": Planted("<state/NOR> a dco:Place .", owl=True),
    "an organization is a state": Planted("<org/CHL/ministry-of-defence> a dco:State .", owl=True),
    "a statement is an instrument": Planted("<document/d> a dco:Instrument .", owl=True),
    "a meeting is a person": Planted("<person/kari-vik> a dco:Meeting .", owl=True),
    "an act type is an agent": Planted("<https://w3id.org/defcoop/concept/act/welcome> a dco:Agent .", owl=True),
    "an act expresses and directs": Planted("<act/d/14-22> a dco:DirectiveAct .", owl=True, shape="SpeechAct-type"),
    "a tenure is a membership": Planted(
        "<fact/d/0-9/00000001> a dco:Membership .",
        owl=True,
        shape="Membership-membershipOf",
    ),
    "a tenure has two posts": Planted(
        "<fact/d/0-9/00000001> dco:tenurePost <post/CHL/minister-of-defence> .",
        owl=True,
        shape="Tenure-tenurePost",
    ),
    "a tenure has two holders": Planted(
        "<fact/d/0-9/00000001> dco:tenureOf <person/luis-rojas> .",
        owl=True,
        shape="Tenure-tenureOf",
    ),
    "a body is an organ of two states": Planted(
        "<org/NOR/ministry-of-defence> dco:organOf <state/CHL> .",
        owl=True,
        shape="NamedIndividual-organOf",
    ),
    "a post is in two bodies": Planted(
        "<post/NOR/minister-of-defence> dco:postIn <org/CHL/ministry-of-defence> .",
        owl=True,
        shape="Post-postIn",
    ),
    "two bodies are organs of each other": Planted(
        "<org/a> dco:organOf <org/b> . <org/b> dco:organOf <org/a> .",
        owl=True,
    ),
    "a person holds a state as a post": Planted("<person/kari-vik> dco:heldPost <state/NOR> .", owl=True),
    "a place is bound by a commitment": Planted("<commitment/d/14-22> dco:debtor <place/bergen> .", owl=True),
    "a person is used as equipment": Planted("<activity/d/27-41> dco:equipment <person/kari-vik> .", owl=True),
    "an act is of two types": Planted(
        "<act/d/14-22> dco:actType <https://w3id.org/defcoop/concept/act/urge> .",
        owl=True,
        shape="SpeechAct-actType",
    ),
    "an act is stated in two statements": Planted(
        "<act/d/14-22> dco:statedIn <document/e> .",
        owl=True,
        shape="Finding-statedIn",
    ),
    "a state cooperates with itself": Planted("<state/NOR> dco:cooperatesWith <state/NOR> .", owl=True),
    "a state is a member of itself": Planted("<state/NOR> dco:memberOf <state/NOR> .", owl=True),
    "an act is stronger than 5": Planted(
        "<act/d/1-2> a dco:SpeechAct , dco:DirectiveAct ; dco:strength 7 .",
        owl=True,
        shape="SpeechAct-strength",
    ),
    "strength is a word": Planted(
        '<act/d/1-2> a dco:SpeechAct , dco:DirectiveAct ; dco:strength "strong" .',
        owl=True,
        shape="SpeechAct-strength",
    ),
    "an act has two strengths": Planted("<act/d/14-22> dco:strength 4 .", owl=True, shape="SpeechAct-strength"),
    "a state has two codes": Planted('<state/NOR> dco:alpha3 "NRW" .', owl=True, shape="State-alpha3"),
    "a statement has two texts": Planted(
        '<document/d> dco:text "Another text." .',
        owl=True,
        shape="JointStatement-text",
    ),
    "a resolution is adopted by a place": Planted(
        "<resolution/x> a dco:Resolution ; dco:adoptedBy <place/bergen> .",
        owl=True,
        shape="Resolution-resolutionNumber",
    ),
    "one organ gives a number to two resolutions": Planted(
        "<resolution/a> a dco:Resolution ; dco:adoptedBy <org/un> ; dco:resolutionNumber '1' ."
        "<resolution/b> a dco:Resolution ; dco:adoptedBy <org/un> ; dco:resolutionNumber '1' ."
        "<resolution/a> owl:differentFrom <resolution/b> .",
        owl=True,
    ),
    "two states are the same": Planted("<state/NOR> owl:sameAs <state/CHL> .", owl=True),
    "an act has no evidence": Planted(
        '<act/d/1-2> a dco:SpeechAct , dco:DirectiveAct ; dco:trigger "urged" .',
        owl=False,
        shape="SpeechAct-evidence",
    ),
    "a finding has no rule": Planted("<fact/d/1-2/0> dco:factuality 'done' .", owl=False, shape="Assertion-rule"),
    "a period ends before it begins": Planted(
        '<time/d/1-2> a dco:TimeReference ; dco:beginDate "2021-02-02"^^xsd:date ; '
        'dco:endDate "2021-01-01"^^xsd:date .',
        owl=False,
        shape="TimeReference-beginDate",
    ),
    "a quotation has no words": Planted("<q> a oa:TextQuoteSelector .", owl=False, shape="TextQuoteSelector-exact"),
    "offsets run backwards": Planted(
        "<p> a oa:TextPositionSelector ; oa:start 9 ; oa:end 3 .",
        owl=False,
        shape="TextPositionSelector-start",
    ),
    "a commitment binds nobody": Planted("<commitment/d/1-2> a dco:Commitment .", owl=False, shape="Commitment-debtor"),
    "factuality is unknown": Planted(
        '<act/d/14-22> dco:factuality "rumoured" .',
        owl=True,
        shape="SpeechAct-factuality",
    ),
    "a tie connects one agent": Planted(
        "<tie/x> a dco:CooperationTie ; dco:tieBetween <state/NOR> .",
        owl=False,
        shape="CooperationTie-tieBetween",
    ),
    "a digest is cut short": Planted(
        '<document/e> a dco:JointStatement ; dco:sha256 "ab" .',
        owl=False,
        shape="JointStatement-sha256",
    ),
}
