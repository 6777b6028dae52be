// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/journal.hpp"
#include "sidejump/sweep/point_evaluator.hpp"
#include "sidejump/sweep/result_file.hpp"
#include "sidejump/sweep/study.hpp"

#include <benchmark/benchmark.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>

namespace {

using namespace sidejump;

// The s-p map of a thousand by a thousand points, in a folder that is deleted at the end.
class Map {
  public:
    Map() {
        std::string name = (std::filesystem::temp_directory_path() / "sidejump-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr)
            throw std::runtime_error("no temporary folder");
        folder = name;
        std::ofstream(folder / "alloy.toml") << R"([host]
name = "Cu"
[[impurity]]
concentration = 0.01
channels = [ { l = 0, j = 0.5, phase_shift = 0.1 }, { l = 1, j = 0.5, phase_shift = 1.5 },
             { l = 1, j = 1.5, phase_shift = 0.1 } ]
)";
        std::ofstream(folder / "study.toml") << R"([sweep]
base = "alloy.toml"
outputs = ["spin_hall_angle", "spin_diffusion_longitudinal"]
[[sweep.axis]]
path = "impurity[0].channels[0].phase_shift"
linear = { from = -1.5, to = 1.5, points = 1000 }
[[sweep.axis]]
path = "impurity[0].channels[2].phase_shift"
linear = { from = -1.5, to = 1.5, points = 1000 }
)";
        study.emplace(sweep::read_study((folder / "study.toml").string()));
    }
    Map(const Map&) = delete;
    Map& operator=(const Map&) = delete;
    ~Map() {
        std::error_code status;
        std::filesystem::remove_all(folder, status);
    }

    std::filesystem::path folder;
    std::optional<sweep::Study> study;
};

void points(benchmark::State& state, sweep::Route route) {
    const Map map;
    const auto plan = sweep::evaluation_plan(*map.study, route);
    const auto evaluator = plan->evaluator();
    std::vector<double> values(map.study->outputs.size());
    std::uint64_t point = 0;
    for ([[maybe_unused]] auto _ : state) {
        evaluator->evaluate(point, values);
        benchmark::DoNotOptimize(values.data());
        point = (point + 1) % map.study->points;
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(points, fast, sweep::Route::fastest);
BENCHMARK_CAPTURE(points, general, sweep::Route::general);

// What a study costs before its first point: reading it, and finding the numbers that its axes set.
void preparation(benchmark::State& state) {
    const Map map;
    for ([[maybe_unused]] auto _ : state) {
        const auto study = sweep::read_study((map.folder / "study.toml").string());
        benchmark::DoNotOptimize(sweep::evaluation_plan(study));
    }
}
BENCHMARK(preparation)->Unit(benchmark::kMillisecond);

sweep::PortionResult filled(const sweep::Portions& portions, std::uint64_t portion) {
    sweep::PortionResult result;
    result.portion = portion;
    result.values.assign(portions.length(portion) * portions.outputs, 0.1);
    return result;
}

// The map into the journal, and from there into the result file.
void files(benchmark::State& state, bool result_file) {
    const Map map;
    const auto portions = sweep::cut_into_portions(*map.study, 4e-7);
    for ([[maybe_unused]] auto _ : state) {
        if (result_file)
            state.PauseTiming();
        sweep::Journal journal(map.folder / "journal", map.study->fingerprint, portions, true);
        for (std::uint64_t portion = 0; portion < portions.count(); ++portion) {
            const auto result = filled(portions, portion);
            journal.append(result, sweep::encode(result));
        }
        if (result_file) {
            state.ResumeTiming();
            sweep::write_result_file(*map.study, portions, journal, {}, map.folder / "result.h5");
        }
        journal.remove(); // the next iteration begins anew
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(map.study->points));
}
BENCHMARK_CAPTURE(files, journal, false)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(files, result, true)->Unit(benchmark::kMillisecond)->UseRealTime();

} // namespace
