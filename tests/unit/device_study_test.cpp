// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/device_problem.hpp"
#include "sidejump/device/run_journal.hpp"
#include "sidejump/input/reference_page.hpp"
#include "tests/support/device_texts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sidejump::device {
namespace device_study_test {

using testing::HasSubstr;

const std::string copper = "[[region]]\nname = \"Cu\"\nconductivity = \"5e7 S/m\"\n"
                           "spin_diffusion_length = \"400 nm\"\n";
const std::string cobalt = "[[region]]\nname = \"Co\"\nconductivity = \"1e7 S/m\"\n"
                           "spin_diffusion_length = \"40 nm\"\npolarisation = 0.4\n"
                           "magnetisation = [1, 0, 0]\n";
const std::string lead = "[[region]]\nname = \"lead\"\nconductivity = \"5e7 S/m\"\n"
                         "spin_diffusion_length = \"400 nm\"\n";
const std::string contacts = "[[contact]]\nboundary = \"left\"\ncurrent = \"1 mA\"\n"
                             "[[contact]]\nname = \"probe\"\nboundary = \"right\"\n"
                             "floating = true\n";

std::string error(const std::string& text) {
    try {
        (void)read_device_text(test::on_a_film(text), "device.toml");
    } catch (const input::InputError& mistake) {
        return mistake.what();
    }
    return "no error";
}

// Cu, Co and lead one behind the other.
MeshDescription line() {
    MeshDescription mesh;
    mesh.dimension = 1;
    mesh.vertices = {{0., 0., 0.}, {1e-6, 0., 0.}, {2e-6, 0., 0.}, {3e-6, 0., 0.}};
    mesh.cells = {{{0, 1}, 0}, {{1, 2}, 1}, {{2, 3}, 2}};
    mesh.boundary_faces = {{{0}, 0}, {{3}, 1}};
    mesh.regions = {"Cu", "Co", "lead"};
    mesh.boundaries = {"left", "right"};
    return mesh;
}

std::string problem_error(const std::string& text, const StudyPoint& point = {}) {
    const DeviceFile file = read_device_text(test::on_a_film(text), "device.toml");
    try {
        (void)device_problem(file, line(), Embedding(), point);
    } catch (const input::InputError& mistake) {
        return mistake.what();
    }
    return "no error";
}

std::vector<StudyPoint> points(const std::string& text) {
    return study_points(read_device_text(test::on_a_film(text), "device.toml"));
}

TEST(Studies, FieldSweepsAddToTheField) {
    const auto sweep = points(copper + "[magnetic_field]\ninduction = \"1 T\"\n"
                                       "direction = [1, 0, 0]\n[study]\nkind = \"field-sweep\"\n"
                                       "fields = { from = \"-1 T\", to = \"1 T\", count = 5 }\n");
    ASSERT_EQ(sweep.size(), 5U);
    EXPECT_EQ(sweep[1].magnetic_field, Vector3(1.0, 0.0, -0.5));
    EXPECT_EQ(sweep[1].value, -0.5);
    EXPECT_EQ(sweep[4].value, 1.0);
}

TEST(Studies, AngleSweepsTurnRightHanded) {
    const std::string study = "[study]\nkind = \"angle-sweep\"\nregion = \"Co\"\n"
                              "axis = [0, 0, 1]\nangles = [0, \"90 degree\"]\n";
    const std::string text = copper + cobalt + lead + study;
    const auto sweep = points(text);
    ASSERT_EQ(sweep.size(), 2U);
    EXPECT_LT((sweep[1].turned->direction - Vector3::UnitY()).norm(), 1e-15);
    const DeviceFile file = read_device_text(test::on_a_film(text), "device.toml");
    const auto problem = device_problem(file, line(), Embedding(), sweep[1]);
    EXPECT_NEAR(problem.media[1].conduction(0, 2), 0.4e7, 1e-6) << "polarised along y";
    EXPECT_NEAR(problem.media[1].conduction(0, 1), 0.0, 1e-6);
}

TEST(Studies, ContactsTurnAsWell) {
    const std::string text =
        copper + cobalt + lead +
        "[[contact]]\nname = \"F\"\nboundary = \"left\"\nfloating = true\n"
        "conductance = \"1e12 S/m^2\"\npolarisation = 0.5\nmagnetisation = [0, 0, 1]\n"
        "[study]\nkind = \"angle-sweep\"\ncontact = \"F\"\naxis = [0, 1, 0]\nangles = "
        "\"180 degree\"\n";
    const DeviceFile file = read_device_text(test::on_a_film(text), "device.toml");
    const auto problem = device_problem(file, line(), Embedding(), study_points(file).at(0));
    EXPECT_NEAR(problem.terminals[0].law.exchange(0, 3), -0.5e12, 1.0);
}

TEST(Studies, FrequenciesInGeometricProgression) {
    const auto sweep =
        points(copper + "[study]\nkind = \"ac\"\nfrequencies = { from = \"1 MHz\", to = \"1 GHz\", "
                        "count = 4, spacing = \"logarithmic\" }\n");
    ASSERT_EQ(sweep.size(), 4U);
    EXPECT_NEAR(sweep[1].frequency, 1e7, 1e-6);
    EXPECT_NEAR(sweep[3].frequency, 1e9, 1e-6);
}

TEST(Studies, RefuseWhatTheyCannotUse) {
    const auto study = [](const std::string& keys) {
        return error(copper + cobalt + contacts + "[study]\n" + keys);
    };
    EXPECT_THAT(study("fields = \"1 T\"\n"),
                HasSubstr("study.fields: not used by a study of kind = \"steady\""));
    EXPECT_THAT(study("kind = \"field-sweep\"\n"),
                HasSubstr("study.fields: missing key: a study of kind = \"field-sweep\" needs it"));
    EXPECT_THAT(study("kind = \"field_sweep\"\n"), HasSubstr("did you mean \"field-sweep\"?"));
    const std::string turning = "kind = \"angle-sweep\"\naxis = [0, 0, 1]\nangles = 1\n";
    EXPECT_THAT(study(turning), HasSubstr("one `region` or `contact` whose magnetisation turns, "
                                          "found neither"));
    EXPECT_THAT(study(turning + "region = \"Co\"\ncontact = \"left\"\n"), HasSubstr("found both"));
    EXPECT_THAT(study(turning + "region = \"Cu\"\n"),
                HasSubstr("expected a region with a magnetisation, found \"Cu\", which has none"));
    EXPECT_THAT(study(turning + "contact = \"left\"\n"),
                HasSubstr("expected a contact with a magnetisation"));
    EXPECT_THAT(study(turning + "region = \"Fe\"\n"), HasSubstr("the name of a [[region]]"));
    const std::string ac = "kind = \"ac\"\nfrequencies = ";
    EXPECT_THAT(study(ac + "[]\n"), HasSubstr("at least one element"));
    EXPECT_THAT(study(ac + "\"-1 Hz\"\n"), HasSubstr("in [0, 1e+18]"));
    EXPECT_THAT(study(ac + "{ from = \"1 Hz\", to = \"2 Hz\" }\n"),
                HasSubstr("frequencies.count: missing key"));
    EXPECT_THAT(study(ac + "{ from = \"1 Hz\", to = \"2 Hz\", steps = 3 }\n"),
                HasSubstr("frequencies.steps: unknown key"));
    EXPECT_THAT(study(ac + "{ from = \"0 Hz\", to = \"2 Hz\", count = 3, "
                           "spacing = \"logarithmic\" }\n"),
                HasSubstr("ends above zero for a logarithmic range"));
}

TEST(Studies, TransientsHaveTimesAndPulses) {
    const std::string study = "[study]\nkind = \"transient\"\nduration = \"2 ns\"\n";
    const auto standard = points(copper + contacts + study);
    ASSERT_EQ(standard.size(), 101U);
    EXPECT_EQ(standard[0].value, 0.0);
    EXPECT_EQ(standard[100].value, 2e-9);
    const DeviceFile file = read_device_text(
        test::on_a_film(copper + contacts + study +
                        "initial = \"rest\"\nrelative_tolerance = 1e-4\n"
                        "output_times = [\"0 ns\", \"500 ps\"]\n[[study.pulse]]\n"
                        "contact = \"left\"\nshape = \"sine\"\nfrequency = \"1 GHz\"\n"
                        "phase = \"90 degree\"\noffset = 2\n"),
        "device.toml");
    const TimeCourse course = time_course(file.input);
    EXPECT_EQ(course.output_times, (std::vector<double>{0.0, 5e-10}));
    EXPECT_TRUE(course.from_rest);
    EXPECT_EQ(course.relative_tolerance, 1e-4);
    ASSERT_EQ(course.pulses.size(), 2U);
    EXPECT_FALSE(course.pulses[1]);
    EXPECT_NEAR(course.factor(0, 0.5e-9, 0.5e-9), 1.0, 1e-12);
    EXPECT_EQ(course.factor(1, 0.5e-9, 0.5e-9), 1.0);
    EXPECT_EQ(course.break_points(), (std::vector<double>{0.0, 5e-10}));
}

TEST(Studies, TransientsRefuseWhatIsNone) {
    const auto study = [](const std::string& keys) {
        return error(copper + contacts + "[study]\nkind = \"transient\"\n" + keys);
    };
    EXPECT_THAT(study(""), HasSubstr("study.duration: missing key"));
    EXPECT_THAT(study("duration = \"0 s\"\n"), HasSubstr("study.duration"));
    EXPECT_THAT(study("duration = \"-1 ns\"\n"), HasSubstr("study.duration"));
    const std::string with_times = "duration = \"1 ns\"\noutput_times = ";
    EXPECT_THAT(study(with_times + "[\"1 ps\", \"1 ps\"]\n"),
                HasSubstr("study.output_times: expected times that increase"));
    EXPECT_THAT(study(with_times + "[\"1 ps\", \"2 ns\"]\n"),
                HasSubstr("expected times up to the duration, 1e-09 s, found 2e-09 s"));
    EXPECT_THAT(study("duration = \"1 ns\"\nfrequencies = \"1 GHz\"\n"),
                HasSubstr("study.frequencies: not used by a study of kind = \"transient\""));
    EXPECT_THAT(error(copper + contacts +
                      "[study]\n[[study.pulse]]\ncontact = \"left\"\n"
                      "shape = \"step\"\n"),
                HasSubstr("study.pulse: not used by a study of kind = \"steady\""));
    const auto pulse = [&study](const std::string& contact, const std::string& keys) {
        return study("duration = \"1 ns\"\n[[study.pulse]]\ncontact = \"" + contact +
                     "\"\nshape = " + keys);
    };
    EXPECT_EQ(pulse("left", "\"step\"\n"), "no error");
    EXPECT_THAT(pulse("lef", "\"step\"\n"),
                HasSubstr("study.pulse[0].contact: expected the name of a [[contact]] (left, "
                          "probe), found \"lef\""));
    EXPECT_THAT(pulse("probe", "\"step\"\n"),
                HasSubstr("expected a contact with a potential or a current, found \"probe\", "
                          "which floats"));
    EXPECT_THAT(pulse("left", "\"steps\"\n"), HasSubstr("did you mean \"step\"?"));
    EXPECT_THAT(pulse("left", "\"step\"\ndecay = \"1 ns\"\n"),
                HasSubstr("study.pulse[0].decay: not used by a pulse of shape = \"step\""));
    EXPECT_THAT(pulse("left", "\"exponential\"\n"),
                HasSubstr("decay: missing key: a pulse of shape = \"exponential\" needs it"));
    EXPECT_THAT(pulse("left", "\"square\"\nwidth = \"1 ps\"\nrise = \"2 ps\"\n"),
                HasSubstr("expected a rise no longer than the width"));
    EXPECT_THAT(pulse("left", "\"table\"\ntimes = [\"0 s\", \"1 ns\"]\n"),
                HasSubstr("values: missing key"));
    EXPECT_THAT(pulse("left", "\"table\"\ntimes = [\"0 s\", \"1 ns\"]\nvalues = [1]\n"),
                HasSubstr("values: expected as many values as times, 2, found 1"));
    EXPECT_THAT(pulse("left", "\"table\"\ntimes = [\"1 s\", \"0 s\"]\nvalues = [1, 2]\n"),
                HasSubstr("times: expected times that increase"));
    const std::string step = "\"step\"\n";
    EXPECT_THAT(pulse("left", step + "[[study.pulse]]\ncontact = \"left\"\nshape = " + step),
                HasSubstr("expected one pulse for each contact"));
    EXPECT_THAT(problem_error(copper + cobalt + lead + contacts +
                              "[study]\nkind = \"transient\"\nduration = \"1 ns\"\n"),
                HasSubstr("a study of kind = \"transient\" needs a diffusion_constant"));
}

TEST(Measures, NameContactsThatTakeCharge) {
    const auto measure = [](const std::string& keys) {
        return error(copper + contacts +
                     "[[contact]]\nname = \"sink\"\nboundary = \"top\"\nspin_sink = true\n"
                     "[[measure]]\nname = \"R\"\n" +
                     keys);
    };
    EXPECT_EQ(measure("voltage = [\"left\", \"probe\"]\nper_current_of = \"left\"\n"), "no error");
    EXPECT_THAT(measure("voltage = [\"left\"]\n"), HasSubstr("the names of two contacts, found 1"));
    EXPECT_THAT(measure("voltage = [\"left\", \"left\"]\n"), HasSubstr("two different contacts"));
    EXPECT_THAT(measure("voltage = [\"left\", \"prob\"]\n"), HasSubstr("did you mean \"probe\"?"));
    EXPECT_THAT(measure("voltage = [\"left\", \"sink\"]\n"),
                HasSubstr("a contact that takes charge"));
    EXPECT_THAT(measure("voltage = [\"left\", \"probe\"]\nper_current_of = \"probe\"\n"),
                HasSubstr("measure[0].per_current_of: expected a contact with a potential or a "
                          "current, found \"probe\", which floats"));
    const std::string one = "voltage = [\"left\", \"probe\"]\n";
    EXPECT_THAT(measure(one + "[[measure]]\nname = \"R\"\n" + one),
                HasSubstr("a name for each measure"));
}

TEST(Output, CutsAreLines) {
    const auto cut = [](const std::string& keys) {
        return error(copper + "[[output.cut]]\nname = \"y\"\n" + keys);
    };
    EXPECT_EQ(cut("from = [\"0 nm\", \"0 nm\"]\nto = [\"0 nm\", \"1 um\"]\npoints = 11\n"),
              "no error");
    EXPECT_THAT(cut("from = [\"0 nm\"]\nto = [\"0 nm\", \"0 m\"]\n"),
                HasSubstr("a point that differs from `from`"));
    EXPECT_THAT(cut("from = []\nto = [\"1 nm\"]\n"), HasSubstr("found 0 elements"));
    EXPECT_THAT(error(copper + "[solver]\norder = 5\n"),
                HasSubstr("solver.order: expected an integer from 1 to 4"));
}

TEST(Output, CutsMeetTheDevice) {
    // On a line from 0 to 3 um.
    const auto cut = [](const std::string& from, const std::string& to) {
        return problem_error(copper + cobalt + lead + contacts +
                             "[[output.cut]]\nname = \"c\"\nfrom = " + from + "\nto = " + to +
                             "\n");
    };
    for (const std::string to : {"[\"0 um\"]", "[\"1 um\"]", "[\"9 um\"]"})
        EXPECT_EQ(cut("[\"-1 um\"]", to), "no error") << to;
    EXPECT_EQ(cut("[\"3 um\"]", "[\"4 um\"]"), "no error");
    EXPECT_EQ(cut("[\"3.1 um\"]", "[\"4 um\"]"),
              "device.toml:24: output.cut[0].from: expected a line that meets the device, which "
              "reaches from (0) m to (3e-06) m, found one from (3.1e-06) m to (4e-06) m");
    EXPECT_THAT(cut("[\"-2 um\"]", "[\"-1 um\"]"), HasSubstr("a line that meets the device"));
    EXPECT_EQ(
        cut("[\"1 um\"]", "[\"2 um\", \"5 nm\"]"),
        "device.toml:25: output.cut[0].to: expected 1 coordinate, as the mesh has the axes x, "
        "found 2");
}

// A square of one region.
std::string square_error(const std::string& text, bool of_triangles) {
    MeshDescription mesh;
    mesh.dimension = 2;
    mesh.vertices = {{0., 0., 0.}, {1., 0., 0.}, {0., 1., 0.}, {1., 1., 0.}};
    mesh.cells = {{{0, 1, 2, 3}, 0}};
    if (of_triangles)
        mesh.cells = {{{0, 1, 2}, 0}, {{1, 3, 2}, 0}};
    mesh.regions = {"Cu"};
    const DeviceFile file = read_device_text(test::on_a_film(copper + text), "device.toml");
    try {
        (void)device_problem(file, mesh, Embedding(), {});
    } catch (const input::InputError& mistake) {
        return mistake.what();
    }
    return "no error";
}

TEST(Output, CutsInAPlaneMayPassByACorner) {
    const auto cut = [](const std::string& from, const std::string& to) {
        return square_error("[[output.cut]]\nname = \"c\"\nfrom = " + from + "\nto = " + to + "\n",
                            false);
    };
    EXPECT_EQ(cut("[\"0.5 m\", \"-1 m\"]", "[\"0.5 m\", \"2 m\"]"), "no error");
    EXPECT_EQ(cut("[\"-0.4 m\", \"0.5 m\"]", "[\"0.5 m\", \"1.4 m\"]"), "no error");
    EXPECT_THAT(cut("[\"-0.6 m\", \"0.5 m\"]", "[\"0.5 m\", \"1.6 m\"]"),
                HasSubstr("a line that meets the device, which reaches from (0, 0) m to (1, 1) m"));
}

TEST(Solver, FitsTheElementsOfTheMesh) {
    const std::string solver = "[solver]\n";
    EXPECT_EQ(square_error(solver + "order = 4\n", false), "no error");
    EXPECT_EQ(square_error(solver + "order = 2\n", true), "no error");
    EXPECT_EQ(square_error(solver + "order = 3\n", true),
              "device.toml:6: solver.order: expected 1 or 2, the orders that triangles have, found "
              "3");
    const std::string multigrid = solver + "method = \"multigrid\"\n";
    EXPECT_EQ(square_error(multigrid, false), "no error");
    EXPECT_THAT(square_error(multigrid, true),
                HasSubstr("device.toml:6: solver.method: expected a method for the mesh"));
    EXPECT_THAT(problem_error(copper + cobalt + lead + multigrid), HasSubstr("one dimension"));
}

TEST(Solver, MultigridNeedsRefinements) {
    const std::string multigrid = "[solver]\nmethod = \"multigrid\"\n";
    EXPECT_EQ(error(copper + multigrid), "no error");
    EXPECT_EQ(error(copper + multigrid + "[mesh]\nrefinements = 1\n"), "no error");
    EXPECT_EQ(error(copper + multigrid + "[mesh]\nrefinements = 0\n"),
              "device.toml:6: solver.method: expected a method that needs no levels, or "
              "mesh.refinements of at least 1, found \"multigrid\" with mesh.refinements = 0");
    EXPECT_EQ(error(copper + "[mesh]\nrefinements = 0\n"), "no error");
}

TEST(Problem, NamesThatTheMeshHasNot) {
    EXPECT_EQ(problem_error(copper + cobalt + lead + contacts), "no error");
    EXPECT_EQ(problem_error(copper + cobalt),
              "device.toml: region: expected a [[region]] for each region of the mesh, found none "
              "for \"lead\"");
    EXPECT_EQ(problem_error(copper + cobalt + lead +
                            "[[region]]\nname = \"leads\"\nconductivity = \"1 S/m\"\n"
                            "spin_diffusion_length = \"1 nm\"\n"),
              "device.toml:16: region[3].name: expected a region of the mesh (Cu, Co, lead), found "
              "\"leads\"; did you mean \"lead\"?");
    EXPECT_EQ(problem_error(copper + cobalt + lead +
                            "[[contact]]\nboundary = \"lef\"\nfloating = true\n"),
              "device.toml:16: contact[0].boundary: expected a boundary of the mesh (left, right), "
              "found \"lef\"; did you mean \"left\"?");
    EXPECT_THAT(problem_error(copper + cobalt + lead +
                              "[[interface]]\nbetween = [\"Cu\", \"lead\"]\n"
                              "conductance = \"1 S/m^2\"\n"),
                HasSubstr("two regions that touch in the mesh"));
}

TEST(Problem, FieldsAndFrequenciesNeedADiffusionConstant) {
    StudyPoint field;
    field.magnetic_field = Vector3(0.0, 0.0, 0.1);
    EXPECT_EQ(problem_error(copper + cobalt + lead, field),
              "device.toml:1: region[0].diffusion_constant: missing key: a magnetic field needs a "
              "diffusion_constant or a spin_relaxation_time in the region \"Cu\", found neither");
    EXPECT_THAT(problem_error(copper + cobalt + lead +
                              "[study]\nkind = \"ac\"\nfrequencies = "
                              "\"1 GHz\"\n"),
                HasSubstr("a study of kind = \"ac\" needs a diffusion_constant"));
}

TEST(Declaration, HasAReferencePageAndASchema) {
    const std::string page = input::reference_page(device_file_section().info());
    for (const char* heading : {"[[region]]", "[[alloy.impurity]]", "[[contact]]", "[study]",
                                "[[output.cut]]", "[[measure]]"})
        EXPECT_THAT(page, HasSubstr(heading));
    const auto schema = input::file_schema(device_file_section().info(), "device");
    EXPECT_TRUE(schema["properties"]["study"]["properties"]["frequencies"].contains("oneOf"));
}

// A file with one [[surface]].
std::string surface(const std::string& entries) {
    return copper + cobalt + lead + contacts + "[[surface]]\nname = \"s\"\n" + entries;
}

TEST(Surfaces, AreAcrossAnAxisOfTheMesh) {
    EXPECT_EQ(problem_error(surface("axis = \"x\"\nposition = \"0.5 um\"\n")), "no error");
    const std::string mistake = problem_error(surface("axis = \"z\"\nposition = \"0 m\"\n"));
    EXPECT_THAT(mistake, HasSubstr("device.toml:"));
    EXPECT_THAT(mistake, HasSubstr("axis"));
    EXPECT_THAT(mistake, HasSubstr("an axis of the mesh, which has x, found \"z\""));
}

TEST(Surfaces, MeetTheDevice) {
    for (const std::string position : {"0 m", "3 um"})
        EXPECT_EQ(problem_error(surface("axis = \"x\"\nposition = \"" + position + "\"\n")),
                  "no error");
    EXPECT_THAT(problem_error(surface("axis = \"x\"\nposition = \"3.1 um\"\n")),
                HasSubstr("position: expected a plane that meets the device, which reaches from 0 "
                          "m to 3e-06 m along x, found 3.1e-06 m"));
    const std::string in_cobalt = "axis = \"x\"\nregion = \"Co\"\nposition = ";
    EXPECT_EQ(problem_error(surface(in_cobalt + "\"2 um\"\n")), "no error");
    EXPECT_THAT(problem_error(surface(in_cobalt + "\"0.5 um\"\n")),
                HasSubstr("the region \"Co\", which reaches from 1e-06 m to 2e-06 m along x"));
}

TEST(Surfaces, HaveNamesOfTheirOwnAndKnownRegions) {
    const std::string good = "axis = \"x\"\nposition = \"1 um\"\n";
    EXPECT_THAT(error(surface(good + "region = \"Cq\"\n")), HasSubstr("did you mean \"Cu\"?"));
    EXPECT_THAT(error(surface(good + "[[surface]]\nname = \"s\"\n" + good)),
                HasSubstr("a name for each surface"));
    EXPECT_THAT(error(surface("position = \"1 um\"\n")), HasSubstr("axis"));
}

TEST(Surfaces, GoThroughTheJournal) {
    PointRecord record;
    record.state.surfaces = {{"s", {0.1, -1.0 / 3.0}, {{{1.0, 2.0}, {3.0, 4.0}, {5.0, 6.0}}}, 7.0}};
    const SurfaceState back = record_from_text(record_text(record)).state.surfaces.at(0);
    EXPECT_EQ(back.name, "s");
    EXPECT_EQ(back.current, record.state.surfaces[0].current);
    EXPECT_EQ(back.spin_current, record.state.surfaces[0].spin_current);
    EXPECT_EQ(back.area, 7.0);
}

} // namespace device_study_test
} // namespace sidejump::device
