// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/device_output.hpp"

#include "sidejump/device/device_report.hpp"
#include "sidejump/output/atomic_file.hpp"
#include "sidejump/output/hdf5_file.hpp"

#include <limits>

namespace sidejump::device {
namespace {

using output::Hdf5Writer;

void write_all(Hdf5Writer& file, const std::string& name, const std::vector<std::uint64_t>& sizes,
               const std::vector<double>& values, const std::string& unit) {
    file.create_numbers(name, sizes);
    file.write_numbers(name, {std::vector<std::uint64_t>(sizes.size(), 0), sizes}, values);
    file.set_text(name, "unit", unit);
}

/// The real or the imaginary part of a value for every point of the study and of the cut.
template <class Part>
void write_fields(Hdf5Writer& file, const DeviceRun& run, std::size_t cut, const std::string& name,
                  const std::string& suffix, const Part& part) {
    const std::uint64_t studies = run.cuts.size();
    const std::uint64_t points = run.cuts.front()[cut].positions.size();
    std::vector<double> potentials;
    std::vector<double> currents;
    for (const auto& cuts : run.cuts)
        for (const FieldSample& sample : cuts[cut].samples) {
            const auto value = [&](const Complex& amplitude) {
                return sample.inside ? part(amplitude) : std::numeric_limits<double>::quiet_NaN();
            };
            for (const Complex& potential : sample.potential)
                potentials.push_back(value(potential));
            for (const auto& along : sample.current)
                for (const Complex& current : along)
                    currents.push_back(value(current));
        }
    write_all(file, name + "_potential" + suffix, {studies, points, 4}, potentials, "V");
    write_all(file, name + "_current" + suffix, {studies, points, 12}, currents, "A/m^2");
    file.set_texts(name + "_potential" + suffix, "columns",
                   {"charge", "spin x", "spin y", "spin z"});
    std::vector<std::string> columns;
    for (const char* axis : {"x", "y", "z"})
        for (const char* field : {"charge", "spin x", "spin y", "spin z"})
            columns.push_back(std::string(field) + " along " + axis);
    file.set_texts(name + "_current" + suffix, "columns", columns);
}

} // namespace

void write_cuts(const DeviceFile& file, const DeviceRun& run, const std::filesystem::path& path) {
    if (run.cuts.empty() || run.cuts.front().empty())
        return;
    output::AtomicFile atomic(path, output::AtomicFile::Naming::fixed);
    Hdf5Writer hdf5(atomic.temporary());
    hdf5.set_text("", "convention", spin_current_convention);
    hdf5.set_text("", "mesh_axes", run.axes);
    hdf5.set_text("", "input", file.echo.dump());
    std::vector<double> parameter;
    for (const StudyResult& result : run.results)
        parameter.push_back(result.point.value);
    write_all(hdf5, "study_parameter", {parameter.size()}, parameter, "T, rad, Hz or s");
    for (std::size_t c = 0; c < run.cuts.front().size(); ++c) {
        const LineCut& cut = run.cuts.front()[c];
        std::vector<double> positions;
        for (const auto& position : cut.positions)
            positions.insert(positions.end(), position.begin(), position.end());
        write_all(hdf5, cut.name + "_position", {cut.positions.size(), 3}, positions, "m");
        write_fields(hdf5, run, c, cut.name, "", [](Complex value) { return value.real(); });
        if (file.input.study.kind == StudyKind::ac)
            write_fields(hdf5, run, c, cut.name, "_imaginary",
                         [](Complex value) { return value.imag(); });
    }
    hdf5.close();
    atomic.commit();
}

} // namespace sidejump::device
