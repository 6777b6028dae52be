// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/region_section.hpp"

#include "sidejump/device/names.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

namespace sidejump::device {
namespace {

using input::Number;
using input::Place;
using input::PlacedTextType;
using input::Quantity;
using input::Section;
using input::Table;

Quantity spin_length() {
    return {"m", "250 nm", {.low = 1e-12, .high = 1.0}};
}

void read_alloy(AlloyEntry& alloy, const Table& table, const Place& place) {
    if (alloy.path) {
        refuse_keys(table, place,
                    {"host", "impurity", "kinetics", "thermal", "response", "spectrum"},
                    "not used: the alloy is read from `file`");
        const std::string path =
            (std::filesystem::path(place.file).parent_path() / alloy.path->text).string();
        if (!std::filesystem::is_regular_file(path))
            alloy.path->place.fail("an alloy file that can be read",
                                   fmt::format("no file {}", path));
        alloy.file =
            std::make_shared<const coefficients::AlloyFile>(coefficients::read_alloy_file(path));
        return;
    }
    for (const char* key : {"host", "impurity"})
        if (!has_key(table, key))
            place.entry(key, place.line)
                .fail("missing key: expected a [host] and [[impurity]] sections of the alloy, or "
                      "a `file`, found nothing");
    alloy.file = std::make_shared<const coefficients::AlloyFile>(
        coefficients::alloy_from_table(alloy, input::Node{table, place.line}, place));
}

void require(const Table& table, const Place& place, const char* key, const char* why) {
    if (!has_key(table, key))
        place.entry(key, place.line)
            .fail(fmt::format("missing key: {} needs it, found nothing", why));
}

void check_lengths(const RegionInput& region, const Table& table, const Place& place) {
    if (region.spin_diffusion_length)
        refuse_keys(table, place,
                    {"spin_diffusion_length_longitudinal", "spin_diffusion_length_transverse"},
                    "expected one spin_diffusion_length or a longitudinal and a transverse one, "
                    "found both");
    else if (!region.spin_diffusion_length_longitudinal && !region.spin_diffusion_length_transverse)
        place.entry("spin_diffusion_length", place.line)
            .fail("missing key: expected a length such as \"250 nm\", or a longitudinal and a "
                  "transverse one, found nothing");
    else
        for (const char* key :
             {"spin_diffusion_length_longitudinal", "spin_diffusion_length_transverse"})
            require(table, place, key, "an anisotropic spin diffusion length");
}

// D_0, D_1 and D_2 are not negative.
void check_swapping(const RegionInput& region, const Table& table, const Place& place) {
    const auto [longitudinal, transverse] = spin_diffusion_lengths(region);
    const double ratio = longitudinal * longitudinal / (transverse * transverse);
    const double highest = std::min(0.5 * ratio, 2.0 - ratio);
    const double swapping = region.swapping.value_or(0.0);
    if (swapping < -ratio || swapping > highest)
        input::place_of(table, "swapping", place)
            .fail(fmt::format("a number in [{:.6g}, {:.6g}], where D_0, D_1 and D_2 are not "
                              "negative for D_L/D_T = {:.6g}",
                              -ratio, highest, ratio),
                  fmt::format("the number {}", swapping));
}

void check_region(RegionInput& region, const Table& table, const Place& place) {
    region.place = place;
    at_most_one_of(table, place, {"diffusion_constant", "spin_relaxation_time"});
    if (region.alloy) {
        refuse_keys(table, place,
                    {"spin_diffusion_length", "spin_diffusion_length_longitudinal",
                     "spin_diffusion_length_transverse", "spin_hall_angle", "swapping",
                     "diffusion_constant", "spin_relaxation_time", "magnetisation", "polarisation",
                     "dephasing_length", "precession_length", "anomalous_hall_angle"},
                    "not used: the region takes its numbers from `alloy`");
        return;
    }
    refuse_keys(table, place, {"temperature"},
                "not used: only an `alloy` depends on temperature, the numbers here do not");
    if (region.magnetisation) {
        refuse_keys(table, place,
                    {"spin_diffusion_length_longitudinal", "spin_diffusion_length_transverse",
                     "spin_hall_angle", "swapping"},
                    "not used: a region with a magnetisation is a ferromagnet, with polarisation, "
                    "spin_diffusion_length and anomalous_hall_angle");
        require(table, place, "polarisation", "a ferromagnet");
        require(table, place, "spin_diffusion_length", "a ferromagnet");
        return;
    }
    refuse_keys(
        table, place,
        {"polarisation", "dephasing_length", "precession_length", "anomalous_hall_angle"},
        "needs a `magnetisation` beside it, which makes the region a ferromagnet, found none");
    check_lengths(region, table, place);
    check_swapping(region, table, place);
}

} // namespace

SpinDiffusionLengths spin_diffusion_lengths(const RegionInput& region) {
    if (region.spin_diffusion_length)
        return {*region.spin_diffusion_length, *region.spin_diffusion_length};
    return {region.spin_diffusion_length_longitudinal.value(),
            region.spin_diffusion_length_transverse.value()};
}

const Section<AlloyEntry>& alloy_section() {
    static const Section<AlloyEntry> section =
        coefficients::with_alloy_tables(
            Section<AlloyEntry>("An alloy for regions: the tables of an alloy file under "
                                "`alloy.`, or the name of such a file.")
                .required("name", &AlloyEntry::name, PlacedTextType(),
                          "Name by which regions refer to it.")
                .optional("file", &AlloyEntry::path, PlacedTextType(),
                          "An alloy file instead of the tables; its path is taken from the folder "
                          "of the device file."),
            false)
            .finish(read_alloy);
    return section;
}

const Section<RegionInput>& region_section() {
    const auto angle = [] { return Number({.low = -10.0, .high = 10.0}); };
    static const Section<RegionInput> section =
        Section<RegionInput>(
            "What a region of the mesh is made of: an `alloy`, whose impurities give all numbers; "
            "a normal metal given by `conductivity` and spin diffusion length; or, with a "
            "`magnetisation`, a ferromagnet.")
            .required("name", &RegionInput::name, PlacedTextType(),
                      "Name of the region in the geometry or the mesh file.")
            .optional("alloy", &RegionInput::alloy, PlacedTextType(), "Name of an [[alloy]].")
            .optional("temperature", &RegionInput::temperature,
                      Quantity("K", "300 K", input::positive()),
                      "Temperature over whose energy shells an alloy is averaged.",
                      "zero: the Fermi energy alone")
            .optional("conductivity", &RegionInput::conductivity,
                      Quantity("S/m", "4e7 S/m", {.low = 1e-6, .high = 1e12}),
                      "Charge conductivity, both spins.")
            .optional("spin_diffusion_length", &RegionInput::spin_diffusion_length, spin_length(),
                      "Spin diffusion length of all spin directions; the spin-flip length along "
                      "the magnetisation of a ferromagnet.")
            .optional("spin_diffusion_length_longitudinal",
                      &RegionInput::spin_diffusion_length_longitudinal, spin_length(),
                      "sqrt(D_L/R) of spins along the gradient.")
            .optional("spin_diffusion_length_transverse",
                      &RegionInput::spin_diffusion_length_transverse, spin_length(),
                      "sqrt(D_T/R) of spins across the gradient, whose conductivity is that of "
                      "the charge.")
            .optional("spin_hall_angle", &RegionInput::spin_hall_angle, angle(),
                      "theta = sigma_SH/sigma in J_ja = -sigma theta eps_jka d_k u_0.", "0")
            .optional("swapping", &RegionInput::swapping, angle(),
                      "kappa/D_T with kappa = (D_2 - D_0)/3, spin current swapping.", "0")
            .optional("diffusion_constant", &RegionInput::diffusion_constant,
                      Quantity("m2/s", "0.01 m^2/s", {.low = 1e-12, .high = 1e6}),
                      "Diffusion constant of spins across the gradient, for magnetic fields and "
                      "frequencies.")
            .optional("spin_relaxation_time", &RegionInput::spin_relaxation_time,
                      Quantity("s", "10 ps", {.low = 1e-18, .high = 1e3}),
                      "1/R, instead of the diffusion constant: D = lambda^2/tau_s.")
            .with_default("g_factor", &RegionInput::g_factor, Number({.low = -1e4, .high = 1e4}),
                          "g factor, in omega_L = g mu_B B/hbar.")
            .optional("magnetisation", &RegionInput::magnetisation, input::Direction(),
                      "Direction of the magnetisation; it makes the region a ferromagnet.")
            .optional("polarisation", &RegionInput::polarisation,
                      Number({.low = -1.0, .high = 1.0, .low_open = true, .high_open = true}),
                      "(sigma_up - sigma_down)/(sigma_up + sigma_down) along the magnetisation.")
            .optional("dephasing_length", &RegionInput::dephasing_length, spin_length(),
                      "Decay length of spins across the magnetisation.", "`spin_diffusion_length`")
            .optional("precession_length", &RegionInput::precession_length, spin_length(),
                      "Exchange precession: sigma/length^2 is its rate in the diffusion equation.",
                      "no precession")
            .optional("anomalous_hall_angle", &RegionInput::anomalous_hall_angle, angle(),
                      "sigma_AH/sigma in J_0 = sigma_AH m x E.", "0")
            .exactly_one_of({"alloy", "conductivity"})
            .finish(check_region);
    return section;
}

} // namespace sidejump::device
