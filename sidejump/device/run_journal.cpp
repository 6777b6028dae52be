// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/run_journal.hpp"

#include "sidejump/output/atomic_file.hpp"
#include "sidejump/output/fingerprint.hpp"

#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace sidejump::device {
namespace {

using Json = nlohmann::ordered_json;

// The number is that of the format of the records.
constexpr const char* title = "sidejump device journal 2 ";
constexpr std::size_t mark_length = 16;

Json json_of(Complex value) {
    return {value.real(), value.imag()};
}

Complex complex_of(const Json& json) {
    return {json.at(0).get<double>(), json.at(1).get<double>()};
}

template <std::size_t n>
Json json_of(const std::array<Complex, n>& values) {
    Json list = Json::array();
    for (const Complex& value : values)
        list.push_back(json_of(value));
    return list;
}

template <std::size_t n>
std::array<Complex, n> complexes_of(const Json& json) {
    std::array<Complex, n> values{};
    for (std::size_t i = 0; i < n; ++i)
        values[i] = complex_of(json.at(i));
    return values;
}

Json json_of(const FieldSample& sample) {
    if (!sample.inside)
        return nullptr;
    Json currents = Json::array();
    for (const auto& along : sample.current)
        currents.push_back(json_of(along));
    return {{"potential", json_of(sample.potential)}, {"current", currents}};
}

FieldSample sample_of(const Json& json) {
    FieldSample sample;
    sample.inside = !json.is_null();
    if (!sample.inside)
        return sample;
    sample.potential = complexes_of<4>(json.at("potential"));
    for (std::size_t j = 0; j < 3; ++j)
        sample.current[j] = complexes_of<4>(json.at("current").at(j));
    return sample;
}

Json json_of(const DeviceState& state) {
    Json terminals = Json::array();
    for (const TerminalState& terminal : state.terminals)
        terminals.push_back({{"name", terminal.name},
                             {"potential", json_of(terminal.potential)},
                             {"current", json_of(terminal.current)},
                             {"spin_current", json_of(terminal.spin_current)},
                             {"area", terminal.area}});
    Json pairs = Json::array();
    for (const RegionPairState& pair : state.region_pairs)
        pairs.push_back({{"from", pair.from},
                         {"to", pair.to},
                         {"current", json_of(pair.current)},
                         {"spin_current", json_of(pair.spin_current)},
                         {"arriving", json_of(pair.spin_current_arriving)},
                         {"area", pair.area}});
    Json surfaces = Json::array();
    for (const SurfaceState& surface : state.surfaces)
        surfaces.push_back({{"name", surface.name},
                            {"current", json_of(surface.current)},
                            {"spin_current", json_of(surface.spin_current)},
                            {"area", surface.area}});
    const SolverReport& solver = state.solver;
    return {{"terminals", terminals},
            {"region_pairs", pairs},
            {"surfaces", surfaces},
            {"heat", state.heat},
            {"interface_heat", state.interface_heat},
            {"contact_heat", state.contact_heat},
            {"charge_balance", state.charge_balance},
            {"rounding_current", state.rounding_current},
            {"solver",
             {{"method", solver.method},
              {"unknowns", solver.unknowns},
              {"cells", solver.cells},
              {"iterations", solver.iterations},
              {"relative_residual", solver.relative_residual}}}};
}

DeviceState state_of(const Json& json) {
    DeviceState state;
    for (const Json& entry : json.at("terminals"))
        state.terminals.push_back(
            {entry.at("name").get<std::string>(), complex_of(entry.at("potential")),
             complex_of(entry.at("current")), complexes_of<3>(entry.at("spin_current")),
             entry.at("area").get<double>()});
    for (const Json& entry : json.at("region_pairs"))
        state.region_pairs.push_back(
            {entry.at("from").get<std::string>(), entry.at("to").get<std::string>(),
             complex_of(entry.at("current")), complexes_of<3>(entry.at("spin_current")),
             complexes_of<3>(entry.at("arriving")), entry.at("area").get<double>()});
    for (const Json& entry : json.at("surfaces"))
        state.surfaces.push_back(
            {entry.at("name").get<std::string>(), complex_of(entry.at("current")),
             complexes_of<3>(entry.at("spin_current")), entry.at("area").get<double>()});
    state.heat = json.at("heat").get<std::vector<double>>();
    state.interface_heat = json.at("interface_heat").get<double>();
    state.contact_heat = json.at("contact_heat").get<double>();
    state.charge_balance = json.at("charge_balance").get<double>();
    state.rounding_current = json.at("rounding_current").get<double>();
    const Json& solver = json.at("solver");
    state.solver = {
        solver.at("method").get<std::string>(), solver.at("unknowns").get<unsigned long long>(),
        solver.at("cells").get<unsigned long long>(), solver.at("iterations").get<int>(),
        solver.at("relative_residual").get<double>()};
    return state;
}

/// The checksum of a record at its place: one that got among those of another run does not fit.
std::string mark_of(std::size_t place, const std::string& record) {
    return fmt::format("{:016x}", output::checksum(fmt::format("{} {}", place, record)));
}

} // namespace

