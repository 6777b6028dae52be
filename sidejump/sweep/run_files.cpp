// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/run_files.hpp"

#include "sidejump/input/input_error.hpp"
#include "sidejump/output/atomic_file.hpp"

#include <fmt/format.h>
#include <system_error>
#include <vector>

namespace sidejump::sweep {
namespace {

using input::InputError;
using std::filesystem::file_type;
using std::filesystem::path;

const char* describe(file_type type) {
    switch (type) {
    case file_type::directory:
        return "a folder";
    case file_type::symlink:
        return "a symbolic link";
    case file_type::fifo:
        return "a pipe";
    case file_type::block:
    case file_type::character:
        return "a device";
    case file_type::socket:
        return "a socket";
    default:
        return "something that is no ordinary file";
    }
}

void check_ordinary(const path& file) {
    std::error_code error;
    const auto type = std::filesystem::symlink_status(file, error).type();
    // What cannot be looked at cannot be written either, which will be told in its turn.
    if (type != file_type::regular && type != file_type::not_found && type != file_type::none)
        throw InputError(file.string(), 0, "",
                         fmt::format("expected an ordinary file or none, found {}; choose another "
                                     "file with --out",
                                     describe(type)));
}

void check_not_read(const path& file, const path& input) {
    std::error_code error; // of files that are not there
    if (std::filesystem::equivalent(file, input, error))
        throw InputError(file.string(), 0, "",
                         fmt::format("expected a file that the study does not read, found {}; "
                                     "choose another file with --out",
                                     input.string()));
}

} // namespace

path journal_path(const path& out) {
    return out.string() + ".journal";
}

path csv_path(const path& out) {
    const bool known = out.extension() == ".h5" || out.extension() == ".hdf5";
    return (known ? path(out).replace_extension() : out).string() + ".csv";
}

void check_run_files(const Study& study, const path& out, bool csv) {
    if (!out.has_filename())
        throw InputError(out.string(), 0, "",
                         "expected the name of the result file after --out, found a folder");
    for (const char* other : {".csv", ".txt", ".dat", ".json"})
        if (out.extension() == other)
            throw InputError(
                out.string(), 0, "",
                "expected an HDF5 file after --out, such as run.h5, beside which --csv "
                "writes the table run.csv; found the ending of another file");
    std::vector<path> written = {out, journal_path(out), output::partial_path(out)};
    if (csv)
        written.insert(written.end(), {csv_path(out), output::partial_path(csv_path(out))});
    std::vector<path> inputs = {study.file, study.base->file().path()};
    inputs.insert(inputs.end(), study.other_files.begin(), study.other_files.end());
    for (const path& file : written) {
        check_ordinary(file);
        for (const path& input : inputs)
            check_not_read(file, input);
    }
}

} // namespace sidejump::sweep
