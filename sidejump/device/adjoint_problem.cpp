// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/adjoint_problem.hpp"

#include <fmt/format.h>
#include <stdexcept>

namespace sidejump::device {
namespace {

/// A law for the transposed equations, all potentials behind it zero.
BoundaryLaw transposed(BoundaryLaw law) {
    // On a surface where a field is held, it is what the terminal has: its column acts on nothing.
    for (int a = 0; a < 4; ++a)
        if (law.fixed[static_cast<std::size_t>(a)])
            law.exchange.col(a).setZero();
    law.exchange.transposeInPlace();
    law.spin_potential.setZero();
    return law;
}

} // namespace

DiffusionProblem adjoint_problem(const DiffusionProblem& problem, const Eigen::VectorXd& potential,
                                 const Eigen::VectorXd& current) {
    const auto count = static_cast<Eigen::Index>(problem.terminals.size());
    if (potential.size() != count || current.size() != count)
        throw std::invalid_argument(
            fmt::format("{} terminals, but weights for {} potentials and {} currents", count,
                        potential.size(), current.size()));
    DiffusionProblem adjoint = problem;
    for (Medium& medium : adjoint.media) {
        medium.conduction.transposeInPlace();
        medium.relaxation.transposeInPlace();
        medium.storage.transposeInPlace();
    }
    for (Interface& interface : adjoint.interfaces)
        interface.law.transposeInPlace();
    adjoint.embedding.applied_field = {0.0, 0.0, 0.0};
    for (Eigen::Index k = 0; k < count; ++k) {
        Terminal& terminal = adjoint.terminals[static_cast<std::size_t>(k)];
        terminal.law = transposed(terminal.law);
        if (terminal.injected_polarisation)
            terminal.injected_polarisation->setZero();
        switch (terminal.drive) {
        case Drive::potential:
            terminal.value = -current(k);
            break;
        case Drive::current:
            terminal.value = potential(k);
            break;
        case Drive::none:
            if (potential(k) != 0.0 || current(k) != 0.0)
                throw std::invalid_argument(
                    fmt::format("\"{}\" carries no charge: it measures nothing", terminal.name));
        }
    }
    return adjoint;
}

} // namespace sidejump::device
