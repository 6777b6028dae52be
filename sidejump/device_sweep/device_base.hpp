// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/device_file.hpp"
#include "sidejump/device_sweep/device_outputs.hpp"
#include "sidejump/sweep/alloy_files.hpp"
#include "sidejump/sweep/base.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <utility>

namespace sidejump::device_sweep {

/// A device file as the base of a study. Every point is one state: steady, or of one field, angle
/// or frequency.
///
/// An [[alloy]] that is read from a `file` counts as if the tables of that file stood in the device
/// file, so that paths lead to them: `alloy[0].impurity[0].concentration`. The path `alloy[0].file`
/// stands for all of the alloy. Alloy files, tables and mesh files are read once.
class DeviceBase : public sweep::Base {
  public:
    /// @throws input::InputError at the first mistake in the file
    explicit DeviceBase(sweep::BaseFile file);

    [[nodiscard]] std::string_view kind() const override { return "device"; }
    [[nodiscard]] const input::SectionInfo& parameters() const override;
    [[nodiscard]] const input::Node& nodes() const override { return nodes_; }
    [[nodiscard]] bool overlap(const input::NodePath& one,
                               const input::NodePath& other) const override;
    /// With the tables of all alloys.
    [[nodiscard]] input::Json echo() const override { return echo_; }
    [[nodiscard]] std::vector<const sweep::OutputGroup*> output_groups() const override;
    [[nodiscard]] std::string expected_output() const override;
    void check(const input::Node& point) const override { (void)device(point); }
    void check_outputs(const input::Node& point,
                       const std::vector<sweep::Output>& outputs) const override;
    [[nodiscard]] std::vector<sweep::ReadFile>
    files(const std::vector<sweep::Axis>& axes) const override;
    [[nodiscard]] std::vector<sweep::Remark>
    remarks(const input::Node& point, const std::vector<sweep::Output>& outputs) const override;
    /// Reads the device file for each point, as the device command does. Each point is solved by
    /// one process alone, on a mesh of its own.
    [[nodiscard]] sweep::PointRun
    point_run(const std::vector<sweep::Output>& outputs) const override;
    /// One thread to a process: neither the linear solvers nor Gmsh are safe for threads.
    [[nodiscard]] sweep::PointCost
    point_cost(const std::vector<sweep::Output>& /*outputs*/) const override {
        return {.seconds = 0.1, .most_threads = 1, .calls_mpi = true};
    }

    /// The device of a point.
    /// @throws input::InputError at the first mistake
    [[nodiscard]] device::DeviceFile device(const input::Node& point) const;

    /// Solves it.
    /// @throws std::exception if it has no solution or more than one state
    [[nodiscard]] device::DeviceRun solve(device::DeviceFile device) const;

    [[nodiscard]] const DeviceOutputs& outputs() const { return *outputs_; }

  private:
    void put_mesh_file_in(input::Node& point) const;
    [[nodiscard]] device::MeshFile read_mesh(const std::string& path, double unit) const;

    std::unique_ptr<sweep::AlloyFiles> alloys_;
    input::Json echo_;
    std::unique_ptr<const DeviceOutputs> outputs_;
    input::Node nodes_;
    mutable std::mutex mutex_;
    mutable std::map<std::pair<std::string, double>, device::MeshFile> meshes_;
};

/// Device files.
sweep::BaseKind device_kind();

} // namespace sidejump::device_sweep
