#include "gateway/admin/keysendpoint.h"

#include "core/engine/policyapplier.h"
#include "core/json/document.h"
#include "core/keys/keytext.h"
#include "core/keys/makingrules.h"
#include "core/reading/writers.h"
#include "core/units.h"
#include "gateway/admin/adminanswers.h"
#include "gateway/admin/keyview.h"
#include "gateway/admin/sessionbody.h"

#include <algorithm>

namespace gatereeve::gateway
{

namespace
{

// {"policy": text, "apply_policies": list}: the list, and the one behind it. False for anything else.
bool readPolicyNames(const json::Value& body, std::vector<std::string>& names)
{
    if (!body.isObject())
        return false;
    if (const auto list = body.memberIgnoringCase("apply_policies"); list && !list->isNull()) {
        if (!list->isArray())
            return false;
        for (const json::Value name : *list) {
            if (!name.isString())
                return false;
            names.push_back(name.string());
        }
    }
    const auto one = body.memberIgnoringCase("policy");
    if (one && !one->isNull() && !one->isString())
        return false;
    if (one && one->isString() && !one->string().empty())
        names.push_back(one->string());
    return true;
}

void append(std::vector<std::string>& texts, std::vector<std::string> more)
{
    texts.insert(texts.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

AdminResponse answerOf(const KeyRefusal& refused)
{
    return refusal(refused.status, refused.message);
}

// The store failed: nothing changed, and the text says what to do.
AdminResponse failed(const Error& error)
{
    return refusal(500, error.describe());
}

} // namespace

KeysEndpoint::KeysEndpoint(const AdminCall& call, const AdminContext& context)
    : m_call(call),
      m_context(context),
      m_snapshot(context.snapshot()),
      m_settings(m_snapshot->settings),
      m_store(context.store())
{
}

AdminResponse KeysEndpoint::answer()
{
    const auto& segments = m_call.segments;
    if (segments.size() == 4 && segments[2] == "policy")
        return m_call.method == "POST" ? setPolicies(segments[3]) : methodNotSupported();
    if (segments.size() > 3)
        return unknownPath();
    const std::string key = segments.size() == 3 ? segments[2] : std::string();
    const bool generates = key == "create" || (key == "add" && keyMakingRulesFor(m_snapshot->profile).addCreates);
    if (!generates && key != "preview")
        return answerOne(key);
    if (m_call.method != "POST")
        return methodNotSupported();
    return generates ? create() : preview();
}

AdminResponse KeysEndpoint::answerStored() const
{
    if (m_call.method != "GET")
        return methodNotSupported();
    const std::string& key = m_call.segments[2];
    auto found = find({key});
    if (const auto record = found ? nullptr : m_store.state()->keys.find(key))
        found = StoredKey{key, {}, record->session()};
    if (!found)
        return refusal(404, "Key not found");
    json::Writer writer;
    writer.beginObject();
    writer.key("name").string(found->name);
    writer.key("session");
    writeSession(writer, found->session);
    writer.endObject();
    return jsonAnswer(writer.take());
}

AdminResponse KeysEndpoint::answerOne(const std::string& key)
{
    if (m_call.method == "GET")
        return key.empty() ? list() : show(key);
    if (m_call.method == "POST")
        return custom(key);
    if (m_call.method == "PUT")
        return update(key);
    if (m_call.method == "DELETE")
        return remove(key);
    return methodNotSupported();
}

AdminResponse KeysEndpoint::list() const
{
    if (m_settings.hashKeys && !m_settings.enableHashedKeysListing)
        return refusal(404, "Hashed key listing is disabled in config (enable_hashed_keys_listing)");
    // A key in token form hides its organisation in base64; hashes have nothing to be filtered by.
    const std::string filter = m_settings.hashKeys ? std::string() : m_call.parameter("filter").value_or("");
    json::Writer writer;
    writer.beginObject();
    writer.key("keys").beginArray();
    for (const auto& key : m_store.state()->keys.all()) {
        if (key->name.starts_with(filter) || organisationOf(key->name).starts_with(filter))
            writer.string(key->name);
    }
    writer.endArray();
    writer.endObject();
    return jsonAnswer(writer.take());
}

AdminResponse KeysEndpoint::show(const std::string& key) const
{
    if (addressedByHash() && !m_settings.hashKeys)
        return refusal(400, "Key requested by hash but key hashing is not enabled");
    const auto found = find(textsFor(key));
    if (!found)
        return refusal(404, "Key not found");
    const ApiDefinition* api = apiNamed();
    const auto organisation = api ? std::optional(api->orgId) : std::nullopt;
    const auto state = m_store.state();
    return jsonAnswer(sessionText(shownSession(*found, *m_snapshot, organisation, state->counters, now())));
}

AdminResponse KeysEndpoint::create()
{
    auto body = readSessionBody(m_call.body, TrailingText::Ignored, m_snapshot->profile);
    if (!body)
        return answerOf(unreadableBody(KeyCall::Create));
    const KeyRules rules = rulesFor(KeyCall::Create);
    return store(createKey(std::move(body->session), {}, rules), rules, false, "added");
}

AdminResponse KeysEndpoint::custom(const std::string& id)
{
    auto body = readSessionBody(m_call.body, TrailingText::Refused, m_snapshot->profile);
    if (!body)
        return answerOf(unreadableBody(KeyCall::Custom));
    const KeyRules rules = rulesFor(KeyCall::Custom);
    const auto existing =
        id.empty() ? std::nullopt : find({keyText(body->session.orgId, id, m_settings.hashKeyFunction)});
    if (!existing)
        return store(createKey(std::move(body->session), id, rules), rules, false, "added");
    return store(updateKey(*existing, std::move(body->session), body->hasExpires, rules), rules, true, "added");
}

AdminResponse KeysEndpoint::update(const std::string& key)
{
    auto body = readSessionBody(m_call.body, TrailingText::Refused, m_snapshot->profile);
    if (!body)
        return answerOf(unreadableBody(KeyCall::Update));
    // A custom key may be meant by its short id, through the APIs that it is to have rights for (7.4).
    auto texts = textsFor(key);
    const Session effective =
        applyPolicies(body->session, {m_snapshot->policies, std::nullopt, m_snapshot->profile}).session;
    for (const auto& [apiId, right] : effective.accessRights) {
        const CompiledApi* api = m_snapshot->findApi(apiId);
        if (api && !addressedByHash())
            append(texts, lookupTexts(key, api->definition.orgId, m_settings));
    }
    const auto existing = key.empty() ? std::nullopt : find(texts);
    if (!existing)
        return answerOf(keyNotFound());
    const KeyRules rules = rulesFor(KeyCall::Update);
    return store(updateKey(*existing, std::move(body->session), body->hasExpires, rules), rules, true, "modified");
}

AdminResponse KeysEndpoint::remove(const std::string& key)
{
    const bool everywhere = m_call.parameterIs("api_id", "-1");
    auto texts = textsFor(key);
    if (everywhere) {
        for (const CompiledApi& api : m_snapshot->apis)
            append(texts, lookupTexts(key, api.definition.orgId, m_settings));
    }
    const auto found = key.empty() ? std::nullopt : find(texts);
    if (!found)
        return refusal(400, "Failed to remove the key");
    const auto removed = m_store.remove(found->name);
    if (!removed)
        return failed(removed.error());
    return everywhere ? jsonAnswer("null") : changed(key, "deleted");
}

// policy-semantics.md 7.5, keys/policy: by the stored name, unchecked, and counters go on.
AdminResponse KeysEndpoint::setPolicies(const std::string& storedName)
{
    const auto document = json::Document::parse(m_call.body, {.allowTrailingText = true});
    std::vector<std::string> names;
    if (!document || !readPolicyNames(document->root(), names))
        return refusal(400, "Couldn't decode instruction");
    const auto record = m_store.state()->keys.find(storedName);
    if (!record)
        return refusal(404, "Key not found");
    StoredKey key = record->key();
    key.session.applyPolicies = std::move(names);
    key.session.applyPolicyId.clear();
    key.session.lastUpdated = std::to_string(toSeconds(now()));
    if (const auto put = m_store.put(key); !put)
        return failed(put.error());
    return changed(storedName, "updated");
}

AdminResponse KeysEndpoint::preview() const
{
    const auto body = readSessionBody(m_call.body, TrailingText::Ignored, m_snapshot->profile);
    if (!body)
        return answerOf(unreadableBody(KeyCall::Create));
    Session session = applyPolicies(body->session, {m_snapshot->policies, std::nullopt, m_snapshot->profile}).session;
    session.dateCreated = rfc3339(now());
    session.lastUpdated = std::to_string(toSeconds(now()));
    return jsonAnswer(sessionText(session));
}

const ApiDefinition* KeysEndpoint::apiNamed() const
{
    const auto id = m_call.parameter("api_id");
    const CompiledApi* api = id ? m_snapshot->findApi(*id) : nullptr;
    return api ? &api->definition : nullptr;
}

std::vector<std::string> KeysEndpoint::textsFor(const std::string& key) const
{
    if (m_call.parameterIs("username", "true"))
        return {keyText(m_call.parameter("org_id").value_or(""), key, m_settings.hashKeyFunction), key};
    if (const ApiDefinition* api = apiNamed(); api && !addressedByHash())
        return lookupTexts(key, api->orgId, m_settings);
    return {key};
}

std::optional<StoredKey> KeysEndpoint::find(const std::vector<std::string>& texts) const
{
    const auto state = m_store.state();
    for (const std::string& text : texts) {
        const auto names = addressedByHash() ? std::vector{text} : storedNames(text, m_settings, m_snapshot->profile);
        for (const std::string& name : names) {
            if (const auto record = state->keys.find(name))
                return StoredKey{name, text, record->session()};
        }
    }
    return std::nullopt;
}

KeyRules KeysEndpoint::rulesFor(KeyCall call) const
{
    KeyRules rules{m_snapshot->policies, m_settings, {}, m_snapshot->profile, now(), m_context.randomId, call};
    rules.findApi = [this](const std::string& id) {
        const CompiledApi* api = m_snapshot->findApi(id);
        return api ? &api->definition : nullptr;
    };
    rules.suppressReset = m_call.parameterIs("suppress_reset", "1");
    rules.exists = [this](const std::string& name) { return m_store.state()->keys.find(name) != nullptr; };
    return rules;
}

AdminResponse KeysEndpoint::store(const std::variant<StoredKey, KeyRefusal>& made, const KeyRules& rules, bool replaces,
                                  std::string_view action)
{
    if (const auto* refused = std::get_if<KeyRefusal>(&made))
        return answerOf(*refused);
    const auto& key = std::get<StoredKey>(made);
    if (isOfOrganisation(key.name)) // it would take the place of the session of an organisation
        return refusal(500, "Failed to create key, ensure security settings are correct.");
    const bool leftOut = isLeftOut(key, rules);
    if (const auto put = leftOut ? Result<void>() : m_store.put(storable(key, m_settings)); !put)
        return failed(put.error());
    if (replaces && !leftOut && !m_call.parameterIs("suppress_reset", "1")) {
        if (const auto reset = m_store.resetCounters(key.name); !reset)
            return refusal(500, "The key was stored, but its counters go on: " + reset.error().describe());
    }
    return changed(key.text, action, m_settings.hashKeys && action == "added" ? key.name : std::string());
}

} // namespace gatereeve::gateway
