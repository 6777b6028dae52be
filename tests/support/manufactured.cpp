// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/manufactured.hpp"

#include "sidejump/device/interface_law.hpp"
#include "tests/support/device_problems.hpp"

#include <algorithm>
#include <cmath>
#include <deal.II/base/quadrature_lib.h>
#include <deal.II/fe/fe_values.h>

namespace sidejump::test {
namespace {

using device::DiffusionProblem;
using device::MeshDescription;
using device_fem::FieldEquations;
using device_fem::FieldSpace;

// u_a = sin(k_a.x + phase), phases different in the two regions.
Eigen::Vector3d wave_vector(int field) {
    static const Eigen::Matrix<double, 3, 4> waves{
        {1.1, -0.9, 0.7, 1.3}, {0.8, 1.2, -1.0, 0.6}, {-0.7, 0.9, 1.1, 0.8}};
    return waves.col(field);
}

double phase(std::size_t region, int field) {
    return 0.3 + 0.9 * field + (region == 0 ? 0.0 : 0.7 + 0.2 * field);
}

template <int dim>
Eigen::Vector3d vector_of(const dealii::Point<dim>& point) {
    Eigen::Vector3d vector = Eigen::Vector3d::Zero();
    for (unsigned d = 0; d < dim; ++d)
        vector[d] = point[d];
    return vector;
}

void out_of_shape(MeshDescription& mesh, double cell) {
    const auto inside = [](double x) { return std::abs(x - std::round(x)) > 1e-9; };
    for (auto& vertex : mesh.vertices) {
        const auto original = vertex;
        for (std::size_t d = 0; d < static_cast<std::size_t>(mesh.dimension); ++d)
            if (inside(original[d]))
                vertex[d] += 0.1 * cell *
                             std::sin(3.0 * original[0] + 5.0 * original[1] + 2.0 * original[2] +
                                      static_cast<double>(d));
    }
}

// Integrands of the right-hand side at one point: what belongs to v and where.
struct Sources {
    const FieldEquations& equations;
    KnownFields known;

    // div J + relaxation u
    [[nodiscard]] Eigen::VectorXd body(std::size_t region, const Eigen::Vector3d& at,
                                       int dimension) const {
        const auto& law = equations.regions[region];
        const Eigen::MatrixXd second = known.second_derivatives(region, at);
        Eigen::VectorXd source = law.reaction * known.values(region, at);
        for (int d = 0; d < dimension; ++d)
            for (int e = 0; e < dimension; ++e)
                source -= law.conduction.block(4 * d, 4 * e, 4, 4) * second.block(4 * e, d, 4, 1);
        return source;
    }

    // - J.n, and what interfaces and contacts take up
    [[nodiscard]] Eigen::VectorXd face(std::size_t region, const Eigen::Vector3d& at,
                                       const Eigen::Vector3d& normal, int dimension) const {
        const Eigen::VectorXd currents =
            equations.regions[region].conduction * known.gradients(region, at);
        Eigen::VectorXd source = Eigen::VectorXd::Zero(4);
        for (int d = 0; d < dimension; ++d)
            source += normal[d] * currents.segment(4 * d, 4);
        if (std::abs(at.x()) < 1e-9)
            source += equations.surface_at(1)->exchange * known.values(region, at);
        if (std::abs(at.x() - 1.0) < 1e-9) {
            Eigen::VectorXd both(8);
            both << known.values(0, at), known.values(1, at);
            source += (equations.joint_between(0, 1)->law * both).segment(region == 0 ? 0 : 4, 4);
        }
        return source;
    }
};

// More points than the matrix needs.
template <int dim>
struct Rules {
    explicit Rules(const FieldSpace<dim>& space)
        : cell(dealii::QGauss<dim>(6)), face(face_rule(space)) {
        if constexpr (dim > 1)
            if (space.simplices)
                cell = dealii::QGaussSimplex<dim>(4);
    }

    static dealii::Quadrature<dim - 1> face_rule(const FieldSpace<dim>& space) {
        if constexpr (dim > 2)
            if (space.simplices)
                return dealii::QGaussSimplex<dim - 1>(4);
        return dealii::QGauss<dim - 1>(6);
    }

