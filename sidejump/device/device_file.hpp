// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/contact_section.hpp"
#include "sidejump/device/geometry_section.hpp"
#include "sidejump/device/mesh_section.hpp"
#include "sidejump/device/region_media.hpp"
#include "sidejump/device/region_section.hpp"
#include "sidejump/device/study_section.hpp"
#include "sidejump/device/surface_section.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sidejump::device {

/// A device file as it is written, defaults filled in.
struct DeviceInput {
    GeometryInput geometry;
    MeshInput mesh;
    std::vector<AlloyEntry> alloy;
    std::vector<RegionInput> region;
    std::vector<InterfaceInput> interface;
    std::vector<ContactInput> contact;
    std::optional<MagneticFieldInput> magnetic_field;
    StudyInput study;
    std::vector<MeasureInput> measure;
    std::vector<SurfaceInput> surface;
    SolverInput solver;
    OutputInput output;
};

/// Declaration of the device file: [geometry], [mesh], [[alloy]], [[region]], [[interface]],
/// [[contact]], [magnetic_field], [study], [[measure]], [[surface]], [solver], [output].
const input::Section<DeviceInput>& device_file_section();

/// A device file that has been read and checked, all but what needs its mesh.
struct DeviceFile {
    DeviceInput input;
    AlloyLibrary alloys; ///< their coefficients are computed at the first use
    input::Json echo;    ///< the input with all defaults; quantities in SI units
    std::string file;    ///< its name
};

/// Whether a file has the tables of a device ([geometry] or [[region]]) and not those of an alloy.
/// @throws input::InputError if it cannot be read as TOML
bool is_device_file(const std::string& path);
/// The same of the nodes of a file.
bool is_device(const input::Node& root);

/// Reads and checks a device file.
/// @throws input::InputError at the first mistake
DeviceFile read_device_file(const std::string& path);

/// The same from TOML text; `name` stands for the file in messages, and alloy files are looked for
/// in its folder.
DeviceFile read_device_text(std::string_view text, const std::string& name);

/// The same from the nodes of a file.
DeviceFile read_device_node(const input::Node& root, const std::string& name);

/// What makes the results doubtful, by region.
/// @throws input::InputError as AlloyLibrary::coefficients
std::vector<std::string> device_warnings(const DeviceFile& file);

} // namespace sidejump::device
