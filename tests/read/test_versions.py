"""Versions of one item, and reports in languages that are not read."""

import json
from pathlib import Path

from whole import parley

STORY = "Norra and Sestria agreed to a truce of {} days on Tuesday, officials in both capitals said."
PAGE = """<html><head><title>Truce</title><link rel="canonical" href="https://post.example/a">
<meta property="article:published_time" content="2031-03-18T10:00:00Z"><meta property="article:modified_time" content="{}"></head>
<body><article><h1>Truce</h1><p>{}</p><p>The envoys leave Vesk on Wednesday, they said.</p></article></body></html>"""
UKRAINIAN = "Посередники двох країн зустрінуться у п'ятницю в Зенгольмі, повідомило міністерство закордонних справ Норри."


def test_the_same_address_with_another_text_is_a_version_and_the_newest_is_shown(tmp_path: Path) -> None:
    (tmp_path / "late.html").write_text(PAGE.format("2031-03-18T14:00:00+01:00", STORY.format(60)))
    (tmp_path / "early.html").write_text(PAGE.format("2031-03-18T12:30:00Z", STORY.format(30)))
    (tmp_path / "other.txt").write_text(UKRAINIAN)
    done = parley("read", tmp_path, "--record", tmp_path / "t.db")
    assert "3 read" in done.stdout
    rows = {row["id"]: row for row in json.loads(parley("sources", tmp_path / "t.db", "--format", "json").stdout)}
    found = sorted((row["item"], row["version"], row["newest"]) for row in rows.values() if row["version"])
    assert found == [("https://post.example/a", "1 of 2", False), ("https://post.example/a", "2 of 2", True)]
    kept = json.loads(parley("problems", tmp_path / "t.db", "--format", "json").stdout)
    assert [row["code"] for row in kept if row["code"] == "language_not_read"] == ["language_not_read"]
    hits = json.loads(parley("search", tmp_path / "t.db", "міністерство", "--format", "json").stdout)
    assert hits, "a report in a language that is not read is searched all the same"
