// Any bytes as JSON: a good text can be walked, decoded and edited, each edit leads to a good text and back, and every
// error has a place. A cursor in the midst of any text stands somewhere in it.

#include "core/json/cursor.h"
#include "core/json/document.h"
#include "core/json/edit.h"
#include "core/json/writer.h"

#include <algorithm>
#include <cstdlib>

using namespace gatereeve;
using namespace gatereeve::json;

namespace
{

void require(bool holds)
{
    if (!holds)
        std::abort();
}

void requireGood(const Document& before, const Edits& edits)
{
    const std::string after = applied(before.text(), edits);
    require(Document::parse(after, {.maximumDepth = 600, .allowTrailingText = true, .allowByteOrderMark = true}).ok());
    require(applied(after, inverted(before.text(), edits)) == before.text());
}

void decode(const Value& value)
{
    if (value.isString())
        require(Document::parse(quoted(value.string()))->root().string() == value.string());
    if (value.isNumber() && value.integer())
        require(value.real().has_value());
    if (value.hasName())
        require(value.parent()->member(value.name()).has_value());
    require(value.document().placeAt(value.offset()).path == value.path());
}

void edit(const Document& document, const Value& value)
{
    requireGood(document, {replaceValue(value, R"({"a": [1, {}], "b": null})")});
    if (value.isObject()) {
        requireGood(document, {insertMember(value, "n\"\n", "[[], {\"x\": 1}]")});
        requireGood(document, {setMember(value, "rate", "5")});
    }
    if (value.isArray())
        requireGood(document, {insertElement(value, "{\"x\": [1]}")});
    if (value.hasName())
        requireGood(document, {renameMember(value, "\xFF")});
    if (value.parent())
        requireGood(document, {removeChild(value)});
    if (const auto first = value.firstChild()) {
        requireGood(document,
                    {value.isObject() ? insertMember(value, "", "0", &*first) : insertElement(value, "0", &*first)});
        requireGood(document,
                    value.size() > 1 ? removeChildren({*first, *value.lastChild()}) : removeChildren({*first}));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const std::string text(reinterpret_cast<const char*>(data), size);
    const CursorContext context = contextAt(text, size / 2);
    require(context.begin <= context.end && context.end <= size);
    const auto document = Document::parse(text, {.allowTrailingText = true, .allowByteOrderMark = true});
    if (!document.ok()) {
        require(document.error().place.line > 0 && document.error().place.column > 0 && !document.error().text.empty());
        return 0;
    }
    require(document->text() == text);
    constexpr size_t enough = 64; // values; long inputs would only be slow
    for (size_t index = 0; index < std::min(document->valueCount(), enough); ++index) {
        decode(document->valueAt(index));
        edit(*document, document->valueAt(index));
    }
    const std::string root(document->root().raw());
    require(compacted(indented(root, "  ")) == compacted(root));
    return 0;
}
