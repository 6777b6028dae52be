// SPDX-License-Identifier: GPL-3.0-or-later
// Fields of superconductor files against position.
#include "sidejump/superconductor/superconductor_run.hpp"

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

} // namespace superconductor_fields_test
} // namespace sidejump::superconductor
