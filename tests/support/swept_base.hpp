// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/input_error.hpp"
#include "sidejump/sweep/study.hpp"
#include "sidejump/sweep/sweep_run.hpp"
#include "tests/support/study_files.hpp"

#include <atomic>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace sidejump::test {

/// An axis over the values of a list.
inline std::string axis(const std::string& path, const std::string& values,
                        const std::string& name = "a") {
    return fmt::format("[[sweep.axis]]\nname = \"{}\"\npath = \"{}\"\nvalues = [{}]\n", name, path,
                       values);
}

/// A study of `base.toml`.
/// @param outputs  between quotation marks, with commas
inline std::string study(const std::string& axes, const std::string& outputs) {
    return fmt::format("[sweep]\nbase = \"base.toml\"\noutputs = [{}]\n{}", outputs, axes);
}

/// Studies of one kind of base, in a folder of their own.
class SweptBase : public testing::Test {
  protected:
    explicit SweptBase(sweep::BaseKind kind) : kind_(std::move(kind)) {}

    sweep::Study read(const std::string& base, const std::string& text) {
        files_.write("base.toml", base);
        return sweep::read_study(files_.study(text), {kind_});
    }
    /// What is wrong with a study, "no error" if nothing is.
    std::string error(const std::string& base, const std::string& text) {
        try {
            (void)read(base, text);
        } catch (const input::InputError& mistake) {
            return mistake.what();
        }
        return "no error";
    }
    /// All outputs at all points.
    static std::vector<std::vector<double>> values(const sweep::Study& study) {
        const auto evaluator = sweep::evaluation_plan(study)->evaluator();
        std::vector<std::vector<double>> found(study.points);
        for (std::uint64_t point = 0; point < study.points; ++point) {
            found[point].resize(study.outputs.size());
            evaluator->evaluate(point, found[point]);
        }
        return found;
    }
    /// Runs a study on threads of its own into the file `name`.
    sweep::SweepReport run(const sweep::Study& study, const std::string& name, unsigned threads) {
        std::atomic<int> stop{0};
        sweep::SweepOptions options;
        options.out = files_.folder() / name;
        options.threads = threads;
        options.progress = false;
        return sweep::run_sweep(study, options, stop);
    }
    std::string bytes(const std::string& name) {
        std::ifstream file(files_.folder() / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    }
    /// That one thread and three write the same file.
    void expect_same_on_threads(const sweep::Study& study) {
        for (const unsigned threads : {1U, 3U})
            EXPECT_EQ(run(study, fmt::format("{}.h5", threads), threads).failed, 0U);
        EXPECT_EQ(bytes("1.h5"), bytes("3.h5"));
    }

    StudyFiles files_;

  private:
    sweep::BaseKind kind_;
};

} // namespace sidejump::test
