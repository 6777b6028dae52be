// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/least_squares.hpp"

#include <algorithm>
#include <ceres/ceres.h>
#include <cmath>
#include <glog/logging.h>
#include <limits>
#include <memory>
#include <mutex>

namespace sidejump::fit {
namespace {

// Objectives that differ by less in proportion are those of one place, and so are those that differ
// by less at all where residuals are in standard deviations.
constexpr double same_objective = 1e-6;
constexpr double known_difference = 1e-6;
// How often the coordinates that are held at a bound may change.
constexpr int most_holds = 5;
// A search ends when its steps are small next to the coordinates taken together. Those whose size
// comes out by more than this factor from what they are counted in are counted in it anew.
constexpr double same_scale = 1e3;
constexpr int most_rescalings = 5;

// All residuals and their derivatives at a place, computed together when Ceres comes to it: the
// curve is computed for all points at once, while a loss needs a residual block for each point.
// What moves are coordinates over their scales, powers of two, with which nothing is rounded.
class Evaluation : public ceres::EvaluationCallback {
  public:
    Evaluation(const FitProblem& problem, const std::function<void()>& evaluated, Eigen::VectorXd u,
               std::vector<std::size_t> free, Eigen::VectorXd scales)
        : problem_(problem), evaluated_(evaluated), u_(std::move(u)), free_(std::move(free)),
          scales_(std::move(scales)), moving_(free_.size()) {
        for (std::size_t i = 0; i < free_.size(); ++i)
            moving_[i] = u_[index(free_[i])] / scales_[index(i)];
    }

    void PrepareForEvaluation(bool with_jacobian, bool new_place) override {
        if (new_place) {
            u_ = place();
            has_jacobian_ = false;
            if (!is_within_bounds()) {
                residuals_ = Eigen::VectorXd::Constant(index(problem_.points()),
                                                       std::numeric_limits<double>::quiet_NaN());
                return;
            }
            residuals_ = problem_.residuals(u_);
            tell();
        }
        if (with_jacobian && !has_jacobian_) {
            jacobian_ = problem_.jacobian(u_, free_) * scales_.asDiagonal();
            has_jacobian_ = true;
            tell();
        }
    }

    [[nodiscard]] Eigen::VectorXd place() const {
        Eigen::VectorXd u = u_;
        for (std::size_t i = 0; i < free_.size(); ++i)
            u[index(free_[i])] = moving_[i] * scales_[index(i)];
        return u;
    }

    [[nodiscard]] double* moving() { return moving_.data(); }
    [[nodiscard]] const Eigen::VectorXd& residuals() const { return residuals_; }
    [[nodiscard]] const Eigen::MatrixXd& jacobian() const { return jacobian_; }

  private:
    [[nodiscard]] bool is_within_bounds() const {
        return std::all_of(free_.begin(), free_.end(), [&](std::size_t i) {
            const Coordinate& coordinate = problem_.coordinates[i];
            return u_[index(i)] >= coordinate.low && u_[index(i)] <= coordinate.high;
        });
    }

    void tell() const {
        if (evaluated_)
            evaluated_();
    }

    const FitProblem& problem_;
    const std::function<void()>& evaluated_;
    Eigen::VectorXd u_;
    std::vector<std::size_t> free_;
    Eigen::VectorXd scales_; // of the coordinates that move
    std::vector<double> moving_;
    Eigen::VectorXd residuals_;
    Eigen::MatrixXd jacobian_;
    bool has_jacobian_ = false;
};

class Point : public ceres::CostFunction {
  public:
    Point(const Evaluation& evaluation, Eigen::Index row, std::size_t coordinates)
        : evaluation_(evaluation), row_(row) {
        set_num_residuals(1);
        mutable_parameter_block_sizes()->push_back(static_cast<int>(coordinates));
    }

    bool Evaluate(double const* const* /*parameters*/, double* residuals,
                  double** jacobians) const override {
        residuals[0] = evaluation_.residuals()[row_];
        if (!std::isfinite(residuals[0]))
            return false;
        if (jacobians != nullptr && jacobians[0] != nullptr)
            for (Eigen::Index i = 0; i < evaluation_.jacobian().cols(); ++i) {
                jacobians[0][i] = evaluation_.jacobian()(row_, i);
                if (!std::isfinite(jacobians[0][i]))
                    return false;
            }
        return true;
    }

  private:
    const Evaluation& evaluation_;
    Eigen::Index row_;
};

class Robust : public ceres::LossFunction {
  public:
    explicit Robust(const fit::LossFunction& loss) : loss_(loss) {}

    void Evaluate(double square, double* out) const override {
        const fit::LossFunction::AtResidual here = loss_.at(std::sqrt(square));
        out[0] = here.rho;
        out[1] = here.weight;
        out[2] = square > 0.0 ? here.bend / (2.0 * square) : 0.0;
    }

