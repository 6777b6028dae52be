// SPDX-License-Identifier: GPL-3.0-or-later
#include "python/bindings.hpp"
#include "sidejump/units/quantity.hpp"

#include <fmt/format.h>
#include <pybind11/numpy.h>
#include <span>
#include <string>

namespace py = pybind11;

namespace sidejump::python {
namespace {

using AnyNumbers = py::array_t<double, py::array::c_style | py::array::forcecast>;

// The numbers in another unit, an array of the same shape.
AnyNumbers convert(const AnyNumbers& values, const std::string& from, const std::string& to) {
    AnyNumbers converted(std::vector<py::ssize_t>(values.shape(), values.shape() + values.ndim()));
    std::copy(values.data(), values.data() + values.size(), converted.mutable_data());
    try {
        units::convert({converted.mutable_data(), static_cast<std::size_t>(values.size())}, from,
                       to);
    } catch (const units::QuantityError& error) {
        throw py::value_error(error.fault == units::QuantityFault::unknown_unit
                                  ? std::string(error.what())
                                  : fmt::format("\"{}\" does not convert to \"{}\"", from, to));
    } catch (const std::logic_error& error) {
        throw py::value_error(error.what());
    }
    return converted;
}

} // namespace

void bind_units(py::module_& module) {
    module.def("convert_units", &convert, py::arg("values"), py::arg("from_unit"),
               py::arg("to_unit"));
    module.def(
        "is_unit", [](const std::string& text) { return units::is_unit(text); }, py::arg("unit"));
}

} // namespace sidejump::python
