// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "cli/stop_signal.hpp"
#include "sidejump/input/input_error.hpp"
#include "sidejump/output/coefficients_report.hpp"
#include "sidejump/sweep/sweep_run.hpp"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <fmt/format.h>
#include <optional>
#include <spdlog/spdlog.h>
#include <stdexcept>
#include <system_error>

namespace sidejump::cli {
namespace {

using sweep::Ranks;
using sweep::Study;
using sweep::SweepEnd;
using sweep::SweepReport;
using Json = nlohmann::ordered_json;

Json finite(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

const char* end_word(SweepEnd end) {
    switch (end) {
    case SweepEnd::complete:
        return "complete";
    case SweepEnd::already_done:
        return "already done";
    case SweepEnd::interrupted:
        break;
    }
    return "interrupted";
}

double rate(const SweepReport& report) {
    return report.seconds > 0.0 ? static_cast<double>(report.done - report.before) / report.seconds
                                : 0.0;
}

std::string report_json(const Study& study, const SweepReport& report, const std::string& out) {
    Json outputs = Json::object();
    for (std::size_t i = 0; i < report.outputs.size(); ++i)
        outputs[study.outputs[i].name] = {{"unit", study.outputs[i].declaration.unit},
                                          {"min", finite(report.outputs[i].least)},
                                          {"max", finite(report.outputs[i].largest)},
                                          {"infinite", report.outputs[i].infinite},
                                          {"undefined", report.outputs[i].undefined}};
    const Json json = {{"program", output::program_json()},
                       {"file", out},
                       {"end", end_word(report.end)},
                       {"points", report.points},
                       {"done", report.done},
                       {"done_before", report.before},
                       {"failed", report.failed},
                       {"workers", report.workers},
                       {"seconds", report.seconds},
                       {"points_per_second", rate(report)},
                       {"outputs", outputs}};
    // Paths may have bytes that are not UTF-8.
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string report_table(const Study& study, const SweepReport& report) {
    std::string text = fmt::format("{:<10}{}\n", "points", report.points);
    if (report.before > 0)
        text += fmt::format("{:<10}{} before, {} now\n", "computed", report.before,
                            report.done - report.before);
    text += fmt::format("{:<10}{}\n{:<10}{:.3g} s, {:.3g} points/s\n", "failed", report.failed,
                        "time", report.seconds, rate(report));
    if (report.outputs.empty())
        return text;
    text += fmt::format("\n{:<35}{:>13}{:>13}  {}\n", "output", "least", "largest", "unit");
    for (std::size_t i = 0; i < report.outputs.size(); ++i) {
        const auto& [least, largest, infinite, undefined] = report.outputs[i];
        const bool any = least <= largest;
        const std::string& unit = study.outputs[i].declaration.unit;
        text += fmt::format("{:<35}{:>13}{:>13}", study.outputs[i].name,
                            any ? fmt::format("{:.6g}", least) : "none",
                            any ? fmt::format("{:.6g}", largest) : "none");
        text += unit == "1" ? "" : "  " + unit;
        text += infinite > 0 ? fmt::format("  ({} infinite)\n", infinite) : "\n";
    }
    return text;
}

int finish(const Study& study, const SweepReport& report, const SweepCommandOptions& options,
           const std::string& out) {
    if (report.damaged > 0)
        spdlog::warn("the journal of {} was damaged: up to {} points were computed again", out,
                     report.damaged);
    if (report.end == SweepEnd::interrupted) {
        spdlog::warn("interrupted with {} of {} points done; the same command goes on from there",
                     report.done, report.points);
        for (const auto& warning : report.warnings)
            spdlog::warn("{}", warning);
        return exit_code_of(stop_signal);
    }
    fmt::print("{}", options.json                           ? report_json(study, report, out)
                     : report.end == SweepEnd::already_done ? ""
                                                            : report_table(study, report));
    if (std::fflush(stdout) != 0)
        throw std::system_error(errno, std::generic_category(), "cannot write to stdout");
    if (report.end == SweepEnd::already_done)
        spdlog::info("{} has all {} points of this study: nothing to do (--force computes it "
                     "again)",
                     out, report.points);
    else
        spdlog::info("wrote {}", out);
    for (const auto& warning : report.warnings)
        spdlog::warn("{}", warning);
    if (report.old_table)
        spdlog::warn("{} was there before and is not the table of this result (--csv writes that)",
                     sweep::csv_path(out).string());
    if (report.failed > 0)
        spdlog::error("{} of {} points failed ({} says why){}", report.failed, report.points, out,
                      report.first_failure.empty() ? "" : ", the first: " + report.first_failure);
    return report.failed > 0 ? run_failed : success;
}

// The study on all ranks, or the error of the first rank that has none.
std::optional<Study> read_together(const std::string& file,
                                   const std::vector<sweep::BaseKind>& kinds, Ranks* ranks) {
    std::optional<Study> study;
    std::exception_ptr error;
    std::string state;
    try {
        study = sweep::read_study(file, kinds);
        state = study->fingerprint;
    } catch (const std::exception& failure) {
        error = std::current_exception();
        state = std::string("error: ") + failure.what();
    }
    if (ranks == nullptr) {
        if (error)
            std::rethrow_exception(error);
        return study;
    }
    const auto states = ranks->exchange(state);
    const bool agreed =
        std::all_of(states.begin(), states.end(), [&](const auto& s) { return s == states[0]; });
    if (agreed && study)
        return study;
    if (ranks->rank() != 0)
        return std::nullopt; // rank 0 tells what is wrong
    if (error)
        std::rethrow_exception(error);
    for (std::size_t i = 0; i < states.size(); ++i)
        if (states[i] != states[0])
            throw std::runtime_error(
                fmt::format("rank {} reads another study than rank 0: {}", i, states[i]));
    return study;
}

} // namespace

int run_sweep_command(const SweepCommandOptions& options,
                      const std::vector<sweep::BaseKind>& kinds) {
    // A limit on the size of files shall be an error like a full disk, not the end of the program.
    std::signal(SIGXFSZ, SIG_IGN);
    end_run_on_signals();
    const auto ranks = Ranks::join();
    const auto study = read_together(options.file, kinds, ranks.get());
    if (!study)
        return input_mistake;
    if (ranks && ranks->rank() != 0) {
        for (const std::string& warning : sweep::work_for_rank_0(*study, *ranks))
            spdlog::warn("rank {}: {}", ranks->rank(), warning);
        return success;
    }
    sweep::SweepOptions run;
    run.out = options.out.empty() ? std::filesystem::path(options.file).stem().string() + ".h5"
                                  : options.out;
    run.csv = options.csv;
    run.force = options.force;
    run.threads = options.threads;
    run.progress = spdlog::should_log(spdlog::level::info);
    if (ranks && options.threads > 0)
        spdlog::warn("--threads is for one process; {} processes take one thread each",
                     ranks->size());
    const auto report = ranks ? sweep::run_sweep(*study, run, stop_signal, *ranks)
                              : sweep::run_sweep(*study, run, stop_signal);
    if (!ranks && report.end != SweepEnd::already_done &&
        static_cast<unsigned>(report.workers) < options.threads)
        spdlog::warn("{} of {} threads were used (the points of a device are computed one after "
                     "another; mpirun starts more processes)",
                     report.workers, options.threads);
    return finish(*study, report, options, run.out.string());
}

} // namespace sidejump::cli
