#pragma once

// What the rules look at: the values of a LintInput, read once and found by name. Immutable once built; one thread.

#include "core/apidefinition.h"
#include "core/engine/policyapplier.h"
#include "core/lint/lintinput.h"

#include <functional>
#include <unordered_map>

namespace gatereeve::lint
{

struct LintedPolicy {
    std::string name;  // that keys refer to
    json::Value value; // an object
    std::shared_ptr<const PolicyEntry> entry;
    bool isLoaded = true; // false: its active: false keeps it out (guide 2)

    const Policy& policy() const { return entry->policy; }
};

struct LintedApi {
    json::Value value; // an object
    ApiDefinition definition;
};

struct LintedKey {
    json::Value value; // an object
    Session session;
};

// One rule of a right's allowed_urls that has an expression.
struct LintedUrl {
    json::Value value; // an object
    json::Value url;   // a text
    std::string expression;
    std::optional<json::Value> methods;
};

// One right of a policy or a key.
struct LintedRight {
    std::string apiId;
    json::Value value; // an object
    const AccessRight& right;
    const LintedApi* api;       // null: not among the documents
    const LintedPolicy* policy; // null: a key's
    std::vector<LintedUrl> urls;
};

// Policies that something names together, so that a gateway applies them to one key.
struct PolicyUse {
    enum class By : uint8_t { Key, JwtDefault, Mapping }; // Mapping: a scope, or a client of OpenID
    By by = By::Key;
    json::Value place;              // where they are named: a text or a list
    std::vector<json::Value> texts; // the names as they stand
    std::vector<std::string> names;
    const LintedKey* key = nullptr;
    const LintedApi* api = nullptr;
    // What they make of the key (of a new one, where there is none): nothing while one of them is not known.
    std::optional<EffectiveSession> effective;
};

class Subjects final
{
public:
    // `input` outlives it. What reading finds goes to `findings`.
    Subjects(const LintInput& input, Findings& findings);
    Subjects(const Subjects&) = delete;
    Subjects& operator=(const Subjects&) = delete;

    const LintInput& input;
    const Profile profile;
    GatewaySettings settings; // zero without a tyk.conf
    std::vector<LintedPolicy> policies;
    std::vector<LintedApi> apis;
    std::vector<LintedKey> keys;
    std::vector<PolicyUse> uses;
    PolicySet inForce;

    const LintedPolicy* policy(const std::string& name) const;
    const LintedApi* api(const std::string& id) const;
    void forEachRight(const std::function<void(const LintedRight&)>& visit) const;
    // The document of that file, or null.
    const json::Document* document(const std::string& file) const;
    // A fresh session with these policies, under the rules of any profile.
    EffectiveSession apply(const PolicyUse& use, Profile rules) const;

private:
    void readConf(Findings& findings);
    void readPolicies(Findings& findings);
    void readPolicyFiles(Findings& findings);
    void readApis(Findings& findings);
    void readKeys(Findings& findings);
    void addPolicy(std::string name, const json::Value& value, const PolicySet& loaded);
    void indexDocuments();
    void indexNames();
    void findUses();
    void findUsesBy(const LintedApi& api);
    void addUse(PolicyUse use);

    std::unordered_map<std::string, size_t> m_policyByName, m_apiById;
    std::unordered_map<std::string, const json::Document*> m_documents;
};

// Members of known names, of anything: nothing where there is no object or no such member.
std::optional<json::Value> memberOf(const std::optional<json::Value>& value, std::string_view name);
std::optional<json::Value> memberOf(const std::optional<json::Value>& value, std::initializer_list<const char*> path);

} // namespace gatereeve::lint
