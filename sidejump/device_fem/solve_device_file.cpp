// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/solve_device_file.hpp"

#include "sidejump/device/connectivity.hpp"
#include "sidejump/device/run_journal.hpp"
#include "sidejump/device_fem/field_archive.hpp"
#include "sidejump/device_fem/field_pieces.hpp"
#include "sidejump/device_fem/gmsh_file.hpp"
#include "sidejump/device_fem/joint_failure.hpp"
#include "sidejump/device_fem/requested_adaptation.hpp"
#include "sidejump/device_fem/run_fingerprint.hpp"

#include <algorithm>
#include <deal.II/base/mpi.h>
#include <filesystem>
#include <fmt/format.h>
#include <numbers>
#include <set>
#include <stdexcept>

namespace sidejump::device_fem {
namespace {

Discretisation discretisation_of(const device::DeviceInput& input, int refinements) {
    Discretisation options;
    options.order = input.solver.order;
    options.refinements = refinements;
    options.solver.relative_tolerance = input.solver.relative_tolerance;
    options.solver.method = input.solver.method;
    return options;
}

std::string axes_of(const device::Geometry& geometry) {
    std::string axes;
    for (int d = 0; d < geometry.mesh.dimension; ++d)
        axes += "xyz"[geometry.embedding.axes[static_cast<std::size_t>(d)]];
    return axes;
}

/// The name of the fields at a point of a study: FIELDS, or FIELDS-0003.
std::string fields_name(std::size_t point, std::size_t points) {
    return points == 1 ? "fields" : fmt::format("fields-{:04}", point);
}

/// A run of a study on all ranks, point by point.
class StudyRun {
  public:
    StudyRun(const device::DeviceFile& file, const FileOptions& options, MPI_Comm communicator)
        : file_(file), input_(file.input), options_(options), communicator_(communicator),
          is_first_(dealii::Utilities::MPI::this_mpi_process(communicator) == 0),
          geometry_(device::build_geometry(input_.geometry, input_.mesh,
                                           options.read_mesh_file
                                               ? options.read_mesh_file
                                               : device::MeshFileReader(read_gmsh_file),
                                           input_.solver.method)),
          points_(device::study_points(file)) {
        run_.regions = geometry_.mesh.regions;
        run_.axes = axes_of(geometry_);
        run_.points = points_.size();
        run_.warnings = device::device_warnings(file);
        run_.warnings.insert(run_.warnings.end(), geometry_.notes.begin(), geometry_.notes.end());
    }

    device::DeviceRun solve() {
        const auto first = problem(0);
        device::check_connected(first);
        open_journal(first);
        DeviceSolver solver(first.mesh, first.interfaces,
                            discretisation_of(input_, geometry_.refinements), communicator_);
        std::optional<device::DeviceState> adapted;
        if (input_.mesh.adapt) {
            adapted = adapt(solver, first);
            if (!adapted)
                return std::move(run_);
        }
        check_mesh(solver);
        if (input_.study.kind == device::StudyKind::transient)
            solve_in_time(solver, first);
        else
            solve_points(solver, std::move(adapted));
        return std::move(run_);
    }

  private:
    [[nodiscard]] device::DiffusionProblem problem(std::size_t point) const {
        return device::device_problem(file_, geometry_.mesh, geometry_.embedding, points_[point]);
    }

    [[nodiscard]] std::optional<double> angular_frequency(std::size_t point) const {
        if (input_.study.kind != device::StudyKind::ac)
            return std::nullopt;
        return 2.0 * std::numbers::pi * points_[point].frequency;
    }

