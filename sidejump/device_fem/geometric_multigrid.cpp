// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/geometric_multigrid.hpp"

#include "sidejump/device_fem/coarsest_level.hpp"

#include <algorithm>
#include <deal.II/base/mg_level_object.h>
#include <deal.II/lac/diagonal_matrix.h>
#include <deal.II/lac/precondition.h>
#include <deal.II/multigrid/mg_base.h>
#include <deal.II/multigrid/mg_smoother.h>
#include <deal.II/multigrid/mg_transfer_matrix_free.h>
#include <deal.II/multigrid/multigrid.h>

namespace sidejump::device_fem {
namespace {

using LevelVector = dealii::LinearAlgebra::distributed::Vector<float>;
template <int dim>
using LevelOperators = dealii::MGLevelObject<std::unique_ptr<DiffusionOperator<dim, float>>>;

/// The operators as Multigrid asks for them, on meshes without edges of refinement.
template <int dim>
class LevelMatrices : public dealii::MGMatrixBase<LevelVector> {
  public:
    explicit LevelMatrices(const LevelOperators<dim>& operators) : operators_(operators) {}

    void vmult(unsigned level, LevelVector& result, const LevelVector& vector) const override {
        operators_[level]->vmult(result, vector);
    }
    void vmult_add(unsigned level, LevelVector& result, const LevelVector& vector) const override {
        LevelVector product(result);
        vmult(level, product, vector);
        result += product;
    }
    void Tvmult(unsigned level, LevelVector& result, const LevelVector& vector) const override {
        vmult(level, result, vector); // symmetric
    }
    void Tvmult_add(unsigned level, LevelVector& result, const LevelVector& vector) const override {
        vmult_add(level, result, vector);
    }
    [[nodiscard]] unsigned get_minlevel() const override { return operators_.min_level(); }
    [[nodiscard]] unsigned get_maxlevel() const override { return operators_.max_level(); }

  private:
    const LevelOperators<dim>& operators_;
};

/// The unknowns of a level on boundaries that hold their field.
template <int dim>
dealii::IndexSet held_on_level(const FieldSpace<dim>& space, unsigned level,
                               const HeldFields& held) {
    dealii::IndexSet found(space.dofs.n_dofs(level));
    std::vector<dealii::types::global_dof_index> indices(space.element.n_dofs_per_cell());
    for (const auto& cell : space.dofs.cell_iterators_on_level(level)) {
        if (cell->level_subdomain_id() == dealii::numbers::artificial_subdomain_id)
            continue;
        for (const unsigned f : cell->face_indices()) {
            if (!cell->at_boundary(f))
                continue;
            const auto fields = held.find(cell->face(f)->boundary_id());
            if (fields == held.end())
                continue;
            cell->get_mg_dof_indices(indices);
            for (unsigned i = 0; i < indices.size(); ++i)
                if (fields->second[space.element.system_to_component_index(i).first] &&
                    space.is_on_face(i, f))
                    found.add_index(indices[i]);
        }
    }
    found.compress();
    return found;
}

/// Relaxation of every field that is added to the equations, over the conductivity of the region
/// and the extent of the device squared: the least that single precision tells from rounding.
constexpr double least_relaxation = 1e-5;

/// The equations as single precision can solve them, lengths in units of the extent of the device:
/// conductivities of one at most, and no field that is constant in space without a cost.
FieldEquations conditioned(const FieldEquations& given) {
    FieldEquations equations = given;
    double largest = 0.0;
    for (const FieldEquations::Region& region : given.regions)
        largest = std::max(largest, region.conduction.cwiseAbs().maxCoeff());
    if (largest == 0.0)
        return equations;
    for (FieldEquations::Region& region : equations.regions) {
        region.conduction /= largest;
        region.reaction /= largest;
        region.driven /= largest;
        const Eigen::Index fields = region.reaction.rows();
        const double part = least_relaxation * static_cast<double>(fields) /
                            static_cast<double>(region.conduction.rows());
        for (Eigen::Index i = 0; i < region.conduction.rows(); ++i)
            region.reaction(i % fields, i % fields) += part * region.conduction(i, i);
    }
    for (FieldEquations::Joint& joint : equations.joints)
        joint.law /= largest;
    for (FieldEquations::Surface& surface : equations.surfaces)
        surface.exchange /= largest;
    return equations;
}

} // namespace

template <int dim>
struct GeometricMultigrid<dim>::Cycle {
    using Operator = DiffusionOperator<dim, float>;
    using Smoother =
        dealii::PreconditionChebyshev<Operator, LevelVector, dealii::DiagonalMatrix<LevelVector>>;

