import pytest

from kg.errors import SourceError
from kg.reading import find_sources


@pytest.fixture
def folder(tmp_path):
    for name in ("b.txt", "a.md", "a.meta.toml", "README.md", "notes.csv", "deep/c.txt", ".hidden/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("text")
    return tmp_path


def names(paths, folder):
    return [str(path.relative_to(folder)) for path in paths]


def test_a_folder_gives_its_statements_sorted_and_nothing_else(folder):
    assert names(find_sources([str(folder)]), folder) == ["a.md", "b.txt", "deep/c.txt"]


def test_a_glob_and_a_file_name_each_statement_once(folder):
    found = find_sources([str(folder / "*.txt"), str(folder / "b.txt"), str(folder / "**" / "*.txt")])
    assert names(found, folder) == ["b.txt", "deep/c.txt"]


def test_a_file_that_is_named_is_taken_whatever_its_suffix(folder):
    assert names(find_sources([str(folder / "notes.csv")]), folder) == ["notes.csv"]


@pytest.mark.parametrize("spec, what", [("none.txt", "no such"), ("*.none", "no statement matches")])
def test_what_names_nothing_is_an_error(folder, spec, what):
    with pytest.raises(SourceError, match=what):
        find_sources([str(folder / spec)])


def test_a_folder_without_statements_is_an_error(tmp_path):
    with pytest.raises(SourceError, match="no statement"):
        find_sources([str(tmp_path)])
