// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/ranks.hpp"

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>
#include <stdexcept>
#include <thread>

#ifdef SIDEJUMP_WITH_MPI
#include <mpi.h>
#endif

namespace sidejump::sweep {
namespace {

// How many processes a launcher has started: it says so in the environment. MPI itself is not
// asked, because joining it takes a good part of a second.
int launched_processes() {
    for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE"})
        if (const char* value = std::getenv(name))
            return std::atoi(value); // NOLINT: 0 for anything else is right
    return 0;
}

#ifdef SIDEJUMP_WITH_MPI

constexpr std::size_t text_length = 1000;
constexpr int tag_result = 1;
constexpr int tag_failure = 2;
constexpr int tag_answer = 3;
constexpr std::uint64_t no_portion = ~std::uint64_t{0};

class MpiRanks : public Ranks {
  public:
    MpiRanks() {
        int initialised = 0;
        MPI_Initialized(&initialised);
        owns_ = initialised == 0;
        if (owns_)
            MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &level_);
        else
            MPI_Query_thread(&level_);
        MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
        MPI_Comm_size(MPI_COMM_WORLD, &size_);
    }
    ~MpiRanks() override {
        if (owns_)
            MPI_Finalize();
    }

    [[nodiscard]] int rank() const override { return rank_; }
    [[nodiscard]] int size() const override { return size_; }
    [[nodiscard]] bool is_thread_safe() const override { return level_ >= MPI_THREAD_MULTIPLE; }

    [[nodiscard]] std::vector<std::string> exchange(const std::string& text) override {
        std::vector<char> mine(text_length + 1, '\0');
        std::memcpy(mine.data(), text.data(), std::min(text.size(), text_length));
        std::vector<char> all(mine.size() * static_cast<std::size_t>(size_));
        MPI_Request request = MPI_REQUEST_NULL;
        MPI_Iallgather(mine.data(), static_cast<int>(mine.size()), MPI_CHAR, all.data(),
                       static_cast<int>(mine.size()), MPI_CHAR, MPI_COMM_WORLD, &request);
        wait(request);
        std::vector<std::string> texts;
        for (std::size_t i = 0; i < static_cast<std::size_t>(size_); ++i)
            texts.emplace_back(all.data() + i * mine.size());
        return texts;
    }

    [[nodiscard]] std::vector<std::vector<double>>
    exchange_numbers(const std::vector<double>& numbers) override {
        const auto count = static_cast<std::size_t>(size_);
        const int mine = static_cast<int>(numbers.size());
        std::vector<int> lengths(count);
        MPI_Request request = MPI_REQUEST_NULL;
        MPI_Iallgather(&mine, 1, MPI_INT, lengths.data(), 1, MPI_INT, MPI_COMM_WORLD, &request);
        wait(request);
        std::vector<int> places(count, 0);
        for (std::size_t i = 1; i < count; ++i)
            places[i] = places[i - 1] + lengths[i - 1];
        std::vector<double> all(static_cast<std::size_t>(places.back() + lengths.back()));
        MPI_Iallgatherv(numbers.data(), mine, MPI_DOUBLE, all.data(), lengths.data(), places.data(),
                        MPI_DOUBLE, MPI_COMM_WORLD, &request);
        wait(request);
        std::vector<std::vector<double>> numbers_of_all;
        for (std::size_t i = 0; i < count; ++i) {
            const auto begin = all.begin() + places[i];
            numbers_of_all.emplace_back(begin, begin + lengths[i]);
        }
        return numbers_of_all;
    }

    std::optional<std::uint64_t> next_portion(std::span<const char> result) override {
        MPI_Send(result.data(), static_cast<int>(result.size()), MPI_CHAR, 0, tag_result,
                 MPI_COMM_WORLD);
        return receive_answer();
    }

    void give_up(const std::string& reason) override {
        MPI_Send(reason.data(), static_cast<int>(reason.size()), MPI_CHAR, 0, tag_failure,
                 MPI_COMM_WORLD);
        receive_answer();
    }

    std::optional<Message> poll() override {
        int there = 0;
        MPI_Status status;
        MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &there, &status);
        if (there == 0)
            return std::nullopt;
        int length = 0;
        MPI_Get_count(&status, MPI_CHAR, &length);
        Message message{status.MPI_SOURCE, status.MPI_TAG == tag_failure,
                        std::vector<char>(static_cast<std::size_t>(length))};
        MPI_Recv(message.content.data(), length, MPI_CHAR, status.MPI_SOURCE, status.MPI_TAG,
                 MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        return message;
    }

    void answer(int rank, std::optional<std::uint64_t> portion) override {
        const std::uint64_t number = portion.value_or(no_portion);
        MPI_Send(&number, 1, MPI_UINT64_T, rank, tag_answer, MPI_COMM_WORLD);
    }

  private:
    // MPI itself would wait at full speed, and take a processor from the ranks that still work.
    static void wait(MPI_Request& request) {
        int done = 0;
        MPI_Test(&request, &done, MPI_STATUS_IGNORE);
        while (done == 0) {
            std::this_thread::sleep_for(std::chrono::microseconds(100));
            MPI_Test(&request, &done, MPI_STATUS_IGNORE);
        }
    }

    static std::optional<std::uint64_t> receive_answer() {
        std::uint64_t number = no_portion;
        MPI_Recv(&number, 1, MPI_UINT64_T, 0, tag_answer, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        return number == no_portion ? std::nullopt : std::optional(number);
    }

    bool owns_ = false;
    int level_ = 0;
    int rank_ = 0;
    int size_ = 1;
};

#endif

} // namespace

std::unique_ptr<Ranks> Ranks::join() {
    const int processes = launched_processes();
    if (processes < 2)
        return nullptr;
#ifdef SIDEJUMP_WITH_MPI
    return std::make_unique<MpiRanks>();
#else
    throw std::runtime_error(
        fmt::format("started as {} processes, but this program was built without MPI: start it "
                    "without mpirun, or build it with -DSIDEJUMP_WITH_MPI=ON",
                    processes));
#endif
}

} // namespace sidejump::sweep
