// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/output/hdf5_file.hpp"

#include <fmt/format.h>
#include <hdf5.h>
#include <hdf5_hl.h>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace sidejump::output {
namespace {

// Closes what the library has opened.
class Handle {
  public:
    using Close = herr_t (*)(hid_t);
    Handle(hid_t id, Close close) : id_(id), close_(close) {}
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() {
        if (id_ >= 0)
            close_(id_);
    }
    operator hid_t() const { return id_; } // NOLINT: stands for the number everywhere

  private:
    hid_t id_;
    Close close_;
};

// Keeps the innermost message of the library, or that of the system within it.
herr_t keep_message(unsigned /*depth*/, const H5E_error2_t* error, void* target) {
    auto& message = *static_cast<std::string*>(target);
    const std::string_view text = error->desc != nullptr ? error->desc : "";
    constexpr std::string_view system = "error message = '";
    const auto at = text.find(system);
    if (at != std::string_view::npos) {
        const std::string_view rest = text.substr(at + system.size());
        message = rest.substr(0, rest.find('\''));
        return 1;
    }
    if (message.empty())
        message = text;
    return 0;
}

std::string library_message() {
    std::string message;
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_message, &message);
    return message.empty() ? "unknown error of the HDF5 library" : message;
}

std::int64_t checked(std::int64_t status, const char* what, const std::string& path) {
    if (status < 0)
        throw std::runtime_error(fmt::format("cannot {} {}: {}", what, path, library_message()));
    return status;
}

void begin_library() {
    // A file that cannot be closed because the disk is full would be tried again at exit.
    H5dont_atexit();
    H5open();
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

hid_t text_type() {
    const hid_t type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, H5T_VARIABLE);
    H5Tset_cset(type, H5T_CSET_UTF8);
    return type;
}

std::vector<hsize_t> sizes_of(const std::vector<std::uint64_t>& sizes) {
    return {sizes.begin(), sizes.end()};
}

hid_t space_of(const std::vector<std::uint64_t>& sizes) {
    const auto all = sizes_of(sizes);
    return H5Screate_simple(static_cast<int>(all.size()), all.data(), nullptr);
}

std::vector<const char*> pointers(std::span<const std::string> texts) {
    std::vector<const char*> all;
    all.reserve(texts.size());
    for (const auto& text : texts)
        all.push_back(text.c_str());
    return all;
}

void set_attribute(hid_t file, const std::string& dataset, const std::string& name, hid_t type,
                   hid_t space, const void* value, const std::string& path) {
    const Handle object(dataset.empty() ? H5Gopen2(file, "/", H5P_DEFAULT)
                                        : H5Dopen2(file, dataset.c_str(), H5P_DEFAULT),
                        H5Oclose);
    checked(object, "write", path);
    const Handle attribute(H5Acreate2(object, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT),
                           H5Aclose);
    checked(attribute, "write", path);
    checked(H5Awrite(attribute, type, value), "write", path);
}

void create(hid_t file, const std::string& name, hid_t type, hid_t space, bool early,
            const std::string& path) {
    const Handle properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
    H5Pset_obj_track_times(properties, false);
    H5Pset_attr_creation_order(properties, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
    H5Pset_layout(properties, H5D_CONTIGUOUS);
    if (early) {
        // Everything will be written, so that there is nothing to fill in.
        H5Pset_alloc_time(properties, H5D_ALLOC_TIME_EARLY);
        H5Pset_fill_time(properties, H5D_FILL_TIME_NEVER);
    }
    const Handle dataset(
        H5Dcreate2(file, name.c_str(), type, space, H5P_DEFAULT, properties, H5P_DEFAULT),
        H5Dclose);
    checked(dataset, "write", path);
}

enum class Direction { read, write };

void transfer(Direction direction, hid_t file, const std::string& name, const Hdf5Box& box,
              hid_t type, void* values, const std::string& path) {
    const char* what = direction == Direction::read ? "read" : "write";
    const Handle dataset(H5Dopen2(file, name.c_str(), H5P_DEFAULT), H5Dclose);
    checked(dataset, what, path);
    const Handle in_file(H5Dget_space(dataset), H5Sclose);
    const auto start = sizes_of(box.start);
    const auto count = sizes_of(box.count);
    if (H5Sget_simple_extent_ndims(in_file) != static_cast<int>(count.size()))
        throw std::runtime_error(
            fmt::format("cannot {} {}: {} has other dimensions", what, path, name));
    checked(
        H5Sselect_hyperslab(in_file, H5S_SELECT_SET, start.data(), nullptr, count.data(), nullptr),
        what, path);
    const Handle in_memory(space_of(box.count), H5Sclose);
    checked(direction == Direction::read
                ? H5Dread(dataset, type, in_memory, in_file, H5P_DEFAULT, values)
                : H5Dwrite(dataset, type, in_memory, in_file, H5P_DEFAULT, values),
            what, path);
}

} // namespace

std::int64_t Hdf5Writer::check(std::int64_t status, const char* what) const {
    return checked(status, what, path_);
}

