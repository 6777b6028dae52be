// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/electron_gas/response_columns.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

namespace sidejump::electron_gas {
namespace {

using rashba::KineticResponse;
using Complex = std::complex<double>;

/// e/8 pi, per e.
constexpr double universal = 1.0 / (8.0 * std::numbers::pi);

/// Columns made of the responses at all frequencies.
class Columns {
  public:
    using Part = std::function<Complex(const KineticResponse&)>;

    Columns(const rashba::GasResponse& response, GasRun& run) : response_(response), run_(run) {}

    void begin(const std::string& group) { group_ = group; }
    void add(const std::string& name, const std::string& unit, const std::string& meaning,
             double factor, const Part& part) {
        std::vector<Complex> values;
        for (const KineticResponse& at : response_.at)
            values.push_back(factor * part(at));
        run_.columns.push_back({group_, name, unit, meaning, std::move(values)});
    }

  private:
    const rashba::GasResponse& response_;
    GasRun& run_;
    std::string group_;
};

void add_spin_currents(Columns& columns, double force) {
    const char* unit = "e/8pi";
    const auto yz = [](rashba::Carried KineticResponse::*part) {
        return [part](const KineticResponse& r) { return (r.*part).spin_current[1]; };
    };
    columns.begin("Spin current per electric field");
    columns.add("spin_current_yz", unit, "of the spin S_z along y", 1.0 / universal,
                yz(&KineticResponse::total));
    columns.add("spin_current_xz", unit, "of the spin S_z along x", 1.0 / universal,
                [](const KineticResponse& r) { return r.total.spin_current[0]; });
    columns.add("spin_current_yz_si", "J/m", "of S_z along y in the field of the file", force,
                yz(&KineticResponse::total));
    columns.begin("spin_current_yz, by what drives it");
    columns.add("rotation", unit, "spins turn, as momenta change: the field on the wave functions",
                1.0 / universal, yz(&KineticResponse::rotation));
    columns.add("acceleration", unit, "occupations shift: the field on the distribution",
                1.0 / universal, yz(&KineticResponse::acceleration));
    columns.add("side_jump", unit, "side jump at impurities with spin-orbit coupling",
                1.0 / universal, yz(&KineticResponse::side_jump));
    columns.begin("spin_current_yz, term by term in the balance of the spin in the plane");
    columns.add("field_term", unit, "rotation of the wave functions", 1.0 / universal,
                [](const KineticResponse& r) { return r.field_term; });
    columns.add("collision_term", unit, "collisions, the side jump included", 1.0 / universal,
                [](const KineticResponse& r) { return r.collision_term; });
    columns.add("retardation_term", unit, "i omega S", 1.0 / universal,
                [](const KineticResponse& r) { return r.retardation_term; });
}

/// 1/tau_tr without spin-orbit coupling as the directions of the momentum give it.
double discrete_transport_rate(const rashba::Scatterers& scatterers, double momentum,
                               int directions) {
    const auto contour = rashba::fermi_contour({}, 0.5 * momentum * momentum, directions);
    const auto amplitude = scatterers.mean_amplitude(contour);
    const rashba::Momentum in{momentum, contour.directions.front().angle};
    double rate = 0.0;
    for (const auto& direction : contour.directions) {
        const double share = std::norm((*amplitude)({momentum, direction.angle}, in)(0, 0));
        rate += share * (1.0 - std::cos(direction.angle - in.angle));
    }
    return scatterers.density() * rate / directions;
}

/// The largest error of such a rate: directions that are too few for all of the impurities of a
/// kind do not show in a comparison with half as many.
double scattering_error(const GasModel& model, int directions) {
    double worst = 0.0;
    for (std::size_t i = 0; i < model.gas.impurities.size(); ++i) {
        const double exact = model.transport_rates[i];
        const double found =
            discrete_transport_rate(*model.gas.impurities[i], model.reference_momentum, directions);
        worst = std::max(worst, std::abs(found - exact) / exact);
    }
    return worst;
}

} // namespace

void add_response_columns(const GasFile& file, const GasModel& model,
                          const rashba::GasResponse& response, GasRun& run) {
    const double force = units::elementary_charge * file.input.study.electric_field; // N
    Columns columns(response, run);
    columns.begin("Conductivity");
    const std::array<const char*, 3> axes{"x", "y", "z"};
    for (std::size_t a = 0; a < 2; ++a)
        columns.add(fmt::format("conductivity_{}x", axes[a]), "S",
                    fmt::format("current along {} for a field along x", axes[a]),
                    GasUnits::conductance(),
                    [a](const KineticResponse& r) { return r.total.current[a]; });
    add_spin_currents(columns, force);
    columns.begin("Spin in the field of the file");
    const double density = force * model.units.spin_per_force();
    for (std::size_t a = 0; a < 3; ++a)
        columns.add(fmt::format("spin_{}", axes[a]), "1/m^2",
                    fmt::format("S_{} per area, in units of hbar", axes[a]), density,
                    [a](const KineticResponse& r) { return r.total.spin[a]; });
    const double carriers = model.carriers * GasUnits::density();
    for (std::size_t a = 0; a < 3; ++a)
        columns.add(fmt::format("polarisation_{}", axes[a]), "",
                    fmt::format("2 S_{} over the number of carriers", axes[a]),
                    2.0 * density / carriers,
                    [a](const KineticResponse& r) { return r.total.spin[a]; });
}

void add_response_certificate(const GasModel& model, const rashba::GasResponse& response,
                              GasRun& run) {
    // Of a gas that is not isotropic there are 256 directions at most.
    const double resolved = model.gas.field.is_isotropic() ? 1e-6 : 1e-4;
    run.certificate.push_back({"angular_error",
                               "change of the results from half as many directions",
                               response.angular_error, resolved});
    run.certificate.push_back({"scattering",
                               "error of 1/tau of the current of a kind of impurities, on so many "
                               "directions",
                               scattering_error(model, response.directions), 1e-5});
    const rashba::SpinOrbitField& field = model.gas.field;
    // Of linear terms alone: with alpha a spin of S_y turns at m 2 alpha q_yz, with beta too one of
    // S_y and S_x.
    if (field.is_cubic() || field.rashba == 0.0 || field.dresselhaus != 0.0 ||
        !model.is_spin_independent)
        return;
    double worst = 0.0;
    for (std::size_t k = 0; k < response.at.size(); ++k) {
        const double omega = 2.0 * std::numbers::pi * run.frequencies[k] / model.units.rate();
        const auto& total = response.at[k].total;
        const Complex change = Complex(0.0, -omega) * total.spin[1];
        const Complex torque = 2.0 * field.rashba * total.spin_current[1];
        worst = std::max(worst, std::abs(change - torque) /
                                    (std::abs(change) + 2.0 * std::abs(field.rashba) * universal));
    }
    run.certificate.push_back(
        {"spin_torque", "dS_y/dt = 2 m alpha q_yz, over its size and that of e/8pi", worst, 1e-9});
}

} // namespace sidejump::electron_gas
