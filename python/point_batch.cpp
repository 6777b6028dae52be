// SPDX-License-Identifier: GPL-3.0-or-later
#include "python/point_batch.hpp"

#include "python/fast_coefficients.hpp"
#include "python/interruptible.hpp"
#include "sidejump/electron_gas_sweep/electron_gas_base.hpp"
#include "sidejump/impurity/species_report.hpp"
#include "sidejump/input/input_error.hpp"
#include "sidejump/math/parallel_for.hpp"
#include "sidejump/superconductor_sweep/superconductor_base.hpp"
#include "sidejump/sweep/study_outputs.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <exception>
#include <fmt/format.h>
#include <limits>
#include <mutex>
#include <optional>
#include <set>
#include <stdexcept>
#include <thread>

namespace sidejump::python {
namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double seconds_of_a_fast_point = 4e-7;

std::shared_ptr<const sweep::Base> open(const Document& document, input::Node nodes) {
    return sweep::open_base(
        {{}, document.name, document.text, std::move(nodes)},
        {superconductor_sweep::superconductor_kind(), electron_gas_sweep::electron_gas_kind()});
}

std::vector<sweep::Output> outputs_of(const sweep::Base& base,
                                      const std::vector<std::string>& names) {
    if (names.size() == 1 && names[0].ends_with('.')) {
        const std::string_view group_name(names[0].data(), names[0].size() - 1);
        for (const sweep::OutputGroup* group : base.output_groups())
            if (group->name() == group_name) {
                std::vector<sweep::Output> all;
                for (const auto& declaration : group->declarations())
                    all.push_back({declaration.name, group, all.size(), declaration});
                return all;
            }
    }
    std::vector<sweep::PlacedText> placed;
    for (std::size_t i = 0; i < names.size(); ++i)
        placed.push_back({names[i], {base.file().path(), 0, fmt::format("outputs[{}]", i)}});
    return sweep::find_outputs(base, placed);
}

// The error of a point with its place in the arrays, if there are some.
[[noreturn]] void rethrow_at(std::size_t point, const std::vector<std::size_t>& shape) {
    const std::string behind =
        shape.empty() ? "" : fmt::format(" (at {} of the arrays)", index_text(point, shape));
    try {
        throw;
    } catch (const input::InputError& error) {
        throw input::InputError(error.file, error.line, error.key, error.message + behind);
    } catch (const std::exception& error) {
        throw std::runtime_error(error.what() + behind);
    }
}

} // namespace

// Computes points one by one, on one thread.
class PointBatch::Worker {
  public:
    explicit Worker(const PointBatch& batch, bool fast_allowed = true)
        : batch_(batch), places_(batch.arguments_, batch.shape_), nodes_(batch.base_->nodes()) {
        if (batch.fast_ && fast_allowed)
            fast_.emplace(*batch.fast_);
    }

    void go_to(std::size_t point) { places_.go_to(point); }
    void next() { places_.next(); }

    /// @returns false if the point has to be computed anew
    bool evaluate_fast(coefficients::TransportCoefficients& found) {
        return fast_ && fast_->evaluate(places_.places(), found);
    }

    void evaluate_anew(std::span<double> values) {
        for (std::size_t i = 0; i < batch_.arguments_.size(); ++i)
            input::set_node(nodes_, batch_.arguments_[i].path,
                            batch_.arguments_[i].node(places_.places()[i]));
        const math::OneThread alone; // other threads compute other points
        batch_.run_(nodes_, values);
    }

  private:
    const PointBatch& batch_;
    BroadcastPlaces places_;
    input::Node nodes_;
    std::optional<FastCoefficients::Evaluator> fast_;
};

PointBatch::PointBatch(const Document& document, std::vector<ArrayArgument> arguments,
                       std::vector<std::size_t> shape, const std::vector<std::string>& names,
                       const BatchOptions& options)
    : arguments_(std::move(arguments)), shape_(std::move(shape)) {
    for (const std::size_t length : shape_)
        points_ *= length;
    if (points_ == 0)
        throw std::invalid_argument("the arrays have no elements");
    open_base(document, options);
    outputs_ = outputs_of(*base_, names);
    base_->check_outputs(base_->nodes(), outputs_);
    run_ = base_->point_run(outputs_);
    choose_the_way();
}

PointBatch::~PointBatch() = default;

// Points whose input can be read are looked for all over the arrays first, then everywhere.
void PointBatch::open_base(const Document& document, const BatchOptions& options) {
    constexpr std::size_t first_looks = 64;
    input::Node nodes = document.root;
    BroadcastPlaces places(arguments_, shape_);
    std::exception_ptr failure; // of the first point
    const auto try_point = [&](std::size_t point) {
        places.go_to(point);
        try {
            for (std::size_t i = 0; i < arguments_.size(); ++i)
                input::set_node(nodes, arguments_[i].path, arguments_[i].node(places.places()[i]));
            base_ = open(document, nodes);
        } catch (const input::InputError&) {
            if (failure == nullptr)
                failure = std::current_exception();
        }
    };
    const std::size_t last = options.undefined_where_it_fails ? points_ : 1;
    for (const std::size_t distance :
         {std::max<std::size_t>(1, last / first_looks), std::size_t{1}})
        for (std::size_t point = 0; !base_ && point < last; point += distance) {
            if (options.stop != nullptr && *options.stop != 0)
                throw Stopped();
            try_point(point);
        }
    if (base_)
        return;
    try {
        std::rethrow_exception(failure);
    } catch (const std::exception&) {
        rethrow_at(0, shape_);
    }
}

bool PointBatch::is_fast() const {
    return fast_ != nullptr;
}

