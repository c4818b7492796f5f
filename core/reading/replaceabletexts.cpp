#include "core/reading/replaceabletexts.h"

#include "core/json/lookup.h"
#include "core/json/writer.h"
#include "core/reading/policyreferences.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace gatereeve
{

namespace
{

using json::childrenAt;
using json::memberAt;
using Path = std::initializer_list<std::string_view>;

class TextCollector
{
public:
    std::vector<ReplaceableText> take()
    {
        std::ranges::stable_sort(m_texts, {}, [](const ReplaceableText& text) {
            return text.isName ? text.at.nameOffset() : text.at.offset();
        });
        return std::move(m_texts);
    }

    void add(TextKind kind, const json::Value& value, bool isOwn = false)
    {
        if (value.isString())
            m_texts.push_back({kind, value, false, isOwn});
    }
    void addName(TextKind kind, const json::Value& member, bool isOwn = false)
    {
        m_texts.push_back({kind, member, true, isOwn});
    }
    void addMember(TextKind kind, const json::Value& object, Path path, bool isOwn = false)
    {
        if (const auto member = memberAt(object, path))
            add(kind, *member, isOwn);
    }
    void addElements(TextKind kind, const json::Value& object, Path path)
    {
        for (const json::Value& element : childrenAt(object, path))
            add(kind, element);
    }

private:
    std::vector<ReplaceableText> m_texts;
};

void addRight(TextCollector& texts, const json::Value& right)
{
    texts.addName(TextKind::ApiId, right);
    texts.addMember(TextKind::ApiId, right, {"api_id"});
    for (const json::Value& url : childrenAt(right, {"allowed_urls"}))
        texts.addMember(TextKind::Url, url, {"url"});
}

// White, black and ignore lists: texts in the older `paths`, objects in `extended_paths`.
void addVersion(TextCollector& texts, const json::Value& version)
{
    texts.addMember(TextKind::Url, version, {"override_target"});
    for (const char* list : {"ignored", "white_list", "black_list"})
        texts.addElements(TextKind::Url, version, {"paths", list});
    for (const json::Value& list : childrenAt(version, {"extended_paths"})) {
        for (const json::Value& entry : childrenAt(list, {}))
            texts.addMember(TextKind::Url, entry, {"path"});
    }
}

void addClassic(TextCollector& texts, const json::Value& definition)
{
    texts.addMember(TextKind::ApiId, definition, {"api_id"}, true);
    texts.addElements(TextKind::Tag, definition, {"tags"});
    texts.addMember(TextKind::Url, definition, {"proxy", "listen_path"});
    texts.addMember(TextKind::Url, definition, {"proxy", "target_url"});
    texts.addElements(TextKind::Url, definition, {"proxy", "target_list"});
    for (const json::Value& version : childrenAt(definition, {"version_data", "versions"}))
        addVersion(texts, version);
}

void addOpenApi(TextCollector& texts, const json::Value& gateway)
{
    texts.addMember(TextKind::ApiId, gateway, {"info", "id"}, true);
    texts.addElements(TextKind::Tag, gateway, {"server", "gatewayTags", "tags"});
    texts.addMember(TextKind::Url, gateway, {"server", "listenPath", "value"});
    texts.addMember(TextKind::Url, gateway, {"upstream", "url"});
}

} // namespace

json::Edit ReplaceableText::replacedBy(std::string_view text) const
{
    return isName ? json::renameMember(at, text) : json::replaceValue(at, json::quoted(text));
}

std::vector<ReplaceableText> textsOfPolicy(const PolicyPlace& policy, PolicyForm form)
{
    TextCollector texts;
    const bool isNamedAround = form == PolicyForm::ById;
    if (isNamedAround)
        texts.addName(TextKind::PolicyId, policy.value, true);
    if (!policy.value.isObject())
        return texts.take();
    texts.addMember(TextKind::PolicyId, policy.value, {"id"}, !isNamedAround);
    texts.addElements(TextKind::Tag, policy.value, {"tags"});
    for (const json::Value& rights : json::membersNamed(policy.value, "access_rights")) {
        for (const json::Value& right : childrenAt(rights, {}))
            addRight(texts, right);
    }
    return texts.take();
}

std::vector<ReplaceableText> textsOfApi(const json::Value& root)
{
    TextCollector texts;
    const auto inner = memberAt(root, {"api_definition"});
    addClassic(texts, inner && inner->isObject() ? *inner : root);
    if (const auto gateway = memberAt(root, {"x-tyk-api-gateway"}))
        addOpenApi(texts, *gateway);
    for (const PolicyReference& reference : policyReferences(root))
        texts.add(TextKind::PolicyId, reference.policy);
    return texts.take();
}

} // namespace gatereeve
