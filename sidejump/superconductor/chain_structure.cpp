// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/file_checks.hpp"
#include "sidejump/superconductor/graded_grid.hpp"
#include "sidejump/superconductor/model_builder.hpp"
#include "sidejump/superconductor/size_checks.hpp"

#include <cmath>
#include <numbers>

namespace sidejump::superconductor {
namespace {

/// What layers and the rings of a disc differ in: cross sections, and the gradient of the phase
/// across the chain.
struct ChainGeometry {
    bool disc = false;
    double gradient = 0.0; ///< q of layers
    double winding = 0.0;  ///< of a disc
    double field = 0.0;    ///< 2 e B of a disc

    [[nodiscard]] double area(double x) const { return disc ? 2.0 * std::numbers::pi * x : 1.0; }
    [[nodiscard]] double volume(double from, double to) const {
        return disc ? std::numbers::pi * (to * to - from * from) : to - from;
    }
    /// Of a disc n/r - 2 e A_phi, A_phi = B r/2.
    [[nodiscard]] double gradient_at(double x) const {
        return disc ? winding / x - 0.5 * field * x : gradient;
    }
};

struct ChainLayer {
    const LayerInput* input = nullptr;
    std::size_t metal = 0;
    double start = 0.0;
    std::vector<double> edges; ///< of its cells, from 0
};

ChainGeometry geometry_of(const SuperconductorFile& file, const ModelBuilder& builder) {
    const StructureInput& structure = file.input.structure;
    ChainGeometry geometry;
    geometry.disc = structure.kind == StructureKind::disc;
    geometry.gradient = builder.phase_gradient();
    geometry.winding = structure.winding.value_or(0);
    geometry.field = structure.field.value_or(0.0);
    return geometry;
}

std::vector<ChainLayer> layers_of(const SuperconductorFile& file, bool disc, int refinements) {
    std::vector<ChainLayer> layers;
    double start = 0.0;
    for (const LayerInput& input : file.input.layer) {
        ChainLayer layer;
        layer.input = &input;
        layer.metal = metal_of(input.metal, file.metals);
        layer.start = start;
        GradedGrid grid = grid_of_layer(input, disc && layers.empty());
        grid.cells <<= refinements;
        layer.edges = cell_edges(input.thickness, grid);
        start += input.thickness;
        layers.push_back(std::move(layer));
    }
    return layers;
}

class Chain {
  public:
    Chain(ModelBuilder& builder, const SuperconductorFile& file)
        : builder_(builder), file_(file), geometry_(geometry_of(file, builder)),
          layers_(layers_of(file, geometry_.disc, builder.options().refinements)),
          length_(layers_.back().start + layers_.back().edges.back()),
          phases_(starting_phase(file)) {}

    void build() {
        builder_.model.dimension = geometry_.disc ? 2 : 1;
        const EndInput* left = end(file_.input.left);
        const EndInput* right = end(file_.input.right);
        std::size_t held = 0;
        if (has_own_node(file_.input.left))
            held = builder_.add_node(Eigen::Vector3d::Zero());
        if (geometry_.disc && geometry_.winding != 0.0)
            axis_ = new_node(0.0);
        const std::size_t first = new_node(first_position());
        std::size_t last = first;
        for (std::size_t l = 0; l < layers_.size(); ++l)
            last = add_layer(layers_[l], l == 0 ? first : across(l - 1, last));
        if (left != nullptr)
            builder_.add_end("left", *left, first, has_own_node(file_.input.left) ? held : first,
                             {.area = geometry_.area(0.0), .gradient = geometry_.gradient});
        builder_.add_insulator(file_.input.left, first, geometry_.area(0.0));
        builder_.add_insulator(file_.input.right, last, geometry_.area(length_));
        if (right == nullptr)
            return;
        const std::size_t outer =
            has_own_node(file_.input.right) ? builder_.add_node(position(length_)) : last;
        builder_.add_end(
            "right", *right, last, outer,
            {.area = geometry_.area(length_), .gradient = geometry_.gradient_at(length_)});
    }

