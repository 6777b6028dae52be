// SPDX-License-Identifier: GPL-3.0-or-later
#include "python/bindings.hpp"
#include "python/document.hpp"
#include "python/interruptible.hpp"
#include "python/python_nodes.hpp"
#include "python/result_folder.hpp"
#include "sidejump/coefficients/approximations.hpp"
#include "sidejump/coefficients/thermal_averages.hpp"
#include "sidejump/output/thermal_report.hpp"

#include <pybind11/stl.h>

namespace py = pybind11;

namespace sidejump::python {
namespace {

nlohmann::ordered_json thermal_json(const Document& document, const std::atomic<int>& stop) {
    const auto file = coefficients::read_alloy_node(document.root, document.name);
    if (!file.thermal)
        throw input::InputError(document.name, 0, "thermal",
                                "missing section: expected [thermal] with a temperature, found "
                                "nothing");
    const coefficients::ShellModel model(file.alloy, file.laws);
    std::vector<coefficients::ThermalCoefficients> runs;
    auto warnings = coefficients::input_warnings(file.alloy, file.laws, file.thermal->temperatures);
    for (const double temperature : file.thermal->temperatures) {
        if (stop != 0)
            throw Stopped();
        runs.push_back(coefficients::thermal_coefficients(model, temperature, *file.thermal));
        warnings.insert(warnings.end(), runs.back().warnings.begin(), runs.back().warnings.end());
    }
    return output::thermal_json(file, runs, warnings);
}

// The content of thermal.json, which is written if there is a folder for it.
py::object run_thermal(const Document& document, const std::string& path) {
    const ResultFolder folder(path);
    nlohmann::ordered_json json;
    run_interruptibly([&](std::atomic<int>& stop) { json = thermal_json(document, stop); });
    folder.write(json, "thermal.json");
    return python_from_json(json);
}

} // namespace

void bind_thermal(py::module_& module) {
    module.def("run_thermal", &run_thermal, py::arg("document"), py::arg("folder"));
}

} // namespace sidejump::python
