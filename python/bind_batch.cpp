// SPDX-License-Identifier: GPL-3.0-or-later
#include "python/bindings.hpp"
#include "python/interruptible.hpp"
#include "python/point_batch.hpp"

#include <functional>
#include <numeric>
#include <pybind11/numpy.h>
#include <pybind11/stl.h>
#include <stdexcept>
#include <tuple>
#include <utility>

namespace py = pybind11;

namespace sidejump::python {
namespace {

using Numbers = py::array_t<double, py::array::c_style>;
using Argument = std::tuple<std::string, Numbers, std::string>; // path, values, unit

std::vector<ArrayArgument> arguments_of(const std::vector<Argument>& given) {
    std::vector<ArrayArgument> arguments;
    arguments.reserve(given.size());
    for (const auto& [path, values, unit] : given)
        arguments.push_back({input::parse_node_path(path),
                             unit,
                             {values.data(), static_cast<std::size_t>(values.size())},
                             {values.shape(), values.shape() + values.ndim()}});
    return arguments;
}

void compute(const PointBatch& batch, std::span<double> values, BatchOptions options) {
    constexpr double at_once = 0.05; // s
    if (batch.seconds() < at_once) {
        const py::gil_scoped_release unlocked;
        batch.run(values, options);
        return;
    }
    run_interruptibly([&](std::atomic<int>& stop) {
        options.stop = &stop;
        batch.run(values, options);
    });
}

// Values [output, point ...] in SI units, (name, unit, description) of each output, warnings, and
// whether the input was not read anew for each point.
py::tuple run_batch(const Document& document, const std::vector<Argument>& given,
                    const std::vector<std::size_t>& shape, const std::vector<std::string>& outputs,
                    unsigned threads, bool undefined_where_it_fails) {
    std::unique_ptr<const PointBatch> batch;
    std::vector<std::string> warnings;
    auto arguments = arguments_of(given);
    BatchOptions options{threads, undefined_where_it_fails, nullptr};
    const auto open = [&] {
        batch =
            std::make_unique<PointBatch>(document, std::move(arguments), shape, outputs, options);
        warnings = batch->warnings();
    };
    // In many points one that can be read may have to be looked for.
    constexpr std::size_t few = 1000;
    if (std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>()) <= few) {
        const py::gil_scoped_release unlocked;
        open();
    } else {
        run_interruptibly([&](std::atomic<int>& stop) {
            options.stop = &stop;
            open();
        });
        options.stop = nullptr;
    }
    std::vector<py::ssize_t> extents = {static_cast<py::ssize_t>(batch->outputs().size())};
    extents.insert(extents.end(), shape.begin(), shape.end());
    Numbers values(extents);
    compute(*batch, {values.mutable_data(), static_cast<std::size_t>(values.size())}, options);
    py::list declarations;
    for (const auto& output : batch->outputs())
        declarations.append(
            py::make_tuple(output.name, output.declaration.unit, output.declaration.description));
    return py::make_tuple(values, declarations, warnings, batch->is_fast());
}

} // namespace

void bind_batch(py::module_& module) {
    module.def("run_batch", &run_batch, py::arg("document"), py::arg("arguments"), py::arg("shape"),
               py::arg("outputs"), py::arg("threads"), py::arg("undefined_where_it_fails"));
}

} // namespace sidejump::python
