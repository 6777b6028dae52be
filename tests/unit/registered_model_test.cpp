// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/alloy_file.hpp"
#include "sidejump/coefficients/thermal_averages.hpp"
#include "sidejump/impurity/model_kinds.hpp"
#include "sidejump/impurity/resonant_levels/resonant_levels.hpp"

#include "examples/own-model/two_levels.hpp"
#include "examples/own-model/two_levels_kind.hpp"
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <numbers>

namespace sidejump::impurity {
namespace registered_model_test {

using own_model::TwoLevels;
using testing::HasSubstr;
using testing::ThrowsMessage;

constexpr double pi = std::numbers::pi;

// Before the first test reads a file.
const bool registered = [] {
    register_model_kind(own_model::two_levels_kind());
    return true;
}();

// A kind that has a name and nothing else.
class Named : public ModelKind {
  public:
    using ModelKind::ModelKind;
    [[nodiscard]] const input::SectionInfo& info() const override {
        return own_model::two_levels_kind().info();
    }
    [[nodiscard]] std::shared_ptr<const ModelInput> read(const input::Node&,
                                                         const input::Place&) const override {
        return nullptr;
    }
};

coefficients::AlloyFile alloy_with(const std::string& impurity) {
    return coefficients::read_alloy_text("[host]\nname = \"Cu\"\n[[impurity]]\nname = \"X\"\n"
                                         "concentration = 0.01\n" +
                                             impurity + "\n",
                                         "alloy.toml");
}

TEST(TwoLevels, PhaseShiftSolvesItsDefinition) {
    const own_model::BareLevel first{-0.7, 0.2};
    const own_model::BareLevel second{0.4, 0.05};
    const TwoLevels model(first, second);
    double last = 0.0;
    for (double energy = -5.0; energy < 5.0; energy += 0.0137) {
        const double eta = model.phase_shift(energy);
        const double tangent =
            first.width / (first.position - energy) + second.width / (second.position - energy);
        // sin eta - tan cos eta = 0 in place of tan eta: finite at the levels
        EXPECT_NEAR((std::sin(eta) - tangent * std::cos(eta)) / std::hypot(1.0, tangent), 0.0,
                    1e-12);
        EXPECT_GT(eta, last); // the delay 2 d eta/de is positive
        last = eta;
    }
    EXPECT_NEAR(model.phase_shift(-1e9), 0.0, 1e-8);
    EXPECT_NEAR(model.phase_shift(1e9), 2.0 * pi, 1e-8);
    EXPECT_NEAR(model.phase_shift(model.transparent_energy()), pi, 1e-12);
    EXPECT_NEAR(model.transparent_energy(), (0.2 * 0.4 - 0.05 * 0.7) / 0.25, 1e-15);
}

TEST(TwoLevels, FarFromTheOtherOneALevelIsAResonantLevel) {
    const TwoLevels model({0.1, 0.2}, {1e7, 0.3});
    const resonant_levels::ResonantLevel level{1, 1, 0.1, 0.2, 1.0};
    for (const double energy : {-1.0, 0.0, 0.1, 2.0})
        EXPECT_NEAR(model.phase_shift(energy), level.phase_shift(energy), 1e-7);
}

TEST(RegisteredModel, GivesTheCoefficientsOfItsPhaseShifts) {
    ASSERT_TRUE(registered);
    const auto computed = alloy_with("channels = [ { l = 0, j = 0.5, phase_shift = 0.1 } ]\n"
                                     "model = \"two-levels\"\n"
                                     "[impurity.two-levels]\nl = 2\nj = 1.5\n"
                                     "levels = [ { position = \"-0.5 eV\", width = \"0.2 eV\" },\n"
                                     "           { position = \"0.3 eV\", width = \"100 meV\" } ]");
    const TwoLevels model({-0.5, 0.2}, {0.3, 0.1});
    const auto channels = computed.laws.at(0).model->at_temperature(300.0)->channels(0.0);
    ASSERT_EQ(channels.size(), 1U);
    EXPECT_DOUBLE_EQ(channels[0].phase_shift, model.phase_shift(0.0));
    EXPECT_EQ(computed.echo["impurity"][0]["two-levels"]["levels"][1]["width"], "0.1 eV");

    const auto& scattering = computed.alloy.impurities.at(0).channels;
    ASSERT_EQ(scattering.size(), 2U);
    const bool first = scattering[0].l == 2;
    EXPECT_DOUBLE_EQ(scattering[first ? 0 : 1].phase_shift, model.phase_shift(0.0));
}

TEST(RegisteredModel, MistakesInItsTableNameFileLineAndKey) {
    const auto reading = [](const std::string& table) {
        return [table] { alloy_with("model = \"two-levels\"\n[impurity.two-levels]\n" + table); };
    };
    EXPECT_THAT(reading("l = 2\nj = 0.5\nlevels = [ { position = \"0 eV\", width = \"1 eV\" } ]"),
                ThrowsMessage<input::InputError>(
                    HasSubstr("alloy.toml:9: impurity[0].two-levels.j: expected j = l + 1/2")));
    EXPECT_THAT(
        reading("l = 2\nj = 1.5\nlevels = [ { position = \"0 eV\", width = \"1 eV\" } ]"),
        ThrowsMessage<input::InputError>(HasSubstr("levels: expected two levels, found 1")));
    EXPECT_THAT(
        reading("l = 2\nj = 1.5\nlevel = 1"),
        ThrowsMessage<input::InputError>(HasSubstr("unknown key; did you mean \"levels\"?")));
    EXPECT_THAT([] { alloy_with("model = \"two-level\""); },
                ThrowsMessage<input::InputError>(HasSubstr("did you mean \"two-levels\"?")));
}

TEST(RegisteredModel, NeedsANameOfItsOwnAndComesBeforeTheFirstFile) {
    for (const char* name : {"two-levels", "potential", "phase-shifts", "channels"}) {
        const Named kind(name);
        EXPECT_THAT([&] { register_model_kind(kind); },
                    ThrowsMessage<std::invalid_argument>(HasSubstr("a name that is not taken")));
    }
    for (const char* name : {"", "two levels", "a.b", "Level"}) {
        const Named kind(name);
        EXPECT_THAT([&] { register_model_kind(kind); },
                    ThrowsMessage<std::invalid_argument>(HasSubstr("lower-case letters")));
    }
    const std::size_t count = model_kinds().size();
    const Named late("late");
    EXPECT_THAT([&] { register_model_kind(late); },
                ThrowsMessage<std::logic_error>(HasSubstr("before the first file is read")));
    EXPECT_EQ(model_kinds().size(), count);
}

} // namespace registered_model_test
} // namespace sidejump::impurity
