// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/response/response_section.hpp"

#include <algorithm>

namespace sidejump::response {
namespace {

using input::Direction;
using input::Number;
using input::Place;
using input::Quantities;
using input::Quantity;
using input::QuantityVector;
using input::Range;
using input::Section;
using input::Table;

Range not_negative(double high) {
    return {.low = 0.0, .high = high};
}

void check_static_limit(ResponseOptions& options, const Table& table, const Place& place) {
    const auto has_zero = [](const std::vector<double>& values) {
        return std::find(values.begin(), values.end(), 0.0) != values.end();
    };
    if (options.wavenumbers && has_zero(*options.wavenumbers) &&
        (!options.frequencies || has_zero(*options.frequencies)))
        input::place_of(table, "wavenumbers", place)
            .fail("wavenumbers above zero where a frequency is zero, because the limit depends on "
                  "which of the two goes to zero first",
                  "zero in both lists");
}

const Section<HanleOptions>& hanle_section() {
    static const Section<HanleOptions> section =
        Section<HanleOptions>("Hanle effect: spin is injected in a plane across `direction` and "
                              "detected in another one, in an infinite medium.")
            .required("distance", &HanleOptions::distance,
                      Quantity("m", "500 nm", {.low = 1e-12, .high = 1.0}),
                      "Distance from injector to detector.")
            .required("fields", &HanleOptions::fields,
                      Quantities(Quantity("T", "0.2 T", {.low = -1e6, .high = 1e6})),
                      "Magnetic field along `field_direction`, one or a list; it is added to "
                      "the vector `magnetic_field`.")
            .with_default("field_direction", &HanleOptions::field_direction, Direction(),
                          "Direction of the fields.")
            .with_default("injected", &HanleOptions::injected, Direction(),
                          "Direction of the injected spin.")
            .optional("detected", &HanleOptions::detected, Direction(),
                      "Direction of the spin component that is detected.", "`injected`")
            .with_default("tolerance", &HanleOptions::tolerance,
                          Number({.low = 1e-9, .high = 1e-2}),
                          "Accuracy of the signal, relative to that without field.");
    return section;
}

} // namespace

const Section<ResponseOptions>& response_section() {
    static const Section<ResponseOptions> section =
        Section<ResponseOptions>("Wave vectors, frequencies and fields for `sidejump response`.")
            .with_default("direction", &ResponseOptions::direction, Direction(),
                          "Direction of the wave vector and of spatial decay.")
            .optional("wavenumbers", &ResponseOptions::wavenumbers,
                      Quantities(Quantity("1/m", "1e6 1/m", not_negative(1e14))),
                      "Wavenumbers of the susceptibility, one or a list.",
                      "0.1, 1 and 10 over the mean free path")
            .optional("frequencies", &ResponseOptions::frequencies,
                      Quantities(Quantity("Hz", "10 GHz", {.low = -1e18, .high = 1e18})),
                      "Frequencies f of the susceptibility and the conductivities, exp(-2 pi i "
                      "f t), one or a list.",
                      "0 and 0.1, 1 and 10 over 2 pi tau_tr")
            .optional("depths", &ResponseOptions::depths,
                      Quantities(Quantity("m", "50 nm", not_negative(1.0))),
                      "Depths in a half space behind a contact that injects spin.",
                      "0 to 10 mean free paths")
            .optional("times", &ResponseOptions::times,
                      Quantities(Quantity("s", "1 ps", not_negative(1e6))),
                      "Times at which a homogeneous spin polarisation is followed.",
                      "0 to 20 tau_tr")
            .with_default("magnetic_field", &ResponseOptions::magnetic_field,
                          QuantityVector(Quantity("T", "0.1 T", {.low = -1e6, .high = 1e6})),
                          "Magnetic field; it precesses the spins and does not bend the orbits.")
            .with_default("g_factor", &ResponseOptions::g_factor,
                          Number({.low = -1e4, .high = 1e4}),
                          "g factor of the host's electrons, in omega_L = g mu_B B/hbar.")
            .with_default("spin_splitting", &ResponseOptions::spin_splitting,
                          QuantityVector(Quantity("eV", "0.1 meV", {.low = -100., .high = 100.})),
                          "Spin-dependent part of the mean field of the impurities or of an "
                          "exchange field: energy of spin up less that of spin down along it.")
            .with_default("tolerance", &ResponseOptions::tolerance,
                          Number({.low = 1e-13, .high = 1e-2}),
                          "Relative change below which the number of moments counts as enough.")
            .optional_table("hanle", &ResponseOptions::hanle, hanle_section())
            .finish(check_static_limit);
    return section;
}

} // namespace sidejump::response
