// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/device_problem.hpp"
#include "tests/support/device_texts.hpp"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sidejump::device {
namespace device_input_test {

using testing::HasSubstr;

const std::string copper = "[[region]]\nname = \"Cu\"\nconductivity = \"5e7 S/m\"\n"
                           "spin_diffusion_length = \"400 nm\"\n";
const std::string cobalt = "[[region]]\nname = \"Co\"\nconductivity = \"1e7 S/m\"\n"
                           "spin_diffusion_length = \"40 nm\"\npolarisation = 0.4\n"
                           "magnetisation = [1, 0, 0]\n";
const std::string iron = "[[region]]\nname = \"Fe\"\nconductivity = \"1e7 S/m\"\n"
                         "spin_diffusion_length = \"5 nm\"\npolarisation = 0.4\n"
                         "magnetisation = [0, 1, 0]\n";
const std::string contacts = "[[contact]]\nboundary = \"left\"\ncurrent = \"1 mA\"\n"
                             "[[contact]]\nname = \"ground\"\nboundary = \"right\"\n"
                             "potential = \"0 V\"\n";
const std::string junction = "[[interface]]\nbetween = [\"Cu\", \"Co\"]\n"
                             "conductance = \"1e15 S/m^2\"\n";

std::string error(const std::string& text) {
    try {
        (void)read_device_text(test::on_a_film(text), "device.toml");
    } catch (const input::InputError& mistake) {
        return mistake.what();
    }
    return "no error";
}

MeshDescription line() {
    MeshDescription mesh;
    mesh.dimension = 1;
    mesh.vertices = {{0., 0., 0.}, {1e-6, 0., 0.}, {2e-6, 0., 0.}, {3e-6, 0., 0.}};
    mesh.cells = {{{0, 1}, 0}, {{1, 2}, 1}, {{2, 3}, 2}};
    mesh.boundary_faces = {{{0}, 0}, {{3}, 1}};
    mesh.regions = {"Cu", "Co", "lead"};
    mesh.boundaries = {"left", "right"};
    return mesh;
}

const std::string lead = "[[region]]\nname = \"lead\"\nconductivity = \"5e7 S/m\"\n"
                         "spin_diffusion_length = \"400 nm\"\n";

TEST(DeviceFiles, BecomeAProblem) {
    const DeviceFile file = read_device_text(
        test::on_a_film(copper + cobalt + lead + junction + "polarisation = 0.5\n" + contacts),
        "device.toml");
    const DiffusionProblem problem =
        device_problem(file, line(), Embedding(), study_points(file).at(0));
    ASSERT_EQ(problem.media.size(), 3U);
    EXPECT_EQ(problem.media[1].conduction(0, 1), 0.4e7);
    ASSERT_EQ(problem.interfaces.size(), 1U);
    EXPECT_EQ(problem.interfaces[0].region_1, 0U);
    EXPECT_EQ(problem.interfaces[0].region_2, 1U);
    EXPECT_EQ(problem.interfaces[0].law(0, 1), 0.5e15) << "polarised along x";
    ASSERT_EQ(problem.terminals.size(), 2U);
    EXPECT_EQ(problem.terminals[0].name, "left");
    EXPECT_EQ(problem.terminals[0].drive, Drive::current);
    EXPECT_EQ(problem.terminals[0].value, 1e-3);
    EXPECT_EQ(problem.terminals[1].name, "ground");
    EXPECT_EQ(problem.terminals[1].boundary, 1U);
    EXPECT_TRUE(problem.terminals[1].law.fixed[2]);
}

TEST(DeviceFiles, EchoHasDefaultsAndNoAbsentValues) {
    const DeviceFile file = read_device_text(test::on_a_film(copper + contacts), "device.toml");
    EXPECT_EQ(file.echo["region"][0]["conductivity"], "50000000 S/m");
    EXPECT_EQ(file.echo["solver"]["order"], 2);
    EXPECT_EQ(file.echo["study"]["kind"], "steady");
    EXPECT_FALSE(file.echo["region"][0].contains("temperature"));
}

TEST(DeviceFiles, AlloysFromOtherFiles) {
    const auto folder = std::filesystem::temp_directory_path() / "sidejump_device_input_test";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "alloy.toml")
        << "[host]\nname = \"Cu\"\n[[impurity]]\nconcentration = 0.01\n"
           "channels = [ { l = 0, j = 0.5, phase_shift = 0.1 } ]\n";
    const std::string text = "[[alloy]]\nname = \"A\"\nfile = \"alloy.toml\"\n"
                             "[[region]]\nname = \"Cu\"\nalloy = \"A\"\n";
    const DeviceFile file =
        read_device_text(test::on_a_film(text), (folder / "device.toml").string());
    EXPECT_EQ(file.alloys.alloy(*file.input.region[0].alloy).alloy.host.name, "Cu");
    EXPECT_EQ(file.echo["alloy"][0]["file"], "alloy.toml");
    EXPECT_THAT(error(text), HasSubstr("device.toml:3: alloy[0].file: expected an alloy file that "
                                       "can be read, found no file alloy.toml"));
    EXPECT_THAT(device_warnings(file), testing::Contains(HasSubstr("do not relax")))
        << "s waves conserve spin";
    std::filesystem::remove_all(folder);
}

