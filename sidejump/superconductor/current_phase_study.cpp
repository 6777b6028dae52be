// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/current_phase_symmetry.hpp"
#include "sidejump/superconductor/equilibrium_study.hpp"
#include "sidejump/superconductor/result_units.hpp"
#include "sidejump/superconductor/structure_fields.hpp"
#include "sidejump/superconductor/study_setup.hpp"
#include "sidejump/usadel/branches.hpp"
#include "sidejump/usadel/equilibrium_observables.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>
#include <utility>
#include <vector>

namespace sidejump::superconductor {
namespace {

/// From 0 to pi where the current is odd, else from -pi.
std::vector<double> default_phases(const SuperconductorFile& file) {
    constexpr int steps = 32;
    std::vector<double> phases;
    for (int k = has_odd_current(file) ? 0 : -steps; k <= steps; ++k)
        phases.push_back(std::numbers::pi * k / steps);
    return phases;
}

/// Solutions at phases, each from the nearest one that is there.
class PhaseSolver {
  public:
    PhaseSolver(SuperconductingModel& model, const SuperconductorFile& file, double temperature)
        : model_(model), file_(file), temperature_(temperature) {}

    usadel::SelfConsistentState at(double phase) {
        const auto nearest = std::ranges::min_element(
            orders_, {}, [phase](const auto& order) { return std::abs(order.first - phase); });
        auto solution = solve_equilibrium(
            model_, file_, temperature_,
            nearest == orders_.end() ? std::vector<Complex>() : nearest->second, phase);
        orders_.emplace_back(phase, solution.state.order_parameters);
        return solution;
    }
    /// Solves at the negative ones of increasing phases from 0 on, so that the solution at the
    /// first of them belongs to that at 0.
    void start_at_zero(const std::vector<double>& phases) {
        if (model_.structure.sites.empty())
            return;
        const auto negative = std::ranges::count_if(phases, [](double p) { return p < 0.0; });
        for (auto k = negative; k-- > 0;)
            (void)at(phases[static_cast<std::size_t>(k)]);
    }
    [[nodiscard]] double current(const usadel::SelfConsistentState& solution) const {
        return std::abs(current_from(model_, solution.state, "left"));
    }
    /// Order parameters at a phase that was solved for.
    [[nodiscard]] const std::vector<Complex>& order_at(double phase) const {
        return std::ranges::find(orders_, phase, &Orders::value_type::first)->second;
    }

  private:
    using Orders = std::vector<std::pair<double, std::vector<Complex>>>;
    SuperconductingModel& model_;
    const SuperconductorFile& file_;
    double temperature_;
    Orders orders_;
};

} // namespace

void run_current_phase(const StudyContext& context) {
    SuperconductingModel model = begin_study(context);
    SuperconductorRun& run = context.run;
    const StudyInput& study = context.file.input.study;
    const std::vector<double>& temperatures = study.temperature.value();
    const std::vector<double> phases = study.phases ? *study.phases : default_phases(context.file);
    const ResultUnit unit = ResultUnits(model).current();
    const std::size_t all = temperatures.size() * phases.size();
    for (std::size_t t = 0; t < temperatures.size(); ++t) {
        const double temperature = temperatures[t];
        PhaseSolver solver(model, context.file, temperature);
        if (!study.phases)
            solver.start_at_zero(phases);
        std::vector<usadel::CurrentMaximum> currents;
        for (std::size_t k = 0; k < phases.size(); ++k) {
            report(context, t * phases.size() + k, all);
            const auto solution = solver.at(phases[k]);
            run.points.column("temperature", run.energy_unit, "temperature")
                .values.push_back(temperature);
            run.points.column("phase", "rad", "phase of the right end ahead of the left one")
                .values.push_back(phases[k]);
            add_point(run, model, solution);
            check_solution(context, model, solution);
            if (context.with_fields)
                run.fields.push_back(fields_of(model, solution.state));
            currents.push_back({phases[k], solver.current(solution)});
        }
        const double best =
            std::ranges::max_element(currents, {}, &usadel::CurrentMaximum::current)->phase;
        check_reciprocity(context, solver.order_at(best), temperature, best);
        if (phases.size() < 3)
            continue;
        // A branch that ends between the phases has its largest current at one of them.
        const usadel::CurrentMaximum critical = usadel::largest_current(
            [&](double phase) { return solver.current(solver.at(phase)); }, currents);
        const std::string suffix =
            temperatures.size() > 1 ? fmt::format("_{}", t + 1) : std::string();
        for (const auto& [name, value] :
             {std::pair{"critical_current", unit.factor * critical.current},
              {"critical_phase", critical.phase}}) {
            run.findings.push_back(finding(study.kind, model, name, value));
            run.findings.back().name += suffix;
        }
    }
}

} // namespace sidejump::superconductor