Hdf5Writer::Hdf5Writer(std::string path) : path_(std::move(path)) {
    begin_library();
    const Handle creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose);
    H5Pset_obj_track_times(creation, false);
    H5Pset_link_creation_order(creation, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
    H5Pset_attr_creation_order(creation, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
    const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    H5Pset_libver_bounds(access, H5F_LIBVER_V18, H5F_LIBVER_V18);
    file_ = check(H5Fcreate(path_.c_str(), H5F_ACC_TRUNC, creation, access), "write");
}

Hdf5Writer::~Hdf5Writer() {
    if (file_ >= 0)
        H5Fclose(file_);
}

void Hdf5Writer::close() {
    const hid_t file = std::exchange(file_, -1);
    const herr_t flushed = H5Fflush(file, H5F_SCOPE_LOCAL);
    const std::string message = flushed < 0 ? library_message() : "";
    const herr_t closed = H5Fclose(file);
    if (flushed < 0)
        throw std::runtime_error(fmt::format("cannot write {}: {}", path_, message));
    [[maybe_unused]] const auto status = check(closed, "write");
}

void Hdf5Writer::set_text(const std::string& dataset, const std::string& name,
                          const std::string& value) {
    const Handle type(text_type(), H5Tclose);
    const Handle space(H5Screate(H5S_SCALAR), H5Sclose);
    const char* text = value.c_str();
    set_attribute(file_, dataset, name, type, space, &text, path_);
}

void Hdf5Writer::set_texts(const std::string& dataset, const std::string& name,
                           const std::vector<std::string>& value) {
    const Handle type(text_type(), H5Tclose);
    const Handle space(space_of({value.size()}), H5Sclose);
    set_attribute(file_, dataset, name, type, space, pointers(value).data(), path_);
}

void Hdf5Writer::set_integer(const std::string& dataset, const std::string& name,
                             std::int64_t value) {
    const Handle space(H5Screate(H5S_SCALAR), H5Sclose);
    set_attribute(file_, dataset, name, H5T_NATIVE_INT64, space, &value, path_);
}

void Hdf5Writer::create_numbers(const std::string& name, const std::vector<std::uint64_t>& sizes) {
    const Handle space(space_of(sizes), H5Sclose);
    create(file_, name, H5T_NATIVE_DOUBLE, space, true, path_);
}

void Hdf5Writer::write_numbers(const std::string& name, const Hdf5Box& box,
                               std::span<const double> values) {
    // The library takes the buffer as one that it may change, and does not change it.
    transfer(Direction::write, file_, name, box, H5T_NATIVE_DOUBLE,
             const_cast<double*>(values.data()), path_);
}

void Hdf5Writer::create_integers(const std::string& name, std::uint64_t size) {
    const Handle space(space_of({size}), H5Sclose);
    create(file_, name, H5T_NATIVE_INT64, space, true, path_);
}

void Hdf5Writer::write_integers(const std::string& name, std::uint64_t first,
                                std::span<const std::int64_t> values) {
    transfer(Direction::write, file_, name, {{first}, {values.size()}}, H5T_NATIVE_INT64,
             const_cast<std::int64_t*>(values.data()), path_);
}

void Hdf5Writer::create_texts(const std::string& name, std::uint64_t size) {
    const Handle type(text_type(), H5Tclose);
    const Handle space(space_of({size}), H5Sclose);
    create(file_, name, type, space, false, path_);
}

void Hdf5Writer::write_texts(const std::string& name, std::uint64_t first,
                             std::span<const std::string> values) {
    const Handle type(text_type(), H5Tclose);
    auto all = pointers(values);
    transfer(Direction::write, file_, name, {{first}, {values.size()}}, type, all.data(), path_);
}

void Hdf5Writer::make_scale(const std::string& dataset) {
    const Handle scale(H5Dopen2(file_, dataset.c_str(), H5P_DEFAULT), H5Dclose);
    checked(H5DSset_scale(scale, dataset.c_str()), "write", path_);
}

void Hdf5Writer::attach_scale(const std::string& dataset, unsigned dimension,
                              const std::string& scale) {
    const Handle target(H5Dopen2(file_, dataset.c_str(), H5P_DEFAULT), H5Dclose);
    const Handle attached(H5Dopen2(file_, scale.c_str(), H5P_DEFAULT), H5Dclose);
    checked(H5DSattach_scale(target, attached, dimension), "write", path_);
    checked(H5DSset_label(target, dimension, scale.c_str()), "write", path_);
}

Hdf5Reader::Hdf5Reader(std::string path) : path_(std::move(path)) {
    begin_library();
    file_ = checked(H5Fopen(path_.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), "read", path_);
}

Hdf5Reader::~Hdf5Reader() {
    if (file_ >= 0)
        H5Fclose(file_);
}

std::optional<std::string> Hdf5Reader::text(const std::string& name) const {
    if (H5Aexists(file_, name.c_str()) <= 0)
        return std::nullopt;
    const Handle attribute(H5Aopen(file_, name.c_str(), H5P_DEFAULT), H5Aclose);
    const Handle type(text_type(), H5Tclose);
    char* value = nullptr;
    if (attribute < 0 || H5Aread(attribute, type, &value) < 0 || value == nullptr)
        return std::nullopt;
    std::string text = value;
    H5free_memory(value);
    return text;
}

std::optional<std::int64_t> Hdf5Reader::integer(const std::string& name) const {
    if (H5Aexists(file_, name.c_str()) <= 0)
        return std::nullopt;
    const Handle attribute(H5Aopen(file_, name.c_str(), H5P_DEFAULT), H5Aclose);
    std::int64_t value = 0;
    if (attribute < 0 || H5Aread(attribute, H5T_NATIVE_INT64, &value) < 0)
        return std::nullopt;
    return value;
}

void Hdf5Reader::read_numbers(const std::string& dataset, const Hdf5Box& box,
                              std::span<double> values) const {
    transfer(Direction::read, file_, dataset, box, H5T_NATIVE_DOUBLE, values.data(), path_);
}

} // namespace sidejump::output
