"""The protocol as a component of a spaCy pipeline: records on the document, the evidence as spans.

``nlp.add_pipe("protocol")`` needs no trained model, only a tokenizer. ``doc._.protocol`` holds the records of the
text; ``doc.spans["protocol"]`` the places they were read in: a span's label is the field («decisions.text»), its id the
JSON Pointer of the value inside ``doc._.protocol`` («/0/decisions/1/text»). Offsets of the evidence count in ``doc.text``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.errors import NoProtocol
from extractor.extraction import extract
from extractor.model import Source
from extractor.rules import Rules, load_rules

#: Line ends and marks that plain text loses when it is read; here each gives way to one character.
_CLEAN = str.maketrans(dict.fromkeys("\v\x85\u2028\u2029", "\n") | dict.fromkeys("\x00\ufeff", " "))


@dataclass(frozen=True, slots=True)
class ProtocolComponent:
    """Reads the protocols of a document; ``rules`` names a folder of rules beside the built-in ones."""

    rules: str | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Write the records to ``doc._.protocol`` and their evidence to ``doc.spans["protocol"]``."""
        source = Source(str(doc.user_data.get("path", "")), _clean(doc.text), sha256(doc.text.encode(errors="surrogatepass")).hexdigest())
        try:
            records = [record.to_dict() for record in extract(source, rules=_rules(self.rules))]
        except NoProtocol:
            records = []
        doc._.protocol = records
        doc.spans["protocol"] = list(_spans(doc, records))
        return doc


@Language.factory(
    "protocol",
    assigns=["doc._.protocol", "doc.spans"],
    default_config={"rules": None},
)
def make_protocol(nlp: Language, name: str, rules: str | None) -> ProtocolComponent:
    """Make the component, for ``nlp.add_pipe("protocol")``.

    >>> import spacy
    >>> nlp = spacy.blank("ru")
    >>> _ = nlp.add_pipe("protocol")
    >>> doc = nlp("Протокол № 3\\nзаседания кружка\\n5 мая 1926 г.\\n\\nСлушали: О стенгазете.\\nПостановили: Выпускать раз в месяц.")
    >>> [record["date"] for record in doc._.protocol]
    ['1926-05-05']
    >>> [(span.label_, span.text) for span in doc.spans["protocol"] if span.label_ in ("date", "decisions.text")]
    [('date', '5 мая 1926 г.'), ('decisions.text', 'Выпускать раз в месяц')]
    """
    if not Doc.has_extension("protocol"):
        Doc.set_extension("protocol", default=[])
    return ProtocolComponent(rules)


@cache
def _rules(folder: str | None) -> Rules:
    return load_rules(folder) if folder else load_rules()


def _clean(text: str) -> str:
    """Make line ends what the reader makes them, every character staying where it is."""
    return text.replace("\r\n", " \n").replace("\r", "\n").translate(_CLEAN)


def _spans(doc: Doc, records: list[dict[str, Any]]) -> Iterator[Span]:
    for number, record in enumerate(records):
        for pointer, slices in record["evidence"].items():
            for piece in slices:
                span = doc.char_span(piece["start"], piece["end"], label=_label(pointer), span_id=f"/{number}{pointer}", alignment_mode="expand")
                if span is not None:
                    yield span


def _label(pointer: str) -> str:
    """Name the field that a value belongs to.

    >>> [_label(p) for p in ("/date", "/decisions/0/items/1/text", "/decisions/2/responsible/0")]
    ['date', 'decisions.text', 'decisions.responsible']
    """
    return ".".join(step for step in pointer.strip("/").split("/") if not step.isdigit() and step != "items")
