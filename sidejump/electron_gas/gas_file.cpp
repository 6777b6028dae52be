// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/electron_gas/gas_file.hpp"

#include "sidejump/input/names.hpp"
#include "sidejump/input/toml_reader.hpp"

namespace sidejump::electron_gas {

const input::Section<GasFileInput>& gas_file_section() {
    using I = GasFileInput;
    static const input::Section<I> section =
        input::Section<I>("A two-dimensional electron gas with spin-orbit coupling, its impurities "
                          "and the electric field that drives it.")
            .table("gas", &I::gas, gas_section(), true)
            .tables("impurity", &I::impurity, impurity_section(), true)
            .table("study", &I::study, study_section(), false)
            .optional_table("spin_modes", &I::spin_modes, spin_modes_section());
    return section;
}

bool is_gas(const input::Node& root) {
    const auto* table = std::get_if<input::Table>(&root.value);
    return table != nullptr && input::has_key(*table, "gas");
}

GasFile read_gas_node(const input::Node& root, const std::string& name) {
    GasFile file;
    file.input = gas_file_section().read(root, input::Place{name, 0, ""});
    file.echo = gas_file_section().echo(file.input);
    file.file = name;
    return file;
}

GasFile read_gas_file(const std::string& path) {
    return read_gas_node(input::read_toml_file(path), path);
}

GasFile read_gas_text(std::string_view text, const std::string& name) {
    return read_gas_node(input::read_toml_text(text, name), name);
}

} // namespace sidejump::electron_gas
