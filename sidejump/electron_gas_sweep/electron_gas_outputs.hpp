// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/electron_gas/gas_run.hpp"
#include "sidejump/sweep/output_group.hpp"

#include <complex>
#include <functional>
#include <string>
#include <vector>

namespace sidejump::electron_gas_sweep {

/// What a study can ask of an electron gas: its numbers, both parts of its response at one
/// frequency, the relaxation of its spin, the rates of its spin modes at one wavenumber, and its
/// certificate.
class ElectronGasOutputs : public sweep::OutputGroup {
  public:
    /// @param model  of the file
    ElectronGasOutputs(const electron_gas::GasFile& file, const electron_gas::GasModel& model);

    [[nodiscard]] std::string_view name() const override { return "rashba"; }
    [[nodiscard]] std::vector<sweep::OutputDeclaration> declarations() const override;

    /// A result of a run; NaN where the gas has none, as spin relaxation in the lower band alone.
    /// @param place  in declarations()
    [[nodiscard]] double value(std::size_t place, const electron_gas::GasRun& run) const;

    /// What a run may leave out if only some results are asked for.
    [[nodiscard]] bool needs_spin_decay(std::size_t place) const;
    [[nodiscard]] bool needs_spin_modes(std::size_t place) const;

  private:
    using Value = std::function<double(const electron_gas::GasRun&)>;
    using Amplitude = std::function<std::complex<double>(const electron_gas::GasRun&)>;
    enum class Needs { response, spin_decay, spin_modes };
    struct Result {
        sweep::OutputDeclaration declaration;
        Value value;
        Needs needs = Needs::response;
    };
    void add_spin_decay();
    void add_certificate();
    void add(const std::string& name, const std::string& unit, const std::string& description,
             Value value, Needs needs = Needs::response);
    /// Both parts of an amplitude.
    void add_parts(const std::string& name, const std::string& unit, const std::string& description,
                   const Amplitude& amplitude, Needs needs = Needs::response);

    std::vector<Result> results_;
};

} // namespace sidejump::electron_gas_sweep
