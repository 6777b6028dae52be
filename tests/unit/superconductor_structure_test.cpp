// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/superconducting_model.hpp"
#include "sidejump/units/constants.hpp"
#include "sidejump/usadel/critical_temperature.hpp"
#include "sidejump/usadel/matsubara_points.hpp"
#include "sidejump/usadel/usadel_solution.hpp"

#include <cmath>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <numbers>

namespace sidejump::superconductor {
namespace superconductor_structure_test {

using namespace std::complex_literals;
using std::numbers::pi;

const std::string reduced = "units = \"reduced\"\n";
const std::string study = "[study]\ntemperature = 0.1\n";

SuperconductingModel model(const std::string& text, const ModelOptions& options = {}) {
    return build_model(read_superconductor_text(text, "wire.toml"), options);
}

double total_weight(const SuperconductingModel& m) {
    double sum = 0.0;
    for (const usadel::NodeMatter& node : m.structure.nodes)
        sum += node.weight;
    return sum;
}

double resistance(const SuperconductingModel& m) {
    double sum = 0.0;
    for (const usadel::MetalLink& link : m.structure.links)
        sum += 1.0 / link.conductance;
    return sum;
}

/// Layers S, N, S with different states and diffusion constants.
std::string stack(const std::string& more = "") {
    return reduced + study +
           "[structure]\nkind = \"layers\"\nphase_gradient = 0.3\n"
           "[[metal]]\nname = \"S\"\ncritical_temperature = 1.0\ndiffusion = 0.5\n"
           "conductivity = 1.5\norbital_rate = 0.2\n"
           "[[metal]]\nname = \"N\"\ndiffusion = 2.0\nconductivity = 4.0\n"
           "exchange_field = [0.1, 0.2, 0.3]\nspin_hall_angle = 0.1\nswapping = -0.2\n"
           "spin_orbit_rate = 0.7\nspin_flip_rate = 0.4\n"
           "[[layer]]\nmetal = \"S\"\nthickness = 1.0\ncells = 5\nedge_refinement = 7\n"
           "[[layer]]\nmetal = \"N\"\nthickness = 2.0\ncells = 9\n"
           "[[layer]]\nname = \"right\"\nmetal = \"S\"\nthickness = 3.0\nspacing = 0.4\n" +
           more;
}

TEST(Layers, WeightsAndConductancesAddUp) {
    const SuperconductingModel m = model(stack());
    // N_F = sigma/D is 3 and 2; D sigma/D = sigma, so that resistances are length/sigma.
    EXPECT_NEAR(total_weight(m), 3.0 * 1.0 + 2.0 * 2.0 + 3.0 * 3.0, 1e-12);
    EXPECT_NEAR(resistance(m), 1.0 / 1.5 + 2.0 / 4.0 + 3.0 / 1.5, 1e-12);
    double exchange = 0.0;
    double spin_orbit = 0.0;
    double orbital = 0.0;
    double flow = 0.0;
    double spin_flip = 0.0;
    for (const usadel::NodeMatter& node : m.structure.nodes) {
        exchange += node.exchange_field.y();
        spin_orbit += node.spin_orbit_rate;
        orbital += node.orbital_rate;
        spin_flip += node.spin_flip_rate;
        flow += node.flow;
    }
    EXPECT_NEAR(exchange, 4.0 * 0.2, 1e-12);
    EXPECT_NEAR(spin_orbit, 4.0 * 0.7, 1e-12);
    EXPECT_NEAR(spin_flip, 4.0 * 0.4, 1e-12);
    EXPECT_NEAR(orbital, 12.0 * (0.2 + 0.5 * 0.5 * 0.09) + 4.0 * 0.5 * 2.0 * 0.09, 1e-12);
    EXPECT_NEAR(flow, (12.0 * 0.5 + 4.0 * 2.0) * 0.3, 1e-12);
    double sites = 0.0;
    for (const usadel::PairingSite& site : m.structure.sites)
        sites += site.weight;
    EXPECT_NEAR(sites, 12.0, 1e-12);
    EXPECT_EQ(m.structure.transverse_links.size(), 9U) << "theta and kappa are of the N layer";
    for (const usadel::TransverseLink& link : m.structure.transverse_links) {
        EXPECT_EQ(link.j, link.i + 1);
        EXPECT_DOUBLE_EQ(link.gradient, 0.3);
        EXPECT_NEAR(link.spin_hall, 4.0 * 0.1, 1e-14);
        EXPECT_NEAR(link.swapping, 4.0 * -0.2, 1e-14);
    }
}

TEST(Layers, TransparentInterfacesShareTheirNode) {
    const SuperconductingModel m = model(stack());
    const std::size_t cells = m.structure.links.size();
    EXPECT_EQ(m.structure.nodes.size(), cells + 1);
    const usadel::NodeMatter& shared = m.structure.nodes[5];
    EXPECT_DOUBLE_EQ(shared.position.x(), 1.0);
    const double left = shared.position.x() - m.structure.nodes[4].position.x();
    EXPECT_NEAR(shared.weight, 0.5 * (3.0 * left + 2.0 * 2.0 / 9.0), 1e-12);
    EXPECT_NEAR(shared.spin_orbit_rate, 2.0 / 9.0 * 0.7, 1e-12);
    ASSERT_EQ(m.structure.sites.at(5).node, 5U);
    EXPECT_NEAR(m.structure.sites[5].weight, 0.5 * 3.0 * left, 1e-12);
}

TEST(Layers, OtherInterfacesHaveTwoNodes) {
    const SuperconductingModel m =
        model(stack("[[interface]]\nbetween = [\"N\", \"S2\"]\nlaw = \"spin-active\"\n"
                    "conductance = 0.8\npolarisation = [0, 0.3, 0.4]\nspin_mixing_left = 0.5\n"
                    "spin_mixing_right = -0.2\n")
                  .replace(stack().find("\"right\""), 7, "\"S2\""));
    ASSERT_EQ(m.structure.junctions.size(), 1U);
    const usadel::Junction& junction = m.structure.junctions.front();
    EXPECT_EQ(junction.i, 14U);
    EXPECT_EQ(junction.j, 15U);
    EXPECT_EQ(junction.law, usadel::JunctionLaw::spin_active);
    EXPECT_DOUBLE_EQ(junction.conductance, 0.8);
    EXPECT_EQ(junction.polarisation, Eigen::Vector3d(0.0, 0.3, 0.4));
    EXPECT_EQ(m.structure.nodes[14].position, m.structure.nodes[15].position);
    EXPECT_NEAR(total_weight(m), 16.0, 1e-12);
    // G_phi/2 along the polarisation, beside the exchange field of half a cell of N.
    EXPECT_NEAR(m.structure.nodes[14].exchange_field.y(), 0.25 * 0.6 + 2.0 / 9.0 * 0.2, 1e-12);
    EXPECT_NEAR(m.structure.nodes[15].exchange_field.z(), -0.1 * 0.8, 1e-12);
}

TEST(Layers, CellsGrowGeometricallyFromTheEdges) {
    const SuperconductingModel m = model(stack());
    std::vector<double> sizes;
    for (std::size_t n = 0; n < 5; ++n)
        sizes.push_back(m.structure.nodes[n + 1].position.x() - m.structure.nodes[n].position.x());
    EXPECT_NEAR(sizes[0], sizes[4], 1e-14);
    EXPECT_NEAR(sizes[1] / sizes[0], sizes[2] / sizes[1], 1e-12);
    // From the middle of the first cell to that of the third, 4/5 of the way.
    EXPECT_NEAR(sizes[2] / sizes[0], std::pow(7.0, 0.8), 1e-12);
    EXPECT_EQ(m.structure.links.size(), 5U + 9U + 8U);
    EXPECT_EQ(model(stack(), {.refinements = 2}).structure.links.size(), 4U * 22U);
}

TEST(Layers, ReservoirsHoldEndsOrStandBehindContacts) {
    const SuperconductingModel m =
        model(stack("[left]\nmetal = \"S\"\nphase = 0.4\nlaw = \"transmission\"\n"
                    "conductance = 3.0\ntransmission = 0.6\n"
                    "[right]\nmetal = \"S\"\nphase = -0.2\n"));
    ASSERT_EQ(m.structure.reservoirs.size(), 2U);
    EXPECT_EQ(m.structure.reservoirs[0].node, 0U);
    EXPECT_EQ(m.structure.nodes[0].weight, 0.0);
    ASSERT_EQ(m.structure.junctions.size(), 1U);
    EXPECT_EQ(std::minmax(m.structure.junctions[0].i, m.structure.junctions[0].j),
              std::minmax<std::size_t>(0, 1));
    EXPECT_DOUBLE_EQ(m.structure.junctions[0].transmission, 0.6);
    EXPECT_EQ(m.structure.reservoirs[1].node, m.structure.nodes.size() - 1);
    EXPECT_NEAR(std::arg(m.structure.reservoirs[0].pair_potential), 0.4, 1e-14);
    EXPECT_NEAR(std::abs(m.structure.reservoirs[1].pair_potential), bcs_ratio, 1e-14);
    // The gradient of the phase breaks pairs in the reservoirs as well: D q^2/2 more.
    EXPECT_DOUBLE_EQ(m.structure.reservoirs[0].orbital_rate, 0.2 + 0.0225);
    for (const usadel::PairingSite& site : m.structure.sites)
        EXPECT_NE(site.node, m.structure.nodes.size() - 1) << "held nodes have no gap to solve for";
    for (std::size_t s = 0; s < m.structure.sites.size(); ++s) {
        const double x = m.structure.nodes[m.structure.sites[s].node].position.x();
        EXPECT_NEAR(std::arg(m.starting_order[s]), 0.4 - 0.6 * x / 6.0, 1e-12);
    }
    SuperconductingModel turned = m;
    turned.set_reservoirs(
        [](const usadel::Reservoir& bulk, double tc) { return bulk.orbital_rate + tc; }, 1.0);
    EXPECT_NEAR(std::abs(turned.structure.reservoirs[1].pair_potential - std::polar(1.2225, 0.8)),
                0.0, 1e-14);
    EXPECT_EQ(turned.reservoirs[0].end, "left");
}

TEST(Layers, PropertiesVaryAcrossALayer) {
    const std::string text =
        reduced + study +
        "[structure]\nkind = \"layers\"\nphase_gradient = 1\n"
        "[[metal]]\nname = \"S\"\npair_potential = 1\nexchange_field = [0.5, 0, 2]\n"
        "[[layer]]\nmetal = \"S\"\nthickness = 4\ncells = 40\nspin_hall_angle = [0.1, 0.3]\n"
        "swapping = { at = [0.25, 0.75], value = [0, 1] }\nexchange_turns = 0.5\n"
        "spin_orbit_rate = [0, 2]\n";
    const SuperconductingModel m = model(text);
    for (const usadel::TransverseLink& link : m.structure.transverse_links) {
        const double s = (static_cast<double>(link.i) + 0.5) / 40.0;
        EXPECT_NEAR(link.spin_hall, 0.1 + 0.2 * s, 1e-12);
        EXPECT_NEAR(link.swapping, std::clamp(2.0 * (s - 0.25), 0.0, 1.0), 1e-12);
    }
    const usadel::NodeMatter& middle = m.structure.nodes[20];
    EXPECT_NEAR(middle.exchange_field.x() / middle.weight, 0.5, 1e-12);
    EXPECT_NEAR(middle.exchange_field.y() / middle.weight, -2.0, 1e-2) << "a quarter turn about x";
    EXPECT_NEAR(middle.exchange_field.z() / middle.weight, 0.0, 1e-12);
    EXPECT_NEAR(middle.spin_orbit_rate / middle.weight, 1.0, 1e-12);
    EXPECT_NEAR(middle.pair_potential.real(), middle.weight, 1e-14);
    EXPECT_TRUE(m.structure.sites.empty());
}

/// SI and reduced units: kelvin and nanometres are the units inside, so that the reduced file
/// has the numbers of the SI file in them.
TEST(Units, OfBothKindsGiveOneStructure) {
    const double d = units::planck_reduced / units::boltzmann * 1e18 * 2e-3; // 20 cm^2/s
    const std::string si =
        "[study]\ntemperature = \"0.1 K\"\n[structure]\nkind = \"layers\"\n"
        "phase_gradient = \"2 1/um\"\n"
        "[[metal]]\nname = \"S\"\ncritical_temperature = \"9 K\"\ndiffusion = \"20 cm^2/s\"\n"
        "conductivity = \"1e7 S/m\"\nspin_relaxation_length = \"50 nm\"\n"
        "[[metal]]\nname = \"N\"\ndiffusion = \"40 cm^2/s\"\nconductivity = \"3e7 S/m\"\n"
        "exchange_field = \"1.602176634e-22 J\"\nzeeman_field = [\"2 T\", \"0 T\", \"0 T\"]\n"
        "spin_orbit_rate = \"0.5 1/ps\"\n"
        "[[layer]]\nmetal = \"S\"\nthickness = \"0.1 um\"\ncells = 8\n"
        "[[layer]]\nmetal = \"N\"\nthickness = \"20 nm\"\ncells = 8\n"
        "[[interface]]\nbetween = [\"S\", \"N\"]\nlaw = \"tunnel\"\n"
        "conductance = \"1e-15 ohm m^2\"\n";
    const double conductance = 1e15 / 1e7 * 1e-9 * d;
    const double mev = 1e-3 * units::elementary_charge / units::boltzmann;
    const double tesla = units::bohr_magneton / units::boltzmann;
    const double rate = 0.5e12 * units::planck_reduced / units::boltzmann;
    const std::string numbers = fmt::format(
        "{}{}[structure]\nkind = \"layers\"\nphase_gradient = 2e-3\n"
        "[[metal]]\nname = \"S\"\ncritical_temperature = 9\ndiffusion = {}\nconductivity = {}\n"
        "spin_orbit_rate = {}\n"
        "[[metal]]\nname = \"N\"\ndiffusion = {}\nconductivity = {}\n"
        "exchange_field = [{}, 0, {}]\nspin_orbit_rate = {}\n"
        "[[layer]]\nmetal = \"S\"\nthickness = 100\ncells = 8\n"
        "[[layer]]\nmetal = \"N\"\nthickness = 20\ncells = 8\n"
        "[[interface]]\nbetween = [\"S\", \"N\"]\nlaw = \"tunnel\"\nconductance = {}\n",
        reduced, study, d, d, d / 2500.0, 2.0 * d, 3.0 * d, 2.0 * tesla, mev, rate, conductance);
    const SuperconductingModel a = model(si);
    const SuperconductingModel b = model(numbers);
    ASSERT_EQ(a.structure.nodes.size(), b.structure.nodes.size());
    const auto near = [](double x, double y) {
        EXPECT_NEAR(x, y, 1e-12 * std::max(1.0, std::abs(y)));
    };
    for (std::size_t n = 0; n < a.structure.nodes.size(); ++n) {
        const usadel::NodeMatter& p = a.structure.nodes[n];
        const usadel::NodeMatter& q = b.structure.nodes[n];
        near(p.weight, q.weight);
        near(p.spin_orbit_rate, q.spin_orbit_rate);
        near(p.orbital_rate, q.orbital_rate);
        near(p.flow, q.flow);
        for (int k = 0; k < 3; ++k)
            near(p.exchange_field(k), q.exchange_field(k));
    }
    for (std::size_t l = 0; l < a.structure.links.size(); ++l)
        near(a.structure.links[l].conductance, b.structure.links[l].conductance);
    near(a.structure.junctions.at(0).conductance, b.structure.junctions.at(0).conductance);
    near(a.structure.sites[3].critical_temperature, 9.0);
    // N_F = sigma/(2 e^2 D) of the first metal.
    near(a.units.states * 2.0 * std::pow(units::elementary_charge, 2) * 2e-3 / 1e7, 1.0);
    near(a.units.current(1) * units::planck_reduced / units::elementary_charge /
             (a.units.states * std::pow(units::boltzmann, 2) * 1e-9),
         1.0);
}

TEST(Units, OfFieldsAndRatesAreThoseOfTables) {
    const SuperconductingModel m = model(
        "[structure]\nkind = \"plane\"\nwidth = \"20 nm\"\nheight = \"20 nm\"\ncells = [2, 2]\n"
        "metal = \"S\"\nfield = \"1 T\"\n[study]\ntemperature = \"1 K\"\n"
        "[[metal]]\nname = \"S\"\ncritical_temperature = \"1 meV\"\ndiffusion = \"1 cm^2/s\"\n"
        "spin_hall_angle = 0.1\nzeeman_field = \"1 T\"\nspin_flip_rate = \"1 1/ps\"\n");
    // 1 T through (10 nm)^2 in flux quanta h/2e = 2.067834e-15 Wb, a turn of the phase each.
    double flux = 0.0;
    for (const double phase : m.structure.cells.front().plaquette.phases)
        flux += phase;
    EXPECT_NEAR(flux, -2.0 * pi * 1e-16 / 2.067833848e-15, 1e-9);
    EXPECT_NEAR(m.structure.sites[0].critical_temperature, 11.604518, 2e-5);
    const usadel::NodeMatter& node = m.structure.nodes[4];
    EXPECT_NEAR(node.exchange_field.z() / node.weight, 0.67171381, 1e-7);
    EXPECT_NEAR(node.spin_flip_rate / node.weight, 7.6382, 1e-3);
    // 1 cm^2/s in nm^2 K.
    EXPECT_NEAR(m.structure.links[0].conductance, 0.5 * 1e14 * 7.63823e-12, 1e-2);
}

TEST(Disc, HasTheAreaAndTheStiffnessOfRings) {
    const std::string text = reduced + study +
                             "[structure]\nkind = \"disc\"\nwinding = 2\nfield = 0.3\n"
                             "[[metal]]\nname = \"S\"\ncritical_temperature = 1\n"
                             "spin_hall_angle = 0.1\n"
                             "[[metal]]\nname = \"N\"\ndiffusion = 2\n"
                             "[[layer]]\nmetal = \"S\"\nthickness = 3\ncells = 30\n"
                             "[[layer]]\nmetal = \"N\"\nthickness = 1\ncells = 20\n";
    const SuperconductingModel m = model(text);
    EXPECT_EQ(m.dimension, 2);
    EXPECT_NEAR(total_weight(m), pi * 16.0, 1e-12);
    const double step = 3.0 / 29.5;
    ASSERT_EQ(m.structure.nodes.size(), 51U) << "one on the axis";
    EXPECT_EQ(m.structure.nodes[0].position.x(), 0.0);
    EXPECT_EQ(m.structure.nodes[0].weight, 0.0);
    ASSERT_EQ(m.structure.reservoirs.size(), 1U);
    EXPECT_EQ(m.structure.reservoirs[0].node, 0U);
    EXPECT_NEAR(m.structure.nodes[1].position.x(), 0.5 * step, 1e-14);
    EXPECT_NEAR(m.structure.nodes[2].position.x(), 1.5 * step, 1e-14);
    EXPECT_NEAR(m.structure.nodes[1].weight, pi * step * step, 1e-13) << "the circle at the axis";
    EXPECT_NEAR(m.structure.links[0].conductance, 2.0 * pi, 1e-12) << "2 pi r/step, r = step";
    EXPECT_EQ(m.structure.links[0].i, 1U);
    EXPECT_NEAR(m.structure.links.back().conductance, 2.0 * 2.0 * pi * 3.975 / 0.05, 1e-9);
    // q = n/r - e B r: the reduced field counts e B.
    const usadel::TransverseLink& link = m.structure.transverse_links[10];
    const double r = 10.0 * step;
    EXPECT_NEAR(link.gradient, 2.0 / r - 0.3 * r, 1e-12);
    EXPECT_NEAR(link.spin_hall, 0.1 * 2.0 * pi * r, 1e-12);
    const usadel::NodeMatter& node = m.structure.nodes[41];
    const double q = 2.0 / node.position.x() - 0.3 * node.position.x();
    EXPECT_NEAR(node.orbital_rate, node.weight * q * q, 1e-11) << "D = 2";
    EXPECT_NEAR(node.flow, node.weight * 2.0 * q, 1e-11);
}

TEST(Plane, WeightsLinksAndCells) {
    const std::string text =
        reduced + study +
        "[structure]\nkind = \"plane\"\nwidth = 4\nheight = 3\ncells = [8, 6]\nmetal = \"S\"\n"
        "[[structure.vortex]]\nat = [2.1, 1.6]\nwinding = -1\n"
        "[[metal]]\nname = \"S\"\ncritical_temperature = 1\nspin_hall_angle = 0.1\n"
        "[[metal]]\nname = \"N\"\ndiffusion = 3\n"
        "[[region]]\nempty = true\nrectangle = { from = [0, 0], to = [1, 1] }\n"
        "[[region]]\nmetal = \"N\"\npolygon = [[4, 3], [2, 3], [4, 1]]\n"
        "[[region]]\nempty = true\ncircle = { centre = [3.25, 0.25], radius = 0.1 }\n";
    const SuperconductingModel m = model(text);
    EXPECT_NEAR(total_weight(m), 12.0 - 1.0 - 0.25, 1e-12);
    EXPECT_EQ(m.structure.nodes.size(), 9U * 7U - 4U) << "what no metal touches";
    double normal = 0.0;
    for (const usadel::NodeMatter& node : m.structure.nodes)
        normal += node.weight;
    double pairing = 0.0;
    for (const usadel::PairingSite& site : m.structure.sites)
        pairing += site.weight;
    // A triangle of half 2 x 2, whose diagonal holds the centres of four cells.
    EXPECT_NEAR(normal - pairing, 2.0 + 0.5, 1e-12);
    for (const usadel::PlaneCell& cell : m.structure.cells) {
        double area = 0.0;
        for (std::size_t c = 0; c < 4; ++c) {
            const auto& p = m.structure.nodes[cell.plaquette.corners[c]].position;
            const auto& q = m.structure.nodes[cell.plaquette.corners[(c + 1) % 4]].position;
            area += 0.5 * (p.x() * q.y() - p.y() * q.x());
        }
        EXPECT_NEAR(area, 0.25, 1e-12) << "counter-clockwise";
    }
    // Inside S a link carries two half cells, at a rim one.
    const PlaneGrid& grid = m.plane;
    const auto node = [&](std::size_t x, std::size_t y) {
        const Eigen::Vector3d at{0.5 * static_cast<double>(x), 0.5 * static_cast<double>(y), 0.0};
        std::size_t found = 0;
        while (found < m.structure.nodes.size() &&
               (m.structure.nodes[found].position - at).norm() > 1e-12)
            ++found;
        return found;
    };
    const auto conductance = [&](std::size_t x, std::size_t y, std::size_t dx) {
        const std::size_t i = node(x, y);
        const std::size_t j = node(x + dx, y + 1 - dx);
        for (const usadel::MetalLink& link : m.structure.links)
            if (link.i == i && link.j == j)
                return link.conductance;
        return 0.0;
    };
    EXPECT_NEAR(conductance(3, 3, 1), 1.0, 1e-12);
    EXPECT_NEAR(conductance(0, 2, 0), 0.5, 1e-12);
    EXPECT_NEAR(conductance(7, 6, 1), 1.5, 1e-12);
    EXPECT_EQ(grid.corners[0][0], PlaneGrid::no_node);
    const std::size_t site = 20;
    const auto& at = m.structure.nodes[m.structure.sites[site].node].position;
    EXPECT_NEAR(
        std::arg(m.starting_order[site] * std::polar(1.0, std::atan2(at.y() - 1.6, at.x() - 2.1))),
        0.0, 1e-12);
    // Far from the vortex, and at its centre.
    EXPECT_NEAR(std::abs(m.starting_order[site]), bcs_ratio, 1e-3);
    double smallest = bcs_ratio;
    for (const Complex order : m.starting_order)
        smallest = std::min(smallest, std::abs(order));
    // The nearest node is 0.1 from it along both axes, D = Tc = 1.
    EXPECT_NEAR(smallest, bcs_ratio * std::tanh(0.1 * std::sqrt(2.0) * std::sqrt(2.0 * pi)), 1e-12);
}

/// An island in a metal: two nodes at each vertex of its rim, joined over half of each of the two
/// faces that end there; the left side is that of the first name.
TEST(Plane, InterfacesDivideTheNodesAtARim) {
    const auto island = [](const std::string& between) {
        return reduced + study +
               "[structure]\nkind = \"plane\"\nwidth = 4\nheight = 4\ncells = [8, 8]\nmetal = "
               "\"S\"\n"
               "[[metal]]\nname = \"S\"\ncritical_temperature = 1\nconductivity = 1\n"
               "[[metal]]\nname = \"N\"\ndiffusion = 3\nconductivity = 3\n"
               "[[region]]\nname = \"island\"\nmetal = \"N\"\n"
               "rectangle = { from = [1, 1], to = [2, 2.5] }\n"
               "[[region]]\nmetal = \"N\"\nrectangle = { from = [2, 1], to = [3, 2.5] }\n"
               "[[interface]]\nbetween = " +
               between +
               "\nlaw = \"spin-active\"\nconductance = 0.8\npolarisation = [0, 0, 0.5]\n"
               "spin_mixing_left = 0.3\n";
    };
    const SuperconductingModel m = model(island("[\"S\", \"island\"]"));
    // Faces 2 + 3 + 2 with three sides; the fourth one is that of the other region, through which
    // the two corners there hang together.
    EXPECT_EQ(m.structure.nodes.size(), 81U + 6U);
    EXPECT_NEAR(total_weight(m), 16.0, 1e-12);
    double conductance = 0.0;
    double mixing = 0.0;
    for (const usadel::Junction& junction : m.structure.junctions) {
        const auto& left = m.structure.nodes[junction.i];
        const auto& right = m.structure.nodes[junction.j];
        EXPECT_EQ(left.position, right.position);
        EXPECT_EQ(left.exchange_field.z() > 0.0, true);
        EXPECT_EQ(right.exchange_field.norm(), 0.0);
        conductance += junction.conductance;
        mixing += left.exchange_field.z();
    }
    EXPECT_NEAR(conductance, 0.8 * (1.0 + 1.5 + 1.0 - 2.0 * 0.25), 1e-12);
    EXPECT_NEAR(mixing, 0.5 * 0.3 * (1.0 + 1.5 + 1.0 - 2.0 * 0.25), 1e-12);
    const SuperconductingModel turned = model(island("[\"island\", \"S\"]"));
    EXPECT_EQ(turned.structure.junctions[0].i, m.structure.junctions[0].j);
    EXPECT_THROW(model(island("[\"S\", \"S\"]")), input::InputError);
    EXPECT_THROW(model(island("[\"S\", \"F\"]")), input::InputError);
}

TEST(Plane, GaugesOfOneFieldHaveOneFlux) {
    const auto fluxes = [](const std::string& gauge) {
        const SuperconductingModel m =
            model(reduced + study +
                  "[structure]\nkind = \"plane\"\nwidth = 4\nheight = 3\ncells = [4, 3]\n"
                  "metal = \"S\"\nfield = 0.2\ngauge = \"" +
                  gauge +
                  "\"\n[[metal]]\nname = \"S\"\ncritical_temperature = 1\nspin_hall_angle = 0.1\n");
        std::vector<double> all;
        for (const usadel::PlaneCell& cell : m.structure.cells) {
            double flux = 0.0;
            for (std::size_t c = 0; c < 4; ++c) {
                const std::size_t i = cell.plaquette.corners[c];
                const std::size_t j = cell.plaquette.corners[(c + 1) % 4];
                flux += cell.plaquette.phases[c];
                for (const usadel::MetalLink& link : m.structure.links) {
                    if (link.i == i && link.j == j) {
                        EXPECT_DOUBLE_EQ(link.phase, cell.plaquette.phases[c]);
                    }
                    if (link.i == j && link.j == i) {
                        EXPECT_DOUBLE_EQ(link.phase, -cell.plaquette.phases[c]);
                    }
                }
            }
            all.push_back(flux);
        }
        return all;
    };
    for (const char* gauge : {"symmetric", "along-x", "along-y"})
        for (const double flux : fluxes(gauge))
            // The phase that the links take off one turn of the phase: 2 e B area.
            EXPECT_NEAR(flux, -2.0 * 0.2, 1e-12) << gauge;
}

/// The sum of the link phases around a cell whose lower left node is `node`, and how often the
/// phase of the start turns in it.
struct Circulation {
    double flux = 0.0;
    double turns = 0.0;
};

Circulation around(const SuperconductingModel& m, const usadel::Plaquette& cell) {
    Circulation result;
    for (std::size_t c = 0; c < 4; ++c) {
        const std::size_t i = cell.corners[c];
        const std::size_t j = cell.corners[(c + 1) % 4];
        double link_phase = 0.0;
        int found = 0;
        for (const usadel::MetalLink& link : m.structure.links)
            if ((link.i == i && link.j == j) || (link.i == j && link.j == i)) {
                link_phase = link.i == i ? link.phase : -link.phase;
                ++found;
            }
        EXPECT_EQ(found, 1);
        EXPECT_NEAR(std::remainder(link_phase - cell.phases[c], 2.0 * pi), 0.0, 1e-12);
        result.flux += cell.phases[c];
        // Sites stand in the order of the nodes.
        result.turns += std::remainder(std::arg(m.starting_order[j]) -
                                           std::arg(m.starting_order[i]) + cell.phases[c],
                                       2.0 * pi) /
                        (2.0 * pi);
    }
    return result;
}

TEST(Plane, PeriodicOnesHoldWholeFluxQuanta) {
    for (const int quanta : {1, 2, -3}) {
        const SuperconductingModel m =
            model(reduced + study +
                  fmt::format(
                      "[structure]\nkind = \"plane\"\nwidth = 6\nheight = 5\ncells = [12, 10]\n"
                      "metal = \"S\"\nperiodic = true\nflux_quanta = {}\n[[metal]]\nname = \"S\"\n"
                      "critical_temperature = 1\nspin_hall_angle = 0.1\n",
                      quanta));
        EXPECT_EQ(m.structure.nodes.size(), 120U);
        EXPECT_EQ(m.structure.links.size(), 240U);
        EXPECT_EQ(m.structure.cells.size(), 120U);
        for (const usadel::NodeMatter& node : m.structure.nodes)
            EXPECT_NEAR(node.weight, 0.25, 1e-14);
        const double flux = 2.0 * pi * quanta / 120.0;
        double vortices = 0.0;
        for (const usadel::PlaneCell& cell : m.structure.cells) {
            const Circulation circulation = around(m, cell.plaquette);
            EXPECT_NEAR(circulation.flux, -flux, 1e-12) << "also across the ends";
            vortices += circulation.turns + flux / (2.0 * pi);
        }
        EXPECT_NEAR(vortices, quanta, 1e-9) << "the start has one for each flux quantum";
    }
}

/// psi(1/2 + x) - psi(1/2)
double digamma_difference(double x) {
    constexpr int terms = 20000;
    double sum = x / terms;
    for (int n = 0; n < terms; ++n)
        sum += 1.0 / (n + 0.5) - 1.0 / (n + 0.5 + x);
    return sum;
}

TEST(Plane, PeriodicOnesBecomeNormalAtTheUpperCriticalField) {
    // Abrikosov and Gorkov with alpha = D e H: ln(Tc0/T) = psi(1/2 + alpha/2 pi T) - psi(1/2).
    constexpr double temperature = 0.75;
    double low = 0.0;
    double high = 1.0;
    while (high - low > 1e-12) {
        const double middle = 0.5 * (low + high);
        (digamma_difference(middle) < -std::log(temperature) ? low : high) = middle;
    }
    const double alpha = 2.0 * pi * temperature * low;
    // One flux quantum, 2 e H width^2 = 2 pi.
    const double width = std::sqrt(pi / alpha);
    const auto eigenvalue = [&](int cells) {
        const SuperconductingModel m = model(
            reduced + study +
            fmt::format("[structure]\nkind = \"plane\"\nwidth = {0}\nheight = {0}\n"
                        "cells = [{1}, {1}]\nmetal = \"S\"\nperiodic = true\nflux_quanta = 1\n"
                        "[[metal]]\nname = \"S\"\ncritical_temperature = 1\n",
                        width, cells));
        return usadel::normal_stability(m.structure, temperature).eigenvalue;
    };
    const double coarse = eigenvalue(4);
    const double fine = eigenvalue(6);
    EXPECT_NEAR(coarse / fine, 36.0 / 16.0, 0.15) << coarse << ' ' << fine;
    EXPECT_LT(std::abs(fine), 0.01);
}

TEST(Plane, ReservoirsHoldSides) {
    const SuperconductingModel m =
        model(reduced + study +
              "[structure]\nkind = \"plane\"\nwidth = 2\nheight = 1\ncells = [4, 2]\n"
              "metal = \"N\"\n[[metal]]\nname = \"S\"\npair_potential = 1\nphase = 0.5\n"
              "[[metal]]\nname = \"N\"\n[left]\nmetal = \"S\"\nphase = 0.2\n"
              "[top]\nmetal = \"S\"\nlaw = \"tunnel\"\nconductance = 2\n");
    EXPECT_EQ(m.structure.reservoirs.size(), 3U + 4U) << "the corner is held by the left side";
    EXPECT_NEAR(std::arg(m.structure.reservoirs[0].pair_potential), 0.7, 1e-14);
    double conductance = 0.0;
    for (const usadel::Junction& junction : m.structure.junctions)
        conductance += junction.conductance;
    EXPECT_NEAR(conductance, 2.0 * (2.0 - 0.25), 1e-12);
    EXPECT_EQ(m.reservoirs.size(), m.structure.reservoirs.size());
}

TEST(Plane, PrescribedPairPotentialsWindAroundVortices) {
    const SuperconductingModel m = model(
        reduced + study +
        "[structure]\nkind = \"plane\"\nwidth = 1\nheight = 1\ncells = [2, 2]\nmetal = \"S\"\n"
        "[[structure.vortex]]\nat = [0.4, 0.3]\nwinding = 2\n"
        "[[metal]]\nname = \"S\"\npair_potential = 1.5\n"
        "[right]\nkind = \"open\"\nspin_mixing_left = 0.8\nmagnetisation = [0, 1, 0]\n");
    const usadel::NodeMatter& corner = m.structure.nodes.back();
    EXPECT_NEAR(std::abs(corner.pair_potential -
                         std::polar(1.5 * corner.weight, 2.0 * std::atan2(0.7, 0.6))),
                0.0, 1e-14);
    EXPECT_NEAR(corner.exchange_field.y(), 0.5 * 0.8 * 0.25, 1e-14) << "a magnetic insulator";
    EXPECT_EQ(m.structure.nodes.front().exchange_field.norm(), 0.0);
}

/// Each kind has a solution, and chains keep the order of their nodes, which makes their matrices
/// block tridiagonal.
TEST(Structures, CanBeSolved) {
    constexpr const char* metals =
        "[[metal]]\nname = \"S\"\npair_potential = 1\nspin_hall_angle = 0.1\nswapping = 0.1\n"
        "exchange_field = [0.1, 0.2, 0.1]\nspin_orbit_rate = 0.2\n"
        "[[metal]]\nname = \"N\"\ndiffusion = 2\nspin_hall_angle = -0.2\n";
    constexpr const char* rings =
        "[[layer]]\nmetal = \"S\"\nthickness = 3\ncells = 20\n"
        "[[layer]]\nmetal = \"N\"\nthickness = 1\ncells = 8\n"
        "[[interface]]\nbetween = [\"S\", \"N\"]\nlaw = \"spin-active\"\n"
        "conductance = 1\npolarisation = [0, 0, 0.5]\nspin_mixing_left = 0.3\n";
    constexpr const char* right =
        "[right]\nmetal = \"S\"\nphase = 1\nlaw = \"transmission\"\nconductance = 1\n"
        "transmission = 0.4\n";
    constexpr const char* left = "[left]\nmetal = \"S\"\nlaw = \"tunnel\"\nconductance = 1\n";
    const std::string bulk = "[structure]\nkind = \"bulk\"\nmetal = \"S\"\n";
    const std::string layers = "[structure]\nkind = \"layers\"\nphase_gradient = 0.3\n";
    const std::string disc = "[structure]\nkind = \"disc\"\nwinding = 1\nfield = 0.1\n";
    const std::string plane =
        "[structure]\nkind = \"plane\"\nwidth = 3\nheight = 2\ncells = [6, 4]\nmetal = \"N\"\n"
        "field = 0.2\n[[structure.vortex]]\nat = [1.3, 1.1]\n"
        "[[region]]\nmetal = \"S\"\ncircle = { centre = [1.5, 1], radius = 0.9 }\n";
    for (const std::string& text :
         {bulk + metals, fmt::format("{}{}{}{}{}", layers, metals, rings, left, right),
          fmt::format("{}{}{}{}", disc, metals, rings, right),
          fmt::format("{}{}{}{}", plane, metals, left, right)}) {
        const SuperconductingModel m = model(fmt::format("{}{}{}", reduced, study, text));
        usadel::DiscreteAction action = m.structure.action();
        m.structure.set_sources(action, 0.4, m.starting_order);
        auto frames = m.structure.local_functions(0.4, m.starting_order);
        EXPECT_LT(usadel::solve_usadel(action, frames).residual, 1e-11) << text;
        if (m.plane.vertices[0] > 0)
            continue;
        for (std::size_t n = 0; n < action.nodes(); ++n)
            for (const std::size_t neighbour : action.neighbours(n))
                EXPECT_EQ(std::max(n, neighbour) - std::min(n, neighbour), 1U) << text;
    }
}

TEST(Bulk, IsOneNode) {
    const SuperconductingModel m = model(
        reduced + study +
            "[structure]\nkind = \"bulk\"\nmetal = \"S\"\nphase_gradient = 2\n[[metal]]\n"
            "name = \"S\"\ncoupling = 0.25\ndebye_temperature = 100\nexchange_field = { size = "
            "0.3, direction = [0, 3, 4] }\n",
        {.exchange_field = 2.0});
    ASSERT_EQ(m.structure.nodes.size(), 1U);
    EXPECT_DOUBLE_EQ(m.structure.nodes[0].orbital_rate, 2.0);
    EXPECT_NEAR(m.structure.nodes[0].exchange_field.z(), 0.48, 1e-14);
    EXPECT_NEAR(m.structure.sites.at(0).critical_temperature, 1.133865918 * 100 * std::exp(-4.0),
                1e-7);
}

/// S~_z at the left edge over theta; that at the right edge is opposite.
double edge_spin(int cells) {
    constexpr double theta = 1e-4;
    constexpr double temperature = 0.1;
    const SuperconductingModel m = model(
        fmt::format("{}{}[structure]\nkind = \"layers\"\nphase_gradient = 0.5\n"
                    "[[metal]]\nname = \"S\"\npair_potential = 1.0\nspin_hall_angle = {}\n"
                    "spin_orbit_rate = 0.6\n[[layer]]\nmetal = \"S\"\nthickness = 4\ncells = {}\n"
                    "edge_refinement = 60\n",
                    reduced, study, theta, cells));
    usadel::DiscreteAction action = m.structure.action();
    double sum = 0.0;
    for (const auto& [omega, weight] : usadel::matsubara_points(temperature, 3e4).points) {
        m.structure.set_sources(action, omega, {});
        auto frames = m.structure.local_functions(omega, {});
        usadel::solve_usadel(action, frames);
        const auto spin = [](const usadel::LocalFrame& frame) {
            return std::real(1i * (usadel::tau_sigma(3, 3) * frame.green_function()).trace());
        };
        EXPECT_NEAR(spin(frames.back()), -spin(frames.front()), 1e-9);
        sum += weight * spin(frames.front());
    }
    return pi * temperature * sum / theta;
}

TEST(Layers, SpinAtTheEdgeOfAStrip) {
    const double coarse = edge_spin(64);
    const double fine = edge_spin(128);
    constexpr double expected = -0.735918837;
    EXPECT_NEAR(coarse, expected, 1e-2);
    EXPECT_NEAR(fine + (fine - coarse) / 3.0, expected, 1e-6);
}

} // namespace superconductor_structure_test
} // namespace sidejump::superconductor
