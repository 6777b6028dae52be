// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <mpi.h>
#include <span>
#include <string>

namespace sidejump::device_fem {

/// A file that all ranks have open, each to read or write its own piece. All members are
/// collective, and throw on all ranks if one of them fails.
///
/// Each rank opens it for itself: then what is open can be closed where another rank has failed.
class SharedFile {
  public:
    /// @param mode  as MPI_File_open
    /// @param task  what is done with it, for messages: "read" or "write"
    /// @throws std::runtime_error with the task and the path, as all members do
    SharedFile(std::filesystem::path path, int mode, std::string task, MPI_Comm communicator);

    void write(std::uint64_t place, std::span<const char> bytes);
    void read(std::uint64_t place, std::span<char> bytes);
    void flush(); ///< to the disk
    void close();

  private:
    /// Closed when it goes, also where the constructor of its owner throws.
    struct Handle {
        Handle() = default;
        Handle(const Handle&) = delete;
        Handle& operator=(const Handle&) = delete;
        ~Handle();
        MPI_File file = MPI_FILE_NULL;
    };

    template <class Transfer>
    void in_parts(std::uint64_t place, std::uint64_t length, const Transfer& transfer) const;
    void expect(int status, bool whole = true) const;

    std::filesystem::path path_;
    std::string task_;
    MPI_Comm communicator_;
    Handle handle_;
};

} // namespace sidejump::device_fem
