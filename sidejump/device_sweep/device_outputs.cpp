// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_sweep/device_outputs.hpp"

#include "sidejump/device_fem/requested_adaptation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <numeric>
#include <stdexcept>

namespace sidejump::device_sweep {
namespace {

using device::Complex;
using device::DeviceRun;
using device::SurfaceState;
using device::TerminalState;

constexpr std::array<const char*, 3> axis_names{"x", "y", "z"};

const device::DeviceState& state_of(const DeviceRun& run) {
    return run.results.front().state;
}

// The entry of that name, as axes may rename what a file has.
template <class T>
const T& named(const std::vector<T>& entries, const std::string& name, const char* what) {
    const auto found = std::ranges::find(entries, name, &T::name);
    if (found == entries.end())
        throw std::runtime_error(fmt::format("no {} \"{}\" at this point", what, name));
    return *found;
}

const device::Adaptation& adaptation_of(const DeviceRun& run) {
    if (!run.adaptation)
        throw std::runtime_error("no mesh that is adapted at this point");
    return *run.adaptation;
}

double heat_in(const DeviceRun& run, const std::string& region) {
    const auto found = std::ranges::find(run.regions, region);
    if (found == run.regions.end())
        throw std::runtime_error(fmt::format("no region \"{}\" at this point", region));
    return state_of(run).heat.at(static_cast<std::size_t>(found - run.regions.begin()));
}

} // namespace

DeviceOutputs::DeviceOutputs(const device::DeviceInput& input)
    : complex_(input.study.kind == device::StudyKind::ac) {
    add_contacts(input);
    add_surfaces(input);
    add_heat(input);
    add_solver();
    add_adaptation(input);
    for (const device::MeasureInput& measure : input.measure)
        for (const Result& result : results_)
            if (result.declaration.name == measure.name.text)
                measure.name.place.fail("a measure with a name that no other result of a sweep has",
                                        fmt::format("\"{}\"", measure.name.text));
    std::vector<Result> others;
    others.swap(results_);
    add_measures(input);
    std::ranges::move(others, std::back_inserter(results_));
}

std::vector<sweep::OutputDeclaration> DeviceOutputs::declarations() const {
    std::vector<sweep::OutputDeclaration> all;
    all.reserve(results_.size());
    for (const Result& result : results_)
        all.push_back(result.declaration);
    return all;
}

double DeviceOutputs::value(std::size_t place, const DeviceRun& run) const {
    const Result& result = results_.at(place);
    const Complex value = result.value(run);
    // As the device command writes it: no negative zero.
    return (result.imaginary ? value.imag() : value.real()) + 0.0;
}

void DeviceOutputs::add(const std::string& name, const char* unit, const std::string& description,
                        Value value) {
    results_.push_back({{name, unit, description}, std::move(value)});
}

void DeviceOutputs::add_amplitude(const std::string& name, const char* unit,
                                  const std::string& description, const Value& value) {
    if (!complex_) {
        add(name, unit, description, value);
        return;
    }
    add(name + ".real", unit, description + ", real part of its amplitude", value);
    add(name + ".imaginary", unit, description + ", imaginary part of its amplitude", value);
    results_.back().imaginary = true;
}

void DeviceOutputs::add_measures(const device::DeviceInput& input) {
    for (const device::MeasureInput& measure : input.measure) {
        std::string description =
            fmt::format("potential of {} less that of {}", measure.voltage.at(0).text,
                        measure.voltage.at(1).text);
        if (measure.per_current_of)
            description += fmt::format(", over the current of {}", measure.per_current_of->text);
        add_amplitude(measure.name.text, measure.per_current_of ? "ohm" : "V", description,
                      [name = measure.name.text](const DeviceRun& run) {
                          return named(run.results.front().measurements, name, "measure").value;
                      });
    }
}

void DeviceOutputs::add_contacts(const device::DeviceInput& input) {
    for (const device::ContactInput& contact : input.contact) {
        const std::string& name = device::contact_name(contact).text;
        const auto add_of = [&](const std::string& quantity, const char* unit,
                                const std::string& description, auto part) {
            add_amplitude(fmt::format("contact.{}.{}", name, quantity), unit,
                          fmt::format("contact {}: {}", name, description),
                          [name, part](const DeviceRun& run) -> Complex {
                              return part(named(state_of(run).terminals, name, "contact"));
                          });
        };
        add_of("potential", "V", "charge potential",
               [](const TerminalState& terminal) { return terminal.potential; });
        add_of("current", "A", "charge current into the device",
               [](const TerminalState& terminal) { return terminal.current; });
        for (std::size_t axis = 0; axis < axis_names.size(); ++axis)
            add_of(fmt::format("spin_current_{}", axis_names[axis]), "A",
                   fmt::format("spin current I_up - I_down along {} into the device, in units of "
                               "charge",
                               axis_names[axis]),
                   [axis](const TerminalState& terminal) { return terminal.spin_current[axis]; });
    }
}

void DeviceOutputs::add_surfaces(const device::DeviceInput& input) {
    for (const device::SurfaceInput& surface : input.surface) {
        const std::string& name = surface.name.text;
        const auto add_of = [&](const std::string& quantity, const std::string& description,
                                auto part) {
            add_amplitude(fmt::format("surface.{}.{}", name, quantity), "A",
                          fmt::format("surface {}: {}", name, description),
                          [name, part](const DeviceRun& run) -> Complex {
                              return part(named(state_of(run).surfaces, name, "surface"));
                          });
        };
        add_of("current", "charge current along its axis",
               [](const SurfaceState& state) { return state.current; });
        for (std::size_t axis = 0; axis < axis_names.size(); ++axis)
            add_of(fmt::format("spin_current_{}", axis_names[axis]),
                   fmt::format("spin current I_up - I_down along {}, that flows along its axis, in "
                               "units of charge",
                               axis_names[axis]),
                   [axis](const SurfaceState& state) { return state.spin_current[axis]; });
    }
}

void DeviceOutputs::add_heat(const device::DeviceInput& input) {
    add("heat", "W", "Joule heat and spin relaxation in all regions", [](const DeviceRun& run) {
        const auto& heat = state_of(run).heat;
        return std::accumulate(heat.begin(), heat.end(), 0.0);
    });
    for (const device::RegionInput& region : input.region)
        add("heat." + region.name.text, "W",
            "Joule heat and spin relaxation in the region " + region.name.text,
            [name = region.name.text](const DeviceRun& run) { return heat_in(run, name); });
    add("interface_heat", "W", "heat in all interfaces",
        [](const DeviceRun& run) { return state_of(run).interface_heat; });
    add("contact_heat", "W", "heat in the resistances of contacts",
        [](const DeviceRun& run) { return state_of(run).contact_heat; });
}

void DeviceOutputs::add_solver() {
    add("charge_balance", "1", "sum of the currents of the contacts over the largest",
        [](const DeviceRun& run) { return state_of(run).charge_balance; });
    add("unknowns", "1", "unknowns of the linear system",
        [](const DeviceRun& run) { return static_cast<double>(state_of(run).solver.unknowns); });
    add("cells", "1", "cells of the mesh",
        [](const DeviceRun& run) { return static_cast<double>(state_of(run).solver.cells); });
    add("iterations", "1", "iterations of the linear solver at most, 0 if it is direct",
        [](const DeviceRun& run) { return static_cast<double>(state_of(run).solver.iterations); });
}

void DeviceOutputs::add_adaptation(const device::DeviceInput& input) {
    if (!input.mesh.adapt)
        return;
    for (const device::MeasureInput& measure : input.measure) {
        const std::string& name = measure.name.text;
        if (!device_fem::is_adapted_to(*input.mesh.adapt, name))
            continue;
        add(name + estimated_error, "1",
            fmt::format("estimated error of {} over its size, on the last mesh", name),
            [name](const DeviceRun& run) {
                const auto& goals = adaptation_of(run).rounds.back().goals;
                const device::GoalEstimate& goal = named(goals, name, "estimate of");
                return std::abs(goal.error) / std::abs(goal.value);
            });
    }
    add(adaptation_reached, "1",
        "1 if all measures that the mesh is adapted to have the error that was asked for, by the "
        "estimate, and 0 otherwise, also where one has no value or estimate",
        [](const DeviceRun& run) { return device::adaptation_reached(run) ? 1.0 : 0.0; });
}

} // namespace sidejump::device_sweep
