// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/energy_dependence.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_spline.h>
#include <stdexcept>
#include <utility>

namespace sidejump::impurity {

struct PhaseShiftTable::Interpolant {
    Interpolant(const std::vector<double>& x, const std::vector<double>& y)
        : spline(gsl_spline_alloc(gsl_interp_steffen, x.size()), &gsl_spline_free) {
        gsl_spline_init(spline.get(), x.data(), y.data(), x.size());
    }
    // Without an accelerator, which would be state shared between threads.
    [[nodiscard]] double operator()(double x) const {
        return gsl_spline_eval(spline.get(), x, nullptr);
    }
    std::unique_ptr<gsl_spline, decltype(&gsl_spline_free)> spline;
};

PhaseShiftTable::PhaseShiftTable(std::vector<double> energies,
                                 const std::vector<double>& phase_shifts,
                                 const std::vector<double>& inelastic)
    : energies_(std::move(energies)) {
    if (energies_.size() < 3)
        throw std::invalid_argument("a phase shift table needs at least three energies");
    if (phase_shifts.size() != energies_.size() ||
        (!inelastic.empty() && inelastic.size() != energies_.size()))
        throw std::invalid_argument("the columns of a phase shift table differ in length");
    if (std::adjacent_find(energies_.begin(), energies_.end(), std::greater_equal<>()) !=
        energies_.end())
        throw std::invalid_argument("the energies of a phase shift table must increase");
    phase_shift_ = std::make_unique<const Interpolant>(energies_, phase_shifts);
    if (!inelastic.empty())
        inelastic_ = std::make_unique<const Interpolant>(energies_, inelastic);
}

PhaseShiftTable::~PhaseShiftTable() = default;

double PhaseShiftTable::phase_shift(double energy) const {
    return (*phase_shift_)(std::clamp(energy, energies_.front(), energies_.back()));
}

std::optional<double> PhaseShiftTable::inelastic(double energy) const {
    if (!inelastic_)
        return std::nullopt;
    return (*inelastic_)(std::clamp(energy, energies_.front(), energies_.back()));
}

namespace {

struct PhaseShiftAt {
    double energy;
    double operator()(double constant) const { return constant; }
    double operator()(const Resonance& resonance) const {
        return std::atan2(resonance.width, resonance.position - energy);
    }
    double operator()(const TabulatedPhaseShift& tabulated) const {
        return tabulated.table->phase_shift(energy);
    }
};

std::shared_ptr<const ImpurityState> state_at(const ImpurityLaw& law, double temperature) {
    if (!law.model)
        return nullptr;
    try {
        return law.model->at_temperature(temperature);
    } catch (const std::runtime_error& error) {
        throw std::runtime_error(fmt::format("{} ({}) at {:.6g} K: {}", law.name, law.model_name,
                                             temperature, error.what()));
    }
}

} // namespace

double phase_shift_at(const PhaseShiftLaw& law, double energy) {
    return std::visit(PhaseShiftAt{energy}, law);
}

void add_level_energies(double position, double width, std::vector<double>& energies) {
    energies.push_back(position);
    if (width > 0.0)
        for (const double multiple : {1.0, 4.0, 16.0, 64.0, 256.0}) {
            energies.push_back(position - multiple * width);
            energies.push_back(position + multiple * width);
        }
}

ImpuritySpectrum::ImpuritySpectrum(ImpurityLaw law, double temperature)
    : law_(std::move(law)), state_(state_at(law_, temperature)) {}

Impurity ImpuritySpectrum::at(double energy, double shell_density_ratio) const {
    Impurity impurity;
    impurity.name = law_.name;
    impurity.concentration = law_.concentration / shell_density_ratio;
    if (state_)
        impurity.channels = state_->channels(energy);
    impurity.channels.reserve(impurity.channels.size() + law_.channels.size());
    for (const ChannelLaw& channel : law_.channels) {
        double inelastic = channel.inelastic;
        if (const auto* tabulated = std::get_if<TabulatedPhaseShift>(&channel.phase_shift))
            inelastic = tabulated->table->inelastic(energy).value_or(inelastic);
        impurity.channels.push_back({channel.l, channel.twice_j,
                                     phase_shift_at(channel.phase_shift, energy), inelastic,
                                     channel.off_shell_exponent, channel.dipole_return});
    }
    return impurity;
}

std::vector<double> ImpuritySpectrum::characteristic_energies() const {
    std::vector<double> energies;
    if (state_)
        energies = state_->characteristic_energies();
    for (const ChannelLaw& channel : law_.channels) {
        if (const auto* resonance = std::get_if<Resonance>(&channel.phase_shift)) {
            add_level_energies(resonance->position, resonance->width, energies);
        } else if (const auto* tabulated = std::get_if<TabulatedPhaseShift>(&channel.phase_shift)) {
            const auto& nodes = tabulated->table->energies();
            energies.insert(energies.end(), nodes.begin(), nodes.end());
        }
    }
    return energies;
}

Impurity impurity_at(const ImpurityLaw& law, double energy, double shell_density_ratio) {
    return ImpuritySpectrum(law, 0.0).at(energy, shell_density_ratio);
}

} // namespace sidejump::impurity
