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
/// journal is opened again. The file is locked as long as it is open. Memory: eight bytes for each
/// portion. Not safe to use from several threads at once.
class Journal {
  public:
    /// Opens the journal of a study, or begins one.
    /// @param start_anew  drops what is there, of whatever study
    /// @throws input::InputError if it is the journal of another study, or no journal
    /// @throws std::runtime_error if another run has it open
    /// @throws std::system_error if it cannot be read or written
    Journal(std::filesystem::path path, const std::string& fingerprint, const Portions& portions,
            bool start_anew);
    ~Journal();
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

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
    void begin(const std::string& fingerprint);
    void scan(const std::string& fingerprint);
    void note(const PortionResult& result, std::uint64_t offset);
    [[noreturn]] void fail(const char* what) const;

    std::filesystem::path path_;
    Portions portions_;
    int descriptor_ = -1;
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
