"""parley read, as a process: formats, manifest and options, what cannot be read, what is known already, progress."""

import json
from pathlib import Path

import whole
from engine.servers import serving
from whole import parley

STORY = "PORT LEVEN — Talks between Norra and Sestria will resume on Monday, the envoy Ana Reyl said.\n\n“We are ready,” she added.\n"


def documents(record: Path) -> list[dict[str, object]]:
    return json.loads(parley("sources", record, "--format", "json").stdout)


def test_text_html_json_lines_and_csv_are_read_with_a_manifest(tmp_path: Path) -> None:
    folder = tmp_path / "press"
    folder.mkdir()
    (folder / "a.txt").write_text(STORY)
    (folder / "b.html").write_text(
        "<html><head><title>Envoy waits</title><meta property='og:site_name' content='Sestria Daily'></head><body><nav>Home World</nav><article>"
        "<h1>Envoy waits</h1>"
        + "<p>The envoy of Norra waited for an answer on Tuesday, her office said, and there was none by nightfall.</p>" * 4
        + "</article>"
    )
    (folder / "c.jsonl").write_text(json.dumps({"text": "Norra called the talks off on Friday.", "url": "https://x.example/c", "source": "The Wire"}) + "\n")
    (folder / "d.csv").write_text('title,text,date\nNo talks,"Sestria said on Sunday that there would be no talks.",2031-03-09\n')
    (folder / "manifest.csv").write_text("file,outlet,published,url,title,authors\na.txt,The Norra Post,2031-03-05,https://x.example/a,Talks resume,Tom Orsk\n")
    done = parley("read", folder, "--record", tmp_path / "t.db")
    assert "4 read" in done.stdout
    by_item = {row["item"]: row for row in documents(tmp_path / "t.db")}
    assert len(by_item) == 4
    assert by_item["https://x.example/a"]["outlet"] == "The Norra Post"
    assert by_item["https://x.example/a"]["published"] == "2031-03-05"
    assert by_item["https://x.example/c"]["outlet"] == "The Wire"
    assert {"Sestria Daily"} <= {row["outlet"] for row in by_item.values()}
    assert "2031-03-09" in {row["published"] for row in by_item.values()}


def test_outlet_and_day_can_be_given_for_all(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    parley("read", tmp_path / "a.txt", "--outlet", "The Norra Post", "--published", "2031-03-05", "--negotiation", "vesk", "--record", tmp_path / "t.db")
    row = documents(tmp_path / "t.db")[0]
    assert (row["outlet"], row["published"]) == ("The Norra Post", "2031-03-05")
    assert json.loads(parley("sources", tmp_path / "t.db", "--negotiation", "vesk", "--format", "json").stdout)
    assert "there are vesk" in parley("sources", tmp_path / "t.db", "--negotiation", "other", check=False).stderr


def test_a_manifest_can_lie_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "press").mkdir()
    (tmp_path / "press" / "a.txt").write_text(STORY)
    (tmp_path / "list.csv").write_text("file,outlet,published\npress/a.txt,The Norra Post,2031-03-05\n")
    parley("read", tmp_path / "press", "--manifest", tmp_path / "list.csv", "--record", tmp_path / "t.db")
    assert documents(tmp_path / "t.db")[0]["outlet"] == "The Norra Post"


