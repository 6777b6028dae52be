// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/electron_gas/study_section.hpp"

#include "sidejump/input/series_type.hpp"

namespace sidejump::electron_gas {
namespace {

using input::Json;
using input::Node;
using input::Place;

/// A frequency f in cycles. Radians have no dimension, so that "1 rad/s" would be taken for 1 Hz.
class Frequency {
  public:
    using value_type = double; ///< Hz
    [[nodiscard]] static double read(const Node& node, const Place& place) {
        if (const auto* text = std::get_if<std::string>(&node.value);
            text != nullptr && text->find("rad") != std::string::npos)
            place.fail("a frequency f = omega/2 pi in Hz", input::describe(node));
        return quantity().read(node, place);
    }
    [[nodiscard]] static std::string describe() { return quantity().describe(); }
    [[nodiscard]] static Json schema() { return quantity().schema(); }
    [[nodiscard]] static Json echo(double value) { return quantity().echo(value); }

  private:
    static const input::Quantity& quantity() {
        static const input::Quantity hertz("Hz", "100 GHz", {.low = 0.0, .high = 1e18});
        return hertz;
    }
};

} // namespace

const input::Section<StudyInput>& study_section() {
    static const input::Section<StudyInput> section =
        input::Section<StudyInput>("The electric field that drives the gas.")
            .with_default("electric_field", &StudyInput::electric_field,
                          input::Quantity("V/m", "1 kV/m", input::positive_up_to(1e12)),
                          "Size of the field. The force e E on a carrier is along x: the field is "
                          "along -x for electrons. Results are linear in it.")
            .with_default(
                "frequency", &StudyInput::frequency, input::Series<Frequency>(Frequency(), true),
                "Frequencies f of the field e^{-i omega t}, omega = 2 pi f; 0 is a static "
                "field.");
    return section;
}

const input::Section<SpinModesInput>& spin_modes_section() {
    static const input::Section<SpinModesInput> section =
        input::Section<SpinModesInput>("Free decay of number and spin at wave vectors in the "
                                       "plane, at the chemical potential.")
            .required(
                "wavenumber", &SpinModesInput::wavenumber,
                input::Series<input::Quantity>(
                    input::Quantity("1/m", "1 1/um", {.low = 0.0, .high = 1e10}), true),
                "Sizes of the wave vector q of e^{i q r - rate t}, below the Fermi wavenumber.")
            .with_default("direction", &SpinModesInput::direction, input::Angle(),
                          "Angle of the wave vector from x.")
            .finish([](SpinModesInput& modes, const input::Table& table, const Place& place) {
                modes.place = place;
                modes.wavenumber_place = input::place_of(table, "wavenumber", place);
            });
    return section;
}

} // namespace sidejump::electron_gas
