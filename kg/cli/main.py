"""The command ``kg``: parses arguments, calls ``kg.graph``, and turns errors into one line and an exit status.

Exit status: 0 done, 1 found a problem, 2 wrong use, 130 interrupted. Results go to standard output, all else to
standard error.
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

import click

from kg.cli import commands
from kg.cli.options import StoreType
from kg.errors import KgError
from kg.version import __version__

__all__ = ["cli", "main"]

_ALLOCATIONS = 50_000  # between looks for garbage cycles: there are few, and much of what the ontology says to look at


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kg")
@click.option(
    "--store",
    type=StoreType(),
    envvar="KG_STORE",
    default=Path(".kg/store"),
    show_default=True,
    help="Folder of the store, or sparql+https://… (or KG_STORE).",
)
@click.pass_context
def cli(context: click.Context, store: str | Path) -> None:
    """Read defence-cooperation statements into a knowledge graph, and ask it.

    \b
    Example:
      kg build statements/            read a folder into .kg/store
      kg query commitments            who bound themselves to what
      kg links Japan NATO             what joins two entities, with the sentences
      kg view -o graph.html           the interactive page
    """
    context.obj = store


for command in commands.COMMANDS:
    cli.add_command(command)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its status."""
    gc.set_threshold(_ALLOCATIONS, 20, 20)
    sys.exit(_run(arguments))


def _run(arguments: list[str] | None) -> int:
    try:
        status = cli.main(args=arguments, prog_name="kg", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except KgError as error:
        click.echo(f"kg: {error}", err=True)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("kg: interrupted; what was finished is kept, nothing is half written", err=True)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader left, as `| head` does
        return 0
    except OSError as error:
        told = KgError(error.strerror or str(error), where=error.filename, remedy="check permissions, place and room")
        click.echo(f"kg: {told}", err=True)
        return told.exit_code
    return status if isinstance(status, int) else 0


if __name__ == "__main__":
    main()
