// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/result_declarations.hpp"
#include "sidejump/sweep/alloy_outputs.hpp"

namespace sidejump::sweep {
namespace {

using coefficients::result_declarations;

class CoefficientsGroup : public AlloyOutputGroup {
  public:
    [[nodiscard]] std::string_view name() const override { return "coefficients"; }

    [[nodiscard]] std::vector<OutputDeclaration> declarations() const override {
        std::vector<OutputDeclaration> all;
        for (const auto& result : result_declarations())
            all.push_back({result.name, units::si_unit(result.dimension), result.meaning});
        return all;
    }

    void evaluate(const coefficients::AlloyFile& file, std::span<const std::size_t> wanted,
                  std::span<double> values) const override {
        const auto found = coefficients::transport_coefficients(file.alloy);
        coefficients::check_physical(found);
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const auto& result = result_declarations()[wanted[i]];
            values[i] =
                found.*result.member * units::reduced_unit(file.alloy.host, result.dimension);
        }
    }

    [[nodiscard]] double seconds_per_point() const override { return 3e-5; }
};

} // namespace

std::unique_ptr<const AlloyOutputGroup> coefficients_group() {
    return std::make_unique<CoefficientsGroup>();
}

} // namespace sidejump::sweep
