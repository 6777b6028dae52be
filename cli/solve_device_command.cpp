// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "cli/stop_signal.hpp"
#include "sidejump/device/device_output.hpp"
#include "sidejump/device/device_report.hpp"
#include "sidejump/device/run_journal.hpp"
#include "sidejump/device_fem/field_pieces.hpp"
#include "sidejump/device_fem/solve_device_file.hpp"
#include "sidejump/output/atomic_file.hpp"
#include "sidejump/output/progress.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <deal.II/base/mpi.h>
#include <filesystem>
#include <fmt/format.h>
#include <iterator>
#include <spdlog/spdlog.h>

namespace sidejump::cli {

namespace {

/// The exit code of a run that was interrupted.
int interrupted(const device::DeviceRun& run, bool in_time, MPI_Comm communicator) {
    const char* next = run.results.empty() ? "starts from the beginning"
                       : in_time           ? "goes on from the last checkpoint"
                                           : "goes on from there";
    spdlog::warn("interrupted with {} of {} points done; the same command {}", run.results.size(),
                 run.points, next);
    return exit_code_of(dealii::Utilities::MPI::max(stop_signal.load(), communicator));
}

/// The folder of the results: one that was made for a run that failed goes again, and what an
/// earlier run left in it goes when a new one has succeeded.
class ResultFolder {
  public:
    ResultFolder(std::filesystem::path path, bool is_first)
        : path_(std::move(path)), is_first_(is_first) {
        if (is_first_)
            made_ = std::filesystem::create_directories(path_);
    }
    ~ResultFolder() {
        std::error_code ignored;
        if (made_)
            std::filesystem::remove(path_, ignored); // only if it is empty
    }
    ResultFolder(const ResultFolder&) = delete;
    ResultFolder& operator=(const ResultFolder&) = delete;

    /// @param current  files for ParaView that belong to the new results, however old they are
    void remove_old(std::vector<std::string> current) const {
        for (std::size_t i = current.size(); i-- > 0;)
            std::ranges::move(device_fem::field_pieces(path_ / current[i]),
                              std::back_inserter(current));
        for (const auto& entry : std::filesystem::directory_iterator(path_)) {
            const std::string name = entry.path().filename().string();
            const std::string kind = entry.path().extension().string();
            const bool is_fields = name.starts_with("fields") &&
                                   (kind == ".vtu" || kind == ".pvtu" || kind == ".partial");
            if (is_fields && std::ranges::find(current, name) != current.end())
                continue;
            if ((is_fields || name == "study.csv" || name == "cuts.h5" ||
                 name == "device.state.h5") &&
                entry.last_write_time() < begin_)
                std::filesystem::remove(entry.path());
        }
    }

  private:
    std::filesystem::path path_;
    bool is_first_;
    bool made_ = false;
    // A second is what some file systems round to.
    std::filesystem::file_time_type begin_ =
        std::filesystem::file_time_type::clock::now() - std::chrono::seconds(1);
};

} // namespace

int solve_device_command(const DeviceCommandOptions& options) {
    MPI_Comm communicator = MPI_COMM_WORLD;
    const bool is_first = dealii::Utilities::MPI::this_mpi_process(communicator) == 0;
    const auto file = device::read_device_file(options.file);
    const std::filesystem::path folder = result_directory(options.file, options.out);
    ResultFolder results(folder, is_first);
    MPI_Barrier(communicator);

    const std::size_t points = device::study_points(file).size();
    if (points == 1 && !options.force && device::RunJournal::exists(folder))
        throw std::runtime_error(fmt::format("{} holds an interrupted run; --force begins anew, "
                                             "--out takes another folder",
                                             folder.string()));
    if (points > 1) {
        end_run_on_signals();
    }
    output::ProgressMeter meter(is_first && !options.quiet);
    device_fem::FileOptions solve_options;
    solve_options.fields_folder = folder.string();
    solve_options.journal_folder = folder.string();
    solve_options.anew = options.force;
    solve_options.stopped = [] { return stop_signal != 0; };
    solve_options.progress = [&meter](std::size_t done, std::size_t all) { meter.show(done, all); };
    solve_options.on_round = [is_first](const device::AdaptationRound& round) {
        if (!is_first)
            return;
        std::string errors;
        for (const device::GoalEstimate& goal : round.goals)
            errors += fmt::format("{}{} {:.1e}", errors.empty() ? "" : ", ", goal.name,
                                  std::abs(goal.error) / std::abs(goal.value));
        spdlog::info("{} unknowns: estimated relative error of {}", round.unknowns, errors);
    };
    const device::DeviceRun run = device_fem::solve_device_file(file, solve_options, communicator);
    if (run.results.size() < run.points)
        return interrupted(run, file.input.study.kind == device::StudyKind::transient,
                           communicator);
    if (!is_first)
        return success;
    if (run.taken_over > 0)
        spdlog::info("went on with an interrupted run: {} of {} points were there", run.taken_over,
                     run.points);
    results.remove_old(run.field_files);
    const std::string json = device::device_json(file, run).dump(2) + "\n";
    device::write_cuts(file, run, folder / "cuts.h5");
    if (run.results.size() > 1)
        output::write_atomically(folder / "study.csv", device::device_csv(file, run));
    output::write_atomically(folder / "device.json", json);
    device::RunJournal::remove(folder);
    fmt::print("{}", options.json ? json : device::device_table(file, run));
    std::fflush(stdout);
    for (const auto& warning : run.warnings)
        spdlog::warn("{}", warning);
    spdlog::info("wrote {}", (folder / "device.json").string());
    return success;
}

} // namespace sidejump::cli
