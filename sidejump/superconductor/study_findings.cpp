// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/result_units.hpp"
#include "sidejump/superconductor/superconductor_studies.hpp"

#include <stdexcept>

namespace sidejump::superconductor {

std::vector<Finding> declared_findings(StudyKind kind, const SuperconductingModel& model) {
    const ResultUnits units(model);
    switch (kind) {
    case StudyKind::spectrum:
        return {
            {"minigap", units.energy().name, "energy up to which there are no states anywhere"}};
    case StudyKind::critical_temperature:
        return {{"critical_temperature", units.energy().name,
                 "where the normal state becomes unstable"},
                {"transition_temperature", units.energy().name,
                 "where the free energies of the superconducting and the normal state cross; above "
                 "critical_temperature if it is of first order"}};
    case StudyKind::current_phase:
        return {{"critical_current", units.current().name, "largest current between the phases"},
                {"critical_phase", "rad", "where the current is largest"}};
    case StudyKind::branch:
        return {{"fold", "", "parameter where the branch turns"}};
    case StudyKind::equilibrium:
        break;
    }
    return {};
}

Finding finding(StudyKind kind, const SuperconductingModel& model, const std::string& name,
                double value) {
    for (Finding& declared : declared_findings(kind, model))
        if (declared.name == name) {
            declared.value = value;
            return declared;
        }
    throw std::logic_error("a study finds what it does not declare: " + name);
}

} // namespace sidejump::superconductor
