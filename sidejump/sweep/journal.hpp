// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/sweep/portion.hpp"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace sidejump::sweep {

/// The results of an unfinished sweep on the disk, in the order in which they came.
///
/// Records are only ever appended; what a killed run left incomplete at the end is dropped when the
/// journal is opened again, and damaged records are passed over. The file is locked as long as it
/// is open. A journal that was not there before and gets no record is removed in the end. Memory:
/// eight bytes for each portion. Not safe to use from several threads at once.
class Journal {
  public:
    /// Opens the journal of a study, or begins one.
    /// @param forced  the run computes anew and replaces results: it goes on with a journal of such
    ///                a run of this study, and drops any other file that is there. Otherwise the
    ///                journal may be of either kind, see is_forced()
    /// @throws input::InputError if it is the journal of another study, or no journal
    /// @throws std::runtime_error if another run has it open
    /// @throws std::system_error if it cannot be read or written
    Journal(std::filesystem::path path, const std::string& fingerprint, const Portions& portions,
            bool forced);
    ~Journal();
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    /// Whether the run that began it is to replace results that are there.
    [[nodiscard]] bool is_forced() const { return forced_; }
    /// Whether there was none before.
    [[nodiscard]] bool is_new() const { return new_; }
    /// Points whose results were there and have to be computed again, at most.
    [[nodiscard]] std::uint64_t points_damaged() const { return points_damaged_; }

    [[nodiscard]] bool has(std::uint64_t portion) const { return offsets_[portion] != 0; }
    [[nodiscard]] std::uint64_t portions_done() const { return portions_done_; }
    [[nodiscard]] std::uint64_t points_done() const { return points_done_; }
    [[nodiscard]] std::uint64_t failures() const { return failures_; }

    /// Adds a result. If this fails the file is left as it was before.
    /// @param record  what encode() gave for the result
    /// @throws std::system_error, also if the record is not one of this study
    void append(const PortionResult& result, std::span<const char> record);

    /// Has the disk keep what was appended.
    void flush() const;

    /// Values of one output at consecutive points, all of them done.
    void read_values(std::uint64_t output, std::uint64_t first, std::span<double> values) const;

    /// The failures of a portion that is done, empty if it has none.
    [[nodiscard]] std::vector<Failure> read_failures(std::uint64_t portion) const;

    /// Deletes the file.
    void remove();

  private:
    void lock();
    void take_up(const std::string& fingerprint);
    void begin(const std::string& fingerprint);
    void scan();
    bool scan_record(std::uint64_t offset, std::uint64_t size, std::vector<char>& record);
    [[nodiscard]] std::uint64_t next_mark(std::uint64_t offset, std::uint64_t size) const;
    [[nodiscard]] bool is_torn(std::uint64_t offset, std::uint64_t size) const;
    void read(void* data, std::size_t bytes, std::uint64_t offset) const;
    void note(const PortionResult& result, std::uint64_t offset);
    [[noreturn]] void fail(const char* what) const;

    std::filesystem::path path_;
    Portions portions_;
    int descriptor_ = -1;
    bool forced_ = false;
    bool new_ = false;
    std::uint64_t points_damaged_ = 0;
    std::uint64_t end_ = 0;
    std::vector<std::uint64_t> offsets_; // of the records, 0 where there is none
    std::vector<bool> has_failures_;
    std::uint64_t portions_done_ = 0;
    std::uint64_t points_done_ = 0;
    std::uint64_t failures_ = 0;
};

/// What is wrong with going on from a file of another study, in one line.
[[noreturn]] void refuse_other_study(const std::filesystem::path& path, const std::string& what);

} // namespace sidejump::sweep
