// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/shapes/shape.hpp"

#include <vector>

namespace sidejump::device {

/// The shapes of devices that are made of boxes, in the order of the reference page.
const std::vector<const Shape*>& shapes();

const Shape& film_shape();               ///< film.cpp
const Shape& wire_shape();               ///< wire.cpp
const Shape& strip_shape();              ///< strip.cpp
const Shape& hall_bar_shape();           ///< hall_bar.cpp
const Shape& h_bar_shape();              ///< h_bar.cpp
const Shape& lateral_spin_valve_shape(); ///< lateral_spin_valve.cpp
const Shape& spin_hall_bilayer_shape();  ///< spin_hall_bilayer.cpp
const Shape& boxes_shape();              ///< boxes.cpp

} // namespace sidejump::device
