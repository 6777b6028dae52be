"""The page: results as one HTML document without anything outside of it."""

from __future__ import annotations

import base64
import hashlib
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

import jinja2
from markupsafe import Markup, escape

from sidejump.report import content
from sidejump.report.content import Verdict
from sidejump.report.drawings import Drawing, drawings
from sidejump.report.listing import input_listing, without_folders
from sidejump.report.grids import Table
from sidejump.result import Result
from sidejump.results import load_all
from sidejump.tables import ResultFileError
from sidejump.whole_files import whole_file

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class SourceFile:
    """A file that a result is in, or that lies beside it: where it comes from."""

    name: str
    modified: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Entry:
    """What the page says of a result."""

    mark: str
    title: str
    what: str
    command: str
    program: str
    warnings: list[str]
    findings: list[str]
    conventions: str
    tables: list[Table]
    drawings: list[Drawing]
    drawing_error: str
    checks: list[Verdict]
    approximations: list[Verdict]
    listing: str
    defaults_marked: bool
    study: str
    files: list[SourceFile]

    @property
    def failed(self) -> int:
        """How many checks failed."""
        return sum(check.bad for check in self.checks)

    @property
    def tested(self) -> int:
        """How many checks have a meaning for the result."""
        return sum(check.bad or check.good for check in self.checks)


def _source_file(path: Path, name: str) -> SourceFile:
    state = path.stat()
    modified = datetime.fromtimestamp(state.st_mtime, timezone.utc)
    with open(path, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return SourceFile(name, f"{modified:%Y-%m-%d %H:%M:%S} UTC", state.st_size, digest)


def _names(results: Sequence[Result]) -> list[str]:
    """The files of the results, below the folder that all are in."""
    paths = [result.path.resolve() if result.path is not None else None for result in results]
    folders = sorted({str(path.parent) for path in paths if path is not None})
    # A result that is alone is known by the name of its folder, too.
    common = Path(os.path.commonpath(folders)) if folders else Path()
    base = common.parent if len(folders) == 1 else common
    return [str(path.relative_to(base)) if path is not None else "" for path in paths]


def _entry(result: Result, mark: str, name: str, figures: bool) -> Entry:
    try:
        return _entry_of(result, mark, name, figures)
    except (AttributeError, IndexError, KeyError, TypeError) as error:
        # The file has the marks of its kind, but not what they promise.
        place = result.path if result.path is not None else "result"
        raise ResultFileError(
            f"{place}: damaged: expected the entries of a result of sidejump {result.kind}, "
            f"found others ({type(error).__name__}: {error})"
        ) from error


def _entry_of(result: Result, mark: str, name: str, figures: bool) -> Entry:
    found, wrong = drawings(result, mark) if figures else ([], "")
    program = result.program
    given = content.given_input(result)
    return Entry(
        mark=mark,
        title=result.title,
        what=content.WHAT.get(result.kind, result.kind),
        command=f"sidejump {result.kind}",
        program=f"{program.get('name', '')} {program.get('version', '')}".strip(),
        warnings=content.warnings(result),
        findings=content.findings(result),
        conventions=content.conventions(result),
        tables=content.tables(result),
        drawings=found,
        drawing_error=wrong,
        checks=content.checks(result),
        approximations=content.approximations(result),
        listing=input_listing(result.input, given),
        defaults_marked=given is not None,
        study=without_folders(str(result.data.get("study", ""))) if result.kind == "sweep" else "",
        files=[_source_file(result.path, name)] if result.path and result.has_its_file else [],
    )


def _breakable(name: str) -> Markup:
    """A name that may go on in the next line behind an underscore or dot."""
    return Markup(re.sub(r"([_.])(?=\w)", r"\1<wbr>", str(escape(name))))


def page(results: Iterable[Result], title: str | None = None, figures: bool = True) -> str:
    """A page on results.

    Parameters
    ----------
    results
        In the order of the page.
    title
        Of the page; without it, that of the only result, or how many there are.
    figures
        Whether figures are drawn, which takes most of the time.

    Returns
    -------
    str
        An HTML document. It asks for nothing from anywhere, and is complete without JavaScript,
        which sorts and filters its tables.

    Raises
    ------
    ValueError
        If there are no results.
    ResultFileError
        If a result has not the entries of its kind.
    """
    chosen = list(results)
    if not chosen:
        raise ValueError("expected at least one result, found none")
    names = _names(chosen)
    entries = [
        _entry(result, f"r{number}", name, figures)
        for number, (result, name) in enumerate(zip(chosen, names), start=1)
    ]
    script = (_HERE / "table.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["breakable"] = _breakable
    environment.filters["title_case"] = lambda text: escape(text)[:1].upper() + escape(text)[1:]
    if title is None:
        title = f"Report on {entries[0].title if len(entries) == 1 else f'{len(entries)} results'}"
    return environment.get_template("template.html").render(
        title=title,
        entries=entries,
        style=Markup((_HERE / "style.css").read_text(encoding="utf-8")),
        script=Markup(script),
        script_digest=digest,
    )


def write_report(
    results: Result | str | os.PathLike[str] | Iterable[Result | str | os.PathLike[str]],
    out: str | os.PathLike[str] | None = None,
    title: str | None = None,
    figures: bool = True,
) -> Path:
    """Writes a page on results.

    Parameters
    ----------
    results
        Results, files of results, or folders with results at any depth; one or several.
    out
        The file; its folder is made if it is not there. Without it `report.html`: in the folder
        where one folder is given, else in the current one.
    title, figures
        As for `page`.

    Returns
    -------
    Path
        The file, which is there complete or not at all.

    Raises
    ------
    FileNotFoundError
        If a path is not there.
    ResultFileError
        If a file is damaged or no result, or a folder has none.
    OSError
        If the page cannot be written.
    """
    given = [results] if isinstance(results, (Result, str, os.PathLike)) else list(results)
    loaded: list[Result] = []
    for each in given:
        loaded += [each] if isinstance(each, Result) else load_all(each)
    if out is None:
        only = given[0] if len(given) == 1 else None
        if isinstance(only, Result) or only is None or not Path(only).is_dir():
            out = "report.html"
        else:
            out = Path(only) / "report.html"
    return _written(Path(out), page(loaded, title, figures))


def _written(path: Path, text: str) -> Path:
    """Writes a text into a file beside it, which then takes its place."""
    if path.is_dir():
        raise IsADirectoryError(f"{path}: expected a file to write the report into, found a folder")
    with whole_file(path) as file:
        file.write(text.encode())
    return path
