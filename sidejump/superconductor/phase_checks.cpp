// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/phase_checks.hpp"

#include "sidejump/superconductor/file_checks.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace sidejump::superconductor {
namespace {

using input::Place;

struct NamedEnd {
    const char* name;
    const std::optional<EndInput>* end;
};

std::array<NamedEnd, 4> ends_of(const SuperconductorInput& input) {
    return {{{"left", &input.left},
             {"right", &input.right},
             {"bottom", &input.bottom},
             {"top", &input.top}}};
}

bool is_superconducting_reservoir(const SuperconductorInput& input,
                                  const std::optional<EndInput>& end) {
    return end && end->kind == EndKind::reservoir &&
           superconducts(metal_called(input, end->metal.value()));
}

// Where a key of an end stands; the end itself if it is not written there.
Place place_in_end(const input::Table& table, const char* name, const char* key,
                   const Place& place) {
    const auto end =
        std::ranges::find_if(table, [&](const auto& entry) { return entry.key == name; });
    return input::place_of(input::table_entries(end->node, place), key,
                           place.entry(name, end->node.line));
}

// A phase has a meaning against that of another reservoir, or of a pair potential that is
// prescribed.
void check_references(const SuperconductorInput& input, const input::Table& table,
                      const Place& place) {
    const bool prescribed =
        std::ranges::any_of(metals_inside(input), [&](const input::PlacedText* name) {
            return metal_called(input, *name).pair_potential.value_or(0.0) > 0.0;
        });
    const auto ends = ends_of(input);
    const auto superconducting = std::ranges::count_if(
        ends, [&](const NamedEnd& at) { return is_superconducting_reservoir(input, *at.end); });
    for (const NamedEnd& at : ends) {
        const std::optional<EndInput>& end = *at.end;
        if (!end || end->kind != EndKind::reservoir || end->phase == 0.0)
            continue;
        const Place here = place_in_end(table, at.name, "phase", place);
        if (!is_superconducting_reservoir(input, end))
            here.fail("a superconductor, whose pair potential has a phase",
                      fmt::format("\"{}\", which is normal", end->metal->text));
        if (superconducting < 2 && !prescribed)
            here.fail("another superconducting reservoir, or a pair_potential in the structure, "
                      "that the phase differs from",
                      "a phase bias with one reservoir, which changes nothing");
    }
}

// The phase of an end, with that of its metal.
double phase_of_end(const SuperconductorInput& input, const EndInput& end) {
    return end.phase + metal_called(input, end.metal.value()).phase;
}

bool corner_is_empty(const SuperconductorInput& input, bool right, bool top) {
    const StructureInput& plane = input.structure;
    const auto cells = plane.cells.value();
    const auto centre = [](double size, int count, bool far) {
        const double half = 0.5 * size / count;
        return far ? size - half : half;
    };
    const Point point{centre(*plane.width, cells[0], right), centre(*plane.height, cells[1], top)};
    bool empty = !plane.metal;
    for (const RegionInput& region : input.region)
        if (region.contains(point))
            empty = region.empty;
    return empty;
}

void check_corners(const SuperconductorInput& input, const input::Table& table,
                   const Place& place) {
    const bool phase_runs = input.study.kind == StudyKind::current_phase ||
                            input.study.parameter == BranchParameter::phase;
    const auto holds_corner = [&](const std::optional<EndInput>& end) {
        return is_superconducting_reservoir(input, end) && end->law == InterfaceLaw::transparent;
    };
    for (const auto& [side, right] :
         {std::pair{NamedEnd{"left", &input.left}, false}, {{"right", &input.right}, true}})
        for (const auto& [other, top] :
             {std::pair{NamedEnd{"bottom", &input.bottom}, false}, {{"top", &input.top}, true}}) {
            if (!holds_corner(*side.end) || !holds_corner(*other.end) ||
                corner_is_empty(input, right, top))
                continue;
            const EndInput& first = **side.end;
            const EndInput& second = **other.end;
            const std::string expected = fmt::format(
                "the metal and the phase of [{}], whose corner it shares; a side of another law "
                "than \"transparent\" may differ",
                side.name);
            if (first.metal->text != second.metal->text)
                second.metal->place.fail(
                    expected,
                    fmt::format("\"{}\" beside \"{}\"", second.metal->text, first.metal->text));
            const Place here = place_in_end(table, other.name, "phase", place);
            if (phase_of_end(input, first) != phase_of_end(input, second))
                here.fail(expected,
                          fmt::format("{:.6g} rad beside {:.6g} rad", phase_of_end(input, second),
                                      phase_of_end(input, first)));
            if (phase_runs && right)
                here.fail(expected, "a study in which the phase of [right] runs");
        }
}

} // namespace

void check_phases(const SuperconductorInput& input, const input::Table& table, const Place& place) {
    check_references(input, table, place);
    if (input.structure.kind == StructureKind::plane)
        check_corners(input, table, place);
}

} // namespace sidejump::superconductor
