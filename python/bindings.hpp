// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <pybind11/pybind11.h>

/// The extension module `_sidejump`: what the commands of the program do, without printing and
/// without files. Each function adds one concept to the module.
namespace sidejump::python {

void bind_errors(pybind11::module_& module);
void bind_units(pybind11::module_& module);
void bind_document(pybind11::module_& module);
void bind_coefficients(pybind11::module_& module);
void bind_batch(pybind11::module_& module);
void bind_thermal(pybind11::module_& module);
void bind_impurity(pybind11::module_& module);
void bind_response(pybind11::module_& module);
void bind_superconductor(pybind11::module_& module);
void bind_rashba(pybind11::module_& module);
void bind_device(pybind11::module_& module);
void bind_sweep(pybind11::module_& module);

} // namespace sidejump::python
