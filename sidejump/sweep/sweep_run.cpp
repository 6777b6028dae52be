// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/sweep_run.hpp"

#include "sidejump/output/progress.hpp"
#include "sidejump/sweep/journal.hpp"
#include "sidejump/sweep/work_pool.hpp"

#include <chrono>
#include <exception>
#include <fmt/format.h>
#include <functional>
#include <sched.h>
#include <stdexcept>
#include <thread>

namespace sidejump::sweep {
namespace {

using std::chrono::milliseconds;

unsigned usable_processors() {
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0)
        return static_cast<unsigned>(CPU_COUNT(&set));
    return std::max(1U, std::thread::hardware_concurrency());
}

// Threads that compute portions until there are no more.
class Workers {
  public:
    Workers(unsigned threads, const Study& study, const Portions& portions,
            const EvaluatorFactory& factory, WorkPool& pool) {
        for (unsigned i = 0; i < threads; ++i) {
            pool.enter();
            const auto work = [&study, portions, &factory, &pool] {
                try {
                    const auto evaluator = factory.evaluator();
                    while (const auto portion = pool.next()) {
                        const auto result =
                            compute_portion(study, portions, *portion, *evaluator, pool.stop());
                        if (result)
                            pool.deliver(*result, encode(*result));
                    }
                } catch (...) {
                    pool.fail(std::current_exception());
                }
                pool.leave();
            };
            try {
                threads_.emplace_back(work);
            } catch (...) { // no more threads to be had
                pool.fail(std::current_exception());
                pool.leave();
                return;
            }
        }
    }
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;
    ~Workers() {
        for (auto& thread : threads_)
            thread.join();
    }

  private:
    std::vector<std::thread> threads_;
};

// Answers one message of another rank. @returns whether that rank has ended
bool serve(Ranks& ranks, WorkPool& pool, const Ranks::Message& message) {
    if (message.is_failure) {
        pool.fail(std::make_exception_ptr(std::runtime_error(
            fmt::format("rank {}: {}", message.rank,
                        std::string(message.content.begin(), message.content.end())))));
    } else if (!message.content.empty()) {
        if (const auto result = decode(message.content))
            pool.deliver(*result, message.content);
        else
            pool.fail(std::make_exception_ptr(
                std::runtime_error(fmt::format("rank {} sent a damaged result", message.rank))));
    }
    const auto portion = message.is_failure ? std::nullopt : pool.next();
    ranks.answer(message.rank, portion);
    return !portion;
}

std::string first_failure(const Portions& portions, const Journal& journal) {
    for (std::uint64_t portion = 0; portion < portions.count(); ++portion)
        if (const auto failures = journal.read_failures(portion); !failures.empty())
            return failures.front().message;
    return {};
}

using Compute = std::function<void(WorkPool&, output::ProgressMeter&)>;

// All but the computing itself: finds what is there, and writes the result.
SweepReport run(const Study& study, const SweepOptions& options, const Portions& portions,
                std::atomic<int>& stop, const Compute& compute) {
    const auto begin = std::chrono::steady_clock::now();
    const auto csv = csv_path(options.out);
    SweepReport report;
    report.points = study.points;
    if (options.out.has_parent_path())
        std::filesystem::create_directories(options.out.parent_path());
    const auto found = options.force ? std::nullopt : read_result_mark(options.out);
    if (found && found->fingerprint != study.fingerprint)
        refuse_other_study(options.out,
                           found->fingerprint.empty()
                               ? "a file that is no result of a sweep"
                               : "the result of another study or another version of it");
    if (found) {
        report.end = SweepEnd::already_done;
        report.done = report.before = study.points;
        report.failed = found->failed;
        if (options.csv && !std::filesystem::exists(csv))
            write_csv_file(study, options.out, csv);
        if (std::filesystem::exists(journal_path(options.out)))
            Journal(journal_path(options.out), study.fingerprint, portions, false).remove();
        return report;
    }
    if (options.csv && !options.force && std::filesystem::exists(csv))
        refuse_other_study(csv, "a table that is there already");

    Journal journal(journal_path(options.out), study.fingerprint, portions, options.force);
    report.before = journal.points_done();
    WorkPool pool(journal, portions, stop);
    {
        output::ProgressMeter meter(study.points, report.before, options.progress);
        compute(pool, meter);
    }
    report.done = journal.points_done();
    report.failed = journal.failures();
    if (report.done > report.before)
        journal.flush();
    pool.rethrow();
    if (report.done < study.points) {
        report.end = SweepEnd::interrupted;
    } else {
        report.first_failure = first_failure(portions, journal);
        report.outputs = write_result_file(study, portions, journal, options.out);
        if (options.csv)
            write_csv_file(study, options.out, csv);
        journal.remove();
    }
    report.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return report;
}

} // namespace

