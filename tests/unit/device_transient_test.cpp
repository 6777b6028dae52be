// SPDX-License-Identifier: GPL-3.0-or-later
// Devices in time: decay, precession, diffusion, pulses and the limit of alternating drives
// (docs/theory/devices).
#include "sidejump/device_fem/field_archive.hpp"
#include "tests/support/device_problems.hpp"
#include "tests/support/manufactured.hpp"

#include <cmath>
#include <complex>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <numbers>
#include <stdexcept>
#include <string>

namespace sidejump::test {
namespace {

using device::ContactSpin;
using device::DeviceState;
using device::DiffusionProblem;
using device::Drive;
using device::FieldSample;
using device::Pulse;
using device::PulseShape;
using device::TimeCourse;
using device::Vector3;

constexpr double pi = std::numbers::pi;

/// What the errors of some tens of steps add up to, over that of one.
constexpr double several = 5.0;

struct Moment {
    double time = 0.0;
    DeviceState state;
    FieldSample probe;
};

std::vector<Moment> integrated(const DiffusionProblem& problem, const TimeCourse& course,
                               const std::array<double, 3>& probe, int order = 2) {
    auto solver = make_solver(problem, order);
    std::vector<Moment> moments;
    device_fem::TransientHooks<DeviceState> hooks;
    hooks.observe = [&](std::size_t output, const DeviceState& state) {
        EXPECT_EQ(output, moments.size());
        moments.push_back({course.output_times[output], state, solver.sample({probe}).front()});
    };
    EXPECT_TRUE(solver.integrate(problem, course, hooks));
    EXPECT_EQ(moments.size(), course.output_times.size());
    return moments;
}

std::vector<double> evenly(double last, int count) {
    std::vector<double> times;
    for (int i = 0; i <= count; ++i)
        times.push_back(last * i / count);
    return times;
}

/// From the state at a = 1 to a = 0 at t = 0.
Pulse switched_off() {
    Pulse pulse;
    pulse.amplitude = -1.0;
    pulse.offset = 1.0;
    return pulse;
}

/// A wire of unit conductivity, length, diffusion length and relaxation time between a contact that
/// injects 1 A with this polarisation and one without spin.
DiffusionProblem injected_wire(const Vector3& polarisation, unsigned cells = 12,
                               double spin_hall_angle = 0.0) {
    DiffusionProblem problem = line({0.0, 1.0}, cells);
    problem.media = {metal(1.0, 1.0, spin_hall_angle)};
    problem.media[0].storage.diagonal().tail<3>().setOnes();
    add_probe(problem, "low", 1.0).injected_polarisation = polarisation;
    add_terminal(problem, "high", device::ohmic_contact(ContactSpin::blocking), Drive::potential);
    return problem;
}

/// Constant drives.
TimeCourse course_of(const DiffusionProblem& problem, std::vector<double> times, double tolerance) {
    TimeCourse course;
    course.output_times = std::move(times);
    course.relative_tolerance = tolerance;
    course.pulses.resize(problem.terminals.size());
    return course;
}

// u_t = u_xx - u, -u_x = j at x = 0 and 0 at x = 1, from rest: cosine series of what is missing to
// the steady state, u = j [cosh(1 - x)/sinh(1) - sum_n c_n cos(n pi x) e^{-(1 + n^2 pi^2) t}],
// c_0 = 1, c_n = 2/(1 + n^2 pi^2).
double filling(double x, double t) {
    if (t <= 0.0)
        return 0.0;
    double u = std::cosh(1.0 - x) / std::sinh(1.0) - std::exp(-t);
    for (int n = 1; n < 5000; ++n) {
        const double rate = 1.0 + n * n * pi * pi;
        u -= 2.0 / rate * std::cos(n * pi * x) * std::exp(-rate * t);
    }
    return u;
}

TEST(Transient, StepOfInjectionFillsTheWire) {
    DiffusionProblem problem = injected_wire(Vector3(0.0, 0.0, 0.5));
    TimeCourse course = course_of(problem, evenly(2.0, 20), 1e-7);
    course.pulses[0] = Pulse();
    for (const Moment& moment : integrated(problem, course, {0.5, 0.0, 0.0}, 3)) {
        EXPECT_NEAR(moment.probe.potential[3].real(), 0.5 * filling(0.5, moment.time),
                    several * course.relative_tolerance)
            << moment.time;
        // Charge follows at once.
        EXPECT_NEAR(moment.probe.potential[0].real(), 0.5, 1e-9);
        EXPECT_NEAR(moment.state.terminals[1].current.real(), -1.0, 1e-9);
        EXPECT_LT(moment.state.charge_balance, 1e-9);
    }
}

TEST(Transient, ErrorsFollowTheTolerance) {
    DiffusionProblem problem = injected_wire(Vector3(0.0, 0.0, 0.5));
    std::vector<double> errors;
    for (const double tolerance : {1e-3, 1e-5, 1e-7}) {
        TimeCourse course = course_of(problem, {0.1, 0.3, 0.5, 1.0}, tolerance);
        course.pulses[0] = Pulse();
        double worst = 0.0;
        for (const Moment& moment : integrated(problem, course, {0.75, 0.0, 0.0}, 3))
            worst = std::max(worst, std::abs(moment.probe.potential[3].real() -
                                             0.5 * filling(0.75, moment.time)));
        EXPECT_LT(worst, several * tolerance);
        errors.push_back(worst);
    }
    EXPECT_LT(errors[1], 0.2 * errors[0]);
    EXPECT_LT(errors[2], 0.2 * errors[1]);
}

// Uniform spins relax and turn: u = u(0) e^{-t/tau} with u_x + i u_y turning as e^{i omega t}. They
// come from a steady state between two contacts whose spin currents are switched off at t = 0,
// after a time long against diffusion.
TEST(Transient, UniformSpinsTurnAndDecay) {
    const double omega = 7.0;
    const double diffusion = 2000.0;
    DiffusionProblem problem = line({0.0, 1.0}, 4);
    problem.media = {metal({diffusion, 0.0, diffusion, diffusion, diffusion}, 1.0)};
    problem.media[0].storage.diagonal().tail<3>().setOnes();
    problem.media[0].relaxation += device::larmor_precession(1.0, Vector3(0.0, 0.0, omega));
    add_probe(problem, "low", 1.0).injected_polarisation = Vector3(0.6, 0.0, 0.8);
    add_terminal(problem, "high", device::ohmic_contact(ContactSpin::blocking), Drive::potential);
    TimeCourse course = course_of(problem, evenly(2.0, 16), 1e-7);
    course.pulses[0] = switched_off();
    const auto moments = integrated(problem, course, {0.5, 0.0, 0.0});
    // Non-uniform modes are gone after some 10/(pi^2 D) = 5e-4.
    const auto& first = moments[1];
    const std::complex<double> start(first.probe.potential[1].real(),
                                     first.probe.potential[2].real());
    ASSERT_GT(std::abs(start), 0.05);
    for (std::size_t i = 1; i < moments.size(); ++i) {
        const double since = moments[i].time - first.time;
        const std::complex<double> expected =
            start * std::exp(std::complex<double>(-1.0, omega) * since);
        const auto& found = moments[i].probe.potential;
        EXPECT_NEAR(found[1].real(), expected.real(), several * course.relative_tolerance);
        EXPECT_NEAR(found[2].real(), expected.imag(), several * course.relative_tolerance);
        EXPECT_NEAR(found[3].real(), first.probe.potential[3].real() * std::exp(-since),
                    several * course.relative_tolerance);
    }
}

// With Z and Y of an alloy with all moments: C = Z, precession Y.
TEST(Transient, DressedSpinsDecayWithTheirOwnRates) {
    const double z = 0.7;
    const double y = 0.85;
    DiffusionProblem problem = line({0.0, 1.0}, 4);
    problem.media = {metal({2000.0, 0.0, 2000.0, 2000.0, 2000.0}, 1.0)};
    problem.media[0].storage.diagonal().tail<3>().setConstant(z);
    problem.media[0].relaxation += y * device::larmor_precession(1.0, Vector3(0.0, 0.0, 5.0));
    add_probe(problem, "low", 1.0).injected_polarisation = Vector3(1.0, 0.0, 0.0);
    add_terminal(problem, "high", device::ohmic_contact(ContactSpin::blocking), Drive::potential);
    TimeCourse course = course_of(problem, {0.01, 0.5, 1.0}, 1e-7);
    course.pulses[0] = switched_off();
    const auto moments = integrated(problem, course, {0.5, 0.0, 0.0});
    const auto spin = [&](std::size_t i) {
        return std::complex<double>(moments[i].probe.potential[1].real(),
                                    moments[i].probe.potential[2].real());
    };
    for (std::size_t i = 1; i < 3; ++i)
        EXPECT_LT(std::abs(spin(i) - spin(0) * std::exp(std::complex<double>(-1.0, 5.0 * y) / z *
                                                        (moments[i].time - 0.01))),
                  several * course.relative_tolerance);
}

/// A strip of two metals, one with a spin Hall effect, an interface between them, in a field, with
/// contacts of all kinds.
DiffusionProblem strip_with_interface() {
    device::BoxGeometry geometry;
    geometry.dimension = 2;
    geometry.boxes = {{"a", {0.0, 0.0}, {1.0, 0.6}}, {"b", {1.0, 0.0}, {2.0, 0.6}}};
    geometry.patches = {{"left", {0.0, 0.0}, {0.0, 0.6}},
                        {"right", {2.0, 0.0}, {2.0, 0.6}},
                        {"top", {0.2, 0.6}, {0.8, 0.6}},
                        {"probe", {1.4, 0.6}, {1.8, 0.6}}};
    device::GridOptions options;
    options.element_size = {0.2, 0.2, 0.0};
    DiffusionProblem problem;
    problem.mesh = device::box_mesh(geometry, options);
    problem.media = {metal(1.0, 0.5, 0.2), metal(2.0, 0.8)};
    for (device::Medium& medium : problem.media) {
        medium.storage.diagonal().tail<3>().setConstant(0.8);
        medium.relaxation += device::larmor_precession(0.8, Vector3(0.5, 1.0, 2.0));
    }
    problem.interfaces = {{0, 1, device::normal_interface({3.0, {}, 0.2})}};
    // A contact behind an interface with a given current, an ohmic one, floating ones.
    add_terminal(problem, "left",
                 device::ferromagnetic_contact(device::MagneticInterface{5.0, 0.4, {}}, {},
                                               Vector3(0.0, 0.0, 1.0)),
                 Drive::current, 1.0);
    add_terminal(problem, "right", device::ohmic_contact(ContactSpin::reservoir), Drive::current,
                 -1.0);
    add_terminal(problem, "top", device::ohmic_contact(ContactSpin::blocking), Drive::potential,
                 0.3);
    add_terminal(problem, "probe",
                 device::ferromagnetic_contact(device::MagneticInterface{0.5, 0.7, {}}, {},
                                               Vector3(0.0, 1.0, 0.0)),
                 Drive::current, 0.0);
    return problem;
}

// A sine after its transients is the answer to e^{-i omega t}: a(t) = sin(omega t + phi) is the
// real part of i e^{-i phi} e^{-i omega t}.
// The drive vanishes at both ends and in the middle.
TEST(Transient, SineOfWholePeriods) {
    const DiffusionProblem problem = strip_with_interface();
    TimeCourse course = course_of(problem, {}, 1e-4);
    Pulse sine;
    sine.shape = PulseShape::sine;
    sine.frequency = 0.4;
    course.pulses[0] = course.pulses[1] = sine;
    course.output_times = {0.3 / sine.frequency, 2.0 / sine.frequency};
    const auto moments = integrated(problem, course, {1.3, 0.31, 0.0});
    ASSERT_EQ(moments.size(), 2u);
    EXPECT_GT(std::abs(moments[0].probe.potential[3]), 1e-4);
}

TEST(Transient, SineGoesOverIntoTheAlternatingState) {
    DiffusionProblem problem = strip_with_interface();
    problem.terminals[2].value = 0.0;
    const double frequency = 0.4;
    const double phase = 0.3;
    const double period = 1.0 / frequency;
    TimeCourse course = course_of(problem, {}, 1e-7);
    Pulse sine;
    sine.shape = PulseShape::sine;
    sine.frequency = frequency;
    sine.phase = phase;
    course.pulses[0] = course.pulses[1] = sine;
    for (int i = 0; i < 4; ++i)
        course.output_times.push_back(2.0 * period + 0.25 * period * i);
    const std::array<double, 3> probe{1.3, 0.31, 0.0};
    const auto moments = integrated(problem, course, probe);
    auto solver = make_solver(problem, 2);
    const DeviceState alternating = solver.solve(problem, 2.0 * pi * frequency);
    const FieldSample there = solver.sample({probe}).front();
    for (const Moment& moment : moments) {
        const device::Complex turn =
            device::Complex(0.0, 1.0) *
            std::exp(device::Complex(0.0, -phase - 2.0 * pi * frequency * moment.time));
        const auto now = [&turn](device::Complex amplitude) { return (turn * amplitude).real(); };
        double largest = 0.0;
        for (std::size_t a = 1; a < 4; ++a)
            largest = std::max(largest, std::abs(there.potential[a]));
        ASSERT_GT(largest, 1e-3);
        for (std::size_t a = 0; a < 4; ++a)
            EXPECT_NEAR(moment.probe.potential[a].real(), now(there.potential[a]), 1e-5 * largest);
        for (std::size_t k = 0; k < 4; ++k) {
            EXPECT_NEAR(moment.state.terminals[k].potential.real(),
                        now(alternating.terminals[k].potential), 1e-5 * largest);
            EXPECT_NEAR(moment.state.terminals[k].current.real(),
                        now(alternating.terminals[k].current), 1e-8);
            for (std::size_t a = 0; a < 3; ++a)
                EXPECT_NEAR(moment.state.terminals[k].spin_current[a].real(),
                            now(alternating.terminals[k].spin_current[a]), 1e-5);
        }
        EXPECT_LT(moment.state.charge_balance, 1e-9);
    }
}

TEST(Transient, ConstantDrivesKeepTheSteadyState) {
    const DiffusionProblem problem = strip_with_interface();
    const TimeCourse course = course_of(problem, {0.0, 0.4, 1.5}, 1e-6);
    auto solver = make_solver(problem, 2);
    const DeviceState steady = solver.solve(problem);
    for (const Moment& moment : integrated(problem, course, {1.3, 0.31, 0.0}))
        for (std::size_t k = 0; k < 4; ++k) {
            EXPECT_NEAR(moment.state.terminals[k].potential.real(),
                        steady.terminals[k].potential.real(), 1e-9);
            EXPECT_NEAR(moment.state.terminals[k].current.real(),
                        steady.terminals[k].current.real(), 1e-9);
            for (std::size_t a = 0; a < 3; ++a)
                EXPECT_NEAR(moment.state.terminals[k].spin_current[a].real(),
                            steady.terminals[k].spin_current[a].real(), 1e-9);
        }
}

TEST(Transient, RestGoesToTheSteadyState) {
    const DiffusionProblem problem = strip_with_interface();
    TimeCourse course = course_of(problem, {0.0, 30.0}, 1e-7);
    course.from_rest = true;
    auto solver = make_solver(problem, 2);
    const DeviceState steady = solver.solve(problem);
    const auto moments = integrated(problem, course, {0.4, 0.31, 0.0});
    for (std::size_t a = 1; a < 4; ++a)
        EXPECT_NEAR(moments[0].probe.potential[a].real(), 0.0, 1e-12);
    EXPECT_NEAR(moments[0].state.terminals[2].potential.real(), 0.3, 1e-12);
    EXPECT_LT(moments[0].state.charge_balance, 1e-9);
    for (std::size_t k = 0; k < 4; ++k)
        EXPECT_NEAR(moments[1].state.terminals[k].potential.real(),
                    steady.terminals[k].potential.real(), 1e-6);
}

TEST(Transient, SquarePulseIsTheDifferenceOfTwoSteps) {
    DiffusionProblem problem = injected_wire(Vector3(0.0, 0.0, 0.5));
    Pulse square;
    square.shape = PulseShape::square;
    square.start = 0.25;
    square.width = 0.5;
    TimeCourse course = course_of(problem, {0.24, 0.25, 0.5, 0.75, 0.7500001, 1.0, 3.0}, 1e-7);
    course.pulses[0] = square;
    const auto moments = integrated(problem, course, {0.5, 0.0, 0.0}, 3);
    EXPECT_EQ(moments[0].state.terminals[0].current.real(), 0.0);
    EXPECT_NEAR(moments[1].state.terminals[0].current.real(), 1.0, 1e-12) << "behind the jump";
    EXPECT_NEAR(moments[3].state.terminals[0].current.real(), 0.0, 1e-12);
    for (const Moment& moment : moments) {
        const double t = moment.time;
        const double expected = 0.5 * (filling(0.5, t - 0.25) - filling(0.5, t - 0.75));
        EXPECT_NEAR(moment.probe.potential[3].real(), expected, several * course.relative_tolerance)
            << t;
    }
}

TEST(Transient, PulsesAreWhatTheySay) {
    Pulse pulse;
    EXPECT_EQ(pulse.value(0.0, -1e-300), 0.0);
    EXPECT_EQ(pulse.value(0.0, 1e-300), 1.0);
    pulse.shape = PulseShape::ramp;
    pulse.rise = 2.0;
    EXPECT_EQ(pulse.value(0.5, 0.5), 0.25);
    EXPECT_EQ(pulse.break_points(), (std::vector<double>{0.0, 2.0}));
    pulse.shape = PulseShape::square;
    pulse.width = 5.0;
    EXPECT_EQ(pulse.value(1.0, 1.0), 0.5);
    EXPECT_EQ(pulse.value(4.0, 4.0), 1.0);
    EXPECT_EQ(pulse.value(5.5, 5.5), 0.75);
    EXPECT_EQ(pulse.value(7.5, 7.5), 0.0);
    pulse.rise = 0.0;
    EXPECT_EQ(pulse.break_points(), (std::vector<double>{0.0, 5.0}));
    pulse.shape = PulseShape::gaussian;
    pulse.centre = 1.0;
    EXPECT_NEAR(pulse.value(3.5, 3.5), 0.5, 1e-15);
    EXPECT_EQ(pulse.longest_step(0.0), 1.25);
    pulse.shape = PulseShape::exponential;
    pulse.decay = 2.0;
    pulse.offset = 1.0;
    pulse.amplitude = 3.0;
    EXPECT_EQ(pulse.value(2.0, 2.0), 1.0 + 3.0 * std::exp(-1.0));
    EXPECT_EQ(pulse.value(-2.0, -2.0), 1.0);
    pulse = Pulse();
    pulse.shape = PulseShape::table;
    pulse.times = {1.0, 2.0, 4.0};
    pulse.values = {0.0, 1.0, 0.5};
    EXPECT_EQ(pulse.value(0.0, 0.0), 0.0);
    EXPECT_EQ(pulse.value(1.5, 1.5), 0.5);
    EXPECT_EQ(pulse.value(3.0, 3.0), 0.75);
    EXPECT_EQ(pulse.value(9.0, 9.0), 0.5);
}

/// A box in the plane or in space, of cells of all kinds.
struct BoxMesh {
    const char* name;
    int dimension;
    bool simplices = false;
    bool hanging_nodes = false;
};

const std::array<BoxMesh, 5> box_meshes{{{"quadrilaterals of several sizes", 2, false, true},
                                         {"triangles", 2, true},
                                         {"hexahedra", 3},
                                         {"hexahedra of several sizes", 3, false, true},
                                         {"tetrahedra", 3, true}}};

/// Unit cube or square between a contact that injects 1 A per cross section with spins along a
/// direction oblique to all axes, and one without spin on a part of the other side.
DiffusionProblem injected_box(const BoxMesh& kind, double diffusion) {
    device::BoxGeometry geometry;
    geometry.dimension = kind.dimension;
    geometry.boxes = {{"box", {0.0, 0.0, 0.0}, {1.0, 1.0, 1.0}}};
    geometry.patches = {{"low", {0.0, 0.0, 0.0}, {0.0, 1.0, 1.0}},
                        {"high", {1.0, 0.0, 0.0}, {1.0, 0.5, 1.0}}};
    device::GridOptions options;
    options.element_size = {0.5, 0.5, 0.5};
    DiffusionProblem problem;
    problem.mesh = device::box_mesh(geometry, options);
    if (kind.simplices)
        cut_into_simplices(problem.mesh);
    problem.media = {metal({diffusion, 0.0, diffusion, diffusion, diffusion}, 1.0)};
    problem.media[0].storage.diagonal().tail<3>().setOnes();
    add_probe(problem, "low", 1.0).injected_polarisation = Vector3(0.36, 0.48, 0.8);
    add_terminal(problem, "high", device::ohmic_contact(ContactSpin::blocking), Drive::potential);
    return problem;
}

device_fem::DeviceSolver solver_on(const BoxMesh& kind, const DiffusionProblem& problem) {
    auto solver = make_solver(problem, kind.simplices || kind.dimension == 3 ? 1 : 2);
    if (kind.hanging_nodes) {
        const auto coarse = solver.solve(problem).solver.cells;
        (void)solver.estimate({{"voltage", 0, 1, {}}});
        EXPECT_EQ(solver.refine({1.0}, 0.3, 1'000'000), device_fem::Refinement::done);
        const auto fine = solver.solve(problem).solver.cells;
        EXPECT_GT(fine, coarse);
        EXPECT_LT(fine, coarse << static_cast<unsigned>(kind.dimension));
    }
    return solver;
}

// What is uniform stays so on any mesh, and relaxes as e^{-t/tau}.
TEST(TransientMeshes, UniformSpinsDecay) {
    for (const BoxMesh& kind : box_meshes) {
        SCOPED_TRACE(kind.name);
        const DiffusionProblem problem = injected_box(kind, 2000.0);
        TimeCourse course = course_of(problem, {0.01, 0.5, 1.5}, 1e-6);
        course.pulses[0] = switched_off();
        auto solver = solver_on(kind, problem);
        const std::vector<std::array<double, 3>> probes{{0.1, 0.2, 0.7}, {0.9, 0.8, 0.3}};
        std::array<double, 3> start{};
        device_fem::TransientHooks<DeviceState> hooks;
        hooks.observe = [&](std::size_t output, const DeviceState& state) {
            const auto samples = solver.sample(probes);
            for (std::size_t a = 0; a < 3; ++a) {
                if (output == 0)
                    start[a] = samples[0].potential[a + 1].real();
                for (const FieldSample& sample : samples)
                    EXPECT_NEAR(sample.potential[a + 1].real(),
                                start[a] * std::exp(0.01 - course.output_times[output]),
                                several * course.relative_tolerance);
            }
            EXPECT_GT(std::abs(start[0]), 0.1);
            EXPECT_LT(state.charge_balance, 1e-9);
        };
        EXPECT_TRUE(solver.integrate(problem, course, hooks));
    }
}

// From rest to what the static problem has on the same mesh, charge and spin currents included.
TEST(TransientMeshes, RestGoesToTheSteadyState) {
    for (const BoxMesh& kind : box_meshes) {
        SCOPED_TRACE(kind.name);
        DiffusionProblem problem = injected_box(kind, 1.0);
        problem.media[0].conduction = metal(1.0, 1.0, 0.3).conduction;
        TimeCourse course = course_of(problem, {0.0, 0.2, 20.0}, 1e-6);
        course.from_rest = true;
        auto solver = solver_on(kind, problem);
        const DeviceState steady = solver.solve(problem);
        const std::vector<std::array<double, 3>> probes{{0.1, 0.2, 0.7}, {0.9, 0.8, 0.3}};
        const auto there = solver.sample(probes);
        double early = 0.0;
        device_fem::TransientHooks<DeviceState> hooks;
        hooks.observe = [&](std::size_t output, const DeviceState& state) {
            const auto samples = solver.sample(probes);
            if (output == 1)
                early = std::abs(samples[1].potential[3] - there[1].potential[3]);
            if (output < 2)
                return;
            for (std::size_t p = 0; p < probes.size(); ++p)
                for (std::size_t a = 0; a < 4; ++a)
                    EXPECT_LT(std::abs(samples[p].potential[a] - there[p].potential[a]),
                              several * course.relative_tolerance);
            for (std::size_t k = 0; k < 2; ++k) {
                EXPECT_LT(std::abs(state.terminals[k].potential - steady.terminals[k].potential),
                          several * course.relative_tolerance);
                EXPECT_LT(std::abs(state.terminals[k].current - steady.terminals[k].current), 1e-9);
            }
        };
        EXPECT_TRUE(solver.integrate(problem, course, hooks));
        EXPECT_GT(early, 1e-2);
    }
}

/// A folder of a test, gone with it.
class Folder {
  public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "sidejump-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr)
            throw std::runtime_error("no folder " + name);
        path_ = name;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const {
        return path_ / name;
    }

