// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/fit/fit_types.hpp"
#include "sidejump/input/section.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sidejump::fit {

/// A section [model] as it is written.
struct ModelInputs {
    PlacedText kind;
    std::optional<PlacedText> x;
    std::vector<NamedQuantity> values;
    std::optional<PlacedText> base;
    std::optional<PlacedText> output;
};

struct ColumnInput {
    ColumnName column;
    std::optional<PlacedText> unit;
};

enum class Delimiter { automatic, tab, comma, semicolon, space };
enum class Decimal { point, comma };

/// A section [[data]] as it is written.
struct DataInput {
    PlacedText file;
    std::optional<PlacedText> label;
    ColumnInput x;
    ColumnInput y;
    std::optional<ColumnInput> minus;
    std::optional<ColumnInput> sigma_column;
    std::optional<WrittenQuantity> sigma;
    std::vector<NamedQuantity> values;
    double weight = 1.0;
    std::optional<WrittenQuantity> x_min;
    std::optional<WrittenQuantity> x_max;
    Delimiter delimiter = Delimiter::automatic;
    Decimal decimal = Decimal::point;
    int skip_lines = 0;
    std::string comment = "#";
    Place place;
};

enum class Scale { linear, logarithmic };

/// A section [[parameter]] as it is written.
struct ParameterInput {
    PlacedText name;
    std::optional<WrittenQuantity> start;
    std::optional<WrittenQuantity> min;
    std::optional<WrittenQuantity> max;
    std::optional<PlacedText> unit;
    Scale scale = Scale::linear;
    bool fixed = false;
    bool per_set = false;
    std::optional<PlacedText> tied_to;
    double factor = 1.0;
    std::optional<WrittenQuantity> offset;
    Place place;
};

struct BackgroundInput {
    int order = 0;
    bool shared = false;
};

enum class Loss { none, huber, soft_l1, cauchy };

struct MultiStartInput {
    int starts = 20;
    int seed = 0;
};

struct ProfileInput {
    std::optional<std::vector<PlacedText>> parameters;
    std::vector<double> levels = {0.6827, 0.9545};
    bool skip = false;
};

/// The section [fit] as it is written.
struct FitSettings {
    Loss loss = Loss::none;
    std::optional<WrittenQuantity> loss_scale;
    int most_iterations = 500;
    std::optional<MultiStartInput> multi_start;
    std::optional<ProfileInput> profile;
};

/// A fit file as it is written.
struct FitInput {
    ModelInputs model;
    std::vector<DataInput> data;
    std::vector<ParameterInput> parameter;
    std::optional<BackgroundInput> background;
    FitSettings fit;
};

/// Declaration of the fit file: [model], [[data]], [[parameter]], [background], [fit].
const input::Section<FitInput>& fit_file_section();

} // namespace sidejump::fit
