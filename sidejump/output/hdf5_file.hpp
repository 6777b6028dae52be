// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sidejump::output {

/// A box of a dataset: first index and number of indices in each dimension.
struct Hdf5Box {
    std::vector<std::uint64_t> start;
    std::vector<std::uint64_t> count;
};

/// A new HDF5 file. What is written depends on the calls alone: there are no time stamps, and
/// numbers stand in one piece, in the byte order of the machine. All members throw
/// std::runtime_error with the path and the reason if the library fails.
///
/// The library is not safe for threads: one thread at a time.
class Hdf5Writer {
  public:
    /// Replaces what is at that path.
    explicit Hdf5Writer(std::string path);
    ~Hdf5Writer();
    Hdf5Writer(const Hdf5Writer&) = delete;
    Hdf5Writer& operator=(const Hdf5Writer&) = delete;

    /// Attributes of a dataset, or of the file itself if `dataset` is empty.
    void set_text(const std::string& dataset, const std::string& name, const std::string& value);
    void set_texts(const std::string& dataset, const std::string& name,
                   const std::vector<std::string>& value);
    void set_integer(const std::string& dataset, const std::string& name, std::int64_t value);

    void create_numbers(const std::string& name, const std::vector<std::uint64_t>& sizes);
    void write_numbers(const std::string& name, const Hdf5Box& box, std::span<const double> values);

    /// One-dimensional datasets of integers and of texts.
    void create_integers(const std::string& name, std::uint64_t size);
    void write_integers(const std::string& name, std::uint64_t first,
                        std::span<const std::int64_t> values);
    void create_texts(const std::string& name, std::uint64_t size);
    void write_texts(const std::string& name, std::uint64_t first,
                     std::span<const std::string> values);

    /// Makes a dataset the scale of a dimension of that name.
    void make_scale(const std::string& dataset);
    /// Says that a dimension of a dataset is the one of that scale.
    void attach_scale(const std::string& dataset, unsigned dimension, const std::string& scale);

    /// Writes out what is still in memory; the destructor does not tell of errors.
    void close();

  private:
    [[nodiscard]] std::int64_t check(std::int64_t status, const char* what) const;

    std::string path_;
    std::int64_t file_ = -1;
};

/// An HDF5 file that is there.
class Hdf5Reader {
  public:
    /// @throws std::runtime_error if it is no HDF5 file or cannot be read
    explicit Hdf5Reader(std::string path);
    ~Hdf5Reader();
    Hdf5Reader(const Hdf5Reader&) = delete;
    Hdf5Reader& operator=(const Hdf5Reader&) = delete;

    /// Attributes of the file itself; nothing if there is no such one.
    [[nodiscard]] std::optional<std::string> text(const std::string& name) const;
    [[nodiscard]] std::optional<std::int64_t> integer(const std::string& name) const;

    void read_numbers(const std::string& dataset, const Hdf5Box& box,
                      std::span<double> values) const;

  private:
    std::string path_;
    std::int64_t file_ = -1;
};

} // namespace sidejump::output
