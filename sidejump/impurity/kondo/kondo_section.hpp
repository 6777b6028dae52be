// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/anderson/schrieffer_wolff.hpp"
#include "sidejump/impurity/kondo/kondo_temperature.hpp"
#include "sidejump/impurity/kondo/mean_field_functions.hpp"
#include "sidejump/impurity/model_kind.hpp"
#include "sidejump/input/section.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sidejump::impurity::kondo {

using anderson::AndersonLevel;

/// A crystal-field level above the ground multiplet.
struct ExcitedInput {
    double energy = 0.0; ///< eV
    double j = 0.5;
    double width_ratio = 1.0;
};

/// The table [impurity.kondo-mean-field] as it is written.
struct KondoInput {
    int l = 0;
    std::optional<double> j;
    std::optional<int> degeneracy;
    double occupation = 1.0;
    std::optional<double> kondo_temperature; ///< K
    TemperatureConvention convention = TemperatureConvention::mean_field;
    std::optional<double> exchange;
    std::optional<AndersonLevel> anderson;
    BandEdge band = BandEdge::finite;
    std::optional<double> off_shell_exponent;
    std::vector<ExcitedInput> excited;
    bool fermi_liquid = false;
};

/// A quantity that may be written as an energy or as a temperature, energy = k_B temperature.
class EnergyOrTemperature {
  public:
    using value_type = double;
    /// @param kept      the quantity as it is kept
    /// @param unit      its unit
    /// @param other     the other unit
    /// @param factor    kept unit over the other one
    /// @param converted what is done with a value in the other unit, for the reference
    EnergyOrTemperature(input::Quantity kept, std::string unit, std::string other, double factor,
                        std::string converted)
        : kept_(std::move(kept)), unit_(std::move(unit)), other_(std::move(other)), factor_(factor),
          converted_(std::move(converted)) {}
    [[nodiscard]] double read(const input::Node& node, const input::Place& place) const;
    [[nodiscard]] std::string describe() const;
    [[nodiscard]] input::Json schema() const;
    [[nodiscard]] input::Json echo(double value) const { return kept_.echo(value); }

  private:
    input::Quantity kept_;
    std::string unit_;
    std::string other_;
    double factor_;
    std::string converted_;
};

/// Declaration of the table.
const input::Section<KondoInput>& kondo_section();

/// An impurity of the table in a host, ground multiplet and constants of the Kondo model worked
/// out.
/// @throws input::InputError for what only shows with the host, or if there is no solution
std::shared_ptr<const ImpurityModel> kondo_from_input(const KondoInput& input,
                                                      const ModelSetting& setting);

/// model = "kondo-mean-field".
const ModelKind& kondo_mean_field_kind();

} // namespace sidejump::impurity::kondo