std::string record_text(const PointRecord& record) {
    Json cuts = Json::array();
    for (const auto& line : record.cuts) {
        Json samples = Json::array();
        for (const FieldSample& sample : line)
            samples.push_back(json_of(sample));
        cuts.push_back(std::move(samples));
    }
    return Json{{"state", json_of(record.state)},
                {"cuts", cuts},
                {"fields", record.field_file},
                {"mesh", record.mesh}}
        .dump();
}

PointRecord record_from_text(const std::string& text) {
    try {
        const Json json = Json::parse(text);
        PointRecord record;
        record.state = state_of(json.at("state"));
        for (const Json& line : json.at("cuts")) {
            record.cuts.emplace_back();
            for (const Json& sample : line)
                record.cuts.back().push_back(sample_of(sample));
        }
        record.field_file = json.at("fields").get<std::string>();
        record.mesh = json.at("mesh").get<std::uint64_t>();
        return record;
    } catch (const Json::exception& error) {
        throw std::invalid_argument(fmt::format("not a record of a device: {}", error.what()));
    }
}

RunJournal::RunJournal(const std::filesystem::path& folder, std::string fingerprint)
    : journal_(folder / "device.journal"), state_(checkpoint_file(folder)),
      lock_(folder / "device.lock"), fingerprint_(std::move(fingerprint)) {
    // The run that had the lock may have removed the file before letting it go: then once more.
    while (lock_descriptor_ < 0) {
        const int file = open(lock_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        if (file < 0)
            throw std::system_error(errno, std::generic_category(),
                                    "cannot write " + lock_.string());
        if (flock(file, LOCK_EX | LOCK_NB) != 0) {
            close(file);
            throw std::runtime_error(fmt::format("another run is working in {}; wait for it, or "
                                                 "choose another folder with --out",
                                                 folder.string()));
        }
        struct stat opened {};
        struct stat named {};
        if (fstat(file, &opened) == 0 && stat(lock_.c_str(), &named) == 0 &&
            opened.st_ino == named.st_ino)
            lock_descriptor_ = file;
        else
            close(file);
    }
}

RunJournal::~RunJournal() {
    unlink(lock_.c_str());
    close(lock_descriptor_);
}

bool RunJournal::exists(const std::filesystem::path& folder) {
    return std::filesystem::exists(folder / "device.journal");
}

std::filesystem::path RunJournal::checkpoint_file(const std::filesystem::path& folder) {
    return folder / "device.state";
}

std::string RunJournal::head() const {
    return title + fingerprint_;
}

bool RunJournal::is_foreign() const {
    std::ifstream file(journal_);
    std::string line;
    return std::getline(file, line) && line != head();
}

std::vector<std::string> RunJournal::records() const {
    std::ifstream file(journal_);
    std::string line;
    std::vector<std::string> found;
    if (!std::getline(file, line) || line != head())
        return found;
    while (std::getline(file, line)) {
        if (line.size() <= mark_length + 1 || file.eof())
            break;
        std::string record = line.substr(mark_length + 1);
        if (line.substr(0, mark_length) != mark_of(found.size(), record))
            break;
        found.push_back(std::move(record));
    }
    return found;
}

void RunJournal::begin(const std::vector<std::string>& records) {
    std::string content = head() + "\n";
    for (std::size_t i = 0; i < records.size(); ++i)
        content += mark_of(i, records[i]) + " " + records[i] + "\n";
    output::write_atomically(journal_, content);
    count_ = records.size();
    if (records.empty())
        std::filesystem::remove(state_);
}

void RunJournal::add(const std::string& record) {
    const auto fail = [this] {
        throw std::system_error(errno, std::generic_category(),
                                "cannot write " + journal_.string());
    };
    const int file = open(journal_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    if (file < 0)
        fail();
    const std::string line = mark_of(count_++, record) + " " + record + "\n";
    std::size_t written = 0;
    bool good = true;
    while (good && written < line.size()) {
        const ssize_t count = write(file, line.data() + written, line.size() - written);
        if (count < 0 && errno == EINTR)
            continue;
        good = count > 0;
        written += good ? static_cast<std::size_t>(count) : 0;
    }
    good = good && fdatasync(file) == 0;
    const int reason = errno;
    close(file);
    errno = reason;
    if (!good)
        fail();
}

void RunJournal::remove(const std::filesystem::path& folder) {
    std::filesystem::remove(folder / "device.journal");
    std::filesystem::remove(checkpoint_file(folder));
    std::filesystem::remove(output::partial_path(checkpoint_file(folder)));
}

} // namespace sidejump::device
