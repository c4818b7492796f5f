#include "models/policyeditor.h"

#include "core/json/lookup.h"
#include "core/json/writer.h"
#include "models/policyrenaming.h"
#include "models/text.h"

#include <QSet>

#include <algorithm>

namespace gatereeve::models
{

using namespace Qt::StringLiterals;

namespace
{

std::string flag(bool value)
{
    return value ? "true" : "false";
}

std::string textList(const QStringList& texts)
{
    json::Writer writer;
    writer.beginArray();
    for (const auto& text : texts)
        writer.string(toUtf8(text));
    writer.endArray();
    return writer.take();
}

std::string jsonOf(const AllowedUrl& url)
{
    json::Writer writer;
    writer.beginObject().key("url").string(url.url).key("methods").beginArray();
    for (const auto& method : url.methods)
        writer.string(method);
    writer.endArray().endObject();
    return writer.take();
}

std::string jsonOf(const Limit& limit)
{
    json::Writer writer;
    writer.beginObject();
    writer.key("rate").number(limit.rate).key("per").number(limit.per);
    writer.key("throttle_interval").number(limit.throttleInterval);
    writer.key("throttle_retry_limit").integer(limit.throttleRetryLimit);
    writer.key("quota_max").integer(limit.quotaMax).key("quota_renews").integer(limit.quotaRenews);
    writer.key("quota_remaining").integer(limit.quotaRemaining);
    writer.key("quota_renewal_rate").integer(limit.quotaRenewalRate);
    writer.endObject();
    return writer.take();
}

bool isZero(const std::string& json)
{
    return json == "0" || json == "false" || json == "\"\"" || json == "[]" || json == "null";
}

std::optional<json::Value> memberAt(const json::Value& policy, const std::vector<std::string>& path)
{
    std::optional<json::Value> present = policy;
    for (const auto& name : path)
        present = present ? present->memberIgnoringCase(name) : present;
    return present;
}

// Nothing: the policy says so already. An empty `json` removes the member.
std::optional<json::Edit> settingMember(const json::Value& policy, const std::vector<std::string>& path,
                                        const std::string& json, bool absentIsZero)
{
    const auto present = memberAt(policy, path);
    if (json.empty())
        return present ? std::optional(json::removeChild(*present)) : std::nullopt;
    if (present ? sameValue(*present, json) : absentIsZero && isZero(json))
        return std::nullopt;
    return setPath(policy, path, json);
}

bool isScalar(std::string_view json)
{
    return !json.empty() && json.front() != '{' && json.front() != '[';
}

// The name in an undo text: the policy's, or how many.
QString label(const QStringList& ids)
{
    return ids.size() == 1 ? ids.first() : PolicyEditor::tr("%n policies", nullptr, static_cast<int>(ids.size()));
}

// Of one object `access_rights`, in file order.
std::vector<json::Value> rightsNamed(const json::Value& rights, const QString& apiId)
{
    std::vector<json::Value> found;
    for (const json::Value& right : json::childrenAt(rights, {})) {
        if (right.hasName() && right.name() == toUtf8(apiId))
            found.push_back(right);
    }
    return found;
}

// The one that counts: repeated objects are united, of repeated APIs the last wins (policy-semantics.md 1.1).
std::optional<json::Value> rightIn(const json::Value& policy, const QString& apiId)
{
    std::optional<json::Value> right;
    for (const json::Value& rights : json::membersNamed(policy, "access_rights")) {
        if (const auto named = rightsNamed(rights, apiId); !named.empty())
            right = named.back();
    }
    return right;
}

Error notGranted(const json::Value& policy, const QString& apiId)
{
    return {"the policy does not grant the API " + toUtf8(apiId), policy.place()};
}

// The object of one allowed URL, or an error when it isn't there.
Result<json::Value> urlOf(const json::Value& right, int index)
{
    const auto urls = right.memberIgnoringCase("allowed_urls");
    const auto url = urls && urls->isArray() && index >= 0 ? urls->element(static_cast<size_t>(index)) : std::nullopt;
    if (!url || !url->isObject())
        return Error{"there is no such allowed URL", right.place()};
    return *url;
}

} // namespace

// What every edit needs. Nobody holds a value of a document while an edit of it is pushed: the document would be
// copied.

void PolicyEditor::push(std::vector<FileEdits> edits, const QString& text, const QString& mergeKey)
{
    std::erase_if(edits, [](const FileEdits& file) { return file.edits.empty(); });
    if (edits.empty())
        return;
    const QString key = mergeKey.isEmpty() ? mergeKey : u"%1#%2"_s.arg(mergeKey).arg(m_workspace.typing());
    m_workspace.undoStack().push(new EditJson(std::move(edits), text, key));
}

Result<void> PolicyEditor::setMembers(const QStringList& ids, const std::vector<Member>& members, const QString& text,
                                      const QString& mergeField)
{
    const OpenPolicies open = policies();
    const auto files = open.filesOf(ids);
    if (!files)
        return files.error();
    std::vector<FileEdits> edits;
    for (const auto& [file, names] : *files) {
        auto exchanges = exchangesOf(open.named(*file->document(), names), members);
        edits.push_back({file, exchanges ? *std::move(exchanges) : editsOf(*file->document(), open, names, members)});
    }
    push(std::move(edits), text, mergeField.isEmpty() ? mergeField : ids.join(u'\n') + u'\n' + mergeField);
    return {};
}

// Where all that changes are scalars that are there already, no edit depends on another one, and no document has to be
// made in between. Nothing: it is not so.
std::optional<json::Edits> PolicyEditor::exchangesOf(const std::vector<json::Value>& policies,
                                                     const std::vector<Member>& members)
{
    json::Edits edits;
    for (const json::Value& policy : policies) {
        for (const Member& member : members) {
            const auto present = memberAt(policy, member.path);
            if (!present || !isScalar(present->raw()) || !isScalar(member.json))
                return std::nullopt;
            if (!sameValue(*present, member.json))
                edits.push_back(json::replaceValue(*present, member.json));
        }
    }
    std::ranges::sort(edits, {}, &json::Edit::offset);
    return edits;
}

json::Edits PolicyEditor::editsOf(const json::Document& document, const OpenPolicies& open, const QSet<QString>& names,
                                  const std::vector<Member>& members)
{
    EditBuilder builder(document);
    for (const Member& member : members) {
        json::Edits step;
        for (const auto& policy : open.named(builder.document(), names)) {
            if (auto edit = settingMember(policy, member.path, member.json, member.absentIsZero))
                step.push_back(*std::move(edit));
        }
        builder.apply(step);
    }
    return builder.edits();
}

// Fields

Result<void> PolicyEditor::setName(const QStringList& ids, const QString& name)
{
    return setMembers(ids, {{{"name"}, json::quoted(toUtf8(name))}}, tr("Name of %1").arg(label(ids)), u"name"_s);
}

Result<void> PolicyEditor::setOrganisation(const QStringList& ids, const QString& orgId)
{
    return setMembers(ids, {{{"org_id"}, json::quoted(toUtf8(orgId))}}, tr("Organisation of %1").arg(label(ids)),
                      u"org_id"_s);
}

Result<void> PolicyEditor::setRate(const QStringList& ids, const RateText& rate)
{
    return setMembers(ids, {{{"rate"}, json::numberText(rate.rate)}, {{"per"}, json::numberText(rate.per)}},
                      tr("Rate of %1").arg(label(ids)), u"rate"_s);
}

Result<void> PolicyEditor::setQuota(const QStringList& ids, const QuotaText& quota)
{
    return setMembers(
        ids, {{{"quota_max"}, std::to_string(quota.maximum)}, {{"quota_renewal_rate"}, std::to_string(quota.renewal)}},
        tr("Quota of %1").arg(label(ids)), u"quota"_s);
}

Result<void> PolicyEditor::setThrottling(const QStringList& ids, double interval, int64_t retryLimit)
{
    return setMembers(
        ids,
        {{{"throttle_interval"}, json::numberText(interval)}, {{"throttle_retry_limit"}, std::to_string(retryLimit)}},
        tr("Throttling of %1").arg(label(ids)), u"throttle"_s);
}

Result<void> PolicyEditor::setEnforces(const QStringList& ids, Partition partition, bool enforces)
{
    static constexpr std::array<const char*, 4> Names{"quota", "rate_limit", "acl", "per_api"};
    return setMembers(ids, {{{"partitions", Names[static_cast<size_t>(partition)]}, flag(enforces)}},
                      tr("What %1 enforces").arg(label(ids)));
}

Result<void> PolicyEditor::setActive(const QStringList& ids, std::optional<bool> active)
{
    return setMembers(ids, {{{"active"}, active ? flag(*active) : std::string(), false}},
                      active.value_or(true) ? tr("Load %1").arg(label(ids)) : tr("Do not load %1").arg(label(ids)));
}

Result<void> PolicyEditor::setInactive(const QStringList& ids, bool inactive)
{
    return setMembers(ids, {{{"is_inactive"}, flag(inactive)}},
                      inactive ? tr("Deny the keys of %1").arg(label(ids))
                               : tr("Allow the keys of %1").arg(label(ids)));
}

Result<void> PolicyEditor::setKeyExpiresIn(const QStringList& ids, int64_t seconds)
{
    return setMembers(ids, {{{"key_expires_in"}, std::to_string(seconds)}}, tr("Trial of %1").arg(label(ids)),
                      u"key_expires_in"_s);
}

Result<void> PolicyEditor::setTags(const QStringList& ids, const QStringList& tags)
{
    return setMembers(ids, {{{"tags"}, textList(tags)}}, tr("Tags of %1").arg(label(ids)), u"tags"_s);
}

Result<void> PolicyEditor::setHmacEnabled(const QStringList& ids, bool enabled)
{
    return setMembers(ids, {{{"hmac_enabled"}, flag(enabled)}}, tr("HMAC of %1").arg(label(ids)));
}

Result<void> PolicyEditor::setJson(const QString& id, const std::string& json)
{
    const auto edits = [&]() -> Result<FileEdits> {
        const auto spot = policies().find(id);
        if (!spot)
            return spot.error();
        const auto parsed = json::Document::parse(json);
        if (!parsed)
            return parsed.error();
        if (!parsed->root().isObject())
            return Error{"a policy is an object: {…}", parsed->root().place()};
        if (spot->value.raw() == json)
            return FileEdits{spot->file, {}};
        return FileEdits{spot->file, {json::replaceValue(spot->value, json)}};
    }();
    if (!edits)
        return edits.error();
    push({*edits}, tr("JSON of %1").arg(id), id + u"\njson"_s);
    return {};
}

// The list

Result<void> PolicyEditor::whyNotFree(const QString& id) const
{
    const auto& files = m_workspace.policyFiles();
    const Place place{.file = files.size() == 1 ? files.front()->path() : m_workspace.layout().policyFolder};
    if (id.isEmpty())
        return Error{"a policy needs an id", place};
    if (policies().has(id))
        return Error{"there is already a policy " + toUtf8(id), place};
    return {};
}

QString PolicyEditor::freeId(const QString& wish) const
{
    QString id = wish;
    for (int number = 2; !whyNotFree(id); ++number)
        id = u"%1-%2"_s.arg(wish).arg(number);
    return id;
}

Result<void> PolicyEditor::add(const QString& id, const std::string& json)
{
    if (auto free = whyNotFree(id); !free)
        return free;
    auto edits = policies().insertion(id, json);
    if (!edits)
        return edits.error();
    push({*std::move(edits)}, tr("New policy %1").arg(id));
    return {};
}

Result<void> PolicyEditor::duplicate(const QString& id, const QString& newId)
{
    if (auto free = whyNotFree(newId); !free)
        return free;
    auto edits = policies().copy(id, newId);
    if (!edits)
        return edits.error();
    push({*std::move(edits)}, tr("Copy of %1").arg(id));
    return {};
}

Result<QStringList> PolicyEditor::insert(std::vector<CarriedPolicy> policies)
{
    QStringList ids;
    for (CarriedPolicy& policy : policies) {
        const QString wish = policy.id.empty() ? tr("policy") : toQString(policy.id);
        QString id = wish;
        for (int number = 2; !whyNotFree(id) || ids.contains(id); ++number)
            id = u"%1-%2"_s.arg(wish).arg(number);
        ids.append(id);
        policy.id = toUtf8(id);
    }
    auto edits = this->policies().insertions(policies);
    if (!edits)
        return edits.error();
    m_workspace.finishTyping();
    push(*std::move(edits), tr("Paste %1").arg(label(ids)));
    return ids;
}

Result<std::vector<CarriedPolicy>> PolicyEditor::carried(const QStringList& ids) const
{
    const auto files = policies().filesOf(ids);
    if (!files)
        return files.error();
    const QSet<QString> wanted(ids.begin(), ids.end());
    std::vector<CarriedPolicy> carried;
    const PolicyList& list = m_workspace.policyList();
    for (int row = 0; row < list.rowCount(); ++row) {
        if (wanted.contains(list.at(row).id))
            carried.push_back({toUtf8(list.at(row).id), list.at(row).raw});
    }
    return carried;
}

Result<void> PolicyEditor::rename(const QString& id, const QString& newId)
{
    if (newId == id)
        return {};
    if (auto free = whyNotFree(newId); !free)
        return free;
    auto edits = policies().renaming(id, newId);
    if (!edits)
        return edits.error();
    return PolicyRenaming(m_workspace).push(id, newId, *std::move(edits));
}

Result<void> PolicyEditor::remove(const QStringList& ids)
{
    auto edits = policies().removal(ids);
    if (!edits)
        return edits.error();
    push(*std::move(edits), tr("Delete %1").arg(label(ids)));
    return {};
}

// Access rights

Result<void> PolicyEditor::editRight(const QString& id, const QString& apiId, const QString& text,
                                     const std::function<Result<json::Edits>(const json::Value&)>& change,
                                     const QString& mergeField)
{
    auto edits = [&]() -> Result<FileEdits> {
        const auto spot = policies().findObject(id);
        if (!spot)
            return spot.error();
        const auto right = rightIn(spot->value, apiId);
        if (!right || !right->isObject())
            return notGranted(spot->value, apiId);
        auto changes = change(*right);
        if (!changes)
            return changes.error();
        return FileEdits{spot->file, std::move(changes).value()};
    }();
    if (!edits)
        return edits.error();
    push({*std::move(edits)}, text, mergeField.isEmpty() ? mergeField : id + u'\n' + apiId + u'\n' + mergeField);
    return {};
}

Result<void> PolicyEditor::grantApi(const QString& id, const QString& apiId, const QStringList& versions)
{
    const std::string key = toUtf8(apiId);
    const QString name = m_workspace.apiList().labelOf(apiId);
    json::Writer right;
    right.beginObject().key("api_id").string(key).key("api_name").string(toUtf8(name));
    right.key("versions").raw(textList(versions)).endObject();
    const std::string json = right.take();
    auto edits = [&]() -> Result<FileEdits> {
        const auto spot = policies().findObject(id);
        if (!spot)
            return spot.error();
        const auto rights = spot->value.memberIgnoringCase("access_rights");
        if (!rights || !rights->isObject())
            return FileEdits{
                spot->file,
                {json::setMember(spot->value, "access_rights", '{' + json::quoted(key) + ": " + json + '}')}};
        if (rightIn(spot->value, apiId))
            return FileEdits{spot->file, {}};
        return FileEdits{spot->file, {json::insertMember(*rights, key, json)}};
    }();
    if (!edits)
        return edits.error();
    push({*std::move(edits)}, tr("Grant %1 in %2").arg(name, id));
    return {};
}

Result<void> PolicyEditor::revokeApi(const QString& id, const QString& apiId)
{
    auto edits = [&]() -> Result<FileEdits> {
        const auto spot = policies().findObject(id);
        if (!spot)
            return spot.error();
        FileEdits all{spot->file, {}}; // were only the last one of that name taken away, the one before it would count
        for (const json::Value& rights : json::membersNamed(spot->value, "access_rights"))
            std::ranges::copy(json::removeChildren(rightsNamed(rights, apiId)), std::back_inserter(all.edits));
        if (all.edits.empty())
            return notGranted(spot->value, apiId);
        return all;
    }();
    if (!edits)
        return edits.error();
    push({*std::move(edits)}, tr("Revoke %1 in %2").arg(m_workspace.apiList().labelOf(apiId), id));
    return {};
}

Result<void> PolicyEditor::setVersions(const QString& id, const QString& apiId, const QStringList& versions)
{
    return editRight(id, apiId, tr("Versions of %1 in %2").arg(m_workspace.apiList().labelOf(apiId), id),
                     [&](const json::Value& right) -> Result<json::Edits> {
                         return json::Edits{setPath(right, {"versions"}, textList(versions))};
                     });
}

Result<void> PolicyEditor::addUrl(const QString& id, const QString& apiId, const AllowedUrl& url)
{
    return editRight(id, apiId, tr("Allowed URL in %1").arg(id), [&](const json::Value& right) -> Result<json::Edits> {
        const auto urls = right.memberIgnoringCase("allowed_urls");
        if (urls && urls->isArray())
            return json::Edits{json::insertElement(*urls, jsonOf(url))};
        return json::Edits{setPath(right, {"allowed_urls"}, '[' + jsonOf(url) + ']')};
    });
}

Result<void> PolicyEditor::removeUrl(const QString& id, const QString& apiId, int index)
{
    return editRight(id, apiId, tr("Remove an allowed URL in %1").arg(id),
                     [&](const json::Value& right) -> Result<json::Edits> {
                         const auto url = urlOf(right, index);
                         if (!url)
                             return url.error();
                         return json::Edits{json::removeChild(*url)};
                     });
}

Result<void> PolicyEditor::setUrl(const QString& id, const QString& apiId, int index, const QString& text)
{
    const auto change = [&](const json::Value& right) -> Result<json::Edits> {
        const auto url = urlOf(right, index);
        if (!url)
            return url.error();
        return json::Edits{setPath(*url, {"url"}, json::quoted(toUtf8(text)))};
    };
    return editRight(id, apiId, tr("Allowed URL in %1").arg(id), change, u"url %1"_s.arg(index));
}

Result<void> PolicyEditor::setMethods(const QString& id, const QString& apiId, int index, const QStringList& methods)
{
    return editRight(id, apiId, tr("Methods of an allowed URL in %1").arg(id),
                     [&](const json::Value& right) -> Result<json::Edits> {
                         const auto url = urlOf(right, index);
                         if (!url)
                             return url.error();
                         return json::Edits{setPath(*url, {"methods"}, textList(methods))};
                     });
}

Result<void> PolicyEditor::setLimit(const QString& id, const QString& apiId, const std::optional<Limit>& limit)
{
    const auto change = [&](const json::Value& right) -> Result<json::Edits> {
        const auto present = right.memberIgnoringCase("limit");
        if (!limit)
            return present && !present->isNull() ? json::Edits{setPath(right, {"limit"}, "null")} : json::Edits{};
        if (!present || !present->isObject())
            return json::Edits{setPath(right, {"limit"}, jsonOf(*limit))};
        const auto wanted = json::Document::parse(jsonOf(*limit));
        EditBuilder builder(right.document());
        for (const json::Value member : wanted->root()) {
            const json::Value holder = policies().named(builder.document(), {id}).front();
            const json::Value now = *rightIn(holder, apiId)->memberIgnoringCase("limit");
            const auto same = now.memberIgnoringCase(member.name());
            if (same ? !sameValue(*same, member.raw()) : !isZero(std::string(member.raw())))
                builder.apply({setPath(now, {member.name()}, member.raw())});
        }
        return builder.edits();
    };
    return editRight(id, apiId, tr("Limit of %1 in %2").arg(m_workspace.apiList().labelOf(apiId), id), change,
                     u"limit"_s);
}

} // namespace gatereeve::models
