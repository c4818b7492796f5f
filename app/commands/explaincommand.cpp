#include "app/commands/explaincommand.h"

#include "app/admin/workspaceadmin.h"
#include "app/commands/findingtext.h"
#include "app/commands/keyinput.h"
#include "app/disk/posixfilesystem.h"
#include "app/exitcode.h"
#include "core/engine/explanationjson.h"
#include "core/engine/explanationtext.h"
#include "core/keys/freshkey.h"
#include "core/keys/keytext.h"
#include "core/reading/readers.h"
#include "core/workspace/policyfiles.h"
#include "gateway/store/stores.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>

namespace gatereeve::app
{
namespace
{

constexpr std::array AllProfiles{Profile::Guide, Profile::Tyk29, Profile::Tyk5};

// A key to explain, and how it is called.
struct Subject {
    std::function<Session(Profile, const PolicySet&)> key; // as the profile reads it
    ExplanationSubject words;
};

// One file as each profile loads it: they disagree about what is in it.
class PolicySets
{
public:
    // `loadFor`: what a profile loads. The problems of the profile asked for are said on stderr. An error: for that one
    // nothing can be loaded.
    static Result<PolicySets> load(const std::function<PolicyLoad(Profile)>& loadFor, Profile profile, bool compare)
    {
        PolicySets result;
        result.m_sets.emplace_back(profile, PolicySet{});
        for (const Profile other : AllProfiles) {
            if (compare && other != profile)
                result.m_sets.emplace_back(other, PolicySet{});
        }
        for (auto& [one, policies] : result.m_sets) {
            PolicyLoad load = loadFor(one);
            // Under 2.9 an empty set keeps what there was before: nothing.
            if (one == profile && load.previousKept && !load.problems.empty())
                return Error{load.problems.front().message.english(), load.problems.front().place};
            if (one == profile)
                report(load.problems);
            policies = std::move(load.policies);
        }
        return result;
    }

    const PolicySet& policies() const { return m_sets.front().second; } // of the profile asked for

    Explanation explain(const Subject& subject, const std::optional<std::string>& apiOrg, const FindApi& apis,
                        const ExplainRules& rules) const
    {
        std::vector<ProfileInput> inputs;
        for (const auto& [profile, policies] : m_sets)
            inputs.push_back({subject.key(profile, policies), {policies, apiOrg, profile}, apis});
        return gatereeve::explain(inputs.front(), rules, {inputs.begin() + 1, inputs.end()});
    }

private:
    static void report(const Findings& problems)
    {
        for (const Finding& problem : problems)
            std::fprintf(stderr, "%s\n", lineOf(problem).c_str());
    }