    /// @param equations  conditioned
    Cycle(const FieldSpace<dim>& space, const FieldEquations& equations, const HeldFields& held)
        : finest(space.mesh.n_global_levels() - 1), operators(0, finest), smoothers(0, finest),
          coarsest(space, equations, held_on_level(space, 0, held)), matrices(operators) {
        std::vector<std::shared_ptr<const dealii::Utilities::MPI::Partitioner>> partitioners;
        for (unsigned level = 0; level <= finest; ++level) {
            operators[level] = std::make_unique<Operator>(space, equations, level,
                                                          held_on_level(space, level, held));
            partitioners.push_back(operators[level]->partitioner());
            typename Smoother::AdditionalData data;
            data.degree = smoothing_degree;
            data.smoothing_range = smoothing_range;
            data.eig_cg_n_iterations = steps_for_eigenvalue;
            data.preconditioner = std::make_shared<dealii::DiagonalMatrix<LevelVector>>(
                operators[level]->inverse_diagonal());
            if (level > 0)
                smoothers.smoothers[level].initialize(*operators[level], data);
        }
        transfer.build(space.dofs, partitioners);
        multigrid = std::make_unique<dealii::Multigrid<LevelVector>>(matrices, coarsest, transfer,
                                                                     smoothers, smoothers);
        preconditioner = std::make_unique<dealii::PreconditionMG<dim, LevelVector, Transfer>>(
            space.dofs, *multigrid, transfer);
    }

    using Transfer = dealii::MGTransferMatrixFree<dim, float>;
    static constexpr unsigned smoothing_degree = 4;
    static constexpr double smoothing_range = 15.0;
    static constexpr unsigned steps_for_eigenvalue = 12;

    /// Chebyshev iteration before and after the correction from the coarser level.
    class Smoothers : public dealii::MGSmootherBase<LevelVector> {
      public:
        Smoothers(unsigned low, unsigned high) : smoothers(low, high) {}
        void clear() override {}
        void smooth(unsigned level, LevelVector& solution,
                    const LevelVector& right_hand_side) const override {
            smoothers[level].step(solution, right_hand_side);
        }
        void apply(unsigned level, LevelVector& solution,
                   const LevelVector& right_hand_side) const override {
            smoothers[level].vmult(solution, right_hand_side);
        }
        dealii::MGLevelObject<Smoother> smoothers;
    };

    unsigned finest;
    LevelOperators<dim> operators;
    Smoothers smoothers;
    CoarsestLevel<dim> coarsest;
    LevelMatrices<dim> matrices;
    Transfer transfer;
    std::unique_ptr<dealii::Multigrid<LevelVector>> multigrid;
    std::unique_ptr<dealii::PreconditionMG<dim, LevelVector, Transfer>> preconditioner;
};

template <int dim>
GeometricMultigrid<dim>::GeometricMultigrid(const FieldSpace<dim>& space,
                                            const FieldEquations& equations, const HeldFields& held)
    : cycle_(std::make_unique<Cycle>(space, conditioned(equations), held)) {}

template <int dim>
GeometricMultigrid<dim>::~GeometricMultigrid() = default;

template <int dim>
void GeometricMultigrid<dim>::vmult(Vector& result, const Vector& vector) const {
    cycle_->preconditioner->vmult(result, vector);
}

template class GeometricMultigrid<2>;
template class GeometricMultigrid<3>;

} // namespace sidejump::device_fem
