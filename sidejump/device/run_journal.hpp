// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/device_run.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace sidejump::device {

/// What a run has found at one point of its study.
struct PointRecord {
    DeviceState state;
    std::vector<std::vector<FieldSample>> cuts; ///< by line
    std::string field_file;                     ///< for ParaView; empty if none is written
    std::uint64_t mesh = 0;                     ///< a number that tells meshes apart
};

/// One line of text for a record, and back: every bit of a number stays.
/// @throws std::invalid_argument for a text that is none
std::string record_text(const PointRecord& record);
PointRecord record_from_text(const std::string& text);

/// What is kept in the folder of the results while a study of many points runs: device.journal, one
/// record for each point, to which records are only added; and device.state, the last checkpoint
/// of a transient, which all processes write together. A lock, device.lock, keeps other runs away
/// while this one lives.
class RunJournal {
  public:
    /// @param fingerprint  of all that the results follow from
    /// @throws std::runtime_error if another run works in the folder
    RunJournal(const std::filesystem::path& folder, std::string fingerprint);
    ~RunJournal();
    RunJournal(const RunJournal&) = delete;
    RunJournal& operator=(const RunJournal&) = delete;

    /// Whether the folder holds any journal.
    static bool exists(const std::filesystem::path& folder);

    /// Where the checkpoint of a transient is.
    static std::filesystem::path checkpoint_file(const std::filesystem::path& folder);

    /// Whether the folder holds the journal of another run.
    [[nodiscard]] bool is_foreign() const;

    /// The texts of the records that a run with the same fingerprint has left; one that was torn
    /// when the run was killed, and all behind it, are left out.
    [[nodiscard]] std::vector<std::string> records() const;

    /// Begins the journal with these records, in place of any that is there.
    void begin(const std::vector<std::string>& records);
    /// Adds a record, on the disk when this returns.
    /// @throws std::system_error if it cannot be written
    void add(const std::string& record);

    /// Removes both files: the results are written, or not wanted.
    static void remove(const std::filesystem::path& folder);

  private:
    [[nodiscard]] std::string head() const;

    std::filesystem::path journal_;
    std::filesystem::path state_;
    std::filesystem::path lock_;
    int lock_descriptor_ = -1;
    std::string fingerprint_;
    std::size_t count_ = 0; ///< of the records
};

} // namespace sidejump::device
