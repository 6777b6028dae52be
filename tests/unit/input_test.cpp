// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/input/node_path.hpp"
#include "sidejump/input/reference_page.hpp"
#include "sidejump/input/section.hpp"
#include "sidejump/input/suggestion.hpp"
#include "sidejump/input/toml_reader.hpp"

#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sidejump::input {
namespace input_test {

using testing::HasSubstr;
using testing::StartsWith;

struct Wheel {
    double radius = 0.0;
    int spokes = 8;
};
struct Cart {
    std::string owner = "nobody";
    std::optional<double> load;
    std::vector<Wheel> wheels;
};

const Section<Cart>& cart_section() {
    static const Section<Wheel> wheel =
        Section<Wheel>("A wheel.")
            .required("radius", &Wheel::radius, Quantity("m", "0.4 m", positive()), "Its radius.")
            .with_default("spokes", &Wheel::spokes, Integer(0, 40), "How many spokes | rods.");
    static const Section<Cart> cart =
        Section<Cart>("A cart.")
            .with_default("owner", &Cart::owner, Text(), "Whose it is.")
            .optional("load", &Cart::load, Number(positive_up_to(10.0)), "Load.", "empty")
            .tables("wheels", &Cart::wheels, wheel, true);
    return cart;
}

Cart read(const char* text) {
    return cart_section().read(read_toml_text(text, "cart.toml"), {"cart.toml", 0, ""});
}

std::string error(const char* text) {
    try {
        read(text);
    } catch (const InputError& mistake) {
        return mistake.what();
    }
    return "no error";
}

TEST(Section, ReadsAndFillsDefaults) {
    const Cart cart = read("load = 3\n[[wheels]]\nradius = \"40 cm\"\n[[wheels]]\nradius = \"0.5 "
                           "m\"\nspokes = 12\n");
    EXPECT_EQ(cart.owner, "nobody");
    EXPECT_EQ(cart.load, 3.0);
    ASSERT_EQ(cart.wheels.size(), 2u);
    EXPECT_DOUBLE_EQ(cart.wheels[0].radius, 0.4);
    EXPECT_EQ(cart.wheels[0].spokes, 8);
    EXPECT_EQ(cart.wheels[1].spokes, 12);
}

TEST(Section, EchoesWithDefaults) {
    const Cart cart = read("[[wheels]]\nradius = \"40 cm\"\n");
    EXPECT_EQ(cart_section().echo(cart).dump(),
              R"({"owner":"nobody","wheels":[{"radius":"0.4 m","spokes":8}]})");
}

// The schema wants at least one table where there are any.
TEST(Section, EchoesNoTablesWhereThereAreNone) {
    EXPECT_EQ(cart_section().echo(Cart()).dump(), R"({"owner":"nobody"})");
}

TEST(Section, ErrorsNameFileLineAndKey) {
    EXPECT_EQ(
        error("[[wheels]]\nradius = 0.4\n"),
        "cart.toml:2: wheels[0].radius: needs a unit, e.g. \"0.4 m\": expected a quantity > 0 "
        "that converts to m, found the number 0.4");
    EXPECT_EQ(
        error("[[wheels]]\n\nradius = \"0.4\"\n"),
        "cart.toml:3: wheels[0].radius: needs a unit, e.g. \"0.4 m\": expected a quantity > 0 "
        "that converts to m, found \"0.4\"");
    EXPECT_EQ(error("[[wheels]]\nradius = \"0.4 m\"\nspoke = 3\n"),
              "cart.toml:3: wheels[0].spoke: unknown key; did you mean \"spokes\"?");
    EXPECT_EQ(error("[[wheels]]\nradius = \"0.4 m\"\n[hub]\n"),
              "cart.toml:3: hub: unknown key; expected owner, load or wheels");
    EXPECT_EQ(
        error("[[wheels]]\nspokes = 3\n"),
        "cart.toml:1: wheels[0].radius: missing key: expected a quantity > 0 that converts to "
        "m, found nothing");
}

TEST(Section, ErrorsSayWhatWasExpectedAndFound) {
    EXPECT_THAT(error("wheels = []\n"), HasSubstr("expected at least one element"));
    EXPECT_THAT(
        error("wheels = 3\n"),
        HasSubstr("expected a list of tables, each under [[double brackets]], found the number 3"));
    EXPECT_THAT(error("wheels = [3]\n"),
                HasSubstr("wheels[0]: expected a table, found the number 3"));
    EXPECT_THAT(error("owner = 3\n[[wheels]]\nradius = \"1 m\"\n"),
                HasSubstr("owner: expected a text that is not empty, found the number 3"));
    EXPECT_THAT(error("load = nan\n[[wheels]]\nradius = \"1 m\"\n"),
                HasSubstr("expected a finite number in (0, 10], found the number nan"));
    EXPECT_THAT(error("load = \"3\"\n[[wheels]]\nradius = \"1 m\"\n"),
                HasSubstr("found the text \"3\""));
    EXPECT_THAT(error("load = 2026-01-01\n[[wheels]]\nradius = \"1 m\"\n"),
                HasSubstr("found a date or time"));
    EXPECT_THAT(error("[[wheels]]\nradius = \"-1 m\"\n"), HasSubstr("> 0"));
    EXPECT_THAT(error("[[wheels]]\nradius = \"1 s\"\n"), HasSubstr("that converts to m"));
    EXPECT_THAT(error("[[wheels]]\nradius = \"1 furlongs_\"\n"), HasSubstr("unknown unit"));
    EXPECT_THAT(error("[[wheels]]\nradius = \"1 m\"\nspokes = 2.5\n"),
                HasSubstr("expected an integer from 0 to 40, found the number 2.5"));
}

TEST(Toml, SyntaxErrorsHaveALine) {
    EXPECT_THAT(error("owner = \"a\"\nload = = 3\n"), StartsWith("cart.toml:2: not valid TOML"));
    EXPECT_THAT(error("owner = 1\nowner = 2\n"), HasSubstr("cart.toml:2"));
}

TEST(Toml, UnreadableFiles) {
    try {
        read_toml_file("/nonexistent/cart.toml");
        FAIL();
    } catch (const InputError& mistake) {
        EXPECT_THAT(mistake.what(), HasSubstr("/nonexistent/cart.toml: cannot be read"));
    }
    try {
        read_toml_file("/");
        FAIL();
    } catch (const InputError& mistake) {
        EXPECT_THAT(mistake.what(), HasSubstr("found a directory"));
    }
}

TEST(Toml, ReadErrorsAreNoEndOfFile) {
    if (!std::filesystem::exists("/proc/self/mem"))
        GTEST_SKIP();
    EXPECT_THROW(read_toml_file("/proc/self/mem"), InputError);
}

TEST(Toml, EndlessFilesAndKeysAreRefused) {
    if (std::filesystem::exists("/dev/zero")) {
        EXPECT_THROW(read_toml_file("/dev/zero"), InputError);
    }
    std::string deep = "a";
    for (int i = 0; i < 100000; ++i)
        deep += ".a";
    EXPECT_THROW(read_toml_text(deep + " = 1\n", "deep.toml"), InputError);
    EXPECT_THROW(read_toml_text("[" + deep + "]\n", "deep.toml"), InputError);
}

TEST(Toml, LineEndingsAndByteOrderMark) {
    const Cart cart = read("\xef\xbb\xbfowner = \"a\"\r\n[[wheels]]\r\nradius = \"1 m\"\r\n");
    EXPECT_EQ(cart.owner, "a");
}

TEST(Section, MessagesStayOnOneLine) {
    const std::string message = error("owner = 1\n\"a\\nb\\u001b\" = 3\n");
    EXPECT_EQ(message.find('\n'), std::string::npos);
    EXPECT_THAT(message, HasSubstr("a\\x0ab\\x1b"));
    EXPECT_LT(error(("owner = [\"" + std::string(5000, 'x') + "\"]\n").c_str()).size(), 300u);
}

TEST(Section, AlternativesAreCheckedAndInTheSchema) {
    struct Box {
        std::optional<double> length, width;
    };
    const Section<Box> one = Section<Box>("A box.")
                                 .optional("length", &Box::length, Number(), "")
                                 .optional("width", &Box::width, Number(), "")
                                 .exactly_one_of({"length", "width"});
    const auto fail = [&](const char* text) {
        try {
            (void)one.read(read_toml_text(text, "box.toml"), {"box.toml", 0, ""});
        } catch (const InputError& mistake) {
            return std::string(mistake.what());
        }
        return std::string("no error");
    };
    EXPECT_EQ(fail("length = 1\n"), "no error");
    EXPECT_EQ(fail(""), "box.toml: expected exactly one of length or width, found none of them");
    EXPECT_EQ(fail("length = 1\nwidth = 1\n"),
              "box.toml: expected exactly one of length or width, found length and width");
    EXPECT_EQ(section_schema(one.info())["oneOf"].size(), 2u);
}

TEST(Suggestion, OnlyNearWords) {
    const std::vector<std::string> known = {"fermi_wavenumber", "name"};
    EXPECT_EQ(did_you_mean("fermi_wavenumer", known), "; did you mean \"fermi_wavenumber\"?");
    EXPECT_EQ(did_you_mean("Name", known), "; did you mean \"name\"?");
    EXPECT_EQ(did_you_mean("temperature", known), "");
}

TEST(Schema, FollowsFromTheDeclaration) {
    const Json schema = file_schema(cart_section().info(), "cart");
    EXPECT_EQ(schema["title"], "cart");
    EXPECT_EQ(schema["required"], Json({"wheels"}));
    EXPECT_EQ(schema["additionalProperties"], false);
    EXPECT_EQ(schema["properties"]["load"]["exclusiveMinimum"], 0.0);
    EXPECT_EQ(schema["properties"]["load"]["maximum"], 10.0);
    const Json wheel = schema["properties"]["wheels"]["items"];
    EXPECT_EQ(wheel["properties"]["radius"]["type"], "string");
    EXPECT_EQ(wheel["required"], Json({"radius"}));
}

TEST(ReferencePage, FollowsFromTheDeclaration) {
    const std::string page = reference_page(cart_section().info());
    EXPECT_THAT(page, HasSubstr("## `[[wheels]]`"));
    EXPECT_THAT(page, HasSubstr("| `spokes` | an integer from 0 to 40 | 8 | How many spokes \\| "
                                "rods. |"));
    EXPECT_THAT(page, HasSubstr("| required | Its radius. |"));
}

TEST(NodePath, SetsAndMakesValues) {
    Node root = read_toml_text("a = 1\n[[list]]\nb = { c = 2 }\n", "file");
    set_node(root, parse_node_path("list[0].b.c"), {std::int64_t{3}, 0});
    set_node(root, parse_node_path("new.key"), {std::string("text"), 0});
    EXPECT_EQ(std::get<std::int64_t>(find_node(root, parse_node_path("list[0].b.c"))->value), 3);
    EXPECT_EQ(find_node(root, parse_node_path("list[0].b.c"))->line, 3) << "that of the file";
    EXPECT_EQ(std::get<std::string>(find_node(root, parse_node_path("new.key"))->value), "text");
    EXPECT_EQ(find_node(root, parse_node_path("list[1].b")), nullptr);
    EXPECT_THROW(set_node(root, parse_node_path("list[1].b"), {}), std::invalid_argument);
    EXPECT_THROW(set_node(root, parse_node_path("a.b"), {}), std::invalid_argument);
}

TEST(NodePath, RefusesWhatIsNoPath) {
    for (const char* text : {"", ".", "a.", "a[", "a[]", "a[-1]", "a[1", "a[1]b", "a b", "[0]",
                             "a[99999999999999999999]"})
        EXPECT_THROW(parse_node_path(text), std::invalid_argument) << text;
}

TEST(NodePath, OverlapsWithItsParts) {
    const auto path = parse_node_path("a[0].b");
    EXPECT_TRUE(path.overlaps(parse_node_path("a[0].b.c")));
    EXPECT_TRUE(path.overlaps(parse_node_path("a[0]")));
    EXPECT_FALSE(path.overlaps(parse_node_path("a[1].b")));
}

} // namespace input_test
} // namespace sidejump::input
