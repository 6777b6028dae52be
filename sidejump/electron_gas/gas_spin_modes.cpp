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
using Eigen::Matrix3cd;
using Eigen::Matrix3d;

constexpr int directions = 64;

rashba::CollisionOperator collisions(const GasModel& model, int of_directions) {
    return {rashba::fermi_contour(model.gas.field, model.typical_energy(), of_directions),
            model.gas.impurities};
}

double norm(const std::array<Complex, 4>& content) {
    double sum = 0.0;
    for (const Complex& value : content)
        sum += std::norm(value);
    return std::sqrt(sum);
}

/// The decay of the spins from their three modes at q = 0; unknown where they precess rather than
/// decay, or where a mode is not one of spins.
Matrix3d relaxation_matrix(Modes modes, double transport_rate) {
    constexpr double precise = 1e-6;
    constexpr double rounding = 1e-12; // of rates, over those of collisions
    const auto number = std::ranges::max_element(modes, {}, [](const rashba::SpinMode& mode) {
        return std::abs(mode.content[0]) / norm(mode.content);
    });
    modes.erase(number);
    Matrix3cd contents;
    Matrix3cd rates = Matrix3cd::Zero();
    for (Eigen::Index k = 0; k < 3; ++k) {
        const rashba::SpinMode& mode = modes[static_cast<std::size_t>(k)];
        for (Eigen::Index a = 0; a < 3; ++a)
            contents(a, k) = mode.content[static_cast<std::size_t>(a + 1)] / norm(mode.content);
        rates(k, k) = mode.rate;
    }
    const Eigen::JacobiSVD<Matrix3cd> decomposition(contents);
    if (!(decomposition.singularValues()(2) > precise))
        return Matrix3d::Constant(unknown);
    const Matrix3cd matrix = contents * rates * contents.inverse();
    const double scale = matrix.cwiseAbs().maxCoeff();
    Matrix3d real;
    for (Eigen::Index a = 0; a < 3; ++a)
        for (Eigen::Index b = 0; b < 3; ++b) {
            const Complex rate = matrix(a, b);
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

void add_relaxation(const GasModel& model, const Modes& modes, GasRun& run) {
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
            fmt::format("of S_{}, the same in all of the plane (Dyakonov-Perel)", axis));
    }
    add("longest_spin_relaxation_time", slowest(rates, model.transport_rate),
        "of the spin along the axis of slowest decay");
}

/// The largest change of a rate from half as many directions, over the fastest rate of the modes.
double resolution(const GasModel& model, const std::array<double, 2>& q, const Modes& modes) {
    const Modes coarse = rashba::spin_modes(collisions(model, directions / 2), q);
    double change = 0.0;
    double scale = 0.0;
    for (std::size_t i = 0; i < modes.size(); ++i) {
        change = std::max(change, std::abs(modes[i].rate.real() - coarse[i].rate.real()));
        scale = std::max(scale, std::abs(modes[i].rate));
    }
    return scale > 0.0 ? change / scale : 0.0;
}

} // namespace

void add_spin_modes(const GasFile& file, const GasModel& model, GasRun& run) {
    const auto& asked = file.input.spin_modes;
    if (model.typical_energy() < 0.0) {
        if (asked)
            asked->place.fail(
                "a Fermi level above the crossing of the bands for spin modes",
                fmt::format("{:.6g} meV", model.typical_energy() * model.units.energy_mev()));
        return;
    }
    const rashba::CollisionOperator fine = collisions(model, directions);
    const Modes uniform = rashba::spin_modes(fine, {0.0, 0.0});
    add_relaxation(model, uniform, run);
    if (!asked)
        return;
    SpinModeTable table{asked->wavenumber, asked->direction, {}};
    table.modes.resize(table.wavenumbers.size());
    const auto wave_vector = [&](double wavenumber) {
        const double q = wavenumber * GasUnits::length();
        return std::array<double, 2>{q * std::cos(table.direction), q * std::sin(table.direction)};
    };
    math::parallel_for(table.modes.size(), [&](std::size_t i) {
        table.modes[i] = rashba::spin_modes(fine, wave_vector(table.wavenumbers[i]));
    });
    const auto largest = std::ranges::max_element(table.wavenumbers);
    const auto& hardest =
        table.modes[static_cast<std::size_t>(largest - table.wavenumbers.begin())];
    run.certificate.push_back({"spin_modes",
                               "change of the rates of spin modes at the largest wavenumber from "
                               "half as many directions, over the fastest",
                               resolution(model, wave_vector(*largest), hardest), 1e-3});
    for (Modes& modes : table.modes)
        for (rashba::SpinMode& mode : modes)
            mode.rate *= model.units.rate();
    run.spin_modes = std::move(table);
}

} // namespace sidejump::electron_gas
