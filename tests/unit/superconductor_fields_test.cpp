// SPDX-License-Identifier: GPL-3.0-or-later
// Fields of superconductor files against position.
#include "sidejump/superconductor/superconducting_model.hpp"
#include "sidejump/superconductor/superconductor_run.hpp"
#include "sidejump/usadel/matsubara_points.hpp"
#include "sidejump/usadel/usadel_solution.hpp"

#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <numbers>

namespace sidejump::superconductor {
namespace superconductor_fields_test {

const std::string metal = R"(
[[metal]]
name = "S"
critical_temperature = 1.0
[[layer]]
metal = "S"
thickness = 2.0
cells = 20
[study]
temperature = 0.4
[solver]
grid_check = false
)";

SuperconductorRun run(const std::string& structure) {
    return run_superconductor(read_superconductor_text(
        "units = \"reduced\"\n[structure]\n" + structure + metal, "file.toml"));
}

/// A field too weak to break pairs drives a current that is that of layers, times the gradient of
/// the phase, -2 e A = -e B r.
TEST(CurrentAcross, OfADiscInAFieldIsThatOfLayersAtItsGradient) {
    constexpr double small = 1e-4;
    const SuperconductorRun layers = run("kind = \"layers\"\nphase_gradient = 1e-4\n");
    const double slope = layers.points.find("current_across")->values[0] / (2.0 * small);
    EXPECT_GT(slope, 0.1);
    for (const double density : layers.fields[0].nodes.find("current_density_across")->values)
        EXPECT_NEAR(density / (slope * small), 1.0, 1e-7);

    const SuperconductorRun disc = run("kind = \"disc\"\nfield = 1e-4\n");
    const Fields& fields = disc.fields[0];
    const std::vector<double>& radius = fields.nodes.find("r")->values;
    const std::vector<double>& density = fields.nodes.find("current_density_across")->values;
    for (std::size_t n = 0; n < radius.size(); ++n)
        EXPECT_NEAR(density[n], -small * radius[n] * slope, 1e-6 * small) << radius[n];
    // The line from the axis to the edge: half the square of the radius.
    EXPECT_NEAR(disc.points.find("current_across")->values[0] / (-slope * small), 2.0, 1e-6);
}

/// A plane that is uniform along y has the solution of layers, with all that an interface does.
TEST(PlaneWithInterface, IsThatOfLayers) {
    const std::string metals = R"(
[[metal]]
name = "S"
critical_temperature = 1.0
[[metal]]
name = "F"
diffusion = 2.0
exchange_field = [0.3, 0.0, 0.4]
[[interface]]
between = ["F", "S"]
law = "spin-active"
conductance = 0.7
polarisation = [0.0, 0.4, 0.0]
spin_mixing_left = 0.2
spin_mixing_right = 0.5
[study]
temperature = 0.3
[solver]
grid_check = false
gap_tolerance = 1e-10
)";
    const auto solve = [&](const std::string& structure) {
        return run_superconductor(
            read_superconductor_text("units = \"reduced\"\n" + structure + metals, "file.toml"));
    };
    const SuperconductorRun layers =
        solve("[structure]\nkind = \"layers\"\n[[layer]]\nmetal = \"F\"\nthickness = 1\ncells = 4\n"
              "[[layer]]\nmetal = \"S\"\nthickness = 2\ncells = 8\n");
    const SuperconductorRun plane = solve(
        "[structure]\nkind = \"plane\"\nwidth = 3\nheight = 0.5\ncells = [12, 2]\n"
        "metal = \"S\"\n[[region]]\nmetal = \"F\"\nrectangle = { from = [0, 0], to = [1, 1] }\n");
    EXPECT_EQ(plane.nodes, 3 * layers.nodes);
    for (const char* name : {"free_energy", "spin_x", "spin_y", "spin_z"})
        EXPECT_NEAR(plane.points.find(name)->values[0], 0.5 * layers.points.find(name)->values[0],
                    1e-8)
            << name;
    EXPECT_GT(std::abs(layers.points.find("spin_y")->values[0]), 1e-3);
    EXPECT_NEAR(plane.points.find("pair_potential")->values[0],
                layers.points.find("pair_potential")->values[0], 1e-8);
}

