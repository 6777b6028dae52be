// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <exception>
#include <mpi.h>
#include <string>

namespace sidejump::device_fem {

/// Throws on all ranks if one of them has something to say, so that none waits for another that
/// has given up. Collective.
/// @param failure  of this rank; empty if there is none
/// @throws std::runtime_error with the text of the first rank that has one
void throw_together(const std::string& failure, MPI_Comm communicator);

/// Does something that is not collective on this rank, and throws on all if it throws on one.
/// @throws std::runtime_error as throw_together
template <class Action>
void fail_together(MPI_Comm communicator, Action&& action) {
    std::string failure;
    try {
        action();
    } catch (const std::exception& error) {
        failure = error.what();
        if (failure.empty())
            failure = "failed for an unknown reason";
    }
    throw_together(failure, communicator);
}

} // namespace sidejump::device_fem
