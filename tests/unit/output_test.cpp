// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/result_declarations.hpp"
#include "sidejump/output/atomic_file.hpp"
#include "sidejump/output/coefficients_report.hpp"
#include "sidejump/output/progress.hpp"
#include "sidejump/output/vtu_file.hpp"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>
#include <sys/resource.h>
#include <system_error>
#include <unistd.h>

namespace sidejump::output {
namespace output_test {

using testing::HasSubstr;

class AtomicFile : public testing::Test {
  protected:
    void SetUp() override {
        std::string name = (std::filesystem::temp_directory_path() / "sidejump-XXXXXX").string();
        ASSERT_NE(mkdtemp(name.data()), nullptr);
        directory_ = name;
    }
    void TearDown() override { std::filesystem::remove_all(directory_); }

    [[nodiscard]] static std::string content(const std::filesystem::path& path) {
        std::ifstream file(path);
        std::ostringstream text;
        text << file.rdbuf();
        return text.str();
    }
    [[nodiscard]] std::ptrdiff_t entries() const {
        return std::distance(std::filesystem::directory_iterator(directory_), {});
    }

    std::filesystem::path directory_;
};

TEST_F(AtomicFile, MakesDirectoriesAndReplaces) {
    const auto path = directory_ / "a" / "b" / "result.json";
    write_atomically(path, "first");
    write_atomically(path, "second");
    EXPECT_EQ(content(path), "second");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(path.parent_path()), {}), 1);
}

TEST_F(AtomicFile, LeavesNothingBehindWhenItFails) {
    const auto path = directory_ / "taken";
    std::filesystem::create_directories(path / "by a directory");
    EXPECT_THROW(write_atomically(path, "text"), std::system_error);
    EXPECT_EQ(entries(), 1) << "the temporary file is removed";
    EXPECT_TRUE(std::filesystem::is_directory(path));
}

TEST_F(AtomicFile, RefusesANameThatIsCutShort) {
    for (const auto naming :
         {output::AtomicFile::Naming::unique, output::AtomicFile::Naming::fixed})
        EXPECT_THROW(output::AtomicFile(directory_ / std::string("cut\0/name", 9), naming),
                     std::system_error);
    EXPECT_EQ(entries(), 0);
}

// A limit on the size of files stands in for a full disk: the write breaks off in the middle.
TEST_F(AtomicFile, BrokenWriteKeepsTheOldFile) {
    const auto path = directory_ / "result.json";
    write_atomically(path, "old");
    rlimit before{};
    ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{4096, before.rlim_max};
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
    EXPECT_THROW(write_atomically(path, std::string(100000, 'x')), std::system_error);
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &before), 0);
    EXPECT_EQ(content(path), "old");
    EXPECT_EQ(entries(), 1);
}

CoefficientsRun run(const char* channels) {
    return coefficients::run_coefficients(coefficients::read_alloy_text(
        std::string("[host]\nname = \"Cu\"\n[[impurity]]\nname = \"Ce\"\nconcentration = "
                    "0.01\nchannels = [ ") +
            channels + " ]\n",
        "test.toml"));
}

TEST(Report, JsonHoldsEveryDeclaredResult) {
    const auto found = run("{ l = 0, j = 0.5, phase_shift = 0.1 }, { l = 1, j = 0.5, phase_shift = "
                           "1.5 }");
    const auto json = result_json(found);
    EXPECT_EQ(json["program"]["name"], "sidejump");
    EXPECT_EQ(json["results"].size(), coefficients::result_declarations().size());
    for (const auto& declared : coefficients::result_declarations()) {
        const auto& entry = json["results"][declared.name];
        EXPECT_EQ(entry["unit"], units::si_unit(declared.dimension));
        EXPECT_NEAR(entry["value"].get<double>(),
                    entry["reduced"].get<double>() *
                        units::reduced_unit(found.file.alloy.host, declared.dimension),
                    1e-15 * std::abs(entry["value"].get<double>()));
    }
    for (const char* check : {"charge_conservation", "optical_theorem", "onsager", "positivity"})
        EXPECT_TRUE(json["checks"][check]["passed"].get<bool>()) << check;
    EXPECT_EQ(json["input"]["impurity"][0]["channels"][0]["inelastic"], 1.0);
    EXPECT_NEAR(json["alloy"]["impurities"][0]["friedel_sum"].get<double>(),
                2.0 * (0.1 + 1.5) / 3.14159265358979, 1e-12);
    EXPECT_FALSE(json["warnings"].empty());
}

TEST(Report, InfiniteLengthsAreNull) {
    const auto found = run("{ l = 1, j = 0.5, phase_shift = 1.5 }");
    const auto json = result_json(found);
    const auto& length = json["results"]["spin_diffusion_length_longitudinal"];
    EXPECT_TRUE(length["value"].is_null());
    EXPECT_EQ(length["infinite"], true);
    EXPECT_EQ(json["results"]["spin_relaxation_rate"]["value"], 0.0);
    EXPECT_THAT(result_table(found), HasSubstr("infinite"));
}