  private:
    fit::LossFunction loss_;
};

// Steps to places where the model has no value are refused; Ceres would log each of them.
void keep_glog_quiet() {
    static std::once_flag once;
    std::call_once(once, [] { FLAGS_minloglevel = google::FATAL; });
}

double sum_of(const LossFunction& loss, const Eigen::VectorXd& residuals) {
    double sum = 0.0;
    for (const double residual : residuals)
        sum += loss.rho(residual);
    return std::isnan(sum) ? std::numeric_limits<double>::infinity() : sum;
}

Minimum scaled_search(const FitProblem& problem, const SearchSettings& settings,
                      const Eigen::VectorXd& start, const std::vector<std::size_t>& free,
                      const Eigen::VectorXd& scales) {
    Evaluation evaluation(problem, settings.evaluated, start, free, scales);
    Robust robust(settings.loss);
    ceres::Problem::Options ownership;
    ownership.loss_function_ownership = ceres::DO_NOT_TAKE_OWNERSHIP;
    ownership.evaluation_callback = &evaluation;
    ceres::Problem squares(ownership);
    for (std::size_t i = 0; i < problem.points(); ++i)
        squares.AddResidualBlock(
            new Point(evaluation, index(i), free.size()), // the problem deletes it
            settings.loss.kind == Loss::none ? nullptr : &robust, evaluation.moving());
    for (std::size_t i = 0; i < free.size(); ++i) {
        const Coordinate& coordinate = problem.coordinates[free[i]];
        // Steps that lead beyond a bound end at it. Those beyond an open end are refused instead: a
        // curve at the end itself, say without signal, may be a trap for a step that is too long.
        if (std::isfinite(coordinate.low) && !coordinate.low_from.open_end)
            squares.SetParameterLowerBound(evaluation.moving(), static_cast<int>(i),
                                           coordinate.low / scales[index(i)]);
        if (std::isfinite(coordinate.high) && !coordinate.high_from.open_end)
            squares.SetParameterUpperBound(evaluation.moving(), static_cast<int>(i),
                                           coordinate.high / scales[index(i)]);
    }
    ceres::Solver::Options options;
    options.linear_solver_type = ceres::DENSE_QR;
    options.logging_type = ceres::SILENT;
    options.max_num_iterations = settings.most_iterations;
    options.function_tolerance = 1e-13;
    options.parameter_tolerance = 1e-10;
    // It would be one of the objective itself, whose unit says nothing of how near the minimum is.
    options.gradient_tolerance = 0.0;
    ceres::Solver::Summary summary;
    ceres::Solve(options, &squares, &summary);
    Minimum minimum;
    minimum.u = evaluation.place();
    minimum.converged = summary.termination_type == ceres::CONVERGENCE;
    minimum.iterations = std::max(static_cast<int>(summary.iterations.size()) - 1, 0); // from 0
    minimum.objective = summary.IsSolutionUsable()
                            ? sum_of(settings.loss, problem.residuals(minimum.u))
                            : std::numeric_limits<double>::infinity();
    return minimum;
}

// Whether coordinates are of another size than they are counted in; then they are counted in it.
bool take_scales(const FitProblem& problem, const Eigen::VectorXd& u,
                 const std::vector<std::size_t>& free, Eigen::VectorXd& scales) {
    bool changed = false;
    for (std::size_t i = 0; i < free.size(); ++i) {
        const double size = problem.coordinates[free[i]].size(u[index(free[i])]);
        const double ratio = size / scales[index(i)];
        if (ratio > 1.0 / same_scale && ratio < same_scale)
            continue;
        scales[index(i)] = std::exp2(std::round(std::log2(size)));
        changed = true;
    }
    return changed;
}

Minimum search(const FitProblem& problem, const SearchSettings& settings,
               const Eigen::VectorXd& start, const std::vector<std::size_t>& free) {
    if (free.empty())
        return {start, sum_of(settings.loss, problem.residuals(start)), true, 0};
    Eigen::VectorXd scales = Eigen::VectorXd::Ones(index(free.size()));
    take_scales(problem, start, free, scales);
    Minimum found = scaled_search(problem, settings, start, free, scales);
    for (int i = 0; i < most_rescalings && std::isfinite(found.objective); ++i) {
        if (!take_scales(problem, found.u, free, scales))
            break;
        Minimum better = scaled_search(problem, settings, found.u, free, scales);
        better.iterations += found.iterations;
        if (!(better.objective <= found.objective))
            break;
        found = std::move(better);
    }
    return found;
}

// The coordinates that a descent does not press against a bound. Ceres cuts steps at bounds, which
// turns them from the way to the minimum of the others: these are sought again with the bound held.
std::vector<std::size_t> not_held(const FitProblem& problem, const LossFunction& loss,
                                  const Eigen::VectorXd& u, const std::vector<std::size_t>& free) {
    const auto is_at = [&](std::size_t i) {
        const Coordinate& coordinate = problem.coordinates[i];
        const double at = u[index(i)];
        return at <= coordinate.low || at >= coordinate.high;
    };
    if (std::none_of(free.begin(), free.end(), is_at))
        return free;
    const Eigen::VectorXd gradient =
        problem.jacobian(u, free).transpose() * loss.psi(problem.residuals(u));
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < free.size(); ++i) {
        const double inwards = u[index(free[i])] <= problem.coordinates[free[i]].low ? 1.0 : -1.0;
        if (!is_at(free[i]) || inwards * gradient[index(i)] < 0.0)
            others.push_back(free[i]);
    }
    return others;
}

} // namespace

double least_difference(const FitProblem& problem, double objective) {
    const double least = problem.sigma_known ? known_difference
                                             : static_cast<double>(problem.points()) *
                                                   std::pow(FitProblem::search_accuracy, 2);
    return same_objective * std::abs(objective) + least;
}

Minimum minimise(const FitProblem& problem, const SearchSettings& settings,
                 const Eigen::VectorXd& start, const std::vector<std::size_t>& free) {
    keep_glog_quiet();
    Minimum found = search(problem, settings, start, free);
    std::vector<std::size_t> inside = free;
    for (int i = 0; i < most_holds && std::isfinite(found.objective); ++i) {
        const auto next = not_held(problem, settings.loss, found.u, free);
        if (next == inside)
            break;
        inside = next;
        Minimum better = search(problem, settings, found.u, inside);
        better.iterations += found.iterations;
        if (!(better.objective <= found.objective))
            break;
        found = std::move(better);
    }
    return found;
}

} // namespace sidejump::fit