    std::vector<std::pair<Profile, PolicySet>> m_sets; // the profile asked for stands first
};

Subject freshSubject(const std::vector<std::string>& names, int64_t now)
{
    const char* const kind = names.size() == 1 ? "policy " : "policies ";
    const auto key = [names, now](Profile, const PolicySet& policies) { return freshKey(names, policies, now); };
    return {key, {"A new key of " + (kind + listText(names)), names, {}}};
}

std::vector<Subject> freshSubjects(const ExplainOptions& options, const PolicySet& policies, int64_t now)
{
    if (!options.policyNames.empty())
        return {freshSubject(options.policyNames, now)};
    std::vector<Subject> subjects;
    for (const auto& [name, entry] : policies)
        subjects.push_back(freshSubject({name}, now));
    return subjects;
}

// The session as it is stored, without its policies applied: from the store, or from the process that owns it.
Result<Session> storedSession(const std::string& conf, const std::string& key, Profile profile)
{
    const PosixFileSystem files;
    auto loader = WorkspaceLoader::open(conf, files, profile);
    if (!loader)
        return loader.error();
    const Error notFound{"no key " + maskedKey(key) + " in the key store of " + loader->layout().folder, {}};
    if (!files.info(loader->layout().stateFolder + '/' + std::string(gateway::WorkspaceStoreName)).exists)
        return notFound; // explaining makes no store
    const auto admin = openWorkspaceAdmin(*loader, loader->load());
    if (!admin)
        return admin.error();
    const auto answer = (*admin)->call("GET", "/gatereeve/keys/" + percentEncoded(key), {});
    if (!answer)
        return answer.error();
    if (answer->status == 404)
        return notFound;
    const auto document = json::Document::parse(answer->body);
    const auto session = document && document->root().isObject() ? document->root().member("session") : std::nullopt;
    if (answer->refused() || !session)
        return Error{"the owner of the key store answers: " + answer->message(), {}};
    Findings findings;
    return readSession(*session, findings, dialectOf(profile));
}

Subject storedSubject(const Session& session, const std::string& key)
{
    std::string words = "Key " + maskedKey(key);
    if (!session.alias.empty())
        words += " (" + session.alias + ')';
    const auto asStored = [session](Profile, const PolicySet&) { return session; };
    return {asStored, {std::move(words), session.policyNames(), key}};
}

bool anyRefused(const std::vector<Explanation>& explanations)
{
    return std::any_of(explanations.begin(), explanations.end(),
                       [](const Explanation& explanation) { return !explanation.effective.ok(); });
}

void printText(const std::vector<Subject>& subjects, const std::vector<Explanation>& explanations)
{
    for (size_t i = 0; i < subjects.size(); ++i)
        std::printf("%s%s", i == 0 ? "" : "\n\n", explanationText(explanations[i], subjects[i].words.sentence).c_str());
}

// The first form prints one object, as `apply` does; a workspace gives a list.
void printJson(const std::vector<Subject>& subjects, const std::vector<Explanation>& explanations, bool asList)
{
    json::Writer writer;
    if (asList)
        writer.beginObject().key("explanations").beginArray();
    for (size_t i = 0; i < subjects.size(); ++i)
        writeExplanation(writer, explanations[i], subjects[i].words);
    if (asList)
        writer.endArray().endObject();
    std::printf("%s\n", writer.take().c_str());
}

int print(const ExplainOptions& options, const std::vector<Subject>& subjects,
          const std::vector<Explanation>& explanations)
{
    if (options.json)
        printJson(subjects, explanations, !options.conf.empty());
    else
        printText(subjects, explanations);
    return anyRefused(explanations) ? Refused : Good;
}

int explainInput(const ExplainOptions& options)
{
    const Profile profile = options.profile.value_or(Profile::Guide);
    const PosixFileSystem files;
    const auto sets = PolicySets::load([&](Profile one) { return loadPoliciesFrom(options.policies, files, {}, one); },
                                       profile, options.compare);
    if (!sets)
        return noInput(sets.error());
    const std::string text = readInput();
    const Result<Session> key = readKey(text, profile);
    if (!key)
        return noInput(key.error());
    // One that another profile can't read is taken as this one reads it.
    const auto keyOf = [&](Profile other, const PolicySet&) {
        const Result<Session> read = readKey(text, other);
        return read ? *read : *key;
    };
    const Subject subject{keyOf, {key->alias.empty() ? "The key" : "The key " + key->alias, key->policyNames(), {}}};
    return print(options, {subject}, {sets->explain(subject, options.apiOrg, {}, {SystemClock().nowSeconds(), false})});
}

// By id. A file that holds none is left out: that is for lint to tell.
std::map<std::string, ApiDefinition> loadApis(const Layout& layout, const FileSystem& files)
{
    std::map<std::string, ApiDefinition> apis;
    Findings findings;
    for (const std::string& path : apiFilesNow(layout, files)) {
        const Result<std::string> text = files.read(path, LargestFile);
        auto api = text ? loadApiDefinition(*text, path, findings, hasExportedApis(layout)) : std::nullopt;
        if (api)
            apis.emplace(api->apiId, *api);
    }
    return apis;
}

int explainWorkspace(const ExplainOptions& options)
{
    const PosixFileSystem files;
    const auto layout = findLayout(options.conf, files);
    if (!layout)
        return noInput(layout.error());
    const Profile profile = options.profile.value_or(layout->workspaceSettings.profile.value_or(Profile::Guide));
    if (!namesPolicies(*layout, profile) && options.key.empty())
        return noInput({"no policies file is configured", {layout->confFile, 0, 0, {}}});
    const auto sets = PolicySets::load([&](Profile one) { return loadPoliciesOf(*layout, files, {}, one); }, profile,
                                       options.compare);
    if (!sets)
        return noInput(sets.error());

    const ExplainRules rules{SystemClock().nowSeconds(), layout->settings.allowMasterKeys};
    std::vector<Subject> subjects;
    if (options.key.empty()) {
        subjects = freshSubjects(options, sets->policies(), rules.nowSeconds);
    } else {
        auto session = storedSession(options.conf, options.key, profile);
        if (!session)
            return noInput(session.error());
        subjects.push_back(storedSubject(*session, options.key));
    }
    const std::map<std::string, ApiDefinition> apis = loadApis(*layout, files);
    const FindApi find = [&](const std::string& apiId) {
        const auto found = apis.find(apiId);
        return found == apis.end() ? nullptr : &found->second;
    };
    std::vector<Explanation> explanations;
    for (const Subject& subject : subjects)
        explanations.push_back(sets->explain(subject, std::nullopt, find, rules));
    return print(options, subjects, explanations);
}

} // namespace

int explainKeys(const ExplainOptions& options)
{
    return options.conf.empty() ? explainInput(options) : explainWorkspace(options);
}

} // namespace gatereeve::app
