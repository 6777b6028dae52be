// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/plane_cells.hpp"

#include "sidejump/input/names.hpp"
#include "sidejump/superconductor/model_builder.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace sidejump::superconductor {
namespace {

/// The number of the region with a name: 0 for the background, which has the name of its metal.
std::size_t find_region(const input::PlacedText& name, const SuperconductorInput& input) {
    std::vector<std::string> names;
    std::vector<std::size_t> numbers;
    const auto add = [&](const std::optional<input::PlacedText>& called, std::size_t number) {
        if (!called)
            return;
        names.push_back(called->text);
        numbers.push_back(number);
    };
    add(input.structure.metal, 0);
    for (std::size_t r = 0; r < input.region.size(); ++r)
        add(input.region[r].called(), r + 1);
    const std::size_t found = input::find_name(
        name, names, "the name of a [[region]], or of the metal of the background");
    if (std::ranges::count(names, name.text) > 1)
        name.place.fail("the name of one region; give the regions a `name`",
                        fmt::format("\"{}\", as several are called", name.text));
    return numbers[found];
}

} // namespace

PlaneCells::PlaneCells(const SuperconductorFile& file, int refinements)
    : regions_(file.input.region), periodic_(file.input.structure.periodic.value_or(false)),
      size_{file.input.structure.width.value(), file.input.structure.height.value()} {
    for (std::size_t d = 0; d < 2; ++d) {
        const auto cells = static_cast<std::size_t>(file.input.structure.cells.value()[d]);
        cells_[d] = refinements < 0 ? cells >> -refinements : cells << refinements;
        step_[d] = size_[d] / static_cast<double>(cells_[d]);
    }
    paint(file);
    find_interfaces(file);
}

void PlaneCells::paint(const SuperconductorFile& file) {
    const auto number = [&](const std::optional<input::PlacedText>& metal) {
        return metal ? metal_of(*metal, file.metals) : none;
    };
    metal_of_region_.push_back(number(file.input.structure.metal));
    region_.assign(cells_[0] * cells_[1], 0);
    for (const RegionInput& region : file.input.region) {
        metal_of_region_.push_back(number(region.metal));
        bool found = false;
        for (std::size_t y = 0; y < cells_[1]; ++y)
            for (std::size_t x = 0; x < cells_[0]; ++x) {
                if (!region.contains({(static_cast<double>(x) + 0.5) * step_[0],
                                      (static_cast<double>(y) + 0.5) * step_[1]}))
                    continue;
                region_[x + cells_[0] * y] = metal_of_region_.size() - 1;
                found = true;
            }
        if (!found)
            region.place.fail("a region that holds the centre of a cell", "none");
    }
    if (std::ranges::all_of(region_, [&](std::size_t r) { return metal_of_region_[r] == none; }))
        file.input.structure.place.fail("a plane with at least one cell of a metal", "none");
}

void PlaneCells::find_interfaces(const SuperconductorFile& file) {
    std::vector<std::array<std::size_t, 2>> seen;
    for (const InterfaceInput& input : file.input.interface) {
        const std::size_t left = find_region(input.between[0], file.input);
        const std::size_t right = find_region(input.between[1], file.input);
        const std::array<std::size_t, 2> pair{std::min(left, right), std::max(left, right)};
        if (left == right)
            input.place.fail("an interface between two regions", "one region twice");
        if (std::ranges::find(seen, pair) != seen.end())
            input.place.fail("one interface between two regions", "another one");
        seen.push_back(pair);
        if (!touch(left, right))
            input.place.fail("an interface between regions that touch",
                             fmt::format("\"{}\" and \"{}\", which do not", input.between[0].text,
                                         input.between[1].text));
        if (input.law != InterfaceLaw::transparent)
            interfaces_.push_back({left, right, &input});
    }
}

bool PlaneCells::touch(std::size_t one, std::size_t other) const {
    for (std::size_t y = 0; y < vertices(1); ++y)
        for (std::size_t x = 0; x < vertices(0); ++x)
            for (std::size_t quadrant = 0; quadrant < 4; ++quadrant) {
                const Cell a = around(x, y, quadrant);
                const Cell b = around(x, y, (quadrant + 1) % 4);
                if (!a.exists() || !b.exists())
                    continue;
                if (std::minmax(region(a), region(b)) == std::minmax(one, other))
                    return true;
            }
    return false;
}

PlaneCells::Cell PlaneCells::around(std::size_t x, std::size_t y, std::size_t quadrant) const {
    const std::size_t back_x = quadrant == 1 || quadrant == 2 ? 1 : 0;
    const std::size_t back_y = quadrant >= 2 ? 1 : 0;
    if (periodic_)
        return {(x + cells_[0] - back_x) % cells_[0], (y + cells_[1] - back_y) % cells_[1]};
    if (x < back_x || y < back_y || x - back_x >= cells_[0] || y - back_y >= cells_[1])
        return {};
    return {x - back_x, y - back_y};
}

PlaneCells::Face PlaneCells::face(const Cell& one, const Cell& other) const {
    for (const Interface& interface : interfaces_) {
        if (region(one) == interface.left && region(other) == interface.right)
            return {interface.input, true};
        if (region(one) == interface.right && region(other) == interface.left)
            return {interface.input, false};
    }
    return {};
}

std::array<std::size_t, 4> PlaneCells::groups_around(std::size_t x, std::size_t y) const {
    std::array<std::size_t, 4> group{none, none, none, none};
    std::size_t groups = 0;
    std::array<Cell, 4> cells;
    for (std::size_t q = 0; q < 4; ++q) {
        cells[q] = around(x, y, q);
        if (has_metal(cells[q]))
            group[q] = groups++;
    }
    for (std::size_t q = 0; q < 4; ++q) {
        const std::size_t next = (q + 1) % 4;
        if (group[q] == none || group[next] == none ||
            face(cells[q], cells[next]).interface != nullptr)
            continue;
        const auto [first, second] = std::minmax({group[q], group[next]});
        for (std::size_t& number : group)
            if (number == second)
                number = first;
    }
    // Numbers without gaps, in the order of the quadrants.
    std::array<std::size_t, 4> renamed{none, none, none, none};
    std::size_t names = 0;
    for (std::size_t q = 0; q < 4; ++q) {
        if (group[q] == none || renamed[q] != none)
            continue;
        for (std::size_t other = q; other < 4; ++other)
            if (group[other] == group[q])
                renamed[other] = names;
        ++names;
    }
    return renamed;
}

} // namespace sidejump::superconductor
