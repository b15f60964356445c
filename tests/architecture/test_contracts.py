"""The import contracts, types and lint hold, and a planted violation of each is caught."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent


def run(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=300, env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(cwd / "src")})


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def plant(copy: Path, module: str, line: str) -> None:
    path = copy / "src" / "parley" / module
    path.write_text(path.read_text(encoding="utf-8") + "\n" + line + "\n", encoding="utf-8")


def test_the_import_contracts_hold(copy: Path) -> None:
    done = run(str(BIN / "lint-imports"), "--no-cache", cwd=copy)
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("read/__init__.py", "import parley.record  # noqa", "Layers"),
        ("times/__init__.py", "import parley.actors  # noqa", "Stages do not know each other"),
        ("model/span.py", "import pathlib  # noqa", "The model does no I/O"),
        ("views/__init__.py", "import socket  # noqa", "Views and stages touch no disk"),
    ],
)
def test_a_planted_import_breaks_its_contract(copy: Path, module: str, line: str, contract: str) -> None:
    plant(copy, module, line)
    done = run(str(BIN / "lint-imports"), "--no-cache", cwd=copy)
    broken = [row for row in done.stdout.splitlines() if "BROKEN" in row]
    assert done.returncode != 0
    assert any(contract in row for row in broken), done.stdout[-3000:]


def test_mypy_catches_a_planted_type_error(copy: Path) -> None:
    plant(copy, "errors.py", "wrong: int = 'text'")
    done = run(str(BIN / "mypy"), "src/parley/errors.py", cwd=copy)
    assert done.returncode != 0
    assert "assignment" in done.stdout


def test_ruff_catches_a_planted_bare_except(copy: Path) -> None:
    plant(copy, "errors.py", "try:\n    pass\nexcept:\n    pass")
    done = run(str(BIN / "ruff"), "check", "--no-cache", "src", cwd=copy)
    assert done.returncode != 0
    assert "E722" in done.stdout
