// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/field_output.hpp"

#include "sidejump/device_fem/joint_failure.hpp"
#include "sidejump/output/atomic_file.hpp"

#include <deal.II/base/exceptions.h>
#include <deal.II/base/mpi.h>
#include <deal.II/fe/fe_values.h>
#include <deal.II/numerics/data_out.h>
#include <deal.II/numerics/data_postprocessor.h>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <stdexcept>

namespace sidejump::device_fem {
namespace {

constexpr std::array<const char*, 4> suffixes{"", "_x", "_y", "_z"};

std::string potential_name(unsigned field) {
    return field == 0 ? "charge_potential" : fmt::format("spin_potential{}", suffixes[field]);
}

std::string current_name(unsigned field) {
    return field == 0 ? "charge_current" : fmt::format("spin_current{}", suffixes[field]);
}

/// What follows from the media: the currents of every region.
class CurrentLaws {
  public:
    explicit CurrentLaws(const device::DiffusionProblem& problem) : embedding_(problem.embedding) {
        for (const device::Medium& medium : problem.media)
            reduced_.push_back(
                device::reduce(medium.conduction, problem.embedding, problem.mesh.dimension));
    }

    /// J_la by coordinate of the mesh, those left out last: row 4 l + a.
    /// @param gradients  d_d u_a at 4 d + a
    /// @param driven     whether the applied field acts (not on imaginary parts)
    [[nodiscard]] Eigen::Matrix<double, 12, 1>
    currents(std::size_t region, const Eigen::VectorXd& gradients, bool driven) const {
        const device::ReducedConduction& law = reduced_.at(region);
        Eigen::Matrix<double, 12, 1> all;
        all << -law.tensor * gradients, -law.across * gradients;
        if (driven)
            all += (Eigen::Matrix<double, 12, 1>() << law.driven, law.across_driven).finished();
        return all;
    }

    [[nodiscard]] int axis(std::size_t coordinate) const { return embedding_.axes[coordinate]; }

  private:
    const device::Embedding& embedding_;
    std::vector<device::ReducedConduction> reduced_;
};

template <int dim>
class Currents : public dealii::DataPostprocessor<dim> {
  public:
    Currents(const CurrentLaws& laws, unsigned fields) : laws_(laws), fields_(fields) {}

    void evaluate_vector_field(const dealii::DataPostprocessorInputs::Vector<dim>& inputs,
                               std::vector<dealii::Vector<double>>& computed) const override {
        const std::size_t region = inputs.template get_cell<dim>()->material_id();
        for (unsigned q = 0; q < computed.size(); ++q)
            for (unsigned part = 0; part < fields_ / 4; ++part) {
                Eigen::VectorXd gradients(4 * dim);
                for (unsigned d = 0; d < dim; ++d)
                    for (unsigned a = 0; a < 4; ++a)
                        gradients(4 * d + a) = inputs.solution_gradients[q][4 * part + a][d];
                const auto currents = laws_.currents(region, gradients, part == 0);
                for (unsigned a = 0; a < 4; ++a) {
                    computed[q](part * 16 + a) = inputs.solution_values[q](4 * part + a);
                    for (unsigned l = 0; l < 3; ++l)
                        computed[q](part * 16 + 4 + 3 * a + l) = currents(4 * l + a) / length;
                }
            }
    }

    std::vector<std::string> get_names() const override {
        std::vector<std::string> names;
        for (unsigned part = 0; part < fields_ / 4; ++part) {
            const std::string suffix = part == 0 ? "" : "_imaginary";
            for (unsigned a = 0; a < 4; ++a)
                names.push_back(potential_name(a) + suffix);
            for (unsigned a = 0; a < 4; ++a) {
                names.insert(names.end(), dim, current_name(a) + suffix);
                for (std::size_t l = dim; l < 3; ++l)
                    names.push_back(fmt::format("{}_along_{}{}", current_name(a),
                                                "xyz"[laws_.axis(l)], suffix));
            }
        }
        return names;
    }

