"""The command `sidejump report`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from sidejump.report.page import write_report
from sidejump.tables import ResultFileError

RUN_FAILED, INPUT_MISTAKE = 1, 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sidejump report",
        description="One page of HTML on results: what was asked, tables, figures, checks.",
    )
    parser.add_argument("paths", nargs="+", metavar="DIR", help="folders or files with results")
    parser.add_argument("-o", "--out", metavar="FILE", help="the page")
    parser.add_argument("--title", help="title of the page")
    parser.add_argument("--no-figures", action="store_true", help="leave the figures out")
    return parser


def main(argv: Sequence[str]) -> int:
    """Writes the page and prints its path.

    Parameters
    ----------
    argv
        What stands behind `sidejump report`.

    Returns
    -------
    int
        The exit code of the program: 0, 1 if the page cannot be written, 2 for a mistake in what
        was given.
    """
    given = _parser().parse_args(argv)
    if "" in given.paths:
        return _told("expected a folder or a file with results, found an empty text", INPUT_MISTAKE)
    if given.out is not None and not given.out:
        return _told("--out: expected a file, found an empty text", INPUT_MISTAKE)
    try:
        written = write_report(given.paths, given.out, given.title, not given.no_figures)
    except (ResultFileError, FileNotFoundError, IsADirectoryError) as error:
        return _told(str(error), INPUT_MISTAKE)
    except OSError as error:
        return _told(str(error), RUN_FAILED)
    print(written)
    return 0


def _told(message: str, code: int) -> int:
    print(f"sidejump: error: {message}", file=sys.stderr)
    return code
