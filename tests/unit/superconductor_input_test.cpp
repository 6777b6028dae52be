// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/current_phase_symmetry.hpp"
#include "sidejump/superconductor/superconducting_model.hpp"
#include "sidejump/superconductor/superconductor_run.hpp"

#include <cmath>
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
                "[left]\nmetal = \"Nb\"\n[right]\nmetal = \"Nb\"\nphase = \"90 "
                "deg\"\n[solver]\ngrid_check = false\n"),
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

TEST(SuperconductorFiles, GradeRegionsOfMetalAlongADirection) {
    const auto plane = [](const std::string& region) {
        return error("units = \"reduced\"\n[structure]\nkind = \"plane\"\nwidth = 1\nheight = 1\n"
                     "cells = [4, 4]\nmetal = \"S\"\n[study]\ntemperature = 0.5\n[[metal]]\n"
                     "name = \"S\"\ncritical_temperature = 1\n[[region]]\n"
                     "circle = { centre = [0.5, 0.5], radius = 0.3 }\n" +
                     region);
    };
    EXPECT_EQ(plane("metal = \"S\"\nalong = \"y\"\nswapping = [0, 0.2]\n"), "no error");
    EXPECT_THAT(plane("empty = true\nswapping = 0.2\n"),
                HasSubstr("wire.toml:16: region[0].swapping: not used by a hole"));
    EXPECT_THAT(plane("metal = \"S\"\nalong = \"y\"\n"),
                HasSubstr("wire.toml:16: region[0].along: not used without a profile"));
    EXPECT_THAT(plane("metal = \"S\"\nexchange_turns = 1\n"),
                HasSubstr("region[0].exchange_turns: expected an exchange_field of the region"));
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

TEST(SuperconductorFiles, RefuseGridsThatAreTooLarge) {
    const auto plane = [](const std::string& cells, const std::string& more = "") {
        return "[structure]\nkind = \"plane\"\nwidth = \"1 um\"\nheight = \"1 um\"\n"
               "metal = \"Nb\"\ncells = " +
               cells + "\n" + study + niobium + more;
    };
    EXPECT_EQ(error(plane("[4000, 4000]")),
              "wire.toml:6: structure.cells: expected cells that give at most 250000 nodes, found "
              "4000 x 4000 cells: 64016001 nodes on the grid twice as fine of the grid_check, "
              "which can be switched off in [solver]; they would take 49 GB for each frequency, "
              "and there are 33 or more");
    // The grid twice as fine is too large, the one of the file is not.
    const auto read = [](const std::string& text) -> std::string {
        try {
            (void)read_superconductor_text(text, "wire.toml");
        } catch (const input::InputError& mistake) {
            return mistake.what();
        }
        return "no error";
    };
    EXPECT_THAT(read(plane("[400, 400]")), HasSubstr("641601 nodes on the grid twice as fine"));
    EXPECT_EQ(read(plane("[400, 400]", "[solver]\ngrid_check = false\n")), "no error");
    EXPECT_THAT(read(plane("[500, 500]", "[solver]\ngrid_check = false\n")),
                HasSubstr("251001 nodes; they"));
    const std::string thick = "[[layer]]\nmetal = \"Nb\"\nthickness = \"1 mm\"\n";
    const std::string fine = thick + "spacing = \"10.5 nm\"\n";
    EXPECT_THAT(read(layers + study + niobium + thick + "cells = 30000\n" + fine),
                HasSubstr("layer[1].spacing: expected layers of at most 250000 nodes together, "
                          "found 250479 up to this one on the grid twice as fine"));
    EXPECT_EQ(read(layers + study + niobium + fine), "no error");
}

std::string reduced_plane(const std::string& more) {
    return "units = \"reduced\"\n[structure]\nkind = \"plane\"\nmetal = \"S\"\nwidth = 3\n"
           "height = 3\ncells = [6, 6]\n[[metal]]\nname = \"S\"\ncritical_temperature = 1\n"
           "[[metal]]\nname = \"R\"\npair_potential = 1\n[[metal]]\nname = \"N\"\n" +
           more;
}

TEST(SuperconductorFiles, RefusePhasesWithoutAReference) {
    const std::string one = "[left]\nmetal = \"Nb\"\nphase = 1\n";
    EXPECT_THAT(error(bilayer(one)),
                HasSubstr("wire.toml:22: left.phase: expected another superconducting reservoir, "
                          "or a pair_potential in the structure, that the phase differs from, "
                          "found a phase bias with one reservoir"));
    EXPECT_THAT(error(bilayer(one + "[right]\nmetal = \"Cu\"\n")),
                HasSubstr("a phase bias with one reservoir"));
    EXPECT_THAT(error(bilayer("[left]\nmetal = \"Nb\"\n[right]\nmetal = \"Cu\"\nphase = 1\n")),
                HasSubstr("right.phase: expected a superconductor, whose pair potential has a "
                          "phase, found \"Cu\", which is normal"));
    EXPECT_EQ(error(bilayer(one + "[right]\nmetal = \"Nb\"\n")), "no error");
    EXPECT_EQ(error(bilayer("[left]\nmetal = \"Nb\"\nphase = 0\n")), "no error");
    // A pair potential that is prescribed has a phase of its own.
    const std::string prescribed = "[[metal]]\nname = \"Al\"\npair_potential = \"0.2 meV\"\n"
                                   "diffusion = \"90 cm^2/s\"\n[[layer]]\nmetal = \"Al\"\n"
                                   "thickness = \"10 nm\"\ncells = 8\n";
    EXPECT_EQ(error(bilayer(prescribed + one)), "no error");
}

TEST(SuperconductorFiles, RefuseCornersOfTwoPhases) {
    const std::string at = "[study]\ntemperature = 0.3\n";
    const std::string left = "[left]\nmetal = \"R\"\n";
    const std::string bottom = "[bottom]\nmetal = \"R\"\n";
    EXPECT_THAT(error(reduced_plane(at + left + bottom + "phase = 1.5\n")),
                HasSubstr("wire.toml:22: bottom.phase: expected the metal and the phase of [left], "
                          "whose corner it shares; a side of another law than \"transparent\" may "
                          "differ, found 1.5 rad beside 0 rad"));
    EXPECT_THAT(error(reduced_plane(at + left + "[top]\nmetal = \"S\"\n")),
                HasSubstr("top.metal: expected the metal and the phase of [left]"));
    EXPECT_EQ(error(reduced_plane(at + left + bottom)), "no error");
    EXPECT_EQ(error(reduced_plane(at + left + "[bottom]\nmetal = \"N\"\n")), "no error");
    EXPECT_EQ(error(reduced_plane(at + left + bottom +
                                  "phase = 1.5\nlaw = \"tunnel\"\nconductance = 1\n")),
              "no error");
    EXPECT_EQ(error(reduced_plane(at + left + "[right]\nmetal = \"R\"\nphase = 1\n")), "no error");
    // Without metal at the corner there is nothing to share.
    EXPECT_EQ(error(reduced_plane(at + left + bottom +
                                  "phase = 1.5\n[[region]]\nempty = true\n"
                                  "rectangle = { from = [0, 0], to = [1, 1] }\n")),
              "no error");
    EXPECT_THAT(error(reduced_plane("[study]\ntemperature = 0.3\nkind = \"current-phase\"\n" +
                                    left + bottom + "[right]\nmetal = \"R\"\n")),
                HasSubstr("found a study in which the phase of [right] runs"));
}

TEST(SuperconductorFiles, WarnOfStrongCoupling) {
    const auto warnings = [](const std::string& text) {
        return read_superconductor_text(text, "wire.toml").metals.warnings;
    };
    const std::string gap = "critical_temperature = 1\n";
    EXPECT_THAT(warnings(reduced_bulk(gap + "swapping = -0.5\nspin_hall_angle = 0.5\n")),
                testing::IsEmpty());
    EXPECT_THAT(warnings(reduced_bulk(gap + "swapping = -0.6\nspin_hall_angle = 2\n")),
                testing::ElementsAre("metal \"S\": spin_hall_angle = 2 is not small; the theory is "
                                     "of first order in it",
                                     "metal \"S\": swapping = -0.6 is not small; the theory is of "
                                     "first order in it"));
    EXPECT_THAT(warnings(layers + study + niobium + film +
                         "swapping = { at = [0, 0.7], value = [0.1, -0.8] }\n"),
                testing::ElementsAre("layer[0]: swapping = -0.8 is not small; the theory is of "
                                     "first order in it"));
}

TEST(SuperconductorFiles, RefuseBranchesOfManyNodes) {
    const std::string text =
        "units = \"reduced\"\n[structure]\nkind = \"layers\"\n[[metal]]\nname = \"S\"\n"
        "critical_temperature = 1\n[[layer]]\nmetal = \"S\"\nthickness = 2\ncells = 1500\n"
        "[study]\nkind = \"branch\"\ntemperature = 0.5\nparameter = \"temperature\"\nfrom = 1\n"
        "to = 1.1\n[solver]\ngrid_check = false\n";
    try {
        (void)run_superconductor(read_superconductor_text(text, "wire.toml"));
        FAIL() << "it ran";
    } catch (const input::InputError& mistake) {
        EXPECT_THAT(mistake.what(),
                    HasSubstr("wire.toml:11: study.kind: expected a grid of at most 1500 nodes for "
                              "a branch, whose factors at all frequencies are kept, found 1501"));
    }
}

// A normal wire between two superconducting reservoirs.
std::string reduced_junction(const std::string& wire_of, const std::string& left = "",
                             const std::string& right = "") {
    return "units = \"reduced\"\n[structure]\nkind = \"layers\"\n[[metal]]\nname = \"R\"\n"
           "pair_potential = 2\n[[metal]]\nname = \"N\"\n" +
           ("[study]\nkind = \"current-phase\"\ntemperature = 1.0\n[solver]\ngrid_check = false\n"
            "matsubara_accuracy = 1e-4\n[left]\nmetal = \"R\"\n" +
            left + "[right]\nmetal = \"R\"\n" + right +
            "[[layer]]\nmetal = \"N\"\nthickness = 1\ncells = 2\n" + wire_of);
}

TEST(CurrentPhase, GoesRoundWhereTheCurrentIsNotOdd) {
    const auto is_odd = [](const std::string& wire_of, const std::string& left = "") {
        return has_odd_current(
            read_superconductor_text(reduced_junction(wire_of, left), "wire.toml"));
    };
    const std::string field = "exchange_field = [0, 0, 1]\n";
    const std::string turns = field + "exchange_turns = 0.4\n";
    const std::string hall = "spin_hall_angle = [0, 0.2]\n";
    const std::string mixing = "law = \"spin-active\"\nconductance = 1\nspin_mixing_left = 0.5\n";
    EXPECT_TRUE(is_odd(""));
    EXPECT_TRUE(is_odd(hall));
    EXPECT_TRUE(is_odd(turns)); // in the plane y, z
    EXPECT_TRUE(is_odd(turns, mixing + "magnetisation = [0, 1, 1]\n"));
    EXPECT_FALSE(is_odd(turns, mixing + "magnetisation = [1, 0, 0]\n"));
    EXPECT_FALSE(is_odd("exchange_field = [1, 0, 1]\nexchange_turns = 0.4\n"));
    EXPECT_FALSE(is_odd(field + hall));
    EXPECT_FALSE(is_odd("", "phase = 1\n"));
}

TEST(CurrentPhase, FindsTheCriticalCurrentOnBothSides) {
    const auto run = [](const std::string& text) {
        return run_superconductor(read_superconductor_text(text, "wire.toml"));
    };
    const auto values = [](const SuperconductorRun& of, const std::string& name) {
        return of.points.find(name)->values;
    };
    const SuperconductorRun odd = run(reduced_junction(""));
    EXPECT_EQ(values(odd, "phase").size(), 33);
    EXPECT_EQ(values(odd, "phase").front(), 0.0);
    // The fields of both ends and of the wire do not lie in one plane: I(0) does not vanish.
    const auto polarised = [](const std::string& along) {
        return "law = \"spin-active\"\nconductance = 2\nspin_mixing_left = 0.6\npolarisation = " +
               along + "\n";
    };
    const SuperconductorRun anomalous = run(reduced_junction(
        "exchange_field = [0, 0, 1]\n", polarised("[0.7, 0, 0]"), polarised("[0, 0.8, 0]")));
    const std::vector<double> phases = values(anomalous, "phase");
    const std::vector<double> currents = values(anomalous, "current_left");
    ASSERT_EQ(phases.size(), 65);
    EXPECT_NEAR(phases.front(), -phases.back(), 1e-15);
    EXPECT_NEAR(currents.front(), currents.back(), 1e-10);
    EXPECT_GT(std::abs(currents[32]), 1e-6);
    const double critical = anomalous.findings.front().value;
    for (const double current : currents)
        EXPECT_LE(std::abs(current), critical * (1.0 + 1e-9));
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
