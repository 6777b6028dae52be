// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/retarded_solution.hpp"

#include "sidejump/math/parallel_for.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>
#include <stdexcept>

namespace sidejump::usadel {
namespace {

Complex frequency(Complex energy) {
    return {energy.imag(), -energy.real()};
}

/// The lower eigenvalue of the Hermitian part.
double lowest(const Eigen::Matrix2cd& density) {
    const double mean = 0.5 * (density(0, 0) + density(1, 1)).real();
    const double difference = 0.5 * (density(0, 0) - density(1, 1)).real();
    const Complex off = 0.5 * (density(0, 1) + std::conj(density(1, 0)));
    return mean - std::hypot(difference, std::abs(off));
}

double largest_energy(const DiscreteStructure& structure,
                      const std::vector<Complex>& order_parameters) {
    double scale = 0.0;
    for (const NodeMatter& matter : structure.nodes)
        if (matter.weight > 0.0)
            scale = std::max(scale, (std::abs(matter.pair_potential) +
                                     matter.exchange_field.norm() + matter.spin_orbit_rate +
                                     matter.orbital_rate + matter.spin_flip_rate) /
                                        matter.weight);
    for (const Complex order_parameter : order_parameters)
        scale = std::max(scale, std::abs(order_parameter));
    return scale;
}

DiscreteStructure uniform_metal(const Reservoir& reservoir) {
    DiscreteStructure metal;
    NodeMatter matter;
    matter.weight = 1.0;
    matter.exchange_field = reservoir.exchange_field;
    matter.pair_potential = reservoir.pair_potential;
    matter.spin_orbit_rate = reservoir.spin_orbit_rate;
    matter.orbital_rate = reservoir.orbital_rate;
    matter.spin_flip_rate = reservoir.spin_flip_rate;
    metal.nodes.push_back(matter);
    return metal;
}

} // namespace

double acausality(const LocalFrame& frame) {
    const NambuMatrix& g = frame.green_function();
    const double lower =
        std::min(lowest(g.topLeftCorner<2, 2>()), lowest(-g.bottomRightCorner<2, 2>()));
    return lower < 0.0 ? lower / (1.0 + g.cwiseAbs().maxCoeff()) : 0.0;
}

RetardedContinuation::RetardedContinuation(DiscreteStructure structure,
                                           std::vector<Complex> order_parameters,
                                           const RetardedOptions& options)
    : structure_(std::move(structure)), order_parameters_(std::move(order_parameters)),
      options_(options), action_(structure_.action()) {
    structure_.set_sources(action_, 1.0, order_parameters_);
    energy_scale_ = largest_energy(structure_, order_parameters_);
    for (const Reservoir& reservoir : structure_.reservoirs) {
        Bulk bulk;
        bulk.node = reservoir.node;
        bulk.metal = uniform_metal(reservoir);
        bulk.action = bulk.metal.action();
        bulk.breaks_pairs = reservoir.spin_orbit_rate != 0.0 || reservoir.orbital_rate != 0.0 ||
                            reservoir.spin_flip_rate != 0.0;
        reservoirs_.push_back(std::move(bulk));
    }
}

void RetardedContinuation::set_energy(Complex energy, std::vector<LocalFrame>& frames) {
    structure_.set_sources(action_, frequency(energy), order_parameters_);
    for (Bulk& bulk : reservoirs_) {
        bulk.metal.set_sources(bulk.action, frequency(energy), {});
        if (!bulk.breaks_pairs) {
            frames[bulk.node] = LocalFrame(matrix_sign(bulk.action.source(0)));
            continue;
        }
        std::vector<LocalFrame> one{frames[bulk.node]};
        bulk.solver.solve(bulk.action, one, options_.newton);
        frames[bulk.node] = one.front();
    }
}

bool RetardedContinuation::is_causal(const std::vector<LocalFrame>& frames) {
    for (std::size_t n = 0; n < frames.size(); ++n) {
        const double below = acausality(frames[n]);
        if (below < -options_.causality_tolerance) {
            failure_ = fmt::format("the solution found has the negative density of states {:.1e} "
                                   "(relative) at node {}",
                                   below, n);
            return false;
        }
    }
    return true;
}

bool RetardedContinuation::try_step(
    Complex energy, const std::function<bool(const std::vector<LocalFrame>&)>& accept) {
    std::vector<LocalFrame> trial = frames_;
    try {
        set_energy(energy, trial);
        solver_.solve(action_, trial, options_.newton);
    } catch (const std::runtime_error& error) {
        failure_ = error.what();
        return false;
    } catch (const std::invalid_argument& error) {
        failure_ = error.what();
        return false;
    }
    if (!is_causal(trial) || (accept && !accept(trial)))
        return false;
    frames_ = std::move(trial);
    energy_ = energy;
    return true;
}

void RetardedContinuation::fail(Complex energy) const {
    throw std::runtime_error(fmt::format(
        "no causal solution of the Usadel equation was found at the energy {:.6g} with the "
        "broadening {:.3g}; the last attempt ended at {:.6g} + {:.3g} i: {}. Try a larger "
        "broadening, a finer grid of nodes, or a tolerance that rounding allows",
        energy.real(), energy.imag(), energy_.real(), energy_.imag(), failure_));
}

void RetardedContinuation::start(Complex energy) {
    constexpr int largest_attempts = 12;
    constexpr double next_height = 16.0;
    constexpr double first_ratio = 0.25;
    constexpr double largest_ratio = 0.99;
    constexpr double smallest_ratio = 1.0 / 64.0;
    double height = std::max(2.0 * (energy_scale_ + std::abs(energy.real())), energy.imag());
    bool found = false;
    for (int attempt = 0; !found && attempt < largest_attempts; ++attempt) {
        if (attempt > 0)
            height *= next_height;
        const Complex high(energy.real(), height);
        try {
            frames_ = structure_.local_functions(frequency(high), order_parameters_);
            solver_ = {};
            for (Bulk& bulk : reservoirs_)
                bulk.solver = {};
        } catch (const std::runtime_error& error) {
            failure_ = error.what();
            continue;
        }
        energy_ = high;
        found = try_step(high);
    }
    if (!found)
        fail(energy);
    double ratio = first_ratio;
    while (energy_ != energy) {
        double next = std::max(energy.imag(), energy_.imag() * ratio);
        if (energy.imag() == 0.0 && next < 1e-4 * height)
            next = 0.0;
        if (try_step({energy.real(), next}))
            ratio = std::max(ratio * ratio, smallest_ratio);
        else
            ratio = std::sqrt(ratio);
        if (ratio > largest_ratio) {
            frames_.clear();
            fail(energy);
        }
    }
}

void RetardedContinuation::advance(Complex energy) {
    constexpr int largest_halvings = 5;
    Complex step = energy - energy_;
    for (int halvings = 0; !frames_.empty() && halvings <= largest_halvings;) {
        const bool last = std::abs(step) >= std::abs(energy - energy_);
        if (try_step(last ? energy : energy_ + step)) {
            if (last)
                return;
        } else {
            step /= 2.0;
            ++halvings;
        }
    }
    start(energy);
}

std::vector<NambuMatrix> RetardedContinuation::energy_derivative() {
    using namespace std::complex_literals;
    constexpr double size = 1e-4;
    set_energy(energy_, frames_);
    std::vector<NambuMatrix> derivative(frames_.size());
    // What -Tr[omega tau_3 g] leaves of d^2 S/(d t d energy), with the sign of the right side.
    const auto driven = [](const LocalFrame& frame, double weight) {
        const NambuMatrix inner = frame.inverse() * tau_sigma(3, 0) * frame.vectors();
        LocalFrame::Coordinates force;
        for (int m = 0; m < LocalFrame::coordinates; ++m)
            force(m) = -1i * weight * inner(LocalFrame::column(m), LocalFrame::row(m));
        return force;
    };
    NodeCoordinates forces(frames_.size());
    for (std::size_t n = 0; n < frames_.size(); ++n)
        forces[n] = driven(frames_[n], structure_.nodes[n].weight);
    for (const Bulk& bulk : reservoirs_) {
        const LocalFrame& held = frames_[bulk.node];
        const auto change = LinearResponse(bulk.action, bulk.action.expand({held}))
                                .solve({driven(held, 1.0)})
                                .front();
        derivative[bulk.node] = held.tangent(change);
        // The action is nearly quadratic in each Green function, so that a difference is accurate.
        const double fraction = size / (1.0 + change.cwiseAbs().maxCoeff());
        for (const double sign : {1.0, -1.0}) {
            std::vector<LocalFrame> moved = frames_;
            moved[bulk.node].move(sign * fraction * change);
            const NodeCoordinates there = action_.first_derivatives(moved).coordinates;
            for (std::size_t n = 0; n < forces.size(); ++n)
                forces[n] -= sign / (2.0 * fraction) * there[n];
        }
    }
    for (const Bulk& bulk : reservoirs_)
        forces[bulk.node].setZero();
    const NodeCoordinates tangent = LinearResponse(action_, action_.expand(frames_)).solve(forces);
    for (std::size_t n = 0; n < frames_.size(); ++n)
        if (!action_.is_held(n))
            derivative[n] = frames_[n].tangent(tangent[n]);
    return derivative;
}

void visit_retarded(const DiscreteStructure& structure,
                    const std::vector<Complex>& order_parameters,
                    const std::vector<double>& energies, const RetardedOptions& options,
                    const std::function<void(std::size_t, const std::vector<LocalFrame>&)>& visit,
                    const ChunkShare& share) {
    if (!(options.broadening > 0.0) || !std::isfinite(options.broadening))
        throw std::invalid_argument("retarded functions need a broadening above 0");
    if (options.chunk == 0 || share.stride == 0)
        throw std::invalid_argument("a chunk holds at least one energy");
    if (!std::ranges::all_of(energies, [](double energy) { return std::isfinite(energy); }))
        throw std::invalid_argument("an energy of a spectrum is not finite");
    std::vector<std::size_t> order(energies.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(
        order, [&](std::size_t a, std::size_t b) { return energies[a] > energies[b]; });
    const std::size_t chunks = (order.size() + options.chunk - 1) / options.chunk;
    const std::size_t shared =
        chunks > share.first ? (chunks - share.first + share.stride - 1) / share.stride : 0;
    math::parallel_for(shared, [&](std::size_t number) {
        const std::size_t chunk = share.first + number * share.stride;
        RetardedContinuation continuation(structure, order_parameters, options);
        const std::size_t end = std::min(order.size(), (chunk + 1) * options.chunk);
        for (std::size_t k = chunk * options.chunk; k < end; ++k) {
            continuation.advance({energies[order[k]], options.broadening});
            visit(order[k], continuation.frames());
        }
    });
}

} // namespace sidejump::usadel
