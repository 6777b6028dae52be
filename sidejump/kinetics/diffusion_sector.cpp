// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/kinetics/diffusion_sector.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace sidejump::kinetics {
namespace {

struct Element {
    double DiffusionSector::*member;
    Moment row;
    Moment column;
};

constexpr std::array relaxation_elements = {
    Element{&DiffusionSector::spin, spin_density, spin_density},
    Element{&DiffusionSector::spin_to_quadrupole, spin_density, spin_quadrupole},
    Element{&DiffusionSector::quadrupole, spin_quadrupole, spin_quadrupole},
    Element{&DiffusionSector::current_scalar, spin_current_scalar, spin_current_scalar},
    Element{&DiffusionSector::charge_current, charge_current, charge_current},
    Element{&DiffusionSector::skew, charge_current, spin_current_antisymmetric},
    Element{&DiffusionSector::current_antisymmetric, spin_current_antisymmetric,
            spin_current_antisymmetric},
    Element{&DiffusionSector::current_tensor, spin_current_tensor, spin_current_tensor},
    Element{&DiffusionSector::tensor_to_octupole, spin_current_tensor, spin_octupole_tensor},
    Element{&DiffusionSector::octupole, spin_octupole_tensor, spin_octupole_tensor},
};

constexpr std::array side_jump_elements = {
    Element{&DiffusionSector::jump_charge_from_charge, charge_current, charge_density},
    Element{&DiffusionSector::jump_antisymmetric_from_charge, spin_current_antisymmetric,
            charge_density},
    Element{&DiffusionSector::jump_scalar_from_spin, spin_current_scalar, spin_density},
    Element{&DiffusionSector::jump_charge_from_spin, charge_current, spin_density},
    Element{&DiffusionSector::jump_antisymmetric_from_spin, spin_current_antisymmetric,
            spin_density},
    Element{&DiffusionSector::jump_tensor_from_spin, spin_current_tensor, spin_density},
    Element{&DiffusionSector::jump_octupole_from_spin, spin_octupole_tensor, spin_density},
    Element{&DiffusionSector::jump_scalar_from_quadrupole, spin_current_scalar, spin_quadrupole},
    Element{&DiffusionSector::jump_charge_from_quadrupole, charge_current, spin_quadrupole},
    Element{&DiffusionSector::jump_antisymmetric_from_quadrupole, spin_current_antisymmetric,
            spin_quadrupole},
    Element{&DiffusionSector::jump_tensor_from_quadrupole, spin_current_tensor, spin_quadrupole},
    Element{&DiffusionSector::jump_octupole_from_quadrupole, spin_octupole_tensor, spin_quadrupole},
};

FormTable relaxation_table(const CollisionForms& forms) {
    std::vector<LinearForm> list;
    list.reserve(relaxation_elements.size());
    for (const Element& element : relaxation_elements)
        list.push_back(forms.relaxation(element.row, element.column));
    return FormTable(list);
}

FormTable side_jump_table(const CollisionForms& forms, MomentumGradient gradient) {
    std::vector<LinearForm> list;
    list.reserve(side_jump_elements.size());
    for (const Element& element : side_jump_elements)
        list.push_back(forms.side_jump(element.row, element.column, gradient));
    return FormTable(list);
}

template <std::size_t N>
void add_elements(const FormTable& table, const std::array<Element, N>& elements,
                  std::span<const double> products, double concentration, DiffusionSector& sector) {
    std::array<double, N> values{};
    table.accumulate(products, concentration, values);
    for (std::size_t i = 0; i < N; ++i)
        sector.*(elements[i].member) += values[i];
}

// Scratch memory of one thread, kept between calls.
std::span<double> scratch(std::size_t size) {
    thread_local std::vector<double> memory;
    if (memory.size() < size)
        memory.resize(size);
    return {memory.data(), size};
}

} // namespace

DiffusionSectorTable::DiffusionSectorTable(const ChannelLayout& layout, MomentumGradient gradient)
    : products_(layout.entries.size()), relaxation_(relaxation_table(CollisionForms(layout))),
      side_jump_(side_jump_table(CollisionForms(layout), gradient)) {}

std::span<double> DiffusionSectorTable::products_of(std::span<const std::complex<double>> t) const {
    if (t.size() != channels())
        throw std::invalid_argument("the number of amplitudes differs from that of the channels");
    const std::span<double> products = scratch(products_.size());
    fill_products(products_, t, products);
    return products;
}

void DiffusionSectorTable::add_relaxation(double concentration,
                                          std::span<const std::complex<double>> t,
                                          DiffusionSector& sector) const {
    add_elements(relaxation_, relaxation_elements, products_of(t), concentration, sector);
}

void DiffusionSectorTable::add_bare_side_jump(double concentration,
                                              std::span<const double> amplitudes,
                                              DiffusionSector& sector) const {
    const std::vector<std::complex<double>> t(amplitudes.begin(), amplitudes.end());
    const std::span<double> products = products_of(t);
    for (std::size_t c = 0; c < channels(); ++c)
        products[products_.loss(c)] = 0.0;
    add_elements(side_jump_, side_jump_elements, products, concentration, sector);
}

void DiffusionSectorTable::add(double concentration, std::span<const std::complex<double>> t,
                               DiffusionSector& sector) const {
    const std::span<double> products = products_of(t);
    add_elements(relaxation_, relaxation_elements, products, concentration, sector);
    add_elements(side_jump_, side_jump_elements, products, concentration, sector);
}

} // namespace sidejump::kinetics
