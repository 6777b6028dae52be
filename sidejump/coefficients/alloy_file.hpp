// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/coefficients/alloy.hpp"
#include "sidejump/coefficients/thermal_section.hpp"
#include "sidejump/impurity/impurity_section.hpp"
#include "sidejump/impurity/phase_shift_type.hpp"
#include "sidejump/impurity/spectrum_section.hpp"
#include "sidejump/input/host_section.hpp"
#include "sidejump/input/section.hpp"
#include "sidejump/kinetics/kinetics_section.hpp"
#include "sidejump/response/response_section.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sidejump::coefficients {

/// An alloy file as it is written, defaults filled in.
struct AlloyInput {
    input::HostInput host;
    std::vector<impurity::ImpurityInput> impurity;
    kinetics::KineticsOptions kinetics;
    std::optional<ThermalOptions> thermal;
    std::optional<response::ResponseOptions> response;
    std::optional<impurity::SpectrumOptions> spectrum;
};

/// Adds the tables of an alloy file to the declaration of T, which is an AlloyInput or derives from
/// it.
/// @param required  whether [host] and [[impurity]] must be there
template <class T>
input::Section<T> with_alloy_tables(input::Section<T> section, bool required) {
    section
        .table("host", static_cast<input::HostInput T::*>(&T::host), input::host_section(),
               required)
        .tables("impurity", static_cast<std::vector<impurity::ImpurityInput> T::*>(&T::impurity),
                impurity::impurity_section(), required)
        .table("kinetics", static_cast<kinetics::KineticsOptions T::*>(&T::kinetics),
               kinetics::kinetics_section(), false)
        .optional_table("thermal", static_cast<std::optional<ThermalOptions> T::*>(&T::thermal),
                        thermal_section())
        .optional_table("response",
                        static_cast<std::optional<response::ResponseOptions> T::*>(&T::response),
                        response::response_section())
        .optional_table("spectrum",
                        static_cast<std::optional<impurity::SpectrumOptions> T::*>(&T::spectrum),
                        impurity::spectrum_section());
    return section;
}

/// Declaration of the alloy file: [host], [[impurity]], [kinetics], [thermal], [response],
/// [spectrum].
const input::Section<AlloyInput>& alloy_file_section();

/// An alloy together with the echo of its input.
struct AlloyFile {
    Alloy alloy;
    std::vector<impurity::ImpurityLaw> laws;           ///< the impurities as functions of energy
    std::optional<ThermalOptions> thermal;             ///< the section [thermal], if there is one
    std::optional<response::ResponseOptions> response; ///< the section [response], likewise
    impurity::SpectrumOptions spectrum;                ///< the section [spectrum], or its defaults
    input::Json echo; ///< the input with all defaults; quantities in SI units
};

/// Whether a channel scatters at all: sin eta is more than rounding, or it is inelastic.
bool scatters(const impurity::Channel& channel);
/// Whether some channel of the species does.
bool scatters(const impurity::Impurity& species);

/// One species of an alloy, checked against its host and kinetics.
/// @throws input::InputError with that place if they do not go together
impurity::ImpurityLaw species_from_input(const impurity::ImpurityInput& input,
                                         const units::Host& host,
                                         const kinetics::KineticsOptions& kinetics,
                                         const input::Place& place);

/// The rules that concern all species together: one scatters, and there are not too many.
/// @throws input::InputError with the place of the list of species
void check_whole_alloy(const Alloy& alloy, const input::Place& impurities);

/// Reads and checks an alloy from the nodes of its file, without the echo.
/// @param file    the name for messages; paths in the nodes are taken from its folder
/// @param tables  where tables of phase shifts come from, null for the disk
/// @throws input::InputError at the first mistake
AlloyFile alloy_from_node(const input::Node& root, const std::string& file,
                          impurity::TableFiles* tables = nullptr);

/// The same for an alloy that is a table of another file, with the echo of its input.
/// @param table, place  the table and where it stands
AlloyFile alloy_from_table(const AlloyInput& input, const input::Node& table,
                           const input::Place& place);

/// Reads and checks an alloy file.
/// @throws input::InputError at the first mistake
AlloyFile read_alloy_file(const std::string& path);

/// The same from the nodes of a file; `name` stands for the file in error messages.
AlloyFile read_alloy_node(const input::Node& root, const std::string& name);

/// The same from TOML text; `name` stands for the file in error messages.
AlloyFile read_alloy_text(std::string_view text, const std::string& name);

} // namespace sidejump::coefficients
