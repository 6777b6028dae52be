// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/input/input_error.hpp"
#include "sidejump/sweep/journal.hpp"
#include "tests/support/study_files.hpp"

#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sidejump::sweep {
namespace sweep_journal_test {

using testing::ElementsAre;

constexpr Portions portions{10, 4, 2}; // 10 points of two outputs in portions of 4, 4, 2
const std::string mark(32, 'a');

PortionResult result(std::uint64_t portion) {
    PortionResult made;
    made.portion = portion;
    const std::uint64_t length = portions.length(portion);
    for (std::uint64_t output = 0; output < portions.outputs; ++output)
        for (std::uint64_t i = 0; i < length; ++i)
            made.values.push_back(static_cast<double>(100 * output + portions.first(portion) + i));
    if (portion == 1)
        made.failures = {{5, "why"}, {6, ""}};
    return made;
}

class JournalTest : public testing::Test {
  protected:
    [[nodiscard]] std::filesystem::path path() const { return files_.folder() / "s.journal"; }
    [[nodiscard]] Journal open(const std::string& fingerprint = mark, bool forced = false) const {
        return Journal(path(), fingerprint, portions, forced);
    }
    static void add(Journal& journal, std::uint64_t portion) {
        journal.append(result(portion), encode(result(portion)));
    }
    // Changes a byte. @returns what it was
    char change(std::uintmax_t place, char to = 'x') const {
        std::fstream file(path(), std::ios::in | std::ios::out | std::ios::binary);
        file.seekg(static_cast<std::streamoff>(place));
        const char before = static_cast<char>(file.get());
        file.seekp(static_cast<std::streamoff>(place));
        file.put(to);
        return before;
    }
    test::StudyFiles files_;
};

TEST_F(JournalTest, GivesBackWhatWasPutIn) {
    {
        Journal journal = open();
        add(journal, 2);
        add(journal, 0);
    }
    Journal journal = open();
    EXPECT_EQ(journal.points_done(), 6u);
    EXPECT_FALSE(journal.has(1));
    add(journal, 1);
    EXPECT_EQ(journal.failures(), 2u);
    std::vector<double> values(7);
    journal.read_values(1, 2, values);
    EXPECT_THAT(values, ElementsAre(102, 103, 104, 105, 106, 107, 108));
    const auto failures = journal.read_failures(1);
    ASSERT_EQ(failures.size(), 2u);
    EXPECT_EQ(failures[0].point, 5u);
    EXPECT_EQ(failures[0].message, "why");
    EXPECT_TRUE(journal.read_failures(0).empty());
}

TEST_F(JournalTest, DropsATornTailWhereverItWasTorn) {
    {
        Journal journal = open();
        add(journal, 0);
    }
    const auto one = std::filesystem::file_size(path());
    {
        Journal journal = open();
        add(journal, 1);
    }
    const auto two = std::filesystem::file_size(path());
    for (auto size = two - 1; size > 0; --size) {
        std::filesystem::resize_file(path(), size);
        Journal journal = open();
        EXPECT_EQ(journal.has(0), size >= one) << size;
        EXPECT_FALSE(journal.has(1)) << size;
    }
    Journal journal = open();
    add(journal, 0);
    add(journal, 1);
    EXPECT_EQ(std::filesystem::file_size(path()), two);
}

TEST_F(JournalTest, PassesOverADamagedRecord) {
    {
        Journal journal = open();
        add(journal, 0);
    }
    const auto one = std::filesystem::file_size(path());
    {
        Journal journal = open();
        add(journal, 1);
        add(journal, 2);
    }
    const auto size = std::filesystem::file_size(path());
    // In its mark, its length, its values, and its checksum.
    for (const std::uintmax_t place : {one, one + 16, one + 40}) {
        const auto byte = change(place);
        Journal journal = open();
        EXPECT_TRUE(journal.has(0) && !journal.has(1) && journal.has(2)) << place;
        EXPECT_EQ(journal.points_damaged(), 4u);
        std::vector<double> values(2);
        journal.read_values(0, 8, values);
        EXPECT_THAT(values, ElementsAre(8, 9));
        EXPECT_EQ(std::filesystem::file_size(path()), size);
        change(place, byte);
    }
    EXPECT_EQ(open().points_damaged(), 0u);
    change(one);
    {
        Journal journal = open();
        add(journal, 1);
    }
    EXPECT_EQ(open().portions_done(), 3u);
}

TEST_F(JournalTest, TellsADamagedTailFromATornOne) {
    {
        Journal journal = open();
        add(journal, 0);
        add(journal, 1);
    }
    const auto size = std::filesystem::file_size(path());
    change(size - 1);
    EXPECT_EQ(open().points_damaged(), 4u);
    {
        Journal journal = open();
        EXPECT_EQ(journal.portions_done(), 1u);
        add(journal, 1);
    }
    std::filesystem::resize_file(path(), size - 5);
    EXPECT_EQ(open().points_damaged(), 0u);
}

TEST_F(JournalTest, OfAForcedRunGoesOnAsOne) {
    {
        Journal journal = open();
        add(journal, 0);
    }
    {
        Journal journal = open(mark, true);
        EXPECT_EQ(journal.points_done(), 0u) << "that of an ordinary run is dropped";
        add(journal, 1);
    }
    for (const bool forced : {true, false}) {
        const Journal journal = open(mark, forced);
        EXPECT_TRUE(journal.is_forced());
        EXPECT_TRUE(journal.has(1));
    }
    EXPECT_THROW(static_cast<void>(open(std::string(32, 'b'))), input::InputError);
}

TEST_F(JournalTest, LeavesNothingIfNothingWasDone) {
    EXPECT_TRUE(open().is_new());
    EXPECT_FALSE(std::filesystem::exists(path()));
    {
        Journal journal = open();
        journal.remove();
        files_.write("s.journal", "of the next run");
    }
    EXPECT_TRUE(std::filesystem::exists(path()));
    std::filesystem::remove(path());
    {
        Journal journal = open();
        add(journal, 0);
    }
    EXPECT_FALSE(open().is_new());
    EXPECT_TRUE(std::filesystem::exists(path()));
}

TEST_F(JournalTest, RefusesThatOfAnotherStudy) {
    {
        Journal journal = open();
        add(journal, 0);
    }
    EXPECT_THROW(static_cast<void>(open(std::string(32, 'b'))), input::InputError);
    files_.write("s.journal", "something else that is longer than the head of a journal, which "
                              "takes less than a hundred bytes");
    EXPECT_THROW(static_cast<void>(open()), input::InputError);
    EXPECT_EQ(open(mark, true).points_done(), 0u);
}

TEST_F(JournalTest, ThatGotShorterIsToldAsSuch) {
    Journal journal = open();
    add(journal, 0);
    std::filesystem::resize_file(path(), 100);
    std::vector<double> values(4);
    try {
        journal.read_values(1, 0, values);
        ADD_FAILURE();
    } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("was changed while it was in use"));
    }
}

TEST_F(JournalTest, IsForOneRunAtATime) {
    const Journal journal = open();
    EXPECT_THROW(static_cast<void>(open()), std::runtime_error);
}

TEST(PortionRecord, RefusesEveryDamage) {
    auto record = encode(result(1));
    ASSERT_TRUE(decode(record));
    for (char& byte : record) {
        byte = static_cast<char>(byte ^ 4);
        EXPECT_FALSE(decode(record));
        byte = static_cast<char>(byte ^ 4);
    }
    record.pop_back();
    EXPECT_FALSE(decode(record));
}

} // namespace sweep_journal_test
} // namespace sidejump::sweep
