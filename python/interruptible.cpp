// SPDX-License-Identifier: GPL-3.0-or-later
#include "python/interruptible.hpp"

#include <chrono>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <pybind11/pybind11.h>
#include <thread>

namespace py = pybind11;

namespace sidejump::python {

void run_interruptibly(const std::function<void(std::atomic<int>&)>& task) {
    constexpr auto between_looks = std::chrono::milliseconds(20);
    std::atomic<int> stop = 0;
    std::exception_ptr failure;
    bool ended = false;
    std::mutex mutex;
    std::condition_variable changed;
    std::jthread worker([&] {
        try {
            task(stop);
        } catch (...) {
            failure = std::current_exception();
        }
        const std::scoped_lock lock(mutex);
        ended = true;
        changed.notify_one();
    });
    const auto wait = [&] {
        const py::gil_scoped_release unlocked;
        std::unique_lock lock(mutex);
        return changed.wait_for(lock, between_looks, [&] { return ended; });
    };
    const auto join = [&] {
        const py::gil_scoped_release unlocked;
        worker.join();
    };
    while (!wait())
        if (PyErr_CheckSignals() != 0) {
            // The exception of the handler waits until the computation has ended.
            const py::error_already_set raised;
            stop = SIGINT;
            join();
            throw raised; // NOLINT: it is the one of the handler
        }
    join();
    if (failure)
        std::rethrow_exception(failure);
}

} // namespace sidejump::python
