// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/engine_arguments.hpp"

#include "sidejump/coefficients/alloy_file.hpp"

#include <algorithm>
#include <set>

namespace sidejump::sweep {
namespace {

using Kind = EngineArgument::Kind;

// A table of more values would be large, and reading a value when it is needed is only slow where
// each value is used once.
constexpr std::uint64_t longest_table = 1ULL << 20U;
constexpr std::uint64_t least_uses = 8;

// The part of a path inside the section of its species, `impurity[i]`.
std::optional<std::size_t> species_of(const input::NodePath& path) {
    const auto* key = std::get_if<std::string>(path.steps.data());
    if (key == nullptr || *key != "impurity" || path.steps.size() < 3)
        return std::nullopt;
    return std::get<std::size_t>(path.steps[1]);
}

bool same_layout(const impurity::Impurity& a, const impurity::Impurity& b) {
    return a.name == b.name &&
           std::equal(a.channels.begin(), a.channels.end(), b.channels.begin(), b.channels.end(),
                      [](const auto& one, const auto& other) {
                          return one.l == other.l && one.twice_j == other.twice_j &&
                                 one.off_shell_exponent == other.off_shell_exponent &&
                                 one.dipole_return == other.dipole_return;
                      });
}

} // namespace

double surely_possible_concentration(const units::Host& host) {
    constexpr double safe_side = 1.0 - 1e-9;
    if (!host.atomic_density)
        return safe_side;
    return std::min(safe_side, safe_side * *host.atomic_density / host.carrier_density());
}

std::vector<input::NodePath::Step> parameter_of(const input::NodePath& path) {
    const auto* list = path.steps.size() > 2 ? std::get_if<std::string>(&path.steps[2]) : nullptr;
    // impurity[i].channels[c].KEY or impurity[i].KEY
    const std::size_t length = list != nullptr && *list == "channels" ? 5 : 3;
    const auto begin = path.steps.begin();
    return {begin, begin + static_cast<std::ptrdiff_t>(std::min(length, path.steps.size()))};
}

double& EngineArgument::of(std::vector<impurity::Impurity>& impurities) const {
    impurity::Impurity& changed = impurities[species];
    if (kind == Kind::concentration)
        return changed.concentration;
    return kind == Kind::phase_shift ? changed.channels[channel].phase_shift
                                     : changed.channels[channel].inelastic;
}

std::optional<AxisArguments> AxisArguments::find(const AlloyBase& base, const Study& study,
                                                 std::size_t axis, const input::Node& reference,
                                                 const coefficients::Alloy& alloy) {
    const auto species = species_of(study.axes[axis].path());
    // Texts may name files with columns of their own: which numbers they set depends on the file.
    if (!species || !study.axes[axis].is_numeric())
        return std::nullopt;
    AxisArguments found;
    found.base_ = &base;
    found.study_ = &study;
    found.axis_ = axis;
    found.species_ = *species;
    found.alloy_ = &alloy;
    input::NodePath section;
    section.steps = {std::string("impurity"), *species};
    found.section_ = input::find_node(reference, section);

    const std::uint64_t size = study.axes[axis].size();
    const bool tabulated = size <= longest_table && study.points / size >= least_uses;
    std::set<std::uint64_t> samples = {0, size / 3, size / 2, size - 1};
    if (tabulated)
        for (std::uint64_t i = 0; i < size; ++i)
            samples.insert(samples.end(), i);
    for (const std::uint64_t index : samples) {
        const auto changed = found.species_at(index);
        if (changed && !found.add_differences(*changed, found.arguments_))
            return std::nullopt;
    }
    if (found.arguments_.empty() && size > 1)
        return std::nullopt; // what it does is hidden at the reference point
    if (tabulated) {
        std::vector<double> row;
        for (std::uint64_t index = 0; index < size; ++index) {
            found.readable_.push_back(found.read_values(index, row));
            row.resize(found.arguments_.size());
            found.table_.insert(found.table_.end(), row.begin(), row.end());
        }
    }
    return found;
}

std::optional<impurity::Impurity> AxisArguments::species_at(std::uint64_t index) const {
    const Axis& axis = study_->axes[axis_];
    input::NodePath inside;
    inside.steps.assign(axis.path().steps.begin() + 2, axis.path().steps.end());
    input::Node section = *section_;
    const input::Place place{base_->file().name, 0, ""};
    const impurity::TableFiles::Use use(&base_->tables());
    try {
        input::set_node(section, inside, axis.node(index));
        const auto written = impurity::impurity_section().read(section, place);
        return impurity::impurity_at(
            coefficients::species_from_input(written, alloy_->host, alloy_->kinetics, place), 0.0);
    } catch (const std::exception&) {
        return std::nullopt; // the reading of the whole file will say what is wrong
    }
}

bool AxisArguments::add_differences(const impurity::Impurity& other,
                                    std::vector<EngineArgument>& differences) const {
    const impurity::Impurity& reference = alloy_->impurities[species_];
    if (!same_layout(reference, other))
        return false;
    const auto add = [&](std::size_t channel, Kind kind, double a, double b) {
        const EngineArgument argument{species_, channel, kind};
        if (a != b &&
            std::find(differences.begin(), differences.end(), argument) == differences.end())
            differences.push_back(argument);
    };
    add(0, Kind::concentration, reference.concentration, other.concentration);
    for (std::size_t c = 0; c < other.channels.size(); ++c) {
        add(c, Kind::phase_shift, reference.channels[c].phase_shift, other.channels[c].phase_shift);
        add(c, Kind::inelastic, reference.channels[c].inelastic, other.channels[c].inelastic);
    }
    return true;
}

bool AxisArguments::read_values(std::uint64_t index, std::vector<double>& values) const {
    auto changed = species_at(index);
    std::vector<EngineArgument> differences = arguments_;
    if (!changed || !add_differences(*changed, differences) ||
        differences.size() != arguments_.size())
        return false;
    std::vector<impurity::Impurity> impurities(species_ + 1);
    impurities[species_] = std::move(*changed);
    values.clear();
    for (const EngineArgument& argument : arguments_)
        values.push_back(argument.of(impurities));
    return true;
}

bool AxisArguments::values(std::uint64_t index, std::vector<double>& values) const {
    if (readable_.empty())
        return read_values(index, values);
    const std::size_t width = arguments_.size();
    const auto row = table_.begin() + static_cast<std::ptrdiff_t>(index * width);
    values.assign(row, row + static_cast<std::ptrdiff_t>(width));
    return readable_[index];
}

} // namespace sidejump::sweep
