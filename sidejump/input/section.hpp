// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/section_info.hpp"

#include <functional>
#include <optional>
#include <utility>

namespace sidejump::input {

/// The declaration of a table of the input file that fills a struct T.
///
/// Each parameter is declared once: key, variable, type, description. Reading, validation, the
/// JSON Schema, the reference page and the echo of the input with its defaults all follow from it.
/// A parameter's default is the value its variable has in a default-constructed T.
template <class T>
class Section {
  public:
    explicit Section(std::string description) { info_.description = std::move(description); }

    template <class Type>
    Section& required(std::string key, typename Type::value_type T::*member, Type type,
                      std::string description) {
        add_value(std::move(key), member, std::move(type), std::move(description), true, "");
        return *this;
    }

    template <class Type>
    Section& with_default(std::string key, typename Type::value_type T::*member, Type type,
                          std::string description) {
        const std::string standard = type.echo(T{}.*member).dump();
        add_value(std::move(key), member, std::move(type), std::move(description), false, standard);
        return *this;
    }

    /// A value that may be absent; `default_text` says what is taken then.
    template <class Type>
    Section& optional(std::string key, std::optional<typename Type::value_type> T::*member,
                      Type type, std::string description, std::string default_text = "") {
        info_.parameters.push_back({key, type.describe(), std::move(description),
                                    std::move(default_text), false, type.schema(), nullptr, false});
        rules_.push_back({key,
                          [member, type](const Node& node, const Place& place, T& target) {
                              target.*member = type.read(node, place);
                          },
                          [member, type, key](const T& source, Json& echo) {
                              if (source.*member)
                                  echo[key] = type.echo(*(source.*member));
                          }});
        return *this;
    }

    template <class U>
    Section& table(std::string key, U T::*member, const Section<U>& section, bool required) {
        add_section(key, section.info(), required, false);
        rules_.push_back({key,
                          [member, section](const Node& node, const Place& place, T& target) {
                              target.*member = section.read(node, place);
                          },
                          [member, section, key](const T& source, Json& echo) {
                              echo[key] = section.echo(source.*member);
                          }});
        return *this;
    }

    /// A table that may be absent as a whole.
    template <class U>
    Section& optional_table(std::string key, std::optional<U> T::*member,
                            const Section<U>& section) {
        add_section(key, section.info(), false, false);
        rules_.push_back({key,
                          [member, section](const Node& node, const Place& place, T& target) {
                              target.*member = section.read(node, place);
                          },
                          [member, section, key](const T& source, Json& echo) {
                              if (source.*member)
                                  echo[key] = section.echo(*(source.*member));
                          }});
        return *this;
    }

    template <class U>
    Section& tables(std::string key, std::vector<U> T::*member, const Section<U>& section,
                    bool required) {
        add_section(key, section.info(), required, true);
        rules_.push_back({key,
                          [member, section](const Node& node, const Place& place, T& target) {
                              const List& list = list_elements(node, place);
                              for (std::size_t i = 0; i < list.size(); ++i)
                                  (target.*member)
                                      .push_back(
                                          section.read(list[i], place.element(i, list[i].line)));
                          },
                          [member, section, key](const T& source, Json& echo) {
                              Json list = Json::array();
                              for (const U& element : source.*member)
                                  list.push_back(section.echo(element));
                              if (!list.empty()) // as a file without them has it
                                  echo[key] = list;
                          }});
        return *this;
    }

    /// A table that may be absent and whose struct is known to `read` and `echo` only; `echo` gives
    /// null if there is none.
    Section& declared_table(const std::string& key, const SectionInfo& info,
                            std::function<void(const Node&, const Place&, T&)> read,
                            std::function<Json(const T&)> echo) {
        add_section(key, info, false, false);
        rules_.push_back(
            {key, std::move(read), [key, echo = std::move(echo)](const T& source, Json& target) {
                 if (Json table = echo(source); !table.is_null())
                     target[key] = std::move(table);
             }});
        return *this;
    }

    /// Exactly one of these keys must be given.
    Section& exactly_one_of(std::vector<std::string> keys) {
        info_.alternatives.push_back({std::move(keys), true});
        return *this;
    }

    /// At least one of these keys must be given.
    Section& at_least_one_of(std::vector<std::string> keys) {
        info_.alternatives.push_back({std::move(keys), false});
        return *this;
    }

    /// Runs after all parameters are read: checks that concern several of them, and values that
    /// follow from others. The table is given for the lines of its entries.
    Section& finish(std::function<void(T&, const Table&, const Place&)> rule) {
        finish_.push_back(std::move(rule));
        return *this;
    }

    /// @throws InputError at the first mistake
    [[nodiscard]] T read(const Node& node, const Place& place) const {
        const Table& table = table_entries(node, place);
        check_known_keys(info_, table, place);
        T target;
        for (const auto& [key, value] : table)
            for (const Rule& rule : rules_)
                if (rule.key == key)
                    rule.read(value, place.entry(key, value.line), target);
        check_required_keys(info_, table, place);
        for (const auto& rule : finish_)
            rule(target, table, place);
        return target;
    }

    [[nodiscard]] Json echo(const T& source) const {
        Json echo = Json::object();
        for (const Rule& rule : rules_)
            rule.echo(source, echo);
        return echo;
    }

    [[nodiscard]] const SectionInfo& info() const { return info_; }

  private:
    struct Rule {
        std::string key;
        std::function<void(const Node&, const Place&, T&)> read;
        std::function<void(const T&, Json&)> echo;
    };

    template <class Type>
    void add_value(std::string key, typename Type::value_type T::*member, Type type,
                   std::string description, bool required, std::string default_text) {
        info_.parameters.push_back({key, type.describe(), std::move(description),
                                    std::move(default_text), required, type.schema(), nullptr,
                                    false});
        rules_.push_back({key,
                          [member, type](const Node& node, const Place& place, T& target) {
                              target.*member = type.read(node, place);
                          },
                          [member, type, key](const T& source, Json& echo) {
                              echo[key] = type.echo(source.*member);
                          }});
    }

    void add_section(const std::string& key, const SectionInfo& section, bool required,
                     bool is_list) {
        info_.parameters.push_back({key, is_list ? "a list of tables" : "a table",
                                    section.description, "", required, Json(),
                                    std::make_shared<const SectionInfo>(section), is_list});
    }

    SectionInfo info_;
    std::vector<Rule> rules_;
    std::vector<std::function<void(T&, const Table&, const Place&)>> finish_;
};

/// The place of an entry of a table, or of the table itself if it has no such entry.
inline Place place_of(const Table& table, const std::string& key, const Place& place) {
    for (const auto& [name, node] : table)
        if (name == key)
            return place.entry(key, node.line);
    return place.entry(key, place.line);
}

/// The place of an element of a list in a table, or of the table if it has no such list.
inline Place place_of_element(const Table& table, const std::string& key, std::size_t index,
                              const Place& place) {
    for (const auto& [name, node] : table)
        if (name == key)
            if (const auto* list = std::get_if<List>(&node.value);
                list != nullptr && index < list->size())
                return place.entry(key, node.line).element(index, (*list)[index].line);
    return place.entry(key, place.line).element(index, place.line);
}

} // namespace sidejump::input