    /// Adapts the mesh to the first point of the study, also where that is known from an
    /// interrupted run: the mesh is not.
    /// @return the state at that point; none if any rank was asked to stop
    std::optional<device::DeviceState> adapt(DeviceSolver& solver,
                                             const device::DiffusionProblem& first) {
        if (input_.study.kind == device::StudyKind::transient)
            run_.warnings.emplace_back(
                "the mesh is adapted to the steady state of the drives without their pulses; what "
                "it misses of the course in time is not estimated");
        AdaptationRequest request = requested_adaptation(input_, first);
        request.on_round = options_.on_round;
        request.stopped = [this] { return any_asked_to_stop(); };
        auto adapted = solve_adaptively(solver, first, angular_frequency(0), request);
        if (adapted.stopped)
            return std::nullopt;
        if (!adapted.adaptation.stopped_by.empty())
            run_.warnings.push_back(
                fmt::format("the mesh was refined up to {} only; estimated relative errors: {}",
                            adapted.adaptation.stopped_by, shortfall(adapted.adaptation)));
        if (const std::string names = without_estimate(adapted.adaptation); !names.empty())
            run_.warnings.push_back(
                fmt::format("the mesh is not adapted to {}: no error could be estimated", names));
        run_.adaptation = std::move(adapted.adaptation);
        return std::move(adapted.state);
    }

    /// What was taken over and what comes have to be on one mesh.
    void check_mesh(const DeviceSolver& solver) {
        mesh_ = solver.mesh_checksum();
        if (taken_mesh_ && *taken_mesh_ != mesh_)
            throw std::runtime_error(fmt::format(
                "{} holds an interrupted run on another mesh{}; --force begins anew, --out takes "
                "another folder",
                options_.journal_folder,
                input_.mesh.adapt ? ", as the adapted one came out different this time" : ""));
    }

    /// @param first  the state at the first point, if it is known already
    void solve_points(DeviceSolver& solver, std::optional<device::DeviceState> first) {
        for (std::size_t i = run_.results.size(); i < points_.size(); ++i) {
            if (any_asked_to_stop())
                return;
            show_progress();
            take(solver, i == 0 && first ? std::move(*first)
                                         : solver.solve(problem(i), angular_frequency(i)));
        }
    }

    void solve_in_time(DeviceSolver& solver, const device::DiffusionProblem& first) {
        if (run_.results.size() == points_.size())
            return;
        TransientHooks<device::DeviceState> hooks;
        if (!options_.journal_folder.empty())
            hooks.checkpoint = {device::RunJournal::checkpoint_file(options_.journal_folder),
                                run_fingerprint(file_, first)};
        hooks.resume = run_.taken_over > 0;
        hooks.stopped = options_.stopped;
        hooks.observe = [&](std::size_t, const device::DeviceState& state) {
            take(solver, state);
            show_progress();
        };
        (void)solver.integrate(first, device::time_course(input_), hooks);
    }

    /// Adds the last solution to the run.
    void take(const DeviceSolver& solver, device::DeviceState state) {
        const std::size_t i = run_.results.size();
        device::PointRecord record{std::move(state), {}, "", mesh_};
        for (const device::CutInput& cut : input_.output.cut)
            record.cuts.push_back(solver.sample(device::cut_positions(cut)));
        if (input_.output.fields)
            record.field_file = std::filesystem::path(solver.write(options_.fields_folder,
                                                                   fields_name(i, points_.size())))
                                    .filename()
                                    .string();
        fail_together(communicator_, [&] {
            if (!journal_)
                return;
            // Not before the first result: a run that cannot begin leaves no journal.
            if (i == run_.taken_over)
                journal_->begin(taken_over_);
            journal_->add(device::record_text(record));
        });
        add(std::move(record));
    }

    void add(device::PointRecord record) {
        const std::size_t i = run_.results.size();
        device::StudyResult result{points_[i], std::move(record.state), {}};
        result.measurements = device::measurements(input_, result.state);
        for (std::string& remark : device::measurement_remarks(input_, result.state))
            if (remarked_.insert(remark.substr(0, remark.find(':'))).second)
                run_.warnings.push_back(points_.size() == 1 ? std::move(remark)
                                                            : fmt::format("point {} of {}: {}", i,
                                                                          points_.size(), remark));
        run_.results.push_back(std::move(result));
        std::vector<device::LineCut> cuts;
        for (std::size_t c = 0; c < record.cuts.size(); ++c) {
            const device::CutInput& cut = input_.output.cut[c];
            if (i == 0 && std::ranges::none_of(record.cuts[c], &device::FieldSample::inside))
                run_.warnings.push_back(fmt::format(
                    "cut \"{}\" lies outside the device; its points have {} coordinate{}, {}",
                    cut.name.text, geometry_.mesh.dimension,
                    geometry_.mesh.dimension == 1 ? "" : "s", run_.axes));
            cuts.push_back({cut.name.text, device::cut_positions(cut), std::move(record.cuts[c])});
        }
        run_.cuts.push_back(std::move(cuts));
        if (!record.field_file.empty())
            run_.field_files.push_back(std::move(record.field_file));
    }