def test_columns_of_other_names_can_be_mapped(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Blatt;Wortlaut\nThe Norra Post;Talks resumed on Monday.\n")
    parley("read", tmp_path / "a.csv", "--column", "text=Wortlaut", "--column", "outlet=Blatt", "--record", tmp_path / "t.db")
    assert documents(tmp_path / "t.db")[0]["outlet"] == "The Norra Post"


def test_a_report_that_cannot_be_read_is_a_problem_row_and_the_run_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "press"
    folder.mkdir()
    (folder / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (folder / "b.txt").write_text("  \n")
    (folder / "c.jsonl").write_text("{oops\n" + json.dumps({"text": "Talks ended on Monday."}) + "\n")
    (folder / "d.txt").write_text(STORY)
    done = parley("read", folder, folder / "nowhere.txt", "--record", tmp_path / "t.db", check=False)
    assert done.returncode == 1
    assert "2 read" in done.stdout and "4 could not be read" in done.stdout
    problems = json.loads(parley("problems", tmp_path / "t.db", "--format", "json").stdout)
    lost = {Path(str(row["where"])).name: row for row in problems if row["stage"] == "read"}
    assert {"a.png", "b.txt", "c.jsonl", "nowhere.txt"} <= lost.keys()
    assert all(row["message"] and row["advice"] for row in lost.values())


def test_a_picture_under_the_name_of_a_text_is_not_read_as_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    assert parley("read", tmp_path / "a.txt", "--record", tmp_path / "t.db", check=False).returncode == 1


def test_a_record_that_lies_among_the_press_is_not_read_as_press(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    assert "1 read" in parley("read", tmp_path, "--record", tmp_path / "t.db").stdout
    again = parley("read", tmp_path, "--record", tmp_path / "t.db")
    assert "0 read, 0 read anew, 1 known already, 0 could not be read" in again.stdout


def test_a_fault_in_the_data_alone_ends_with_exit_code_0(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("The café talks ended on Monday, “they said.".encode("cp1252"))
    done = parley("read", tmp_path / "a.txt", "--record", tmp_path / "t.db")
    assert "1 read" in done.stdout and "problems: parley problems" in done.stdout
    assert json.loads(parley("problems", tmp_path / "t.db", "--format", "json").stdout)


def test_the_second_run_reads_nothing(tmp_path: Path) -> None:
    record = tmp_path / "t.db"
    whole.read_press(record, whole.few())
    before = whole.exported(record, tmp_path / "one")
    again = whole.read_press(record, whole.few())
    assert f"0 read, 0 read anew, {len(whole.FEW)} known already" in again.stdout
    assert whole.exported(record, tmp_path / "two") == before


def test_only_what_is_new_is_read(tmp_path: Path) -> None:
    record = tmp_path / "t.db"
    whole.read_press(record, whole.few()[:2])
    assert "1 read, 0 read anew, 2 known already" in whole.read_press(record, whole.few()[:3]).stdout


def test_another_parties_file_reads_anew(tmp_path: Path) -> None:
    record = tmp_path / "t.db"
    parley("read", whole.few()[0], "--record", record)
    assert "1 read anew" in whole.read_press(record, whole.few()[:1]).stdout


def test_faults_of_the_caller_are_one_line_and_exit_code_2(tmp_path: Path) -> None:
    (tmp_path / "no.db").write_text("not a database, but long enough to be taken for one")
    for words in (
        ("timeline", tmp_path / "none.db"),
        ("timeline", tmp_path / "no.db"),
        ("read", tmp_path, "--record", tmp_path / "no" / "folder" / "t.db"),
        ("read", tmp_path, "--record", tmp_path / "t.db", "--parties", tmp_path / "none.toml"),
        ("read", tmp_path, "--record", tmp_path / "t.db", "--column", "text"),
    ):
        done = parley(*words, check=False)
        assert done.returncode == 2, words
        assert done.stderr.startswith("parley: ") and done.stderr.count("\n") == 1, done.stderr
        assert "Traceback" not in done.stderr


def test_long_work_shows_progress_on_a_terminal(tmp_path: Path) -> None:
    import os
    import pty
    import subprocess

    read_end, terminal = pty.openpty()
    words = whole.command("read", *whole.few()[:2], "--parties", whole.PARTIES, "--record", tmp_path / "t.db")
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=terminal, env=whole.environment(TERM="xterm"))
    os.close(terminal)
    shown = b""
    while True:
        try:
            piece = os.read(read_end, 4096)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    out, _ = process.communicate(timeout=60)
    os.close(read_end)
    assert process.returncode == 0
    assert b"reports" in shown
    assert b"2 read" in out


def test_a_second_reader_says_what_leaves_the_machine_and_what_it_made_up(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    record = tmp_path / "t.db"
    invented = json.dumps({"figures": [{"value": 7, "unit": "people", "span": {"text": "seven people"}}]})
    with serving(lambda asked, _: invented) as (url, asked):
        done = parley("read", tmp_path / "a.txt", "--record", record, "--reader", "llm", "--endpoint", url, "--model", "small")
        again = parley("read", tmp_path / "a.txt", "--record", record, "--reader", "llm", "--endpoint", url, "--model", "small")
    assert "stays on this machine" in done.stderr and "127.0.0.1" in done.stderr
    assert "1 passages asked" in done.stdout and "ungrounded 100% (not_in_text 1)" in done.stdout
    assert "0 passages asked, 1 known" in again.stdout and len(asked) == 1
    assert json.loads(parley("compare", record, "--ungrounded", "--format", "json").stdout)[0]["reasons"] == "not_in_text 1"
    gone = parley("read", tmp_path / "a.txt", "--record", record, "--reader", "llm", "--endpoint", url, "--model", "other", check=False)
    assert gone.returncode == 1 and "1 without an answer" in gone.stdout


def test_a_second_reader_without_an_endpoint_is_a_fault_of_the_call(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    for more in ([], ["--endpoint", "127.0.0.1:8080", "--model", "small"], ["--endpoint", "ftp://x.example", "--model", "small"]):
        done = parley("read", tmp_path / "a.txt", "--record", tmp_path / "t.db", "--reader", "llm", *more, check=False)
        assert done.returncode == 2 and "endpoint" in done.stderr
