// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/input/input_error.hpp"
#include "sidejump/sweep/portion.hpp"
#include "sidejump/sweep/study.hpp"
#include "tests/support/study_files.hpp"

#include <cmath>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdexcept>

namespace sidejump::sweep {
namespace sweep_checks_test {

using test::StudyFiles;
using testing::HasSubstr;
using testing::StartsWith;

const std::string first_channel = "impurity[0].channels[0]";

std::string axis(const std::string& path, const std::string& values, const std::string& name) {
    return fmt::format("[[sweep.axis]]\npath = \"{}\"\n{}\nname = \"{}\"\n", path, values, name);
}

std::string study(const std::string& axes, const std::string& outputs = "\"resistivity\"",
                  const std::string& base = "alloy.toml", const std::string& combine = "grid") {
    return fmt::format("[sweep]\nbase = \"{}\"\noutputs = [{}]\ncombine = \"{}\"\n{}", base,
                       outputs, combine, axes);
}

class SweepChecks : public testing::Test {
  protected:
    Study read(const std::string& text) { return read_study(files_.study(text)); }
    std::string error(const std::string& text) {
        try {
            read(text);
        } catch (const input::InputError& mistake) {
            return mistake.what();
        }
        return "no error";
    }
    StudyFiles files_;
};

// Fails everywhere with the same message.
class Refusing : public PointEvaluator {
  public:
    explicit Refusing(std::string message) : message_(std::move(message)) {}
    void evaluate(std::uint64_t /*point*/, std::span<double> /*values*/) override {
        throw std::runtime_error(message_);
    }

