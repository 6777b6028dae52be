// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/electron_gas/gas_report.hpp"
#include "sidejump/output/atomic_file.hpp"
#include "sidejump/output/coefficients_report.hpp"
#include "sidejump/output/csv_cell.hpp"
#include "sidejump/output/hdf5_file.hpp"

namespace sidejump::electron_gas {
namespace {

/// The heading of a part of a column: "spin_y_real [1/m^2]".
std::string heading(const std::string& name, const std::string& unit) {
    return output::csv_cell(unit.empty() ? name : name + " [" + unit + "]");
}

std::string complex_cells(std::complex<double> value) {
    return fmt::format(",{:.12g},{:.12g}", value.real() + 0.0, value.imag() + 0.0);
}

std::string response_csv(const GasRun& run) {
    std::string text = heading("frequency", "Hz");
    for (const ResponseColumn& column : run.columns)
        for (const char* part : {"_real", "_imaginary"})
            text += "," + heading(column.name + part, column.unit);
    text += "\n";
    for (std::size_t k = 0; k < run.frequencies.size(); ++k) {
        text += fmt::format("{:.12g}", run.frequencies[k]);
        for (const ResponseColumn& column : run.columns)
            text += complex_cells(column.values[k]);
        text += "\n";
    }
    return text;
}

std::string spin_modes_csv(const SpinModeTable& table) {
    std::string text = heading("wavenumber", "1/m") + ",mode," + heading("rate_real", "1/s") + "," +
                       heading("rate_imaginary", "1/s");
    for (const char* name : {"number", "spin_x", "spin_y", "spin_z"})
        for (const char* part : {"_real", "_imaginary"})
            text += fmt::format(",{}{}", name, part);
    text += "\n";
    for (std::size_t i = 0; i < table.wavenumbers.size(); ++i)
        for (std::size_t m = 0; m < table.modes[i].size(); ++m) {
            const rashba::SpinMode& mode = table.modes[i][m];
            text +=
                fmt::format("{:.12g},{}", table.wavenumbers[i], m + 1) + complex_cells(mode.rate);
            for (const auto& part : mode.content)
                text += complex_cells(part);
            text += "\n";
        }
    return text;
}

void put(output::Hdf5Writer& file, const std::string& name, const std::vector<std::uint64_t>& sizes,
         const std::vector<double>& values, const std::string& unit, const std::string& meaning) {
    file.create_numbers(name, sizes);
    file.write_numbers(name, {std::vector<std::uint64_t>(sizes.size(), 0), sizes}, values);
    file.set_text(name, "unit", unit.empty() ? "1" : unit);
    file.set_text(name, "meaning", meaning);
}

void write_response(const GasRun& run, const std::filesystem::path& path) {
    output::AtomicFile atomic(path);
    output::Hdf5Writer file(atomic.temporary());
    file.set_text("", "program", output::program_json().dump());
    const std::uint64_t points = run.frequencies.size();
    put(file, "frequency", {points}, run.frequencies, "Hz", "f, omega = 2 pi f");
    file.make_scale("frequency");
    for (const ResponseColumn& column : run.columns) {
        std::vector<double> parts;
        for (const auto& value : column.values) {
            parts.push_back(value.real());
            parts.push_back(value.imag());
        }
        put(file, column.name, {points, 2}, parts, column.unit,
            column.meaning + "; real and imaginary part");
        file.attach_scale(column.name, 0, "frequency");
    }
    file.close();
    atomic.commit();
}

} // namespace

std::vector<std::filesystem::path> write_files(const GasRun& run,
                                               const std::filesystem::path& directory) {
    std::vector<std::filesystem::path> written;
    const auto write = [&](const std::string& name, const std::string& text) {
        output::write_atomically(directory / name, text);
        written.push_back(directory / name);
    };
    write("response.csv", response_csv(run));
    written.push_back(directory / "response.h5");
    write_response(run, written.back());
    if (run.spin_modes)
        write("spin_modes.csv", spin_modes_csv(*run.spin_modes));
    return written;
}

} // namespace sidejump::electron_gas
