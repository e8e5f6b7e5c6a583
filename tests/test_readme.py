"""What the README shows can be run as it stands there."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from kg.cli.commands import COMMANDS
from kg.query import catalogue
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = sorted({line.strip() for line in re.findall(r"(?:`|\$ )(kg [a-z][^`\n]*)", README)})


@pytest.mark.parametrize("line", SHOWN)
def test_every_command_shown_parses(line: str) -> None:
    _, name, *arguments = shlex.split(line)
    command = {command.name: command for command in COMMANDS}[name]
    if not arguments:
        return  # only named
    with command.make_context(name, arguments, parent=click.Context(click.Group("kg"), info_name="kg")) as context:
        shown = context.params.get("name_or_sparql")
    assert shown is None or shown in catalogue()


def test_make_targets_named_in_the_readme_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)`|\$ make ([a-z-]+)", README)) and targets >= {
        name for pair in re.findall(r"`make ([a-z-]+)`|\$ make ([a-z-]+)", README) for name in pair if name
    }


def test_the_python_example_runs(tmp_path: Path) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_links_lead_to_files() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target
