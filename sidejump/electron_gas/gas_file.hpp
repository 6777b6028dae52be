// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/electron_gas/gas_section.hpp"
#include "sidejump/electron_gas/impurity_section.hpp"
#include "sidejump/electron_gas/study_section.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sidejump::electron_gas {

/// A gas file as it is written, defaults filled in.
struct GasFileInput {
    GasInput gas;
    std::vector<ImpurityInput> impurity;
    StudyInput study;
    std::optional<SpinModesInput> spin_modes;
};

/// Declaration of the gas file: [gas], [[impurity]], [study], [spin_modes].
const input::Section<GasFileInput>& gas_file_section();

/// A gas file that has been read; what depends on several of its sections is checked by gas_model.
struct GasFile {
    GasFileInput input;
    input::Json echo; ///< the input with all defaults
    std::string file; ///< its name
};

/// Whether a file has the table of a gas, [gas].
bool is_gas(const input::Node& root);

/// @throws input::InputError at the first mistake
GasFile read_gas_file(const std::string& path);

/// The same from TOML text; `name` stands for the file in messages, and tables are looked for in
/// its folder.
GasFile read_gas_text(std::string_view text, const std::string& name);

/// The same from nodes that have been read.
GasFile read_gas_node(const input::Node& root, const std::string& name);

} // namespace sidejump::electron_gas
