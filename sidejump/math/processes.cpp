// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/math/processes.hpp"

#include <exception>
#include <stdexcept>

namespace sidejump::math {

void together(Processes* processes, const std::function<void()>& work) {
    if (processes == nullptr) {
        work();
        return;
    }
    std::exception_ptr failure;
    std::string message;
    try {
        work();
    } catch (const std::exception& error) {
        failure = std::current_exception();
        message = std::string("failed: ") + error.what();
    }
    const auto messages = processes->exchange(message);
    if (failure)
        std::rethrow_exception(failure);
    for (std::size_t rank = 0; rank < messages.size(); ++rank)
        if (!messages[rank].empty())
            throw std::runtime_error("process " + std::to_string(rank) + " " + messages[rank]);
}

} // namespace sidejump::math
