// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/kondo/kondo_model.hpp"

#include "sidejump/impurity/energy_dependence.hpp"
#include "sidejump/impurity/kondo/kondo_report.hpp"
#include "sidejump/units/constants.hpp"

#include <cmath>
#include <fmt/format.h>
#include <numbers>
#include <stdexcept>
#include <utility>

namespace sidejump::impurity::kondo {
namespace {

class KondoState : public ImpurityState {
  public:
    KondoState(std::shared_ptr<const KondoParameters> parameters, const KondoGroundState& ground,
               const MeanFieldSolution& solution, double thermal_energy)
        : parameters_(std::move(parameters)), ground_(ground), solution_(solution),
          thermal_energy_(thermal_energy) {}

    [[nodiscard]] std::vector<Channel> channels(double energy) const override {
        std::vector<Channel> channels;
        const auto& multiplets = parameters_->field.multiplets;
        for (std::size_t i = 0; i < multiplets.size(); ++i) {
            const auto position =
                multiplet_position(multiplets[i], solution_.level, solution_.width);
            // A decoupled level scatters nothing, on either side of its position.
            const double phase_shift =
                position.imag() > 0.0 ? std::atan2(position.imag(), position.real() - energy) : 0.0;
            channels.push_back({parameters_->l, parameters_->twice_j[i], phase_shift,
                                elastic_part(energy), parameters_->off_shell_exponent, 0.0});
        }
        return channels;
    }

    [[nodiscard]] std::vector<double> characteristic_energies() const override {
        std::vector<double> energies;
        if (solution_.width > 0.0)
            for (const auto& multiplet : parameters_->field.multiplets) {
                const auto z = multiplet_position(multiplet, solution_.level, solution_.width);
                add_level_energies(z.real(), z.imag(), energies);
            }
        return energies;
    }

    [[nodiscard]] ModelReport report() const override {
        return state_report(*parameters_, ground_, solution_, thermal_energy_);
    }

  private:
    [[nodiscard]] double elastic_part(double energy) const {
        if (!parameters_->fermi_liquid)
            return 1.0;
        const double thermal = std::numbers::pi * thermal_energy_;
        const double scale = ground_.kondo_temperature;
        return 1.0 / (1.0 + (energy * energy + thermal * thermal) / (scale * scale));
    }

    std::shared_ptr<const KondoParameters> parameters_;
    KondoGroundState ground_;
    MeanFieldSolution solution_;
    double thermal_energy_;
};

class KondoModel : public ImpurityModel {
  public:
    explicit KondoModel(KondoParameters parameters)
        : parameters_(std::make_shared<const KondoParameters>(std::move(parameters))),
          ground_(parameters_->field) {}

    [[nodiscard]] std::shared_ptr<const ImpurityState>
    at_temperature(double temperature) const override {
        if (!(temperature >= 0.0) || !std::isfinite(temperature))
            throw std::invalid_argument(
                fmt::format("a temperature of {:.6g} K was asked for", temperature));
        const double thermal_energy = units::boltzmann_in_ev * temperature;
        const bool at_zero = parameters_->fermi_liquid || temperature == 0.0;
        const MeanFieldSolution solution =
            at_zero ? ground_.solution : solve_mean_field(parameters_->field, thermal_energy);
        return std::make_shared<const KondoState>(parameters_, ground_, solution, thermal_energy);
    }

    [[nodiscard]] ModelReport report() const override {
        return model_report(*parameters_, ground_);
    }

  private:
    std::shared_ptr<const KondoParameters> parameters_;
    KondoGroundState ground_;
};

} // namespace

std::shared_ptr<const ImpurityModel> kondo_model(KondoParameters parameters) {
    if (parameters.twice_j.size() != parameters.field.multiplets.size())
        throw std::invalid_argument("a multiplet without its channel");
    if (parameters.fermi_liquid && !is_spin_half(parameters.field))
        throw std::invalid_argument("the Fermi-liquid corrections are those of a doublet");
    return std::make_shared<const KondoModel>(std::move(parameters));
}

bool is_spin_half(const MeanField& field) {
    return field.multiplets.size() == 1 && field.multiplets.front().degeneracy == 2 &&
           field.occupation == 1.0;
}

} // namespace sidejump::impurity::kondo
