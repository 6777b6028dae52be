// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/device_problem.hpp"

#include "sidejump/device/cell_faces.hpp"
#include "sidejump/device/mesh_checks.hpp"
#include "sidejump/device/names.hpp"
#include "sidejump/device/value_types.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <fmt/ranges.h>
#include <set>

namespace sidejump::device {
namespace {

using Owner = TurnedMagnetisation::Owner;

std::optional<Vector3> turned_direction(const StudyPoint& point, Owner owner,
                                        const std::string& name) {
    if (point.turned && point.turned->owner == owner && point.turned->name == name)
        return point.turned->direction;
    return std::nullopt;
}

std::optional<Vector3> magnetisation(const RegionInput& region, const StudyPoint& point) {
    if (!region.magnetisation)
        return std::nullopt;
    const auto turned = turned_direction(point, Owner::region, region.name.text);
    return turned ? turned : as_vector(*region.magnetisation);
}

std::vector<Medium> media(const DeviceFile& file, const MeshDescription& mesh,
                          const StudyPoint& point) {
    std::vector<std::optional<Medium>> found(mesh.regions.size());
    for (const RegionInput& input : file.input.region) {
        const std::size_t index = find_name(input.name, mesh.regions, "a region of the mesh");
        if (file.input.study.kind == StudyKind::ac)
            require_storage(input, "a study of kind = \"ac\"");
        if (file.input.study.kind == StudyKind::transient)
            require_storage(input, "a study of kind = \"transient\"");
        RegionInput region = input;
        if (const auto direction = magnetisation(input, point))
            region.magnetisation = {direction->x(), direction->y(), direction->z()};
        found[index] = region_medium(region, file.alloys, point.magnetic_field);
    }
    std::vector<std::string> missing;
    std::vector<Medium> media;
    for (std::size_t i = 0; i < found.size(); ++i)
        if (found[i])
            media.push_back(*found[i]);
        else
            missing.push_back(fmt::format("\"{}\"", mesh.regions[i]));
    if (!missing.empty())
        input::Place{file.file, 0, "region"}.fail(
            "a [[region]] for each region of the mesh",
            fmt::format("none for {}", fmt::join(missing, ", ")));
    return media;
}

// Whether two regions have a face in common.
bool touch(const MeshDescription& mesh, std::size_t region_1, std::size_t region_2) {
    std::set<std::vector<unsigned>> faces;
    for (const auto& cell : mesh.cells)
        if (cell.region == region_1)
            for (auto& face : cell_faces(cell, mesh.dimension))
                faces.insert(std::move(face));
    return std::ranges::any_of(mesh.cells, [&](const MeshDescription::Cell& cell) {
        return cell.region == region_2 &&
               std::ranges::any_of(cell_faces(cell, mesh.dimension),
                                   [&faces](const auto& face) { return faces.contains(face); });
    });
}

std::vector<Interface> interfaces(const DeviceFile& file, const MeshDescription& mesh,
                                  const StudyPoint& point) {
    std::vector<Interface> interfaces;
    for (const InterfaceInput& input : file.input.interface) {
        std::array<std::size_t, 2> index{};
        std::array<std::optional<Vector3>, 2> direction;
        for (std::size_t side = 0; side < 2; ++side) {
            const input::PlacedText& name = input.between[side];
            index[side] = find_name(name, mesh.regions, "a region of the mesh");
            for (const RegionInput& region : file.input.region)
                if (region.name.text == name.text)
                    direction[side] = magnetisation(region, point);
        }
        if (!touch(mesh, index[0], index[1]))
            input.place.fail("two regions that touch in the mesh",
                             fmt::format("\"{}\" and \"{}\", which do not", input.between[0].text,
                                         input.between[1].text));
        interfaces.push_back(
            {index[0], index[1], interface_from_input(input, direction[0], direction[1])});
    }
    return interfaces;
}

std::vector<Terminal> terminals(const DeviceFile& file, const MeshDescription& mesh,
                                const StudyPoint& point) {
    std::vector<Terminal> terminals;
    for (const ContactInput& contact : file.input.contact)
        terminals.push_back(terminal_from_input(
            contact, find_name(contact.boundary, mesh.boundaries, "a boundary of the mesh"),
            turned_direction(point, Owner::contact, contact_name(contact).text)));
    return terminals;
}

} // namespace

std::vector<StudyPoint> study_points(const DeviceFile& file) {
    const StudyInput& study = file.input.study;
    StudyPoint common;
    if (const auto& field = file.input.magnetic_field)
        common.magnetic_field = field->induction * as_vector(field->direction);
    std::vector<StudyPoint> points;
    const auto add = [&](double value) -> StudyPoint& {
        points.push_back(common);
        points.back().value = value;
        return points.back();
    };
    switch (study.kind) {
    case StudyKind::steady:
        add(0.0);
        break;
    case StudyKind::field_sweep:
        for (const double field : study.fields.value())
            add(field).magnetic_field +=
                field * as_vector(study.direction.value_or(input::Vector3{0., 0., 1.}));
        break;
    case StudyKind::angle_sweep: {
        TurnedMagnetisation turned;
        turned.owner = study.region ? Owner::region : Owner::contact;
        turned.name = study.region ? study.region->text : study.contact.value().text;
        Vector3 start = Vector3::Zero();
        for (const RegionInput& region : file.input.region)
            if (study.region && region.name.text == turned.name)
                start = as_vector(region.magnetisation.value());
        for (const ContactInput& contact : file.input.contact)
            if (study.contact && contact_name(contact).text == turned.name)
                start = as_vector(contact.magnetisation.value());
        for (const double angle : study.angles.value()) {
            turned.direction =
                (Eigen::AngleAxisd(angle, as_vector(study.axis.value())) * start).normalized();
            add(angle).turned = turned;
        }
        break;
    }
    case StudyKind::ac:
        for (const double frequency : study.frequencies.value())
            add(frequency).frequency = frequency;
        break;
    case StudyKind::transient:
        for (const double time : transient_times(study))
            add(time);
        break;
    }
    return points;
}

DiffusionProblem device_problem(const DeviceFile& file, MeshDescription mesh, Embedding embedding,
                                const StudyPoint& point) {
    check_against_mesh(file.input, mesh, embedding);
    DiffusionProblem problem;
    problem.media = media(file, mesh, point);
    problem.interfaces = interfaces(file, mesh, point);
    problem.terminals = terminals(file, mesh, point);
    for (const SurfaceInput& surface : file.input.surface)
        problem.surfaces.push_back(surface_in_mesh(surface, mesh, embedding));
    problem.mesh = std::move(mesh);
    problem.embedding = embedding;
    return problem;
}

TimeCourse time_course(const DeviceInput& input) {
    const StudyInput& study = input.study;
    TimeCourse course;
    course.output_times = transient_times(study);
    course.from_rest = study.initial.value_or(InitialState::steady) == InitialState::rest;
    course.relative_tolerance = study.relative_tolerance.value_or(course.relative_tolerance);
    for (const ContactInput& contact : input.contact) {
        course.pulses.emplace_back();
        for (const PulseInput& pulse : study.pulse)
            if (pulse.contact.text == contact_name(contact).text)
                course.pulses.back() = pulse_from_input(pulse);
    }
    return course;
}

} // namespace sidejump::device
