// SPDX-License-Identifier: GPL-3.0-or-later
#include "python/bindings.hpp"
#include "python/document.hpp"
#include "python/python_nodes.hpp"
#include "python/result_folder.hpp"
#include "sidejump/coefficients/coefficients_run.hpp"
#include "sidejump/output/coefficients_report.hpp"

#include <pybind11/stl.h>

namespace py = pybind11;

namespace sidejump::python {
namespace {

// The content of result.json, which is written if there is a folder for it.
py::object run_coefficients(const Document& document, const std::string& path) {
    const ResultFolder folder(path);
    nlohmann::ordered_json json;
    {
        const py::gil_scoped_release unlocked;
        json = output::result_json(coefficients::run_coefficients(
            coefficients::read_alloy_node(document.root, document.name)));
    }
    folder.write(json, "result.json");
    return python_from_json(json);
}

// The input with all defaults, and what is suspicious about it.
py::tuple check_alloy(const Document& document) {
    coefficients::AlloyFile file;
    std::vector<std::string> warnings;
    {
        const py::gil_scoped_release unlocked;
        file = coefficients::read_alloy_node(document.root, document.name);
        warnings = coefficients::input_warnings(file.alloy, file.laws);
    }
    return py::make_tuple(python_from_json(file.echo), warnings);
}

} // namespace

void bind_coefficients(py::module_& module) {
    module.def("run_coefficients", &run_coefficients, py::arg("document"), py::arg("folder"));
    module.def("check_alloy", &check_alloy, py::arg("document"));
}

} // namespace sidejump::python
