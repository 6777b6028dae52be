// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/math/parallel_for.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace sidejump::math {
namespace {

thread_local bool one_thread = false; // NOLINT: of this thread alone

} // namespace

OneThread::OneThread() : before_(one_thread) {
    one_thread = true;
}

OneThread::~OneThread() {
    one_thread = before_;
}

void parallel_for(std::size_t count, const std::function<void(std::size_t)>& task,
                  const std::function<void(std::size_t)>& done) {
    std::atomic<std::size_t> next = 0;
    std::mutex mutex;
    std::size_t finished = 0;
    std::exception_ptr failure;
    const auto work = [&] {
        for (std::size_t i = next++; i < count; i = next++) {
            try {
                task(i);
                const std::lock_guard lock(mutex);
                ++finished;
                if (done)
                    done(finished);
            } catch (...) {
                next = count;
                const std::lock_guard lock(mutex);
                if (!failure)
                    failure = std::current_exception();
            }
        }
    };
    const std::size_t threads =
        one_thread
            ? 1
            : std::min<std::size_t>(count, std::max(1U, std::thread::hardware_concurrency()));
    {
        std::vector<std::jthread> helpers;
        for (std::size_t i = 1; i < threads; ++i)
            helpers.emplace_back(work);
        work();
    }
    if (failure)
        std::rethrow_exception(failure);
}

} // namespace sidejump::math