TEST(DeviceFiles, RefusesContradictoryRegions) {
    const std::string start = "[[region]]\nname = \"Cu\"\n";
    const std::string metal = start + "conductivity = \"5e7 S/m\"\n";
    EXPECT_EQ(error(metal), "device.toml:1: region[0].spin_diffusion_length: missing key: expected "
                            "a length such as \"250 nm\", or a longitudinal and a transverse one, "
                            "found nothing");
    EXPECT_THAT(error(start), HasSubstr("exactly one of alloy or conductivity, found none"));
    EXPECT_EQ(error(start + "alloy = \"A\"\nswapping = 0.1\n"),
              "device.toml:4: region[0].swapping: not used: the region takes its numbers from "
              "`alloy`");
    EXPECT_EQ(error(copper + "temperature = \"4 K\"\n"),
              "device.toml:5: region[0].temperature: not used: only an `alloy` depends on "
              "temperature, the numbers here do not");
    EXPECT_THAT(error(copper + "polarisation = 0.4\n"),
                HasSubstr("device.toml:5: region[0].polarisation: needs a `magnetisation`"));
    EXPECT_THAT(error(cobalt + "spin_hall_angle = 0.1\n"), HasSubstr("is a ferromagnet"));
    EXPECT_THAT(error(metal + "magnetisation = [1, 0, 0]\n"),
                HasSubstr("region[0].polarisation: missing key: a ferromagnet needs it"));
    EXPECT_THAT(error(copper + "spin_diffusion_length_transverse = \"1 nm\"\n"),
                HasSubstr("found both"));
    EXPECT_THAT(error(metal + "spin_diffusion_length_transverse = \"1 nm\"\n"),
                HasSubstr("region[0].spin_diffusion_length_longitudinal: missing key"));
    EXPECT_THAT(error(copper + "diffusion_constant = \"1 m^2/s\"\nspin_relaxation_time = \"1 s\""),
                HasSubstr("region[0].spin_relaxation_time: expected at most one of"));
    EXPECT_THAT(error(copper + "swapping = 0.6\n"),
                HasSubstr("swapping: expected a number in [-1, 0.5], where D_0, D_1 and D_2 are "
                          "not negative for D_L/D_T = 1, found the number 0.6"));
    EXPECT_THAT(error(metal + "spin_diffusion_length_longitudinal = \"2 nm\"\n"
                              "spin_diffusion_length_transverse = \"1 nm\"\n"),
                HasSubstr("expected a number in [-4, -2]"));
    EXPECT_THAT(error(copper + copper),
                HasSubstr("device.toml:6: region[1].name: expected each region once, found \"Cu\" "
                          "again, as on line 2"));
}

TEST(DeviceFiles, RefusesWrongAlloys) {
    const std::string alloy = "[[alloy]]\nname = \"CuBi\"\n[alloy.host]\nname = \"Cu\"\n"
                              "[[alloy.impurity]]\nconcentration = 0.01\n"
                              "channels = [ { l = 0, j = 0.5, phase_shift = 0.1 } ]\n";
    EXPECT_THAT(error(alloy + "[[region]]\nname = \"N\"\nalloy = \"CuB\"\n"),
                HasSubstr("device.toml:10: region[0].alloy: expected the name of an [[alloy]] "
                          "(CuBi), found \"CuB\"; did you mean \"CuBi\"?"));
    EXPECT_THAT(error("[[alloy]]\nname = \"A\"\n" + copper),
                HasSubstr("alloy[0].host: missing key"));
    EXPECT_THAT(
        error("[[alloy]]\nname = \"A\"\nfile = \"a.toml\"\n[alloy.host]\nname = \"Cu\"\n" + copper),
        HasSubstr("alloy[0].host: not used: the alloy is read from `file`"));
    std::string silent = alloy;
    silent.replace(silent.find("0.1 }"), 5, "0.0 }");
    EXPECT_THAT(error(silent + copper),
                HasSubstr("alloy[0].impurity: expected at least one channel "
                          "that scatters"));
}

