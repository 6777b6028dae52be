// SPDX-License-Identifier: GPL-3.0-or-later
// Sweeps over the parameters of device files.
#include "sidejump/device/run_journal.hpp"
#include "sidejump/device_fem/field_pieces.hpp"
#include "sidejump/device_fem/solve_device_file.hpp"
#include "sidejump/device_sweep/device_base.hpp"
#include "sidejump/input/input_error.hpp"
#include "sidejump/sweep/journal.hpp"
#include "sidejump/sweep/study_warnings.hpp"
#include "sidejump/sweep/sweep_run.hpp"
#include "tests/support/study_files.hpp"

#include <array>
#include <cmath>
#include <complex>
#include <csignal>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <memory>
#include <numbers>
#include <sys/resource.h>

namespace sidejump::device_sweep {
namespace {

using sweep::Study;
using test::StudyFiles;

// Spins enter a wire with the current on the left and relax on the right: with a = 1/lambda of a
// steady current, or the root of (1 - i omega tau)/lambda^2, the part 1/cosh(a L) of them arrives.
constexpr double polarisation = 0.5;
constexpr double current = 1e-3;           // A
constexpr double diffusion_length = 5e-7;  // m
constexpr double relaxation_time = 20e-12; // s

const std::string wire = R"([geometry]
axes = "x"
[geometry.wire]
length = "1 um"
width = "100 nm"
thickness = "50 nm"
[mesh]
element_size = "25 nm"
[solver]
order = 4
method = "direct"
[[region]]
name = "wire"
conductivity = "1e7 S/m"
spin_diffusion_length = "500 nm"
spin_relaxation_time = "20 ps"
[[contact]]
boundary = "left"
current = "1 mA"
injected_polarisation = [0, 0.5, 0]
[[contact]]
boundary = "right"
potential = "0 V"
[[measure]]
name = "resistance"
voltage = ["left", "right"]
per_current_of = "left"
)";

std::string replaced(std::string text, const std::string& old, const std::string& with) {
    const auto place = text.find(old);
    if (place == std::string::npos)
        throw std::invalid_argument("no " + old);
    return text.replace(place, old.size(), with);
}

const std::string alloy_wire =
    replaced(replaced(wire,
                      "conductivity = \"1e7 S/m\"\nspin_diffusion_length = \"500 nm\"\n"
                      "spin_relaxation_time = \"20 ps\"\n",
                      "alloy = \"metal\"\n"),
             "[[region]]", "[[alloy]]\nname = \"metal\"\nfile = \"alloy.toml\"\n[[region]]");

std::string axis(const std::string& path, const std::string& values,
                 const std::string& name = "a") {
    return fmt::format("[[sweep.axis]]\nname = \"{}\"\npath = \"{}\"\n{}\n", name, path, values);
}

std::string study(const std::string& axes, const std::string& outputs) {
    return fmt::format("[sweep]\nbase = \"device.toml\"\noutputs = [{}]\n{}", outputs, axes);
}

std::string bytes(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// gmock does not bear the macros of deal.II.
void expect_parts(const std::string& text, const std::vector<std::string>& parts) {
    for (const std::string& part : parts)
        EXPECT_NE(text.find(part), std::string::npos) << "no " << part << "\nin " << text;
}

class DeviceSweep : public testing::Test {
  protected:
    Study read(const std::string& device, const std::string& text) {
        files_.write("device.toml", device);
        return sweep::read_study(files_.study(text), {device_kind()});
    }
    std::string error(const std::string& device, const std::string& text) {
        try {
            (void)read(device, text);
        } catch (const input::InputError& mistake) {
            return mistake.what();
        }
        return "no error";
    }
    // All outputs at all points.
    static std::vector<std::vector<double>> values(const Study& study) {
        const auto evaluator = sweep::evaluation_plan(study)->evaluator();
        std::vector<std::vector<double>> found(study.points);
        for (std::uint64_t point = 0; point < study.points; ++point) {
            found[point].resize(study.outputs.size());
            evaluator->evaluate(point, found[point]);
        }
        return found;
    }
    device::DeviceRun solve(const std::string& device) {
        files_.write("alone.toml", device);
        auto file = device::read_device_file((files_.folder() / "alone.toml").string());
        file.input.output.fields = false;
        return device_fem::solve_device_file(file, {}, MPI_COMM_SELF);
    }
    StudyFiles files_;
};

TEST_F(DeviceSweep, SpinsDecayOverTheLength) {
    const auto found = values(
        read(wire, study(axis("geometry.wire.length",
                              "linear = { from = \"0.2 um\", to = \"3 um\", points = 5 }"),
                         "\"contact.right.spin_current_y\", \"resistance\", \"charge_balance\"")));
    for (std::size_t i = 0; i < found.size(); ++i) {
        const double length = 2e-7 + 7e-7 * static_cast<double>(i);
        const double expected = -polarisation * current / std::cosh(length / diffusion_length);
        EXPECT_NEAR(found[i][0] / expected, 1.0, 1e-8) << length;
        EXPECT_NEAR(found[i][1] / (length / (1e7 * 5e-15)), 1.0, 1e-9);
        EXPECT_LT(found[i][2], 1e-9);
    }
    // Far away exp(-L/lambda): the slope of the logarithm is the diffusion length.
    EXPECT_NEAR(7e-7 / std::log(found[3][0] / found[4][0]) / diffusion_length, 1.0, 1e-4);
}

TEST_F(DeviceSweep, SurfacesMoveAlongTheWire) {
    const auto found =
        values(read(wire + "[[surface]]\nname = \"cut\"\naxis = \"x\"\nposition = \"0 m\"\n",
                    study(axis("surface[0].position",
                               "values = [\"0 nm\", \"110 nm\", \"650 nm\", \"1000 nm\"]"),
                          "\"surface.cut.current\", \"surface.cut.spin_current_y\"")));
    const std::array<double, 4> positions{0.0, 110e-9, 650e-9, 1e-6};
    for (std::size_t i = 0; i < found.size(); ++i) {
        EXPECT_NEAR(found[i][0] / current, 1.0, 1e-9);
        const double expected = polarisation * current *
                                std::cosh((1e-6 - positions[i]) / diffusion_length) /
                                std::cosh(1e-6 / diffusion_length);
        EXPECT_NEAR(found[i][1] / expected, 1.0, 1e-6);
    }
}

TEST_F(DeviceSweep, OneFrequencyGivesRealAndImaginaryParts) {
    const auto found = values(read(
        wire + "[study]\nkind = \"ac\"\nfrequencies = [\"1 GHz\"]\n",
        study(
            axis("study.frequencies[0]", "values = [\"0 GHz\", \"10 GHz\", \"40 GHz\"]"),
            "\"contact.right.spin_current_y.real\", \"contact.right.spin_current_y.imaginary\"")));
    for (std::size_t i = 0; i < 3; ++i) {
        const double omega = 2e9 * std::numbers::pi * std::array{0.0, 10.0, 40.0}[i];
        const std::complex<double> a =
            std::sqrt(std::complex<double>(1.0, -omega * relaxation_time)) / diffusion_length;
        const std::complex<double> expected = -polarisation * current / std::cosh(a * 1e-6);
        EXPECT_NEAR(found[i][0], expected.real(), 1e-8 * std::abs(expected));
        EXPECT_NEAR(found[i][1], expected.imag(), 1e-8 * std::abs(expected));
    }
}

TEST_F(DeviceSweep, PointsEqualTheDeviceCommandInEveryBit) {
    const std::string outputs =
        "\"resistance\", \"contact.left.potential\", \"contact.right.current\", "
        "\"contact.left.spin_current_y\", \"heat\", \"heat.wire\", \"contact_heat\", "
        "\"interface_heat\", \"charge_balance\", \"unknowns\", \"cells\", \"iterations\"";
    struct Case {
        const char* path;
        const char* value;
        const char* old;
        const char* with;
    };
    const std::vector<Case> cases = {
        {"geometry.wire.length", "\"700 nm\"", "length = \"1 um\"", "length = \"700 nm\""},
        {"mesh.element_size", "\"11 nm\"", "element_size = \"25 nm\"", "element_size = \"11 nm\""},
        {"region[0].conductivity", "\"3e6 S/m\"", "\"1e7 S/m\"", "\"3e6 S/m\""},
        {"contact[0].current", "\"2.5 mA\"", "\"1 mA\"", "\"2.5 mA\""},
        {"contact[0].injected_polarisation[1]", "0.3", "[0, 0.5, 0]", "[0, 0.3, 0]"},
        {"solver.order", "2", "order = 4", "order = 2"},
    };
    for (const Case& one : cases) {
        const auto found = values(
            read(wire, study(axis(one.path, fmt::format("values = [{}]", one.value)), outputs)));
        const auto run = solve(replaced(wire, one.old, one.with));
        const auto& state = run.results[0].state;
        const std::vector<double> expected = {run.results[0].measurements[0].value.real(),
                                              state.terminals[0].potential.real(),
                                              state.terminals[1].current.real(),
                                              state.terminals[0].spin_current[1].real(),
                                              state.heat[0],
                                              state.heat[0],
                                              state.contact_heat,
                                              state.interface_heat,
                                              state.charge_balance,
                                              static_cast<double>(state.solver.unknowns),
                                              static_cast<double>(state.solver.cells),
                                              static_cast<double>(state.solver.iterations)};
        EXPECT_EQ(found[0], expected) << one.path;
    }
}

TEST_F(DeviceSweep, AxesLeadIntoAlloyFiles) {
    std::filesystem::create_directory(files_.folder() / "metals");
    files_.write("metals/eta.tsv", "-1 0.1\n0 0.2\n1 0.3\n");
    const std::string table = "phase_shift = { table = \"eta.tsv\" }";
    files_.write("metals/alloy.toml", StudyFiles::alloy_text(table));
    files_.write("metals/other.toml",
                 replaced(StudyFiles::alloy_text(table), "concentration = 0.01",
                          "concentration = "
                          "0.02"));
    const std::string device = replaced(alloy_wire, "alloy.toml", "metals/alloy.toml");
    const std::string other = replaced(alloy_wire, "alloy.toml", "metals/other.toml");
    const std::string warm = replaced(other, "alloy = \"metal\"",
                                      "alloy = \"metal\"\n"
                                      "temperature = \"300 K\"");
    const double expected = solve(other).results[0].measurements[0].value.real();
    const std::string output = "\"resistance\"";

    EXPECT_EQ(
        values(read(device, study(axis("alloy[0].impurity[0].concentration", "values = [0.02]"),
                                  output)))[0][0],
        expected);
    const auto files =
        values(read(device, study(axis("alloy[0].file", "values = [\"metals/other.toml\", "
                                                        "\"metals/alloy.toml\"]"),
                                  output)));
    EXPECT_EQ(files[0][0], expected);
    EXPECT_EQ(files[1][0], solve(device).results[0].measurements[0].value.real());
    const auto grid =
        values(read(device, study(axis("region[0].temperature", "values = [\"300 K\"]", "T") +
                                      axis("alloy[0].impurity[0].concentration", "values = [0.02]"),
                                  output)));
    EXPECT_EQ(grid[0][0], solve(warm).results[0].measurements[0].value.real());
}

TEST_F(DeviceSweep, FingerprintFollowsEveryFile) {
    const auto table = [](const std::string& name) {
        return StudyFiles::alloy_text("phase_shift = { table = \"" + name + "\" }");
    };
    files_.write("one.tsv", "-1 0.1\n0 0.2\n1 0.3\n");
    files_.write("two.tsv", "-1 0.1\n0 0.2\n1 0.3\n");
    files_.write("alloy.toml", table("one.tsv"));
    files_.write("other.toml", table("two.tsv"));
    const auto mark = [&] {
        return read(alloy_wire,
                    study(axis("alloy[0].file", "values = [\"other.toml\"]"), "\"resistance\""))
            .fingerprint;
    };
    std::vector<std::string> marks = {mark()};
    EXPECT_EQ(mark(), marks[0]);
    for (const auto& [name, text] : {std::pair("one.tsv", std::string("-1 0.1\n0 0.25\n1 0.3\n")),
                                     std::pair("two.tsv", std::string("-1 0.1\n0 0.25\n1 0.3\n")),
                                     std::pair("other.toml", StudyFiles::alloy_text()),
                                     std::pair("alloy.toml", StudyFiles::alloy_text())}) {
        files_.write(name, text);
        marks.push_back(mark());
        EXPECT_NE(marks.back(), marks[marks.size() - 2]) << name;
    }
}

TEST_F(DeviceSweep, FailedPointsKeepTheirMessage) {
    const Study failing = read(
        wire, study(axis("geometry.wire.length", "values = [\"1000 nm\", \"0 nm\", \"500 nm\"]"),
                    "\"resistance\""));
    sweep::SweepOptions options;
    options.out = files_.folder() / "failing.h5";
    options.csv = true;
    options.progress = false;
    std::atomic<int> stop{0};
    const auto report = sweep::run_sweep(failing, options, stop);
    EXPECT_EQ(report.failed, 1u);
    expect_parts(report.first_failure,
                 {"a = 0 nm: device.toml:4: geometry.wire.length: expected", "found"});
    expect_parts(bytes(files_.folder() / "failing.csv"), {"a [nm],resistance [ohm]", "nan"});
}

// A film with a narrow contact, whose corners want a fine mesh.
const std::string film = R"([geometry]
axes = "xy"
[geometry.boxes]
boxes = [ { region = "film", from = ["0 nm", "0 nm"], to = ["200 nm", "100 nm"] } ]
patches = [ { boundary = "left", from = ["0 nm", "0 nm"], to = ["0 nm", "100 nm"] },
            { boundary = "top", from = ["100 nm", "100 nm"], to = ["150 nm", "100 nm"] } ]
lengths_across = "10 nm"
[mesh]
element_size = "50 nm"
adapt = { relative_error = 1e-3, largest_unknowns = 1000 }
[solver]
order = 2
method = "direct"
[[region]]
name = "film"
conductivity = "1e7 S/m"
spin_diffusion_length = "100 nm"
spin_relaxation_time = "10 ps"
[[contact]]
boundary = "left"
potential = "0 V"
[[contact]]
boundary = "top"
current = "1 mA"
[[measure]]
name = "resistance"
voltage = ["top", "left"]
per_current_of = "top"
)";

// Fields and results belong to the mesh that they were computed on.
TEST_F(DeviceSweep, RunsDoNotGoOnOnAnotherMesh) {
    const std::string series =
        replaced(film, "[[measure]]",
                 "[study]\nkind = \"field-sweep\"\nfields = [\"0 T\", \"1 T\", "
                 "\"2 T\"]\n[[measure]]");
    files_.write("series.toml", series);
    auto file = device::read_device_file((files_.folder() / "series.toml").string());
    file.input.output.fields = false;
    int seen = 0;
    device_fem::FileOptions options;
    options.journal_folder = files_.folder().string();
    options.progress = [&seen](std::size_t done, std::size_t) { seen = static_cast<int>(done); };
    options.stopped = [&seen] { return seen == 1; };
    EXPECT_EQ(device_fem::solve_device_file(file, options, MPI_COMM_SELF).results.size(), 2u);
    std::string head;
    std::getline(std::ifstream(files_.folder() / "device.journal") >> std::ws, head);
    const std::string fingerprint = head.substr(head.rfind(' ') + 1);
    const auto journal = [&] {
        return std::make_unique<device::RunJournal>(files_.folder(), fingerprint);
    };
    const auto records = journal()->records();
    ASSERT_EQ(records.size(), 2u);
    device::PointRecord last = device::record_from_text(records.back());
    last.mesh += 1;
    journal()->begin({records.front(), device::record_text(last)});
    options.stopped = {};
    try {
        (void)device_fem::solve_device_file(file, options, MPI_COMM_SELF);
        FAIL() << "another mesh was taken";
    } catch (const std::runtime_error& refusal) {
        expect_parts(refusal.what(), {"on another mesh", "adapted", "--force"});
    }
    journal()->begin(records);
    const auto run = device_fem::solve_device_file(file, options, MPI_COMM_SELF);
    EXPECT_EQ(run.taken_over, 2u);
    EXPECT_EQ(run.results.size(), 3u);
}

TEST_F(DeviceSweep, PointsThatMissTheirErrorStand) {
    const std::string errors = axis("mesh.adapt.relative_error", "values = [0.1, 5e-3, 1e-7]");
    const Study asked = read(film, study(errors, "\"resistance\", \"resistance.estimated_error\", "
                                                 "\"adaptation_reached\", \"unknowns\""));
    const auto found = values(asked);
    EXPECT_LE(found[0][1], 0.1);
    EXPECT_EQ(found[0][2], 1.0);
    EXPECT_LE(found[1][1], 5e-3);
    EXPECT_EQ(found[1][2], 1.0);
    EXPECT_GT(found[2][1], 1e-7);
    EXPECT_LT(found[2][1], found[1][1]);
    EXPECT_EQ(found[2][2], 0.0);
    EXPECT_LE(found[2][3], 1000.0);
    // The true error is 1.5 times the estimate at most.
    EXPECT_LT(std::abs(found[1][0] / found[2][0] - 1.0), 1.5 * (found[1][1] + found[2][1]));
    EXPECT_TRUE(sweep::study_warnings(asked).empty());

    const auto warnings = sweep::study_warnings(read(film, study(errors, "\"resistance\"")));
    ASSERT_EQ(warnings.size(), 1u);
    expect_parts(warnings.front(), {"[mesh.adapt]", "adaptation_reached"});
    expect_parts(error(wire, study(axis("contact[0].current", "values = [\"1 mA\"]"),
                                   "\"adaptation_reached\"")),
                 {"sweep.outputs[0]: expected the name of a result of this device"});
}

// Where no current flows there is no resistance, and no error of it.
TEST_F(DeviceSweep, NoMeshIsAdaptedToAMeasureWithoutValue) {
    const std::string idle =
        replaced(replaced(film, "relative_error = 1e-3", "relative_error = 0.1"),
                 "current = \"1 mA\"", "potential = \"0 V\"");
    const auto found =
        values(read(idle, study(axis("contact[1].potential", "values = [\"1 V\", \"0 V\"]"),
                                "\"resistance\", \"resistance.estimated_error\", "
                                "\"adaptation_reached\"")));
    EXPECT_EQ(found[0][2], 1.0);
    EXPECT_TRUE(std::isnan(found[1][0]));
    EXPECT_TRUE(std::isnan(found[1][1]));
    EXPECT_EQ(found[1][2], 0.0);

    files_.write("idle.toml", idle);
    auto file = device::read_device_file((files_.folder() / "idle.toml").string());
    file.input.output.fields = false;
    const auto run = device_fem::solve_device_file(file, {}, MPI_COMM_SELF);
    ASSERT_FALSE(run.warnings.empty());
    expect_parts(run.warnings.front(), {"not adapted to \"resistance\"", "no error"});
    EXPECT_EQ(run.adaptation.value().rounds.size(), 1u);
}

// As on a full disk: no file may be as long as it would be.
TEST_F(DeviceSweep, FieldsThatCannotBeWrittenAreTold) {
    files_.write("film.toml", replaced(film, "\"1 mA\"", "\"2 mA\""));
    const auto file = device::read_device_file((files_.folder() / "film.toml").string());
    device_fem::FileOptions options;
    options.fields_folder = files_.folder().string();
    rlimit before{};
    ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
    const rlimit small{2000, before.rlim_max};
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
    std::string failure;
    try {
        (void)device_fem::solve_device_file(file, options, MPI_COMM_SELF);
    } catch (const std::runtime_error& error) {
        failure = error.what();
    }
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    EXPECT_EQ(failure, "cannot write " + (files_.folder() / "fields.vtu").string());
    EXPECT_FALSE(std::filesystem::exists(files_.folder() / "fields.vtu"));
    EXPECT_FALSE(std::filesystem::exists(files_.folder() / "fields.vtu.partial"));
}

TEST_F(DeviceSweep, FieldsOfSeveralRanksAreWholeWithAllPieces) {
    const auto record = files_.folder() / "fields_0.pvtu";
    EXPECT_FALSE(device_fem::are_fields_whole(record));
    files_.write("fields_0.pvtu", "<VTKFile>\n</VTKFile>\n");
    EXPECT_FALSE(device_fem::are_fields_whole(record));
    files_.write("fields_0.pvtu", "<VTKFile>\n<Piece Source=\"fields_0.0.vtu\"/>\n"
                                  "<Piece Source=\"fields_0.1.vtu\"/>\n</VTKFile>\n");
    EXPECT_EQ(device_fem::field_pieces(record),
              (std::vector<std::string>{"fields_0.0.vtu", "fields_0.1.vtu"}));
    files_.write("fields_0.0.vtu", "");
    EXPECT_FALSE(device_fem::are_fields_whole(record));
    files_.write("fields_0.1.vtu", "");
    EXPECT_TRUE(device_fem::are_fields_whole(record));
    EXPECT_TRUE(device_fem::are_fields_whole(files_.folder() / "fields_0.0.vtu"));
    EXPECT_FALSE(device_fem::are_fields_whole(files_.folder() / "fields.vtu"));
}

TEST_F(DeviceSweep, GoesOnWhereItWasInterrupted) {
    const Study one = read(wire, study(axis("geometry.wire.length",
                                            "linear = { from = \"1 um\", to = \"2 um\", points = "
                                            "6 }"),
                                       "\"contact.right.spin_current_y\", \"heat\""));
    sweep::SweepOptions options;
    options.progress = false;
    std::atomic<int> stop{0};
    options.out = files_.folder() / "whole.h5";
    EXPECT_EQ(sweep::run_sweep(one, options, stop).workers, 1);

    options.out = files_.folder() / "resumed.h5";
    const auto plan = sweep::evaluation_plan(one);
    const auto portions = sweep::cut_into_portions(one, plan->seconds_per_point());
    EXPECT_EQ(portions.size, 1u) << "each point is a record of its own";
    {
        sweep::Journal journal(sweep::journal_path(options.out), one.fingerprint, portions, false);
        const auto evaluator = plan->evaluator();
        for (const std::uint64_t portion : {4u, 1u}) {
            const auto result =
                sweep::compute_portion(one, portions, portion, *evaluator, stop).value();
            journal.append(result, sweep::encode(result));
        }
    }
    const auto report = sweep::run_sweep(one, options, stop);
    EXPECT_EQ(report.before, 2u);
    EXPECT_EQ(report.end, sweep::SweepEnd::complete);
    EXPECT_EQ(bytes(files_.folder() / "resumed.h5"), bytes(files_.folder() / "whole.h5"));
}

TEST_F(DeviceSweep, MistakesAreToldPrecisely) {
    const std::string length = axis("geometry.wire.length", "values = [\"1 um\", \"2 um\"]");
    const std::string output = "\"resistance\"";
    expect_parts(error(wire, study(axis("geometry.wire.lenth", "values = [\"1 um\"]"), output)),
                 {"study.toml:6: sweep.axis[0].path: expected the path of a "
                  "parameter in",
                  "where \"lenth\" is unknown; did you mean \"length\"?"});
    expect_parts(error(wire, study(length, "\"resistanse\"")),
                 {"study.toml:3: sweep.outputs[0]: expected the name of a result of "
                  "this device (resistance, contact.left.potential, ",
                  "heat.wire", "did you mean \"resistance\"?"});
    expect_parts(error(wire, study(axis("region[0].conductivity", "values = [-1, -2]"), output)),
                 {"study.toml:7: sweep.axis[0].values: expected values that "
                  "region[0].conductivity takes"});
    expect_parts(error(wire + "[study]\nkind = \"field-sweep\"\nfields = [\"0 T\", \"1 T\"]\n",
                       study(length, output)),
                 {"device.toml:28: study: expected a study of one state",
                  "an axis over magnetic_field.induction or study.fields[0] gives "
                  "more",
                  "found 2 of them"});
    expect_parts(error(alloy_wire,
                       study(axis("alloy[0].file", "values = [\"alloy.toml\"]", "file") +
                                 axis("alloy[0].impurity[0].concentration", "values = [0.1]", "n"),
                             output)),
                 {"sweep.axis[1].path: expected a parameter that no other axis sets"});
    expect_parts(
        error(alloy_wire, study(axis("alloy[0].file", "values = [\"none.toml\"]"), output)),
        {"sweep.axis[0].values: expected values that alloy[0].file takes", "none.toml"});
    expect_parts(error(replaced(wire, "name = \"resistance\"", "name = \"heat\""),
                       study(length, "\"heat\"")),
                 {"measure[0].name: expected a measure with a name that no other result of "
                  "a sweep has"});
    expect_parts(error(replaced(wire, "name = \"resistance\"", "name = \"R/nl\""),
                       study(length, "\"R/nl\"")),
                 {"sweep.outputs[0]: expected an output that can stand in the result file"});
}

TEST_F(DeviceSweep, OneFieldOfASeriesIsAState) {
    const auto found =
        values(read(replaced(wire, "[[measure]]",
                             "[study]\nkind = \"field-sweep\"\nfields = [\"0 T\"]\n"
                             "[[measure]]"),
                    study(axis("study.fields[0]", "values = [\"0 T\", \"0.4 T\"]"),
                          "\"contact.right.spin_current_y\", \"contact.right.spin_current_x\"")));
    EXPECT_NEAR(found[0][0], -polarisation * current / std::cosh(2.0), 1e-12);
    // Larmor precession: lambda^-2 -> lambda^-2 (1 - i omega_L tau) for the spins y + i x.
    constexpr double bohr_magneton = 9.2740100783e-24;
    constexpr double planck_reduced = 1.054571817e-34;
    const double larmor = 2.00231930436256 * bohr_magneton / planck_reduced * 0.4;
    const std::complex<double> a =
        std::sqrt(std::complex<double>(1.0, -larmor * relaxation_time)) / diffusion_length;
    const std::complex<double> expected = -polarisation * current / std::cosh(a * 1e-6);
    EXPECT_NEAR(found[1][0], expected.real(), 1e-7 * std::abs(expected));
    EXPECT_NEAR(std::abs(found[1][1]), std::abs(expected.imag()), 1e-7 * std::abs(expected));
}

TEST_F(DeviceSweep, WarningsOfAlloysAreTold) {
    const Study one =
        read(alloy_wire, study(axis("alloy[0].impurity[0].concentration", "values = [0.01, "
                                                                          "0.02]"),
                               "\"resistance\""));
    const auto file = device::read_device_file((files_.folder() / "device.toml").string());
    const auto expected = device::device_warnings(file);
    ASSERT_FALSE(expected.empty());
    EXPECT_EQ(one.base->echo()["alloy"][0]["host"]["name"], "Cu") << "the result has the alloy";
    std::string told;
    for (const std::string& warning : sweep::study_warnings(one))
        told += warning + "\n";
    expect_parts(told, {"point 0 of 2: " + expected.front()});
}

} // namespace
} // namespace sidejump::device_sweep
