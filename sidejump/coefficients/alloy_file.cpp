#include "sidejump/coefficients/alloy_file.hpp"

#include "sidejump/coefficients/published_forms.hpp"
#include "sidejump/input/toml_reader.hpp"
#include "sidejump/kinetics/kinetics_section.hpp"

#include <stdexcept>

namespace sidejump::coefficients {
namespace {

using input::Node;
using input::Place;

// What can only be judged with the whole file at hand. Returns the alloy.
Alloy assemble(const AlloyInput& input, const Node& root, const Place& place) {
    Alloy alloy;
    alloy.host = input::host_from_input(input.host);
    alloy.kinetics = input.kinetics;
    const auto& table = std::get<input::Table>(root.value);
    const Place list = input::place_of(table, "impurity", place);
    for (const auto& [key, node] : table) {
        if (key != "impurity")
            continue;
        const auto& sections = std::get<input::List>(node.value);
        for (std::size_t i = 0; i < sections.size(); ++i) {
            const Place at = list.element(i, sections[i].line);
            alloy.impurities.push_back(
                impurity::impurity_from_input(input.impurity[i], alloy.host, at));
            if (alloy.kinetics.form == kinetics::KineticForm::published) {
                try {
                    require_published_channels(alloy.impurities.back());
                } catch (const std::invalid_argument& error) {
                    at.entry("channels", at.line).fail(error.what());
                }
            }
        }
    }
    if (total_concentration(alloy) > 1.0)
        list.fail("at most one impurity per conduction electron in all",
                  fmt::format("n_i/n_c = {:.6g}", total_concentration(alloy)));
    return alloy;
}

AlloyFile read_alloy(const Node& root, const std::string& file) {
    const Place place{file, 0, ""};
    const AlloyInput input = alloy_file_section().read(root, place);
    return {assemble(input, root, place), alloy_file_section().echo(input)};
}

} // namespace

const input::Section<AlloyInput>& alloy_file_section() {
    static const input::Section<AlloyInput> section =
        input::Section<AlloyInput>("An alloy: host metal, impurities, kinetics.")
            .table("host", &AlloyInput::host, input::host_section(), true)
            .tables("impurity", &AlloyInput::impurity, impurity::impurity_section(), true)
            .table("kinetics", &AlloyInput::kinetics, kinetics::kinetics_section(), false);
    return section;
}

AlloyFile read_alloy_file(const std::string& path) {
    return read_alloy(input::read_toml_file(path), path);
}

AlloyFile read_alloy_text(std::string_view text, const std::string& name) {
    return read_alloy(input::read_toml_text(text, name), name);
}

} // namespace sidejump::coefficients
