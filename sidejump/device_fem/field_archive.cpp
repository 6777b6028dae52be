// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/field_archive.hpp"

#include "sidejump/device_fem/joint_failure.hpp"
#include "sidejump/device_fem/shared_file.hpp"
#include "sidejump/output/atomic_file.hpp"
#include "sidejump/output/fingerprint.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <deal.II/base/mpi.h>
#include <deal.II/grid/cell_id.h>
#include <fmt/format.h>
#include <fstream>
#include <map>
#include <stdexcept>
#include <vector>

namespace sidejump::device_fem {
namespace {

using CellKey = dealii::CellId::binary_type;

/// What a file begins with.
struct Head {
    std::array<char, 8> title{'s', 'i', 'd', 'e', 'j', 'f', 'l', '1'};
    std::array<char, 32> fingerprint{};
    std::uint64_t outputs = 0;
    std::uint64_t cells = 0;
    std::uint64_t values = 0; ///< of a cell
    std::uint64_t mesh = 0;
    std::uint64_t content = 0; ///< sum of the checksums of all records
    std::uint64_t own = 0;     ///< checksum of all above

    [[nodiscard]] std::uint64_t checksum() const {
        return output::checksum({reinterpret_cast<const char*>(this), offsetof(Head, own)});
    }
    [[nodiscard]] std::size_t record() const { return sizeof(CellKey) + values * sizeof(double); }
};

/// Cells with their values, one record behind the other.
using Records = std::vector<char>;

std::uint64_t content_checksum(const Records& records, std::size_t length) {
    std::uint64_t sum = 0;
    for (std::size_t at = 0; at < records.size(); at += length)
        sum += output::checksum({records.data() + at, length});
    return sum;
}

std::uint64_t sum_of_ranks(std::uint64_t own, MPI_Comm communicator) {
    return dealii::Utilities::MPI::sum(own, communicator);
}

template <int dim, class Action>
void for_own_cells(const FieldSpace<dim>& space, const Action& action) {
    std::vector<dealii::types::global_dof_index> indices(space.element.n_dofs_per_cell());
    for (const auto& cell : space.dofs.active_cell_iterators())
        if (cell->is_locally_owned()) {
            cell->get_dof_indices(indices);
            action(cell->id().template to_binary<dim>(), indices);
        }
}

CellKey key_of(const char* record) {
    CellKey key;
    std::memcpy(key.data(), record, sizeof key);
    return key;
}

/// The rank where those who have a cell and those who want it meet.
unsigned meeting_place(const CellKey& key, unsigned ranks) {
    return static_cast<unsigned>(
        output::checksum({reinterpret_cast<const char*>(key.data()), sizeof key}) % ranks);
}

[[noreturn]] void fail_damaged(const std::filesystem::path& path) {
    throw std::runtime_error(fmt::format(
        "{} is damaged; --force begins anew, --out takes another folder", path.string()));
}

std::optional<Head> read_head(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        if (std::filesystem::exists(path))
            throw std::runtime_error("cannot read " + path.string());
        return std::nullopt;
    }
    Head head;
    const auto title = head.title;
    file.read(reinterpret_cast<char*>(&head), sizeof head);
    if (!file || head.title != title || head.own != head.checksum() ||
        std::filesystem::file_size(path) != sizeof head + head.cells * head.record())
        fail_damaged(path);
    return head;
}

/// Of each wanted cell its record, by the rank where it was met, in the order of the wishes.
std::map<unsigned, Records> handed_on(const Records& records, std::size_t length,
                                      const std::map<unsigned, std::vector<CellKey>>& wanted,
                                      MPI_Comm communicator) {
    const unsigned ranks = dealii::Utilities::MPI::n_mpi_processes(communicator);
    std::map<unsigned, Records> had;
    for (std::size_t at = 0; at < records.size(); at += length) {
        Records& there = had[meeting_place(key_of(records.data() + at), ranks)];
        there.insert(there.end(), records.data() + at, records.data() + at + length);
    }
    const auto met = dealii::Utilities::MPI::some_to_some(communicator, had);
    std::map<CellKey, const char*> found;
    for (const auto& [rank, bytes] : met)
        for (std::size_t at = 0; at < bytes.size(); at += length)
            found.emplace(key_of(bytes.data() + at), bytes.data() + at);
    std::map<unsigned, Records> answers;
    for (const auto& [rank, keys] : dealii::Utilities::MPI::some_to_some(communicator, wanted))
        for (const CellKey& key : keys)
            if (const auto entry = found.find(key); entry != found.end())
                answers[rank].insert(answers[rank].end(), entry->second, entry->second + length);
    return dealii::Utilities::MPI::some_to_some(communicator, answers);
}

} // namespace

template <int dim>
std::uint64_t mesh_checksum(const Mesh<dim>& mesh) {
    std::uint64_t sum = 0;
    for (const auto& cell : mesh.active_cell_iterators()) {
        if (!cell->is_locally_owned())
            continue;
        const CellKey key = cell->id().template to_binary<dim>();
        std::uint64_t mark =
            output::checksum({reinterpret_cast<const char*>(key.data()), sizeof key});
        typename dealii::Triangulation<dim>::cell_iterator coarse = cell;
        while (coarse->level() > 0)
            coarse = coarse->parent();
        for (const unsigned v : coarse->vertex_indices()) {
            const dealii::Point<dim> vertex = coarse->vertex(v);
            for (unsigned d = 0; d < dim; ++d)
                mark = output::checksum(
                    {reinterpret_cast<const char*>(&vertex[d]), sizeof vertex[d]}, mark);
        }
        sum += mark;
    }
    return sum_of_ranks(sum, mesh.get_communicator());
}

