// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/vector_places.hpp"

#include <stdexcept>
#include <utility>

namespace sidejump::device_fem {

template <class Number>
VectorPlaces<Number>::VectorPlaces(
    std::shared_ptr<const dealii::Utilities::MPI::Partitioner> partitioner,
    const dealii::AffineConstraints<double>& following, dealii::IndexSet vanishing)
    : partitioner_(std::move(partitioner)), following_(&following),
      vanishing_(std::move(vanishing)) {
    if (partitioner_->locally_owned_size() + partitioner_->n_ghost_indices() >= first_following)
        throw std::length_error("too many unknowns for one process: use more of them");
}

template <class Number>
std::uint32_t VectorPlaces<Number>::place(dealii::types::global_dof_index unknown) {
    if (vanishing_.is_element(unknown))
        return no_unknown;
    if (!following_->is_constrained(unknown))
        return partitioner_->global_to_local(unknown);
    const auto [entry, is_new] =
        row_of_.try_emplace(unknown, static_cast<std::uint32_t>(row_begin_.size() - 1));
    if (is_new) {
        for (const auto& [other, weight] : *following_->get_constraint_entries(unknown)) {
            column_.push_back(partitioner_->global_to_local(other));
            value_.push_back(static_cast<Number>(weight));
        }
        row_begin_.push_back(static_cast<unsigned>(column_.size()));
    }
    return first_following + entry->second;
}

template class VectorPlaces<double>;
template class VectorPlaces<float>;

} // namespace sidejump::device_fem
