// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/response_declarations.hpp"
#include "sidejump/output/coefficients_report.hpp"
#include "sidejump/output/response_report.hpp"

#include <cmath>

namespace sidejump::output {
namespace {

using coefficients::DecayLengths;
using coefficients::ResponseRun;
using Json = nlohmann::ordered_json;

Json finite(double value) {
    return std::isfinite(value) ? Json(value + 0.0) : Json(nullptr);
}

Json quantity(double value, const char* unit) {
    Json entry = {{"value", finite(value)}, {"unit", unit}};
    if (std::isinf(value))
        entry["infinite"] = true;
    if (std::isnan(value))
        entry["undefined"] = true;
    return entry;
}

Json number(std::complex<double> value) {
    return {{"real", value.real() + 0.0}, {"imaginary", value.imag() + 0.0}};
}

Json quantity(std::complex<double> value, const char* unit) {
    Json entry = number(value);
    entry["unit"] = unit;
    return entry;
}

Json vector(const Eigen::Vector3d& value, const char* unit) {
    return {{"value", {value.x() + 0.0, value.y() + 0.0, value.z() + 0.0}}, {"unit", unit}};
}

Json modes_json(const ResponseRun& run) {
    const auto word = [](response::Conservation conservation) {
        return conservation == response::Conservation::conserved ? "conserved"
               : conservation == response::Conservation::nearly  ? "nearly conserved"
                                                                 : "decays";
    };
    Json list = Json::array();
    for (const auto& mode : run.modes) {
        const double rate = mode.rate.real();
        list.push_back({{"J", mode.J},
                        {"parity", mode.parity == 0 ? "even" : "odd"},
                        {"degeneracy", 2 * mode.J + 1},
                        {"name", mode.name},
                        {"conservation", word(mode.conservation)},
                        {"rate", quantity(mode.rate / run.transport_time, "1/s")},
                        {"lifetime", quantity(run.transport_time / rate, "s")},
                        {"lifetime_over_transport_time", quantity(1.0 / rate, "1")},
                        {"spin_overlap", mode.spin_overlap},
                        {"pseudospin_overlap", mode.pseudospin_overlap}});
    }
    return list;
}

Json decay_json(const DecayLengths& lengths) {
    Json exact = Json::array();
    for (const auto& mode : lengths.exact)
        exact.push_back({{"length", quantity(mode.length, "m")},
                         {"wavenumber", quantity(mode.wavenumber, "1/m")}});
    return {{"modes", exact},
            {"full", quantity(lengths.full, "m")},
            {"two_moment", quantity(lengths.two_moment, "m")},
            {"moments", lengths.order},
            {"error", lengths.error}};
}

Json injection_json(const ResponseRun& run) {
    if (run.depths.empty())
        return nullptr;
    Json depths = Json::array();
    for (const double depth : run.depths)
        depths.push_back(depth);
    const auto polarisation = [](const coefficients::InjectedSpin& injected) {
        return Json{{"surface_density", injected.surface_density},
                    {"current", injected.current},
                    {"slow_amplitude", finite(injected.slow_amplitude)},
                    {"profile", injected.profile},
                    {"directions", injected.directions},
                    {"error", injected.error}};
    };
    return {{"depths", {{"value", depths}, {"unit", "m"}}},
            {"longitudinal", polarisation(run.injected_longitudinal)},
            {"transverse", polarisation(run.injected_transverse)}};
}

Json susceptibility_json(const ResponseRun& run) {
    Json list = Json::array();
    for (const auto& point : run.susceptibility) {
        Json matrix = Json::array();
        for (Eigen::Index row = 0; row < 4; ++row) {
            Json entries = Json::array();
            for (Eigen::Index column = 0; column < 4; ++column)
                entries.push_back(number(point.matrix(row, column)));
            matrix.push_back(entries);
        }
        list.push_back({{"wavenumber", quantity(point.wavenumber, "1/m")},
                        {"frequency", quantity(point.frequency, "Hz")},
                        {"charge", number(point.charge)},
                        {"longitudinal", number(point.longitudinal)},
                        {"transverse", number(point.transverse)},
                        {"diffusion_theory",
                         {{"charge", number(point.diffusive_charge)},
                          {"longitudinal", number(point.diffusive_longitudinal)},
                          {"transverse", number(point.diffusive_transverse)}}},
                        {"matrix", matrix},
                        {"moments", point.order},
                        {"error", point.error}});
    }
    return list;
}

Json dynamics_json(const ResponseRun& run) {
    Json list = Json::array();
    for (const auto& point : run.dynamics)
        list.push_back(
            {{"frequency", quantity(point.frequency, "Hz")},
             {"charge_conductivity", quantity(point.charge_conductivity, "S/m")},
             {"spin_hall_conductivity", quantity(point.spin_hall_conductivity, "S/m")},
             {"charge_diffusion", quantity(point.charge_diffusion, "m2/s")},
             {"spin_diffusion_longitudinal", quantity(point.spin_diffusion_longitudinal, "m2/s")},
             {"spin_diffusion_transverse", quantity(point.spin_diffusion_transverse, "m2/s")},
             {"spin_relaxation_rate", quantity(point.spin_relaxation_rate, "1/s")}});
    return list;
}

} // namespace

Json response_json(const coefficients::AlloyFile& file, const ResponseRun& run) {
    Json evolution = Json::array();
    for (const auto& point : run.evolution)
        evolution.push_back({{"time", quantity(point.time, "s")},
                             {"along_field", point.along_field},
                             {"across_field", number(point.across_field)}});
    Json hanle = Json::array();
    for (const auto& point : run.hanle)
        hanle.push_back({{"field", quantity(point.field, "T")},
                         {"signal", quantity(point.signal, "s/m")},
                         {"error", quantity(point.error, "s/m")},
                         {"diffusion_theory", quantity(point.diffusive, "s/m")}});
    Json results = Json::object();
    for (const auto& declared : coefficients::response_declarations())
        if (coefficients::has_need(run, declared.need)) {
            results[declared.name] = quantity(declared.value(run), declared.unit);
            results[declared.name]["meaning"] = declared.meaning;
        }
    return {{"program", program_json()},
            {"input", file.echo},
            {"results", results},
            {"scales",
             {{"transport_time", quantity(run.transport_time, "s")},
              {"mean_free_path", quantity(run.mean_free_path, "m")},
              {"ballistic_length", quantity(run.ballistic_length, "m")},
              {"static_susceptibility",
               quantity(-2.0 * file.alloy.host.density_of_states(), "1/(J m3)")},
              {"mean_field", quantity(run.mean_field, "J")},
              {"larmor_frequency", vector(run.larmor, "rad/s")}}},
            {"modes", modes_json(run)},
            {"spin_evolution", evolution},
            {"spatial_decay",
             {{"longitudinal", decay_json(run.longitudinal)},
              {"transverse", decay_json(run.transverse)}}},
            {"injection", injection_json(run)},
            {"susceptibility", susceptibility_json(run)},
            {"dynamics", dynamics_json(run)},
            {"hanle", hanle},
            {"warnings", run.warnings}};
}

} // namespace sidejump::output
