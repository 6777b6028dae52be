"""What a report is made of: numbers, listings, tables and figures."""

import dataclasses
import math
import re
import tomllib

import inputs
from matplotlib.figure import Figure

import sidejump
from sidejump import figures
from sidejump.figures.options import Options
from sidejump.report import page
from sidejump.report.cells import cell, number_text
from sidejump.report.drawings import svg_element
from sidejump.report.fits import fit_tables
from sidejump.report.grids import Column, record_grid
from sidejump.report.listing import input_listing, without_folders
from sidejump.report.tables import mapping_tables


def test_six_digits_and_powers_of_ten():
    assert number_text(-0.060809730382) == "−0.0608097"
    assert number_text(9301079495614.7) == "9.30108\u00a0×\u00a010<sup>12</sup>"
    assert number_text(-1e-3) == "−0.001"
    assert number_text(2e-4) == "2\u00a0×\u00a010<sup>−4</sup>"
    assert number_text(1.9999999e-4) == "2\u00a0×\u00a010<sup>−4</sup>"
    assert number_text(-0.0) == "0"
    assert number_text(4096) == "4096"
    assert number_text(math.inf) == "∞"
    assert number_text(-math.inf) == "−∞"
    assert "not defined" in number_text(math.nan)


def test_files_go_without_the_folders_of_the_machine():
    assert without_folders("/home/me/two.msh") == "…/two.msh"
    assert without_folders("mesh /home/me/two.msh: 30 cells") == "mesh …/two.msh: 30 cells"
    assert without_folders('base = "/home/me/a.toml"\nx = 1') == 'base = "…/a.toml"\nx = 1'
    assert without_folders("5 m/s at 1/tau and a/b/c") == "5 m/s at 1/tau and a/b/c"
    listing = input_listing({"impurity": [{"table": "/home/me/level.tsv"}]})
    assert tomllib.loads(listing)["impurity"][0]["table"] == "…/level.tsv"


def test_defaults_are_marked_where_the_input_is_known():
    data = {"host": {"name": "Cu", "mass": 1.0}, "kinetics": {"moments": "full"},
            "impurity": [{"name": "Ce", "channels": [{"l": 0, "j": 0.5, "inelastic": 1.0}]}]}
    given = {"host": {"name": "Cu"}, "impurity": [{"name": "Ce", "channels": [{"l": 0, "j": 0.5}]}]}
    listing = input_listing(data, given)
    assert tomllib.loads(listing) == data
    marked = [line.partition(" ")[0] for line in listing.splitlines() if "# default" in line]
    assert marked == ["mass", "moments", "inelastic"]
    assert "default" not in input_listing(data)


def test_figures_of_a_page_do_not_share_identifiers():
    figure = Figure()
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], label="$x$")
    axes.imshow([[0, 1], [1, 0]])
    axes.legend()
    first, second = (svg_element(figure, "a < b", mark) for mark in ("a", "b"))
    ids = [set(re.findall(r'\bid="(.*?)"', text)) for text in (first, second)]
    assert ids[0] and not ids[0] & ids[1]
    for found, text in zip(ids, (first, second)):
        used = set(re.findall(r'href="#(.*?)"', text)) | set(re.findall(r"url\(#(.*?)\)", text))
        assert used and used <= found
        assert 'aria-label="a &lt; b"' in text
        assert text.startswith("<svg") and text.endswith("</svg>")


def test_figures_that_fail_do_not_sink_the_report(run, monkeypatch):
    alloy = sidejump.load(run("coefficients", "alloy", inputs.ALLOY))

    def fail():
        raise RuntimeError("no <canvas>")

    good, *_ = figures.sketches([alloy], Options())
    bad = dataclasses.replace(good, name="bad", draw=fail)
    monkeypatch.setattr(figures, "sketches", lambda results, options: [bad, good])
    text = page([alloy])
    assert "bad: RuntimeError: no &lt;canvas&gt;" in text
    assert text.count("<figure>") == 1
    assert "spin_<wbr>hall_<wbr>angle" in text
    assert "RuntimeError" not in page([alloy], figures=False)


def named(tables):
    return {table.title: table for table in tables}


def test_tables_follow_the_structure():
    data = {
        "heat": {"value": {"left": 1.0, "right": 2.0}, "unit": "W"},
        "resistance": {"value": 3.0, "unit": "ohm", "meaning": "R", "estimated_error": 0.1},
        "contacts": {"top": {"current": {"value": 4.0, "unit": "A"}},
                     "bottom": {"current": {"value": None, "unit": "A"}}},
        "profile": [1.0, 2.0, 3.0, 4.0],
        "depths": {"value": [0.0, 1.0, 2.0, 3.0], "unit": "m"},
        "signal": {"real": [1.0] * 5, "imaginary": [2.0] * 5, "unit": "V"},
    }
    found = named(mapping_tables("All", data))
    series = [table for table in mapping_tables("All", data) if not table.quantities]
    contacts = found["All: contacts"]
    assert [column.name for column in contacts.columns] == ["name", "current"]
    assert [row[1].order for row in contacts.rows] == ["4.0", ""]
    quantities = next(table for table in mapping_tables("All", data) if table.quantities)
    rows = {row[0].shown: (row[1].order, row[2].shown, row[3].shown) for row in quantities.rows}
    assert rows == {"heat.left": ("1.0", "W", ""), "heat.right": ("2.0", "W", ""),
                    "resistance": ("3.0", "Ω", "R"), "resistance.estimated_error": ("0.1", "Ω", "")}
    assert [[column.name for column in table.columns] for table in series[:2]] \
        == [["profile", "depths"], ["number", "signal"]]
    assert series[1].rows[0][1].shown == cell({"real": 1.0, "imaginary": 2.0}).shown


