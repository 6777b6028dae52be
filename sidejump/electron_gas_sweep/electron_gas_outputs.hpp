// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/electron_gas/gas_run.hpp"
#include "sidejump/sweep/run_outputs.hpp"

#include <complex>
#include <functional>
#include <string>
#include <string_view>

namespace sidejump::electron_gas_sweep {

/// What of a run a result needs.
struct ElectronGasNeeds {
    bool spin_decay = false; ///< relaxation and modes of spins
    bool spin_modes = false; ///< at the wavenumber of the file
};

/// What a study can ask of an electron gas: its numbers, both parts of its response at one
/// frequency, the relaxation of its spin, the rates of its spin modes at one wavenumber, and its
/// certificate. They are NaN where the gas has none, as spin relaxation in the lower band alone.
class ElectronGasOutputs : public sweep::RunOutputs<electron_gas::GasRun, ElectronGasNeeds> {
  public:
    /// @param model  of the file
    ElectronGasOutputs(const electron_gas::GasFile& file, const electron_gas::GasModel& model);

    [[nodiscard]] std::string_view name() const override { return "rashba"; }

  private:
    using Amplitude = std::function<std::complex<double>(const electron_gas::GasRun&)>;
    void add_spin_decay();
    void add_certificate();
    /// Both parts of an amplitude.
    void add_parts(const std::string& name, const std::string& unit, const std::string& description,
                   const Amplitude& amplitude, ElectronGasNeeds needs = {});
};

} // namespace sidejump::electron_gas_sweep
