// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/study_parameter.hpp"

#include <numbers>

namespace sidejump::device {

bool is_complex(const DeviceFile& file) {
    return file.input.study.kind == StudyKind::ac;
}

std::optional<StudyParameter> parameter_of(const DeviceFile& file) {
    switch (file.input.study.kind) {
    case StudyKind::field_sweep:
        return StudyParameter{"magnetic_field", "T"};
    case StudyKind::angle_sweep:
        return StudyParameter{"angle", "degree", 180.0 / std::numbers::pi};
    case StudyKind::ac:
        return StudyParameter{"frequency", "Hz"};
    case StudyKind::transient:
        return StudyParameter{"time", "s"};
    case StudyKind::steady:
        break;
    }
    return std::nullopt;
}

} // namespace sidejump::device
