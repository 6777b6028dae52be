// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/shapes/shapes.hpp"

namespace sidejump::device {

const std::vector<const Shape*>& shapes() {
    static const std::vector<const Shape*> all = {&film_shape(),
                                                  &wire_shape(),
                                                  &strip_shape(),
                                                  &hall_bar_shape(),
                                                  &h_bar_shape(),
                                                  &lateral_spin_valve_shape(),
                                                  &spin_hall_bilayer_shape(),
                                                  &boxes_shape()};
    return all;
}

} // namespace sidejump::device