    /// Takes over what an interrupted run has left, on all ranks.
    void open_journal(const device::DiffusionProblem& first) {
        if (options_.journal_folder.empty() || points_.size() == 1)
            return;
        std::vector<std::string> records;
        fail_together(communicator_, [&] {
            if (!is_first_)
                return;
            const std::string fingerprint = run_fingerprint(file_, first);
            journal_.emplace(options_.journal_folder, fingerprint);
            if (options_.anew)
                return;
            if (journal_->is_foreign())
                throw std::runtime_error(
                    fmt::format("{} holds an interrupted run of another device file, mesh or "
                                "version; --force begins anew, --out takes another folder",
                                options_.journal_folder));
            records = usable_records(fingerprint);
        });
        records = dealii::Utilities::MPI::broadcast(communicator_, records, 0);
        for (const std::string& text : records) {
            device::PointRecord record = device::record_from_text(text);
            taken_mesh_ = record.mesh;
            add(std::move(record));
        }
        run_.taken_over = records.size();
        if (journal_)
            taken_over_ = std::move(records);
    }

    /// The records to go on from; those of a transient up to its checkpoint.
    std::vector<std::string> usable_records(const std::string& fingerprint) const {
        std::vector<std::string> records = journal_->records();
        records.resize(std::min(records.size(), points_.size()));
        // A file for ParaView, or a piece of it, may have been removed since.
        const auto lost = std::ranges::find_if(records, [this](const std::string& text) {
            const std::string name = device::record_from_text(text).field_file;
            return !name.empty() &&
                   !are_fields_whole(std::filesystem::path(options_.fields_folder) / name);
        });
        records.erase(lost, records.end());
        if (input_.study.kind != device::StudyKind::transient || records.size() == points_.size())
            return records;
        const auto label =
            checkpoint_label(device::RunJournal::checkpoint_file(options_.journal_folder));
        const bool usable =
            label && label->fingerprint == fingerprint && label->outputs <= records.size();
        records.resize(usable ? label->outputs : 0);
        return records;
    }

    [[nodiscard]] bool any_asked_to_stop() const {
        const unsigned asked = options_.stopped && options_.stopped() ? 1 : 0;
        return dealii::Utilities::MPI::max(asked, communicator_) > 0;
    }

    void show_progress() const {
        if (options_.progress)
            options_.progress(run_.results.size(), points_.size());
    }

    const device::DeviceFile& file_;
    const device::DeviceInput& input_;
    const FileOptions& options_;
    MPI_Comm communicator_;
    bool is_first_;
    device::Geometry geometry_;
    std::vector<device::StudyPoint> points_;
    device::DeviceRun run_;
    std::optional<device::RunJournal> journal_; ///< on the first rank
    std::vector<std::string> taken_over_;       ///< records of an interrupted run, there as well
    std::set<std::string> remarked_;            ///< what has been said of one point already
    std::optional<std::uint64_t> taken_mesh_;   ///< the mesh that those are on
    std::uint64_t mesh_ = 0;
};

} // namespace

device::DeviceRun solve_device_file(const device::DeviceFile& file, const FileOptions& options,
                                    MPI_Comm communicator) {
    StudyRun run(file, options, communicator);
    try {
        return run.solve();
    } catch (const std::invalid_argument& error) {
        throw input::InputError(file.file, 0, "", error.what());
    }
}

} // namespace sidejump::device_fem
