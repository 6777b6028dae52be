// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <complex>
#include <string>
#include <vector>

namespace sidejump::device {

/// Amplitudes of e^{-i omega t}; the imaginary parts vanish in static problems.
using Complex = std::complex<double>;

/// What has been found at a terminal.
struct TerminalState {
    std::string name;
    Complex potential; ///< V; the mean u_0 over its area where the terminal has none of its own
    Complex current;   ///< A, into the device
    std::array<Complex, 3> spin_current{}; ///< A, I_up - I_down along x, y, z, into the device
    double area = 0.0;                     ///< m^2
};

/// What flows from one region into another, through all the area they share.
struct RegionPairState {
    std::string from;
    std::string to;
    Complex current;                       ///< A
    std::array<Complex, 3> spin_current{}; ///< A, leaving `from`
    std::array<Complex, 3>
        spin_current_arriving{}; ///< A, entering `to`; less by spin loss or torque
    double area = 0.0;           ///< m^2
};

/// What flows through a surface, counted along the axis it stands across.
struct SurfaceState {
    std::string name;
    Complex current;                       ///< A
    std::array<Complex, 3> spin_current{}; ///< A, I_up - I_down along x, y, z
    double area = 0.0;                     ///< m^2
};

struct SolverReport {
    std::string method; ///< in words
    unsigned long long unknowns = 0;
    unsigned long long cells = 0;
    int iterations = 0;             ///< the most that a solution took; 0 if direct
    double relative_residual = 0.0; ///< the largest of all solutions
};

/// A device solved at one point of a study.
struct DeviceState {
    std::vector<TerminalState> terminals;
    std::vector<RegionPairState> region_pairs;
    std::vector<SurfaceState> surfaces;
    std::vector<double> heat; ///< W by region: Joule heat and spin relaxation; mean over a period
    double interface_heat = 0.0;   ///< W, in all interfaces
    double contact_heat = 0.0;     ///< W, in the resistances of contacts
    double charge_balance = 0.0;   ///< |sum of the currents| over the largest; 0 if none flows
    double rounding_current = 0.0; ///< A; a current of a terminal that is no larger may be rounding
    SolverReport solver;
};

/// A measured number with the estimate of what it misses.
struct GoalEstimate {
    std::string name;
    Complex value; ///< V or ohm
    Complex error; ///< to be added to the value
};

/// One mesh of an adaptive refinement.
struct AdaptationRound {
    unsigned long long cells = 0;
    unsigned long long unknowns = 0;
    std::vector<GoalEstimate> goals;
};

/// How a mesh was adapted to what is measured.
struct Adaptation {
    double relative_error = 0.0; ///< that was asked for
    std::vector<AdaptationRound> rounds;
    /// The key of the limit that was met first, or no_cell_to_refine; empty if none.
    std::string stopped_by;
};

/// An error that no cell contributes to.
inline constexpr const char* no_cell_to_refine = "no cell to refine";

/// Fields and currents at one point in space.
struct FieldSample {
    bool inside = false;
    std::array<Complex, 4> potential{}; ///< V: u_0, u_x, u_y, u_z
    std::array<std::array<Complex, 4>, 3>
        current{}; ///< A/m^2: [axis of space][charge, spin x, y, z]
};

} // namespace sidejump::device
