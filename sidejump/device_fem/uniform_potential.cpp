// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/uniform_potential.hpp"

#include "sidejump/device_fem/galerkin.hpp"

#include <algorithm>
#include <deal.II/dofs/dof_tools.h>

namespace sidejump::device_fem {

template <int dim>
UniformPotential<dim>::UniformPotential(const FieldSpace<dim>& space,
                                        const FieldEquations& equations) {
    for (unsigned field = 0; field < space.fields; field += 4) {
        Part part{space.make_vector(), space.make_vector(), space.make_vector()};
        dealii::ComponentMask charge(space.fields, false);
        charge.set(field, true);
        for (const auto index : dealii::DoFTools::extract_dofs(space.dofs, charge))
            if (space.owned.is_element(index))
                part.one(index) = 1.0;
        // Regions and interfaces conserve charge and see differences alone.
        for (const FieldEquations::Surface& surface : equations.surfaces) {
            add_surface_supply(space, surface.indicator, surface.exchange.col(field),
                               part.currents);
            add_surface_supply(space, surface.indicator, surface.exchange.row(field).transpose(),
                               part.adjoint);
        }
        part.conductance = part.adjoint * part.one;
        parts_.push_back(std::move(part));
    }
}

template <int dim>
bool UniformPotential<dim>::is_determined() const {
    return std::ranges::all_of(parts_, [](const Part& part) { return part.conductance > 0.0; });
}

template <int dim>
std::vector<double> UniformPotential<dim>::balancing(const Vector& right_hand_side,
                                                     const Vector& fields) const {
    std::vector<double> potential;
    for (const Part& part : parts_)
        potential.push_back((part.one * right_hand_side - part.adjoint * fields) /
                            part.conductance);
    return potential;
}

template <int dim>
void UniformPotential<dim>::subtract_currents(const std::vector<double>& potential,
                                              Vector& vector) const {
    for (std::size_t p = 0; p < parts_.size(); ++p)
        vector.add(-potential[p], parts_[p].currents);
}

template <int dim>
void UniformPotential<dim>::add(const std::vector<double>& potential, Vector& fields) const {
    for (std::size_t p = 0; p < parts_.size(); ++p)
        fields.add(potential[p], parts_[p].one);
}

template class UniformPotential<1>;
template class UniformPotential<2>;
template class UniformPotential<3>;

} // namespace sidejump::device_fem
