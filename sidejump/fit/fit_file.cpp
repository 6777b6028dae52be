// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/fit_file.hpp"

#include "sidejump/fit/closed_form.hpp"
#include "sidejump/fit/command_model.hpp"
#include "sidejump/fit/coordinate_units.hpp"
#include "sidejump/fit/data_scale.hpp"
#include "sidejump/fit/quantities.hpp"
#include "sidejump/fit/start_check.hpp"
#include "sidejump/input/names.hpp"
#include "sidejump/input/node_path.hpp"
#include "sidejump/input/toml_reader.hpp"
#include "sidejump/math/parallel_for.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>

namespace sidejump::fit {
namespace {

constexpr const char* command_kind = "command";
// What reading a fit may take to compute curves with its start values, in seconds.
constexpr double longest_check = 5.0;

std::shared_ptr<const Model> closed_form(const ModelInputs& input) {
    std::vector<std::string> names;
    for (const ClosedForm& form : closed_forms())
        names.push_back(form.name);
    names.emplace_back(command_kind);
    const ClosedForm& form = closed_forms()[input::find_name(input.kind, names, "a model")];
    for (const auto* key : {&input.base, &input.output})
        if (*key)
            (*key)->place.fail("this key with kind = \"command\" only",
                               fmt::format("kind = \"{}\"", form.name));
    std::vector<std::string> inputs;
    for (const ModelInput& one : form.inputs)
        inputs.push_back(one.name);
    const PlacedText abscissa = input.x.value_or(PlacedText{form.abscissa, input.kind.place});
    return closed_form_model(
        form, input::find_name(abscissa, inputs, "an input of the model " + form.name));
}

void warn_of_incomplete_rows(const DataSet& set, std::vector<std::string>& warnings) {
    if (set.incomplete_rows.empty())
        return;
    warnings.push_back(fmt::format("{}: {} of {} left out, as cells are empty (line {}{})",
                                   set.label, input::counted(set.incomplete_rows.size(), "row"),
                                   set.file, set.incomplete_rows.front(),
                                   set.incomplete_rows.size() > 1 ? ", ..." : ""));
}

void read_data(FitFile& file, const std::filesystem::path& folder) {
    FitProblem& problem = file.problem;
    const FitInput& input = file.input;
    const ModelInput& x = problem.model->inputs()[problem.model->abscissa()];
    std::vector<PlacedText> labels;
    for (std::size_t i = 0; i < input.data.size(); ++i) {
        problem.sets.push_back(
            read_data_set(input.data[i], i + 1, folder, x.unit, problem.model->unit(), x.range));
        warn_of_incomplete_rows(problem.sets.back(), file.warnings);
        labels.push_back({problem.sets.back().label,
                          input.data[i].label ? input.data[i].label->place : input.data[i].place});
    }
    input::require_distinct(labels, "labels of data");
    problem.sigma_known = !problem.sets[0].sigma.empty();
    for (std::size_t i = 0; i < problem.sets.size(); ++i)
        if (problem.sets[i].sigma.empty() == problem.sigma_known)
            input.data[i].place.fail("standard deviations for all curves, or for none",
                                     fmt::format("{} with {}, {} without",
                                                 problem.sets[problem.sigma_known ? 0 : i].label,
                                                 "them",
                                                 problem.sets[problem.sigma_known ? i : 0].label));
    problem.residual_unit = scatter_of(problem.sets);
}

LossFunction loss_of(const FitProblem& problem, const FitSettings& settings, const Place& place) {
    if (settings.loss == Loss::none) {
        if (settings.loss_scale)
            settings.loss_scale->place.fail("a loss_scale with a `loss` only",
                                            settings.loss_scale->text());
        return {};
    }
    if (!settings.loss_scale)
        place.fail("missing key: expected the residual from which on the loss differs from the "
                   "square, found no loss_scale");
    if (problem.sigma_known && !settings.loss_scale->unit.empty())
        settings.loss_scale->place.fail(
            "a plain number, of standard deviations, as the data have these",
            settings.loss_scale->text());
    const double scale =
        problem.sigma_known
            ? settings.loss_scale->in("1")
            : settings.loss_scale->difference_in(problem.model->unit()) / problem.residual_unit;
    if (!(scale > 0.0))
        settings.loss_scale->place.fail("a loss_scale above zero", settings.loss_scale->text());
    return {settings.loss, scale};
}

// Whether a name is that of a quantity, or of the parameter that it is for one of the curves.
bool is_name_of(const FitProblem& problem, const std::string& name, const std::string& quantity) {
    return name == quantity ||
           std::any_of(problem.sets.begin(), problem.sets.end(), [&](const DataSet& set) {
               return quantity == name + "[" + set.label + "]";
           });
}

void choose_profiles(FitFile& file) {
    const auto& profile = file.input.fit.profile;
    file.levels = profile.value_or(ProfileInput{}).levels;
    if (profile && profile->skip)
        return;
    std::vector<std::string> names;
    for (const Coordinate& coordinate : file.problem.coordinates)
        names.push_back(file.problem.quantities[coordinate.quantity].name);
    if (profile && profile->parameters) {
        input::require_distinct(*profile->parameters, "parameters that get a profile");
        for (const PlacedText& name : *profile->parameters) {
            bool found = false;
            for (std::size_t i = 0; i < names.size(); ++i)
                if (is_name_of(file.problem, name.text, names[i])) {
                    file.profiled.push_back(i);
                    found = true;
                }
            if (!found)
                static_cast<void>(input::find_name(name, names, "a parameter that is fitted"));
        }
        return;
    }
    if (file.problem.model->is_slow())
        return;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (!file.problem.quantity_of(i).is_background)
            file.profiled.push_back(i);
}

void check_counts(const FitFile& file) {
    const FitProblem& problem = file.problem;
    const Place place{file.path, file.input.parameter.front().place.line, "parameter"};
    if (problem.coordinates.empty())
        place.fail("a parameter that is fitted", "none: all are fixed");
    if (problem.points() <= problem.coordinates.size())
        place.fail("more data points than fitted parameters, background included",
                   fmt::format("{} points and {} parameters", problem.points(),
                               problem.coordinates.size()));
    if (file.input.fit.multi_start)
        for (const ParameterInput& parameter : file.input.parameter)
            if (!parameter.fixed && !parameter.tied_to && !(parameter.min && parameter.max))
                parameter.place.fail(
                    "min and max, between which searches of `fit.multi_start` begin",
                    fmt::format("no {} of {}", parameter.min ? "max" : "min", parameter.name.text));
}

FitInput read_input(const std::string& path) {
    return fit_file_section().read(input::read_toml_file(path), Place{path, 0, ""});
}

} // namespace

FitFile read_fit_file(const std::string& path, const std::vector<sweep::BaseKind>& kinds) {
    FitFile file;
    file.path = path;
    file.input = read_input(path);
    file.echo = fit_file_section().echo(file.input);
    const bool is_command = file.input.model.kind.text == command_kind;
    file.problem.model =
        is_command ? command_model(path, file.input, kinds) : closed_form(file.input.model);
    read_data(file, std::filesystem::path(path).parent_path());
    define_quantities(file.problem, file.input);
    if (is_command)
        check_command_start(file.problem, file.input);
    {
        std::optional<math::OneThread> alone;
        if (file.problem.model->needs_one_thread())
            alone.emplace();
        take_coordinate_units(file.problem, file.input);
        file.start_checked =
            file.problem.model->seconds() * static_cast<double>(file.problem.points()) <
            longest_check;
        if (file.start_checked)
            check_start(file.problem, file.input);
    }
    file.loss = loss_of(file.problem, file.input.fit, Place{path, 0, "fit.loss_scale"});
    choose_profiles(file);
    check_counts(file);
    return file;
}

bool is_fit(const input::Node& root) {
    return input::find_node(root, input::parse_node_path("model")) != nullptr &&
           input::find_node(root, input::parse_node_path("data")) != nullptr;
}

std::string base_of_fit(const std::string& path) {
    const ModelInputs model = read_input(path).model;
    if (model.kind.text != command_kind || !model.base)
        return "";
    return (std::filesystem::path(path).parent_path() / model.base->text).string();
}

} // namespace sidejump::fit