TEST(DeviceFiles, RefusesAlloysWithoutADiffusionEquation) {
    // The partner channels s1/2 and p1/2 scatter alike: helicity is conserved.
    const DeviceFile file = read_device_text(
        test::on_a_film("[[alloy]]\nname = \"A\"\n[alloy.host]\nname = \"Cu\"\n"
                        "[[alloy.impurity]]\nconcentration = 0.01\n"
                        "channels = [ { l = 0, j = 0.5, phase_shift = 0.4 },\n"
                        "             { l = 1, j = 0.5, phase_shift = 0.4 } ]\n"
                        "[[region]]\nname = \"N\"\nalloy = \"A\"\n"
                        "[[region]]\nname = \"warm\"\nalloy = \"A\"\ntemperature = \"10 K\"\n"
                        "[[region]]\nname = \"hot\"\nalloy = \"A\"\ntemperature = \"5000 K\"\n"),
        "device.toml");
    const auto medium_error = [&](std::size_t i) {
        try {
            (void)region_medium(file.input.region[i], file.alloys, Vector3::Zero());
        } catch (const input::InputError& mistake) {
            return std::string(mistake.what());
        }
        return std::string("no error");
    };
    EXPECT_THAT(medium_error(0),
                HasSubstr("device.toml:11: region[0].alloy: alloy \"A\": D_0 is "
                          "infinite, because the impurities conserve the helicity"));
    EXPECT_THAT(medium_error(1), HasSubstr("D_0 is infinite at some energy"));
    EXPECT_THAT(medium_error(2), HasSubstr("1/40 of the Fermi temperature"));
}

TEST(DeviceFiles, RefusesContradictoryInterfaces) {
    const std::string both = copper + cobalt;
    EXPECT_EQ(error(both + junction), "no error");
    EXPECT_THAT(error(both + junction + "area_resistance = \"1 ohm m^2\"\n"),
                HasSubstr("exactly one of conductance or area_resistance"));
    EXPECT_THAT(error(both + "[[interface]]\nbetween = [\"Cu\"]\nconductance = \"1 S/m^2\"\n"),
                HasSubstr("interface[0].between: expected the names of two regions, found 1"));
    EXPECT_THAT(error(both + "[[interface]]\nbetween = [\"Cu\", \"Cu\"]\n"
                             "conductance = \"1 S/m^2\"\n"),
                HasSubstr("expected two different regions"));
    EXPECT_THAT(error(both + "[[interface]]\nbetween = [\"Cu\", \"Cobalt\"]\n"
                             "conductance = \"1 S/m^2\"\n"),
                HasSubstr("interface[0].between[1]: expected the name of a [[region]] (Cu, Co), "
                          "found \"Cobalt\""));
    EXPECT_THAT(error(both + junction + junction), HasSubstr("one interface between two regions"));
    EXPECT_THAT(error(both + junction + "mixing_conductance = \"4e14 S/m^2\"\n"),
                HasSubstr("at least half the conductance, 5e+14 S/m2, found 4e+14 S/m2"));
    EXPECT_EQ(error(both + junction + "mixing_conductance = [\"6e14 S/m^2\", \"1e13 S/m^2\"]\n"),
              "no error");
    EXPECT_THAT(error(both + junction + "spin_loss_delta = 0.1\n"),
                HasSubstr("interface[0].spin_loss_delta: expected two normal regions, found a "
                          "ferromagnet among \"Cu\" and \"Co\""));
    EXPECT_THAT(error(both + junction + "spin_loss_delta = 0.1\nspin_loss = \"1 S/m^2\"\n"),
                HasSubstr("at most one of spin_loss, spin_loss_delta"));
    EXPECT_THAT(error(copper + lead +
                      "[[interface]]\nbetween = [\"Cu\", \"lead\"]\n"
                      "conductance = \"1 S/m^2\"\npolarisation = 0.5\n"),
                HasSubstr("polarisation: expected a ferromagnet on one side"));
    EXPECT_THAT(error(cobalt + iron +
                      "[[interface]]\nbetween = [\"Co\", \"Fe\"]\n"
                      "conductance = \"1 S/m^2\"\n"),
                HasSubstr("parallel or antiparallel"));
}

