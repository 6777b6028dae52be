// SPDX-License-Identifier: GPL-3.0-or-later
#include "python/python_nodes.hpp"

#include <cmath>
#include <fmt/format.h>
#include <optional>
#include <string>

namespace py = pybind11;

namespace sidejump::python {
namespace {

using input::Node;
using input::Place;

bool is_instance(py::handle value, const char* module, const char* type) {
    return py::isinstance(value, py::module_::import(module).attr(type));
}

// Scalars of numpy, and arrays without dimensions, as what Python has for them; nothing where it
// has nothing for them. Numbers of more than 64 bits lose what is too much: `item` leaves them as
// they are.
std::optional<py::object> numpy_scalar(py::handle value) {
    if (!is_instance(value, "numpy", "generic") &&
        !(is_instance(value, "numpy", "ndarray") && value.attr("ndim").cast<int>() == 0))
        return std::nullopt;
    py::object scalar = value.attr("item")();
    if (is_instance(scalar, "numpy", "floating"))
        return py::float_(scalar);
    if (is_instance(scalar, "numpy", "generic"))
        return std::nullopt;
    return scalar;
}

// Text in UTF-8; Python also has texts that cannot be written.
std::string text(py::handle value, const Place& place) {
    Py_ssize_t size = 0;
    const char* characters = PyUnicode_AsUTF8AndSize(value.ptr(), &size);
    if (characters == nullptr) {
        PyErr_Clear();
        place.fail("a text that UTF-8 can hold", py::repr(value).cast<std::string>());
    }
    return {characters, static_cast<std::size_t>(size)};
}

std::int64_t integer(py::handle value, const Place& place) {
    int overflow = 0;
    const long long number = PyLong_AsLongLongAndOverflow(value.ptr(), &overflow);
    if (overflow != 0)
        place.fail("an integer of at most 64 bits", py::str(value).cast<std::string>());
    return number;
}

Node list(py::handle elements, const Place& place) {
    input::List nodes;
    for (const py::handle element : elements)
        nodes.push_back(node_from_python(element, place.element(nodes.size(), 0)));
    return {std::move(nodes), 0};
}

Node table(py::handle entries, const Place& place) {
    input::Table nodes;
    for (const py::handle item : entries.attr("items")()) {
        const py::object key = item[py::int_(0)];
        const py::object value = item[py::int_(1)];
        if (!py::isinstance<py::str>(key))
            place.fail("keys that are texts",
                       fmt::format("the key {}", py::repr(key).cast<std::string>()));
        const auto name = text(key, place);
        if (!value.is_none())
            nodes.push_back({name, node_from_python(value, place.entry(name, 0))});
    }
    return {std::move(nodes), 0};
}

} // namespace

Node node_from_python(py::handle value, const Place& place) {
    if (py::isinstance<py::bool_>(value))
        return {value.cast<bool>(), 0};
    if (py::isinstance<py::int_>(value))
        return {integer(value, place), 0};
    if (py::isinstance<py::float_>(value))
        return {value.cast<double>(), 0};
    if (py::isinstance<py::str>(value))
        return {text(value, place), 0};
    if (py::isinstance<py::list>(value) || py::isinstance<py::tuple>(value))
        return list(value, place);
    if (is_instance(value, "collections.abc", "Mapping"))
        return table(value, place);
    if (const auto scalar = numpy_scalar(value))
        return node_from_python(*scalar, place);
    if (is_instance(value, "numpy", "ndarray") && value.attr("ndim").cast<int>() > 0)
        return list(value, place);
    place.fail("a number, a text, true or false, a list or a table",
               fmt::format("{} of type {}", py::repr(value).cast<std::string>(),
                           py::str(py::type::of(value).attr("__name__")).cast<std::string>()));
}

py::object python_from_node(const Node& node, const Place& place) {
    struct Convert {
        const Place& place;

        py::object operator()(const Node::Unsupported& other) const {
            place.fail("a number, a text, true or false, a list or a table", "a " + other.kind);
        }
        py::object operator()(bool truth) const { return py::bool_(truth); }
        py::object operator()(std::int64_t number) const { return py::int_(number); }
        py::object operator()(double number) const { return py::float_(number); }
        py::object operator()(const std::string& text) const { return py::str(text); }
        py::object operator()(const input::List& elements) const {
            py::list all;
            for (const Node& element : elements)
                all.append(python_from_node(element, place.element(all.size(), element.line)));
            return all;
        }
        py::object operator()(const input::Table& entries) const {
            py::dict all;
            for (const auto& [key, value] : entries)
                all[py::str(key)] = python_from_node(value, place.entry(key, value.line));
            return all;
        }
    };
    return std::visit(Convert{place}, node.value);
}

py::object python_from_json(const nlohmann::ordered_json& json) {
    if (json.is_boolean())
        return py::bool_(json.get<bool>());
    if (json.is_number_integer())
        return py::int_(json.get<std::int64_t>());
    if (json.is_number()) {
        const auto number = json.get<double>();
        if (std::isfinite(number))
            return py::float_(number);
        return py::none();
    }
    if (json.is_string())
        return py::str(json.get_ref<const std::string&>());
    if (json.is_array()) {
        py::list all;
        for (const auto& element : json)
            all.append(python_from_json(element));
        return all;
    }
    if (json.is_object()) {
        py::dict all;
        for (const auto& [key, value] : json.items())
            all[py::str(key)] = python_from_json(value);
        return all;
    }
    return py::none();
}

} // namespace sidejump::python
