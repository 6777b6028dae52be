// SPDX-License-Identifier: GPL-3.0-or-later
#include "python/bindings.hpp"
#include "python/document.hpp"
#include "python/interruptible.hpp"
#include "python/python_nodes.hpp"
#include "python/result_folder.hpp"
#include "sidejump/coefficients/approximations.hpp"
#include "sidejump/output/atomic_file.hpp"
#include "sidejump/output/impurity_report.hpp"
#include "sidejump/units/constants.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace py = pybind11;

namespace sidejump::python {
namespace {

struct ImpurityRun {
    nlohmann::ordered_json json;
    std::vector<output::PhaseShiftFile> files;
};

ImpurityRun impurity_run(const Document& document, const std::atomic<int>& stop) {
    const auto file = coefficients::read_alloy_node(document.root, document.name);
    const double band_bottom = -file.alloy.host.fermi_energy() / units::elementary_charge;
    std::vector<impurity::SpeciesReport> reports;
    std::vector<std::vector<impurity::PhaseShiftCurves>> curves;
    for (const auto& law : file.laws) {
        reports.push_back(impurity::species_report(law, file.spectrum.temperatures));
        curves.emplace_back();
        for (const double temperature : file.spectrum.temperatures) {
            if (stop != 0)
                throw Stopped();
            curves.back().push_back(impurity::phase_shift_curves(
                impurity::ImpuritySpectrum(law, temperature), file.spectrum, band_bottom));
        }
    }
    auto warnings = coefficients::input_warnings(file.alloy, file.laws, {});
    for (const auto& report : reports)
        for (auto& text : impurity::report_warnings(report))
            if (std::find(warnings.begin(), warnings.end(), text) == warnings.end())
                warnings.push_back(std::move(text));
    auto files = output::phase_shift_files(reports, curves);
    auto json = output::impurity_json(file, reports, files, warnings);
    return {std::move(json), std::move(files)};
}

// The content of impurity.json, and the texts of the tables of phase shifts by their names.
py::tuple run_impurity(const Document& document, const std::string& path) {
    const ResultFolder folder(path);
    ImpurityRun run;
    run_interruptibly([&](std::atomic<int>& stop) { run = impurity_run(document, stop); });
    py::dict files;
    for (const auto& [name, text] : run.files) {
        if (folder.is_wanted())
            output::write_atomically(folder.path() / name, text);
        files[py::str(name)] = text;
    }
    folder.write(run.json, "impurity.json");
    return py::make_tuple(python_from_json(run.json), files);
}

} // namespace

void bind_impurity(py::module_& module) {
    module.def("run_impurity", &run_impurity, py::arg("document"), py::arg("folder"));
}

} // namespace sidejump::python
