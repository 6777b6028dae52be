// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/electron_gas_sweep/electron_gas_base.hpp"

#include "sidejump/electron_gas/gas_model.hpp"
#include "sidejump/electron_gas_sweep/electron_gas_point_run.hpp"
#include "sidejump/sweep/alloy_base.hpp"
#include "sidejump/sweep/run_plan.hpp"
#include "sidejump/sweep/study.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace sidejump::electron_gas_sweep {

using electron_gas::GasFile;

ElectronGasBase::ElectronGasBase(sweep::BaseFile base)
    : Base(std::move(base)), tables_(std::make_unique<impurity::TableFiles>(file().folder)) {
    const GasFile read = electron_gas::read_gas_node(file().nodes, file().path());
    outputs_ = std::make_unique<const ElectronGasOutputs>(read, electron_gas::gas_model(read));
    echo_ = read.echo;
}

const input::SectionInfo& ElectronGasBase::parameters() const {
    return electron_gas::gas_file_section().info();
}

std::vector<const sweep::OutputGroup*> ElectronGasBase::output_groups() const {
    return {outputs_.get()};
}

std::string ElectronGasBase::expected_output() const {
    std::vector<std::string> names;
    for (const auto& declaration : outputs_->declarations())
        names.push_back(declaration.name);
    return fmt::format("the name of a result of an electron gas ({})", fmt::join(names, ", "));
}

GasFile ElectronGasBase::gas(const input::Node& point) const {
    const impurity::TableFiles::Use use(tables_.get());
    return electron_gas::read_gas_node(point, file().name);
}

void ElectronGasBase::check_outputs(const input::Node& point,
                                    const std::vector<sweep::Output>& outputs) const {
    const GasFile read = gas(point);
    const auto require_one = [&](std::size_t count, const char* key, const std::string& what) {
        if (count != 1)
            input::Place{file().path(), 0, key}.fail(
                fmt::format("one {}, as every point of a sweep has one (an axis over {} gives "
                            "more)",
                            what, key),
                fmt::format("{} of them", count));
    };
    require_one(read.input.study.frequency.size(), "study.frequency", "frequency");
    for (const sweep::Output& output : outputs)
        if (outputs_->needs(output.place).spin_modes)
            require_one(read.input.spin_modes ? read.input.spin_modes->wavenumber.size() : 0,
                        "spin_modes.wavenumber",
                        fmt::format("wavenumber for the output {}", output.name));
}

std::vector<sweep::ReadFile> ElectronGasBase::files(const std::vector<sweep::Axis>& axes) const {
    return sweep::table_files(file(), *tables_, sweep::table_names(nodes(), axes));
}

std::vector<sweep::Remark>
ElectronGasBase::remarks(const input::Node& point,
                         const std::vector<sweep::Output>& /*outputs*/) const {
    return sweep::remarks_of(electron_gas::gas_model(gas(point)).warnings);
}

sweep::PointRun ElectronGasBase::point_run(const std::vector<sweep::Output>& outputs) const {
    return electron_gas_point_run(*this, outputs);
}

sweep::BaseKind electron_gas_kind() {
    return {electron_gas::is_gas, [](sweep::BaseFile file) {
                return std::make_shared<const ElectronGasBase>(std::move(file));
            }};
}

} // namespace sidejump::electron_gas_sweep
