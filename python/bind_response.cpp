// SPDX-License-Identifier: GPL-3.0-or-later
#include "python/bindings.hpp"
#include "python/document.hpp"
#include "python/interruptible.hpp"
#include "python/python_nodes.hpp"
#include "python/result_folder.hpp"
#include "sidejump/coefficients/approximations.hpp"
#include "sidejump/coefficients/response_run.hpp"
#include "sidejump/output/response_report.hpp"

namespace py = pybind11;

namespace sidejump::python {
namespace {

nlohmann::ordered_json response_json(const Document& document, const std::atomic<int>& stop) {
    const auto file = coefficients::read_alloy_node(document.root, document.name);
    if (file.alloy.kinetics.form == kinetics::KineticForm::published)
        throw input::InputError(document.name, 0, "kinetics.form",
                                "expected \"kinetic\", because the published formulas have no "
                                "dynamics, found \"published\"");
    const coefficients::ResponseEngine engine(file.alloy);
    auto run = engine.run(file.alloy, file.response.value_or(response::ResponseOptions{}),
                          [&](std::size_t /*done*/, std::size_t /*all*/) {
                              if (stop != 0)
                                  throw Stopped();
                          });
    const auto warnings = coefficients::input_warnings(file.alloy, file.laws);
    run.warnings.insert(run.warnings.begin(), warnings.begin(), warnings.end());
    return output::response_json(file, run);
}

// The content of response.json, which is written if there is a folder for it.
py::object run_response(const Document& document, const std::string& path) {
    const ResultFolder folder(path);
    nlohmann::ordered_json json;
    run_interruptibly([&](std::atomic<int>& stop) { json = response_json(document, stop); });
    folder.write(json, "response.json");
    return python_from_json(json);
}

} // namespace

void bind_response(py::module_& module) {
    module.def("run_response", &run_response, py::arg("document"), py::arg("folder"));
}

} // namespace sidejump::python
