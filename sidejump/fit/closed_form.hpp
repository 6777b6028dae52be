// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/fit/model.hpp"

#include <memory>
#include <string>
#include <vector>

namespace sidejump::fit {

/// A formula with named inputs.
struct ClosedForm {
    std::string name;
    std::string description;
    std::string ordinate;
    std::string unit;
    std::string abscissa; ///< the usual one
    std::vector<ModelInput> inputs;
    double (*value)(std::span<const double> inputs);
    std::vector<std::string> (*warnings)(std::span<const double> inputs);
};

/// The formulas there are.
const std::vector<ClosedForm>& closed_forms();

/// @param abscissa  place of the input that is on the abscissa
std::shared_ptr<const Model> closed_form_model(const ClosedForm& form, std::size_t abscissa);

/// Their inputs as Markdown tables.
std::string closed_form_reference_page();

} // namespace sidejump::fit
