// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/sweep_run.hpp"

#include "sidejump/output/progress.hpp"
#include "sidejump/sweep/journal.hpp"
#include "sidejump/sweep/study_warnings.hpp"
#include "sidejump/sweep/work_pool.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <fmt/format.h>
#include <functional>
#include <sched.h>
#include <stdexcept>
#include <system_error>
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
            const EvaluationPlan& plan, WorkPool& pool) {
        for (unsigned i = 0; i < threads; ++i) {
            pool.enter();
            const auto work = [&study, portions, &plan, &pool] {
                try {
                    const auto evaluator = plan.evaluator();
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
            } catch (const std::system_error&) {
                if (threads_.empty())
                    pool.fail(std::current_exception());
                pool.leave();
                return; // the limits of the machine are no reason not to go on with those there are
            }
        }
    }
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;
    [[nodiscard]] std::size_t count() const { return threads_.size(); }
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

using Existing = output::AtomicFile::Existing;

// The mark of the result of this study, nothing if there is no result.
std::optional<ResultMark> find_result(const Study& study, const std::filesystem::path& out) {
    auto found = read_result_mark(out);
    if (found && found->fingerprint != study.fingerprint)
        refuse_other_study(out, found->fingerprint.empty()
                                    ? "a file that is no result of a sweep"
                                    : "the result of another study or another version of it");
    return found;
}

SweepReport already_done(const Study& study, const ResultMark& mark) {
    SweepReport report;
    report.warnings = study_warnings(study);
    report.end = SweepEnd::already_done;
    report.points = report.done = report.before = study.points;
    report.failed = mark.failed;
    return report;
}

// Files that are not complete are those of a run that was killed if its journal is there, too.
void drop_partial_files(const SweepOptions& options, bool journal_is_new) {
    for (const auto& file : {options.out, csv_path(options.out)}) {
        const auto partial = output::partial_path(file);
        std::error_code error;
        if (!std::filesystem::is_regular_file(partial, error))
            continue;
        const bool to_be_written = file == options.out || options.csv;
        if (!journal_is_new)
            std::filesystem::remove(partial, error);
        else if (to_be_written && !options.force)
            refuse_other_study(partial, "a file that no run of this study has left");
    }
}

// All but the computing itself, under the lock that the journal is.
SweepReport run_with(Journal& journal, const Study& study, const SweepOptions& options,
                     const Portions& portions, const EvaluationPlan& plan, std::atomic<int>& stop,
                     const Compute& compute) {
    const auto csv = csv_path(options.out);
    drop_partial_files(options, journal.is_new());
    const Existing existing = journal.is_forced() ? Existing::replace : Existing::keep;
    if (const auto found = journal.is_forced() ? std::nullopt : find_result(study, options.out)) {
        if (options.csv)
            write_csv_file(study, options.out, csv, existing);
        journal.remove();
        return already_done(study, *found);
    }
    if (options.csv && existing == Existing::keep && std::filesystem::exists(csv))
        refuse_other_study(csv, "a table that is there already");

    SweepReport report;
    report.points = study.points;
    report.before = journal.points_done();
    report.damaged = journal.points_damaged();
    WorkPool pool(journal, portions, stop);
    {
        output::ProgressMeter meter(options.progress, output::ProgressStyle::points, report.before);
        compute(pool, meter);
    }
    report.done = journal.points_done();
    report.failed = journal.failures();
    if (report.done > report.before)
        journal.flush();
    pool.rethrow();
    if (report.done < study.points) {
        report.end = SweepEnd::interrupted;
        report.warnings = plan.warnings();
        return report;
    }
    report.first_failure = first_failure(portions, journal);
    report.warnings = study_warnings(study);
    for (std::string& warning : plan.warnings())
        report.warnings.push_back(std::move(warning));
    report.outputs =
        write_result_file(study, portions, journal, report.warnings, options.out, existing);
    if (options.csv)
        write_csv_file(study, options.out, csv, existing);
    else
        report.old_table = journal.is_forced() && std::filesystem::exists(csv);
    journal.remove();
    return report;
}

SweepReport run(const Study& study, const SweepOptions& options, const Portions& portions,
                const EvaluationPlan& plan, std::atomic<int>& stop, const Compute& compute) {
    const auto begin = std::chrono::steady_clock::now();
    check_run_files(study, options.out, options.csv);
    if (options.out.has_parent_path())
        std::filesystem::create_directories(options.out.parent_path());
    std::optional<Journal> journal;
    try {
        journal.emplace(journal_path(options.out), study.fingerprint, portions, options.force);
    } catch (const std::system_error& error) {
        // Where nothing can be written a result can be found complete all the same.
        const bool closed = error.code() == std::errc::permission_denied ||
                            error.code() == std::errc::read_only_file_system;
        if (const auto found = closed && !options.csv && !options.force
                                   ? find_result(study, options.out)
                                   : std::nullopt)
            return already_done(study, *found);
        throw;
    }
    auto report = run_with(*journal, study, options, portions, plan, stop, compute);
    report.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return report;
}

} // namespace

SweepReport run_sweep(const Study& study, const SweepOptions& options, std::atomic<int>& stop) {
    const auto plan = evaluation_plan(study);
    const Portions portions = cut_into_portions(study, plan->seconds_per_point());
    unsigned threads =
        std::min(options.threads > 0 ? options.threads : usable_processors(), plan->most_threads());
    auto report = run(study, options, portions, *plan, stop,
                      [&](WorkPool& pool, output::ProgressMeter& meter) {
                          const Workers workers(threads, study, portions, *plan, pool);
                          threads = static_cast<unsigned>(workers.count());
                          while (!pool.wait(milliseconds(100))) {
                              pool.flush_sometimes();
                              meter.show(pool.points_done(), study.points);
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
            meter.show(pool.points_done(), study.points);
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
        const auto plan = evaluation_plan(study);
        const Portions portions = cut_into_portions(study, plan->seconds_per_point());
        auto report = run(study, options, portions, *plan, stop,
                          [&](WorkPool& pool, output::ProgressMeter& meter) {
                              // Where points call MPI themselves, this process can but hand them
                              // out.
                              const bool computes = !plan->calls_mpi() || ranks.is_thread_safe();
                              const Workers workers(computes ? 1 : 0, study, portions, *plan, pool);
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

std::vector<std::string> work_for_rank_0(const Study& study, Ranks& ranks) {
    const std::atomic<int> never{0}; // rank 0 decides when the work ends
    try {
        const auto plan = evaluation_plan(study);
        const Portions portions = cut_into_portions(study, plan->seconds_per_point());
        const auto evaluator = plan->evaluator();
        std::vector<char> record;
        while (const auto portion = ranks.next_portion(record)) {
            const auto result = compute_portion(study, portions, *portion, *evaluator, never);
            record = encode(result.value());
        }
        return plan->warnings();
    } catch (const std::exception& error) {
        ranks.give_up(error.what());
    }
    return {};
}

} // namespace sidejump::sweep
