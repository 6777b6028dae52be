// SPDX-License-Identifier: GPL-3.0-or-later
// Runs of superconductor files: several processes, reciprocity.
#include "sidejump/input/input_error.hpp"
#include "sidejump/superconductor/superconductor_report.hpp"
#include "sidejump/superconductor/superconductor_run.hpp"

#include <barrier>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <memory>
#include <stdexcept>
#include <thread>

namespace sidejump::superconductor {
namespace superconductor_run_test {

using testing::HasSubstr;

const std::string junction = R"(units = "reduced"
[structure]
kind = "layers"
[[metal]]
name = "S"
critical_temperature = 1.0
[[metal]]
name = "F"
exchange_field = [0.3, 0, 0.8]
spin_orbit_rate = 0.2
[[layer]]
metal = "F"
thickness = 1.0
cells = 5
exchange_turns = 0.2
[left]
metal = "S"
law = "spin-active"
conductance = 2.0
polarisation = [0, 0.4, 0]
spin_mixing_left = 0.3
[right]
metal = "S"
phase = 0.7
)";

std::string with_study(const std::string& study, const std::string& solver = "") {
    return junction + "[study]\n" + study + "\n[solver]\ngrid_check = false\n" + solver + "\n";
}

SuperconductorRun run(const std::string& text, const RunOptions& options = {}) {
    return run_superconductor(read_superconductor_text(text, "file.toml"), options);
}

// What ranks of MPI are, on threads.
class Exchange {
  public:
    explicit Exchange(int size)
        : numbers(static_cast<std::size_t>(size)), texts(numbers.size()), all(size) {}
    std::vector<std::vector<double>> numbers;
    std::vector<std::string> texts;
    std::barrier<> all;
};

class ThreadProcess : public math::Processes {
  public:
    ThreadProcess(Exchange& exchange, std::size_t rank) : exchange_(exchange), rank_(rank) {}
    [[nodiscard]] int rank() const override { return static_cast<int>(rank_); }
    [[nodiscard]] int size() const override { return static_cast<int>(exchange_.texts.size()); }
    [[nodiscard]] std::vector<std::string> exchange(const std::string& text) override {
        return shared(exchange_.texts, text);
    }
    [[nodiscard]] std::vector<std::vector<double>>
    exchange_numbers(const std::vector<double>& numbers) override {
        return shared(exchange_.numbers, numbers);
    }

  private:
    template <class T>
    std::vector<T> shared(std::vector<T>& places, const T& mine) {
        places[rank_] = mine;
        exchange_.all.arrive_and_wait();
        std::vector<T> result = places;
        exchange_.all.arrive_and_wait();
        return result;
    }
    Exchange& exchange_;
    std::size_t rank_;
};

// The work of each of several processes.
template <class Work>
void on_processes(int size, const Work& work) {
    Exchange exchange(size);
    std::vector<std::jthread> threads;
    for (std::size_t rank = 0; rank < exchange.texts.size(); ++rank)
        threads.emplace_back([&, rank] {
            ThreadProcess process(exchange, rank);
            work(process);
        });
}

TEST(ProcessesOfARun, ShareTheEnergiesOfASpectrum) {
    const std::string text =
        with_study("kind = \"spectrum\"\ntemperature = 0.2\nlargest_energy = 3.0\n"
                   "broadening = 0.2");
    const SuperconductorRun alone = run(text);
    ASSERT_GT(alone.spectrum->energies.size(), 30U);
    for (const int size : {2, 3})
        on_processes(size, [&](math::Processes& process) {
            RunOptions options;
            options.processes = &process;
            const SuperconductorRun shared = run(text, options);
            EXPECT_EQ(shared.spectrum->energies, alone.spectrum->energies);
            EXPECT_EQ(shared.spectrum->total, alone.spectrum->total);
            EXPECT_EQ(shared.spectrum->spin, alone.spectrum->spin);
            EXPECT_EQ(shared.findings.size(), process.rank() == 0 ? 1U : 0U);
        });
}

TEST(ProcessesOfARun, LeaveOtherStudiesToTheFirst) {
    const std::string text = with_study("temperature = 0.2");
    on_processes(2, [&](math::Processes& process) {
        RunOptions options;
        options.processes = &process;
        EXPECT_EQ(run(text, options).points.rows(), process.rank() == 0 ? 1U : 0U);
    });
}

TEST(ProcessesOfARun, FailTogether) {
    on_processes(3, [](math::Processes& process) {
        const auto work = [&] {
            if (process.rank() == 1)
                throw std::domain_error("no solution");
        };
        if (process.rank() == 1)
            EXPECT_THROW(math::together(&process, work), std::domain_error);
        else
            EXPECT_THAT([&] { math::together(&process, work); },
                        testing::ThrowsMessage<std::runtime_error>(
                            HasSubstr("process 1 failed: no solution")));
        math::together(&process, [] {});
    });
}

double reciprocity(const SuperconductorRun& run) {
    for (const Check& check : run.certificate)
        if (check.name == "reciprocity")
            return check.value;
    return unknown;
}

TEST(Reciprocity, HoldsForAFieldAndAPhase) {
    EXPECT_LT(reciprocity(run(with_study("temperature = 0.2", "reciprocity_check = true"))), 1e-6);
    EXPECT_LT(reciprocity(run(with_study("kind = \"current-phase\"\ntemperature = 0.2\n"
                                         "phases = [0.8]",
                                         "reciprocity_check = true"))),
              1e-6);
}

TEST(Reciprocity, HoldsForAFieldAndAGradient) {
    // A superconductor of its own, with a graded spin Hall angle: the field drives a current.
    const std::string strip = R"(units = "reduced"
[structure]
kind = "layers"
phase_gradient = 0.4
[[metal]]
name = "S"
critical_temperature = 1.0
exchange_field = [0, 0.3, 0.2]
swapping = 0.1
spin_orbit_rate = 0.3
[[layer]]
metal = "S"
thickness = 2.0
cells = 6
spin_hall_angle = [0.0, 0.2]
[study]
temperature = 0.3
[solver]
grid_check = false
reciprocity_check = true
)";
    EXPECT_LT(reciprocity(run(strip)), 1e-7);
}

TEST(Reciprocity, NeedsAFieldAndAPhase) {
    const auto error = [](const std::string& text) -> std::string {
        try {
            (void)run(text);
        } catch (const input::InputError& mistake) {
            return mistake.what();
        }
        return "no error";
    };
    const std::string bulk = "units = \"reduced\"\n[structure]\nkind = \"bulk\"\nmetal = \"S\"\n"
                             "[solver]\nreciprocity_check = true\n[[metal]]\nname = \"S\"\n"
                             "critical_temperature = 1.0\n";
    const std::string study = "[study]\ntemperature = 0.3\n";
    EXPECT_EQ(error(bulk + study),
              "file.toml:6: solver.reciprocity_check: expected a structure with an exchange field, "
              "found none");
    EXPECT_THAT(error(bulk + "exchange_field = 0.1\n" + study), HasSubstr("phase_gradient"));
    EXPECT_THAT(error(bulk + "[study]\nkind = \"critical-temperature\"\n"),
                HasSubstr("solver.reciprocity_check: not used by a study"));
}

} // namespace superconductor_run_test
} // namespace sidejump::superconductor
