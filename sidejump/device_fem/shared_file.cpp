// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/shared_file.hpp"

#include "sidejump/device_fem/joint_failure.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace sidejump::device_fem {
namespace {

// MPI counts in int, and its buffers are as long as what is written at once.
constexpr std::uint64_t largest_transfer = 1U << 26U;

std::string text_of_status(int status) {
    if (status == MPI_SUCCESS)
        return "";
    std::array<char, MPI_MAX_ERROR_STRING> text{};
    int length = 0;
    MPI_Error_string(status, text.data(), &length);
    return {text.data(), static_cast<std::size_t>(length)};
}

} // namespace

SharedFile::Handle::~Handle() {
    if (file != MPI_FILE_NULL)
        MPI_File_close(&file);
}

SharedFile::SharedFile(std::filesystem::path path, int mode, std::string task,
                       MPI_Comm communicator)
    : path_(std::move(path)), task_(std::move(task)), communicator_(communicator) {
    const int status =
        MPI_File_open(MPI_COMM_SELF, path_.c_str(), mode, MPI_INFO_NULL, &handle_.file);
    if (status != MPI_SUCCESS)
        handle_.file = MPI_FILE_NULL;
    expect(status);
}

void SharedFile::write(std::uint64_t place, std::span<const char> bytes) {
    in_parts(place, bytes.size(),
             [&](MPI_Offset offset, std::uint64_t from, int count, MPI_Status* status) {
                 return MPI_File_write_at(handle_.file, offset, bytes.data() + from, count,
                                          MPI_BYTE, status);
             });
}

void SharedFile::read(std::uint64_t place, std::span<char> bytes) {
    in_parts(place, bytes.size(),
             [&](MPI_Offset offset, std::uint64_t from, int count, MPI_Status* status) {
                 return MPI_File_read_at(handle_.file, offset, bytes.data() + from, count, MPI_BYTE,
                                         status);
             });
}

void SharedFile::flush() {
    expect(MPI_File_sync(handle_.file));
}

void SharedFile::close() {
    const int status = MPI_File_close(&handle_.file);
    handle_.file = MPI_FILE_NULL;
    expect(status);
}

template <class Transfer>
void SharedFile::in_parts(std::uint64_t place, std::uint64_t length,
                          const Transfer& transfer) const {
    int code = MPI_SUCCESS;
    bool whole = true;
    for (std::uint64_t from = 0; from < length && code == MPI_SUCCESS && whole;
         from += largest_transfer) {
        const int count = static_cast<int>(std::min(largest_transfer, length - from));
        const std::uint64_t offset = place + from;
        MPI_Status status;
        int moved = 0;
        code = transfer(static_cast<MPI_Offset>(offset), from, count, &status);
        if (code == MPI_SUCCESS)
            MPI_Get_count(&status, MPI_BYTE, &moved);
        whole = moved == count;
    }
    expect(code, whole);
}

void SharedFile::expect(int status, bool whole) const {
    std::string failure = text_of_status(status);
    if (failure.empty() && !whole)
        failure = "not all bytes";
    if (!failure.empty())
        failure = fmt::format("cannot {} {}: {}", task_, path_.string(), failure);
    throw_together(failure, communicator_);
}

} // namespace sidejump::device_fem
