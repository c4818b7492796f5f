#pragma once

// The one reader of JSON in the house: the text as it is, and a tree of spans over it. Nothing is converted or thrown
// away: order, duplicate members, spelling of numbers, white space, CRLF, a byte order mark and what follows the value
// are all still there. What is shared never changes: copies stay as they are whatever apply() does to one of them. Any
// thread may read.

#include "core/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatereeve::json
{

enum class Kind : uint8_t { Null, Bool, Number, String, Array, Object };

std::string_view nameOf(Kind kind); // "text", "number", "list", "object", "flag", "null": the words of our messages

// Whether two names mean the same known member: letter case is ignored (policy-semantics.md 1.1), folded as the
// gateway's decoder does, which takes U+017F for s and U+212A for k. Names that are data (policy ids, API ids) compare
// exactly.
bool isSameName(std::string_view left, std::string_view right);

struct ParseOptions {
    std::string file;                // goes into the places of errors
    size_t maximumSize = 64u << 20;  // bytes; longer texts are refused unread
    int maximumDepth = 512;          // nested lists and objects
    bool allowTrailingText = false;  // policies files and some calls ignore it (policy-semantics.md 1.1)
    bool allowByteOrderMark = false; // a desktop opens and keeps it; the gateway refuses it (same section)
};

class Value;
struct Edit; // edit.h

// What had to be read again after an edit: bytes from `begin` on, up to `formerEnd` in the text before and to `end` in
// the text after it. All else is as it was, further behind by the difference and by `lines`; what follows in the line
// in which they end stands further right by `columns`.
struct Reread {
    size_t begin = 0, formerEnd = 0, end = 0;
    int lines = 0, columns = 0;
};

class Document
{
public:
    // Errors carry line, column and path of the first offending byte.
    static Result<Document> parse(std::string text, const ParseOptions& options = {});

    // Becomes the document that parse() makes of the text after the edits (edit.h), but reads only a list or object
    // around them again; `options` as for that parse. Nothing when it would have to read more than that, or when the
    // text is no JSON any more: then nothing has changed. Takes a copy first where others hold this document too.
    std::optional<Reread> apply(const std::vector<Edit>& edits, const ParseOptions& options);
    // Whether others hold it too, by now: apply() would take a copy. Who lets go of it just now may still count.
    bool isShared() const { return m_state.use_count() > 1; }
    // The same text, read to the same values.
    bool isSameAs(const Document& other) const;

    Value root() const;
    // All values in the order in which they begin: 0 is the root, a list or object stands before what it holds.
    size_t valueCount() const { return m_state->nodes.size(); }
    Value valueAt(size_t index) const;
    const std::string& text() const { return m_state->text; }
    const std::string& file() const { return m_state->file; }
    // Where the root value ends; text beyond is white space unless trailing text was allowed.
    size_t endOfRoot() const;
    bool hasTrailingText() const;

    // Line and column (from 1, in bytes) of a byte offset; the path of the innermost value that holds it is filled in.
    Place placeAt(size_t offset) const;
    // The byte offset of a place with a line of this document, and the innermost value that holds an offset (its name
    // included; the root, where no other does).
    size_t offsetOf(const Place& place) const;
    Value innermostAt(size_t offset) const;

private:
    friend class Value;
    struct Node {
        uint32_t offset = 0, length = 0;         // the value itself
        uint32_t nameOffset = 0, nameLength = 0; // with quotes; length 0: not a member of an object
        uint32_t parent = 0, firstChild = 0, lastChild = 0, next = 0,
                 children = 0; // indices; 0: none (the root is 0 and nobody's child)
        Kind kind = Kind::Null;

        bool operator==(const Node&) const = default;
    };
    struct State {
        std::string text, file;
        std::vector<Node> nodes;
        std::vector<uint32_t> lineStarts;

        std::string pathOf(uint32_t index) const;
        uint32_t indexInParent(uint32_t index) const;
        std::string_view nameOf(uint32_t index) const; // with quotes
    };
    class Parser;
    class Splice;
    std::shared_ptr<const State> m_state;
};

// Only where ParseOptions allowed one.
bool hasByteOrderMark(const Document& document);

// A position in a document: cheap to copy, and keeps the document alive.
class Value
{
public:
    Kind kind() const { return node().kind; }
    bool isNull() const { return kind() == Kind::Null; }
    bool isObject() const { return kind() == Kind::Object; }
    bool isArray() const { return kind() == Kind::Array; }
    bool isString() const { return kind() == Kind::String; }
    bool isNumber() const { return kind() == Kind::Number; }
    bool isBool() const { return kind() == Kind::Bool; }

    // The bytes as they stand.
    std::string_view raw() const;
    size_t offset() const { return node().offset; }
    size_t length() const { return node().length; }

    // Decoded; broken Unicode becomes U+FFFD (policy-semantics.md 1.1). Only for texts (asserts).
    std::string string() const;
    bool boolean() const;
    // Nothing when written with fraction or exponent, or beyond 64 bits (policy-semantics.md 1.1).
    std::optional<int64_t> integer() const;
    // Nothing when it does not fit a double.
    std::optional<double> real() const;

    // Children of a list or object in file order.
    size_t size() const { return node().children; }
    bool hasName() const { return node().nameLength > 0; }
    std::string name() const;         // decoded
    std::string_view rawName() const; // with quotes
    size_t nameOffset() const { return node().nameOffset; }
    std::optional<Value> parent() const;
    std::optional<Value> firstChild() const;
    std::optional<Value> lastChild() const;
    std::optional<Value> next() const;
    size_t indexInParent() const;
    size_t index() const { return m_index; } // for Document::valueAt

    // The last member of that exact name (a repeated member: the last wins), or nothing.
    std::optional<Value> member(std::string_view name) const;
    // The same for names of known members, by isSameName.
    std::optional<Value> memberIgnoringCase(std::string_view name) const;
    std::optional<Value> element(size_t index) const;

    std::string path() const; // gold.access_rights.orders.versions[0]; empty for the root
    Place place() const;
    const Document& document() const { return m_document; }

    class Iterator
    {
    public:
        Iterator(const Value* parent, uint32_t index) : m_parent(parent), m_index(index) {}
        Value operator*() const;
        Iterator& operator++();
        bool operator!=(const Iterator& other) const { return m_index != other.m_index; }

    private:
        const Value* m_parent;
        uint32_t m_index;
    };
    // Valid while this Value is: for (const json::Value child : value)
    Iterator begin() const { return {this, node().firstChild}; }
    Iterator end() const { return {this, 0}; }

private:
    friend class Document;
    template <typename Matches>
    std::optional<Value> lastMember(Matches matches) const; // by the literal of the name
    Value(Document document, uint32_t index) : m_document(std::move(document)), m_index(index) {}
    const Document::Node& node() const { return m_document.m_state->nodes[m_index]; }
    Document m_document;
    uint32_t m_index;
};

} // namespace gatereeve::json
