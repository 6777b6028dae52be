// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/response_declarations.hpp"
#include "sidejump/sweep/output_group.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <stdexcept>

namespace sidejump::sweep {
namespace {

using coefficients::response_declarations;
using coefficients::ResponseNeed;

class ResponseGroup : public OutputGroup {
  public:
    [[nodiscard]] std::string_view name() const override { return "response"; }

    [[nodiscard]] std::vector<OutputDeclaration> declarations() const override {
        std::vector<OutputDeclaration> all;
        for (const auto& result : response_declarations())
            all.push_back({result.name, result.unit, result.meaning});
        return all;
    }

    void evaluate(const coefficients::AlloyFile& file, std::span<const std::size_t> wanted,
                  std::span<double> values) const override {
        const auto needs = [&](ResponseNeed need) {
            return std::any_of(wanted.begin(), wanted.end(), [&](std::size_t place) {
                return response_declarations()[place].need == need;
            });
        };
        // Lists that no wanted number needs are not computed.
        auto options = file.response.value_or(response::ResponseOptions{});
        options.times.emplace();
        options.depths.emplace();
        if (!needs(ResponseNeed::one_plane_wave)) {
            options.wavenumbers.emplace();
            if (!needs(ResponseNeed::one_frequency))
                options.frequencies.emplace();
        }
        if (!needs(ResponseNeed::one_field))
            options.hanle.reset();
        const auto run = coefficients::ResponseEngine(file.alloy).run(file.alloy, options);
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const auto& result = response_declarations()[wanted[i]];
            if (!coefficients::has_need(run, result.need))
                throw std::invalid_argument(fmt::format("{} needs {} in [response]", result.name,
                                                        coefficients::need_text(result.need)));
            values[i] = result.value(run);
        }
    }

    [[nodiscard]] double seconds_per_point() const override { return 2e-3; }
};

} // namespace

std::unique_ptr<const OutputGroup> response_group() {
    return std::make_unique<ResponseGroup>();
}

} // namespace sidejump::sweep
