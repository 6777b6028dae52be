// SPDX-License-Identifier: GPL-3.0-or-later
#include "python/array_arguments.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <utility>

namespace sidejump::python {

input::Node ArrayArgument::node(std::size_t place) const {
    const double value = values[place];
    if (unit.empty())
        return {value, 0};
    return {fmt::format("{} {}", value, unit), 0};
}

BroadcastPlaces::BroadcastPlaces(const std::vector<ArrayArgument>& arguments,
                                 std::vector<std::size_t> shape)
    : shape_(std::move(shape)), indices_(shape_.size()), places_(arguments.size()) {
    for (const ArrayArgument& argument : arguments) {
        auto& strides = strides_.emplace_back(shape_.size(), 0);
        std::size_t stride = 1;
        for (std::size_t back = 1; back <= argument.shape.size(); ++back) {
            const std::size_t length = argument.shape[argument.shape.size() - back];
            if (length > 1)
                strides[shape_.size() - back] = stride;
            stride *= length;
        }
    }
}

void BroadcastPlaces::go_to(std::size_t point) {
    places_.assign(places_.size(), 0);
    for (std::size_t dimension = shape_.size(); dimension-- > 0;) {
        indices_[dimension] = point % shape_[dimension];
        point /= shape_[dimension];
        for (std::size_t i = 0; i < places_.size(); ++i)
            places_[i] += indices_[dimension] * strides_[i][dimension];
    }
}

void BroadcastPlaces::next() {
    for (std::size_t dimension = shape_.size(); dimension-- > 0;) {
        if (++indices_[dimension] < shape_[dimension]) {
            for (std::size_t i = 0; i < places_.size(); ++i)
                places_[i] += strides_[i][dimension];
            return;
        }
        indices_[dimension] = 0;
        for (std::size_t i = 0; i < places_.size(); ++i)
            places_[i] -= (shape_[dimension] - 1) * strides_[i][dimension];
    }
}

std::string index_text(std::size_t point, const std::vector<std::size_t>& shape) {
    std::vector<std::size_t> indices(shape.size());
    for (std::size_t dimension = shape.size(); dimension-- > 0;) {
        indices[dimension] = point % shape[dimension];
        point /= shape[dimension];
    }
    return fmt::format("[{}]", fmt::join(indices, ", "));
}

} // namespace sidejump::python
