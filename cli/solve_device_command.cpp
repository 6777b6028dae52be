// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "sidejump/device/device_output.hpp"
#include "sidejump/device/device_report.hpp"
#include "sidejump/device_fem/solve_device_file.hpp"
#include "sidejump/output/atomic_file.hpp"
#include "sidejump/output/progress.hpp"

#include <cstdio>
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <stdexcept>

namespace sidejump::cli {

DeviceCommandOptions taken_over(const std::vector<std::string>& arguments) {
    if (arguments.size() != 4)
        throw std::invalid_argument("this program is run by `sidejump device FILE`");
    return {arguments[0], arguments[1], arguments[2] == "json", arguments[3] == "quiet"};
}

int solve_device_command(const DeviceCommandOptions& options) {
    MPI_Comm communicator = MPI_COMM_WORLD;
    const bool is_first = dealii::Utilities::MPI::this_mpi_process(communicator) == 0;
    const auto file = device::read_device_file(options.file);
    const std::filesystem::path folder = result_directory(options.file, options.out);
    if (is_first)
        std::filesystem::create_directories(folder);
    MPI_Barrier(communicator);

    const std::size_t points = device::study_points(file).size();
    output::ProgressMeter meter(points, 0, is_first && !options.quiet);
    device_fem::FileOptions solve_options;
    solve_options.fields_folder = folder.string();
    solve_options.progress = [&meter](std::size_t done, std::size_t) { meter.show(done); };
    const device::DeviceRun run = device_fem::solve_device_file(file, solve_options, communicator);
    if (!is_first)
        return success;
    const std::string json = device::device_json(file, run).dump(2) + "\n";
    device::write_cuts(file, run, folder / "cuts.h5");
    if (run.results.size() > 1)
        output::write_atomically(folder / "study.csv", device::device_csv(file, run));
    output::write_atomically(folder / "device.json", json);
    fmt::print("{}", options.json ? json : device::device_table(file, run));
    std::fflush(stdout);
    for (const auto& warning : run.warnings)
        spdlog::warn("{}", warning);
    spdlog::info("wrote {}", (folder / "device.json").string());
    return success;
}

} // namespace sidejump::cli
