// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/input/input_error.hpp"
#include "sidejump/superconductor/equilibrium_study.hpp"
#include "sidejump/superconductor/study_setup.hpp"
#include "sidejump/usadel/equilibrium_observables.hpp"
#include "sidejump/usadel/matsubara_sum.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sidejump::superconductor {
namespace {

/// Derivatives of the free energy by the phase and by the factor of all exchange fields.
struct FirstDerivatives {
    double by_phase =
        0.0; ///< half the current, times the gradient where that is varied by a factor
    double by_field = 0.0; ///< the spin, weighted with the fields
};

/// The phase that is varied is the factor of the phase gradient where there is one, otherwise the
/// phase of the right reservoir.
bool varies_gradient(const SuperconductorFile& file) {
    return file.input.structure.phase_gradient.value_or(0.0) != 0.0;
}

bool has_end(const SuperconductingModel& model, const std::string& end) {
    return std::ranges::find(model.reservoirs, end, &ReservoirLaw::end) != model.reservoirs.end();
}

/// Solves with all fields at nodes times 1 + `field`, and the phase varied by `phase`.
class Neighbour {
  public:
    Neighbour(const StudyContext& context, const std::vector<Complex>& order, double temperature,
              double extra_phase)
        : file_(context.file), order_(order), temperature_(temperature), extra_phase_(extra_phase) {
        constexpr double gap_tolerance = 1e-10;
        SolverInput& solver = file_.input.solver;
        solver.gap_tolerance = std::min(solver.gap_tolerance, gap_tolerance);
        // The relation holds for any sum over frequencies, but for the same one.
        base_ = build_model(file_);
        base_.set_reservoirs([&](const usadel::Reservoir& reservoir, double critical_temperature) {
            return bulk_gap(reservoir, critical_temperature, temperature, solver);
        });
        cut_off_ = usadel::cut_off_for(base_.structure, temperature, solver.matsubara_accuracy);
    }

    [[nodiscard]] FirstDerivatives at(double field, double phase) const {
        const bool by_gradient = varies_gradient(file_);
        SuperconductingModel model =
            build_model(file_, {.phase_gradient = by_gradient ? 1.0 + phase : 1.0});
        hold_pair_potentials(model);
        std::vector<Eigen::Vector3d> fields;
        for (usadel::NodeMatter& node : model.structure.nodes) {
            fields.push_back(node.exchange_field);
            node.exchange_field *= 1.0 + field;
        }
        const auto state = solve_equilibrium(model, file_, temperature_, order_,
                                             extra_phase_ + (by_gradient ? 0.0 : phase), cut_off_)
                               .state;
        FirstDerivatives result;
        const auto spins = usadel::spin_densities(model.structure, state);
        for (std::size_t n = 0; n < spins.size(); ++n)
            result.by_field += fields[n].dot(spins[n]);
        if (by_gradient)
            result.by_phase = 0.5 * file_.input.structure.phase_gradient.value() *
                              usadel::currents_across(model.structure, state).total();
        else
            result.by_phase = -0.5 * current_from(model, state, "right");
        return result;
    }

  private:
    // A gradient breaks pairs in reservoirs, and in metals that are not solved for. That is a
    // change of what is given, which the relation does not know.
    void hold_pair_potentials(SuperconductingModel& model) const {
        model.phase_gradient = base_.phase_gradient;
        for (std::size_t r = 0; r < model.reservoirs.size(); ++r) {
            const usadel::Reservoir& held = base_.structure.reservoirs[r];
            usadel::Reservoir& reservoir = model.structure.reservoirs[r];
            reservoir.pair_potential = held.pair_potential;
            reservoir.orbital_rate = held.orbital_rate;
            model.reservoirs[r].critical_temperature = 0.0;
        }
    }

    SuperconductorFile file_;
    SuperconductingModel base_;
    const std::vector<Complex>& order_;
    double temperature_;
    double extra_phase_;
    double cut_off_ = 0.0;
};

/// By central differences of sixth order: smaller steps would show rounding in the gap equation.
template <class Function>
double derivative(const Function& function) {
    constexpr double step = 0.015;
    double sum = 0.0;
    for (const auto& [steps, weight] : {std::pair{1, 45.0}, {2, -9.0}, {3, 1.0}})
        sum += weight * (function(steps * step) - function(-steps * step));
    return sum / (60.0 * step);
}

} // namespace

double current_from(const SuperconductingModel& model, const usadel::EquilibriumState& state,
                    const std::string& end) {
    const auto currents = usadel::charge_currents(model.structure, state);
    double current = 0.0;
    for (std::size_t r = 0; r < model.reservoirs.size(); ++r)
        if (model.reservoirs[r].end == end)
            current += currents.outflow[model.structure.reservoirs[r].node];
    return current;
}

void require_reciprocity(const SuperconductorFile& file, const SuperconductingModel& model) {
    if (!file.input.solver.reciprocity_check)
        return;
    const auto fail = [&](const std::string& message) {
        file.input.solver.reciprocity_place.fail(message);
    };
    const auto& nodes = model.structure.nodes;
    if (std::ranges::none_of(nodes, [](const auto& n) { return n.exchange_field.norm() > 0.0; }))
        fail("expected a structure with an exchange field, found none");
    if (!varies_gradient(file) && !(has_end(model, "left") && has_end(model, "right")))
        fail("expected a structure with a phase_gradient, or with reservoirs [left] and [right], "
             "found neither");
}

void check_reciprocity(const StudyContext& context, const std::vector<Complex>& order,
                       double temperature, double extra_phase) {
    if (!context.file.input.solver.reciprocity_check || context.grid.refinements > 0)
        return;
    constexpr double rounding = 1e-4;
    const Neighbour neighbour(context, order, temperature, extra_phase);
    double size = 0.0;
    const double current_by_field = derivative([&](double field) {
        const double current = neighbour.at(field, 0.0).by_phase;
        size = std::max(size, std::abs(current));
        return current;
    });
    const double spin_by_phase = derivative([&](double phase) {
        const double spin = neighbour.at(0.0, phase).by_field;
        size = std::max(size, std::abs(spin));
        return spin;
    });
    // Where symmetry forbids both they are rounding.
    const double scale =
        std::max({std::abs(current_by_field), std::abs(spin_by_phase), rounding * size});
    context.certificate.add("reciprocity",
                            scale > 0.0 ? std::abs(current_by_field - spin_by_phase) / scale : 0.0);
}

} // namespace sidejump::superconductor
