#pragma once

// The one writer of new JSON text (answers, stored keys, results of commands). Edits of existing files go through
// edit.h.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gatereeve::json
{

// Usage: Writer w; w.beginObject(); w.key("rate"); w.number(5.0); w.endObject(); w.text()
// Asserts on use out of order (a value without its key inside an object, unbalanced ends).
class Writer
{
public:
    enum class Layout { Compact, Indented }; // Indented: `indent` blanks a level, ": " after names
    explicit Writer(Layout layout = Layout::Compact, int indent = 2);

    Writer& beginObject();
    Writer& endObject();
    Writer& beginArray();
    Writer& endArray();
    Writer& key(std::string_view name);
    Writer& string(std::string_view text); // broken UTF-8 becomes U+FFFD
    Writer& integer(int64_t number);
    Writer& number(double number); // shortest text that reads back the same; whole numbers without fraction
    Writer& boolean(bool value);
    Writer& null();
    Writer& raw(std::string_view json); // JSON text taken over as it is

    // Finished text; the writer may be used again afterwards.
    std::string take();

private:
    void separate();
    void newLine();
    void end(bool object);
    struct Level {
        bool object = false, empty = true;
    };
    std::string m_text;
    std::vector<Level> m_levels;
    Layout m_layout;
    int m_indent;
    bool m_afterKey = false;
};

std::string quoted(std::string_view text); // a JSON text literal
std::string numberText(double number);     // as Writer::number
// The same value in one line without blanks (object members in the order of the text).
std::string compacted(std::string_view validJson);
// The same with U+FFFD in place of broken Unicode in texts and names (policy-semantics.md 1.1).
std::string mended(std::string_view validJson);
// Re-indented; `unit` is one level ("  ", "\t"), every line after the first starts with `prefix`.
std::string indented(std::string_view validJson, std::string_view unit, std::string_view prefix = {},
                     std::string_view lineEnd = "\n");

} // namespace gatereeve::json
