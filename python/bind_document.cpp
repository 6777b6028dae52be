// SPDX-License-Identifier: GPL-3.0-or-later
#include "python/bindings.hpp"
#include "python/document.hpp"
#include "python/python_nodes.hpp"
#include "sidejump/input/node_path.hpp"
#include "sidejump/input/toml_reader.hpp"

#include <fmt/format.h>
#include <memory>
#include <pybind11/stl.h>
#include <stdexcept>
#include <utility>
#include <vector>

namespace py = pybind11;

namespace sidejump::python {
namespace {

using Made = std::shared_ptr<Document>;

Made from_text(const std::string& text, const std::string& name) {
    return std::make_shared<Document>(Document{name, text, input::read_toml_text(text, name)});
}

Made from_file(const std::string& path) {
    return from_text(input::read_input_text(path), path);
}

Made from_values(const py::object& values, const std::string& name) {
    return std::make_shared<Document>(Document{name, "", node_from_python(values, {name, 0, ""})});
}

[[noreturn]] void no_path(const Document& document, const std::string& path,
                          const std::invalid_argument& error) {
    throw input::InputError(document.name, 0, "",
                            fmt::format("expected the path of a parameter, found \"{}\", {}",
                                        input::printable(path), error.what()));
}

Made with_values(const Document& document,
                 const std::vector<std::pair<std::string, py::object>>& changes) {
    Document changed{document.name, "", document.root};
    for (const auto& [path, value] : changes) {
        const input::Place place{document.name, 0, path};
        try {
            input::set_node(changed.root, input::parse_node_path(path),
                            node_from_python(value, place));
        } catch (const std::invalid_argument& error) {
            no_path(document, path, error);
        }
    }
    return std::make_shared<Document>(std::move(changed));
}

// Keys and numbers of list elements: the same for all ways to write a path.
py::tuple steps(const Document& document, const std::string& path) {
    try {
        py::list all;
        for (const auto& step : input::parse_node_path(path).steps)
            all.append(std::visit([](const auto& one) { return py::cast(one); }, step));
        return all;
    } catch (const std::invalid_argument& error) {
        no_path(document, path, error);
    }
}

py::object values(const Document& document) {
    return python_from_node(document.root, {document.name, 0, ""});
}

py::tuple state(const Document& document) {
    return py::make_tuple(document.name, document.text,
                          document.text.empty() ? values(document) : py::none());
}

Made from_state(const py::tuple& state) {
    const auto name = state[0].cast<std::string>();
    const auto text = state[1].cast<std::string>();
    return text.empty() ? from_values(state[2], name) : from_text(text, name);
}

} // namespace

void bind_document(py::module_& module) {
    py::class_<Document, std::shared_ptr<Document>>(module, "Document")
        .def_static("from_file", &from_file, py::arg("path"))
        .def_static("from_text", &from_text, py::arg("text"), py::arg("name"))
        .def_static("from_values", &from_values, py::arg("values"), py::arg("name"))
        .def("with_values", &with_values, py::arg("changes"))
        .def("steps", &steps, py::arg("path"))
        .def("values", &values)
        .def_readonly("name", &Document::name)
        .def_readonly("text", &Document::text)
        .def(py::pickle(&state, &from_state));
}

} // namespace sidejump::python
