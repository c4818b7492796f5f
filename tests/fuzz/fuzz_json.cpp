// Any bytes as a JSON file: what is refused has a place inside the text; what is taken can be edited anywhere, the
// result is JSON again, and the way back leads to the very bytes.

#include "core/json/edit.h"
#include "core/json/writer.h"

#include <cstdlib>

using namespace gatereeve;

namespace
{

void require(bool holds)
{
    if (!holds)
        std::abort();
}

json::ParseOptions lenient()
{
    json::ParseOptions options;
    options.allowTrailingText = true;
    options.allowByteOrderMark = true;
    return options;
}

void requireReversible(const json::Document& document, const json::Edit& edit)
{
    const json::Edits edits{edit};
    const std::string after = json::applied(document.text(), edits);
    require(json::Document::parse(after, lenient()).ok());
    require(json::applied(after, json::inverted(document.text(), edits)) == document.text());
}

void editAround(const json::Value& value)
{
    const json::Document& document = value.document();
    requireReversible(document, json::replaceValue(value, R"({"a": [1, 2]})"));
    if (value.isObject())
        requireReversible(document, json::insertMember(value, "new \"one\"", "true"));
    if (value.isArray())
        requireReversible(document, json::insertElement(value, "null"));
    if (value.hasName())
        requireReversible(document, json::renameMember(value, "renamed"));
    if (value.parent())
        requireReversible(document, json::removeChild(value));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const std::string text(reinterpret_cast<const char*>(data), size);
    const Result<json::Document> document = json::Document::parse(text, lenient());
    if (!document) {
        require(!document.error().text.empty());
        require(document.error().place.line >= 1 && document.error().place.column >= 1);
        return 0;
    }
    require(document->text() == text);
    require(json::Document::parse(json::compacted(document->root().raw())).ok());
    int edited = 0; // deep or long inputs need not be tried at every place
    for (std::optional<json::Value> value = document->root(); value && edited < 64; ++edited) {
        editAround(*value);
        std::optional<json::Value> next = value->firstChild();
        for (std::optional<json::Value> up = value; !next && up; up = up->parent())
            next = up->next();
        value = next;
    }
    return 0;
}
