// SPDX-License-Identifier: GPL-3.0-or-later
#include "python/bindings.hpp"
#include "sidejump/math/gsl_status.hpp"

PYBIND11_MODULE(_sidejump, module) {
    using namespace sidejump::python;
    sidejump::math::use_gsl_status_codes();
    module.doc() = "What the commands of sidejump do; the package sidejump is its face.";
    module.attr("version") = SIDEJUMP_VERSION;
    bind_errors(module);
    bind_units(module);
    bind_document(module);
    bind_coefficients(module);
    bind_batch(module);
    bind_thermal(module);
    bind_impurity(module);
    bind_response(module);
    bind_superconductor(module);
    bind_rashba(module);
    bind_device(module);
    bind_sweep(module);
}
