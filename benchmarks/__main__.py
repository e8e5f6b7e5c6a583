"""``make bench``: every measurement in one run. ``python -m benchmarks --documents 200`` for a short one."""

from __future__ import annotations

import argparse
import platform

from benchmarks import building, exporting, extracting, importing, querying, reasoning, searching, serving


def main() -> None:
    """Run the measurements and print each as a table of ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=2000, help="how many documents extraction reads")
    parser.add_argument(
        "--only",
        choices=["extracting", "building", "exporting", "importing", "querying", "reasoning", "searching", "serving"],
    )
    options = parser.parse_args()
    print(f"Python {platform.python_version()} on {platform.machine()}; CPU seconds of one core\n")
    modules = {
        "extracting": extracting,
        "building": building,
        "exporting": exporting,
        "importing": importing,
        "querying": querying,
        "reasoning": reasoning,
        "searching": searching,
        "serving": serving,
    }
    for name, module in modules.items():
        if options.only in {None, name}:
            module.measure(options.documents)
            print()


if __name__ == "__main__":
    main()
