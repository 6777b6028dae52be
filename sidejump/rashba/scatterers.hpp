// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/rashba/fermi_contour.hpp"
#include "sidejump/rashba/side_jump.hpp"

#include <Eigen/Core>
#include <functional>
#include <memory>
#include <vector>

namespace sidejump::rashba {

/// A momentum by size and angle.
struct Momentum {
    double size = 0.0;
    double angle = 0.0;
};

/// T(p, k) of one impurity at the energy of a contour, a matrix over the spin along z.
class ScatteringAmplitude {
  public:
    ScatteringAmplitude() = default;
    ScatteringAmplitude(const ScatteringAmplitude&) = delete;
    ScatteringAmplitude& operator=(const ScatteringAmplitude&) = delete;
    virtual ~ScatteringAmplitude() = default;

    /// @param out, in  momenta after and before; their sizes need not be those of the contour
    [[nodiscard]] virtual Eigen::Matrix2cd operator()(const Momentum& out,
                                                      const Momentum& in) const = 0;
};

/// Impurities of one kind, and how many there are.
class Scatterers {
  public:
    explicit Scatterers(double density) : density_(density) {}
    Scatterers(const Scatterers&) = delete;
    Scatterers& operator=(const Scatterers&) = delete;
    virtual ~Scatterers() = default;

    [[nodiscard]] double density() const { return density_; } ///< n_i, per area

    /// The amplitude between momenta of a contour, bands and spin-orbit coupling included.
    [[nodiscard]] virtual std::unique_ptr<const ScatteringAmplitude>
    amplitude(const FermiContour& contour) const = 0;
    /// The same in a gas without intrinsic spin-orbit coupling that has the mean momenta and states
    /// of the contour: by it coherences between the bands scatter.
    [[nodiscard]] virtual std::unique_ptr<const ScatteringAmplitude>
    mean_amplitude(const FermiContour& contour) const = 0;
    /// Null if the impurities make none: without spin-orbit coupling of their own it is of the
    /// order of what the kinetic equation leaves out.
    [[nodiscard]] virtual std::unique_ptr<const SideJump>
    side_jump(const FermiContour& /*contour*/) const {
        return nullptr;
    }

  private:
    double density_;
};

/// Spin-independent impurities in the Born approximation: T(p, k) = |U(p - k)|, whose phase has no
/// effect (paper R, equations 5 and 6).
class BornScatterers : public Scatterers {
  public:
    /// @param squared_potential  |U(q)|^2 against |q|
    BornScatterers(double density, std::function<double(double)> squared_potential)
        : Scatterers(density), squared_potential_(std::move(squared_potential)) {}
    [[nodiscard]] std::unique_ptr<const ScatteringAmplitude>
    amplitude(const FermiContour& contour) const override;
    [[nodiscard]] std::unique_ptr<const ScatteringAmplitude>
    mean_amplitude(const FermiContour& contour) const override;

  private:
    std::function<double(double)> squared_potential_;
};

/// Impurities of short range, to all orders: partial waves e^{i m phi} with the spin along z.
///
/// Reaction matrix K(p, k) = sum_m e^{i m (phi_p - phi_k)} (p k/k_0^2)^{|m|} (K_m + sign(m) sigma_z
/// L_m), K_m +- L_m = -tan(eta)/(pi N_0), N_0 = 1/2 pi per spin, and T = (1 + i pi K nu)^{-1} K
/// with the states nu of the contour, so that T - T^+ = -2 pi i T^+ nu T. The real part of the
/// loops is in K.
class ShortRangeScatterers : public Scatterers {
  public:
    /// Phase shifts, in the gas without intrinsic spin-orbit coupling, of the waves m and -m.
    struct PartialWave {
        double aligned = 0.0;     ///< m > 0 with spin up, and -m with spin down
        double antialigned = 0.0; ///< m > 0 with spin down; the same as `aligned` for m = 0
    };
    /// @param waves      of m = 0, 1, 2 ...
    /// @param reference  k_0, the momentum at which the phase shifts are given
    /// @throws std::invalid_argument if there is no wave, or the phase shifts of m = 0 differ
    ShortRangeScatterers(double density, std::vector<PartialWave> waves, double reference);
    [[nodiscard]] std::unique_ptr<const ScatteringAmplitude>
    amplitude(const FermiContour& contour) const override;
    [[nodiscard]] std::unique_ptr<const ScatteringAmplitude>
    mean_amplitude(const FermiContour& contour) const override;
    [[nodiscard]] std::unique_ptr<const SideJump>
    side_jump(const FermiContour& contour) const override;

  private:
    /// T from the states between partial waves.
    [[nodiscard]] std::unique_ptr<const ScatteringAmplitude>
    from_states(const Eigen::MatrixXcd& states) const;

    std::vector<PartialWave> waves_;
    double reference_;
};

} // namespace sidejump::rashba
