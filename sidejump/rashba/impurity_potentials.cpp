// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/rashba/impurity_potentials.hpp"

#include "sidejump/math/gsl_status.hpp"
#include "sidejump/math/quadrature.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_interp.h>
#include <numbers>

namespace sidejump::rashba {
namespace {

struct Table {
    std::vector<double> transfers;
    std::vector<double> values;
    std::unique_ptr<gsl_interp, decltype(&gsl_interp_free)> interpolation;

    [[nodiscard]] double at(double transfer) const {
        constexpr double rounding = 1e-9; // of a transfer that is 2 p in another order of terms
        const double last = transfers.back();
        if (!(transfer <= last * (1.0 + rounding)))
            throw MissingTransfer(transfer, last);
        double value = 0.0;
        if (gsl_interp_eval_e(interpolation.get(), transfers.data(), values.data(),
                              std::min(transfer, last), nullptr, &value) != GSL_SUCCESS)
            throw std::logic_error("a momentum transfer outside a table");
        return value;
    }
};

/// Calls function(sine of half the deflection, weight) for a mean over deflections.
template <class Function>
void for_half_deflections(const Function& function) {
    // Potentials have a cusp at q = 0, and tables at their rows; long ranges scatter by small
    // angles, at which the points are dense.
    constexpr int panels = 64;
    static const math::QuadratureRule rule = math::gauss_legendre(16);
    for (int panel = 0; panel < panels; ++panel)
        for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
            const double t = (panel + 0.5 * (1.0 + rule.nodes[i])) / panels;
            function(std::sin(0.5 * std::numbers::pi * t * t * t),
                     1.5 * t * t * rule.weights[i] / panels);
        }
}

} // namespace

Potential delta_potential(double strength) {
    return [strength](double) { return strength; };
}

Potential gaussian_potential(double strength, double range) {
    return
        [strength, range](double q) { return strength * std::exp(-0.5 * q * q * range * range); };
}

Potential yukawa_potential(double amplitude, double screening_length) {
    return [amplitude, kappa = 1.0 / screening_length](double q) {
        return 2.0 * std::numbers::pi * amplitude / std::hypot(q, kappa);
    };
}

Potential screened_coulomb_potential(double coupling, double screening, double distance) {
    return [=](double q) { return coupling * std::exp(-q * distance) / (q + screening); };
}

MissingTransfer::MissingTransfer(double transfer_, double last_)
    : std::out_of_range(fmt::format("a table of a potential ends at the momentum transfer {:.6g}, "
                                    "{:.6g} is needed",
                                    last_, transfer_)),
      transfer(transfer_), last(last_) {}

Potential tabulated_potential(std::vector<double> transfers, std::vector<double> values) {
    math::use_gsl_status_codes();
    if (transfers.size() < 3 || transfers.size() != values.size() || transfers.front() != 0.0 ||
        std::adjacent_find(transfers.begin(), transfers.end(), std::greater_equal<>()) !=
            transfers.end())
        throw std::invalid_argument(
            "a table of a potential needs three momentum transfers that increase from 0");
    auto table = std::make_shared<Table>(
        Table{std::move(transfers), std::move(values), {nullptr, &gsl_interp_free}});
    table->interpolation.reset(gsl_interp_alloc(gsl_interp_steffen, table->transfers.size()));
    if (!table->interpolation ||
        gsl_interp_init(table->interpolation.get(), table->transfers.data(), table->values.data(),
                        table->transfers.size()) != GSL_SUCCESS)
        throw std::invalid_argument("no interpolation of a table of a potential");
    return
        [table = std::shared_ptr<const Table>(std::move(table))](double q) { return table->at(q); };
}

Potential squared(Potential potential) {
    return [potential = std::move(potential)](double q) {
        const double value = potential(q);
        return value * value;
    };
}

ScatteringRates born_rates(const Potential& squared_potential, double momentum) {
    ScatteringRates rates;
    for_half_deflections([&](double sine, double weight) {
        const double part = weight * squared_potential(2.0 * momentum * sine);
        rates.all += part;
        rates.transport += 2.0 * sine * sine * part;
    });
    return rates;
}

double born_phase_shift(const Potential& squared_potential, double momentum) {
    double mean = 0.0;
    for_half_deflections([&](double sine, double weight) {
        mean += weight * std::sqrt(squared_potential(2.0 * momentum * sine));
    });
    return 0.5 * mean; // pi N_0 is 1/2
}

ScatteringRates phase_shift_rates(const std::vector<ShortRangeScatterers::PartialWave>& waves) {
    std::vector<double> shifts = {0.0}; // of spin up, m increasing, with one more at both ends
    for (std::size_t m = waves.size(); m-- > 1;)
        shifts.push_back(waves[m].antialigned);
    for (const auto& wave : waves)
        shifts.push_back(wave.aligned);
    shifts.push_back(0.0);
    ScatteringRates rates;
    for (std::size_t i = 0; i + 1 < shifts.size(); ++i) {
        rates.all += 4.0 * std::pow(std::sin(shifts[i]), 2);
        rates.transport += 2.0 * std::pow(std::sin(shifts[i] - shifts[i + 1]), 2);
    }
    return rates;
}

} // namespace sidejump::rashba
