// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/device_program.hpp"
#include "cli/program.hpp"
#include "sidejump/device_sweep/device_base.hpp"
#include "sidejump/sweep/study.hpp"

#include <chrono>
#include <deal.II/base/mpi.h>
#include <spdlog/spdlog.h>
#include <string>
#include <thread>
#include <vector>

namespace {

/// Whether all ranks come here within two seconds.
bool all_ranks_arrive() {
    MPI_Request request = MPI_REQUEST_NULL;
    MPI_Ibarrier(MPI_COMM_WORLD, &request);
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(2);
    int arrived = 0;
    while (arrived == 0 && std::chrono::steady_clock::now() < end) {
        MPI_Test(&request, &arrived, MPI_STATUS_IGNORE);
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return arrived != 0;
}

} // namespace

/// The executable with the finite elements, to which `sidejump device`, `sidejump sweep`, `sidejump
/// fit` and `sidejump validate` hand over; under mpirun every rank runs it. Only the first one
/// speaks.
int main(int argc, char** argv) {
    using namespace sidejump::cli;
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    const dealii::Utilities::MPI::MPI_InitFinalize mpi(argc, argv, 1);
    const int rank = static_cast<int>(dealii::Utilities::MPI::this_mpi_process(MPI_COMM_WORLD));
    const int ranks = static_cast<int>(dealii::Utilities::MPI::n_mpi_processes(MPI_COMM_WORLD));
    log_to_stderr(false, rank == 0);
    HandedOver command;
    const int code = run([&] {
        command = taken_over(arguments);
        if (command.quiet && rank == 0)
            spdlog::set_level(spdlog::level::err);
        if (command.device)
            return solve_device_command(*command.device);
        const std::vector kinds{sidejump::device_sweep::device_kind()};
        if (command.fit)
            return run_fit_command(*command.fit, kinds, rank == 0);
        if (command.sweep)
            return run_sweep_command(*command.sweep, kinds);
        return sidejump::sweep::is_study_file(command.validate->file)
                   ? validate_study_command(*command.validate, kinds, rank == 0)
                   : validate_fit_command(*command.validate, kinds, rank == 0);
    });
    // A failure of one rank alone would leave the others waiting for it; the ranks of a sweep tell
    // each other.
    const bool failed = code == run_failed || code == input_mistake;
    if (failed && ranks > 1 && !command.sweep && !all_ranks_arrive())
        MPI_Abort(MPI_COMM_WORLD, code);
    return code;
}
