// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/electron_gas/gas_spin_modes.hpp"

#include "sidejump/math/parallel_for.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

namespace sidejump::electron_gas {
namespace {

using Complex = std::complex<double>;
using Modes = std::vector<rashba::SpinMode>;
using Eigen::Matrix3d;
using Eigen::Matrix4cd;

constexpr int directions = 64;

rashba::CollisionOperator collisions(const GasModel& model, int of_directions) {
    return {rashba::fermi_contour(model.gas.field, model.typical_energy(), of_directions),
            model.gas.impurities};
}

using Content = Eigen::Vector4cd;

Content content_of(const rashba::SpinMode& mode) {
    return {mode.content[0], mode.content[1], mode.content[2], mode.content[3]};
}

/// The slowest modes that together carry number and all spins, fewer than four if there are none.
/// Where a spin precesses it has two modes, of which the first is taken.
Modes independent(const Modes& modes) {
    constexpr double little = 0.3; // of number and spin, in modes that are of something else
    constexpr double same = 1e-3;
    double largest = 0.0;
    for (const rashba::SpinMode& mode : modes)
        largest = std::max(largest, content_of(mode).norm());
    Modes chosen;
    std::vector<Content> directions_taken;
    for (const rashba::SpinMode& mode : modes) {
        Content rest = content_of(mode);
        if (rest.norm() < little * largest || chosen.size() == 4)
            continue;
        rest.normalize();
        for (const Content& taken : directions_taken)
            rest -= taken * taken.dot(rest);
        if (rest.norm() < same)
            continue;
        directions_taken.push_back(rest.normalized());
        chosen.push_back(mode);
    }
    return chosen;
}

/// The rates in dS/dt = -rates S of spins that are the same in all of the plane; unknown where they
/// precess rather than decay.
Matrix3d relaxation_matrix(const Modes& all, double transport_rate) {
    constexpr double precise = 1e-6;   // of imaginary parts, against the largest rate
    constexpr double rounding = 1e-12; // of rates, over those of collisions
    const Modes modes = independent(all);
    if (modes.size() < 4)
        return Matrix3d::Constant(unknown);
    Matrix4cd contents;
    Matrix4cd rates = Matrix4cd::Zero();
    for (Eigen::Index k = 0; k < 4; ++k) {
        const rashba::SpinMode& mode = modes[static_cast<std::size_t>(k)];
        contents.col(k) = content_of(mode).normalized();
        rates(k, k) = mode.rate;
    }
    const Matrix4cd matrix = contents * rates * contents.inverse();
    const double scale = matrix.cwiseAbs().maxCoeff();
    Matrix3d real;
    for (Eigen::Index a = 0; a < 3; ++a)
        for (Eigen::Index b = 0; b < 3; ++b) {
            const Complex rate = matrix(a + 1, b + 1);
            real(a, b) = std::abs(rate.imag()) > precise * scale             ? unknown
                         : std::abs(rate.real()) < rounding * transport_rate ? 0.0
                                                                             : rate.real();
        }
    return real;
}

/// The rate of the spin that lives longest; unknown if one of them is.
double slowest(const Matrix3d& rates, double transport_rate) {
    constexpr double rounding = 1e-12;
    if (!rates.allFinite())
        return unknown;
    const Eigen::SelfAdjointEigenSolver<Matrix3d> axes(0.5 * (rates + rates.transpose()));
    const double rate = axes.eigenvalues()(0);
    return rate < rounding * transport_rate ? 0.0 : rate;
}

/// @returns whether all spins decay
bool add_relaxation(const GasModel& model, const Modes& modes, GasRun& run) {
    const Matrix3d rates = relaxation_matrix(modes, model.transport_rate);
    run.relaxation.emplace();
    for (std::size_t a = 0; a < 3; ++a)
        for (std::size_t b = 0; b < 3; ++b)
            run.relaxation->rates[a][b] =
                rates(static_cast<Eigen::Index>(a), static_cast<Eigen::Index>(b)) *
                model.units.rate();
    const auto add = [&](const std::string& name, double rate, const std::string& meaning) {
        run.findings.push_back({name, "ps", meaning, model.units.time_ps() / rate});
    };
    const std::array<const char*, 3> axes{"x", "y", "z"};
    for (Eigen::Index a = 0; a < 3; ++a) {
        const char* axis = axes[static_cast<std::size_t>(a)];
        add(fmt::format("spin_relaxation_time_{}", axis), rates(a, a),
            std::isnan(rates(a, a))
                ? fmt::format("none: S_{} precesses between collisions", axis)
                : fmt::format("of S_{}, the same in all of the plane (Dyakonov-Perel)", axis));
    }
    const bool decay = rates.allFinite();
    if (decay)
        add("longest_spin_relaxation_time", slowest(rates, model.transport_rate),
            "of the spin along the axis of slowest decay");
    return decay;
}

/// The largest change of a rate from half as many directions, over the fastest rate of the modes,
/// or, where no mode decays, a rate above rounding.
double resolution(const GasModel& model, const std::array<double, 2>& q, const Modes& modes) {
    constexpr double rounding = 1e-9; // of rates, over those of collisions, with room to spare
    const Modes coarse = rashba::spin_modes(collisions(model, directions / 2), q, modes.size());
    double change = 0.0;
    double scale = rounding * model.scattering_rate;
    // The first four, which are compared in order.
    for (std::size_t i = 0; i < std::min<std::size_t>(modes.size(), 4); ++i) {
        change = std::max(change, std::abs(modes[i].rate.real() - coarse[i].rate.real()));
        scale = std::max(scale, std::abs(modes[i].rate));
    }
    return change / scale;
}

std::array<double, 2> wave_vector(const SpinModesInput& asked, double wavenumber) {
    const double q = wavenumber * GasUnits::length();
    return {q * std::cos(asked.direction), q * std::sin(asked.direction)};
}

/// Rates in the units inside.
void add_table(const SpinModesInput& asked, const rashba::CollisionOperator& operators, GasRun& run,
               const std::function<void(std::size_t)>& done) {
    SpinModeTable table{asked.wavenumber, asked.direction, {}};
    table.modes.resize(table.wavenumbers.size());
    math::parallel_for(
        table.modes.size(),
        [&](std::size_t i) {
            table.modes[i] =
                rashba::spin_modes(operators, wave_vector(asked, table.wavenumbers[i]));
        },
        done);
    run.spin_modes = std::move(table);
}

} // namespace

void add_spin_modes(const GasFile& file, const GasModel& model, GasRun& run,
                    const std::function<void(std::size_t)>& done) {
    const auto& asked = file.input.spin_modes;
    if (model.typical_energy() < 0.0) {
        if (asked)
            asked->place.fail(
                "a Fermi level above the crossing of the bands for spin modes",
                fmt::format("{:.6g} meV", model.typical_energy() * model.units.energy_mev()));
        return;
    }
    const rashba::CollisionOperator fine = collisions(model, directions);
    // All of them: where impurities scatter by small angles, many without spin are slower.
    constexpr std::size_t all = directions * rashba::components;
    const Modes uniform = rashba::spin_modes(fine, {0.0, 0.0}, all);
    const bool decay = add_relaxation(model, uniform, run);
    Check resolved{"spin_modes",
                   "change of the rates of spin modes from half as many directions, over the "
                   "fastest, at q = 0 and the largest wavenumber",
                   decay ? resolution(model, {0.0, 0.0}, uniform) : 0.0, 1e-3};
    if (asked) {
        add_table(*asked, fine, run, done);
        const auto largest = std::ranges::max_element(asked->wavenumber);
        const auto& hardest =
            run.spin_modes->modes[static_cast<std::size_t>(largest - asked->wavenumber.begin())];
        resolved.value =
            std::max(resolved.value, resolution(model, wave_vector(*asked, *largest), hardest));
    }
    if (decay || asked)
        run.certificate.push_back(resolved);
    if (run.spin_modes)
        for (Modes& modes : run.spin_modes->modes)
            for (rashba::SpinMode& mode : modes)
                mode.rate *= model.units.rate();
}

} // namespace sidejump::electron_gas
