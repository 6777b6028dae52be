// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/fit/data_file.hpp"
#include "sidejump/fit/model.hpp"

#include <Eigen/Core>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sidejump::fit {

/// The place of a coordinate or a point in vectors of Eigen.
inline Eigen::Index index(std::size_t i) {
    return static_cast<Eigen::Index>(i);
}

/// A number of the fit, in the unit of the model.
struct Quantity {
    std::string name;    ///< with the label of its curve in brackets if it has one
    std::string unit;    ///< in which it is reported
    UnitChange reported; ///< from the unit of the model to that
    double start = 0.0;  ///< or the value that it keeps
    std::optional<std::size_t> coordinate; ///< of the search, for one that is fitted
    std::optional<std::size_t> source;     ///< the quantity that it is tied to
    double factor = 1.0;
    double offset = 0.0;
    bool is_background = false;
};

/// What a bound stands for that was not given with the parameter.
struct BoundOrigin {
    /// In u: an end of the range of the model that does not belong to it. The bound is next to it.
    std::optional<double> open_end;
    std::string tied; ///< the quantity whose range ends there; empty if it is the own one
};

/// A direction of the search. The search is over u: value = unit u, or e^u on a logarithmic scale.
struct Coordinate {
    std::size_t quantity = 0;
    bool logarithmic = false;
    double unit = 1.0;
    double start = 0.0;
    double low = 0.0; ///< in u, infinite without a bound
    double high = 0.0;
    BoundOrigin low_from;
    BoundOrigin high_from;

    [[nodiscard]] double value(double u) const;
    [[nodiscard]] double derivative(double u) const; ///< of the value with respect to u
    [[nodiscard]] double coordinate(double value) const;
    /// A change of u that is of the order of the value: |u| where bounds keep the sign of the
    /// value, which may then be of any order of magnitude; 1 on a logarithmic scale; else max(1,
    /// |u|).
    [[nodiscard]] double size(double u) const;
    /// What the bound stands for that is nearer to a place.
    [[nodiscard]] const BoundOrigin& bound_near(double u) const;
};

/// factor times the value of a quantity that is not tied, plus offset.
struct Tie {
    std::size_t quantity = 0;
    double factor = 1.0;
    double offset = 0.0;
    [[nodiscard]] double value(double of_quantity) const { return factor * of_quantity + offset; }
};

/// Where a curve has the inputs of the model from.
struct CurveInputs {
    std::vector<double> constants;                      ///< for all inputs of the model
    std::vector<std::optional<std::size_t>> quantities; ///< in place of the constant
    std::vector<std::size_t> background;                ///< quantities, from order 0 on
    std::vector<std::size_t> on_abscissa; ///< inputs that have the value of the abscissa, too
};

/// Derivatives of residuals, and what differences leave of them.
struct Derivatives {
    Eigen::MatrixXd columns;  ///< one for each coordinate
    Eigen::VectorXd rounding; ///< of each column, by its norm: that of the curves, and what the
                              ///< derivative changes by with half the step
};

/// Measured curves, a model, and the numbers that are sought: the residuals and their derivatives.
class FitProblem {
  public:
    std::shared_ptr<const Model> model;
    std::vector<DataSet> sets;
    std::vector<CurveInputs> inputs; ///< of each set
    std::vector<Quantity> quantities;
    std::vector<Coordinate> coordinates;
    bool sigma_known = false;
    /// What residuals are divided by where the noise is not known, so that they are not far above
    /// 1: the scatter of y.
    double residual_unit = 1.0;
    /// What a search leaves of residuals that should be zero, over the scatter of y.
    static constexpr double search_accuracy = 1e-10;

    [[nodiscard]] std::size_t points() const;
    /// What a coordinate is of.
    [[nodiscard]] const Quantity& quantity_of(std::size_t coordinate) const {
        return quantities[coordinates[coordinate].quantity];
    }
    /// What a quantity follows from in the end: itself without a tie.
    [[nodiscard]] Tie tie(std::size_t quantity) const;
    [[nodiscard]] Eigen::VectorXd start() const;
    [[nodiscard]] std::vector<double> values(const Eigen::VectorXd& u) const; ///< of all quantities
    /// The curve of a set; NaN where an input is outside the range of the model.
    [[nodiscard]] std::vector<double> curve(std::size_t set, const std::vector<double>& values,
                                            std::span<const double> x) const;
    /// The inputs of the model for a set.
    [[nodiscard]] std::vector<double> model_inputs(std::size_t set,
                                                   const std::vector<double>& values) const;
    /// sqrt(weight)/sigma, by which residuals are multiplied.
    [[nodiscard]] double weight(std::size_t set, std::size_t point) const;
    /// (f - y) sqrt(weight)/sigma, set after set.
    [[nodiscard]] Eigen::VectorXd residuals(const Eigen::VectorXd& u) const;
    /// Derivatives of the residuals, by differences of second order that stay within the bounds.
    /// @param free  coordinates, one for each column
    [[nodiscard]] Eigen::MatrixXd jacobian(const Eigen::VectorXd& u,
                                           const std::vector<std::size_t>& free) const;
    /// The same by all coordinates, with their rounding.
    [[nodiscard]] Derivatives derivatives(const Eigen::VectorXd& u) const;

  private:
    // Derivatives by one coordinate.
    struct Slope {
        Eigen::VectorXd values;
        double change = 0.0;   // of the curves by the difference, over their own size
        double rounding = 0.0; // norm of what the rounding of the curves makes of the values
        double step = 0.0;
    };
    [[nodiscard]] Slope slope(const Eigen::VectorXd& u, std::size_t coordinate, double step) const;
    [[nodiscard]] Slope best_slope(const Eigen::VectorXd& u, std::size_t coordinate) const;
    [[nodiscard]] Eigen::VectorXd background_slope(std::size_t coordinate) const;
    [[nodiscard]] bool in_ranges(std::size_t set, const std::vector<double>& model_inputs) const;
    [[nodiscard]] bool depends(std::size_t set, std::size_t coordinate) const;
    [[nodiscard]] std::optional<std::size_t> coordinate_of(std::size_t quantity) const;
};

} // namespace sidejump::fit
