// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/kinetics/kinetics_section.hpp"

#include <fmt/format.h>

namespace sidejump::kinetics {
namespace {

using input::Json;
using input::Node;
using input::Place;
using input::Table;

constexpr int largest_order = 100;

/// "full", "two-moment" or the highest angular momentum of the moments that are kept.
class Moments {
  public:
    using value_type = MomentTruncation;

    [[nodiscard]] static MomentTruncation read(const Node& node, const Place& place) {
        if (const auto* text = std::get_if<std::string>(&node.value)) {
            if (*text == "full")
                return {MomentTruncation::exact_order, true};
            if (*text == "two-moment")
                return {1, false};
            place.fail(describe(),
                       input::describe(node) + input::did_you_mean(*text, {"full", "two-moment"}));
        }
        const auto* order = std::get_if<std::int64_t>(&node.value);
        if (order == nullptr || *order < 1 || *order > largest_order)
            place.fail(describe(), input::describe(node));
        return {static_cast<int>(*order), false};
    }
    [[nodiscard]] static std::string describe() {
        return fmt::format("\"full\", \"two-moment\" or an integer from 1 to {}", largest_order);
    }
    [[nodiscard]] static Json schema() {
        return {{"oneOf",
                 {{{"enum", {"full", "two-moment"}}},
                  {{"type", "integer"}, {"minimum", 1}, {"maximum", largest_order}}}}};
    }
    [[nodiscard]] static Json echo(const MomentTruncation& moments) {
        if (moments.full)
            return "full";
        if (moments.order == 1)
            return "two-moment";
        return moments.order;
    }
};

input::Choice<SideJump> side_jump_words() {
    return input::Choice<SideJump>({{"first-order", SideJump::first_order},
                                    {"with-products", SideJump::with_products},
                                    {"lyo-holstein", SideJump::lyo_holstein},
                                    {"levy", SideJump::levy},
                                    {"none", SideJump::none}});
}

void check_published(KineticsOptions& options, const Table& table, const Place& place) {
    if (options.form != KineticForm::published)
        return;
    if (options.moments.full || options.moments.order != 1)
        input::place_of(table, "moments", place)
            .fail("\"two-moment\", the only truncation with published formulas",
                  Moments::echo(options.moments).dump());
    if (options.side_jump != SideJump::first_order)
        input::place_of(table, "side_jump", place)
            .fail("\"first-order\", the only side jump with published formulas",
                  side_jump_words().echo(options.side_jump).dump());
}

} // namespace

const input::Section<KineticsOptions>& kinetics_section() {
    static const input::Section<KineticsOptions> section =
        input::Section<KineticsOptions>("How the kinetic equation is solved.")
            .with_default("moments", &KineticsOptions::moments, Moments(),
                          "Angular moments kept: all of them (from 3 on the diffusion equation no "
                          "longer changes), the first two (the diffusive limit of the published "
                          "theory), or those up to l = L.")
            .with_default("form", &KineticsOptions::form,
                          input::Choice<KineticForm>({{"kinetic", KineticForm::kinetic},
                                                      {"published", KineticForm::published}}),
                          "Coefficients of the collision operator, or the formulas as they are "
                          "printed in the paper, misprints included (channels s1/2, p1/2, p3/2 "
                          "and `moments = \"two-moment\"` only).")
            .with_default(
                "side_jump", &KineticsOptions::side_jump, side_jump_words(),
                "The velocity superoperator of the side jump: exact and to first order in n_i/n_c; "
                "exact with the products that are of the order of neglected terms; with Born "
                "amplitudes (Lyo and Holstein); with the gradient on incoming momenta alone "
                "(Levy); or none.")
            .finish(check_published);
    return section;
}

} // namespace sidejump::kinetics