/// Profiles across a region along x, in a plane that is uniform along y, against those of a layer;
/// and the same turned by a right angle.
TEST(PlaneWithProfiles, IsThatOfLayers) {
    const std::string profiles =
        "exchange_field = { at = [0.2, 1], value = [[0.1, 0, 0.5], [0, 0.4, 0]] }\n"
        "exchange_turns = 0.3\nspin_orbit_rate = [0, 1]\n";
    const std::string rest = R"(
[[metal]]
name = "S"
critical_temperature = 1.0
[[metal]]
name = "F"
diffusion = 2.0
[[interface]]
between = ["F", "S"]
law = "tunnel"
conductance = 2.0
[study]
temperature = 0.3
[solver]
grid_check = false
gap_tolerance = 1e-10
)";
    const auto solve = [&](const std::string& structure) {
        return run_superconductor(read_superconductor_text(
            "units = \"reduced\"\n[structure]\n" + structure + rest, "file.toml"));
    };
    const SuperconductorRun layers =
        solve("kind = \"layers\"\n[[layer]]\nmetal = \"F\"\nthickness = 1\ncells = 4\n" + profiles +
              "[[layer]]\nmetal = \"S\"\nthickness = 2\ncells = 8\n");
    EXPECT_GT(std::abs(layers.points.find("spin_y")->values[0]), 1e-4);
    for (const std::string& plane :
         {"kind = \"plane\"\nwidth = 3\nheight = 0.5\ncells = [12, 2]\nmetal = \"S\"\n"
          "[[region]]\nmetal = \"F\"\nrectangle = { from = [0, 0], to = [1, 0.5] }\n" +
              profiles,
          "kind = \"plane\"\nwidth = 0.5\nheight = 3\ncells = [2, 12]\nmetal = \"S\"\n"
          "[[region]]\nmetal = \"F\"\nalong = \"y\"\npolygon = [[0, 0], [0.5, 0], [0.5, 1], [0, "
          "1]]\n" +
              profiles}) {
        const SuperconductorRun run = solve(plane);
        for (const char* name : {"free_energy", "spin_x", "spin_y", "spin_z"})
            EXPECT_NEAR(run.points.find(name)->values[0], 0.5 * layers.points.find(name)->values[0],
                        1e-8)
                << name;
    }
}

/// S~_z at the left edge over theta; that at the right edge is opposite.
double edge_spin(int cells) {
    constexpr double theta = 1e-4;
    constexpr double temperature = 0.1;
    const SuperconductingModel m = build_model(read_superconductor_text(
        fmt::format("{}{}[structure]\nkind = \"layers\"\nphase_gradient = 0.5\n"
                    "[[metal]]\nname = \"S\"\npair_potential = 1.0\nspin_hall_angle = {}\n"
                    "spin_orbit_rate = 0.6\n[[layer]]\nmetal = \"S\"\nthickness = 4\ncells = {}\n"
                    "edge_refinement = 60\n",
                    "units = \"reduced\"\n", "[study]\ntemperature = 0.1\n", theta, cells),
        "wire.toml"));
    usadel::DiscreteAction action = m.structure.action();
    double sum = 0.0;
    for (const auto& [omega, weight] : usadel::matsubara_points(temperature, 3e4).points) {
        m.structure.set_sources(action, omega, {});
        auto frames = m.structure.local_functions(omega, {});
        usadel::solve_usadel(action, frames);
        const auto spin = [](const usadel::LocalFrame& frame) {
            return std::real(Complex(0.0, 1.0) *
                             (usadel::tau_sigma(3, 3) * frame.green_function()).trace());
        };
        EXPECT_NEAR(spin(frames.back()), -spin(frames.front()), 1e-9);
        sum += weight * spin(frames.front());
    }
    return std::numbers::pi * temperature * sum / theta;
}

TEST(Layers, SpinAtTheEdgeOfAStrip) {
    const double coarse = edge_spin(64);
    const double fine = edge_spin(128);
    constexpr double expected = -0.735918837;
    EXPECT_NEAR(coarse, expected, 1e-2);
    EXPECT_NEAR(fine + (fine - coarse) / 3.0, expected, 1e-6);
}

} // namespace superconductor_fields_test
} // namespace sidejump::superconductor
