// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/superconductor/superconductor_file.hpp"

#include <array>
#include <cstddef>
#include <limits>
#include <vector>

namespace sidejump::superconductor {

/// The cells of the grid of a plane, column x and row y: of which regions and metals they are.
class PlaneCells {
  public:
    static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
    using Corner = std::array<std::size_t, 2>;

    /// A cell is of the last region that holds its centre, else of the background.
    /// @param refinements  each makes two cells of one, along each direction; below 0 one of two
    /// @throws input::InputError for a region without cells, a plane without metal, and interfaces
    ///         between regions that are not there or do not touch
    PlaneCells(const SuperconductorFile& file, int refinements);

    [[nodiscard]] std::size_t count(std::size_t direction) const { return cells_[direction]; }
    [[nodiscard]] double step(std::size_t direction) const { return step_[direction]; }
    [[nodiscard]] double size(std::size_t direction) const { return size_[direction]; }
    [[nodiscard]] bool periodic() const { return periodic_; }
    /// Those of a periodic plane end before the vertices that are again the first ones.
    [[nodiscard]] std::size_t vertices(std::size_t direction) const {
        return cells_[direction] + (periodic_ ? 0 : 1);
    }

    /// Index in Metals of the metal of a cell; none where there is no metal.
    [[nodiscard]] std::size_t metal(std::size_t x, std::size_t y) const {
        return metal_of_region_[region_[x + cells_[0] * y]];
    }

    /// The region that a cell is of; null for the background.
    [[nodiscard]] const RegionInput* region_of(std::size_t x, std::size_t y) const {
        const std::size_t number = region_[x + cells_[0] * y];
        return number == 0 ? nullptr : &regions_[number - 1];
    }

    /// The four cells around a vertex that have metal, by quadrant counter-clockwise from the one
    /// that begins there, as the numbers of groups which no interface divides: 0 for the first
    /// group, and so on; none where there is no metal.
    [[nodiscard]] std::array<std::size_t, 4> groups_around(std::size_t x, std::size_t y) const;

    /// The cell in a quadrant of a vertex.
    struct Cell {
        std::size_t x = none;
        std::size_t y = none;
        [[nodiscard]] bool exists() const { return x != none; }
    };
    [[nodiscard]] Cell around(std::size_t x, std::size_t y, std::size_t quadrant) const;

    /// The interface between two cells, and whether the first of them is on its left side.
    struct Face {
        const InterfaceInput* interface = nullptr; ///< null where they touch transparently
        bool forwards = true;
    };
    [[nodiscard]] Face face(const Cell& one, const Cell& other) const;

  private:
    void paint(const SuperconductorFile& file);
    void find_interfaces(const SuperconductorFile& file);
    [[nodiscard]] bool touch(std::size_t one, std::size_t other) const;
    [[nodiscard]] std::size_t region(const Cell& cell) const {
        return region_[cell.x + cells_[0] * cell.y];
    }
    [[nodiscard]] bool has_metal(const Cell& cell) const {
        return cell.exists() && metal(cell.x, cell.y) != none;
    }

    struct Interface {
        std::size_t left = 0; ///< region
        std::size_t right = 0;
        const InterfaceInput* input = nullptr;
    };

    const std::vector<RegionInput>& regions_;
    bool periodic_;
    std::array<double, 2> size_;
    std::array<std::size_t, 2> cells_{};
    std::array<double, 2> step_{};
    std::vector<std::size_t> region_;          ///< of the cells; 0 for the background
    std::vector<std::size_t> metal_of_region_; ///< none without metal
    std::vector<Interface> interfaces_;        ///< those that are not transparent
};

} // namespace sidejump::superconductor
