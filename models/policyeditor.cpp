#include "models/policyeditor.h"

#include "core/json/writer.h"
#include "models/commands/editjson.h"
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

// The last member of each of these names.
std::vector<json::Value> membersOf(const json::Document& document, const QSet<QString>& names)
{
    std::map<std::string, json::Value> last;
    for (const json::Value member : document.root()) {
        std::string name = member.name();
        if (names.contains(toQString(name)))
            last.insert_or_assign(std::move(name), member);
    }
    std::vector<json::Value> members;
    for (const auto& [name, member] : last)
        members.push_back(member);
    std::ranges::sort(members, {}, &json::Value::offset);
    return members;
}

// The name in an undo text: the policy's, or how many.
QString label(const QStringList& ids)
{
    return ids.size() == 1 ? ids.first() : PolicyEditor::tr("%n policies", nullptr, static_cast<int>(ids.size()));
}

// All members of these names, repeated ones as well: else the one before would come into force.
std::vector<json::Value> membersNamed(const json::Value& root, const QStringList& names)
{
    const QSet<QString> wanted(names.begin(), names.end());
    std::vector<json::Value> members;
    for (const json::Value member : root) {
        if (wanted.contains(toQString(member.name())))
            members.push_back(member);
    }
    return members;
}

std::optional<json::Value> rightIn(const json::Document& document, const QString& id, const QString& apiId)
{
    const auto policy = document.root().member(toUtf8(id));
    const auto rights = policy ? policy->memberIgnoringCase("access_rights") : std::nullopt;
    const auto right = rights && rights->isObject() ? rights->member(toUtf8(apiId)) : std::nullopt;
    return right && right->isObject() ? right : std::nullopt;
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

// What every edit needs

std::string PolicyEditor::fileName() const
{
    return m_workspace.policiesFile() ? m_workspace.policiesFile()->path() : std::string();
}

Result<json::Document> PolicyEditor::document() const
{
    const JsonFile* file = m_workspace.policiesFile();
    if (!file)
        return Error{"no policies file is open; add the policies section to tyk.conf first", {}};
    if (!file->document())
        return Error{"can't be edited while it is broken: " + file->error()->text, file->error()->place};
    if (!file->document()->root().isObject())
        return Error{"must hold an object of policies", {.file = file->path()}};
    return *file->document();
}

Result<json::Value> PolicyEditor::policy(const json::Document& document, const QString& id) const
{
    const auto value = document.root().member(toUtf8(id));
    if (!value)
        return Error{"there is no policy " + toUtf8(id), {.file = fileName()}};
    if (!value->isObject())
        return Error{"is no policy object; mend it in the JSON view", value->place()};
    return *value;
}

void PolicyEditor::push(json::Edits edits, const QString& text, const QString& mergeKey)
{
    if (edits.empty())
        return;
    const QString key = mergeKey.isEmpty() ? mergeKey : u"%1#%2"_s.arg(mergeKey).arg(m_workspace.typing());
    m_workspace.undoStack().push(new EditJson(*m_workspace.policiesFile(), std::move(edits), text, key));
}

Result<void> PolicyEditor::setMembers(const QStringList& ids, const std::vector<Member>& members, const QString& text,
                                      const QString& mergeField)
{
    const auto before = document();
    if (!before)
        return before.error();
    for (const auto& id : ids) {
        if (const auto found = policy(*before, id); !found)
            return found.error();
    }
    const QSet<QString> names(ids.begin(), ids.end());
    EditBuilder builder(*before);
    for (const auto& member : members) {
        json::Edits step;
        for (const auto& value : membersOf(builder.document(), names)) {
            std::optional<json::Value> present = value;
            for (const auto& name : member.path)
                present = present ? present->memberIgnoringCase(name) : present;
            if (member.json.empty()) {
                if (present)
                    step.push_back(json::removeChild(*present));
            } else if (present ? !sameValue(*present, member.json) : !member.absentIsZero || !isZero(member.json)) {
                step.push_back(setPath(value, member.path, member.json));
            }
        }
        builder.apply(step);
    }
    push(builder.edits(), text, mergeField.isEmpty() ? mergeField : ids.join(u'\n') + u'\n' + mergeField);
    return {};
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
    const auto before = document();
    if (!before)
        return before.error();
    const auto value = before->root().member(toUtf8(id));
    if (!value)
        return Error{"there is no policy " + toUtf8(id), {.file = fileName()}};
    const auto parsed = json::Document::parse(json);
    if (!parsed)
        return parsed.error();
    if (!parsed->root().isObject())
        return Error{"a policy is an object: {…}", parsed->root().place()};
    if (value->raw() != json)
        push({json::replaceValue(*value, json)}, tr("JSON of %1").arg(id), id + u"\njson"_s);
    return {};
}

// The list

Result<void> PolicyEditor::whyNotFree(const QString& id) const
{
    if (id.isEmpty())
        return Error{"a policy needs an id", {.file = fileName()}};
    const auto present = document();
    if (present && present->root().member(toUtf8(id)))
        return Error{"there is already a policy " + toUtf8(id), {.file = fileName()}};
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
    JsonFile* file = m_workspace.policiesFile();
    const QString text = tr("New policy %1").arg(id);
    if (file && file->isEditable() && file->text().empty()) {
        m_workspace.setText(*file, json::indented('{' + json::quoted(toUtf8(id)) + ": " + json + '}', "  ") + '\n',
                            text);
        return {};
    }
    const auto before = document();
    if (!before)
        return before.error();
    push({json::insertMember(before->root(), toUtf8(id), json)}, text);
    return {};
}

Result<void> PolicyEditor::duplicate(const QString& id, const QString& newId)
{
    if (auto free = whyNotFree(newId); !free)
        return free;
    const auto before = document();
    if (!before)
        return before.error();
    const auto original = policy(*before, id);
    if (!original)
        return original.error();
    const auto next = original->next();
    push({json::insertMember(before->root(), toUtf8(newId), original->raw(), next ? &*next : nullptr)},
         tr("Copy of %1").arg(id));
    return {};
}

Result<void> PolicyEditor::rename(const QString& id, const QString& newId)
{
    if (newId == id)
        return {};
    if (auto free = whyNotFree(newId); !free)
        return free;
    const auto before = document();
    if (!before)
        return before.error();
    const auto member = before->root().member(toUtf8(id));
    if (!member)
        return Error{"there is no policy " + toUtf8(id), {.file = fileName()}};
    push({json::renameMember(*member, toUtf8(newId))}, tr("Rename %1 to %2").arg(id, newId));
    return {};
}

Result<void> PolicyEditor::remove(const QStringList& ids)
{
    const auto before = document();
    if (!before)
        return before.error();
    push(json::removeChildren(membersNamed(before->root(), ids)), tr("Delete %1").arg(label(ids)));
    return {};
}

// Access rights

Result<void> PolicyEditor::editRight(const QString& id, const QString& apiId, const QString& text,
                                     const std::function<Result<json::Edits>(const json::Value&)>& change,
                                     const QString& mergeField)
{
    const auto before = document();
    if (!before)
        return before.error();
    const auto holder = policy(*before, id);
    if (!holder)
        return holder.error();
    const auto right = rightIn(*before, id, apiId);
    if (!right)
        return Error{"the policy does not grant the API " + toUtf8(apiId), holder->place()};
    auto changes = change(*right);
    if (!changes)
        return changes.error();
    push(std::move(changes).value(), text, mergeField.isEmpty() ? mergeField : id + u'\n' + apiId + u'\n' + mergeField);
    return {};
}

Result<void> PolicyEditor::grantApi(const QString& id, const QString& apiId, const QStringList& versions)
{
    const auto before = document();
    if (!before)
        return before.error();
    const auto holder = policy(*before, id);
    if (!holder)
        return holder.error();
    const QString name = m_workspace.apiList().labelOf(apiId);
    json::Writer right;
    right.beginObject().key("api_id").string(toUtf8(apiId)).key("api_name").string(toUtf8(name));
    right.key("versions").raw(textList(versions)).endObject();
    const std::string json = right.take();
    const auto rights = holder->memberIgnoringCase("access_rights");
    const QString text = tr("Grant %1 in %2").arg(name, id);
    if (!rights || !rights->isObject())
        push({json::setMember(*holder, "access_rights", '{' + json::quoted(toUtf8(apiId)) + ": " + json + '}')}, text);
    else if (!rights->member(toUtf8(apiId)))
        push({json::insertMember(*rights, toUtf8(apiId), json)}, text);
    return {};
}

Result<void> PolicyEditor::revokeApi(const QString& id, const QString& apiId)
{
    return editRight(
        id, apiId, tr("Revoke %1 in %2").arg(m_workspace.apiList().labelOf(apiId), id),
        [](const json::Value& right) -> Result<json::Edits> { return json::Edits{json::removeChild(right)}; });
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
            const json::Value now = *rightIn(builder.document(), id, apiId)->memberIgnoringCase("limit");
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
