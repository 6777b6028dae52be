// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/output/atomic_file.hpp"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace sidejump::output {
namespace {

constexpr int most_attempts = 1000;

} // namespace

AtomicFile::AtomicFile(std::filesystem::path path, Naming naming) : path_(std::move(path)) {
    if (path_.native().find('\0') != std::string::npos) { // which would cut the name short
        errno = EINVAL;
        fail();
    }
    if (path_.has_parent_path())
        std::filesystem::create_directories(path_.parent_path());
    if (naming == Naming::fixed) {
        name_ = partial_path(path_).string();
        descriptor_ = open(name_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
        if (descriptor_ < 0)
            fail();
    }
    for (int attempt = 0; descriptor_ < 0; ++attempt) {
        name_ = path_.string() + ".tmp-" + std::to_string(getpid()) + "-" + std::to_string(attempt);
        descriptor_ = open(name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (descriptor_ < 0 && (errno != EEXIST || attempt == most_attempts))
            fail();
    }
}

AtomicFile::~AtomicFile() {
    if (descriptor_ >= 0)
        close(descriptor_);
    if (!renamed_)
        unlink(name_.c_str());
}

void AtomicFile::fail() const {
    throw std::system_error(errno, std::generic_category(), "cannot write " + path_.string());
}

void AtomicFile::write(std::string_view content) const {
    while (!content.empty()) {
        const ssize_t written = ::write(descriptor_, content.data(), content.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            fail();
        content.remove_prefix(static_cast<std::size_t>(written));
    }
}

// False with errno if there is a file of that name.
bool AtomicFile::take_free_name() const {
    if (renameat2(AT_FDCWD, name_.c_str(), AT_FDCWD, path_.c_str(), RENAME_NOREPLACE) == 0)
        return true;
    if (errno != EINVAL && errno != ENOSYS)
        return false;
    // Not every file system can do that, and those that cannot often know links.
    if (link(name_.c_str(), path_.c_str()) == 0)
        return unlink(name_.c_str()) == 0;
    if (errno == EEXIST)
        return false;
    if (std::filesystem::exists(path_)) {
        errno = EEXIST;
        return false;
    }
    return std::rename(name_.c_str(), path_.c_str()) == 0;
}

void AtomicFile::flush_folder() const {
    const auto folder = path_.has_parent_path() ? path_.parent_path() : std::filesystem::path(".");
    const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return; // a folder may be writable and not readable
    const int error = fsync(descriptor) == 0 ? 0 : errno;
    close(descriptor);
    errno = error;
    if (error == EIO || error == ENOSPC || error == EDQUOT)
        fail(); // otherwise the file system does not flush folders
}

void AtomicFile::commit(Existing existing) {
    if (fsync(descriptor_) != 0)
        fail();
    const int closed = close(descriptor_);
    descriptor_ = -1;
    if (closed != 0)
        fail();
    const bool named = existing == Existing::keep ? take_free_name()
                                                  : std::rename(name_.c_str(), path_.c_str()) == 0;
    if (!named)
        fail();
    renamed_ = true;
    flush_folder();
}

std::filesystem::path partial_path(const std::filesystem::path& path) {
    return path.string() + ".partial";
}

void require_writable_folder(const std::filesystem::path& folder) {
    std::filesystem::path part = std::filesystem::absolute(folder);
    while (part.has_relative_path() && faccessat(AT_FDCWD, part.c_str(), F_OK, AT_EACCESS) != 0 &&
           (errno == ENOENT || errno == ENOTDIR))
        part = part.parent_path();
    if (!std::filesystem::is_directory(part))
        throw std::system_error(ENOTDIR, std::generic_category(),
                                "cannot write results into " + part.string());
    if (faccessat(AT_FDCWD, part.c_str(), W_OK | X_OK, AT_EACCESS) != 0)
        throw std::system_error(errno, std::generic_category(),
                                "cannot write results into " + part.string());
}

void write_atomically(const std::filesystem::path& path, std::string_view content) {
    AtomicFile file(path);
    file.write(content);
    file.commit();
}

} // namespace sidejump::output
