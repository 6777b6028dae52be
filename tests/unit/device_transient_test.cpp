// SPDX-License-Identifier: GPL-3.0-or-later
// Devices in time: decay, precession, diffusion, pulses and the limit of alternating drives
// (docs/theory/devices).
#include "tests/support/device_problems.hpp"

#include <cmath>
#include <complex>
#include <gtest/gtest.h>
#include <numbers>

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
    std::vector<device::TransientCheckpoint> kept;
    std::vector<DeviceState> whole;
    device_fem::TransientHooks<DeviceState> hooks;
    hooks.observe = [&](std::size_t, const DeviceState& state) { whole.push_back(state); };
    hooks.keep = [&](const device::TransientCheckpoint& checkpoint) { kept.push_back(checkpoint); };
    EXPECT_TRUE(solver.integrate(problem, course, hooks));
    ASSERT_GT(kept.back().outputs, 16U) << "behind the last break point";
    ASSERT_GT(kept.size(), 1U);
    for (const device::TransientCheckpoint& checkpoint : {kept.front(), kept.back()}) {
        std::vector<DeviceState> rest;
        hooks.resume = checkpoint;
        hooks.observe = [&](std::size_t, const DeviceState& state) { rest.push_back(state); };
        hooks.keep = {};
        EXPECT_TRUE(solver.integrate(problem, course, hooks));
        ASSERT_EQ(rest.size(), whole.size() - checkpoint.outputs);
        for (std::size_t i = 0; i < rest.size(); ++i)
            for (std::size_t k = 0; k < 4; ++k) {
                EXPECT_EQ(rest[i].terminals[k].potential,
                          whole[checkpoint.outputs + i].terminals[k].potential);
                EXPECT_EQ(rest[i].terminals[k].spin_current,
                          whole[checkpoint.outputs + i].terminals[k].spin_current);
            }
    }
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