TEST(DeviceFiles, RefusesContradictoryContacts) {
    const auto contact = [](const std::string& keys) {
        return error(copper + "[[contact]]\nboundary = \"left\"\n" + keys);
    };
    const std::string behind = "potential = \"1 V\"\nconductance = \"1e12 S/m^2\"\n";
    const std::string magnet = "magnetisation = [1, 0, 0]\n";
    EXPECT_EQ(contact("potential = \"1 V\"\ncurrent = \"1 A\"\n"),
              "device.toml:8: contact[0].current: expected one drive: potential, current or "
              "floating = true, found potential and current");
    EXPECT_EQ(contact(behind + magnet +
                      "polarisation = 0.4\nmixing_conductance = \"1e12 S/m^2\"\n"
                      "ferromagnet_spin_resistance = \"1e-15 ohm m^2\"\n"
                      "ferromagnet_polarisation = 0.3\n"),
              "no error");
    EXPECT_THAT(contact(""), HasSubstr("contact[0]: expected a drive"));
    EXPECT_EQ(contact("spin_sink = true\n"), "no error");
    EXPECT_EQ(contact("mixing_conductance = \"1e14 S/m^2\"\n" + magnet), "no error");
    EXPECT_THAT(contact("mixing_conductance = \"1e14 S/m^2\"\n"), HasSubstr("a magnetisation"));
    EXPECT_THAT(contact("mixing_conductance = \"-1 S/m^2\"\n" + magnet),
                HasSubstr("a real part >= 0, found -1 S/m2"));
    EXPECT_THAT(contact("spin_sink = true\nmixing_conductance = \"1 S/m^2\"\n"),
                HasSubstr("a spin sink fixes all spin potentials"));
    EXPECT_THAT(contact("spin_sink = true\npotential = \"1 V\"\n"),
                HasSubstr("spin_sink: expected a contact without a drive"));
    EXPECT_THAT(contact("conductance = \"1 S/m^2\"\n"), HasSubstr("conductance: needs a drive"));
    EXPECT_THAT(contact("spin = \"blocking\"\nspin_sink = true\n"),
                HasSubstr("spin: needs a drive"));
    EXPECT_THAT(contact(behind + "spin = \"reservoir\"\n"),
                HasSubstr("contact[0].spin: contradicts the interface"));
    EXPECT_THAT(contact(behind + "polarisation = 0.4\n"), HasSubstr("needs a `magnetisation`"));
    EXPECT_THAT(contact(behind + "area_resistance = \"1 ohm m^2\"\n"), HasSubstr("at most one of"));
    EXPECT_THAT(contact("potential = \"1 V\"\n" + magnet), HasSubstr("magnetisation: expected a "));
    EXPECT_THAT(contact(behind + magnet + "ferromagnet_polarisation = 0.4\n"),
                HasSubstr("a ferromagnet_spin_resistance beside it"));
    EXPECT_THAT(contact(behind + magnet + "ferromagnet_spin_resistance = \"1 ohm m^2\"\n"),
                HasSubstr("a ferromagnet_polarisation beside it"));
    EXPECT_THAT(contact(behind + magnet + "mixing_conductance = \"4e11 S/m^2\"\n"),
                HasSubstr("at least half the conductance"));
    EXPECT_THAT(contact("floating = true\nmixing_conductance = \"1 S/m^2\"\n" + magnet),
                HasSubstr("a conductance beside it"));
    EXPECT_THAT(contact("floating = true\npolarisation = 0.1\n"
                        "ferromagnet_spin_resistance = \"1 ohm m^2\"\n"
                        "ferromagnet_polarisation = 0.3\n" +
                        magnet),
                HasSubstr("polarisation: expected a conductance"));
    EXPECT_THAT(contact("potential = \"1 V\"\ninjected_polarisation = [0, 0, 1]\n"),
                HasSubstr("a `current` beside it, found potential"));
    EXPECT_THAT(contact("current = \"1 A\"\ninjected_polarisation = [0, 1, 1]\n"),
                HasSubstr("a vector no longer than 1, found one of length 1.41421"));
    EXPECT_THAT(
        contact("current = \"1 A\"\ninjected_polarisation = [0, 0, 1]\nspin = \"blocking\""),
        HasSubstr("fixes the spin current"));
    EXPECT_THAT(contact("current = \"1 A\"\ninjected_polarisation = [0, 0, 1]\n"
                        "conductance = \"1 S/m^2\"\n"),
                HasSubstr("the current is given everywhere"));
    EXPECT_THAT(error(copper + contacts +
                      "[[contact]]\nname = \"x\"\nboundary = \"left\"\n"
                      "floating = true\n"),
                HasSubstr("device.toml:14: contact[2].boundary: expected at most one contact on a "
                          "boundary, found \"left\" again, as on line 6"));
    EXPECT_THAT(error(copper + contacts +
                      "[[contact]]\nname = \"left\"\nboundary = \"top\"\n"
                      "floating = true\n"),
                HasSubstr("a name for each contact"));
}

} // namespace device_input_test
} // namespace sidejump::device
