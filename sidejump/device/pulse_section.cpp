// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/pulse_section.hpp"

#include "sidejump/device/names.hpp"
#include "sidejump/device/value_types.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace sidejump::device {
namespace {

using input::Number;
using input::Place;
using input::Quantity;
using input::Section;
using input::Table;

constexpr double longest = 1e6; // s

input::Choice<PulseShape> pulse_shapes() {
    return input::Choice<PulseShape>({{"step", PulseShape::step},
                                      {"ramp", PulseShape::ramp},
                                      {"square", PulseShape::square},
                                      {"gaussian", PulseShape::gaussian},
                                      {"sine", PulseShape::sine},
                                      {"exponential", PulseShape::exponential},
                                      {"table", PulseShape::table}});
}

// The keys of a shape, those that must be there first.
struct ShapeKeys {
    PulseShape shape;
    std::vector<std::string> required;
    std::vector<std::string> others;
};

const std::vector<ShapeKeys>& keys_of_shapes() {
    static const std::vector<ShapeKeys> keys = {
        {PulseShape::step, {}, {"start"}},
        {PulseShape::ramp, {"rise"}, {"start"}},
        {PulseShape::square, {"width"}, {"start", "rise"}},
        {PulseShape::gaussian, {"centre", "width"}, {}},
        {PulseShape::sine, {"frequency"}, {"start", "width", "phase"}},
        {PulseShape::exponential, {"decay"}, {"start"}},
        {PulseShape::table, {"times", "values"}, {}}};
    return keys;
}

bool among(const std::vector<std::string>& keys, const std::string& key) {
    return std::ranges::find(keys, key) != keys.end();
}

void check_pulse(PulseInput& pulse, const Table& table, const Place& place) {
    const std::string shape = pulse_shapes().echo(pulse.shape).dump();
    const std::vector<std::string> common{"contact", "shape", "amplitude", "offset"};
    const auto keys = std::ranges::find(keys_of_shapes(), pulse.shape, &ShapeKeys::shape);
    for (const auto& [key, node] : table)
        if (!among(common, key) && !among(keys->required, key) && !among(keys->others, key))
            place.entry(key, node.line)
                .fail(fmt::format("not used by a pulse of shape = {}", shape));
    for (const std::string& key : keys->required)
        if (!has_key(table, key))
            place.entry(key, place.line)
                .fail(fmt::format("missing key: a pulse of shape = {} needs it, found nothing",
                                  shape));
    if (pulse.shape == PulseShape::square && pulse.rise.value_or(0.0) > *pulse.width)
        input::place_of(table, "rise", place)
            .fail("a rise no longer than the width",
                  fmt::format("{:.6g} s, and a width of {:.6g} s", *pulse.rise, *pulse.width));
    if (pulse.shape == PulseShape::table) {
        require_increasing(*pulse.times, table, "times", place);
        if (pulse.times->size() != pulse.values->size())
            input::place_of(table, "values", place)
                .fail(fmt::format("as many values as times, {}", pulse.times->size()),
                      fmt::format("{}", pulse.values->size()));
    }
}

Quantity length_of_time() {
    return {"s", "100 ps", input::positive_up_to(longest)};
}

} // namespace

void require_increasing(const std::vector<double>& times, const Table& table,
                        const std::string& key, const Place& place) {
    for (std::size_t i = 1; i < times.size(); ++i)
        if (!(times[i] > times[i - 1]))
            input::place_of(table, key, place)
                .fail("times that increase",
                      fmt::format("{:.6g} s after {:.6g} s", times[i], times[i - 1]));
}

const Section<PulseInput>& pulse_section() {
    const Quantity moment("s", "100 ps", {.low = -longest, .high = longest});
    static const Section<PulseInput> section =
        Section<PulseInput>("What the drive of a contact does in time: its potential or current is "
                            "multiplied by a(t) = offset + amplitude s(t). Contacts without a "
                            "pulse keep their drives.")
            .required("contact", &PulseInput::contact, input::PlacedTextType(),
                      "Contact with a potential or a current; one pulse each.")
            .required("shape", &PulseInput::shape, pulse_shapes(),
                      "s(t). step: 0 before `start`, then 1. ramp: from 0 to 1 within `rise`. "
                      "square: 1 for `width`. gaussian: 1 at `centre`, 1/2 at half a `width` from "
                      "it. sine: sin(2 pi `frequency` (t - `start`) + `phase`) from `start` for "
                      "`width`. exponential: exp(-(t - `start`)/`decay`) from `start`. table: "
                      "`values` at `times`, straight lines between, constant outside.")
            .with_default("amplitude", &PulseInput::amplitude, Number(), "Factor of s(t).")
            .with_default("offset", &PulseInput::offset, Number(), "a where s = 0.")
            .optional("start", &PulseInput::start, moment, "When the pulse begins.", "0 s")
            .optional("rise", &PulseInput::rise, length_of_time(),
                      "How long the drive rises; for a square, after its `width` it falls as long.",
                      "0 s: it jumps")
            .optional("width", &PulseInput::width, length_of_time(),
                      "Length of a square from the begin of its rise to that of its fall; full "
                      "width at half maximum of a gaussian; length of a sine.",
                      "a sine goes on")
            .optional("centre", &PulseInput::centre, moment, "When a gaussian is largest.")
            .optional("frequency", &PulseInput::frequency,
                      Quantity("Hz", "10 GHz", {.low = 0.0, .high = 1e18, .low_open = true}),
                      "Frequency of a sine.")
            .optional("phase", &PulseInput::phase, input::Angle(), "Phase of a sine at `start`.",
                      "0")
            .optional("decay", &PulseInput::decay, length_of_time(),
                      "Time in which an exponential decays to 1/e.")
            .optional("times", &PulseInput::times, Series<Quantity>(moment, false),
                      "Times of a table, increasing.")
            .optional("values", &PulseInput::values, Series<Number>(Number(), false),
                      "Values of a table at these times.")
            .finish(check_pulse);
    return section;
}

Pulse pulse_from_input(const PulseInput& input) {
    Pulse pulse;
    pulse.shape = input.shape;
    pulse.amplitude = input.amplitude;
    pulse.offset = input.offset;
    pulse.start = input.start.value_or(pulse.start);
    pulse.rise = input.rise.value_or(pulse.rise);
    pulse.width = input.width.value_or(pulse.width);
    pulse.centre = input.centre.value_or(pulse.centre);
    pulse.frequency = input.frequency.value_or(pulse.frequency);
    pulse.phase = input.phase.value_or(pulse.phase);
    pulse.decay = input.decay.value_or(pulse.decay);
    pulse.times = input.times.value_or(pulse.times);
    pulse.values = input.values.value_or(pulse.values);
    return pulse;
}

} // namespace sidejump::device
