// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/transient.hpp"

#include "sidejump/device_fem/field_archive.hpp"
#include "sidejump/device_fem/transient_equations.hpp"

#include <algorithm>
#include <deal.II/base/mpi.h>
#include <optional>
#include <stdexcept>

namespace sidejump::device_fem {
namespace {

/// Steps between two begins that are not at break points, at least. A begin costs about ten.
constexpr long steps_between_begins = 50;

template <int dim>
class Integration {
  public:
    Integration(const FieldSpace<dim>& space, const device::DiffusionProblem& problem,
                const device::TimeCourse& course, const SolverOptions& options,
                const TransientHooks<DeviceSolution<dim>>& hooks)
        : space_(space), course_(course), hooks_(hooks),
          equations_(space, problem, course, options), breaks_(course.break_points()) {}

    bool run() {
        const Vector initial = equations_.initial_spins();
        fields_ = initial;
        equations_.select_piece(piece(0));
        equations_.find_charge(0.0, fields_);
        integrator_.emplace(equations_.equations(), equations_.tolerance(fields_));
        double t = 0.0;
        if (hooks_.resume)
            t = resume();
        if (breaks_.size() == 1) {
            begin(t, piece(0));
            return true;
        }
        for (std::size_t i = 0; i + 1 < breaks_.size(); ++i)
            if (output_ < course_.output_times.size() && breaks_[i + 1] > t) {
                t = std::max(t, breaks_[i]);
                begin(t, piece(i));
                if (!advance(t, breaks_[i + 1], i + 2 == breaks_.size()))
                    return false;
                t = breaks_[i + 1];
            }
        return true;
    }

  private:
    /// Takes up the fields and the place of the checkpoint.
    /// @return its time
    double resume() {
        const auto& path = hooks_.checkpoint.value().path;
        const auto label = checkpoint_label(path);
        if (!label || label->fingerprint != hooks_.checkpoint->fingerprint || label->outputs == 0 ||
            label->outputs > course_.output_times.size())
            throw std::invalid_argument("the fields that were kept are of another study");
        fields_ = read_checkpoint(space_, path);
        output_ = label->outputs;
        return course_.output_times[output_ - 1];
    }

    /// A time that stands for a smooth piece of the drives.
    [[nodiscard]] double piece(std::size_t i) const {
        return i + 1 < breaks_.size() ? 0.5 * (breaks_[i] + breaks_[i + 1]) : breaks_[i];
    }

    /// Begins anew with the spins of `fields_`, and gives out what is wanted at this time.
    void begin(double t, double within) {
        equations_.select_piece(within);
        equations_.find_charge(t, fields_);
        rate_ = equations_.rate(t, fields_);
        integrator_->begin(t, fields_, rate_, course_.longest_step(within));
        if (output_ < course_.output_times.size() && course_.output_times[output_] <= t) {
            give_out(t);
            keep(fields_);
        }
    }

    /// Integrates a smooth piece from t on.
    bool advance(double t, double end, bool is_last) {
        const double within = 0.5 * (t + end);
        while (t < end) {
            const double wanted = course_.output_times[output_];
            const double stop = std::min(wanted, end);
            while (t < stop) {
                if (asked_to_stop()) {
                    if (unkept_)
                        keep(*unkept_);
                    return false;
                }
                t = integrator_->step(stop, fields_, rate_);
            }
            // At a break point the next piece begins with what is wanted there.
            if (wanted > t || (t >= end && !is_last))
                continue;
            give_out(t);
            if (t < end && integrator_->steps() >= steps_between_begins) {
                keep(fields_);
                begin(t, within);
            }
        }
        return true;
    }

    [[nodiscard]] bool asked_to_stop() const {
        const unsigned asked = hooks_.stopped && hooks_.stopped() ? 1 : 0;
        return dealii::Utilities::MPI::max(asked, space_.mesh.get_communicator()) > 0;
    }

    void give_out(double t) {
        DeviceSolution<dim> solution;
        solution.fields = fields_;
        // Charge is conserved to the accuracy of the linear solver, not of the step.
        equations_.find_charge(t, solution.fields);
        solution.terminals = equations_.terminals(t, solution.fields, rate_);
        solution.solver = equations_.report();
        solution.reference = equations_.reference();
        if (hooks_.observe)
            hooks_.observe(output_, solution);
        ++output_;
        if (hooks_.checkpoint)
            unkept_ = fields_;
    }

    /// @param fields  at the last output
    void keep(const Vector& fields) {
        if (!hooks_.checkpoint || output_ >= course_.output_times.size())
            return;
        write_checkpoint(space_, fields, {hooks_.checkpoint->fingerprint, output_},
                         hooks_.checkpoint->path);
        unkept_.reset();
        if (hooks_.kept)
            hooks_.kept(output_);
    }

    const FieldSpace<dim>& space_;
    const device::TimeCourse& course_;
    const TransientHooks<DeviceSolution<dim>>& hooks_;
    TransientEquations<dim> equations_;
    std::vector<double> breaks_;
    std::optional<DaeIntegrator> integrator_;
    Vector fields_;
    Vector rate_;
    std::optional<Vector> unkept_; ///< at the last output, as long as no checkpoint holds them
    std::size_t output_ = 0;       ///< the next one
};

} // namespace

template <int dim>
bool integrate(const FieldSpace<dim>& space, const device::DiffusionProblem& problem,
               const device::TimeCourse& course, const SolverOptions& options,
               const TransientHooks<DeviceSolution<dim>>& hooks) {
    return Integration<dim>(space, problem, course, options, hooks).run();
}

template bool integrate(const FieldSpace<1>&, const device::DiffusionProblem&,
                        const device::TimeCourse&, const SolverOptions&,
                        const TransientHooks<DeviceSolution<1>>&);
template bool integrate(const FieldSpace<2>&, const device::DiffusionProblem&,
                        const device::TimeCourse&, const SolverOptions&,
                        const TransientHooks<DeviceSolution<2>>&);
template bool integrate(const FieldSpace<3>&, const device::DiffusionProblem&,
                        const device::TimeCourse&, const SolverOptions&,
                        const TransientHooks<DeviceSolution<3>>&);

} // namespace sidejump::device_fem
