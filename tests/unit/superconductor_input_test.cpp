// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/superconducting_model.hpp"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sidejump::superconductor {
namespace superconductor_input_test {

using testing::Contains;
using testing::HasSubstr;

const std::string layers = "[structure]\nkind = \"layers\"\n";
const std::string study = "[study]\ntemperature = \"1 K\"\n";
const std::string niobium = "[[metal]]\nname = \"Nb\"\ncritical_temperature = \"9.2 K\"\n"
                            "diffusion = \"5 cm^2/s\"\n";
const std::string copper = "[[metal]]\nname = \"Cu\"\ndiffusion = \"90 cm^2/s\"\n";
const std::string film = "[[layer]]\nmetal = \"Nb\"\nthickness = \"50 nm\"\ncells = 50\n";
const std::string wire = "[[layer]]\nmetal = \"Cu\"\nthickness = \"100 nm\"\ncells = 50\n";

std::string error(const std::string& text) {
    try {
        (void)build_model(read_superconductor_text(text, "wire.toml"));
    } catch (const input::InputError& mistake) {
        return mistake.what();
    }
    return "no error";
}

std::string bilayer(const std::string& more) {
    return layers + study + niobium + copper + film + wire + more;
}

std::string reduced_bulk(const std::string& metal) {
    return "units = \"reduced\"\n[structure]\nkind = \"bulk\"\nmetal = \"S\"\n"
           "[study]\ntemperature = 0.1\n[[metal]]\nname = \"S\"\n" +
           metal;
}

TEST(SuperconductorFiles, ReadOneOfEachKindOfEntry) {
    const SuperconductorFile file = read_superconductor_text(
        bilayer("[[interface]]\nbetween = [\"Nb\", \"Cu\"]\nlaw = \"transparent\"\n"
                "[right]\nmetal = \"Nb\"\nphase = \"90 deg\"\n[solver]\ngrid_check = false\n"),
        "wire.toml");
    EXPECT_EQ(file.input.layer[1].called().text, "Cu");
    EXPECT_NEAR(file.input.right->phase, 1.570796326794897, 1e-14);
    EXPECT_FALSE(file.input.solver.grid_check);
    EXPECT_EQ(file.echo["metal"][0]["critical_temperature"], "9.2 K");
    EXPECT_EQ(file.echo["units"], "SI");
    EXPECT_EQ(file.echo["study"]["kind"], "equilibrium");
    EXPECT_TRUE(is_superconductor(input::Node{input::Table{{"structure", {}}, {"metal", {}}}, 1}));
    EXPECT_FALSE(is_superconductor(input::Node{input::Table{{"geometry", {}}}, 1}));
}

TEST(SuperconductorFiles, BelongToOneUnitSystem) {
    EXPECT_EQ(error(reduced_bulk("critical_temperature = \"9 K\"\n")),
              "wire.toml:9: metal[0].critical_temperature: expected a bare number, as the file has "
              "units = \"reduced\", found the text \"9 K\"");
    EXPECT_THAT(error(layers + study + "[[metal]]\nname = \"Nb\"\ncritical_temperature = 9.2\n"),
                HasSubstr("metal[0].critical_temperature: needs a unit, e.g. \"1.2 meV\" (or units "
                          "= \"reduced\" at the top of the file)"));
    EXPECT_THAT(error(layers + study + "[[metal]]\nname = \"Nb\"\ndiffusion = \"5 nm\"\n"),
                HasSubstr("a quantity > 0 that converts to m2/s, e.g. \"20 cm^2/s\", found the "
                          "text \"5 nm\""));
    EXPECT_THAT(error("units = \"natural\"\n" + bilayer("")),
                HasSubstr("wire.toml:1: units: expected \"SI\" or \"reduced\""));
    EXPECT_THAT(error(reduced_bulk("pair_potential = 1\nzeeman_field = 1\n")),
                HasSubstr("metal[0].zeeman_field: not used with units = \"reduced\""));
}

TEST(SuperconductorFiles, RefuseWhatMetalsCannotBe) {
    EXPECT_THAT(error(reduced_bulk("pair_potential = 1\nspin_orbit_rate = -0.1\n")),
                HasSubstr("wire.toml:10: metal[0].spin_orbit_rate: expected a finite number >= 0, "
                          "found the number -0.1"));
    EXPECT_THAT(error(reduced_bulk("pair_potential = 1\ncritical_temperature = 1\n")),
                HasSubstr("at most one of critical_temperature, coupling, pair_potential"));
    EXPECT_THAT(error(reduced_bulk("coupling = 0.3\n")),
                HasSubstr("a coupling and a debye_temperature"));
    EXPECT_THAT(error(reduced_bulk("critical_temperature = 1\nphase = 1\n")),
                HasSubstr("metal[0].phase: not used: it is the phase of a `pair_potential`"));
    EXPECT_THAT(error(layers + study + "[[metal]]\nname = \"Nb\"\n"),
                HasSubstr("metal[0].diffusion: missing key: expected a diffusion constant"));
    EXPECT_THAT(error(bilayer("[[metal]]\nname = \"Al\"\nconductivity = \"3e7 S/m\"\n"
                              "diffusion = \"100 cm^2/s\"\n")),
                HasSubstr("a conductivity (or density_of_states) in all metals or in none, found "
                          "\"Al\" with one and \"Nb\" without"));
    EXPECT_THAT(error(bilayer("[[metal]]\nname = \"Nb\"\ndiffusion = \"1 cm^2/s\"\n")),
                HasSubstr("metal[2].name: expected a name for each metal"));
}

TEST(SuperconductorFiles, RefuseStructuresThatDoNotFitTogether) {
    EXPECT_THAT(error(layers + study + niobium + copper +
                      "[[layer]]\nmetal = \"nb\"\nthickness = \"1 nm\"\ncells = 5\n"),
                HasSubstr("layer[0].metal: expected the name of a [[metal]] (Nb, Cu), found "
                          "\"nb\"; did you mean \"Nb\"?"));
    EXPECT_THAT(error(layers + study + niobium + "[[layer]]\nmetal = \"Nb\"\ncells = 5\n"),
                HasSubstr("layer[0].thickness: missing key"));
    EXPECT_THAT(
        error(layers + study + niobium + "[[layer]]\nmetal = \"Nb\"\nthickness = \"1 nm\"\n"),
        HasSubstr("exactly one of cells or spacing"));
    EXPECT_THAT(error(layers + study + niobium + film + "edge_refinement = 0\n"),
                HasSubstr("layer[0].edge_refinement: expected a finite number in [1, 1e+06]"));
    EXPECT_THAT(error(layers + study + niobium),
                HasSubstr("layer: missing: a structure of kind = \"layers\" is made of [[layer]]"));
    EXPECT_THAT(error("[structure]\nkind = \"bulk\"\nmetal = \"Nb\"\n" + study + niobium + film),
                HasSubstr("layer: not used by a structure of kind = \"bulk\""));
    EXPECT_THAT(error(layers + "winding = 1\n" + study + niobium + film),
                HasSubstr("structure.winding: not used by a structure of kind = \"layers\""));
    EXPECT_THAT(error("[structure]\nkind = \"plane\"\nwidth = \"1 um\"\n" + study + niobium),
                HasSubstr("structure.height: missing key: a structure of kind = \"plane\""));
    EXPECT_THAT(error("[structure]\nkind = \"plane\"\nwidth = \"1 um\"\nheight = \"1 um\"\n"
                      "cells = [9, 9]\n" +
                      study + niobium),
                HasSubstr("a background metal or [[region]] tables, found neither"));
    EXPECT_THAT(error("[structure]\nkind = \"plane\"\nwidth = \"1 um\"\nheight = \"1 um\"\n"
                      "cells = [9, 9]\n" +
                      study + niobium +
                      "[[region]]\nmetal = \"Nb\"\n"
                      "circle = { centre = [\"2 um\", \"0 um\"], radius = \"0.1 um\" }\n"),
                HasSubstr("region[0]: expected a region that holds the centre of a cell"));
    const std::string periodic = "[structure]\nkind = \"plane\"\nwidth = \"1 um\"\nheight = "
                                 "\"1 um\"\nmetal = \"Nb\"\nperiodic = true\n";
    EXPECT_THAT(error(periodic + "cells = [9, 2]\n" + study + niobium),
                HasSubstr("structure.cells: expected at least 3 cells along each direction"));
    EXPECT_THAT(error(periodic + "cells = [9, 9]\nfield = \"1 mT\"\n" + study + niobium),
                HasSubstr("structure.field: not used by a periodic plane"));
    EXPECT_THAT(error(periodic + "cells = [9, 9]\n" + study + niobium + "[top]\nmetal = \"Nb\"\n"),
                HasSubstr("top: not used by a periodic plane"));
    EXPECT_THAT(error("[structure]\nkind = \"disc\"\n" + study + niobium + film +
                      "[left]\nmetal = \"Nb\"\n"),
                HasSubstr("left: not used by a disc"));
}

TEST(SuperconductorFiles, RefuseInterfacesThatCannotBe) {
    const std::string between = "[[interface]]\nbetween = [\"Nb\", \"Cu\"]\n";
    EXPECT_THAT(error(bilayer(between + "law = \"transmission\"\nconductance = \"1e13 S/m^2\"\n"
                                        "transmission = 1.2\n")),
                HasSubstr("interface[0].transmission: expected a finite number in (0, 1], found "
                          "the number 1.2"));
    EXPECT_THAT(error(bilayer(between + "law = \"tunnel\"\n")),
                HasSubstr("interface[0].conductance: missing key: law = \"tunnel\" needs it"));
    EXPECT_THAT(error(bilayer(between + "law = \"tunnel\"\nconductance = \"1e13 S/m^2\"\n"
                                        "transmission = 0.2\n")),
                HasSubstr("interface[0].transmission: not used by law = \"tunnel\""));
    EXPECT_THAT(error(bilayer(between + "law = \"tunnel\"\nconductance = \"1e13 S/m^2\"\n")),
                HasSubstr("interface[0].conductance: expected metals with a conductivity"));
    EXPECT_THAT(error(bilayer(between + "law = \"spin-active\"\nconductance = \"1 S/m^2\"\n"
                                        "polarisation = [0.8, 0, 0.8]\n")),
                HasSubstr("interface[0].polarisation: expected a list of three numbers, a vector "
                          "no longer than 1, found one of length 1.13137"));
    const std::string third = "[[layer]]\nname = \"cap\"\nmetal = \"Nb\"\n"
                              "thickness = \"5 nm\"\ncells = 5\n";
    EXPECT_THAT(error(bilayer(third + "[[interface]]\nbetween = [\"Nb\", \"cap\"]\n")),
                HasSubstr("interface[0]: expected an interface between neighbours, found \"Nb\" "
                          "and \"cap\", which do not touch"));
    EXPECT_THAT(error(bilayer(between + between)), HasSubstr("interface[1]: expected one interface "
                                                             "between two layers"));
    EXPECT_THAT(error(bilayer(film + between)), HasSubstr("the name of one layer"));
    EXPECT_THAT(error(bilayer("[left]\nkind = \"open\"\nmetal = \"Nb\"\n")),
                HasSubstr("left.metal: not used by an open end"));
    EXPECT_THAT(error(bilayer("[left]\nphase = 1\n")), HasSubstr("left.metal: missing key"));
}

TEST(SuperconductorFiles, RefuseStudiesThatTheStructureDoesNotAllow) {
    const auto of = [](const std::string& asked, const std::string& rest) {
        return error(layers + "[study]\n" + asked + niobium + copper + rest);
    };
    EXPECT_EQ(of("temperature = \"1 K\"\n", wire),
              "wire.toml:3: study: expected a superconductor in the structure: a metal with a "
              "critical_temperature, a coupling or a pair_potential, found none");
    EXPECT_THAT(of("kind = \"critical-temperature\"\n", wire),
                HasSubstr("of which a Tc is asked, found none in the structure"));
    const std::string phases = "kind = \"current-phase\"\ntemperature = \"1 K\"\n";
    EXPECT_THAT(
        of(phases, wire + "[left]\nmetal = \"Nb\"\n"),
        HasSubstr("two superconducting reservoirs, [left] and [right], for the phase difference, "
                  "found no reservoir [right]"));
    EXPECT_THAT(of(phases, film + "[left]\nmetal = \"Nb\"\n[right]\nmetal = \"Cu\"\n"),
                HasSubstr("right.metal: expected a superconductor, as a phase difference is asked "
                          "for, found \"Cu\", which is normal"));
    EXPECT_EQ(of(phases, wire + "[left]\nmetal = \"Nb\"\n[right]\nmetal = \"Nb\"\n"), "no error");
    EXPECT_THAT(of("kind = \"spectrum\"\ntemperature = [\"1 K\", \"2 K\"]\n", film),
                HasSubstr("study.temperature: expected one temperature, found 2"));
    EXPECT_THAT(of("kind = \"spectrum\"\ntemperature = \"1 K\"\nphases = [1]\n", film),
                HasSubstr("study.phases: not used by a study of kind = \"spectrum\""));
    EXPECT_THAT(of("kind = \"branch\"\ntemperature = \"1 K\"\n", film),
                HasSubstr("study.parameter: missing key"));
    EXPECT_THAT(of("self_consistent = true\n", film), HasSubstr("study.temperature: missing key"));
}

TEST(SuperconductorFiles, WarnOfCoarseGrids) {
    const auto warnings = [](const std::string& text) {
        return build_model(read_superconductor_text(text, "wire.toml")).warnings;
    };
    EXPECT_THAT(warnings(bilayer("")), testing::IsEmpty());
    EXPECT_THAT(warnings(layers + study + niobium +
                         "[[layer]]\nmetal = \"Nb\"\nthickness = \"1 um\"\ncells = 50\n"),
                Contains(HasSubstr("metal \"Nb\": the largest cell is 2.")));
}

TEST(SuperconductorFiles, ReadAlloys) {
    const auto folder = std::filesystem::temp_directory_path() / "sidejump_superconductor_test";
    std::filesystem::create_directories(folder);
    const std::string alloy =
        "[host]\nname = \"Cu\"\n[[impurity]]\nconcentration = 0.01\n"
        "channels = [ { l = 0, j = 0.5, phase_shift = 0.6 }, { l = 1, j = "
        "0.5, phase_shift = -0.2 }, { l = 1, j = 1.5, phase_shift = 0.1 } ]\n";
    std::ofstream(folder / "alloy.toml") << alloy;
    const std::string text = "[structure]\nkind = \"bulk\"\nmetal = \"A\"\n" + study +
                             "[[metal]]\nname = \"A\"\ncritical_temperature = \"1 K\"\n"
                             "alloy = { file = \"alloy.toml\" }\n";
    const SuperconductorFile file = read_superconductor_text(text, (folder / "wire.toml").string());
    const Metal& metal = file.metals.metals.front();
    EXPECT_GT(metal.diffusion, 0.0);
    EXPECT_GT(metal.spin_orbit_rate, 0.0);
    EXPECT_NE(metal.spin_hall_angle, 0.0);
    EXPECT_GT(file.metals.units.states, 0.0);
    EXPECT_EQ(file.echo["metal"][0]["alloy"]["file"], "alloy.toml");
    EXPECT_THAT(error(text), HasSubstr("metal[0].alloy.file: expected an alloy file that can be "
                                       "read, found no file alloy.toml"));
    std::string within = text;
    within.replace(within.find("alloy = {"), within.size(),
                   "[metal.alloy.host]\nname = \"Cu\"\n[[metal.alloy.impurity]]\n" +
                       alloy.substr(alloy.find("concentration")));
    EXPECT_EQ(error(within), "no error");
    EXPECT_EQ(read_superconductor_text(within, "wire.toml").metals.metals[0].diffusion,
              metal.diffusion);
    within.insert(within.find("[metal.alloy"), "swapping = 0.1\n");
    EXPECT_THAT(error(within), HasSubstr("metal[0].swapping: not used: the metal takes it from its "
                                         "`alloy`"));
    EXPECT_THAT(error("units = \"reduced\"\n[structure]\nkind = \"bulk\"\nmetal = \"A\"\n"
                      "[study]\ntemperature = 1\n[[metal]]\nname = \"A\"\npair_potential = 1\n" +
                      within.substr(within.find("[metal.alloy"))),
                HasSubstr("metal[0].alloy: not used with units = \"reduced\""));
    std::filesystem::remove_all(folder);
}

} // namespace superconductor_input_test
} // namespace sidejump::superconductor
