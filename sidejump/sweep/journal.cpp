// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/journal.hpp"

#include "sidejump/input/input_error.hpp"
#include "sidejump/output/fingerprint.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <stdexcept>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace sidejump::sweep {
namespace {

constexpr char file_mark[8] = {'s', 'j', 's', 'w', 'e', 'e', 'p', '2'};
constexpr std::size_t mark_of_all_versions = sizeof file_mark - 1;
constexpr std::size_t fingerprint_length = 32;

struct FileHead {
    char mark[8];
    char fingerprint[fingerprint_length];
    std::uint64_t points;
    std::uint64_t portion_size;
    std::uint64_t outputs;
    std::uint64_t forced; // 1 if results that are there are to be replaced
    std::uint64_t sum;    // of all before
};

FileHead file_head(const std::string& fingerprint, const Portions& portions, bool forced) {
    FileHead head{};
    std::memcpy(head.mark, file_mark, sizeof file_mark);
    std::memcpy(head.fingerprint, fingerprint.data(),
                std::min(fingerprint.size(), fingerprint_length));
    head.points = portions.points;
    head.portion_size = portions.size;
    head.outputs = portions.outputs;
    head.forced = forced ? 1 : 0;
    head.sum = output::checksum({reinterpret_cast<const char*>(&head), offsetof(FileHead, sum)});
    return head;
}

// Reads until `size` bytes or the end of the file; -1 for an error.
ssize_t read_at(int descriptor, void* data, std::size_t size, std::uint64_t offset) {
    auto* target = static_cast<char*>(data);
    std::size_t done = 0;
    while (done < size) {
        const ssize_t got =
            pread(descriptor, target + done, size - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        done += static_cast<std::size_t>(got);
    }
    return static_cast<ssize_t>(done);
}

bool write_at(int descriptor, const void* data, std::size_t size, std::uint64_t offset) {
    const auto* source = static_cast<const char*>(data);
    while (size > 0) {
        const ssize_t written = pwrite(descriptor, source, size, static_cast<off_t>(offset));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        source += written;
        size -= static_cast<std::size_t>(written);
        offset += static_cast<std::uint64_t>(written);
    }
    return true;
}

} // namespace

void refuse_other_study(const std::filesystem::path& path, const std::string& what) {
    throw input::InputError(path.string(), 0, "",
                            fmt::format("expected a file of this study or none, found {}; choose "
                                        "another file with --out, or replace it with --force",
                                        what));
}

Journal::Journal(std::filesystem::path path, const std::string& fingerprint,
                 const Portions& portions, bool forced)
    : path_(std::move(path)), portions_(portions), forced_(forced), offsets_(portions.count(), 0),
      has_failures_(portions.count(), false) {
    try {
        lock();
        take_up(fingerprint);
    } catch (...) {
        if (new_)
            unlink(path_.c_str());
        if (descriptor_ >= 0)
            close(descriptor_);
        throw;
    }
}

Journal::~Journal() {
    if (new_ && portions_done_ == 0)
        unlink(path_.c_str()); // nothing to go on with; still under the lock
    if (descriptor_ >= 0)
        close(descriptor_);
}

void Journal::fail(const char* what) const {
    throw std::system_error(errno, std::generic_category(),
                            fmt::format("cannot {} {}", what, path_.string()));
}

void Journal::lock() {
    // The run that had the lock may have removed the file before letting it go: then once more.
    while (true) {
        descriptor_ = open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        if (descriptor_ < 0)
            fail("write");
        if (flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
            if (errno == EWOULDBLOCK)
                throw std::runtime_error(
                    fmt::format("another run is working on {}; wait for it, or choose another "
                                "file with --out",
                                path_.string()));
            fail("lock");
        }
        struct stat opened {};
        struct stat named {};
        if (fstat(descriptor_, &opened) == 0 && stat(path_.c_str(), &named) == 0 &&
            opened.st_ino == named.st_ino && opened.st_dev == named.st_dev)
            return;
        close(descriptor_);
        descriptor_ = -1;
    }
}

void Journal::begin(const std::string& fingerprint) {
    const FileHead head = file_head(fingerprint, portions_, forced_);
    if (ftruncate(descriptor_, 0) != 0 || !write_at(descriptor_, &head, sizeof head, 0)) {
        const int error = errno;
        if (ftruncate(descriptor_, 0) != 0)
            errno = error; // the first error is the one to tell
        errno = error;
        fail("write");
    }
    end_ = sizeof head;
}

void Journal::take_up(const std::string& fingerprint) {
    const FileHead ordinary = file_head(fingerprint, portions_, false);
    const FileHead forced = file_head(fingerprint, portions_, true);
    FileHead head{};
    const ssize_t got = read_at(descriptor_, &head, sizeof head, 0);
    if (got < 0)
        fail("read");
    new_ = got == 0;
    end_ = sizeof head;
    const bool whole = got == static_cast<ssize_t>(sizeof head);
    const auto is = [&](const FileHead& other) {
        return whole && std::memcmp(&head, &other, sizeof head) == 0;
    };
    if (is(forced) || (!forced_ && is(ordinary))) {
        forced_ = is(forced);
        scan();
        return;
    }
    if (!forced_) {
        const auto begun = std::min(static_cast<std::size_t>(got), mark_of_all_versions);
        if (std::memcmp(head.mark, file_mark, begun) != 0)
            refuse_other_study(path_, "a file that is no journal");
        if (whole)
            refuse_other_study(path_, "the journal of another study or another version of it");
    }
    begin(fingerprint); // there was none, or one that was killed before it began
}

void Journal::read(void* data, std::size_t bytes, std::uint64_t offset) const {
    const ssize_t got = read_at(descriptor_, data, bytes, offset);
    if (got < 0)
        fail("read");
    if (got != static_cast<ssize_t>(bytes))
        throw std::runtime_error(fmt::format("{} was changed while it was in use", path_.string()));
}

void Journal::note(const PortionResult& result, std::uint64_t offset) {
    if (has(result.portion))
        return;
    offsets_[result.portion] = offset;
    has_failures_[result.portion] = !result.failures.empty();
    ++portions_done_;
    points_done_ += portions_.length(result.portion);
    failures_ += result.failures.size();
}

void Journal::append(const PortionResult& result, std::span<const char> record) {
    if (!write_at(descriptor_, record.data(), record.size(), end_)) {
        const int error = errno;
        if (ftruncate(descriptor_, static_cast<off_t>(end_)) != 0)
            errno = error; // what is left of the record is dropped at the next start
        errno = error;
        fail("write");
    }
    note(result, end_);
    end_ += record.size();
}

void Journal::flush() const {
    if (fdatasync(descriptor_) != 0)
        fail("write");
}

void Journal::read_values(std::uint64_t output, std::uint64_t first,
                          std::span<double> values) const {
    while (!values.empty()) {
        const std::uint64_t portion = first / portions_.size;
        const std::uint64_t skipped = first - portions_.first(portion);
        const std::uint64_t length = portions_.length(portion);
        const std::uint64_t count = std::min<std::uint64_t>(length - skipped, values.size());
        const std::uint64_t place = output * length + skipped;
        read(values.data(), count * sizeof(double),
             offsets_[portion] + record_head + place * sizeof(double));
        values = values.subspan(count);
        first += count;
    }
}

std::vector<Failure> Journal::read_failures(std::uint64_t portion) const {
    if (!has_failures_[portion])
        return {};
    std::vector<char> record(record_head);
    read(record.data(), record.size(), offsets_[portion]);
    record.resize(record_length(record));
    read(record.data(), record.size(), offsets_[portion]);
    auto result = decode(record);
    if (!result)
        throw std::runtime_error(fmt::format("{} was changed while it was in use", path_.string()));
    return std::move(result->failures);
}

void Journal::remove() {
    if (unlink(path_.c_str()) != 0)
        fail("remove");
    new_ = false; // whatever has the name from now on is of another run
}

} // namespace sidejump::sweep