  private:
    static const EndInput* end(const std::optional<EndInput>& input) {
        return is_reservoir(input) ? &*input : nullptr;
    }
    static Eigen::Vector3d position(double x) { return {x, 0.0, 0.0}; }
    std::size_t new_node(double x) { return builder_.add_node(position(x)); }

    // Of a disc the node nearest to the axis, half a step from it.
    [[nodiscard]] double first_position() const {
        return geometry_.disc ? layers_.front().edges[1] : 0.0;
    }

    // The node of the next layer at its interface with layer `l`, which ends at `node`.
    std::size_t across(std::size_t l, std::size_t node) {
        for (const InterfaceInput& interface : file_.input.interface) {
            if (left_layer(interface, file_.input.layer) != l ||
                interface.law == InterfaceLaw::transparent)
                continue;
            const double x = layers_[l + 1].start;
            const std::size_t other = new_node(x);
            builder_.add_contact(interface, node, other, geometry_.area(x));
            return other;
        }
        return node;
    }

    void add_share(std::size_t node, double from, double to, const Metal& metal,
                   std::size_t number) {
        const double x = builder_.model.structure.nodes[node].position.x();
        builder_.add_share(node, geometry_.volume(from, to), metal, number,
                           geometry_.gradient_at(x),
                           blend(phases_.left, phases_.right, x / length_));
    }

    // The nodes and links of a layer behind its first node; returns its last one.
    std::size_t add_layer(const ChainLayer& layer, std::size_t node) {
        const Metal& metal = file_.metals.metals[layer.metal];
        const double thickness = layer.edges.back();
        for (std::size_t c = 0; c + 1 < layer.edges.size(); ++c) {
            const double from = layer.start + layer.edges[c];
            const double to = layer.start + layer.edges[c + 1];
            const double middle = 0.5 * (from + to);
            const Metal here =
                graded_metal(metal, *layer.input, (middle - layer.start) / thickness);
            builder_.check_size(to - from, here, layer.metal);
            if (geometry_.disc && from == 0.0) {
                add_share(node, from, to, here, layer.metal);
                if (geometry_.winding != 0.0)
                    add_axis(node, to, here, layer.metal);
                continue;
            }
            const std::size_t next = new_node(to);
            add_share(node, from, middle, here, layer.metal);
            add_share(next, middle, to, here, layer.metal);
            add_link(node, next, to - from, middle, here);
            node = next;
        }
        return node;
    }

    // A node on the axis, where the vortex makes the metal normal. No current flows through it, but
    // the spin Hall term does not vanish on the way there: its area falls as its gradient grows.
    void add_axis(std::size_t first, double radius, const Metal& metal, std::size_t number) {
        auto& model = builder_.model;
        const double middle = 0.5 * radius;
        const double strength = metal.states * metal.diffusion * geometry_.area(middle);
        model.structure.transverse_links.push_back({axis_, first, geometry_.gradient_at(middle),
                                                    strength * metal.spin_hall_angle,
                                                    strength * metal.swapping});
        model.structure.reservoirs.push_back({.node = axis_});
        model.reservoirs.push_back({ReservoirLaw::axis, number, 0.0, 0.0});
    }

    void add_link(std::size_t node, std::size_t next, double step, double middle,
                  const Metal& metal) {
        const double strength = metal.states * metal.diffusion * geometry_.area(middle);
        auto& structure = builder_.model.structure;
        structure.links.push_back({node, next, strength / step, 0.0});
        const double gradient = geometry_.gradient_at(middle);
        // Without a gradient the terms vanish, but the current along layers is their derivative.
        const bool across = !geometry_.disc || gradient != 0.0;
        if (across && (metal.spin_hall_angle != 0.0 || metal.swapping != 0.0))
            structure.transverse_links.push_back({node, next, gradient,
                                                  strength * metal.spin_hall_angle,
                                                  strength * metal.swapping});
    }

    ModelBuilder& builder_;
    const SuperconductorFile& file_;
    ChainGeometry geometry_;
    std::vector<ChainLayer> layers_;
    double length_;
    StartingPhase phases_;
    std::size_t axis_ = 0; ///< its node, of a disc with a vortex
};

} // namespace

void build_chain(ModelBuilder& builder, const SuperconductorFile& file) {
    Chain(builder, file).build();
}

} // namespace sidejump::superconductor