TEST(Report, TableNamesEveryResultWithItsMeaning) {
    const auto found = run("{ l = 1, j = 0.5, phase_shift = 1.5 }");
    const std::string table = result_table(found);
    for (const auto& declared : coefficients::result_declarations()) {
        EXPECT_THAT(table, HasSubstr(declared.name));
        EXPECT_THAT(table, HasSubstr(declared.meaning));
    }
    EXPECT_THAT(table, HasSubstr("Ce (n_i/n_c = 0.01) in Cu"));
    EXPECT_THAT(table, HasSubstr("spin diffusion"));
}

TEST(Report, WrapsToTheTerminal) {
    const auto found = run("{ l = 1, j = 0.5, phase_shift = 1.5 }");
    std::istringstream lines(result_table(found, 80));
    std::string line;
    while (std::getline(lines, line))
        EXPECT_LE(line.size(), line.starts_with("k_F") ? 90u : 80u) << line;
    EXPECT_THAT(result_table(found), HasSubstr("Ce: p1/2 85.94 deg; Friedel sum 0.9549"));
}

TEST(Report, WorksForASpeciesThatHardlyScatters) {
    const auto found = run("{ l = 0, j = 0.5, phase_shift = 1e-6 }");
    EXPECT_TRUE(result_json(found)["results"]["charge_conductivity"]["value"].is_number());
}

TEST_F(AtomicFile, LeavesNothingUnlessCommitted) {
    for (const auto naming :
         {output::AtomicFile::Naming::unique, output::AtomicFile::Naming::fixed}) {
        {
            const output::AtomicFile file(directory_ / "result", naming);
            file.write("half");
            EXPECT_EQ(content(file.temporary()), "half");
        }
        EXPECT_EQ(entries(), 0);
        output::AtomicFile file(directory_ / "result", naming);
        file.write("all");
        file.commit();
        EXPECT_EQ(content(directory_ / "result"), "all");
        EXPECT_EQ(entries(), 1);
        std::filesystem::remove(directory_ / "result");
    }
}

TEST_F(AtomicFile, KeepsAFileThatCameInBetween) {
    output::AtomicFile file(directory_ / "result");
    file.write("mine");
    std::ofstream(directory_ / "result") << "theirs";
    try {
        file.commit(output::AtomicFile::Existing::keep);
        ADD_FAILURE();
    } catch (const std::system_error& error) {
        EXPECT_EQ(error.code(), std::errc::file_exists);
    }
    EXPECT_EQ(content(directory_ / "result"), "theirs");
    std::filesystem::remove(directory_ / "result");
    output::AtomicFile free(directory_ / "result");
    free.write("mine");
    free.commit(output::AtomicFile::Existing::keep);
    EXPECT_EQ(content(directory_ / "result"), "mine");
}

TEST(Progress, TellsRateAndTimeLeft) {
    EXPECT_EQ(progress_line(250'000, 1'000'000, 50'000, 2.0),
              "250,000 of 1,000,000 points (25.0 %), 1e+05 points/s, 8 s left");
    EXPECT_EQ(progress_line(10, 1000, 0, 10.0),
              "10 of 1,000 points (1.0 %), 1 points/s, 17 min left");
    EXPECT_EQ(progress_line(1, 100'001, 0, 1.0),
              "1 of 100,001 points (0.0 %), 1 points/s, 27 h 46 min left");
    EXPECT_EQ(progress_line(7, 9, 7, 1.0), "7 of 9 points (77.8 %)");
    EXPECT_EQ(share_line(0, 1000, 3.0), "0.0 %");
    EXPECT_EQ(share_line(250, 1000, 3.0), "25.0 %, 9 s left");
}

TEST_F(AtomicFile, MeshesAreWrittenForParaview) {
    VtuMesh mesh;
    mesh.points = {{0.0, 0.0, 0.0}, {2.0, 0.0, 0.0}, {2.0, 1.0, 0.0}, {0.0, 1.0, 0.0}};
    mesh.quadrilaterals = {{0, 1, 2, 3}};
    mesh.fields = {{"gap", 1, {1.0, 2.0, 3.0, 4.0}}};
    const std::filesystem::path path = directory_ / "plane.vtu";
    write_vtu(path, mesh);
    const std::string text = content(path);
    EXPECT_THAT(text, HasSubstr("NumberOfPoints=\"4\" NumberOfCells=\"1\""));
    EXPECT_THAT(text,
                HasSubstr("Name=\"gap\" NumberOfComponents=\"1\" format=\"ascii\">\n1 2 3 4 "));
    EXPECT_THAT(text, HasSubstr("2 0 0 2 1 0 "));
    mesh.fields[0].values.pop_back();
    EXPECT_THROW(write_vtu(directory_ / "no.vtu", mesh), std::invalid_argument);
    mesh.fields.clear();
    mesh.quadrilaterals[0][2] = 4;
    EXPECT_THROW(write_vtu(directory_ / "no.vtu", mesh), std::invalid_argument);
    EXPECT_EQ(entries(), 1);
}

} // namespace output_test
} // namespace sidejump::output
