// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace sidejump::math {

/// Processes that compute something together, each of them a share of it, such as the ranks of MPI.
class Processes {
  public:
    virtual ~Processes() = default;
    Processes(const Processes&) = delete;
    Processes& operator=(const Processes&) = delete;

    [[nodiscard]] virtual int rank() const = 0;
    [[nodiscard]] virtual int size() const = 0;

    /// The texts of all ranks, cut at 1000 bytes; all ranks have to call it.
    [[nodiscard]] virtual std::vector<std::string> exchange(const std::string& text) = 0;
    /// The numbers of all ranks, as many as each has; all ranks have to call it. Waits without
    /// using a processor.
    [[nodiscard]] virtual std::vector<std::vector<double>>
    exchange_numbers(const std::vector<double>& numbers) = 0;

  protected:
    Processes() = default;
};

/// Does the work of this process; if that of another one has failed, fails as well, so that none
/// waits for ever for one that has given up.
/// @param processes  all of them have to call it; null for one alone
/// @throws what the work throws; std::runtime_error with the message of another process
void together(Processes* processes, const std::function<void()>& work);

/// Whether a process is the first, or alone: the one that writes.
inline bool is_first(const Processes* processes) {
    return processes == nullptr || processes->rank() == 0;
}

} // namespace sidejump::math
