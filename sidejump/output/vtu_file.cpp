// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/output/vtu_file.hpp"

#include "sidejump/output/atomic_file.hpp"

#include <fmt/format.h>
#include <iterator>
#include <stdexcept>

namespace sidejump::output {
namespace {

constexpr int vtk_quadrilateral = 9;

void check(const VtuMesh& mesh) {
    for (const VtuField& field : mesh.fields)
        if (field.values.size() != field.components * mesh.points.size())
            throw std::invalid_argument(
                fmt::format("the field {} has {} values, expected {} for each of {} points",
                            field.name, field.values.size(), field.components, mesh.points.size()));
    for (const auto& corners : mesh.quadrilaterals)
        for (const std::size_t corner : corners)
            if (corner >= mesh.points.size())
                throw std::invalid_argument("a corner of a quadrilateral is not a point");
}

} // namespace

void write_vtu(const std::filesystem::path& path, const VtuMesh& mesh) {
    check(mesh);
    std::string text;
    const auto out = std::back_inserter(text);
    const auto array = [&](std::string_view type, std::string_view name, std::size_t components,
                           const auto& entries) {
        fmt::format_to(out,
                       "<DataArray type=\"{}\" Name=\"{}\" NumberOfComponents=\"{}\" "
                       "format=\"ascii\">\n",
                       type, name, components);
        entries();
        text += "\n</DataArray>\n";
    };
    fmt::format_to(out,
                   "<?xml version=\"1.0\"?>\n"
                   "<VTKFile type=\"UnstructuredGrid\" version=\"0.1\">\n<UnstructuredGrid>\n"
                   "<Piece NumberOfPoints=\"{}\" NumberOfCells=\"{}\">\n<PointData>\n",
                   mesh.points.size(), mesh.quadrilaterals.size());
    for (const VtuField& field : mesh.fields)
        array("Float64", field.name, field.components, [&] {
            for (const double value : field.values)
                fmt::format_to(out, "{:.12g} ", value);
        });
    text += "</PointData>\n<Points>\n";
    array("Float64", "points", 3, [&] {
        for (const auto& point : mesh.points)
            fmt::format_to(out, "{:.12g} {:.12g} {:.12g} ", point[0], point[1], point[2]);
    });
    text += "</Points>\n<Cells>\n";
    array("Int64", "connectivity", 1, [&] {
        for (const auto& corners : mesh.quadrilaterals)
            fmt::format_to(out, "{} {} {} {} ", corners[0], corners[1], corners[2], corners[3]);
    });
    array("Int64", "offsets", 1, [&] {
        for (std::size_t cell = 1; cell <= mesh.quadrilaterals.size(); ++cell)
            fmt::format_to(out, "{} ", 4 * cell);
    });
    array("UInt8", "types", 1, [&] {
        for (std::size_t cell = 0; cell < mesh.quadrilaterals.size(); ++cell)
            fmt::format_to(out, "{} ", vtk_quadrilateral);
    });
    text += "</Cells>\n</Piece>\n</UnstructuredGrid>\n</VTKFile>\n";
    write_atomically(path, text);
}

} // namespace sidejump::output
