// SPDX-License-Identifier: GPL-3.0-or-later
#include "python/bindings.hpp"
#include "sidejump/input/input_error.hpp"

#include <exception>
#include <new>
#include <string>

namespace py = pybind11;

namespace sidejump::python {
namespace {

// The classes are written in Python, so that what needs no extension can raise them as well.
py::object error_class(const char* name) {
    return py::module_::import("sidejump.errors").attr(name);
}

void raise(const char* name, const py::tuple& arguments) {
    const py::object type = error_class(name);
    PyErr_SetObject(type.ptr(), type(*arguments).ptr());
}

} // namespace

void bind_errors(py::module_& /*module*/) {
    py::register_exception_translator([](std::exception_ptr error) {
        try {
            std::rethrow_exception(std::move(error));
        } catch (const input::InputError& mistake) {
            raise("InputError", py::make_tuple(std::string(mistake.what()), mistake.file,
                                               mistake.line, mistake.key, mistake.message));
        } catch (const py::error_already_set&) {
            throw;
        } catch (const py::builtin_exception&) {
            throw;
        } catch (const std::bad_alloc&) {
            throw;
        } catch (const std::exception& failure) {
            raise("RunError", py::make_tuple(std::string(failure.what())));
        }
    });
}

} // namespace sidejump::python