    dealii::Quadrature<dim> cell;
    dealii::Quadrature<dim - 1> face;
};

template <int dim>
device_fem::Vector right_hand_side(const FieldSpace<dim>& space, const Sources& sources) {
    const Rules<dim> rules(space);
    dealii::FEValues<dim> cell_values(*space.mapping, *space.scalar, rules.cell,
                                      dealii::update_values | dealii::update_quadrature_points |
                                          dealii::update_JxW_values);
    dealii::FEFaceValues<dim> face_values(*space.mapping, *space.scalar, rules.face,
                                          dealii::update_values | dealii::update_quadrature_points |
                                              dealii::update_normal_vectors |
                                              dealii::update_JxW_values);
    device_fem::Vector sums = space.make_vector();
    dealii::Vector<double> local(space.element.n_dofs_per_cell());
    std::vector<dealii::types::global_dof_index> indices(local.size());
    const auto add = [&](const dealii::FEValuesBase<dim>& values, unsigned q,
                         const Eigen::VectorXd& source) {
        for (unsigned i = 0; i < local.size(); ++i) {
            const auto [field, shape] = space.element.system_to_component_index(i);
            local(i) += source(field) * values.shape_value(shape, q) * values.JxW(q);
        }
    };
    for (const auto& cell : space.dofs.active_cell_iterators()) {
        if (!cell->is_locally_owned())
            continue;
        const typename dealii::Triangulation<dim>::cell_iterator plain = cell;
        local = 0.0;
        cell_values.reinit(plain);
        for (const unsigned q : cell_values.quadrature_point_indices())
            add(cell_values, q,
                sources.body(cell->material_id(), vector_of(cell_values.quadrature_point(q)), dim));
        for (const unsigned f : cell->face_indices()) {
            if (!cell->at_boundary(f))
                continue;
            face_values.reinit(plain, f);
            for (const unsigned q : face_values.quadrature_point_indices())
                add(face_values, q,
                    sources.face(cell->material_id(), vector_of(face_values.quadrature_point(q)),
                                 vector_of(dealii::Point<dim>(face_values.normal_vector(q))), dim));
        }
        cell->get_dof_indices(indices);
        space.hanging.distribute_local_to_global(local, indices, sums);
    }
    sums.compress(dealii::VectorOperation::add);
    return sums;
}

template <int dim>
Errors compared(const FieldSpace<dim>& space, const device_fem::Vector& fields,
                const KnownFields& known) {
    const Rules<dim> rules(space);
    dealii::FEValues<dim> values(*space.mapping, *space.scalar, rules.cell,
                                 dealii::update_values | dealii::update_gradients |
                                     dealii::update_quadrature_points | dealii::update_JxW_values);
    std::vector<dealii::types::global_dof_index> indices(space.element.n_dofs_per_cell());
    std::array<double, 2> squares{};
    for (const auto& cell : space.dofs.active_cell_iterators()) {
        if (!cell->is_locally_owned())
            continue;
        const typename dealii::Triangulation<dim>::cell_iterator plain = cell;
        values.reinit(plain);
        cell->get_dof_indices(indices);
        for (const unsigned q : values.quadrature_point_indices()) {
            const Eigen::Vector3d at = vector_of(values.quadrature_point(q));
            Eigen::VectorXd field = -known.values(cell->material_id(), at);
            Eigen::VectorXd gradient = -known.gradients(cell->material_id(), at);
            for (unsigned i = 0; i < indices.size(); ++i) {
                const auto [a, shape] = space.element.system_to_component_index(i);
                field(a) += fields(indices[i]) * values.shape_value(shape, q);
                for (unsigned d = 0; d < dim; ++d)
                    gradient(4 * d + a) += fields(indices[i]) * values.shape_grad(shape, q)[d];
            }
            squares[0] += field.squaredNorm() * values.JxW(q);
            squares[1] += gradient.squaredNorm() * values.JxW(q);
        }
    }
    const auto norm = [&space](double square) {
        return std::sqrt(dealii::Utilities::MPI::sum(square, space.mesh.get_communicator()));
    };
    return {norm(squares[0]), norm(squares[1]), space.dofs.n_dofs()};
}

} // namespace

Eigen::Vector4d KnownFields::values(std::size_t region, const Eigen::Vector3d& at) const {
    Eigen::Vector4d u;
    for (int a = 0; a < 4; ++a)
        u[a] = std::sin(wave_vector(a).dot(at) + phase(region, a));
    return u;
}

Eigen::VectorXd KnownFields::gradients(std::size_t region, const Eigen::Vector3d& at) const {
    Eigen::VectorXd gradient(4 * dimension_);
    for (int a = 0; a < 4; ++a)
        for (int d = 0; d < dimension_; ++d)
            gradient(4 * d + a) =
                wave_vector(a)[d] * std::cos(wave_vector(a).dot(at) + phase(region, a));
    return gradient;
}

Eigen::MatrixXd KnownFields::second_derivatives(std::size_t region,
                                                const Eigen::Vector3d& at) const {
    const Eigen::Vector4d u = values(region, at);
    Eigen::MatrixXd second(4 * dimension_, dimension_);
    for (int a = 0; a < 4; ++a)
        for (int d = 0; d < dimension_; ++d)
            for (int e = 0; e < dimension_; ++e)
                second(4 * d + a, e) = -wave_vector(a)[d] * wave_vector(a)[e] * u[a];
    return second;
}

void cut_into_simplices(MeshDescription& mesh) {
    const auto ways = [](const std::vector<unsigned>& box, std::size_t dimension) {
        std::vector<std::size_t> axes(dimension);
        for (std::size_t d = 0; d < dimension; ++d)
            axes[d] = d;
        std::vector<std::vector<unsigned>> simplices;
        do {
            std::size_t corner = 0;
            std::vector<unsigned> simplex{box[0]};
            int inversions = 0;
            for (std::size_t d = 0; d < dimension; ++d) {
                corner += std::size_t{1} << axes[d];
                simplex.push_back(box[corner]);
                for (std::size_t e = 0; e < d; ++e)
                    inversions += axes[e] > axes[d] ? 1 : 0;
            }
            if (inversions % 2 == 1)
                std::swap(simplex[dimension - 1], simplex[dimension]);
            simplices.push_back(simplex);
        } while (std::next_permutation(axes.begin(), axes.end()));
        return simplices;
    };
    const auto dimension = static_cast<std::size_t>(mesh.dimension);
    MeshDescription cut = mesh;
    cut.cells.clear();
    cut.boundary_faces.clear();
    for (const auto& cell : mesh.cells)
        for (auto& simplex : ways(cell.vertices, dimension))
            cut.cells.push_back({std::move(simplex), cell.region});
    for (const auto& face : mesh.boundary_faces)
        for (auto& simplex : ways(face.vertices, dimension - 1))
            cut.boundary_faces.push_back({std::move(simplex), face.boundary});
    mesh = std::move(cut);
}

DiffusionProblem two_metals(int dimension, CellShape shape, double cell) {
    device::BoxGeometry geometry;
    geometry.dimension = dimension;
    geometry.boxes = {{"first", {0.0, 0.0, 0.0}, {1.0, 1.0, 1.0}},
                      {"second", {1.0, 0.0, 0.0}, {2.0, 1.0, 1.0}}};
    geometry.patches = {{"contact", {0.0, 0.0, 0.0}, {0.0, 1.0, 1.0}}};
    device::GridOptions options;
    options.element_size = {cell, cell, cell};
    DiffusionProblem problem;
    problem.mesh = device::box_mesh(geometry, options);
    out_of_shape(problem.mesh, cell);
    if (shape == CellShape::simplex)
        cut_into_simplices(problem.mesh);

    problem.media = {metal({1.0, 0.4, 1.4, 1.0, 0.8}, 1.5), metal({0.6, -0.3, 0.5, 1.2, 0.9}, 3.0)};
    const device::Vector3 m = device::Vector3(0.2, -0.6, 0.5).normalized();
    for (device::Medium& medium : problem.media) {
        // Anisotropic besides: a positive semidefinite tensor that couples all there is.
        Eigen::Matrix<double, 12, 3> factors;
        for (int i = 0; i < 12; ++i)
            for (int k = 0; k < 3; ++k)
                factors(i, k) = 0.2 * std::sin(1.0 + 2.3 * i + 4.1 * k * i + k);
        medium.conduction += factors * factors.transpose();
        medium.relaxation += device::larmor_precession(1.1, m);
    }
    problem.interfaces = {
        {0, 1,
         device::magnetic_interface({1.2, 0.4, device::MixingConductance{0.9, 0.3}}, m,
                                    device::MagneticSide::second) +
             device::normal_interface({0.5, 0.4, 0.7})}};
    add_terminal(problem, "contact", device::normal_contact({2.0, 1.5, 0.4}),
                 device::Drive::potential);
    return problem;
}

template <int dim>
Errors errors_of(const DiffusionProblem& problem, const device_fem::Mesh<dim>& mesh, int order) {
    const FieldSpace<dim> space(mesh, order, 4);
    const FieldEquations equations = device_fem::field_equations(problem, std::nullopt);
    device_fem::SolverOptions options;
    options.relative_tolerance = 1e-12;
    if (dim == 3)
        options.method = device_fem::SolverMethod::iterative; // faster by far
    device_fem::LinearSolver<dim> solver(space, equations, device_fem::HeldUnknowns{}, options);
    const KnownFields known(dim);
    device_fem::Vector fields = space.make_vector();
    solver.solve(fields, right_hand_side(space, {equations, known}));
    return compared(space, fields, known);
}

template Errors errors_of(const DiffusionProblem&, const device_fem::Mesh<1>&, int);
template Errors errors_of(const DiffusionProblem&, const device_fem::Mesh<2>&, int);
template Errors errors_of(const DiffusionProblem&, const device_fem::Mesh<3>&, int);

} // namespace sidejump::test