template <int dim>
void write_checkpoint(const FieldSpace<dim>& space, const Vector& fields,
                      const CheckpointLabel& label, const std::filesystem::path& path) {
    const MPI_Comm communicator = space.mesh.get_communicator();
    Head head;
    if (label.fingerprint.size() > head.fingerprint.size())
        throw std::invalid_argument("a fingerprint of more than 32 characters");
    std::ranges::copy(label.fingerprint, head.fingerprint.begin());
    head.outputs = label.outputs;
    head.values = space.element.n_dofs_per_cell();
    head.mesh = mesh_checksum(space.mesh);

    Vector known = fields;
    known.update_ghost_values();
    Records own;
    std::uint64_t count = 0;
    for_own_cells(space, [&](const CellKey& key, const auto& indices) {
        const std::size_t at = own.size();
        own.resize(at + head.record());
        std::memcpy(own.data() + at, key.data(), sizeof key);
        char* value = own.data() + at + sizeof key;
        for (const auto index : indices) {
            const double number = known(index);
            std::memcpy(value, &number, sizeof number);
            value += sizeof number;
        }
        ++count;
    });
    head.cells = sum_of_ranks(count, communicator);
    head.content = sum_of_ranks(content_checksum(own, head.record()), communicator);
    head.own = head.checksum();
    std::uint64_t before = 0;
    MPI_Exscan(&count, &before, 1, MPI_UINT64_T, MPI_SUM, communicator);
    const bool is_first = dealii::Utilities::MPI::this_mpi_process(communicator) == 0;
    if (is_first)
        before = 0; // MPI leaves it undefined there

    std::optional<output::AtomicFile> atomic;
    fail_together(communicator, [&] {
        if (!is_first)
            return;
        atomic.emplace(path, output::AtomicFile::Naming::fixed);
        atomic->write({reinterpret_cast<const char*>(&head), sizeof head});
    });
    SharedFile file(output::partial_path(path), MPI_MODE_WRONLY, "write", communicator);
    file.write(sizeof head + before * head.record(), own);
    file.flush();
    file.close();
    fail_together(communicator, [&atomic] {
        if (atomic)
            atomic->commit();
    });
}

template <int dim>
Vector read_checkpoint(const FieldSpace<dim>& space, const std::filesystem::path& path) {
    const MPI_Comm communicator = space.mesh.get_communicator();
    const std::uint64_t rank = dealii::Utilities::MPI::this_mpi_process(communicator);
    const std::uint64_t ranks = dealii::Utilities::MPI::n_mpi_processes(communicator);
    Head head;
    const std::uint64_t mesh = mesh_checksum(space.mesh);
    fail_together(communicator, [&] {
        const auto found = read_head(path);
        if (!found)
            throw std::runtime_error("cannot read " + path.string());
        head = *found;
        if (head.mesh != mesh || head.cells != space.mesh.n_global_active_cells() ||
            head.values != space.element.n_dofs_per_cell())
            throw std::runtime_error(fmt::format(
                "{} holds fields on another mesh; --force begins anew, --out takes another folder",
                path.string()));
    });
    const std::size_t length = head.record();
    const std::uint64_t begin = head.cells * rank / ranks;
    const std::uint64_t end = head.cells * (rank + 1) / ranks;
    Records share((end - begin) * length);
    SharedFile file(path, MPI_MODE_RDONLY, "read", communicator);
    file.read(sizeof head + begin * length, share);
    file.close();
    if (sum_of_ranks(content_checksum(share, length), communicator) != head.content)
        fail_damaged(path);

    std::map<unsigned, std::vector<CellKey>> wanted;
    const auto place = [ranks](const CellKey& key) {
        return meeting_place(key, static_cast<unsigned>(ranks));
    };
    for_own_cells(space,
                  [&](const CellKey& key, const auto&) { wanted[place(key)].push_back(key); });
    const auto answers = handed_on(share, length, wanted, communicator);
    Vector fields = space.make_vector();
    fail_together(communicator, [&] {
        std::map<unsigned, std::size_t> next;
        for_own_cells(space, [&](const CellKey& key, const auto& indices) {
            const auto from = answers.find(place(key));
            std::size_t& at = next[place(key)];
            if (from == answers.end() || at + length > from->second.size() ||
                key_of(from->second.data() + at) != key)
                fail_damaged(path);
            const char* value = from->second.data() + at + sizeof key;
            for (const auto index : indices) {
                double number = 0.0;
                std::memcpy(&number, value, sizeof number);
                value += sizeof number;
                if (space.owned.is_element(index))
                    fields(index) = number;
            }
            at += length;
        });
    });
    return fields;
}

std::optional<CheckpointLabel> checkpoint_label(const std::filesystem::path& path) {
    const auto head = read_head(path);
    if (!head)
        return std::nullopt;
    const auto end = std::ranges::find(head->fingerprint, '\0');
    return CheckpointLabel{{head->fingerprint.begin(), end}, head->outputs};
}

#define SIDEJUMP_INSTANTIATE(dim)                                                                  \
    template std::uint64_t mesh_checksum(const Mesh<dim>&);                                        \
    template void write_checkpoint(const FieldSpace<dim>&, const Vector&, const CheckpointLabel&,  \
                                   const std::filesystem::path&);                                  \
    template Vector read_checkpoint(const FieldSpace<dim>&, const std::filesystem::path&);
SIDEJUMP_INSTANTIATE(1)
SIDEJUMP_INSTANTIATE(2)
SIDEJUMP_INSTANTIATE(3)
#undef SIDEJUMP_INSTANTIATE

} // namespace sidejump::device_fem
