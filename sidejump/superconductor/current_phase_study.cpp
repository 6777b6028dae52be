// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/equilibrium_study.hpp"
#include "sidejump/superconductor/result_units.hpp"
#include "sidejump/superconductor/structure_fields.hpp"
#include "sidejump/superconductor/study_setup.hpp"
#include "sidejump/usadel/branches.hpp"
#include "sidejump/usadel/equilibrium_observables.hpp"

#include <cmath>
#include <fmt/format.h>
#include <numbers>
#include <utility>

namespace sidejump::superconductor {
namespace {

constexpr int default_phases = 33;

std::vector<double> phases_of(const StudyInput& study) {
    if (study.phases)
        return *study.phases;
    std::vector<double> phases;
    phases.reserve(default_phases);
    for (int k = 0; k < default_phases; ++k)
        phases.push_back(std::numbers::pi * k / (default_phases - 1));
    return phases;
}

} // namespace

void run_current_phase(const StudyContext& context) {
    SuperconductingModel model = begin_study(context);
    SuperconductorRun& run = context.run;
    const StudyInput& study = context.file.input.study;
    const std::vector<double>& temperatures = study.temperature.value();
    const std::vector<double> phases = phases_of(study);
    const ResultUnit unit = ResultUnits(model).current();
    const std::size_t all = temperatures.size() * phases.size();
    for (std::size_t t = 0; t < temperatures.size(); ++t) {
        const double temperature = temperatures[t];
        std::vector<Complex> order;
        std::size_t best = 0;
        std::vector<Complex> at_best;
        double largest = 0.0;
        for (std::size_t k = 0; k < phases.size(); ++k) {
            report(context, t * phases.size() + k, all);
            const auto solution =
                solve_equilibrium(model, context.file, temperature, order, phases[k]);
            order = solution.state.order_parameters;
            run.points.column("temperature", run.energy_unit, "temperature")
                .values.push_back(temperature);
            run.points.column("phase", "rad", "phase of the right end ahead of the left one")
                .values.push_back(phases[k]);
            add_point(run, model, solution);
            context.certificate.add(model.structure, solution, study.self_consistent);
            if (context.with_fields)
                run.fields.push_back(fields_of(model, solution.state));
            const double current = std::abs(current_from(model, solution.state, "left"));
            if (current > largest || k == 0) {
                largest = current;
                best = k;
                at_best = order;
            }
        }
        check_reciprocity(context, at_best, temperature, phases[best]);
        if (phases.size() < 3)
            continue;
        const double low = phases[best > 0 ? best - 1 : 0];
        const double high = phases[std::min(best + 1, phases.size() - 1)];
        const auto maximum = usadel::largest_current(
            [&](double phase) {
                const auto solution =
                    solve_equilibrium(model, context.file, temperature, at_best, phase);
                return std::abs(current_from(model, solution.state, "left"));
            },
            low, high, 3);
        // A branch that ends between the phases has its largest current at one of them.
        const bool between = maximum.current > largest;
        const double critical_current = between ? maximum.current : largest;
        const double critical_phase = between ? maximum.phase : phases[best];
        const std::string suffix =
            temperatures.size() > 1 ? fmt::format("_{}", t + 1) : std::string();
        for (const auto& [name, value] :
             {std::pair{"critical_current", unit.factor * critical_current},
              {"critical_phase", critical_phase}}) {
            run.findings.push_back(finding(study.kind, model, name, value));
            run.findings.back().name += suffix;
        }
    }
}

} // namespace sidejump::superconductor
