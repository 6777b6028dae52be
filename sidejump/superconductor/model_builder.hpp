// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/superconductor/superconducting_model.hpp"

namespace sidejump::superconductor {

/// Collects a structure from shares of metal around its nodes; chains and planes are made with it.
class ModelBuilder {
  public:
    ModelBuilder(const SuperconductorFile& file, const ModelOptions& options);

    /// @returns the number of the new node
    std::size_t add_node(const Eigen::Vector3d& position);

    /// Adds `volume` of a metal, in which the phase has the gradient `gradient` across the chain,
    /// to what surrounds a node.
    /// @param metal  index in Metals, by which sites are told apart
    /// @param phase  at which the pair potential there starts
    void add_share(std::size_t node, double volume, const Metal& properties, std::size_t metal,
                   double gradient, double phase);

    /// Where a reservoir touches a structure.
    struct EndPlace {
        double area = 0.0;
        double gradient = 0.0; ///< of the phase across a chain, which breaks pairs in it, too
        double phase = 0.0;    ///< what stands for the phase 0 there, in a field
    };
    /// How a reservoir at an end of the structure touches a node.
    /// @param held  the node of the reservoir: the same one where they touch transparently
    void add_end(const std::string& name, const EndInput& end, std::size_t node, std::size_t held,
                 const EndPlace& place);

    /// The spin mixing of a magnetic insulator at an open end, `area` of it.
    void add_insulator(const std::optional<EndInput>& end, std::size_t node, double area);

    /// A contact that is not transparent, `area` of it, between nodes; `left` before `right`.
    void add_contact(const ContactLaw& contact, std::size_t left, std::size_t right, double area);

    /// Whether a cell of this size resolves the lengths of its metal; a warning if not.
    void check_size(double cell, const Metal& properties, std::size_t metal);

    /// The model; pairing sites at nodes that a reservoir holds are left out.
    [[nodiscard]] SuperconductingModel finish();

    /// Gradient q of the phase across layers.
    [[nodiscard]] double phase_gradient() const;
    [[nodiscard]] const ModelOptions& options() const { return options_; }

    SuperconductingModel model;

  private:
    const SuperconductorFile& file_;
    ModelOptions options_;
    std::vector<double> coarsest_; ///< of the metals: largest cell over its length
    std::vector<std::vector<std::size_t>> sites_of_node_;
};

/// The phase that starts between reservoirs: linear from the left to the right one.
struct StartingPhase {
    double left = 0.0;
    double right = 0.0;
};
StartingPhase starting_phase(const SuperconductorFile& file);

/// The phase of the pair potential of an end, with that of its metal.
double phase_of(const EndInput& end, const Metals& metals);
std::size_t metal_of(const input::PlacedText& name, const Metals& metals);

/// Whether an end has a reservoir, and whether this one needs a node of its own.
bool is_reservoir(const std::optional<EndInput>& end);
bool has_own_node(const std::optional<EndInput>& end);

void build_chain(ModelBuilder& builder, const SuperconductorFile& file);
void build_plane(ModelBuilder& builder, const SuperconductorFile& file);

} // namespace sidejump::superconductor
