// SPDX-License-Identifier: GPL-3.0-or-later
#include "python/bindings.hpp"
#include "python/document.hpp"
#include "python/interruptible.hpp"
#include "python/python_nodes.hpp"
#include "python/result_folder.hpp"
#include "sidejump/superconductor/study_setup.hpp"
#include "sidejump/superconductor/superconducting_model.hpp"
#include "sidejump/superconductor/superconductor_report.hpp"

#include <pybind11/stl.h>

namespace py = pybind11;

namespace sidejump::python {
namespace {

// The content of superconductor.json; that and its tables are written if there is a folder.
py::object run_superconductor(const Document& document, const std::string& path) {
    const ResultFolder folder(path);
    nlohmann::ordered_json json;
    run_interruptibly([&](std::atomic<int>& stop) {
        const auto file = superconductor::read_superconductor_node(document.root, document.name);
        superconductor::RunOptions options;
        options.progress = [&](std::size_t /*done*/, std::size_t /*all*/) {
            if (stop != 0)
                throw Stopped();
        };
        const auto run = superconductor::run_superconductor(file, options);
        json = superconductor::superconductor_json(file, run);
        if (folder.is_wanted())
            superconductor::write_files(file, run, folder.path());
        folder.write(json, "superconductor.json");
    });
    return python_from_json(json);
}

// The input with all defaults, and what is suspicious about it.
py::tuple check_superconductor(const Document& document) {
    superconductor::SuperconductorFile file;
    std::vector<std::string> warnings;
    {
        const py::gil_scoped_release unlocked;
        file = superconductor::read_superconductor_node(document.root, document.name);
        const auto model = superconductor::build_model(file);
        superconductor::require_reciprocity(file, model);
        warnings = model.warnings;
    }
    return py::make_tuple(python_from_json(file.echo), warnings);
}

} // namespace

void bind_superconductor(py::module_& module) {
    module.def("run_superconductor", &run_superconductor, py::arg("document"), py::arg("folder"));
    module.def("check_superconductor", &check_superconductor, py::arg("document"));
}

} // namespace sidejump::python
