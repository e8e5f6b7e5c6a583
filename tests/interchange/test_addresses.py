"""Addresses and credentials, as users write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli.main import main
from kg.errors import StoreError
from kg.graph import KnowledgeGraph
from kg.sparql import Credentials, is_remote, load_credentials, parse_location
from kg.sparql.dialects import recognise, services


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("sparql+http://user:secret@host/ds", "may not hold a user or password"),
        ("sparql+ftp://host/ds", "no address"),
        ("sparql+http://", "no address"),
        ("sparql+http://host:99999/ds", "no address"),
        ("sparql+http://host/ds#part", "no address"),
        ("sparql+http://host/ds?upadte=/u", "unknown option 'upadte'"),
        ("sparql+http://host/ds?update=http://evil.example/u", "is on another server"),
        ("sparql+http://host/ds?timeout=soon", "no number of seconds"),
        ("sparql+http://host/ds?timeout=-1", "no number of seconds"),
    ],
)
def test_an_address_that_means_nothing_is_refused(words: str, problem: str) -> None:
    with pytest.raises(StoreError, match=problem) as error:
        parse_location(words)
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    ("headers", "address", "found"),
    [
        ({"server": "Virtuoso/07.20"}, "http://h:8890", ("/sparql", "/sparql-auth", "/sparql-graph-crud-auth")),
        ({"server": "Virtuoso/07.20"}, "http://h:8890/sparql", ("/sparql", "/sparql-auth", "/sparql-graph-crud-auth")),
        ({"fuseki-request-id": "1"}, "http://h/ds", ("/ds/query", "/ds/update", "/ds/data")),
        ({"fuseki-request-id": "1"}, "http://h/ds/sparql", ("/ds/query", "/ds/update", "/ds/data")),
        ({"server": "Oxigraph/0.4"}, "http://h:7878/", ("/query", "/update", "/store")),
        ({"server": "nginx"}, "http://h/sparql", ("/sparql", "/sparql", None)),
        ({}, "http://h/r?update=/r/statements", ("/r", "/r/statements", None)),
        ({}, "http://h/r?update=/r/u&graph-store=/r/g", ("/r", "/r/u", "/r/g")),
    ],
)
def test_services_are_found_from_the_address(
    headers: dict[str, str], address: str, found: tuple[str, str, str | None]
) -> None:
    where = services(parse_location(address), recognise(headers))
    assert tuple(url and "/" + url.split("/", 3)[3] for url in where) == found


def test_only_sparql_addresses_are_remote_stores() -> None:
    assert is_remote("sparql+https://host/ds")
    assert not is_remote("https://host/ds") and not is_remote(Path("sparql+https:/host"))


def test_a_server_has_no_folder() -> None:
    with pytest.raises(StoreError, match="needs a store on disk"):
        _ = KnowledgeGraph("sparql+http://localhost:1/ds").path


def test_an_address_with_a_password_is_refused_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as status:
        main(["query", "documents", "--store", "sparql+http://me:hunter2@localhost:1/ds"])
    told = capsys.readouterr().err
    assert status.value.code == 1 and "KG_SPARQL_PASSWORD" in told and "hunter2" not in told


def test_credentials_come_from_the_environment() -> None:
    known = {"KG_SPARQL_USER": "dba", "KG_SPARQL_PASSWORD": "secret"}
    assert load_credentials(environment=known) == Credentials("dba", "secret")
    assert load_credentials(environment={"KG_SPARQL_TOKEN": "t"}) == Credentials(token="t")
    assert not load_credentials(environment={})


def test_credentials_come_from_a_file_that_others_cannot_read(tmp_path: Path) -> None:
    file = tmp_path / "virtuoso.toml"
    file.write_text('user = "dba"\npassword = "secret"\n')
    file.chmod(0o644)
    with pytest.raises(StoreError, match="others may read"):
        load_credentials(file)
    file.chmod(0o600)
    assert load_credentials(file) == load_credentials(environment={"KG_SPARQL_CREDENTIALS": str(file)})
    assert load_credentials(file) == Credentials("dba", "secret")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("user dba", "is no TOML"),
        ('user = "dba"\ntoken = "t"', "a user and a token"),
        ('password = "p"', "a password without a user"),
        ('user = "dba"\npin = "1"', "holds other things"),
        ("user = 3", "holds other things"),
        ('user = "a\\nb"\npassword = "p"', "control character"),
    ],
)
def test_a_file_that_makes_no_sense_is_named(tmp_path: Path, text: str, problem: str) -> None:
    file = tmp_path / "c.toml"
    file.write_text(text)
    file.chmod(0o600)
    with pytest.raises(StoreError, match=problem):
        load_credentials(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"none\.toml: cannot be read"):
        load_credentials(tmp_path / "none.toml")
