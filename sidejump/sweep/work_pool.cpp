// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/work_pool.hpp"

namespace sidejump::sweep {

std::optional<std::uint64_t> WorkPool::next() {
    const std::scoped_lock lock(mutex_);
    if (stop_ != 0)
        return std::nullopt;
    while (next_ < portions_.count() && journal_.has(next_))
        ++next_;
    if (next_ == portions_.count())
        return std::nullopt;
    return next_++;
}

void WorkPool::deliver(const PortionResult& result, std::span<const char> record) {
    try {
        const std::scoped_lock lock(mutex_);
        if (!error_)
            journal_.append(result, record);
    } catch (...) {
        fail(std::current_exception());
    }
}

void WorkPool::fail(std::exception_ptr error) {
    const std::scoped_lock lock(mutex_);
    if (!error_)
        error_ = std::move(error);
    int running = 0;
    stop_.compare_exchange_strong(running, stopped_by_failure);
}

void WorkPool::rethrow() const {
    const std::scoped_lock lock(mutex_);
    if (error_)
        std::rethrow_exception(error_);
}

std::uint64_t WorkPool::points_done() const {
    const std::scoped_lock lock(mutex_);
    return journal_.points_done();
}

void WorkPool::flush_sometimes() {
    constexpr auto interval = std::chrono::seconds(5);
    const auto now = std::chrono::steady_clock::now();
    if (now - flushed_ < interval)
        return;
    flushed_ = now;
    try {
        journal_.flush(); // not under the lock: it may take long, and appending goes on meanwhile
    } catch (...) {
        fail(std::current_exception());
    }
}

void WorkPool::enter() {
    const std::scoped_lock lock(mutex_);
    ++workers_;
}

void WorkPool::leave() {
    const std::scoped_lock lock(mutex_);
    if (--workers_ == 0)
        idle_.notify_all();
}

bool WorkPool::wait(std::chrono::milliseconds longest) {
    std::unique_lock lock(mutex_);
    return idle_.wait_for(lock, longest, [this] { return workers_ == 0; });
}

} // namespace sidejump::sweep