  private:
    std::string message_;
};

std::string failure(const Study& study, PointEvaluator& evaluator) {
    const std::atomic<int> stop{0};
    const auto result =
        compute_portion(study, cut_into_portions(study, 1.0), 0, evaluator, stop).value();
    return result.failures.empty() ? "" : result.failures.front().message;
}

const std::string tables = axis(first_channel + ".phase_shift.table",
                                "values = [\"one.tsv\", \"two.tsv\", \"none.tsv\"]", "table");

class SweepTables : public SweepChecks {
  protected:
    SweepTables() {
        files_.write("one.tsv", "-1 0.1\n0 0.2\n1 0.3\n");
        files_.write("two.tsv", "-1 0.1\n0 0.3\n1 0.3\n");
        files_.write("alloy.toml", StudyFiles::alloy_text("phase_shift = { table = \"one.tsv\" }"));
    }
};

TEST_F(SweepTables, AreInTheFingerprintWhereverTheyAreRead) {
    // The second table is read at other values of the first axis only, and refused there.
    const std::string text =
        study(axis("impurity[0].concentration", "values = [0.01, 2]", "n") + tables);
    const std::string first = read(text).fingerprint;
    files_.write("two.tsv", "-1 0.1\n0 0.35\n1 0.3\n");
    const std::string second = read(text).fingerprint;
    EXPECT_NE(second, first);
    files_.write("two.tsv", "no table");
    EXPECT_NE(read(text).fingerprint, second);
    const std::string refused =
        study(axis("impurity[0].concentration", "values = [2, 0.01]", "n") + tables);
    const std::string third = read(refused).fingerprint;
    files_.write("two.tsv", "no table, again");
    EXPECT_NE(read(refused).fingerprint, third);
}

TEST_F(SweepTables, AreReadOnceForAllPoints) {
    const auto one = read(study(tables));
    const auto value = [&](std::uint64_t point) {
        double resistivity = 0.0;
        evaluation_plan(one)->evaluator()->evaluate(point, {&resistivity, 1});
        return resistivity;
    };
    const double before = value(1);
    files_.write("two.tsv", "-1 0.1\n0 0.5\n1 0.3\n");
    files_.write("none.tsv", "-1 0.1\n0 0.5\n1 0.3\n");
    EXPECT_EQ(value(1), before);
    EXPECT_THROW(value(2), input::InputError) << "as the fingerprint has it";
    EXPECT_NE(read(study(tables)).fingerprint, one.fingerprint);
}

TEST_F(SweepTables, HaveMessagesWithoutTheFolder) {
    const auto one = read(study(tables));
    const auto plan = evaluation_plan(one);
    double value = 0.0;
    try {
        plan->evaluator()->evaluate(2, {&value, 1});
        ADD_FAILURE();
    } catch (const input::InputError& mistake) {
        EXPECT_THAT(mistake.what(), StartsWith("none.tsv: "));
    }
}

TEST_F(SweepChecks, AxisWithoutAnyGoodValueIsToldAtItsLine) {
    const std::string good = axis("impurity[0].concentration", "values = [0.01, 0.02]", "n");
    const std::string eta = first_channel + ".phase_shift";
    for (const std::string& text :
         {study(axis(eta, "values = [\"1 kg\", \"2 kg\", \"3 kg\"]", "e") + good),
          study(axis(eta, "linear = { from = \"1 kg\", to = \"2 kg\", points = 1000 }", "e"))})
        EXPECT_THAT(error(text), HasSubstr("study.toml:7: sweep.axis[0].")) << text;
    EXPECT_THAT(error(study(good + axis(eta, "values = [\"1 kg\"]", "e"))),
                HasSubstr("study.toml:11: sweep.axis[1].values: expected values that "
                          "impurity[0].channels[0].phase_shift takes, found 1 value, refused: "));
    EXPECT_THAT(error(study(axis(first_channel + ".inelastic",
                                 "linear = { from = 2, to = 3, points = 9 }", "s"))),
                HasSubstr("sweep.axis[0].linear: expected values that"));
    EXPECT_EQ(error(study(axis(eta, "values = [\"1 kg\", \"1.5 kg\"]", "e"), "\"resistivity\"",
                          "none.toml"))
                  .find("takes"),
              std::string::npos);
}

TEST_F(SweepChecks, AxisIsGoodIfSomeOfItsValuesAreOrOthersAreAtFault) {
    EXPECT_EQ(error(study(axis("impurity[0].concentration", "values = [2, 3, 0.1]", "n"))),
              "no error");
    // Each of these is refused in the base, and sound with the other one.
    EXPECT_EQ(error(study(axis(first_channel + ".l", "values = [2, 3]", "l") +
                              axis(first_channel + ".j", "values = [2.5, 3.5]", "j"),
                          "\"resistivity\"", "alloy.toml", "zip")),
              "no error");
}

TEST_F(SweepChecks, ResponseNeedsAreJudgedBeforeTheRun) {
    const std::string concentration =
        axis("impurity[0].concentration", "values = [0.01, 0.02]", "n");
    const std::string frequency = axis("response.frequencies", "values = [\"1 GHz\"]", "f");
    const auto with = [&](const std::string& axes, const std::string& output) {
        return error(study(axes, '"' + output + '"'));
    };
    EXPECT_THAT(with(concentration, "ac_charge_conductivity_real"),
                HasSubstr("alloy.toml: response.frequencies: expected one value for "
                          "ac_charge_conductivity_real of a sweep"));
    EXPECT_EQ(with(concentration + frequency, "ac_charge_conductivity_real"), "no error");
    EXPECT_THAT(with(frequency, "charge_response_real"),
                HasSubstr("response.wavenumbers: expected one value"));
    EXPECT_EQ(with(frequency + axis("response.wavenumbers", "values = [\"1 1/um\"]", "q"),
                   "charge_response_real"),
              "no error");
    EXPECT_THAT(with(concentration, "hanle_signal"),
                HasSubstr("response.hanle.fields: expected one value"));
    EXPECT_EQ(with(concentration, "slowest_spin_rate"), "no error");
    files_.write("alloy.toml",
                 StudyFiles::alloy_text() + "[response]\nfrequencies = [\"1 GHz\", \"2 GHz\"]\n");
    EXPECT_THAT(with(concentration, "ac_charge_conductivity_real"), HasSubstr("found 2"));
}

TEST_F(SweepChecks, LogarithmicRangesMayBeTinyOrWide) {
    const auto range = [&](const char* ends) {
        return read(study(axis(first_channel + ".phase_shift",
                               fmt::format("logarithmic = {{ {}, points = 91 }}", ends), "e")));
    };
    EXPECT_NEAR(range("from = 1e-250, to = 1e-160").axes[0].number(1) / 1e-249, 1.0, 1e-12);
    EXPECT_NEAR(range("from = -1e-200, to = -1e200").axes[0].number(45), -1.0, 1e-12);
    const auto few = study(axis("impurity[0].concentration",
                                "logarithmic = { from = 1e-250, to = 0.1, points = 250 }", "n"));
    EXPECT_EQ(error(few), "no error") << "the last values are sound";
}

TEST_F(SweepChecks, MessagesAreSoundText) {
    const auto one = read(study(axis(first_channel + ".phase_shift", "values = [0.1, 0.2]", "e")));
    Refusing cut("caf\xc3");
    EXPECT_EQ(failure(one, cut), "e = 0.1: caf\xef\xbf\xbd");
    std::string text;
    for (int i = 0; i < 1500; ++i)
        text += "\xc3\xa9";
    for (const char* before : {"", "x"}) {
        Refusing refusing(before + text);
        const std::string message = failure(one, refusing);
        EXPECT_LE(message.size(), 2000u);
        EXPECT_GE(message.size(), 1998u);
        EXPECT_TRUE(message.ends_with("\xc3\xa9"));
    }
    Refusing odd("\xff\xc0\xaf\xed\xa0\x80");
    EXPECT_THAT(failure(one, odd), StartsWith("e = 0.1: \xef\xbf\xbd\xef\xbf\xbd"));
}

TEST_F(SweepChecks, PointsAreOneLineWhateverTheirValues) {
    const auto one = read(study(axis("impurity[0].name", "values = [\"a\\nb\\u001b\"]", "name")));
    EXPECT_EQ(point_text(one, 0), "name = a\\x0ab\\x1b");
}

TEST_F(SweepChecks, ThereAreNeverTooManyPortions) {
    Study one;
    one.outputs.resize(3);
    for (const std::uint64_t points : {1'000'000'000ULL, 10'000'000'000ULL}) {
        one.points = points;
        const auto portions = cut_into_portions(one, 5e-3);
        EXPECT_LE(portions.count(), 1ULL << 23U);
        EXPECT_LE(portions.size, 8192u);
    }
    one.points = 1000;
    EXPECT_EQ(cut_into_portions(one, 5e-3).size, 2u);
}

} // namespace sweep_checks_test
} // namespace sidejump::sweep
