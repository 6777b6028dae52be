// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/rashba/field_drive.hpp"

#include <cmath>
#include <numbers>

namespace sidejump::rashba {
namespace {

Eigen::Index size_of(const FermiContour& contour) {
    return components * static_cast<Eigen::Index>(contour.directions.size());
}

} // namespace

Eigen::VectorXd rotation_drive(const FermiContour& contour) {
    Eigen::VectorXd drive = Eigen::VectorXd::Zero(size_of(contour));
    for (std::size_t i = 0; i < contour.directions.size(); ++i) {
        const ContourDirection& direction = contour.directions[i];
        drive(components * static_cast<Eigen::Index>(i) + spin_across) =
            0.5 * direction.axis_turn * std::sin(direction.angle) * direction.stretch /
            (4.0 * std::numbers::pi * std::numbers::pi);
    }
    return drive;
}

Eigen::VectorXd acceleration_drive(const FermiContour& contour) {
    Eigen::VectorXd drive = Eigen::VectorXd::Zero(size_of(contour));
    for (std::size_t i = 0; i < contour.directions.size(); ++i)
        for (std::size_t c = 0; c < 2; ++c) {
            const FermiPoint& point = contour.directions[i].points[c];
            drive(components * static_cast<Eigen::Index>(i) + static_cast<Eigen::Index>(c)) =
                point.states * point.velocity[0];
        }
    return drive;
}

} // namespace sidejump::rashba
