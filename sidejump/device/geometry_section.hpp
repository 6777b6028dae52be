// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/section.hpp"

#include <string>

namespace sidejump::device {

/// The section [geometry] as it is written.
struct GeometryInput {
    std::string shape;
};

/// Declaration of the section [geometry].
inline const input::Section<GeometryInput>& geometry_section() {
    static const input::Section<GeometryInput> section =
        input::Section<GeometryInput>("The shape of the device.")
            .required("shape", &GeometryInput::shape, input::Text(), "Kind of shape.");
    return section;
}

} // namespace sidejump::device
