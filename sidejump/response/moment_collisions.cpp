// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/response/moment_collisions.hpp"

#include "sidejump/math/table_store.hpp"
#include "sidejump/scattering/partial_waves.hpp"

#include <algorithm>
#include <complex>
#include <cstdlib>
#include <functional>
#include <stdexcept>
#include <tuple>
#include <utility>

namespace sidejump::response {

using kinetics::CollisionForms;
using kinetics::FormTable;
using kinetics::LinearForm;
using kinetics::Moment;
using kinetics::SideJump;

namespace {

// More layouts than an alloy has species; a table takes up to some megabytes.
constexpr std::size_t most_tables = 16;

} // namespace

std::vector<Moment> moments_up_to(int order) {
    std::vector<Moment> moments;
    for (int lambda = 0; lambda <= order; ++lambda) {
        moments.push_back({lambda, 0, lambda});
        for (int J = std::abs(lambda - 1); J <= lambda + 1; ++J)
            moments.push_back({lambda, 1, J});
    }
    return moments;
}

int collision_order(const std::vector<impurity::Impurity>& species) {
    int l_max = 0;
    for (const auto& impurity : species)
        for (const auto& channel : impurity.channels)
            l_max = std::max(l_max, channel.l);
    return 2 * l_max + 1;
}

struct MomentCollisionEngine::Table {
    using Place = std::pair<Eigen::Index, Eigen::Index>; // row, column

    Table(const kinetics::ChannelLayout& layout, const std::vector<Moment>& moments,
          kinetics::MomentumGradient gradient);

    kinetics::ChannelLayout layout;
    kinetics::ProductLayout products;
    std::vector<Place> relaxation_places;
    std::vector<Place> side_jump_places;
    FormTable relaxation;
    FormTable side_jump;

  private:
    static FormTable compile(const std::vector<Moment>& moments, std::vector<Place>& places,
                             const std::function<LinearForm(Moment, Moment)>& form);
};

FormTable
MomentCollisionEngine::Table::compile(const std::vector<Moment>& moments,
                                      std::vector<Place>& places,
                                      const std::function<LinearForm(Moment, Moment)>& form) {
    std::vector<LinearForm> forms;
    for (std::size_t row = 0; row < moments.size(); ++row)
        for (std::size_t column = 0; column < moments.size(); ++column) {
            LinearForm element = form(moments[row], moments[column]);
            if (std::all_of(element.begin(), element.end(), [](double w) { return w == 0.0; }))
                continue;
            places.emplace_back(row, column);
            forms.push_back(std::move(element));
        }
    return FormTable(forms);
}

MomentCollisionEngine::Table::Table(const kinetics::ChannelLayout& channel_layout,
                                    const std::vector<Moment>& moments,
                                    kinetics::MomentumGradient gradient)
    : layout(channel_layout), products(channel_layout.entries.size()),
      relaxation(compile(moments, relaxation_places,
                         [forms = CollisionForms(channel_layout)](Moment row, Moment column) {
                             return forms.relaxation(row, column);
                         })),
      side_jump(
          compile(moments, side_jump_places,
                  [forms = CollisionForms(channel_layout), gradient](Moment row, Moment column) {
                      return forms.side_jump(row, column, gradient);
                  })) {}

MomentCollisionEngine::MomentCollisionEngine(const std::vector<impurity::Impurity>& species,
                                             SideJump side_jump)
    : side_jump_(side_jump), order_(collision_order(species)), moments_(moments_up_to(order_)) {
    const auto gradient = side_jump == SideJump::levy ? kinetics::MomentumGradient::incoming
                                                      : kinetics::MomentumGradient::both;
    // Key: layout, order, gradient.
    using Key = std::tuple<kinetics::ChannelLayout, int, kinetics::MomentumGradient>;
    static math::TableStore<Key, Table> store(most_tables);
    for (const auto& impurity : species) {
        const auto layout = kinetics::channel_layout(impurity.channels);
        tables_.push_back(store.get({layout, order_, gradient}, [&] {
            return std::make_shared<const Table>(layout, moments_, gradient);
        }));
    }
}

MomentCollisions
MomentCollisionEngine::evaluate(const std::vector<impurity::Impurity>& species) const {
    if (species.size() != tables_.size())
        throw std::invalid_argument("the number of impurity species differs from the prepared one");
    const auto size = static_cast<Eigen::Index>(moments_.size());
    MomentCollisions result{order_, moments_, Eigen::MatrixXd::Zero(size, size),
                            Eigen::MatrixXd::Zero(size, size), 0.0};
    std::vector<double> products;
    std::vector<double> values;
    const auto add = [&](const FormTable& table, const std::vector<Table::Place>& places,
                         double concentration, Eigen::MatrixXd& matrix) {
        values.assign(table.forms(), 0.0);
        table.accumulate(products, concentration, values);
        for (std::size_t i = 0; i < places.size(); ++i)
            matrix(places[i].first, places[i].second) += values[i];
    };
    for (std::size_t i = 0; i < species.size(); ++i) {
        const auto& [name, concentration, channels] = species[i];
        const Table& table = *tables_[i];
        if (!kinetics::has_layout(channels, table.layout))
            throw std::invalid_argument("the channels of " + name +
                                        " differ from the prepared ones");
        products.assign(table.products.size(), 0.0);
        kinetics::fill_products(table.products, scattering::t_elements(channels), products);
        add(table.relaxation, table.relaxation_places, concentration, result.relaxation);
        if (side_jump_ == SideJump::none)
            continue;
        if (side_jump_ == SideJump::lyo_holstein) {
            std::vector<std::complex<double>> born;
            born.reserve(channels.size());
            for (const auto& channel : channels)
                born.emplace_back(scattering::born_element(channel));
            kinetics::fill_products(table.products, born, products);
            // Real amplitudes stand in the place of t: what they lack is no inelastic loss.
            for (std::size_t c = 0; c < channels.size(); ++c)
                products[table.products.loss(c)] = 0.0;
        }
        add(table.side_jump, table.side_jump_places, concentration, result.side_jump);
    }
    // The highest moment lies above all in-scattering.
    result.outflow_rate = result.relaxation(size - 1, size - 1);
    return result;
}

} // namespace sidejump::response
