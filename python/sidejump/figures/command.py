"""`sidejump plot`: figures of results as files."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from sidejump.figures import FigureError, Sketch, refuse_ignored, sketches
from sidejump.figures.options import Options
from sidejump.figures.style import FORMATS, save
from sidejump.result import unknown_name
from sidejump.results import load_all
from sidejump.tables import ResultFileError


class _Parser(argparse.ArgumentParser):
    """Mistakes as the program tells them."""

    def error(self, message: str) -> NoReturn:
        raise FigureError(f"{message} (sidejump plot --help)")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="sidejump plot", description="Figures of results.", allow_abbrev=False)
    parser.add_argument("results", nargs="+", metavar="RESULT")
    parser.add_argument("-o", "--out", metavar="FILE_OR_FOLDER")
    parser.add_argument("--format", metavar="FORMAT")
    parser.add_argument("--figure", action="append", default=[], metavar="NAME")
    parser.add_argument("--quantity", action="append", default=[], metavar="NAME")
    parser.add_argument("--x", metavar="NAME")
    parser.add_argument("--log", metavar="AXES")
    parser.add_argument("--width", metavar="WIDTH")
    parser.add_argument("--dpi", type=int, metavar="DPI")
    parser.add_argument("--list", action="store_true", dest="only_list")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("-q", "--quiet", action="store_true")
    return parser


def _file_format(out: Path | None, asked: str | None, file_out: bool) -> str:
    """Of the option, or of the ending of the file."""
    ending = out.suffix[1:].lower() if out is not None and file_out else None
    if asked is not None and asked not in FORMATS:
        raise FigureError(f"--format: expected {', '.join(FORMATS)}, found {asked}")
    if ending is not None and asked is not None and ending != asked:
        raise FigureError(f"--out {out}: expected the ending .{asked} of --format, found .{ending}")
    return ending or asked or "svg"


def _chosen(found: Sequence[Sketch], names: Sequence[str]) -> list[Sketch]:
    known = [sketch.name for sketch in found]
    for name in names:
        if name not in known:
            raise FigureError(f"--figure: {unknown_name(name, known, 'among the figures')}")
    return [sketch for sketch in found if not names or sketch.name in names]


def _files(
    found: Sequence[Sketch], out: Path | None, file_out: bool, ending: str
) -> list[tuple[Sketch, Path]]:
    """Which figure goes where; of several the first one has the name of the file."""
    if out is not None and file_out:
        return [(found[0], out)]
    folder = out if out is not None else Path()
    names = [sketch.name.replace("/", "_") for sketch in found]
    return [(sketch, folder / f"{name}.{ending}") for sketch, name in zip(found, names)]


def _print_list(found: Sequence[Sketch], as_json: bool) -> None:
    if as_json:
        entries = [
            {"name": s.name, "title": s.title, "quantities": list(s.quantities)} for s in found
        ]
        print(json.dumps({"figures": entries}, indent=2, ensure_ascii=False))
        return
    width = max(len(sketch.name) for sketch in found)
    for sketch in found:
        print(f"{sketch.name:<{width}}  {sketch.title}")


def _run(arguments: Sequence[str]) -> None:
    asked = _parser().parse_args(arguments)
    if asked.dpi is not None and not 20 <= asked.dpi <= 2400:
        raise FigureError(f"--dpi: expected a number from 20 to 2400, found {asked.dpi}")
    out = Path(asked.out) if asked.out is not None else None
    # A name with an ending is that of a file, unless it is a folder.
    file_out = out is not None and out.suffix != "" and not out.is_dir()
    if out is not None and file_out and out.suffix[1:].lower() not in FORMATS:
        endings = ", ".join(f".{name}" for name in FORMATS)
        raise FigureError(f"--out {out}: expected a folder or a file that ends in {endings}")
    ending = _file_format(out, asked.format, file_out)
    if out is not None and not file_out and out.exists() and not out.is_dir():
        raise FigureError(f"--out {out}: expected a folder, found a file")
    options = Options(tuple(asked.quantity), asked.x, asked.log, asked.width)
    results = load_all(*asked.results)
    found = _chosen(sketches(results, options), asked.figure)
    refuse_ignored(found, bool(asked.figure), asked.log)
    if asked.only_list:
        _print_list(found, asked.json)
        return
    written = []
    for sketch, path in _files(found, out, file_out, ending):
        save(sketch.draw(), path, ending, asked.dpi)
        written.append((sketch, path))
        if not asked.json:
            print(path)
    if asked.json:
        entries = [{"file": str(p), "name": s.name, "title": s.title} for s, p in written]
        print(json.dumps({"files": entries}, indent=2, ensure_ascii=False))


def main(arguments: Sequence[str]) -> int:
    """Runs the command; gives the exit code: 0, 1 for a failure, 2 for a mistake in the input."""
    try:
        _run(arguments)
        sys.stdout.flush()
    except (FigureError, ResultFileError, FileNotFoundError) as error:
        print(f"sidejump: error: {error}", file=sys.stderr)
        return 2
    except (OSError, RuntimeError) as error:
        print(f"sidejump: error: {error}", file=sys.stderr)
        return 1
    return 0
