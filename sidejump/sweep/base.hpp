// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/node_path.hpp"
#include "sidejump/input/section.hpp"
#include "sidejump/sweep/axis.hpp"
#include "sidejump/sweep/output_group.hpp"
#include "sidejump/sweep/point_evaluator.hpp"

#include <filesystem>
#include <functional>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sidejump::sweep {

/// The file whose parameters a study varies, as it is written.
struct BaseFile {
    std::filesystem::path folder; ///< of the study
    std::string name; ///< as the study has it; for messages that are kept with the results
    std::string text; ///< empty for nodes that were in no file
    input::Node nodes;

    [[nodiscard]] std::string path() const { return (folder / name).string(); }
};

/// Another file that the points of a study read, as it was when the study was read.
struct ReadFile {
    std::filesystem::path path;
    std::string content; ///< what tells it from other versions: its text, or why there is none
};

/// A result that a study asks for.
struct Output {
    std::string name; ///< as it is written in the study
    const OutputGroup* group = nullptr;
    std::size_t place = 0; ///< in the declarations of the group
    OutputDeclaration declaration;
};

/// What makes the results of a point doubtful.
struct Remark {
    std::string subject; ///< equal for remarks of which one is enough
    std::string text;
};

/// Computes one point as a command of the program would.
/// @param point   the nodes of the base with its parameters set
/// @param values  one for each output that was asked for, SI units
/// @returns what was doubtful beyond what the file alone shows; remarks() tells that
/// @throws std::exception if the point has no results
using PointRun =
    std::function<std::vector<std::string>(const input::Node& point, std::span<double> values)>;

/// What the points of a base are like to compute.
struct PointCost {
    double seconds = 0.1;                                         ///< of a point, about
    unsigned most_threads = std::numeric_limits<unsigned>::max(); ///< at once in one process
    bool calls_mpi = false; ///< no other thread of the process may do so meanwhile
};

/// What a study sweeps: a file of some kind, read and checked. The one interface through which the
/// sweep knows it. Shared by all threads; safe to use from several at once.
///
/// A point of a study is the tree nodes() with its axes set.
class Base {
  public:
    explicit Base(BaseFile file) : file_(std::move(file)) {}
    Base(const Base&) = delete;
    Base& operator=(const Base&) = delete;
    virtual ~Base() = default;

    [[nodiscard]] const BaseFile& file() const { return file_; }

    /// What it is, in one word.
    [[nodiscard]] virtual std::string_view kind() const = 0;
    /// Declaration of the file: the paths of axes lead to its parameters.
    [[nodiscard]] virtual const input::SectionInfo& parameters() const = 0;
    /// The nodes in which axes are set.
    [[nodiscard]] virtual const input::Node& nodes() const { return file_.nodes; }
    /// Whether two paths set the same thing.
    [[nodiscard]] virtual bool overlap(const input::NodePath& one,
                                       const input::NodePath& other) const {
        return one.overlaps(other);
    }
    /// The file with its defaults.
    [[nodiscard]] virtual input::Json echo() const = 0;

    /// What a study can ask for. A name that several groups have means that of the first.
    [[nodiscard]] virtual std::vector<const OutputGroup*> output_groups() const = 0;
    /// In words, for messages: the name of a result, and where the names are listed.
    [[nodiscard]] virtual std::string expected_output() const = 0;

    /// Reads a point, as it is read before it is computed.
    /// @throws input::InputError at the first mistake, with the name of the base
    virtual void check(const input::Node& point) const = 0;
    /// Judges what a study asks for, on a point that check() takes.
    /// @throws input::InputError if no point can have one of the outputs
    virtual void check_outputs(const input::Node& point,
                               const std::vector<Output>& outputs) const = 0;

    /// The other files that some point of a study with these axes may read. Points have them as
    /// they are now.
    [[nodiscard]] virtual std::vector<ReadFile> files(const std::vector<Axis>& axes) const = 0;

    /// What is suspicious about a point of which a study asks these outputs.
    /// @throws std::exception if it cannot be judged
    [[nodiscard]] virtual std::vector<Remark> remarks(const input::Node& point,
                                                      const std::vector<Output>& outputs) const = 0;

    /// Computes points one by one; safe to use from as many threads as point_cost() allows. The
    /// base has to outlive it.
    [[nodiscard]] virtual PointRun point_run(const std::vector<Output>& outputs) const = 0;
    [[nodiscard]] virtual PointCost point_cost(const std::vector<Output>& outputs) const = 0;

    /// How the points of a study of this base are computed: by point_run, unless there is a faster
    /// way.
    /// @param study  has to outlive the plan and its evaluators
    [[nodiscard]] virtual std::unique_ptr<const EvaluationPlan> plan(const Study& study,
                                                                     Route route) const;

  private:
    BaseFile file_;
};

/// A kind of file that can be swept.
struct BaseKind {
    std::function<bool(const input::Node& nodes)> recognises;
    /// @throws input::InputError at the first mistake in the file
    std::function<std::shared_ptr<const Base>(BaseFile file)> open;
};

/// The base that the nodes of a file are: the first of these kinds that recognises them, or an
/// alloy.
/// @throws input::InputError at the first mistake in the file
std::shared_ptr<const Base> open_base(BaseFile file, const std::vector<BaseKind>& kinds);

} // namespace sidejump::sweep
