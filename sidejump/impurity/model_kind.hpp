// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/impurity_model.hpp"
#include "sidejump/input/section.hpp"
#include "sidejump/units/host.hpp"

#include <memory>
#include <string>
#include <utility>

namespace sidejump::impurity {

/// Where an impurity stands: what a model may need to know beside its parameters.
struct ModelSetting {
    const units::Host& host;
    double concentration = 0.0; ///< n_i/n_c
    const input::Place& place;  ///< of the model's table in the input file
    const input::Table& table;  ///< that table, for the lines of its entries
};

/// The table of a model as it was written in an input file.
class ModelInput {
  public:
    ModelInput() = default;
    virtual ~ModelInput() = default;
    ModelInput(const ModelInput&) = delete;
    ModelInput& operator=(const ModelInput&) = delete;

    [[nodiscard]] virtual input::Json echo() const = 0;

    /// @param concentration  n_i/n_c
    /// @throws input::InputError for what only shows with the host at hand, or in the solution
    [[nodiscard]] virtual std::shared_ptr<const ImpurityModel>
    solve(const units::Host& host, double concentration) const = 0;
};

/// A kind of model that `model = "<name>"` in [[impurity]] selects; its parameters stand in the
/// table [impurity.<name>].
class ModelKind {
  public:
    explicit ModelKind(std::string name) : name_(std::move(name)) {}
    virtual ~ModelKind() = default;
    ModelKind(const ModelKind&) = delete;
    ModelKind& operator=(const ModelKind&) = delete;

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] virtual const input::SectionInfo& info() const = 0;
    /// @throws input::InputError at the first mistake
    [[nodiscard]] virtual std::shared_ptr<const ModelInput>
    read(const input::Node& node, const input::Place& place) const = 0;

  private:
    std::string name_;
};

/// A kind of model that is declared by a Section<Input> and solved by a function of the Input.
template <class Input>
class DeclaredModelKind : public ModelKind {
  public:
    using Solve = std::shared_ptr<const ImpurityModel> (*)(const Input&, const ModelSetting&);

    DeclaredModelKind(std::string name, const input::Section<Input>& section, Solve solve)
        : ModelKind(std::move(name)), section_(section), solve_(solve) {}

    [[nodiscard]] const input::SectionInfo& info() const override { return section_.info(); }

    [[nodiscard]] std::shared_ptr<const ModelInput> read(const input::Node& node,
                                                         const input::Place& place) const override {
        return std::make_shared<const Written>(section_.read(node, place), section_, solve_, place,
                                               input::table_entries(node, place));
    }

  private:
    class Written : public ModelInput {
      public:
        Written(Input written, const input::Section<Input>& section, Solve function,
                input::Place place, input::Table table)
            : input_(std::move(written)), section_(section), solve_(function),
              place_(std::move(place)), table_(std::move(table)) {}
        [[nodiscard]] input::Json echo() const override { return section_.echo(input_); }
        [[nodiscard]] std::shared_ptr<const ImpurityModel>
        solve(const units::Host& host, double concentration) const override {
            return solve_(input_, {host, concentration, place_, table_});
        }

      private:
        Input input_;
        const input::Section<Input>& section_;
        Solve solve_;
        input::Place place_;
        input::Table table_;
    };

    const input::Section<Input>& section_;
    Solve solve_;
};

} // namespace sidejump::impurity
