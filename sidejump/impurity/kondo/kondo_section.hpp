// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/anderson/schrieffer_wolff.hpp"
#include "sidejump/impurity/kondo/kondo_temperature.hpp"
#include "sidejump/impurity/kondo/mean_field_functions.hpp"
#include "sidejump/impurity/model_kind.hpp"
#include "sidejump/input/section.hpp"

#include <optional>
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

/// A temperature, or an energy that is taken as k_B T; kept in K.
class TemperatureOrEnergy {
  public:
    using value_type = double;
    [[nodiscard]] static double read(const input::Node& node, const input::Place& place);
    [[nodiscard]] static std::string describe();
    [[nodiscard]] static input::Json schema();
    [[nodiscard]] static input::Json echo(double value);
};

/// An energy, or a temperature that is taken as energy/k_B; kept in eV.
class EnergyOrTemperature {
  public:
    using value_type = double;
    [[nodiscard]] static double read(const input::Node& node, const input::Place& place);
    [[nodiscard]] static std::string describe();
    [[nodiscard]] static input::Json schema();
    [[nodiscard]] static input::Json echo(double value);
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
