// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor_sweep/superconductor_base.hpp"

#include "sidejump/superconductor/superconducting_model.hpp"
#include "sidejump/superconductor_sweep/superconductor_point_run.hpp"
#include "sidejump/sweep/run_plan.hpp"
#include "sidejump/sweep/study.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace sidejump::superconductor_sweep {
namespace {

using input::Node;
using input::NodePath;
using superconductor::StudyKind;
using superconductor::SuperconductorFile;

/// The places of the alloys of metals.
std::vector<NodePath> alloys_of(const Node& root) {
    const Node* metals = input::find_node(root, input::parse_node_path("metal"));
    const auto* list = metals != nullptr ? std::get_if<input::List>(&metals->value) : nullptr;
    std::vector<NodePath> places;
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i)
        places.push_back(input::parse_node_path(fmt::format("metal[{}].alloy", i)));
    return places;
}

} // namespace

SuperconductorBase::SuperconductorBase(sweep::BaseFile base)
    : Base(std::move(base)),
      alloys_(std::make_unique<sweep::AlloyFiles>(file(), alloys_of(file().nodes))),
      nodes_(file().nodes) {
    const SuperconductorFile read =
        superconductor::read_superconductor_node(file().nodes, file().path());
    if (read.input.study.kind == StudyKind::branch)
        read.input.study.place.entry("kind", read.input.study.place.line)
            .fail("a study with single numbers, as every point of a sweep has them (an axis over "
                  "the parameter of the branch gives its points)",
                  "a branch");
    outputs_ =
        std::make_unique<const SuperconductorOutputs>(read, superconductor::build_model(read));
    alloys_->put_in_base(nodes_);
    echo_ = superconductor(nodes_).echo;
}

const input::SectionInfo& SuperconductorBase::parameters() const {
    return superconductor::superconductor_file_section(superconductor::UnitSystem::any).info();
}

bool SuperconductorBase::overlap(const NodePath& one, const NodePath& other) const {
    return alloys_->overlap(one, other);
}

std::vector<const sweep::OutputGroup*> SuperconductorBase::output_groups() const {
    return {outputs_.get()};
}

std::string SuperconductorBase::expected_output() const {
    std::vector<std::string> names;
    for (const auto& declaration : outputs_->declarations())
        names.push_back(declaration.name);
    return fmt::format("the name of a result of this superconductor ({})", fmt::join(names, ", "));
}

SuperconductorFile SuperconductorBase::superconductor(const Node& point) const {
    Node nodes = point;
    alloys_->put_in_point(nodes);
    const impurity::TableFiles::Use use(&alloys_->phase_shifts());
    return superconductor::read_superconductor_node(nodes, file().name);
}

void SuperconductorBase::check_outputs(const Node& point,
                                       const std::vector<sweep::Output>& /*outputs*/) const {
    const SuperconductorFile read = superconductor(point);
    const auto& study = read.input.study;
    if (study.temperature && study.temperature->size() != 1)
        input::Place{file().path(), study.place.line, "study.temperature"}.fail(
            "one temperature, as every point of a sweep has one (an axis over study.temperature "
            "gives more)",
            fmt::format("{} of them", study.temperature->size()));
}

std::vector<sweep::ReadFile> SuperconductorBase::files(const std::vector<sweep::Axis>& axes) const {
    return alloys_->files(nodes_, axes);
}

std::vector<sweep::Remark>
SuperconductorBase::remarks(const Node& point,
                            const std::vector<sweep::Output>& /*outputs*/) const {
    return sweep::remarks_of(superconductor::build_model(superconductor(point)).warnings);
}

sweep::PointRun SuperconductorBase::point_run(const std::vector<sweep::Output>& outputs) const {
    return superconductor_point_run(*this, outputs);
}

sweep::BaseKind superconductor_kind() {
    return {superconductor::is_superconductor, [](sweep::BaseFile file) {
                return std::make_shared<const SuperconductorBase>(std::move(file));
            }};
}

} // namespace sidejump::superconductor_sweep