  private:
    std::filesystem::path path_;
};

void expect_same_bits(const std::vector<DeviceState>& rest, const std::vector<DeviceState>& whole) {
    ASSERT_LE(rest.size(), whole.size());
    const std::size_t skipped = whole.size() - rest.size();
    for (std::size_t i = 0; i < rest.size(); ++i)
        for (std::size_t k = 0; k < rest[i].terminals.size(); ++k) {
            EXPECT_EQ(rest[i].terminals[k].potential, whole[skipped + i].terminals[k].potential);
            EXPECT_EQ(rest[i].terminals[k].spin_current,
                      whole[skipped + i].terminals[k].spin_current);
        }
}

// What is resumed from a checkpoint goes the same way in every bit.
TEST(Transient, ResumesWithoutATrace) {
    const DiffusionProblem problem = strip_with_interface();
    TimeCourse course = course_of(problem, evenly(2.5, 55), 1e-7);
    Pulse square;
    square.shape = PulseShape::square;
    square.start = 0.2;
    square.width = 0.4;
    square.rise = 0.1;
    course.pulses[2] = square;
    auto solver = make_solver(problem, 1);
    const Folder folder;
    std::vector<std::size_t> kept;
    std::vector<DeviceState> whole;
    device_fem::TransientHooks<DeviceState> hooks;
    hooks.checkpoint = {folder / "state", "run"};
    std::ofstream(folder / "state.partial") << std::string(1U << 20U, 'x'); // of a killed run
    hooks.observe = [&](std::size_t, const DeviceState& state) { whole.push_back(state); };
    hooks.kept = [&](std::size_t outputs) {
        kept.push_back(outputs);
        std::filesystem::copy_file(folder / "state", folder / std::to_string(outputs));
    };
    EXPECT_TRUE(solver.integrate(problem, course, hooks));
    ASSERT_GT(kept.back(), 16U) << "behind the last break point";
    ASSERT_GT(kept.size(), 1U);
    EXPECT_FALSE(std::filesystem::exists(folder / "state.partial"));
    for (const std::size_t outputs : {kept.front(), kept.back()}) {
        std::vector<DeviceState> rest;
        hooks.checkpoint = {folder / std::to_string(outputs), "run"};
        hooks.resume = true;
        hooks.observe = [&](std::size_t, const DeviceState& state) { rest.push_back(state); };
        hooks.kept = {};
        EXPECT_TRUE(solver.integrate(problem, course, hooks));
        ASSERT_EQ(rest.size(), whole.size() - outputs);
        expect_same_bits(rest, whole);
    }
    hooks.checkpoint->fingerprint = "another run";
    EXPECT_THROW(solver.integrate(problem, course, hooks), std::invalid_argument);
}

// A run that is stopped loses no output, and what follows agrees to the tolerance.
TEST(Transient, KeepsTheLastOutputWhenItIsStopped) {
    const DiffusionProblem problem = strip_with_interface();
    TimeCourse course = course_of(problem, evenly(2.5, 25), 1e-7);
    Pulse ramp;
    ramp.shape = PulseShape::ramp;
    ramp.rise = 2.0;
    course.pulses[2] = ramp;
    auto solver = make_solver(problem, 1);
    const Folder folder;
    std::vector<DeviceState> whole;
    device_fem::TransientHooks<DeviceState> hooks;
    hooks.observe = [&](std::size_t, const DeviceState& state) { whole.push_back(state); };
    EXPECT_TRUE(solver.integrate(problem, course, hooks));

    std::vector<DeviceState> found;
    hooks.checkpoint = {folder / "state", "run"};
    hooks.observe = [&](std::size_t, const DeviceState& state) { found.push_back(state); };
    constexpr std::size_t before = 3;
    int steps = 0; // behind that output
    hooks.stopped = [&] { return found.size() == before && ++steps > 2; };
    EXPECT_FALSE(solver.integrate(problem, course, hooks));
    ASSERT_EQ(found.size(), before);
    ASSERT_EQ(device_fem::checkpoint_label(folder / "state")->outputs, before);
    hooks.resume = true;
    hooks.stopped = {};
    EXPECT_TRUE(solver.integrate(problem, course, hooks));
    ASSERT_EQ(found.size(), whole.size());
    for (std::size_t i = 0; i < found.size(); ++i)
        for (std::size_t k = 0; k < 4; ++k) {
            EXPECT_NEAR(found[i].terminals[k].potential.real(),
                        whole[i].terminals[k].potential.real(), several * 1e-7);
            for (std::size_t a = 0; a < 3; ++a)
                EXPECT_NEAR(found[i].terminals[k].spin_current[a].real(),
                            whole[i].terminals[k].spin_current[a].real(), several * 1e-6);
        }
}

// No checkpoint that is torn, changed, or of another mesh or order is taken up.
TEST(Transient, RefusesWhatIsNoWholeCheckpointOfItsMesh) {
    const DiffusionProblem problem = injected_wire(Vector3(0.0, 0.0, 0.5));
    TimeCourse course = course_of(problem, {0.0, 0.5, 1.0}, 1e-6);
    course.pulses[0] = Pulse();
    const Folder folder;
    device_fem::TransientHooks<DeviceState> hooks;
    hooks.checkpoint = {folder / "state", "run"};
    EXPECT_TRUE(make_solver(problem, 1).integrate(problem, course, hooks));
    hooks.resume = true;
    std::ifstream file(folder / "state", std::ios::binary);
    const std::string whole{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    const auto resumed_from = [&](const std::string& content) {
        std::ofstream(folder / "state", std::ios::binary) << content;
        return make_solver(problem, 1).integrate(problem, course, hooks);
    };
    EXPECT_TRUE(resumed_from(whole));
    for (const std::size_t length : {whole.size() - 1, whole.size() / 2, std::size_t{40}})
        EXPECT_THROW(resumed_from(whole.substr(0, length)), std::runtime_error) << length;
    EXPECT_THROW(resumed_from(whole + "x"), std::runtime_error);
    for (const std::size_t place : {std::size_t{2}, std::size_t{50}, whole.size() - 3}) {
        std::string changed = whole;
        changed[place] = static_cast<char>(changed[place] ^ 1);
        EXPECT_THROW(resumed_from(changed), std::runtime_error) << place;
    }
    EXPECT_TRUE(resumed_from(whole));
    std::ofstream(folder / "state", std::ios::binary) << whole;
    EXPECT_THROW(make_solver(problem, 2).integrate(problem, course, hooks), std::runtime_error);
    const DiffusionProblem finer = injected_wire(Vector3(0.0, 0.0, 0.5), 13);
    EXPECT_THROW(make_solver(finer, 1).integrate(finer, course, hooks), std::runtime_error);
    DiffusionProblem longer = problem;
    longer.mesh.vertices.back()[0] *= 1.01;
    longer.mesh.vertices[3][0] += 1e-3;
    EXPECT_THROW(make_solver(longer, 1).integrate(longer, course, hooks), std::runtime_error);
}

TEST(Transient, StopsWhenAsked) {
    const DiffusionProblem problem = injected_wire(Vector3(0.0, 0.0, 0.5));
    TimeCourse course = course_of(problem, {0.5, 1.0}, 1e-6);
    course.pulses[0] = Pulse();
    auto solver = make_solver(problem, 1);
    device_fem::TransientHooks<DeviceState> hooks;
    int seen = 0;
    hooks.observe = [&](std::size_t, const DeviceState&) { ++seen; };
    hooks.stopped = [&] { return seen == 1; };
    EXPECT_FALSE(solver.integrate(problem, course, hooks));
    EXPECT_EQ(seen, 1);
}

TEST(Transient, CurrentsHaveToBalanceAtAllTimes) {
    DiffusionProblem problem = strip_with_interface();
    problem.terminals.erase(problem.terminals.begin() + 2);
    TimeCourse course = course_of(problem, {1.0}, 1e-6);
    course.pulses[0] = Pulse();
    auto solver = make_solver(problem, 1);
    EXPECT_THROW(solver.integrate(problem, course, {}), std::invalid_argument);
    course.pulses[1] = Pulse();
    EXPECT_TRUE(solver.integrate(problem, course, {}));
}

} // namespace
} // namespace sidejump::test
