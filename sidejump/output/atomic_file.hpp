// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace sidejump::output {

/// A file that appears at its path complete or not at all: it is written under another name beside
/// it, flushed to the disk, then renamed. Missing directories are made.
class AtomicFile {
  public:
    /// The name meanwhile: one of its own for each process, or `<path>.partial`, which replaces
    /// what a killed run has left, where a lock keeps other processes away.
    enum class Naming { unique, fixed };

    /// @throws std::system_error with the path, as all members do
    explicit AtomicFile(std::filesystem::path path, Naming naming = Naming::unique);
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;
    ~AtomicFile(); ///< removes the file unless it was committed

    void write(std::string_view content) const;

    /// The name meanwhile, for a library that writes by itself.
    [[nodiscard]] const std::string& temporary() const { return name_; }

    /// What happens to a file that has the name already.
    enum class Existing { replace, keep };

    /// Gives the file its name, for good: the folder is flushed, too.
    /// @throws std::system_error with EEXIST if a file that is to be kept has come in between
    void commit(Existing existing = Existing::replace);

  private:
    [[nodiscard]] bool take_free_name() const;
    void flush_folder() const;
    [[noreturn]] void fail() const;

    std::filesystem::path path_;
    std::string name_;
    int descriptor_ = -1;
    bool renamed_ = false;
};

/// The name of an AtomicFile with fixed naming until it is committed.
std::filesystem::path partial_path(const std::filesystem::path& path);

/// For results that take long to compute: that they can be written into a folder, which need not be
/// there yet.
/// @throws std::system_error with the path that is no folder or may not be written
void require_writable_folder(const std::filesystem::path& folder);

/// Writes a file so that at `path` there is at any moment either what was there before or all of
/// `content`.
/// @throws std::system_error with the path if any step fails
void write_atomically(const std::filesystem::path& path, std::string_view content);

} // namespace sidejump::output
