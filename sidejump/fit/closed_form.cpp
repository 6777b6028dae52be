// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/closed_form.hpp"

#include <fmt/format.h>

namespace sidejump::fit {
namespace {

class ClosedFormModel : public Model {
  public:
    ClosedFormModel(const ClosedForm& form, std::size_t abscissa)
        : form_(form), abscissa_(abscissa) {}

    [[nodiscard]] std::string name() const override { return form_.name; }
    [[nodiscard]] const std::vector<ModelInput>& inputs() const override { return form_.inputs; }
    [[nodiscard]] std::size_t abscissa() const override { return abscissa_; }
    [[nodiscard]] std::string ordinate() const override { return form_.ordinate; }
    [[nodiscard]] std::string unit() const override { return form_.unit; }

    void evaluate(std::span<const double> inputs, std::span<const double> x,
                  std::span<double> y) const override {
        std::vector<double> all(inputs.begin(), inputs.end());
        for (std::size_t i = 0; i < x.size(); ++i) {
            all[abscissa_] = x[i];
            y[i] = form_.value(all);
        }
    }

    [[nodiscard]] std::vector<std::string> warnings(std::span<const double> inputs,
                                                    std::span<const double> x) const override {
        std::vector<double> all(inputs.begin(), inputs.end());
        std::vector<std::string> found;
        for (const double value : x) {
            all[abscissa_] = value;
            for (auto& warning : form_.warnings(all))
                if (found.empty()) // one is enough for a curve
                    found.push_back(std::move(warning));
        }
        return found;
    }

  private:
    const ClosedForm& form_;
    std::size_t abscissa_;
};

std::string default_text(const ModelInput& input) {
    if (!input.same_as.empty())
        return fmt::format("that of `{}`", input.same_as);
    if (!input.standard)
        return "required";
    return std::isinf(*input.standard) ? "infinite" : fmt::format("{}", *input.standard);
}

} // namespace

std::shared_ptr<const Model> closed_form_model(const ClosedForm& form, std::size_t abscissa) {
    return std::make_shared<ClosedFormModel>(form, abscissa);
}

std::string closed_form_reference_page() {
    std::string page = "\n## Models\n";
    for (const ClosedForm& form : closed_forms()) {
        page +=
            fmt::format("\n### `{}`\n\n{} Gives the {} ({}); `x` is `{}` unless it is given.\n\n"
                        "| input | unit | default | meaning |\n| --- | --- | --- | --- |\n",
                        form.name, form.description, form.ordinate, form.unit, form.abscissa);
        for (const ModelInput& input : form.inputs)
            page += fmt::format("| `{}` | {} | {} | {} |\n", input.name, input.unit,
                                default_text(input), input.description);
    }
    return page;
}

} // namespace sidejump::fit
