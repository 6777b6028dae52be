// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/run_fingerprint.hpp"

#include "sidejump/output/coefficients_report.hpp"
#include "sidejump/output/fingerprint.hpp"

namespace sidejump::device_fem {

std::string run_fingerprint(const device::DeviceFile& file, const device::DiffusionProblem& first) {
    output::Fingerprint mark;
    mark.add(output::program_json().dump());
    mark.add(file.echo.dump());
    const auto add = [&mark](const auto* numbers, std::size_t count) {
        mark.add({reinterpret_cast<const char*>(numbers), count * sizeof *numbers});
    };
    for (const auto& vertex : first.mesh.vertices)
        add(vertex.data(), vertex.size());
    for (const auto& cell : first.mesh.cells) {
        add(cell.vertices.data(), cell.vertices.size());
        add(&cell.region, 1);
    }
    for (const auto& face : first.mesh.boundary_faces) {
        add(face.vertices.data(), face.vertices.size());
        add(&face.boundary, 1);
    }
    for (const device::Medium& medium : first.media)
        for (const auto* matrix : {&medium.relaxation, &medium.storage})
            add(matrix->data(), static_cast<std::size_t>(matrix->size()));
    for (const device::Medium& medium : first.media)
        add(medium.conduction.data(), static_cast<std::size_t>(medium.conduction.size()));
    return mark.hex();
}

} // namespace sidejump::device_fem
