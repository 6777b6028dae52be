// SPDX-License-Identifier: GPL-3.0-or-later
#include "python/bindings.hpp"
#include "python/document.hpp"
#include "python/interruptible.hpp"
#include "python/python_nodes.hpp"
#include "python/result_folder.hpp"
#include "sidejump/electron_gas/gas_file.hpp"
#include "sidejump/electron_gas/gas_model.hpp"
#include "sidejump/electron_gas/gas_report.hpp"

#include <pybind11/stl.h>

namespace py = pybind11;

namespace sidejump::python {
namespace {

// The content of rashba.json; that and its tables are written if there is a folder.
py::object run_rashba(const Document& document, const std::string& path) {
    const ResultFolder folder(path);
    nlohmann::ordered_json json;
    run_interruptibly([&](std::atomic<int>& stop) {
        const auto file = electron_gas::read_gas_node(document.root, document.name);
        electron_gas::RunOptions options;
        options.progress = [&](std::size_t /*done*/, std::size_t /*all*/) {
            if (stop != 0)
                throw Stopped();
        };
        const auto run = electron_gas::run_gas(file, options);
        json = electron_gas::gas_json(file, run);
        if (folder.is_wanted())
            electron_gas::write_files(run, folder.path());
        folder.write(json, "rashba.json");
    });
    return python_from_json(json);
}

// The input with all defaults, and what is suspicious about it.
py::tuple check_rashba(const Document& document) {
    electron_gas::GasFile file;
    std::vector<std::string> warnings;
    {
        const py::gil_scoped_release unlocked;
        file = electron_gas::read_gas_node(document.root, document.name);
        warnings = electron_gas::gas_model(file).warnings;
    }
    return py::make_tuple(python_from_json(file.echo), warnings);
}

} // namespace

void bind_rashba(py::module_& module) {
    module.def("run_rashba", &run_rashba, py::arg("document"), py::arg("folder"));
    module.def("check_rashba", &check_rashba, py::arg("document"));
}

} // namespace sidejump::python
