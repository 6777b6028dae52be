// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/gmsh_elements.hpp"

#include "sidejump/input/input_error.hpp"
#include "sidejump/input/node.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <exception>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gmsh.h>
#include <iterator>
#include <mutex>
#include <system_error>

namespace sidejump::device_fem {
namespace {

[[noreturn]] void fail(const std::string& path, const std::string& message) {
    throw input::InputError(path, 0, "", message);
}

// Gmsh takes files of any kind, geometries with commands for the shell among them: only what begins
// as a mesh file is given to it.
void check_header(const std::string& path) {
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    std::error_code status;
    if (!file || std::filesystem::is_directory(path, status))
        fail(path, fmt::format("the mesh cannot be read: {}",
                               file ? "it is a directory"
                                    : std::generic_category().message(errno != 0 ? errno : EIO)));
    std::array<char, 200> beginning{};
    file.read(beginning.data(), beginning.size() - 1);
    const std::string text = beginning.data();
    if (file.gcount() == 0)
        fail(path, "expected a mesh file of Gmsh, found an empty file");
    const std::size_t header = text.find("$MeshFormat");
    if (header != 0)
        fail(path, fmt::format("expected a mesh file of Gmsh, which begins with $MeshFormat, found "
                               "\"{}\"",
                               input::printable(text.substr(0, text.find_first_of("\r\n")))));
    const std::size_t version =
        text.find_first_not_of("\r\n \t", std::string("$MeshFormat").size());
    const std::string found =
        version == std::string::npos
            ? ""
            : text.substr(version, text.find_first_of(" \t\r\n", version) - version);
    if (found != "2.2" && found != "4.1")
        fail(path,
             fmt::format("expected the format 2.2 or 4.1, found \"{}\"", input::printable(found)));
    if (std::filesystem::path(path).extension() != ".msh")
        fail(path, "expected a name that ends with .msh, by which Gmsh knows mesh files");
}

// Gmsh takes what there is of a file that was cut off without a word.
void check_end(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    constexpr std::streamoff enough = 200;
    file.seekg(0, std::ios::end);
    file.seekg(std::max(std::streamoff{0}, std::streamoff{file.tellg()} - enough));
    std::string text(std::istreambuf_iterator<char>(file), {});
    text.erase(text.find_last_not_of(" \t\r\n") + 1);
    const std::size_t last_line = text.find_last_of("\r\n");
    if (last_line == std::string::npos || !text.substr(last_line + 1).starts_with("$End"))
        fail(path, fmt::format("expected a last line that ends a section ($End...), found \"{}\": "
                               "is the file cut off?",
                               input::printable(text.substr(last_line + 1))));
}

// Gmsh in use, silent.
class Session {
  public:
    Session() {
        gmsh::initialize(0, nullptr, false);
        gmsh::option::setNumber("General.Terminal", 0);
        gmsh::logger::start();
    }
    ~Session() {
        try {
            gmsh::finalize();
        } catch (...) { // nothing is left to be done about it
        }
    }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    // The first complaint of Gmsh, empty if there is none.
    [[nodiscard]] static std::string complaint() {
        std::vector<std::string> log;
        gmsh::logger::get(log);
        for (const std::string& line : log)
            if (line.starts_with("Error"))
                return line;
        return "";
    }
};

void open(const std::string& path) {
    bool opened = true;
    try {
        gmsh::open(path);
    } catch (...) { // strings, numbers or exceptions, as the version of Gmsh has it
        opened = false;
    }
    const std::string complaint = Session::complaint();
    if (!opened || !complaint.empty())
        fail(path,
             fmt::format("Gmsh cannot read the mesh: {}",
                         complaint.empty() ? "no reason given" : input::printable(complaint)));
}

// Names of the physical groups of a dimension, by the entities of the model in them.
std::map<int, std::vector<std::string>> groups_by_entity(int dimension) {
    std::map<int, std::vector<std::string>> groups;
    gmsh::vectorpair all;
    gmsh::model::getPhysicalGroups(all, dimension);
    for (const auto& [of_dimension, tag] : all) {
        std::string name;
        gmsh::model::getPhysicalName(dimension, tag, name);
        if (name.empty())
            name = fmt::format("physical {}", tag);
        std::vector<int> entities;
        gmsh::model::getEntitiesForPhysicalGroup(dimension, tag, entities);
        for (const int entity : entities)
            groups[entity].push_back(name);
    }
    return groups;
}

std::vector<GmshElement> elements_of(int dimension) {
    const auto groups = groups_by_entity(dimension);
    std::vector<GmshElement> elements;
    gmsh::vectorpair entities;
    gmsh::model::getEntities(entities, dimension);
    for (const auto& [of_dimension, entity] : entities) {
        std::vector<int> types;
        std::vector<std::vector<std::size_t>> numbers;
        std::vector<std::vector<std::size_t>> nodes;
        gmsh::model::mesh::getElements(types, numbers, nodes, dimension, entity);
        const auto found = groups.find(entity);
        for (std::size_t i = 0; i < types.size(); ++i) {
            if (numbers[i].empty())
                continue;
            const std::size_t each = nodes[i].size() / numbers[i].size();
            for (std::size_t k = 0; k < numbers[i].size(); ++k) {
                const auto first = nodes[i].begin() + static_cast<std::ptrdiff_t>(k * each);
                elements.push_back(
                    {numbers[i][k],
                     types[i],
                     {first, first + static_cast<std::ptrdiff_t>(each)},
                     found == groups.end() ? std::vector<std::string>{} : found->second});
            }
        }
    }
    std::sort(
        elements.begin(), elements.end(),
        [](const GmshElement& one, const GmshElement& other) { return one.number < other.number; });
    return elements;
}

} // namespace

std::string shape_name(int type) {
    switch (type) {
    case 1:
        return "line";
    case 2:
        return "triangle";
    case 3:
        return "quadrilateral";
    case 4:
        return "tetrahedron";
    case 5:
        return "hexahedron";
    case 6:
        return "prism";
    case 7:
        return "pyramid";
    case 15:
        return "point";
    default:
        return "";
    }
}

GmshElements read_gmsh_elements(const std::string& path) {
    check_header(path);
    check_end(path);
    static std::mutex one_at_a_time;
    const std::scoped_lock lock(one_at_a_time);
    const Session session;
    open(path);
    GmshElements content;
    for (int dimension = 3; dimension >= 1 && content.cells.empty(); --dimension) {
        content.cells = elements_of(dimension);
        if (!content.cells.empty()) {
            content.dimension = dimension;
            content.faces = elements_of(dimension - 1);
        }
    }
    std::erase_if(content.faces, [](const GmshElement& face) { return face.groups.empty(); });
    std::vector<std::size_t> numbers;
    std::vector<double> coordinates;
    std::vector<double> parameters;
    gmsh::model::mesh::getNodes(numbers, coordinates, parameters, -1, -1, false, false);
    for (std::size_t i = 0; i < numbers.size(); ++i)
        content.nodes[numbers[i]] = {coordinates[3 * i], coordinates[3 * i + 1],
                                     coordinates[3 * i + 2]};
    return content;
}

} // namespace sidejump::device_fem
