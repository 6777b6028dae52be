// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/journal.hpp"

#include <algorithm>
#include <sys/stat.h>
#include <unistd.h>

namespace sidejump::sweep {

// Notes all records from end_ on that can be used, and drops what follows the last of them.
void Journal::scan() {
    struct stat status {};
    if (fstat(descriptor_, &status) != 0)
        fail("read");
    const auto size = static_cast<std::uint64_t>(status.st_size);
    std::uint64_t damaged = 0;
    std::vector<char> record;
    for (std::uint64_t at = end_; at < size;) {
        if (scan_record(at, size, record)) {
            at += record.size();
            end_ = at;
        } else {
            const std::uint64_t next = next_mark(at + 1, size);
            if (next < size || !is_torn(at, size))
                ++damaged;
            at = next;
        }
    }
    if (damaged > 0)
        points_damaged_ = std::min(damaged * portions_.size, portions_.points - points_done_);
    if (end_ < size && ftruncate(descriptor_, static_cast<off_t>(end_)) != 0)
        fail("write");
}

// Reads the record at that place and notes it; false if there is none that can be used.
bool Journal::scan_record(std::uint64_t offset, std::uint64_t size, std::vector<char>& record) {
    if (size - offset < record_head)
        return false;
    record.resize(record_head);
    read(record.data(), record_head, offset);
    const std::uint64_t length = record_length(record);
    if (length == 0 || length > size - offset)
        return false;
    record.resize(length);
    read(record.data(), length, offset);
    const auto result = decode(record);
    if (!result || result->portion >= offsets_.size() ||
        result->values.size() != portions_.length(result->portion) * portions_.outputs)
        return false;
    note(*result, offset);
    return true;
}

// Where a record may begin, from there on; the size of the file if none does.
std::uint64_t Journal::next_mark(std::uint64_t offset, std::uint64_t size) const {
    constexpr std::uint64_t block = 1U << 20U;
    constexpr std::uint64_t overlap = 64; // more than a mark
    std::vector<char> bytes;
    while (offset < size) {
        bytes.resize(std::min(block, size - offset));
        read(bytes.data(), bytes.size(), offset);
        const std::size_t found = find_record(bytes);
        if (found < bytes.size())
            return offset + found;
        if (bytes.size() < block)
            break;
        offset += block - overlap;
    }
    return size;
}

// Whether a record begins there that the end of the file cuts off, as a killed run leaves it.
bool Journal::is_torn(std::uint64_t offset, std::uint64_t size) const {
    if (size - offset < record_head)
        return true;
    std::vector<char> head(record_head);
    read(head.data(), head.size(), offset);
    return record_length(head) > size - offset;
}

} // namespace sidejump::sweep
