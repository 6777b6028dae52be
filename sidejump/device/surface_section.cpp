// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/surface_section.hpp"

#include "sidejump/device/length_unit.hpp"
#include "sidejump/device/names.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <limits>

namespace sidejump::device {
namespace {

constexpr const char* axis_letters = "xyz";

unsigned coordinate_along(const SurfaceInput& input, const MeshDescription& mesh,
                          const Embedding& embedding) {
    std::string axes;
    for (unsigned d = 0; d < static_cast<unsigned>(mesh.dimension); ++d) {
        if (embedding.axes[d] == input.axis)
            return d;
        axes += axis_letters[embedding.axes[d]];
    }
    input.axis_place.fail(fmt::format("an axis of the mesh, which has {}", axes),
                          fmt::format("\"{}\"", axis_letters[input.axis]));
}

/// Whether a plane meets cells, or how far these reach.
class Reach {
  public:
    Reach(double position, double tolerance) : position_(position), tolerance_(tolerance) {}

    void add_cell(double low, double high) {
        low_ = std::min(low_, low);
        high_ = std::max(high_, high);
        is_met_ |= low - tolerance_ <= position_ && position_ <= high + tolerance_;
    }

    [[nodiscard]] bool is_met() const { return is_met_; }
    [[nodiscard]] double low() const { return low_; }
    [[nodiscard]] double high() const { return high_; }

  private:
    double position_;
    double tolerance_;
    double low_ = std::numeric_limits<double>::infinity();
    double high_ = -std::numeric_limits<double>::infinity();
    bool is_met_ = false;
};

} // namespace

const input::Section<SurfaceInput>& surface_section() {
    static const input::Section<SurfaceInput> section =
        input::Section<SurfaceInput>("A plane across the device, through which the charge current "
                                     "and the spin currents are counted, along its axis.")
            .required("name", &SurfaceInput::name, input::PlacedTextType(), "Name of the result.")
            .required("axis", &SurfaceInput::axis,
                      input::Choice<int>({{"x", 0}, {"y", 1}, {"z", 2}}),
                      "The axis it stands across, one of the mesh.")
            .required("position", &SurfaceInput::position,
                      input::Quantity("m", "250 nm", {.low = -1e3, .high = 1e3}),
                      "Its coordinate on that axis.")
            .optional("region", &SurfaceInput::region, input::PlacedTextType(),
                      "Only the part of the plane in this region counts.", "all regions")
            .finish([](SurfaceInput& input, const input::Table& table, const input::Place& place) {
                input.axis_place = input::place_of(table, "axis", place);
                input.position_place = input::place_of(table, "position", place);
            });
    return section;
}

Surface surface_in_mesh(const SurfaceInput& input, const MeshDescription& mesh,
                        const Embedding& embedding) {
    Surface surface;
    surface.name = input.name.text;
    surface.coordinate = coordinate_along(input, mesh, embedding);
    surface.position = input.position;
    if (input.region)
        surface.region = find_name(*input.region, mesh.regions, "a region of the mesh");
    constexpr double rounding = 1e-12;
    Reach reach(input.position, rounding * largest_extent(mesh));
    for (const MeshDescription::Cell& cell : mesh.cells) {
        if (surface.region && cell.region != *surface.region)
            continue;
        double low = std::numeric_limits<double>::infinity();
        double high = -low;
        for (const unsigned vertex : cell.vertices) {
            low = std::min(low, mesh.vertices[vertex][surface.coordinate]);
            high = std::max(high, mesh.vertices[vertex][surface.coordinate]);
        }
        reach.add_cell(low, high);
    }
    if (!reach.is_met())
        input.position_place.fail(
            fmt::format("a plane that meets {}, which reaches from {:.6g} m to {:.6g} m along {}",
                        input.region ? fmt::format("the region \"{}\"", input.region->text)
                                     : std::string("the device"),
                        reach.low(), reach.high(), axis_letters[input.axis]),
            fmt::format("{:.6g} m", input.position));
    return surface;
}

} // namespace sidejump::device
