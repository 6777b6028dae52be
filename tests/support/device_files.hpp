// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/geometry_section.hpp"

#include <string>

namespace sidejump::test {

struct DeviceInput {
    device::GeometryInput geometry;
    device::MeshInput mesh;
};

/// A file "device.toml" with the tables [geometry] and [mesh].
const input::Section<DeviceInput>& device_section();
DeviceInput read_device(const std::string& text);

device::Geometry build_device(const std::string& text,
                              const device::MeshFileReader& read_mesh_file = {});

/// The message for a mistake in the file, "no error" if there is none.
std::string device_error(const std::string& text,
                         const device::MeshFileReader& read_mesh_file = {});

/// A wire of 2 um x 0.5 um x 0.1 um with further entries of [geometry].
std::string wire_with(const std::string& entries);

} // namespace sidejump::test