std::filesystem::path journal_path(const std::filesystem::path& out) {
    return out.string() + ".journal";
}

std::filesystem::path csv_path(const std::filesystem::path& out) {
    std::filesystem::path path = out;
    return path.replace_extension(".csv");
}

SweepReport run_sweep(const Study& study, const SweepOptions& options, std::atomic<int>& stop) {
    const EvaluatorFactory factory(study);
    const Portions portions = cut_into_portions(study, factory.seconds_per_point());
    const unsigned threads = options.threads > 0 ? options.threads : usable_processors();
    auto report =
        run(study, options, portions, stop, [&](WorkPool& pool, output::ProgressMeter& meter) {
            const Workers workers(threads, study, portions, factory, pool);
            while (!pool.wait(milliseconds(100))) {
                pool.flush_sometimes();
                meter.show(pool.points_done());
            }
        });
    report.workers = static_cast<int>(threads);
    return report;
}

SweepReport run_sweep(const Study& study, const SweepOptions& options, std::atomic<int>& stop,
                      Ranks& ranks) {
    int working = ranks.size() - 1;
    const auto serve_ranks = [&](WorkPool& pool, output::ProgressMeter& meter) {
        bool idle = false; // the thread of this process
        while (working > 0 || !idle) {
            idle = pool.wait(milliseconds(0));
            if (const auto message = working > 0 ? ranks.poll() : std::nullopt)
                working -= serve(ranks, pool, *message) ? 1 : 0;
            else
                std::this_thread::sleep_for(std::chrono::microseconds(100));
            pool.flush_sometimes();
            meter.show(pool.points_done());
        }
    };
    // Whatever happens here, every other rank waits for the answer that ends its work.
    const auto dismiss_ranks = [&] {
        while (working > 0) {
            if (const auto message = ranks.poll()) {
                ranks.answer(message->rank, std::nullopt);
                --working;
            } else {
                std::this_thread::sleep_for(std::chrono::microseconds(100));
            }
        }
    };
    try {
        const EvaluatorFactory factory(study);
        const Portions portions = cut_into_portions(study, factory.seconds_per_point());
        auto report =
            run(study, options, portions, stop, [&](WorkPool& pool, output::ProgressMeter& meter) {
                const Workers workers(1, study, portions, factory, pool);
                serve_ranks(pool, meter);
            });
        dismiss_ranks();
        report.workers = ranks.size();
        return report;
    } catch (...) {
        dismiss_ranks();
        throw;
    }
}

void work_for_rank_0(const Study& study, Ranks& ranks) {
    const std::atomic<int> never{0}; // rank 0 decides when the work ends
    try {
        const EvaluatorFactory factory(study);
        const Portions portions = cut_into_portions(study, factory.seconds_per_point());
        const auto evaluator = factory.evaluator();
        std::vector<char> record;
        while (const auto portion = ranks.next_portion(record)) {
            const auto result = compute_portion(study, portions, *portion, *evaluator, never);
            record = encode(result.value());
        }
    } catch (const std::exception& error) {
        ranks.give_up(error.what());
    }
}

} // namespace sidejump::sweep
