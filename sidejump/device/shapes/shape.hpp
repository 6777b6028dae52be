// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/box_geometry.hpp"
#include "sidejump/input/section.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace sidejump::device {

/// The boxes of a device in the coordinates of its mesh.
struct ShapeGeometry {
    BoxGeometry body;
    /// Product of the lengths along the axes left out: m for a plane, m^2 for a line.
    double cross_section = 1.0;
};

/// Where the parameters of a shape stand, and which axes of space its mesh has.
struct ShapeSetting {
    const std::string& axes;   ///< "x", "xz", "xyz", ...
    const input::Place& place; ///< of the shape's table in the input file
    const input::Table& table; ///< that table, for the lines of its entries
};

class Shape;

/// The table of a shape as it was written in an input file.
class ShapeInput {
  public:
    ShapeInput() = default;
    virtual ~ShapeInput() = default;
    ShapeInput(const ShapeInput&) = delete;
    ShapeInput& operator=(const ShapeInput&) = delete;

    [[nodiscard]] virtual const Shape& shape() const = 0;
    [[nodiscard]] virtual const input::Place& place() const = 0;
    [[nodiscard]] virtual input::Json echo() const = 0;
    /// @param axes  one of shape().axes()
    /// @throws input::InputError for lengths that do not fit together
    [[nodiscard]] virtual ShapeGeometry geometry(const std::string& axes) const = 0;
};

/// A kind of device whose parameters stand in the table [geometry.<name>].
class Shape {
  public:
    /// @param axes  the axes that a mesh of this shape may have, the default one first
    Shape(std::string name, std::vector<std::string> axes)
        : name_(std::move(name)), axes_(std::move(axes)) {}
    virtual ~Shape() = default;
    Shape(const Shape&) = delete;
    Shape& operator=(const Shape&) = delete;

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] const std::vector<std::string>& axes() const { return axes_; }
    [[nodiscard]] virtual const input::SectionInfo& info() const = 0;
    /// @throws input::InputError at the first mistake
    [[nodiscard]] virtual std::shared_ptr<const ShapeInput>
    read(const input::Node& node, const input::Place& place) const = 0;

  private:
    std::string name_;
    std::vector<std::string> axes_;
};

/// A shape that is declared by a Section<Input> and built by a function of the Input.
template <class Input>
class DeclaredShape : public Shape {
  public:
    using Build = ShapeGeometry (*)(const Input&, const ShapeSetting&);

    DeclaredShape(std::string name, std::vector<std::string> axes, input::Section<Input> section,
                  Build build)
        : Shape(std::move(name), std::move(axes)), section_(std::move(section)), build_(build) {}

    [[nodiscard]] const input::SectionInfo& info() const override { return section_.info(); }

    [[nodiscard]] std::shared_ptr<const ShapeInput> read(const input::Node& node,
                                                         const input::Place& place) const override {
        return std::make_shared<const Written>(*this, section_.read(node, place), place,
                                               input::table_entries(node, place));
    }

  private:
    class Written : public ShapeInput {
      public:
        Written(const DeclaredShape& kind, Input written, input::Place at, input::Table table)
            : kind_(kind), input_(std::move(written)), place_(std::move(at)),
              table_(std::move(table)) {}
        [[nodiscard]] const Shape& shape() const override { return kind_; }
        [[nodiscard]] const input::Place& place() const override { return place_; }
        [[nodiscard]] input::Json echo() const override { return kind_.section_.echo(input_); }
        [[nodiscard]] ShapeGeometry geometry(const std::string& axes) const override {
            return kind_.build_(input_, {axes, place_, table_});
        }

      private:
        const DeclaredShape& kind_;
        Input input_;
        input::Place place_;
        input::Table table_;
    };

    input::Section<Input> section_;
    Build build_;
};

} // namespace sidejump::device
