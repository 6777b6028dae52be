// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/superconductor/interface_section.hpp"
#include "sidejump/superconductor/layer_section.hpp"
#include "sidejump/superconductor/metal.hpp"
#include "sidejump/superconductor/structure_section.hpp"
#include "sidejump/superconductor/study_section.hpp"

#include <string>
#include <string_view>

namespace sidejump::superconductor {

/// A superconductor file as it is written, defaults filled in, quantities in the units inside.
struct SuperconductorInput {
    UnitSystem units = UnitSystem::si;
    StructureInput structure;
    std::vector<MetalInput> metal;
    std::vector<LayerInput> layer;
    std::vector<RegionInput> region;
    std::vector<InterfaceInput> interface;
    std::optional<EndInput> left;
    std::optional<EndInput> right;
    std::optional<EndInput> bottom;
    std::optional<EndInput> top;
    StudyInput study;
    SolverInput solver;
    OutputInput output;

    /// A layer or a region with what it has in place of its metal.
    struct Part {
        std::string called; ///< in messages
        const input::PlacedText* metal;
        const GradedProperties* properties;
    };
    /// All layers, and all regions but holes.
    [[nodiscard]] std::vector<Part> parts() const;
    /// Whether the study is done once more on a grid twice as fine: the file asks for it, and there
    /// is a grid.
    [[nodiscard]] bool has_grid_check() const;
};

/// Declaration of the superconductor file: `units`, [structure], [[metal]], [[layer]], [[region]],
/// [[interface]], [left], [right], [bottom], [top], [study], [solver], [output].
const input::Section<SuperconductorInput>& superconductor_file_section(UnitSystem units);

/// A superconductor file that has been read and checked.
struct SuperconductorFile {
    SuperconductorInput input;
    Metals metals;
    input::Json echo; ///< the input with all defaults
    std::string file; ///< its name
};

/// Whether a file has the tables of a superconductor ([structure] and [[metal]]).
bool is_superconductor(const input::Node& root);

/// Reads and checks a superconductor file.
/// @throws input::InputError at the first mistake
SuperconductorFile read_superconductor_file(const std::string& path);

/// The same from TOML text; `name` stands for the file in messages, and alloy files are looked for
/// in its folder.
SuperconductorFile read_superconductor_text(std::string_view text, const std::string& name);

/// The same from the nodes of a file.
SuperconductorFile read_superconductor_node(const input::Node& root, const std::string& name);

} // namespace sidejump::superconductor
