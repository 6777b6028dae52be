// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/alloy_base.hpp"

#include "sidejump/coefficients/approximations.hpp"
#include "sidejump/coefficients/transport_coefficients.hpp"
#include "sidejump/impurity/species_report.hpp"
#include "sidejump/sweep/alloy_evaluator.hpp"
#include "sidejump/sweep/alloy_outputs.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace sidejump::sweep {
namespace {

void add(std::vector<std::string>& names, const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(name);
}

void add_tables(const input::Node& node, std::vector<std::string>& names) {
    if (const auto* list = std::get_if<input::List>(&node.value)) {
        for (const input::Node& element : *list)
            add_tables(element, names);
    } else if (const auto* table = std::get_if<input::Table>(&node.value)) {
        for (const auto& [key, value] : *table) {
            const auto* text = std::get_if<std::string>(&value.value);
            if (key == "table" && text != nullptr)
                add(names, *text);
            add_tables(value, names);
        }
    }
}

} // namespace

std::vector<std::string> table_names(const input::Node& nodes, const std::vector<Axis>& axes) {
    std::vector<std::string> names;
    add_tables(nodes, names);
    for (const Axis& axis : axes) {
        const auto* key = std::get_if<std::string>(&axis.path().steps.back());
        if (key != nullptr && *key == "table")
            for (std::uint64_t i = 0; i < axis.size(); ++i)
                add(names, axis.text(i));
    }
    return names;
}

std::vector<ReadFile> table_files(const BaseFile& base, impurity::TableFiles& files,
                                  const std::vector<std::string>& names) {
    std::vector<ReadFile> found;
    const auto folder = std::filesystem::path(base.name).parent_path();
    for (const std::string& table : names) {
        const std::string name = (folder / table).string();
        found.push_back({files.path(name), {}});
        try {
            found.back().content = files.text(name);
        } catch (const input::InputError& error) {
            found.back().content = error.message;
        }
    }
    return found;
}

AlloyBase::AlloyBase(BaseFile base)
    : Base(std::move(base)), tables_(std::make_unique<impurity::TableFiles>(file().folder)) {
    echo_ = coefficients::read_alloy_node(file().nodes, file().path()).echo;
}

const input::SectionInfo& AlloyBase::parameters() const {
    return coefficients::alloy_file_section().info();
}

std::vector<const OutputGroup*> AlloyBase::output_groups() const {
    std::vector<const OutputGroup*> groups;
    for (const auto& group : alloy_output_groups())
        groups.push_back(group.get());
    return groups;
}

std::string AlloyBase::expected_output() const {
    return "the name of a result (sidejump reference outputs lists them)";
}

coefficients::AlloyFile AlloyBase::alloy(const input::Node& point) const {
    return coefficients::alloy_from_node(point, file().name, tables_.get());
}

void AlloyBase::check_outputs(const input::Node& point, const std::vector<Output>& outputs) const {
    const auto read = alloy(point);
    for (const auto& group : alloy_output_groups()) {
        std::vector<std::size_t> wanted;
        for (const Output& output : outputs)
            if (output.group == group.get())
                wanted.push_back(output.place);
        if (!wanted.empty())
            group->prepare(read, wanted, file().path());
    }
}

std::vector<ReadFile> AlloyBase::files(const std::vector<Axis>& axes) const {
    return table_files(file(), *tables_, table_names(nodes(), axes));
}

std::vector<Remark> AlloyBase::remarks(const input::Node& point,
                                       const std::vector<Output>& /*outputs*/) const {
    std::vector<Remark> remarks;
    const coefficients::AlloyFile read = alloy(point);
    std::vector<double> temperatures = {0.0};
    if (read.thermal)
        temperatures.insert(temperatures.end(), read.thermal->temperatures.begin(),
                            read.thermal->temperatures.end());
    for (const std::string& text :
         coefficients::input_warnings(read.alloy, read.laws, temperatures))
        remarks.push_back({impurity::without_numbers(text), text});
    try {
        const auto found = coefficients::transport_coefficients(read.alloy);
        for (const auto& approximation : coefficients::approximations(read.alloy, found))
            if (approximation.standing == coefficients::Standing::fails)
                remarks.push_back({approximation.name, fmt::format("{}: {}", approximation.name,
                                                                   approximation.statement)});
    } catch (const std::exception&) {
        return remarks; // the run tells what is wrong with the point
    }
    return remarks;
}

PointRun AlloyBase::point_run(const std::vector<Output>& outputs) const {
    return alloy_point_run(*this, outputs);
}

PointCost AlloyBase::point_cost(const std::vector<Output>& outputs) const {
    std::set<const OutputGroup*> wanted;
    for (const Output& output : outputs)
        wanted.insert(output.group);
    PointCost cost;
    cost.seconds = 0.0;
    for (const auto& group : alloy_output_groups())
        cost.seconds += wanted.contains(group.get()) ? group->seconds_per_point() : 0.0;
    return cost;
}

std::unique_ptr<const EvaluationPlan> AlloyBase::plan(const Study& study, Route route) const {
    return alloy_plan(*this, study, route);
}

BaseKind alloy_kind() {
    return {[](const input::Node&) { return true; },
            [](BaseFile file) { return std::make_shared<const AlloyBase>(std::move(file)); }};
}

std::shared_ptr<const Base> open_base(BaseFile file, const std::vector<BaseKind>& kinds) {
    const auto kind = std::ranges::find_if(
        kinds, [&](const BaseKind& candidate) { return candidate.recognises(file.nodes); });
    return kind == kinds.end() ? alloy_kind().open(std::move(file)) : kind->open(std::move(file));
}

} // namespace sidejump::sweep
