"""The page of a report in headless Chromium."""

import base64
import json
import re
import shutil

import inputs
import pytest

from sidejump.report import write_report

webdriver = pytest.importorskip("selenium.webdriver")
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
if not CHROMIUM or not DRIVER:
    pytest.skip("there is no Chromium here", allow_module_level=True)


@pytest.fixture(scope="module")
def written(run, tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    for name, kind, text in (("alloy", "coefficients", inputs.ALLOY),
                             ("gas", "rashba", inputs.GAS),
                             ("resonance", "thermal", inputs.RESONANCE)):
        shutil.copytree(run(kind, name, text), folder / name)
    return write_report(folder)


@pytest.fixture(scope="module")
def driver(tmp_path_factory):
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
                     "--no-first-run", "--disable-background-networking", "--window-size=1200,900",
                     f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = webdriver.chrome.service.Service(DRIVER)
    driver = webdriver.Chrome(service=service, options=options)
    yield driver
    driver.quit()


@pytest.fixture
def opened(driver, written):
    """The page at its usual width, with its script."""
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    _resize(driver, 1200)
    driver.get(written.as_uri())
    return driver


def _resize(driver, width):
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False})


def test_loads_without_errors_and_asks_for_nothing(driver, written):
    driver.get_log("performance")
    driver.get(written.as_uri())
    assert driver.get_log("browser") == []
    asked = []
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        # Not what Chromium asks for its own first page.
        if message["method"] == "Network.requestWillBeSent" \
                and not message["params"]["documentURL"].startswith("chrome:"):
            asked.append(message["params"]["request"]["url"])
    assert written.as_uri() in asked
    assert {url for url in asked if not url.startswith("data:")} == {written.as_uri()}


def test_figures_are_visible_within_the_page(opened, written):
    assert "could be drawn" not in written.read_text()
    for width in (1200, 360):
        _resize(opened, width)
        boxes = opened.execute_script(
            "return [...document.querySelectorAll('figure svg')].map(svg => {"
            "const box = svg.getBoundingClientRect();"
            "return [box.left, box.right, box.width, box.height]; })")
        assert len(boxes) >= 3
        for left, right, box_width, height in boxes:
            assert box_width > 100 and height > 50
            assert left >= 0 and right <= width


def test_nothing_is_wider_than_a_telephone(opened):
    _resize(opened, 360)
    width, room = opened.execute_script(
        "const page = document.documentElement; return [page.scrollWidth, page.clientWidth]")
    assert width == room <= 360
    # What is wider scrolls by itself, also with the keyboard.
    boxes = opened.execute_script(
        "window.dispatchEvent(new Event('resize'));"
        "return [...document.querySelectorAll('.scroll, .listing')]"
        ".filter(box => box.scrollWidth > box.clientWidth)"
        ".map(box => [getComputedStyle(box).overflowX, box.tabIndex])")
    assert boxes and all(box == ["auto", 0] for box in boxes)


def test_tables_fit_into_a_window(opened):
    _resize(opened, 1100)
    wide = opened.execute_script(
        "return [...document.querySelectorAll('.scroll')]"
        ".filter(box => box.scrollWidth > box.clientWidth)"
        ".map(box => box.querySelector('caption').textContent)")
    assert wide == []


def _column(driver, caption, head):
    """Sorts by a column with a click; the numbers of the column then, and its aria-sort."""
    return driver.execute_script("""
        const [caption, head] = arguments;
        const table = [...document.querySelectorAll('table')]
            .find(table => table.caption.textContent.startsWith(caption));
        const cell = [...table.tHead.rows[0].cells]
            .find(cell => cell.textContent.trim().startsWith(head));
        cell.querySelector('button').click();
        return [[...table.tBodies[0].rows].map(row => row.cells[cell.cellIndex].dataset.order),
                cell.getAttribute('aria-sort'),
                [...table.tHead.rows[0].cells].filter(cell => cell.ariaSort).length];
        """, caption, head)


