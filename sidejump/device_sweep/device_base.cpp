// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_sweep/device_base.hpp"

#include "sidejump/device_fem/gmsh_file.hpp"
#include "sidejump/device_fem/solve_device_file.hpp"
#include "sidejump/impurity/species_report.hpp"
#include "sidejump/sweep/alloy_base.hpp"
#include "sidejump/sweep/study.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace sidejump::device_sweep {
namespace {

using input::Node;
using input::NodePath;
using input::Place;

// The places of the entries [[alloy]], empty if there is none.
std::vector<NodePath> alloys_of(const Node& root) {
    const Node* alloys = input::find_node(root, input::parse_node_path("alloy"));
    const auto* list = alloys != nullptr ? std::get_if<input::List>(&alloys->value) : nullptr;
    std::vector<NodePath> places;
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i)
        places.push_back(input::parse_node_path(fmt::format("alloy[{}]", i)));
    return places;
}

const NodePath& mesh_file_path() {
    static const NodePath path = input::parse_node_path("geometry.gmsh.file");
    return path;
}

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return "cannot be read";
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// The parameter that runs in a study of several states.
const char* parameter_of(device::StudyKind kind) {
    switch (kind) {
    case device::StudyKind::field_sweep:
        return "magnetic_field.induction or study.fields[0]";
    case device::StudyKind::angle_sweep:
        return "study.angles[0]";
    case device::StudyKind::ac:
        return "study.frequencies[0]";
    case device::StudyKind::transient:
        return "study.output_times[0], with one output time";
    case device::StudyKind::steady:
        break;
    }
    return "one of its parameters";
}

} // namespace

DeviceBase::DeviceBase(sweep::BaseFile base)
    : Base(std::move(base)),
      alloys_(std::make_unique<sweep::AlloyFiles>(file(), alloys_of(file().nodes))),
      nodes_(file().nodes) {
    const auto read = device::read_device_node(file().nodes, file().path());
    outputs_ = std::make_unique<const DeviceOutputs>(read.input);
    alloys_->put_in_base(nodes_);
    echo_ = device(nodes_).echo;
}

const input::SectionInfo& DeviceBase::parameters() const {
    return device::device_file_section().info();
}

bool DeviceBase::overlap(const NodePath& one, const NodePath& other) const {
    return alloys_->overlap(one, other);
}

std::vector<const sweep::OutputGroup*> DeviceBase::output_groups() const {
    return {outputs_.get()};
}

std::string DeviceBase::expected_output() const {
    std::vector<std::string> names;
    for (const auto& declaration : outputs_->declarations())
        names.push_back(declaration.name);
    return fmt::format("the name of a result of this device ({})", fmt::join(names, ", "));
}

device::DeviceFile DeviceBase::device(const Node& point) const {
    Node nodes = point;
    alloys_->put_in_point(nodes);
    put_mesh_file_in(nodes);
    const impurity::TableFiles::Use use(&alloys_->phase_shifts());
    return device::read_device_node(nodes, file().name);
}

void DeviceBase::put_mesh_file_in(Node& point) const {
    const Node* node = input::find_node(point, mesh_file_path());
    if (node == nullptr || !std::holds_alternative<std::string>(node->value))
        return;
    const auto from = std::filesystem::path(file().path()).parent_path();
    const std::string& name = std::get<std::string>(node->value);
    if (!name.empty())
        input::set_node(point, mesh_file_path(),
                        {std::filesystem::absolute(from / name).string(), node->line});
}

void DeviceBase::check_outputs(const Node& point,
                               const std::vector<sweep::Output>& /*outputs*/) const {
    const auto read = device(point);
    const std::size_t states = device::study_points(read).size();
    if (states == 1)
        return;
    const Node* study = input::find_node(nodes_, input::parse_node_path("study"));
    Place{file().path(), study != nullptr ? study->line : 0, "study"}.fail(
        fmt::format("a study of one state, as every point of a sweep is one (an axis over {} gives "
                    "more)",
                    parameter_of(read.input.study.kind)),
        fmt::format("{} of them", states));
}

std::vector<sweep::ReadFile> DeviceBase::files(const std::vector<sweep::Axis>& axes) const {
    std::vector<sweep::ReadFile> files = alloys_->files(nodes_, axes);
    const auto folder = std::filesystem::path(file().path()).parent_path();
    for (const std::string& name : sweep::texts_at(mesh_file_path(), file().nodes, axes))
        files.push_back({folder / name, bytes_of(folder / name)});
    return files;
}

std::vector<sweep::Remark> DeviceBase::remarks(const Node& point,
                                               const std::vector<sweep::Output>& outputs) const {
    const auto read = device(point);
    std::vector<std::string> warnings = device::device_warnings(read);
    const auto tells_of_errors = [](const sweep::Output& output) {
        return output.name == adaptation_reached || output.name.ends_with(estimated_error);
    };
    if (read.input.mesh.adapt && std::ranges::none_of(outputs, tells_of_errors))
        warnings.push_back(fmt::format(
            "a mesh that meets a limit of [mesh.adapt] leaves a larger error than was asked for, "
            "and the point stands; the outputs {} and NAME{} tell where",
            adaptation_reached, estimated_error));
    if (const auto& mesh = read.input.geometry.mesh_file)
        for (const std::string& note : read_mesh(mesh->file, mesh->metres_per_unit).notes)
            warnings.push_back(note);
    std::vector<sweep::Remark> remarks;
    remarks.reserve(warnings.size());
    for (const std::string& warning : warnings)
        remarks.push_back({impurity::without_numbers(warning), warning});
    return remarks;
}

device::MeshFile DeviceBase::read_mesh(const std::string& path, double unit) const {
    const std::scoped_lock lock(mutex_);
    auto found = meshes_.find({path, unit});
    if (found == meshes_.end())
        found =
            meshes_.emplace(std::pair(path, unit), device_fem::read_gmsh_file(path, unit)).first;
    return found->second;
}

sweep::PointRun DeviceBase::point_run(const std::vector<sweep::Output>& outputs) const {
    return [this, outputs](const Node& point, std::span<double> values) {
        const device::DeviceRun run = solve(device(point));
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = outputs_->value(outputs[i].place, run);
        return std::vector<std::string>();
    };
}

device::DeviceRun DeviceBase::solve(device::DeviceFile device) const {
    const auto& kind = device.input.study.kind;
    if ((kind == device::StudyKind::ac) != outputs_->is_complex())
        throw std::runtime_error("a study of kind \"ac\" and others do not have the same outputs");
    if (const std::size_t states = device::study_points(device).size(); states != 1)
        throw std::runtime_error(fmt::format(
            "a point of a sweep is one state, and the study of the device has {}", states));
    device.input.output.fields = false;
    device.input.output.cut.clear();
    device_fem::FileOptions options;
    options.read_mesh_file = [this](const std::string& path, double unit) {
        return read_mesh(path, unit);
    };
    auto run = device_fem::solve_device_file(device, options, MPI_COMM_SELF);
    if (run.results.size() != 1)
        throw std::runtime_error("a point of a sweep is one state of the device");
    return run;
}

sweep::BaseKind device_kind() {
    return {device::is_device, [](sweep::BaseFile file) {
                return std::make_shared<const DeviceBase>(std::move(file));
            }};
}

} // namespace sidejump::device_sweep