def test_few_records_with_many_entries_stand_beside_each_other():
    records = [{"temperature": {"value": float(t), "unit": "K"},
                **{f"q{n}": {"value": t * n, "unit": "V"} for n in range(8)}} for t in (1, 2)]
    table, = mapping_tables("", {"points": records})
    assert table.quantities
    assert [column.name for column in table.columns] \
        == ["quantity", "temperature 1\u00a0K", "temperature 2\u00a0K", "unit"]
    assert [cell.shown for cell in table.rows[3]] == ["q3", "3", "6", "V"]
    many = [{"temperature": {"value": float(t), "unit": "K"}, "q": t} for t in range(500)]
    table, = mapping_tables("", {"points": many})
    assert len(table.rows) == 200 and "200 of 500" in table.notes[0]


def test_wide_tables_go_in_parts_with_their_first_columns():
    records = [{"temperature": t, **{f"q{n}": t * n for n in range(8)}} for t in range(20)]
    first, second = mapping_tables("", {"points": records})
    assert [column.name for column in first.columns] \
        == ["temperature", *(f"q{n}" for n in range(6))]
    assert [column.name for column in second.columns] == ["temperature", "q6", "q7"]
    assert first.title == "Points (1 of 2)"


def test_tables_of_a_fit():
    interval = {"level": 0.6827, "low": 0.5, "high": 4.0, "low_end": "crossed", "high_end": "bound"}
    data = {
        "parameters": {
            "spin_lifetime": {"value": 2.0, "unit": "ps", "status": "fitted",
                              "standard_error": 0.25, "intervals": [interval]},
            "width": {"value": 3.0, "unit": "um", "status": "fixed"},
        },
        "quality": {"points": 51, "noise": {"value": 0.1, "unit": "ohm", "estimated": True}},
        "correlation": {"names": ["a", "b"], "matrix": [[1.0, -5.6e-13], [-0.8765432, 1.0]]},
        "curves": [{"label": "up", "file": "/home/me/up.tsv", "root_mean_square": 0.5,
                    "y": {"unit": "mΩ", "values": [1.0, 2.0]}, "durbin_watson": 2.0}],
        "searches": {"count": 2, "optima": [
            {"searches": 1, "delta": 0.0, "values": {"spin_lifetime": 2.0, "width": 3.0}},
            {"searches": 1, "delta": 5.0, "values": {"spin_lifetime": 9.0, "width": 3.0}}]},
    }
    found = named(fit_tables(data))
    assert [column.name for column in found["Parameters"].columns] == [
        "quantity", "value", "standard error", "68.27 % from", "68.27 % to", "unit", "meaning"]
    assert [[cell.shown for cell in row] for row in found["Parameters"].rows] == [
        ["spin_lifetime", "2", "0.25", "0.5", "4 (bound)", "ps", "fitted"],
        ["width", "3", "", "", "", "µm", "fixed"]]
    # Three decimals, and no sign of rounding.
    assert [[cell.shown for cell in row[1:]] for row in found["Correlation"].rows] == [
        ["1.000", "0.000"], ["−0.877", "1.000"]]
    assert [cell.order for cell in found["Correlation"].rows[1]] == ["", "-0.8765432", "1.0"]
    assert [cell.shown for cell in found["Data"].rows[0][:4]] \
        == ["up", "…/up.tsv", "2", "0.5\u00a0mΩ"]
    noise = {row[0].shown: [cell.shown for cell in row[1:3]]
             for row in found["Quality of the fit"].rows}
    # As the data have it, 0.1 ohm is 100 mohm.
    assert noise["noise"] == ["100", "mΩ"] and noise["noise.estimated"][1] == ""
    optima = {column.name: column.unit for column in found["Searches: optima"].columns}
    assert optima["values.spin_lifetime"] == "ps" and optima["values.width"] == "µm"


def test_wide_tables_are_split_by_the_letters_of_their_numbers():
    def tables(value, count):
        rows = [[cell(1e9), *[cell(value)] * count]] * 8
        heads = [Column(f"n{number}") for number in range(count)]
        return [len(table.columns) - 1 for table in
                record_grid("Response", [Column("frequency")], heads, rows)]

    assert tables(1.5, 9) == [6, 3]
    assert tables({"real": 1.5, "imaginary": 2.5}, 6) == [6]
    assert tables({"real": -1.23456e-12, "imaginary": 1.23456e-12}, 6) == [2, 2, 2]
    assert cell(-1.23456e-12).length == len("−1.23456 × 10") + 0.75 * len("−12")
    assert cell("the longest word").length == len("longest")
    # Few records with many entries stand in columns, beside names and meanings.
    meanings = [Column(f"coefficient_of_something_long_{number}", "W/(m K)", "extraordinarily long")
                for number in range(9)]
    rows = [[cell(t), *[cell(-1.23456e-12)] * 9] for t in (1, 10, 50, 200)]
    found = record_grid("At temperature", [Column("temperature", "K")], meanings, rows)
    assert [sum(column.numeric for column in table.columns) for table in found] == [3, 1]
