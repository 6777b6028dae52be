"""Sphinx configuration: sphinx-build -W -b html docs build/docs"""

import re
import sys
from pathlib import Path

_cmake = (Path(__file__).parent.parent / "CMakeLists.txt").read_text(encoding="utf-8")
_version = re.search(r"project\(\s*sidejump\s+VERSION\s+([0-9.]+)", _cmake)
if _version is None:
    raise RuntimeError("CMakeLists.txt has no project(sidejump VERSION ...)")

project = "sidejump"
author = "the sidejump developers"
copyright = "the sidejump developers"
version = release = _version.group(1)

# The reference of the Python package is made from its docstrings, without the compiled module.
sys.path.insert(0, str(Path(__file__).parent.parent / "python"))
autodoc_mock_imports = ["sidejump._sidejump"]
autodoc_typehints = "description"
autodoc_member_order = "bysource"
napoleon_google_docstring = False

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["**/_*.md"]
myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3  # links to headings, page.md#heading

html_theme = "furo"
html_title = f"sidejump {release}"
html_show_copyright = False
highlight_language = "none"
