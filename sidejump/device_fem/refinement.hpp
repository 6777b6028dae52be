// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sidejump::device_fem {

/// What became of a refinement of the mesh.
enum class Refinement {
    done,
    too_large, ///< the mesh is as it was
    nothing,   ///< no cell has an error; the mesh is as it was
};

} // namespace sidejump::device_fem
