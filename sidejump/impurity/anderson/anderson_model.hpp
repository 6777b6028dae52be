// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/anderson/hartree_fock.hpp"
#include "sidejump/impurity/impurity_model.hpp"

namespace sidejump::impurity::anderson {

/// Anderson's model of a doublet (l, j = 1/2) in unrestricted Hartree-Fock approximation.
///
/// A moment along n has phase shifts eta_m(eps) = atan2(Delta, E_m - eps). The impurities of an
/// alloy have their moments fixed in random directions, so that the S matrix of the channel is on
/// average s = (e^{2 i eta_+} + e^{2 i eta_-})/2 = e^{i (eta_+ + eta_-)} cos(eta_+ - eta_-): its
/// phase shift is (eta_+ + eta_-)/2, less pi/2 where the cosine is negative. What is missing in
/// |s|^2 comes back to the channel with -1/3 of its dipole in m_j. Spin flips of the moment, hence
/// Kondo screening, are left out.
class AndersonModel : public ImpurityModel {
  public:
    /// @param l            0 or 1: the doublet j = 1/2
    /// @param band_bottom  eV from the Fermi energy, for the estimate of the Kondo temperature
    AndersonModel(AndersonLevel level, int l, double off_shell_exponent, double band_bottom);

    /// @throws std::runtime_error as solve_hartree_fock
    [[nodiscard]] std::shared_ptr<const ImpurityState>
    at_temperature(double temperature) const override;
    [[nodiscard]] ModelReport report() const override;

  private:
    AndersonLevel level_;
    int l_;
    double off_shell_exponent_;
    double band_bottom_;
};

} // namespace sidejump::impurity::anderson
