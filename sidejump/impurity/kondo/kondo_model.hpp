// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/impurity_model.hpp"
#include "sidejump/impurity/kondo/mean_field.hpp"

#include <memory>
#include <vector>

namespace sidejump::impurity::kondo {

/// A Kondo impurity in the mean field of Read and Newns: multiplet i scatters the channel (l, j_i)
/// with eta_i(e) = atan2(r_i Gamma, lambda + E_i - e), in [0, pi].
struct KondoParameters {
    MeanField field;
    int l = 0;
    std::vector<int> twice_j; ///< of the multiplets, in their order
    double off_shell_exponent = 0.0;
    /// Nozieres' Fermi liquid in place of the mean field at T > 0, for a doublet with one electron:
    /// lambda and Gamma keep their values of T = 0 and
    ///     |s(e, T)| = 1/(1 + (e^2 + (pi T)^2)/T_K^2),
    /// exact to second order in e and T, where the conductance falls as
    /// 1 - (pi^4/16)(T/T_0)^2.
    bool fermi_liquid = false;
    ModelReport origin; ///< what is to be said of where the parameters come from
};

/// @throws std::runtime_error if the mean field has no solution at T = 0
/// @throws std::invalid_argument if fermi_liquid is set for anything but a doublet with one
/// electron
std::shared_ptr<const ImpurityModel> kondo_model(KondoParameters parameters);

/// Whether T_0, Wilson's and the other conventions apply: one doublet with one electron.
bool is_spin_half(const MeanField& field);

} // namespace sidejump::impurity::kondo
