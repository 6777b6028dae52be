// SPDX-License-Identifier: GPL-3.0-or-later
#include "python/bindings.hpp"
#include "python/document.hpp"
#include "python/python_nodes.hpp"
#include "sidejump/device/connectivity.hpp"
#include "sidejump/device/device_file.hpp"
#include "sidejump/device/device_problem.hpp"
#include "sidejump/device/device_run.hpp"

#include <pybind11/stl.h>

namespace py = pybind11;

namespace sidejump::python {
namespace {

// The input with all defaults, and what is suspicious about it. Devices of a built-in shape are
// meshed for it; it is the program that solves them.
py::tuple check_device(const Document& document) {
    input::Json echo;
    std::vector<std::string> warnings;
    {
        const py::gil_scoped_release unlocked;
        const auto file = device::read_device_node(document.root, document.name);
        warnings = device::device_warnings(file);
        if (file.input.geometry.shape != nullptr) {
            const auto geometry = device::build_geometry(file.input.geometry, file.input.mesh, {},
                                                         file.input.solver.method);
            device::check_connected(device::device_problem(file, geometry.mesh, geometry.embedding,
                                                           device::study_points(file).front()));
        }
        echo = file.echo;
    }
    return py::make_tuple(python_from_json(echo), warnings);
}

} // namespace

void bind_device(py::module_& module) {
    module.def("check_device", &check_device, py::arg("document"));
}

} // namespace sidejump::python
