#!/usr/bin/python3
"""The architecture as a test: layers include only those above them, slow headers are confined.

usage: test_layers.py SOURCE_DIRECTORY
"""

import pathlib
import re
import sys
import unittest

SOURCE = pathlib.Path(sys.argv[1]).resolve()
INCLUDE = re.compile(r'^\s*#include\s+[<"]([^>"]+)[>"]', re.MULTILINE)
LAYERS = re.findall(r"^add_subdirectory\(sidejump/(\w+)\)",
                    (SOURCE / "CMakeLists.txt").read_text(), re.MULTILINE)


# Siblings: neither includes the other, although one stands above the other in the list.
APART = {"device": {"sweep"}, "device_fem": {"sweep"}}


def sources(folder):
    return [path for path in sorted((SOURCE / folder).rglob("*"))
            if path.suffix in (".cpp", ".hpp")]


class Architecture(unittest.TestCase):
    def test_every_folder_is_a_layer(self):
        folders = {path.name for path in (SOURCE / "sidejump").iterdir() if path.is_dir()}
        self.assertEqual(folders, set(LAYERS))

    def test_layers_include_only_those_above(self):
        for position, layer in enumerate(LAYERS):
            allowed = set(LAYERS[:position + 1]) - APART.get(layer, set())
            for path in sources(f"sidejump/{layer}"):
                for header in INCLUDE.findall(path.read_text()):
                    parts = header.split("/")
                    if parts[0] == "sidejump":
                        self.assertIn(parts[1], allowed, f"{path} includes {header}")
                    self.assertNotIn(parts[0], {"cli", "tests", "benchmarks"}, path)

    def test_slow_headers_stay_in_one_translation_unit(self):
        for header in ["toml++/toml.h", "CLI/CLI.hpp", "unsupported/Eigen/MatrixFunctions",
                       "hdf5.h", "mpi.h", "gsl/gsl_qrng.h", "gmsh.h",
                       "ceres/ceres.h"]:
            users = [path for folder in ["sidejump", "cli"] for path in sources(folder)
                     if header in INCLUDE.findall(path.read_text())
                     # Fields of devices are distributed by MPI throughout.
                     and not (header == "mpi.h" and path.parent.name == "device_fem")]
            self.assertEqual(len(users), 1, f"{header}: {users}")
            self.assertEqual(users[0].suffix, ".cpp")

    def test_every_public_header_is_guarded(self):
        for path in sources("sidejump"):
            if path.suffix == ".hpp":
                self.assertEqual(path.read_text().splitlines()[1], "#pragma once", path)

    def test_every_place_names_the_same_version(self):
        version = re.search(r"^project\(sidejump VERSION (\S+)",
                            (SOURCE / "CMakeLists.txt").read_text(), re.MULTILINE)[1]
        for name, pattern in [("CITATION.cff", r"^version: (.*)$"),
                              ("CHANGELOG.md", r"^## (.*)$")]:
            found = re.search(pattern, (SOURCE / name).read_text(), re.MULTILINE)
            self.assertEqual(found[1], version, name)

    def test_the_citation_has_what_its_format_asks_for(self):
        keys = re.findall(r"^([\w-]+):", (SOURCE / "CITATION.cff").read_text(), re.MULTILINE)
        self.assertEqual(len(keys), len(set(keys)))
        self.assertLessEqual({"cff-version", "message", "title", "authors"}, set(keys))
        self.assertLessEqual(set(keys), {"cff-version", "message", "title", "authors", "type",
                                         "abstract", "version", "license", "keywords", "doi",
                                         "date-released", "repository-code", "url", "references",
                                         "preferred-citation"})


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
