#include "core/lint/subjects.h"

#include "core/reading/deliveredpolicies.h"
#include "core/reading/policyexport.h"
#include "core/reading/policyreferences.h"
#include "core/reading/readers.h"

#include <algorithm>
#include <iterator>
#include <map>

namespace gatereeve::lint
{

namespace
{

void moveTo(Findings& to, Findings& from)
{
    std::ranges::move(from, std::back_inserter(to));
}

void collectTexts(const std::optional<json::Value>& list, std::vector<json::Value>& texts)
{
    if (!list || !list->isArray())
        return;
    for (const json::Value element : *list) {
        if (element.isString() && element.length() > 2)
            texts.push_back(element);
    }
}

std::vector<LintedUrl> urlsOf(const json::Value& right)
{
    std::vector<LintedUrl> urls;
    const auto list = memberOf(right, "allowed_urls");
    if (!list || !list->isArray())
        return urls;
    for (const json::Value rule : *list) {
        if (const auto url = memberOf(rule, "url"); url && url->isString())
            urls.push_back({rule, *url, url->string(), memberOf(rule, "methods")});
    }
    return urls;
}

} // namespace

std::optional<json::Value> memberOf(const std::optional<json::Value>& value, std::string_view name)
{
    return value && value->isObject() ? value->memberIgnoringCase(name) : std::nullopt;
}

std::optional<json::Value> memberOf(const std::optional<json::Value>& value, std::initializer_list<const char*> path)
{
    std::optional<json::Value> found = value;
    for (const char* name : path)
        found = memberOf(found, name);
    return found;
}

Subjects::Subjects(const LintInput& all, Findings& findings) : input(all), profile(all.profile)
{
    indexDocuments();
    readConf(findings);
    readPolicies(findings);
    readPolicyFiles(findings);
    readApis(findings);
    readKeys(findings);
    indexNames();
    findUses();
}

void Subjects::indexDocuments()
{
    const auto add = [this](const json::Document& document) { m_documents[document.file()] = &document; };
    for (const auto* one : {&input.conf, &input.settings, &input.policies}) {
        if (*one)
            add(**one);
    }
    for (const auto* many : {&input.policyFiles, &input.apis, &input.keys})
        std::ranges::for_each(*many, add);
}

void Subjects::readConf(Findings& findings)
{
    if (!input.conf)
        return;
    settings = readGatewaySettings(input.conf->root(), findings);
}

void Subjects::addPolicy(std::string name, const json::Value& value, const PolicySet& loaded)
{
    const auto known = loaded.find(name);
    std::shared_ptr<const PolicyEntry> entry;
    if (known != loaded.end()) {
        entry = known->second;
    } else {
        // Not in force, because of active: false or of a fault somewhere in the file; worth a look all the same.
        Findings faults;
        PolicyEntry read{.policy = readPolicy(value, faults, dialectOf(profile)), .unusable = {}, .place = {}};
        entry = std::make_shared<const PolicyEntry>(std::move(read));
    }
    policies.push_back({std::move(name), value, std::move(entry), known != loaded.end()});
}

void Subjects::readPolicies(Findings& findings)
{
    if (!input.policies)
        return;
    PolicyLoad load = loadPolicies(*input.policies, {}, profile);
    moveTo(findings, load.problems);
    moveTo(findings, load.notes);
    inForce = std::move(load.policies);
    const json::Value root = input.policies->root();
    if (!root.isObject())
        return;
    std::unordered_map<std::string, size_t> last; // of a repeated name the last one counts
    for (const json::Value value : root)
        last.insert_or_assign(value.name(), value.offset());
    for (const json::Value value : root) {
        if (std::string name = value.name(); value.isObject() && last.at(name) == value.offset())
            addPolicy(std::move(name), value, inForce);
    }
}

// Of a folder, whatever the profile, the rules of 5 tell what is wrong with a file, those of the profile what the
// policy means.
void Subjects::readPolicyFiles(Findings& findings)
{
    if (input.policyFiles.empty())
        return;
    std::vector<PolicyFile> files;
    for (const json::Document& document : input.policyFiles)
        files.push_back(readPolicyFile(document));
    PolicyLoad load =
        input.isExport ? loadPolicyExport(files, {}, profile, input.allowsExplicitId) : loadPolicyFolder(files, {});
    moveTo(findings, load.problems);
    moveTo(findings, load.notes);
    if (profile == Profile::Tyk5 || input.isExport)
        inForce.insert(load.policies.begin(), load.policies.end());
    const PolicyForm form = input.isExport ? PolicyForm::Export : PolicyForm::Folder;
    const NameRule rule =
        input.isExport ? deliveredNameRule(loadRulesFor(profile), input.allowsExplicitId) : NameRule::IdFirst;
    for (const json::Document& document : input.policyFiles) {
        for (const auto& [name, value] : policyPlaces(document, form, rule)) {
            if (value.isObject() && !name.empty())
                addPolicy(name, value, load.policies);
        }
    }
}

void Subjects::readApis(Findings& findings)
{
    for (const json::Document& document : input.apis) {
        // Exports have the definition inside; files of an app_path come here only where it is not.
        const json::Value root = memberOf(document.root(), "api_definition").value_or(document.root());
        if (!root.isObject())
            continue;
        ApiDefinition definition = readApiDefinition(root, findings);
        definition.fileName = document.file();
        apis.push_back({root, std::move(definition)});
    }
}

void Subjects::readKeys(Findings& findings)
{
    for (const json::Document& document : input.keys) {
        const json::Value root = document.root();
        keys.push_back({root, readSession(root, findings, dialectOf(profile))});
    }
}

void Subjects::indexNames()
{
    for (size_t i = 0; i < policies.size(); ++i)
        m_policyByName.insert_or_assign(policies[i].name, i);
    // A policy of its own file has two ids, and keys name the one that their gateway went by.
    for (size_t i = 0; i < policies.size(); ++i)
        if (const std::string& other = policies[i].policy().objectId; !other.empty() && !policies[i].value.hasName())
            m_policyByName.try_emplace(other, i);
    for (size_t i = 0; i < apis.size(); ++i)
        m_apiById.try_emplace(apis[i].definition.apiId, i);
    for (const LintedPolicy& policy : policies) {
        const bool isOut = profile == Profile::Guide && policy.policy().active == false;
        if (!isOut)
            inForce.try_emplace(policy.name, policy.entry);
    }
    for (LintedPolicy& policy : policies)
        policy.isLoaded = inForce.contains(policy.name);
}

const LintedPolicy* Subjects::policy(const std::string& name) const
{
    const auto found = m_policyByName.find(name);
    return found == m_policyByName.end() ? nullptr : &policies[found->second];
}

const LintedApi* Subjects::api(const std::string& id) const
{
    const auto found = m_apiById.find(id);
    return found == m_apiById.end() ? nullptr : &apis[found->second];
}

const json::Document* Subjects::document(const std::string& file) const
{
    const auto found = m_documents.find(file);
    return found == m_documents.end() ? nullptr : found->second;
}

void Subjects::forEachRight(const std::function<void(const LintedRight&)>& visit) const
{
    const auto visitAll = [&](const json::Value& owner, const AccessRights& rights, const LintedPolicy* policy) {
        const auto list = memberOf(owner, "access_rights");
        if (!list || !list->isObject())
            return;
        for (const json::Value value : *list) {
            std::string id = value.name();
            const auto right = rights.find(id);
            if (value.isObject() && right != rights.end())
                visit({id, value, right->second, api(id), policy, urlsOf(value)});
        }
    };
    for (const LintedPolicy& policy : policies)
        visitAll(policy.value, policy.policy().accessRights, &policy);
    for (const LintedKey& key : keys)
        visitAll(key.value, key.session.accessRights, nullptr);
}

EffectiveSession Subjects::apply(const PolicyUse& use, Profile rules) const
{
    Session session = use.key ? use.key->session : Session();
    if (!use.key)
        session.applyPolicies = use.names;
    return applyPolicies(session, {inForce, std::nullopt, rules});
}

void Subjects::addUse(PolicyUse use)
{
    if (use.texts.empty())
        return;
    for (const json::Value& text : use.texts)
        use.names.push_back(text.string());
    if (std::ranges::all_of(use.names, [&](const std::string& name) { return inForce.contains(name); }))
        use.effective = apply(use, profile);
    uses.push_back(std::move(use));
}

namespace
{

PolicyUse useOf(PolicyUse::By by, const json::Value& place, const LintedKey* key, const LintedApi* api)
{
    return {by, place, {}, {}, key, api, {}};
}

// What a key names: apply_policies if it is not empty, else apply_policy_id (policy-semantics.md 6.1).
PolicyUse useOfKey(const LintedKey& key)
{
    PolicyUse use = useOf(PolicyUse::By::Key, key.value, &key, nullptr);
    const auto several = memberOf(key.value, "apply_policies");
    const auto one = memberOf(key.value, "apply_policy_id");
    collectTexts(several, use.texts);
    if (several && !use.texts.empty())
        use.place = *several;
    else if (one && one->isString() && one->length() > 2) {
        use.place = *one;
        use.texts.push_back(*one);
    }
    return use;
}

bool isAsked(PolicyReference::Scheme scheme, const ApiDefinition& definition)
{
    switch (scheme) {
    case PolicyReference::Scheme::Jwt:
        return definition.enableJwt;
    case PolicyReference::Scheme::OpenId:
        return definition.useOpenId;
    case PolicyReference::Scheme::OpenApi:
        break;
    }
    return true;
}

} // namespace

void Subjects::findUses()
{
    for (const LintedKey& key : keys)
        addUse(useOfKey(key));
    for (const LintedApi& api : apis)
        findUsesBy(api);
}

// The default policies of one list act together, a mapped one by itself.
void Subjects::findUsesBy(const LintedApi& api)
{
    std::map<size_t, PolicyUse> defaults; // by where their list stands
    for (const PolicyReference& reference : policyReferences(api.value)) {
        if (!isAsked(reference.scheme, api.definition))
            continue;
        if (reference.kind == PolicyReference::Kind::JwtDefault) {
            const json::Value list = *reference.policy.parent();
            const PolicyUse empty = useOf(PolicyUse::By::JwtDefault, list, nullptr, &api);
            defaults.try_emplace(list.offset(), empty).first->second.texts.push_back(reference.policy);
        } else {
            PolicyUse use = useOf(PolicyUse::By::Mapping, reference.policy, nullptr, &api);
            use.texts.push_back(reference.policy);
            addUse(std::move(use));
        }
    }
    for (auto& [offset, use] : defaults)
        addUse(std::move(use));
}

} // namespace gatereeve::lint
