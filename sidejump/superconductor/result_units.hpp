// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/superconductor/superconducting_model.hpp"

#include <string>

namespace sidejump::superconductor {

/// A unit of results: its name, and the factor from the units inside.
struct ResultUnit {
    std::string name;
    double factor = 1.0;
};

/// The units in which results of a structure are given: kelvin, nanometre, and SI units of all that
/// has the density of states in it; bare numbers where the file is in reduced units, or where SI
/// results lack the density of states of the first metal, in units of it.
class ResultUnits {
  public:
    explicit ResultUnits(const SuperconductingModel& model);

    [[nodiscard]] ResultUnit energy() const;
    [[nodiscard]] ResultUnit length() const;
    /// Of free energies: J per what the grid leaves out, m^3 of a bulk metal, m^2 of layers, m.
    [[nodiscard]] ResultUnit free_energy() const;
    /// Of currents I = 2 dF/d(phase) through the structure, per what the grid leaves out.
    [[nodiscard]] ResultUnit current() const;
    /// Of currents along what the grid leaves out, through a cut of the grid.
    [[nodiscard]] ResultUnit current_across() const;
    /// Of current densities along the grid.
    [[nodiscard]] ResultUnit current_density() const;
    /// Of spin densities dF/dh.
    [[nodiscard]] ResultUnit spin_density() const;
    /// Of the spin dF/dh of a structure, per what the grid leaves out.
    [[nodiscard]] ResultUnit spin() const;
    /// Of rates of spin densities, energies times these over hbar.
    [[nodiscard]] ResultUnit torque_density() const;

  private:
    [[nodiscard]] ResultUnit scaled(double factor, const char* dimension, int metres,
                                    const std::string& relative) const;

    UnitScale units_;
    int dimension_;
};

} // namespace sidejump::superconductor
