// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/device_files.hpp"

#include "sidejump/input/toml_reader.hpp"

namespace sidejump::test {

const input::Section<DeviceInput>& device_section() {
    static const input::Section<DeviceInput> section =
        input::Section<DeviceInput>("A device.")
            .table("geometry", &DeviceInput::geometry, device::geometry_section(), true)
            .table("mesh", &DeviceInput::mesh, device::mesh_section(), false);
    return section;
}

DeviceInput read_device(const std::string& text) {
    return device_section().read(input::read_toml_text(text, "device.toml"),
                                 {"device.toml", 0, ""});
}

device::Geometry build_device(const std::string& text,
                              const device::MeshFileReader& read_mesh_file) {
    const DeviceInput file = read_device(text);
    return device::build_geometry(file.geometry, file.mesh, read_mesh_file);
}

std::string device_error(const std::string& text, const device::MeshFileReader& read_mesh_file) {
    try {
        build_device(text, read_mesh_file);
    } catch (const input::InputError& mistake) {
        return mistake.what();
    }
    return "no error";
}

std::string wire_with(const std::string& entries) {
    return "[geometry]\n" + entries +
           "[geometry.wire]\nlength = \"2 um\"\nwidth = \"0.5 um\"\nthickness = \"0.1 um\"\n";
}

} // namespace sidejump::test
