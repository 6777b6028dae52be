// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/superconductor_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sidejump::superconductor {
namespace superconductor_input_test {
} // namespace superconductor_input_test
} // namespace sidejump::superconductor
