"""The spaCy component: records on the document, evidence as spans that cover what was read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import extractor.spacy_component as component
from extractor import Record, extract, tables
from extractor.rules import Rules, load_rules

ROOT = Path(__file__).parents[1]
TEXT = "Протокол № 3\nзаседания кружка\n5 мая 1926 г.\n\nСлушали: О стенгазете.\nПостановили: Выпускать раз в месяц."
LETTER = "Дорогая Анна, дров не везут, пиши почаще."
CORPORA = sorted((ROOT / "corpora").glob("*.txt"))


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("ru")
    nlp.add_pipe("protocol")
    return nlp


def by_pointer(doc: Doc) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for span in doc.spans["protocol"]:
        out.setdefault(span.id_, []).append(span.text)
    return out


def test_records_stand_on_the_document(nlp: Language) -> None:
    doc = nlp(TEXT)
    [record] = doc._.protocol
    assert (record["number"], record["date"], record["kind"]) == ("3", "1926-05-05", "заседание")
    assert [d["text"] for d in record["decisions"]] == ["Выпускать раз в месяц"]
    assert Record.model_validate(record)


def test_evidence_is_spans_labelled_by_field(nlp: Language) -> None:
    doc = nlp(TEXT)
    found = {(span.label_, span.text) for span in doc.spans["protocol"]}
    assert found >= {("number", "3"), ("date", "5 мая 1926 г."), ("decisions.text", "Выпускать раз в месяц"), ("agenda.title", "О стенгазете")}
    assert by_pointer(doc)["/0/decisions/0/text"] == ["Выпускать раз в месяц"]


def test_what_is_no_protocol_gives_nothing(nlp: Language) -> None:
    for text in (LETTER, "", " \n"):
        doc = nlp(text)
        assert doc._.protocol == []
        assert list(doc.spans["protocol"]) == []


def test_documents_share_nothing(nlp: Language) -> None:
    full, letter = nlp.pipe([TEXT, LETTER])
    assert len(full._.protocol) == 1
    assert letter._.protocol == []


@pytest.mark.parametrize("path", CORPORA[:: len(CORPORA) // 6 or 1], ids=lambda path: path.stem)
def test_spans_cover_the_evidence(path: Path, nlp: Language) -> None:
    text = path.read_text(encoding="utf-8")
    doc = nlp(text)
    of_all = [(f"/{n}{pointer}", pieces) for n, record in enumerate(doc._.protocol) for pointer, pieces in record["evidence"].items()]
    evidence = [(pointer, piece) for pointer, pieces in of_all for piece in pieces]
    spans = list(doc.spans["protocol"])
    assert [span.id_ for span in spans] == [pointer for pointer, _ in evidence]
    for span, (_, piece) in zip(spans, evidence, strict=True):
        assert span.start_char <= piece["start"] < piece["end"] <= span.end_char


def test_it_reads_what_extract_reads(nlp: Language) -> None:
    path = CORPORA[0]
    doc = nlp.make_doc(path.read_text(encoding="utf-8"))
    doc.user_data["path"] = str(path)
    records = nlp(doc)._.protocol
    for mine, theirs in zip(records, extract(path), strict=True):
        wanted = theirs.to_dict()
        assert {k: v for k, v in mine.items() if k != "source"} == {k: v for k, v in wanted.items() if k != "source"}
        assert mine["source"]["path"] == wanted["source"]["path"]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028"])
def test_offsets_count_in_the_text_of_the_document(end: str, nlp: Language) -> None:
    text = "\ufeff" + TEXT.replace("\n", end)
    doc = nlp(text)
    assert doc._.protocol[0]["date"] == "1926-05-05"
    [piece] = doc._.protocol[0]["evidence"]["/date"]
    assert text[piece["start"] : piece["end"]] == "5 мая 1926 г."


def test_several_protocols_in_one_text(nlp: Language) -> None:
    path = ROOT / "corpora/fabkom_zarya_delo_1926.txt"
    doc = nlp(path.read_text(encoding="utf-8"))
    assert len(doc._.protocol) == len(extract(path)) > 1
    assert {pointer.split("/")[1] for pointer in by_pointer(doc)} == {str(n) for n in range(len(doc._.protocol))}
    assert tables(doc._.protocol)["protocols"]["record_id"].is_unique


def test_it_is_kept_in_a_docbin(nlp: Language) -> None:
    doc = nlp(TEXT)
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    [again] = DocBin().from_bytes(stored).get_docs(nlp.vocab)
    assert json.dumps(again._.protocol) == json.dumps(doc._.protocol)  # msgpack makes tuples of lists
    assert by_pointer(again) == by_pointer(doc)
    assert [span.label_ for span in again.spans["protocol"]] == [span.label_ for span in doc.spans["protocol"]]


def test_a_pipeline_can_be_saved(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "модель")
    again = spacy.load(tmp_path / "модель")
    assert again(TEXT)._.protocol == nlp(TEXT)._.protocol


def test_own_rules_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, ...]] = []

    def load(*folders: str) -> Rules:
        asked.append(folders)
        return load_rules()

    monkeypatch.setattr(component, "load_rules", load)
    component._rules.cache_clear()
    nlp = spacy.blank("ru")
    nlp.add_pipe("protocol", config={"rules": str(tmp_path)})
    nlp(TEXT)
    component._rules.cache_clear()
    assert asked == [(str(tmp_path),)]


@pytest.mark.slow
def test_several_processes(nlp: Language) -> None:
    docs = list(nlp.pipe([TEXT, LETTER] * 3, n_process=2, batch_size=2))
    assert [len(doc._.protocol) for doc in docs] == [1, 0] * 3


def test_no_pymorphy3_is_needed() -> None:
    code = (
        "import sys; sys.modules['pymorphy3'] = None; import spacy, extractor.spacy_component; nlp = spacy.blank('ru');"
        f"nlp.add_pipe('protocol'); assert nlp({TEXT!r})._.protocol"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_the_package_loads_without_spacy() -> None:
    code = "import sys, extractor; extractor.extract; assert 'spacy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
