// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/response_declarations.hpp"
#include "sidejump/sweep/alloy_outputs.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <stdexcept>

namespace sidejump::sweep {
namespace {

using coefficients::response_declarations;
using coefficients::ResponseNeed;

class ResponseGroup : public AlloyOutputGroup {
  public:
    [[nodiscard]] std::string_view name() const override { return "response"; }

    [[nodiscard]] std::vector<OutputDeclaration> declarations() const override {
        std::vector<OutputDeclaration> all;
        for (const auto& result : response_declarations())
            all.push_back({result.name, result.unit, result.meaning});
        return all;
    }

    void prepare(const coefficients::AlloyFile& alloy, std::span<const std::size_t> wanted,
                 const std::string& file) const override {
        const auto options = alloy.response.value_or(response::ResponseOptions{});
        for (const std::size_t place : wanted) {
            const auto& result = response_declarations()[place];
            const auto require_one = [&](const std::string& key, std::size_t found) {
                if (found != 1)
                    throw input::InputError(
                        file, 0, "response." + key,
                        fmt::format("expected one value for {} of a sweep (an axis over "
                                    "response.{} gives more), found {}",
                                    result.name, key, found == 0 ? "none" : std::to_string(found)));
            };
            const auto length = [](const auto& list) { return list ? list->size() : 0; };
            const bool wave = result.need == ResponseNeed::one_plane_wave;
            if (wave || result.need == ResponseNeed::one_frequency)
                require_one("frequencies", length(options.frequencies));
            if (wave)
                require_one("wavenumbers", length(options.wavenumbers));
            if (result.need == ResponseNeed::one_field)
                require_one("hanle.fields", options.hanle ? options.hanle->fields.size() : 0);
        }
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

std::unique_ptr<const AlloyOutputGroup> response_group() {
    return std::make_unique<ResponseGroup>();
}

} // namespace sidejump::sweep
