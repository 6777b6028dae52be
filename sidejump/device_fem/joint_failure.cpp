// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/joint_failure.hpp"

#include <deal.II/base/mpi.h>
#include <stdexcept>

namespace sidejump::device_fem {

void throw_together(const std::string& failure, MPI_Comm communicator) {
    const unsigned failed = failure.empty() ? 0 : 1;
    if (dealii::Utilities::MPI::max(failed, communicator) == 0)
        return;
    for (const std::string& text : dealii::Utilities::MPI::all_gather(communicator, failure))
        if (!text.empty())
            throw std::runtime_error(text);
}

} // namespace sidejump::device_fem
