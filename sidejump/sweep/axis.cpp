// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/axis.hpp"

#include <cmath>
#include <fmt/format.h>
#include <utility>

namespace sidejump::sweep {
namespace {

// Whether an integer can stand for the number: a file tells 2 from 2.0 in places.
bool is_whole(double number) {
    return number == std::floor(number) && std::abs(number) < 0x1p53;
}

} // namespace

Axis::Axis(std::string name, input::NodePath path, const AxisInput& input,
           std::shared_ptr<const SobolPoints> sobol, unsigned dimension)
    : name_(std::move(name)), written_path_(input.path.text), path_(std::move(path)) {
    const auto take_ends = [this](const auto& range) {
        unit_ = range.from.unit;
        size_ = static_cast<std::uint64_t>(range.points);
        integers_ = range.from.is_integer && range.to.is_integer;
    };
    if (input.values) {
        values_ = *input.values;
        unit_ = input.values->unit;
        size_ = input.values->nodes.size();
        numeric_ = input.values->are_numbers;
    } else if (input.linear) {
        values_ = Linear{input.linear->from.number, input.linear->to.number};
        take_ends(*input.linear);
    } else if (input.logarithmic) {
        values_ = Logarithmic{input.logarithmic->from.number, input.logarithmic->to.number};
        take_ends(*input.logarithmic);
    } else {
        const RandomInput& random = input.random.value();
        values_ = Random{random.from.number, random.to.number, std::move(sobol), dimension};
        take_ends(random);
    }
}

double Axis::number(std::uint64_t index) const {
    if (const auto* list = std::get_if<ValueList>(&values_))
        return list->numbers[index];
    if (const auto* random = std::get_if<Random>(&values_))
        return std::lerp(random->from, random->to, (*random->sobol)(index, random->dimension));
    const double steps = static_cast<double>(size_ - 1);
    const double before = static_cast<double>(index);
    const bool first = index == 0;
    const bool last = index + 1 == size_;
    if (const auto* linear = std::get_if<Linear>(&values_)) {
        if (first || last)
            return first ? linear->from : linear->to;
        // Weights that are whole numbers leave round values round: the middle of -90 and 90 is 0.
        return (linear->from * (steps - before) + linear->to * before) / steps;
    }
    const auto& range = std::get<Logarithmic>(values_);
    if (first || last)
        return first ? range.from : range.to;
    const double ratio = range.to / range.from;
    if (std::isnormal(ratio))
        return range.from * std::pow(ratio, before / steps);
    // The ends are too far apart for their ratio to be a number.
    return std::copysign(std::pow(std::abs(range.from), (steps - before) / steps) *
                             std::pow(std::abs(range.to), before / steps),
                         range.from);
}

input::Node Axis::node(std::uint64_t index) const {
    if (const auto* list = std::get_if<ValueList>(&values_))
        return list->nodes[index];
    const double value = number(index);
    if (!unit_.empty())
        return {fmt::format("{} {}", value, unit_), 0};
    if (integers_ && is_whole(value))
        return {static_cast<std::int64_t>(value), 0};
    return {value, 0};
}

std::string Axis::text(std::uint64_t index) const {
    if (const auto* list = std::get_if<ValueList>(&values_))
        return value_text(list->nodes[index]);
    return fmt::format("{}{}{}", number(index), unit_.empty() ? "" : " ", unit_);
}

} // namespace sidejump::sweep
