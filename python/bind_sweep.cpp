// SPDX-License-Identifier: GPL-3.0-or-later
#include "python/bindings.hpp"
#include "python/document.hpp"
#include "python/interruptible.hpp"
#include "sidejump/electron_gas_sweep/electron_gas_base.hpp"
#include "sidejump/input/input_error.hpp"
#include "sidejump/superconductor_sweep/superconductor_base.hpp"
#include "sidejump/sweep/study_warnings.hpp"
#include "sidejump/sweep/sweep_run.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <pybind11/stl.h>

namespace py = pybind11;

namespace sidejump::python {
namespace {

using sweep::Study;

// A base that was in no file is given with its text, which the result keeps.
Study read_study(const Document& study, const Document* base, const std::string& base_text) {
    std::optional<sweep::BaseFile> file;
    if (base != nullptr) {
        const std::filesystem::path path(base->name);
        file = {path.parent_path(), path.filename().string(), base_text, base->root};
    }
    return sweep::read_study_text(
        study.text, study.name, file,
        {superconductor_sweep::superconductor_kind(), electron_gas_sweep::electron_gas_kind()});
}

// What is suspicious about some of the points.
std::vector<std::string> check_study(const Document& study, const Document* base,
                                     const std::string& base_text) {
    const py::gil_scoped_release unlocked;
    return sweep::study_warnings(read_study(study, base, base_text));
}

// Runs the study into a file, which has all that there is to say about it.
void run_study(const Document& study, const Document* base, const std::string& base_text,
               const std::string& out, unsigned threads, bool force, bool csv) {
    run_interruptibly([&](std::atomic<int>& stop) {
        sweep::run_sweep(
            read_study(study, base, base_text),
            {.out = out, .csv = csv, .force = force, .progress = false, .threads = threads}, stop);
    });
}

} // namespace

void bind_sweep(py::module_& module) {
    module.def("check_study", &check_study, py::arg("study"), py::arg("base"),
               py::arg("base_text"));
    module.def("run_study", &run_study, py::arg("study"), py::arg("base"), py::arg("base_text"),
               py::arg("out"), py::arg("threads"), py::arg("force"), py::arg("csv"));
}

} // namespace sidejump::python
