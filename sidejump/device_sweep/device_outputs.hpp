// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/device_run.hpp"
#include "sidejump/sweep/output_group.hpp"

#include <functional>
#include <vector>

namespace sidejump::device_sweep {

/// What the name of a measure goes on with for its estimated error.
inline constexpr const char* estimated_error = ".estimated_error";
/// The output that tells whether the mesh of a point could be adapted as was asked for.
inline constexpr const char* adaptation_reached = "adaptation_reached";

/// What a study can ask of a device: its measures by name, potentials and currents of its contacts,
/// currents through its surfaces, heat, numbers of the solver, and with [mesh.adapt] estimated
/// errors. In the study "ac" amplitudes have two parts, NAME.real and NAME.imaginary.
class DeviceOutputs : public sweep::OutputGroup {
  public:
    /// @throws input::InputError at a measure that has the name of another result
    explicit DeviceOutputs(const device::DeviceInput& input);

    [[nodiscard]] std::string_view name() const override { return "device"; }
    [[nodiscard]] std::vector<sweep::OutputDeclaration> declarations() const override;

    /// Whether there are amplitudes, with two parts.
    [[nodiscard]] bool is_complex() const { return complex_; }

    /// A result of a run at a single point of its study.
    /// @param place  in declarations()
    /// @throws std::runtime_error if the device has no such contact, measure or region there
    [[nodiscard]] double value(std::size_t place, const device::DeviceRun& run) const;

  private:
    using Value = std::function<device::Complex(const device::DeviceRun&)>;
    struct Result {
        sweep::OutputDeclaration declaration;
        Value value;
        bool imaginary = false;
    };
    void add(const std::string& name, const char* unit, const std::string& description,
             Value value);
    void add_amplitude(const std::string& name, const char* unit, const std::string& description,
                       const Value& value);
    void add_measures(const device::DeviceInput& input);
    void add_contacts(const device::DeviceInput& input);
    void add_surfaces(const device::DeviceInput& input);
    void add_heat(const device::DeviceInput& input);
    void add_solver();
    void add_adaptation(const device::DeviceInput& input);

    bool complex_;
    std::vector<Result> results_;
};

} // namespace sidejump::device_sweep
