// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/math/processes.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sidejump::sweep {

/// The processes of one run under mpirun. Rank 0 hands out portions, the others ask for them: each
/// message of a worker is answered by exactly one of rank 0.
class Ranks : public math::Processes {
  public:
    /// What a worker sends: a result (empty in its first message), or why it cannot go on.
    struct Message {
        int rank = 0;
        bool is_failure = false;
        std::vector<char> content;
    };

    /// Joins the other processes, if there are any: null in an ordinary run and under `mpirun -n
    /// 1`. MPI is initialised unless it is already; who does so ends it.
    /// @throws std::runtime_error if mpirun started several processes and this build has no MPI
    static std::unique_ptr<Ranks> join();

    /// Whether several threads of a process may call MPI at once.
    [[nodiscard]] virtual bool is_thread_safe() const = 0;

    /// Worker: sends a result and waits for the next portion; nothing when there is no more.
    virtual std::optional<std::uint64_t> next_portion(std::span<const char> result) = 0;
    /// Worker: says that it gives up, and waits until rank 0 knows.
    virtual void give_up(const std::string& reason) = 0;

    /// Rank 0: a message that has come in, if there is one.
    virtual std::optional<Message> poll() = 0;
    /// Rank 0: the answer, a portion or the end of the work.
    virtual void answer(int rank, std::optional<std::uint64_t> portion) = 0;
};

} // namespace sidejump::sweep