def test_columns_sort_by_number_and_tell_it(opened):
    texts, order, sorted_columns = _column(opened, "Coefficients", "Value")
    numbers = [float(text) for text in texts]
    assert (order, sorted_columns) == ("ascending", 1)
    assert numbers == sorted(numbers) and len(set(numbers)) > 20
    assert texts != sorted(texts)  # as text they would stand in another order
    backwards, order, _ = _column(opened, "Coefficients", "Value")
    assert order == "descending"
    assert [float(text) for text in backwards] == sorted(numbers, reverse=True)
    assert _column(opened, "Coefficients", "Quantity")[1:] == ["ascending", 1]


def test_what_is_not_defined_stands_last(opened):
    for order in ("ascending", "descending"):
        texts, found, _ = _column(opened, "Findings", "Value")
        assert found == order
        defined = [text is not None for text in texts]
        assert not all(defined)
        assert defined == sorted(defined, reverse=True)


def test_sorts_with_the_keyboard(opened):
    keys = webdriver.Keys
    button = opened.find_element("css selector", "th button")
    button.send_keys(keys.ENTER)
    head = opened.execute_script("return arguments[0].closest('th').ariaSort", button)
    assert head == "ascending"
    button.send_keys(keys.SPACE)
    assert opened.execute_script("return arguments[0].closest('th').ariaSort", button) \
        == "descending"
    assert opened.switch_to.active_element == button


def test_filters_rows(opened):
    field = opened.find_element("css selector", ".filter input")
    field.send_keys("spin_hall")
    count = opened.find_element("css selector", ".filter output").text
    shown = opened.execute_script(
        "return [...document.querySelector('.filter + .scroll tbody').rows]"
        ".filter(row => !row.hidden).map(row => row.cells[0].textContent)")
    assert shown and all("spin_hall" in name for name in shown)
    assert re.match(rf"{len(shown)} of \d+$", count)
    field.clear()
    field.send_keys(" ")
    assert opened.execute_script("return document.querySelectorAll('tr[hidden]').length") == 0


def test_complete_without_its_script(opened, written):
    with_script = opened.execute_script("return document.querySelectorAll('tbody tr').length")
    opened.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    opened.get(written.as_uri())
    rows = opened.find_elements("css selector", "tbody tr")
    assert len(rows) == with_script
    assert not opened.find_elements("css selector", "button, input")
    figures = opened.find_elements("css selector", "figure svg")
    assert figures and all(figure.size["height"] > 50 for figure in figures)
    assert opened.find_element("css selector", ".provenance").is_displayed()


def test_prints(opened):
    printed = base64.b64decode(opened.execute_cdp_cmd("Page.printToPDF", {})["data"])
    assert printed.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) >= 3  # each result begins a page
    opened.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert not [field for field in opened.find_elements("css selector", ".filter")
                    if field.is_displayed()]
        found = opened.execute_script(
            "return [getComputedStyle(document.querySelector('thead')).display,"
            "getComputedStyle(document.querySelectorAll('.result')[1]).breakBefore,"
            "getComputedStyle(document.querySelector('.listing')).overflowY]")
        assert found == ["table-header-group", "page", "visible"]
    finally:
        opened.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def _contrast(first, second):
    def luminance(colour):
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
                  for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_is_readable_in_both_schemes(opened, scheme):
    opened.execute_cdp_cmd("Emulation.setEmulatedMedia", {
        "features": [{"name": "prefers-color-scheme", "value": scheme}]})
    colour = "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]"
    paper = opened.execute_script(colour, "body", "backgroundColor")
    assert (_contrast(paper, "rgb(255, 255, 255)") < 1.1) == (scheme == "light")
    # 4.5 is what the Web Content Accessibility Guidelines ask for (AA).
    for selector in ("body", ".note", ".good", "a", ".meaning"):
        assert _contrast(opened.execute_script(colour, selector, "color"), paper) >= 4.5
    panel = opened.execute_script(colour, ".warnings", "backgroundColor")
    for selector in (".warnings", ".warnings h3"):
        assert _contrast(opened.execute_script(colour, selector, "color"), panel) >= 4.5
