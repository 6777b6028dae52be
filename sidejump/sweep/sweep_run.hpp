// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/sweep/ranks.hpp"
#include "sidejump/sweep/result_file.hpp"
#include "sidejump/sweep/run_files.hpp"
#include "sidejump/sweep/study.hpp"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace sidejump::sweep {

struct SweepOptions {
    std::filesystem::path out; ///< of the result; the journal and the table go beside it
    bool csv = false;
    bool force = false;   ///< computes anew and replaces what is there
    bool progress = true; ///< shown if stderr is a terminal
    unsigned threads = 0; ///< 0 for the processors that this process may use
};

enum class SweepEnd {
    complete,     ///< the result file has been written
    already_done, ///< it was there
    interrupted   ///< stopped from outside; the journal has what was done
};

/// What a run has found.
struct SweepReport {
    SweepEnd end = SweepEnd::complete;
    std::uint64_t points = 0; ///< of the study
    std::uint64_t done = 0;   ///< of them, now
    std::uint64_t before = 0; ///< done by earlier runs
    std::uint64_t failed = 0;
    std::uint64_t damaged = 0; ///< results of earlier runs that could not be read, at most
    bool old_table = false;    ///< a table of an older result has been left beside this one
    double seconds = 0.0;
    std::string first_failure;          ///< the message of the first point that failed
    int workers = 1;                    ///< threads or processes
    std::vector<OutputSummary> outputs; ///< of a complete run
    /// What is suspicious about the study, once it is done, and what was doubtful about the points
    /// that this process has computed now.
    std::vector<std::string> warnings;
};

/// Runs a study, or goes on with it, on the threads of this process.
/// @param stop  nonzero ends the run as soon as possible
/// @throws input::InputError if a file of another study is in the way, or one that the study reads;
///         std::exception if the run fails, the journal then keeps what was done
SweepReport run_sweep(const Study& study, const SweepOptions& options, std::atomic<int>& stop);

/// The same together with other processes; on rank 0 only, one thread in each process.
/// Rank 0 computes points of its own unless they call MPI and MPI bears no two threads.
SweepReport run_sweep(const Study& study, const SweepOptions& options, std::atomic<int>& stop,
                      Ranks& ranks);

/// What the other ranks do meanwhile.
/// @returns what was doubtful about points that this rank has computed
std::vector<std::string> work_for_rank_0(const Study& study, Ranks& ranks);

} // namespace sidejump::sweep
