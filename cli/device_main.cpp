// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "cli/program.hpp"

#include <deal.II/base/mpi.h>
#include <string>
#include <vector>

/// The executable with the finite elements, to which `sidejump device` hands over; under mpirun
/// every rank runs it. Only the first one speaks.
int main(int argc, char** argv) {
    using namespace sidejump::cli;
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    const dealii::Utilities::MPI::MPI_InitFinalize mpi(argc, argv, 1);
    const int rank = static_cast<int>(dealii::Utilities::MPI::this_mpi_process(MPI_COMM_WORLD));
    const int ranks = static_cast<int>(dealii::Utilities::MPI::n_mpi_processes(MPI_COMM_WORLD));
    log_to_stderr(arguments.size() == 5 && arguments[3] == "quiet", rank == 0);
    const int code = run([&] { return solve_device_command(taken_over(arguments)); });
    // A failure of one rank alone would leave the others waiting for it.
    if (code == run_failed && ranks > 1)
        MPI_Abort(MPI_COMM_WORLD, code);
    return code;
}
