"""Every command of ``kg``, in the order that ``kg --help`` shows."""

from __future__ import annotations

from kg.cli.agents import mcp
from kg.cli.asking import links, network, query, search
from kg.cli.explaining import explain, review
from kg.cli.importing import import_graphs
from kg.cli.ingesting import build, extract, remove
from kg.cli.judging import check, evaluate
from kg.cli.keeping import backup, doctor, forget, history, restore
from kg.cli.moving import pull, push
from kg.cli.serving import serve
from kg.cli.showing import export, view

__all__ = ["COMMANDS"]

COMMANDS = (
    build,
    extract,
    import_graphs,
    remove,
    query,
    search,
    explain,
    links,
    network,
    view,
    export,
    check,
    review,
    evaluate,
    push,
    pull,
    history,
    forget,
    doctor,
    backup,
    restore,
    serve,
    mcp,
)
