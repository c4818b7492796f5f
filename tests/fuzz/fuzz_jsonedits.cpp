// Edits one after another in any JSON text, each beside the same change of a tree: the edited text parses to that tree,
// a document that was edited in place is what parsing gives, and the way back brings the old bytes back. Up to the
// first NUL a byte pair a step says what is edited; the rest is the text.

#include "core/json/edit.h"
#include "tests/support/jsontree.h"

#include <array>
#include <cstdlib>

using namespace gatereeve::json;
using gatereeve::tests::iteratorTo;
using gatereeve::tests::JsonTree;
using gatereeve::tests::nodeOf;
using gatereeve::tests::treeOf;

namespace
{

constexpr size_t MaximumSteps = 16, MaximumSize = 4096;
const ParseOptions Options{.maximumDepth = MaximumSize, .allowTrailingText = true, .allowByteOrderMark = true};

void require(bool holds)
{
    if (!holds)
        std::abort();
}

Document parsed(const std::string& text)
{
    auto document = Document::parse(text, Options);
    require(document.ok());
    return *std::move(document);
}

struct Step {
    uint8_t what, where;
};

std::string_view valueFor(uint8_t what)
{
    constexpr std::array<std::string_view, 6> values{
        "0", R"("a\u0000b")", "[]", R"({"x":[1,{}],"y":null})", "[ 1,\n[2, [\t3]]]", "{\"a\":1,\r\n\"a\":{\"b\":2}}"};
    return values[what % values.size()];
}

JsonTree treeFor(uint8_t what, std::string literalOfName)
{
    JsonTree tree = treeOf(parsed(std::string(valueFor(what))).root());
    tree.name = std::move(literalOfName);
    return tree;
}

// Nothing: there is no such edit at that value.
std::optional<Edit> makeEdit(const Value& target, uint8_t what, JsonTree& tree)
{
    const uint8_t detail = what / 8;
    switch (what % 8) {
    case 0:
    case 1:
        nodeOf(tree, target) = treeFor(detail, std::string(target.rawName()));
        return replaceValue(target, valueFor(detail));
    case 2:
    case 3: {
        if (!target.isObject() && !target.isArray())
            return std::nullopt;
        auto& children = nodeOf(tree, target).children;
        children.push_back(treeFor(detail, target.isObject() ? R"("n\"")" : ""));
        return target.isObject() ? insertMember(target, "n\"", valueFor(detail))
                                 : insertElement(target, valueFor(detail));
    }
    case 4: {
        const auto parent = target.parent();
        if (!parent)
            return std::nullopt;
        auto& children = nodeOf(tree, *parent).children;
        children.insert(iteratorTo(children, target.indexInParent()),
                        treeFor(detail, parent->isObject() ? R"("")" : ""));
        return parent->isObject() ? insertMember(*parent, "", valueFor(detail), &target)
                                  : insertElement(*parent, valueFor(detail), &target);
    }
    case 5: {
        if (!target.parent())
            return std::nullopt;
        auto& children = nodeOf(tree, *target.parent()).children;
        children.erase(iteratorTo(children, target.indexInParent()));
        return removeChild(target);
    }
    case 6:
        if (!target.hasName())
            return std::nullopt;
        nodeOf(tree, target).name = R"("\u0001é")";
        return renameMember(target, "\x01é");
    default:
        return std::nullopt;
    }
}

void take(Document& document, Step step)
{
    const Value target = document.valueAt(step.where * document.valueCount() / 256);
    JsonTree expected = treeOf(document.root());
    const std::optional<Edit> edit = makeEdit(target, step.what, expected);
    if (!edit)
        return;
    const Value touched = target.parent().value_or(target);
    require(edit->offset >= touched.offset() && edit->offset + edit->removed <= touched.offset() + touched.length());
    const std::string after = applied(document.text(), {*edit});
    require(applied(after, inverted(document.text(), {*edit})) == document.text());
    Document alone = parsed(document.text()); // held by nobody else: changed in place
    const Document now = parsed(after);
    require(!alone.apply({*edit}, Options) || alone.isSameAs(now));
    document = now;
    require(treeOf(document.root()) == expected);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), std::min(size, MaximumSize));
    const size_t end = bytes.find('\0');
    if (end == std::string_view::npos)
        return 0;
    auto document = Document::parse(std::string(bytes.substr(end + 1)), Options);
    if (!document)
        return 0;
    const size_t steps = std::min(end / 2, MaximumSteps);
    for (size_t step = 0; step < steps; ++step)
        take(*document, {static_cast<uint8_t>(bytes[2 * step]), static_cast<uint8_t>(bytes[2 * step + 1])});
    return 0;
}