// The fast way has to agree with the general one at some points in every bit.
void PointBatch::choose_the_way() {
    const auto* alloy = dynamic_cast<const sweep::AlloyBase*>(base_.get());
    if (alloy == nullptr)
        return;
    fast_ = FastCoefficients::find(*alloy, outputs_, arguments_);
    if (!fast_)
        return;
    const auto bits = [&](Worker& worker, std::size_t point) {
        std::vector<double> values(outputs_.size());
        worker.go_to(point);
        try {
            coefficients::TransportCoefficients found;
            if (worker.evaluate_fast(found))
                fast_->store({&found, 1}, values.data(), 1);
            else
                worker.evaluate_anew(values);
        } catch (const std::exception&) {
            values.assign(values.size(), not_a_number);
        }
        std::vector<std::uint64_t> patterns;
        patterns.reserve(values.size());
        for (const double value : values)
            patterns.push_back(std::bit_cast<std::uint64_t>(value));
        return patterns;
    };
    bool agree = true;
    {
        Worker fast(*this);
        Worker general(*this, false);
        for (const std::size_t point : {std::size_t{0}, points_ / 3, points_ / 2, points_ - 1})
            agree = agree && bits(fast, point) == bits(general, point);
    }
    if (!agree)
        fast_ = nullptr;
}

double PointBatch::seconds() const {
    return static_cast<double>(points_) *
           (fast_ ? seconds_of_a_fast_point : base_->point_cost(outputs_).seconds);
}

void PointBatch::run(std::span<double> values, const BatchOptions& options) const {
    // The values of a block lie together until it is done: the results of a point are far apart.
    constexpr std::size_t block_size = 64;
    const std::size_t block = fast_ ? block_size : 1;
    const std::size_t blocks = (points_ + block - 1) / block;
    // Few enough that threads seldom meet, many enough that they end together.
    const std::size_t portion = std::clamp<std::size_t>(blocks / 256, 1, 64);
    std::atomic<std::size_t> next = 0;
    std::atomic<std::size_t> first_failure = points_;
    std::exception_ptr failure;
    std::mutex mutex;

    const auto failed = [&](std::size_t point) {
        const std::scoped_lock lock(mutex);
        if (point >= first_failure)
            return;
        first_failure = point;
        failure = std::current_exception();
    };
    struct Block {
        std::vector<coefficients::TransportCoefficients> found;
        std::vector<std::size_t> anew; // places of points that went the general way
        std::vector<double> values;    // of those
    };
    const auto work_on = [&](Worker& worker, std::size_t from, Block& of_block) {
        const std::size_t count = std::min(block, points_ - from);
        const std::size_t size = outputs_.size();
        worker.go_to(from);
        of_block.anew.clear();
        for (std::size_t k = 0; k < count; ++k, worker.next()) {
            const std::span<double> of_point(of_block.values.data() + k * size, size);
            try {
                if (worker.evaluate_fast(of_block.found[k]))
                    continue;
                worker.evaluate_anew(of_point);
            } catch (const std::exception&) {
                if (!options.undefined_where_it_fails) {
                    failed(from + k);
                    return;
                }
                std::fill(of_point.begin(), of_point.end(), not_a_number);
            }
            of_block.anew.push_back(k);
        }
        if (fast_)
            fast_->store({of_block.found.data(), count}, values.data() + from, points_);
        for (const std::size_t k : of_block.anew)
            for (std::size_t i = 0; i < size; ++i)
                values[i * points_ + from + k] = of_block.values[k * size + i];
    };
    const auto work = [&] {
        Worker worker(*this);
        Block of_block;
        of_block.found.resize(block);
        of_block.values.resize(block * outputs_.size());
        for (std::size_t first = next.fetch_add(portion); first < blocks;
             first = next.fetch_add(portion))
            for (std::size_t b = first; b < std::min(first + portion, blocks); ++b) {
                if (b * block >= first_failure || (options.stop != nullptr && *options.stop != 0))
                    return;
                work_on(worker, b * block, of_block);
            }
    };
    const std::size_t threads = std::min<std::size_t>(
        {(blocks + portion - 1) / portion,
         options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency()),
         fast_ ? std::numeric_limits<unsigned>::max() : base_->point_cost(outputs_).most_threads});
    {
        std::vector<std::jthread> others;
        for (std::size_t i = 1; i < threads; ++i)
            others.emplace_back(work);
        work();
    }
    if (!failure)
        return;
    try {
        std::rethrow_exception(failure);
    } catch (const std::exception&) {
        rethrow_at(first_failure, shape_);
    }
}

input::Node PointBatch::nodes_at(std::size_t point) const {
    input::Node nodes = base_->nodes();
    BroadcastPlaces places(arguments_, shape_);
    places.go_to(point);
    for (std::size_t i = 0; i < arguments_.size(); ++i)
        input::set_node(nodes, arguments_[i].path, arguments_[i].node(places.places()[i]));
    return nodes;
}

std::vector<std::string> PointBatch::warnings() const {
    std::vector<std::string> warnings;
    std::set<std::string> told; // what a warning is about
    for (const std::size_t point : std::set<std::size_t>{0, points_ / 2, points_ - 1}) {
        try {
            for (const auto& [subject, text] : base_->remarks(nodes_at(point), outputs_))
                if (told.insert(subject).second)
                    warnings.push_back(
                        fmt::format("at {} of the arrays: {}", index_text(point, shape_), text));
        } catch (const std::exception&) {
            continue; // the run tells what is wrong with the point
        }
    }
    return warnings;
}

} // namespace sidejump::python