    std::vector<dealii::DataComponentInterpretation::DataComponentInterpretation>
    get_data_component_interpretation() const override {
        namespace interpretation = dealii::DataComponentInterpretation;
        // Vectors have as many components as the mesh has dimensions; the others are scalars.
        std::vector<interpretation::DataComponentInterpretation> kinds;
        for (unsigned part = 0; part < fields_ / 4; ++part) {
            kinds.insert(kinds.end(), 4, interpretation::component_is_scalar);
            for (unsigned a = 0; a < 4; ++a) {
                kinds.insert(kinds.end(), dim, interpretation::component_is_part_of_vector);
                kinds.insert(kinds.end(), 3 - dim, interpretation::component_is_scalar);
            }
        }
        return kinds;
    }

    dealii::UpdateFlags get_needed_update_flags() const override {
        return dealii::update_values | dealii::update_gradients;
    }

    double length = 1.0;

  private:
    const CurrentLaws& laws_;
    unsigned fields_;
};

/// DataOut with its points in metres.
template <int dim>
class MetricDataOut : public dealii::DataOut<dim> {
  public:
    void scale(double length) {
        for (auto& patch : this->patches) {
            for (auto& vertex : patch.vertices)
                vertex *= length;
            // Patches of simplices hold their points as the last rows of the data.
            if (patch.points_are_available)
                for (std::size_t row = patch.data.n_rows() - dim; row < patch.data.n_rows(); ++row)
                    for (std::size_t point = 0; point < patch.data.n_cols(); ++point)
                        patch.data(row, point) *= static_cast<float>(length);
        }
    }
};

/// Writes a file that has its name only when it is whole.
template <class Write>
void write_named(const std::filesystem::path& path, const Write& write) {
    output::AtomicFile atomic(path, output::AtomicFile::Naming::fixed);
    std::ofstream file(atomic.temporary());
    bool good = file.good();
    try {
        if (good)
            write(file);
        file.close();
        good = good && file.good();
    } catch (const dealii::ExceptionBase&) {
        good = false; // deal.II tells of a full disk by the line of its source
    }
    if (!good)
        throw std::runtime_error(fmt::format("cannot write {}", path.string()));
    atomic.commit();
}

} // namespace

template <int dim>
std::vector<device::FieldSample>
sample_fields(const FieldSpace<dim>& space, const device::DiffusionProblem& problem,
              const Vector& fields, const std::vector<std::array<double, 3>>& points) {
    // By point: whether found, 8 potentials, 24 currents.
    constexpr std::size_t width = 33;
    std::vector<double> found(points.size() * width, 0.0);
    const CurrentLaws laws(problem);
    std::vector<dealii::types::global_dof_index> indices(space.element.n_dofs_per_cell());
    for (const auto& cell : space.dofs.active_cell_iterators()) {
        if (!cell->is_locally_owned())
            continue;
        const auto box = cell->bounding_box();
        for (std::size_t p = 0; p < points.size(); ++p) {
            dealii::Point<dim> point;
            for (unsigned d = 0; d < dim; ++d)
                point[d] = points[p][d];
            double* const sample = found.data() + p * width;
            if (sample[0] != 0.0 || !box.point_inside(point, 1e-9))
                continue;
            dealii::Point<dim> unit;
            try {
                unit = space.mapping->transform_real_to_unit_cell(cell, point);
            } catch (const typename dealii::Mapping<dim>::ExcTransformationFailed&) {
                continue;
            }
            if (!cell->reference_cell().contains_point(unit, 1e-9))
                continue;
            dealii::FEValues<dim> values(*space.mapping, *space.scalar,
                                         dealii::Quadrature<dim>(unit),
                                         dealii::update_values | dealii::update_gradients);
            const typename dealii::Triangulation<dim>::cell_iterator plain = cell;
            values.reinit(plain);
            cell->get_dof_indices(indices);
            std::array<Eigen::VectorXd, 2> gradients{Eigen::VectorXd::Zero(Eigen::Index{4} * dim),
                                                     Eigen::VectorXd::Zero(Eigen::Index{4} * dim)};
            sample[0] = 1.0;
            for (unsigned i = 0; i < indices.size(); ++i) {
                const auto [field, shape] = space.element.system_to_component_index(i);
                sample[1 + field] += fields(indices[i]) * values.shape_value(shape, 0);
                for (unsigned d = 0; d < dim; ++d)
                    gradients[field / 4](4 * d + field % 4) +=
                        fields(indices[i]) * values.shape_grad(shape, 0)[d];
            }
            for (unsigned part = 0; part < space.fields / 4; ++part) {
                const auto currents =
                    laws.currents(cell->material_id(), gradients[part], part == 0);
                for (unsigned k = 0; k < 12; ++k)
                    sample[9 + 12 * part + k] = currents(k);
            }
        }
    }
    // A point on the border of two ranks is found by both: the mean is taken.
    std::vector<double> total(found.size());
    if (!found.empty())
        dealii::Utilities::MPI::sum(found, space.mesh.get_communicator(), total);
    std::vector<device::FieldSample> samples(points.size());
    for (std::size_t p = 0; p < points.size(); ++p) {
        const double* const sample = total.data() + p * width;
        if (sample[0] == 0.0)
            continue;
        samples[p].inside = true;
        for (std::size_t a = 0; a < 4; ++a) {
            samples[p].potential[a] = device::Complex(sample[1 + a], sample[5 + a]) / sample[0];
            for (std::size_t l = 0; l < 3; ++l)
                samples[p].current[static_cast<std::size_t>(laws.axis(l))][a] =
                    device::Complex(sample[9 + 4 * l + a], sample[21 + 4 * l + a]) / sample[0];
        }
    }
    return samples;
}

template <int dim>
std::string write_fields(const FieldSpace<dim>& space, const device::DiffusionProblem& problem,
                         const Vector& fields, double length, const std::string& folder,
                         const std::string& name) {
    const CurrentLaws laws(problem);
    Currents<dim> currents(laws, space.fields);
    currents.length = length;
    MetricDataOut<dim> output;
    output.attach_dof_handler(space.dofs);
    output.add_data_vector(fields, currents);
    dealii::DataOutBase::VtkFlags flags;
    for (unsigned a = 0; a < 4; ++a) {
        flags.physical_units[potential_name(a)] = "V";
        flags.physical_units[current_name(a)] =
            a == 0 ? "A/m^2" : "A/m^2, J_up - J_down in charge units";
    }
    output.set_flags(flags);
    output.build_patches(*space.mapping, static_cast<unsigned>(space.element.degree),
                         dealii::DataOut<dim>::no_curved_cells);
    output.scale(length);
    const MPI_Comm communicator = space.mesh.get_communicator();
    const unsigned ranks = dealii::Utilities::MPI::n_mpi_processes(communicator);
    const unsigned rank = dealii::Utilities::MPI::this_mpi_process(communicator);
    const auto piece = [&](unsigned of_rank) {
        return ranks == 1 ? name + ".vtu"
                          : fmt::format("{}_0.{:0{}}.vtu", name, of_rank,
                                        dealii::Utilities::needed_digits(ranks - 1));
    };
    const std::filesystem::path place(folder);
    fail_together(communicator, [&] {
        write_named(place / piece(rank), [&](std::ostream& file) { output.write_vtu(file); });
    });
    if (ranks == 1)
        return (place / piece(0)).string();
    // Behind its pieces, so that it never names one that is not there.
    const std::filesystem::path record = place / (name + "_0.pvtu");
    fail_together(communicator, [&] {
        if (rank != 0)
            return;
        std::vector<std::string> pieces;
        for (unsigned of_rank = 0; of_rank < ranks; ++of_rank)
            pieces.push_back(piece(of_rank));
        write_named(record, [&](std::ostream& file) { output.write_pvtu_record(file, pieces); });
    });
    return record.string();
}

#define SIDEJUMP_INSTANTIATE(dim)                                                                  \
    template std::vector<device::FieldSample> sample_fields(                                       \
        const FieldSpace<dim>&, const device::DiffusionProblem&, const Vector&,                    \
        const std::vector<std::array<double, 3>>&);                                                \
    template std::string write_fields(const FieldSpace<dim>&, const device::DiffusionProblem&,     \
                                      const Vector&, double, const std::string&,                   \
                                      const std::string&);
SIDEJUMP_INSTANTIATE(1)
SIDEJUMP_INSTANTIATE(2)
SIDEJUMP_INSTANTIATE(3)
#undef SIDEJUMP_INSTANTIATE

} // namespace sidejump::device_fem
