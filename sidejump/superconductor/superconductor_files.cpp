// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/output/atomic_file.hpp"
#include "sidejump/output/coefficients_report.hpp"
#include "sidejump/output/csv_cell.hpp"
#include "sidejump/output/hdf5_file.hpp"
#include "sidejump/output/vtu_file.hpp"
#include "sidejump/superconductor/superconductor_report.hpp"

#include <fmt/format.h>

namespace sidejump::superconductor {
namespace {

using output::Hdf5Writer;

/// A dataset of all its numbers at once, with the unit as an attribute.
void put(Hdf5Writer& file, const std::string& name, const std::vector<std::uint64_t>& sizes,
         const std::vector<double>& values, const std::string& unit, const std::string& meaning) {
    file.create_numbers(name, sizes);
    file.write_numbers(name, {std::vector<std::uint64_t>(sizes.size(), 0), sizes}, values);
    file.set_text(name, "unit", unit.empty() ? "1" : unit);
    file.set_text(name, "meaning", meaning);
}

/// Columns of all points as (point, place) below one prefix, the position as their scale.
void put_fields(Hdf5Writer& file, const SuperconductorRun& run, ResultTable Fields::*part,
                const std::string& prefix) {
    const ResultTable& first = run.fields.front().*part;
    if (first.columns.empty())
        return;
    const std::uint64_t points = run.fields.size();
    const std::uint64_t places = first.rows();
    const std::string axis = prefix + first.columns.front().name;
    for (std::size_t c = 0; c < first.columns.size(); ++c) {
        const Column& column = first.columns[c];
        const bool position = column.meaning == "position";
        const std::string name = prefix + column.name;
        if (position) {
            put(file, name, {places}, column.values, column.unit, column.meaning);
            if (name == axis)
                file.make_scale(name);
            continue;
        }
        std::vector<double> values;
        for (const Fields& fields : run.fields) {
            const auto& of_point = (fields.*part).columns[c].values;
            values.insert(values.end(), of_point.begin(), of_point.end());
        }
        put(file, name, {points, places}, values, column.unit, column.meaning);
        file.attach_scale(name, 1, axis);
    }
}

void put_spectrum(Hdf5Writer& file, const SuperconductorRun& run) {
    const SpectrumResult& spectrum = *run.spectrum;
    const std::uint64_t energies = spectrum.energies.size();
    const std::uint64_t nodes = spectrum.positions.size();
    put(file, "energy", {energies}, spectrum.energies, run.energy_unit, "energy");
    file.make_scale("energy");
    std::vector<double> x;
    std::vector<double> y;
    for (const auto& position : spectrum.positions) {
        x.push_back(position[0]);
        y.push_back(position[1]);
    }
    put(file, "spectrum_x", {nodes}, x, run.length_unit, "position");
    put(file, "spectrum_y", {nodes}, y, run.length_unit, "position");
    std::vector<double> total;
    std::vector<double> spin;
    for (std::uint64_t e = 0; e < energies; ++e)
        for (std::uint64_t n = 0; n < nodes; ++n) {
            total.push_back(spectrum.total[e][n]);
            spin.insert(spin.end(), spectrum.spin[e][n].begin(), spectrum.spin[e][n].end());
        }
    put(file, "density_of_states", {energies, nodes}, total, "",
        "density of states over that of the normal metal");
    put(file, "density_of_states_spin", {energies, nodes, 3}, spin, "",
        "the same of spins along x, y, z, less that of spins against");
    for (const char* name : {"density_of_states", "density_of_states_spin"})
        file.attach_scale(name, 0, "energy");
    if (spectrum.current.empty())
        return;
    std::vector<double> current;
    for (const auto& at_energy : spectrum.current)
        current.insert(current.end(), at_energy.begin(), at_energy.end());
    const std::uint64_t joints = spectrum.current_positions.size();
    put(file, "spectral_current_x", {joints}, spectrum.current_positions, run.length_unit,
        "position");
    put(file, "spectral_current", {energies, joints}, current, spectrum.current_unit,
        "its integral over all energies with tanh(energy/2T) is the charge current");
    file.attach_scale("spectral_current", 0, "energy");
}

std::string spectral_current_csv(const SuperconductorRun& run) {
    const SpectrumResult& spectrum = *run.spectrum;
    std::string text = output::csv_cell(titled("energy", run.energy_unit)) + "," +
                       output::csv_cell(titled("x", run.length_unit)) + "," +
                       output::csv_cell(titled("spectral_current", spectrum.current_unit)) + "\n";
    for (std::size_t e = 0; e < spectrum.energies.size(); ++e)
        for (std::size_t k = 0; k < spectrum.current_positions.size(); ++k)
            text += fmt::format("{:.12g},{:.12g},{:.12g}\n", spectrum.energies[e],
                                spectrum.current_positions[k] + 0.0, spectrum.current[e][k] + 0.0);
    return text;
}

std::string spectrum_csv(const SuperconductorRun& run) {
    const SpectrumResult& spectrum = *run.spectrum;
    std::string text = output::csv_cell(titled("energy", run.energy_unit)) + "," +
                       output::csv_cell(titled("x", run.length_unit)) + "," +
                       output::csv_cell(titled("y", run.length_unit)) +
                       ",density_of_states,spin_x,spin_y,spin_z\n";
    for (std::size_t e = 0; e < spectrum.energies.size(); ++e)
        for (std::size_t n = 0; n < spectrum.positions.size(); ++n) {
            const auto& spin = spectrum.spin[e][n];
            text += fmt::format("{:.12g},{:.12g},{:.12g},{:.12g},{:.12g},{:.12g},{:.12g}\n",
                                spectrum.energies[e], spectrum.positions[n][0] + 0.0,
                                spectrum.positions[n][1] + 0.0, spectrum.total[e][n], spin[0] + 0.0,
                                spin[1] + 0.0, spin[2] + 0.0);
        }
    return text;
}

output::VtuMesh plane_mesh(const SuperconductorRun& run, const ResultTable& fields) {
    output::VtuMesh mesh;
    mesh.quadrilaterals = run.quadrilaterals;
    const auto& x = fields.find("x")->values;
    const auto& y = fields.find("y")->values;
    for (std::size_t n = 0; n < x.size(); ++n)
        mesh.points.push_back({x[n], y[n], 0.0});
    for (std::size_t c = 0; c < fields.columns.size(); ++c) {
        const Column& column = fields.columns[c];
        if (column.meaning == "position")
            continue;
        // Three columns name_x, name_y, name_z make a vector.
        if (column.name.ends_with("_x") && c + 2 < fields.columns.size() &&
            fields.columns[c + 2].name.ends_with("_z")) {
            output::VtuField vector{column.name.substr(0, column.name.size() - 2), 3, {}};
            for (std::size_t n = 0; n < x.size(); ++n)
                for (std::size_t a = 0; a < 3; ++a)
                    vector.values.push_back(fields.columns[c + a].values[n]);
            mesh.fields.push_back(vector);
            c += 2;
        } else {
            mesh.fields.push_back({column.name, 1, column.values});
        }
    }
    return mesh;
}

} // namespace

std::string table_csv(const ResultTable& table) {
    std::string text;
    for (const Column& column : table.columns)
        text += (text.empty() ? "" : ",") + output::csv_cell(titled(column.name, column.unit));
    text += "\n";
    for (std::size_t row = 0; row < table.rows(); ++row) {
        std::string line;
        for (const Column& column : table.columns)
            line += fmt::format("{}{:.12g}", line.empty() ? "" : ",", column.values[row] + 0.0);
        text += line + "\n";
    }
    return text;
}

std::vector<std::filesystem::path> write_files(const SuperconductorFile& file,
                                               const SuperconductorRun& run,
                                               const std::filesystem::path& directory) {
    std::vector<std::filesystem::path> written;
    const auto write = [&](const std::string& name, const std::string& text) {
        output::write_atomically(directory / name, text);
        written.push_back(directory / name);
    };
    if (file.input.output.csv) {
        if (run.points.rows() > 0)
            write("points.csv", table_csv(run.points));
        if (!run.fields.empty())
            write("fields.csv", table_csv(run.fields.back().nodes));
        if (run.spectrum)
            write("spectrum.csv", spectrum_csv(run));
        if (run.spectrum && !run.spectrum->current.empty())
            write("spectral_current.csv", spectral_current_csv(run));
    }
    if (!run.fields.empty() || run.spectrum) {
        const std::filesystem::path path = directory / "fields.h5";
        output::AtomicFile atomic(path);
        Hdf5Writer hdf5(atomic.temporary());
        hdf5.set_text("", "program", output::program_json().dump());
        for (const Column& column : run.points.columns)
            put(hdf5, "point_" + column.name, {run.points.rows()}, column.values, column.unit,
                column.meaning);
        if (!run.fields.empty()) {
            put_fields(hdf5, run, &Fields::nodes, "node_");
            put_fields(hdf5, run, &Fields::links, "link_");
        }
        if (run.spectrum)
            put_spectrum(hdf5, run);
        hdf5.close();
        atomic.commit();
        written.push_back(path);
    }
    if (!run.quadrilaterals.empty())
        for (std::size_t p = 0; p < run.fields.size(); ++p) {
            const std::filesystem::path path =
                directory / (run.fields.size() > 1 ? fmt::format("plane_{:04d}.vtu", p + 1)
                                                   : std::string("plane.vtu"));
            output::write_vtu(path, plane_mesh(run, run.fields[p].nodes));
            written.push_back(path);
        }
    return written;
}

} // namespace sidejump::superconductor
