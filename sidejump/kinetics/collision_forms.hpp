// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/channel.hpp"
#include "sidejump/kinetics/channel_products.hpp"
#include "sidejump/kinetics/linear_form.hpp"
#include "sidejump/kinetics/moment.hpp"
#include "sidejump/math/spinor_harmonics.hpp"

#include <complex>
#include <vector>

namespace sidejump::kinetics {

/// The channels (l, j) of an impurity with the off-shell exponents and dipole returns, without
/// their phase shifts: all that the collision forms depend on.
struct ChannelLayout {
    struct Entry {
        math::SpinorHarmonic harmonic;
        double off_shell_exponent = 0.0;
        double dipole_return = 0.0;
        friend bool operator==(const Entry&, const Entry&) = default;
    };
    std::vector<Entry> entries;
    friend bool operator==(const ChannelLayout&, const ChannelLayout&) = default;
};

ChannelLayout channel_layout(const std::vector<impurity::Channel>& channels);

/// Whether the channels have that layout.
bool has_layout(const std::vector<impurity::Channel>& channels, const ChannelLayout& layout);

/// Which momentum gradient makes the side jump: grad_p + grad_k (K-S40), or grad_k alone, as in
/// P. Levy, Phys. Rev. B 38, 6779 (1988) (K-S42).
enum class MomentumGradient { both, incoming };

/// Matrix elements of the collision superoperators of one impurity species as linear forms in the
/// channel products (docs/theory/collision-operator).
///
/// With hbar = k_F = m* = 1 a form's value times n_i/n_c is the element:
///   d_t f_row = - sum Lambda(row, col) f_col + (V_mu)(row, col) d_mu f_col.
/// Lambda conserves J. For the vector V the form is the number that stands beside the
/// Clebsch-Gordan coefficient <J_col M 1 mu|J_row M'>. Moments carry phases i^{lambda + s} (and V
/// one more) which make all elements real.
class CollisionForms {
  public:
    explicit CollisionForms(ChannelLayout layout);

    [[nodiscard]] const ChannelLayout& layout() const { return layout_; }
    [[nodiscard]] const ProductLayout& products() const { return products_; }

    /// Relaxation superoperator Lambda (K-S22, K-S32), row and column of the same J (else zero).
    /// What a channel loses, 1 - |s|^2, comes back to it: its charge whole, its dipole in m_j by
    /// the part dipole_return, higher multipoles not.
    [[nodiscard]] LinearForm relaxation(Moment row, Moment column) const;

    /// Side-jump (velocity) superoperator V of I_1 (K-S23, K-S35), reduced.
    [[nodiscard]] LinearForm side_jump(Moment row, Moment column, MomentumGradient gradient) const;

    /// Unit vector p^ in the same reduced form and phases: the drift term is -v_F p^.d_r f.
    [[nodiscard]] static double unit_vector(Moment row, Moment column);

  private:
    using ReducedMatrix = std::vector<double>; // n x n, row-major

    [[nodiscard]] ReducedMatrix multipole(Moment moment) const;
    [[nodiscard]] ReducedMatrix gradient_commutator(Moment moment, int J) const;
    // Adds Re(scale sum_cd x_cd y_cd t_c t*_d) to the form, and the incoherent return of rank J.
    void add_overlap(std::complex<double> scale, const ReducedMatrix& x, const ReducedMatrix& y,
                     int J, LinearForm& form) const;

    ChannelLayout layout_;
    ProductLayout products_;
};

} // namespace sidejump::kinetics
