// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/fit_section.hpp"

#include "sidejump/input/names.hpp"

namespace sidejump::fit {
namespace {

using input::Boolean;
using input::Choice;
using input::Integer;
using input::Number;
using input::PlacedTexts;
using input::PlacedTextType;
using input::Section;
using input::Table;
using input::Text;

constexpr int most_starts = 1000000;
constexpr int most_skipped = 1000000;
constexpr int largest_seed = 2147483647;

const Section<ModelInputs>& model_section() {
    static const Section<ModelInputs> section =
        Section<ModelInputs>("What is fitted: one of the models below, or a result of another "
                             "command of the program.")
            .required("kind", &ModelInputs::kind, PlacedTextType(),
                      "Name of a model, or `command` for a result of another command.")
            .optional("x", &ModelInputs::x, PlacedTextType(),
                      "Input of the model on the abscissa of the data; for a command the path of "
                      "a parameter of the base.",
                      "the usual one of the model")
            .with_default("values", &ModelInputs::values, NamedQuantitiesType(),
                          "Inputs that are known, for all data: "
                          "`{ distance = \"2.1 um\", width = \"2.2 um\" }`.")
            .optional("base", &ModelInputs::base, PlacedTextType(),
                      "For a command: the alloy, device, superconductor or gas file, from the "
                      "folder of the fit file.")
            .optional("output", &ModelInputs::output, PlacedTextType(),
                      "For a command: the result, by the name that a sweep has for it, e.g. "
                      "`thermal.resistivity`.");
    return section;
}

Section<ColumnInput> column_section(const char* description) {
    return Section<ColumnInput>(description)
        .required("column", &ColumnInput::column, ColumnNameType(),
                  "Name in the header of the file, with or without the unit that stands behind "
                  "it in brackets, or number from 1.")
        .optional("unit", &ColumnInput::unit, PlacedTextType(),
                  "Unit of the column; for one without dimension \"1\" has to be written.",
                  "that in brackets at the end of the name");
}

const Section<DataInput>& data_section() {
    static const Section<DataInput> section =
        Section<DataInput>("A measured curve. The section may stand any number of times.")
            .required("file", &DataInput::file, PlacedTextType(),
                      "Text file with columns; its path is taken from the folder of the fit file.")
            .optional("label", &DataInput::label, PlacedTextType(), "Name of the curve.",
                      "`set 1`, `set 2` ...")
            .table("x", &DataInput::x, column_section("Column of the abscissa."), true)
            .table("y", &DataInput::y, column_section("Column of the ordinate."), true)
            .optional_table("minus", &DataInput::minus,
                            column_section("Column that is subtracted from the ordinate: the "
                                           "difference of two curves has no common background."))
            .optional_table("sigma_column", &DataInput::sigma_column,
                            column_section("Column of the standard deviation of the ordinate."))
            .optional("sigma", &DataInput::sigma, WrittenQuantityType(),
                      "Standard deviation of all points.",
                      "not known: estimated from the residuals")
            .with_default("values", &DataInput::values, NamedQuantitiesType(),
                          "Inputs of the model that are known for this curve.")
            .with_default("weight", &DataInput::weight, Number(input::positive()),
                          "Weight of the curve beside the others; the squares of its residuals "
                          "are multiplied by it. Not where standard deviations are given.")
            .optional("x_min", &DataInput::x_min, WrittenQuantityType(),
                      "Points below it are left out.")
            .optional("x_max", &DataInput::x_max, WrittenQuantityType(),
                      "Points above it are left out.")
            .with_default("delimiter", &DataInput::delimiter,
                          Choice<Delimiter>({{"automatic", Delimiter::automatic},
                                             {"tab", Delimiter::tab},
                                             {"comma", Delimiter::comma},
                                             {"semicolon", Delimiter::semicolon},
                                             {"space", Delimiter::space}}),
                          "What stands between the columns; `automatic` takes the first of tab, "
                          "semicolon, comma and space that the first line has.")
            .with_default("decimal", &DataInput::decimal,
                          Choice<Decimal>({{".", Decimal::point}, {",", Decimal::comma}}),
                          "What stands before the decimals. Where it is a comma, columns are apart "
                          "by something else.")
            .with_default("skip_lines", &DataInput::skip_lines, Integer(0, most_skipped),
                          "Lines at the top of the file that are left out, above the header.")
            .with_default("comment", &DataInput::comment, Text(),
                          "Lines that begin with it are left out.")
            .finish([](DataInput& data, const Table& table, const Place& place) {
                input::at_most_one_of(table, place, {"sigma", "sigma_column"});
                if (data.decimal == Decimal::comma && data.delimiter == Delimiter::comma)
                    input::place_of(table, "decimal", place)
                        .fail("a comma either between columns or before decimals", "both");
                if (data.sigma || data.sigma_column)
                    input::refuse_keys(table, place, {"weight"},
                                       "the standard deviations that are given weigh the curve");
                data.place = place;
            });
    return section;
}

const Section<ParameterInput>& parameter_section() {
    static const Section<ParameterInput> section =
        Section<ParameterInput>("An input of the model that is fitted, or tied to one that is.")
            .required("name", &ParameterInput::name, PlacedTextType(),
                      "Input of the model; for a command the path of a parameter of the base.")
            .optional("start", &ParameterInput::start, WrittenQuantityType(),
                      "Value with which the search begins, or that it keeps; required unless it "
                      "is tied.")
            .optional("min", &ParameterInput::min, WrittenQuantityType(), "Lower bound.", "none")
            .optional("max", &ParameterInput::max, WrittenQuantityType(), "Upper bound.", "none")
            .optional("unit", &ParameterInput::unit, PlacedTextType(),
                      "Unit in which results are given.", "that of `start`")
            .with_default(
                "scale", &ParameterInput::scale,
                Choice<Scale>({{"linear", Scale::linear}, {"logarithmic", Scale::logarithmic}}),
                "Whether the search goes over the value or over its logarithm, which "
                "suits a positive one that is known to an order of magnitude only.")
            .with_default("fixed", &ParameterInput::fixed, Boolean(),
                          "Whether it keeps the value `start`.")
            .with_default("per_set", &ParameterInput::per_set, Boolean(),
                          "Whether each curve has one of its own, rather than all the same.")
            .optional("tied_to", &ParameterInput::tied_to, PlacedTextType(),
                      "Another parameter from which its value follows: factor times that, plus "
                      "offset.")
            .with_default("factor", &ParameterInput::factor, Number(), "Of the tie.")
            .optional("offset", &ParameterInput::offset, WrittenQuantityType(),
                      "Of the tie: a difference, 200 degC as 200 K.", "0")
            .finish([](ParameterInput& parameter, const Table& table, const Place& place) {
                parameter.place = place;
                if (parameter.tied_to) {
                    input::refuse_keys(table, place, {"start", "min", "max", "fixed"},
                                       "a tied parameter has no value of its own");
                } else {
                    input::refuse_keys(table, place, {"factor", "offset"},
                                       "belongs to `tied_to`, which is not given");
                    if (!parameter.start)
                        place.entry("start", place.line)
                            .fail("missing key: expected a start value, found none");
                }
            });
    return section;
}

const Section<FitSettings>& settings_section() {
    static const Section<FitSettings> section =
        Section<FitSettings>("How the fit is made.")
            .with_default("loss", &FitSettings::loss,
                          Choice<Loss>({{"none", Loss::none},
                                        {"huber", Loss::huber},
                                        {"soft-l1", Loss::soft_l1},
                                        {"cauchy", Loss::cauchy}}),
                          "What is summed over the residuals: their squares, or something that "
                          "grows more slowly and so is less drawn by outliers.")
            .optional("loss_scale", &FitSettings::loss_scale, WrittenQuantityType(),
                      "Residual from which on a loss differs from the square: a number of standard "
                      "deviations where these are known, otherwise in a unit of the ordinate. "
                      "Required with a loss.")
            .with_default("most_iterations", &FitSettings::most_iterations, Integer(1, 1000000),
                          "Steps of a search before it is given up.")
            .optional_table(
                "multi_start", &FitSettings::multi_start,
                Section<MultiStartInput>("Searches from several places between the bounds, to find "
                                         "other optima.")
                    .with_default("starts", &MultiStartInput::starts, Integer(2, most_starts),
                                  "Number of searches, that from the start values among them.")
                    .with_default("seed", &MultiStartInput::seed, Integer(0, largest_seed),
                                  "Seed of the places: a scrambled Sobol sequence."))
            .optional_table(
                "profile", &FitSettings::profile,
                Section<ProfileInput>("Intervals by the profile likelihood: one parameter is held, "
                                      "all others are fitted again.")
                    .optional("parameters", &ProfileInput::parameters, PlacedTexts(),
                              "Parameters that get one.",
                              "all that are fitted, but for a command none")
                    .with_default("levels", &ProfileInput::levels, LevelsType(),
                                  "Confidence levels of the intervals.")
                    .with_default("skip", &ProfileInput::skip, Boolean(),
                                  "Whether there are no profiles at all."));
    return section;
}

} // namespace

const Section<FitInput>& fit_file_section() {
    static const Section<FitInput> section =
        Section<FitInput>("A fit: a model, measured curves, and the parameters that they are to "
                          "give.")
            .table("model", &FitInput::model, model_section(), true)
            .tables("data", &FitInput::data, data_section(), true)
            .tables("parameter", &FitInput::parameter, parameter_section(), true)
            .optional_table(
                "background", &FitInput::background,
                Section<BackgroundInput>("A polynomial of the abscissa that is added to the model; "
                                         "its coefficients are fitted.")
                    .with_default("order", &BackgroundInput::order, Integer(0, 2),
                                  "0 for a constant, 1 for a line, 2 for a parabola.")
                    .with_default("shared", &BackgroundInput::shared, Boolean(),
                                  "Whether all curves have the same."))
            .table("fit", &FitInput::fit, settings_section(), false);
    return section;
}

} // namespace sidejump::fit
