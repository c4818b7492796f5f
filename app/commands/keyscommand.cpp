#include "app/commands/keyscommand.h"

#include "app/admin/remoteadmin.h"
#include "app/admin/workspaceadmin.h"
#include "app/commands/sessionsummary.h"
#include "app/disk/posixfilesystem.h"
#include "app/exitcode.h"
#include "core/json/writer.h"
#include "core/reading/readers.h"
#include "core/units.h"

#include <cstdio>
#include <set>

namespace gatereeve::app
{

namespace
{

constexpr size_t LargestSecretFile = 4096; // bytes

int failed(ExitCode code, const std::string& text)
{
    std::fprintf(stderr, "gatereevectl: %s\n", text.c_str());
    return code;
}

void print(const std::string& text)
{
    std::fwrite(text.data(), 1, text.size(), stdout);
}

struct Failure {
    ExitCode code;
    Error error;
};

std::variant<std::unique_ptr<AdminChannel>, Failure> openUrl(const KeysPlace& place)
{
    auto secret = PosixFileSystem().read(place.secretFile, LargestSecretFile);
    if (!secret)
        return Failure{NoInput, secret.error()};
    while (secret->ends_with('\n') || secret->ends_with('\r'))
        secret->pop_back();
    auto channel = RemoteAdmin::connect(place.url, *secret);
    if (!channel)
        return Failure{NotStarted, channel.error()};
    return std::move(*channel);
}

std::variant<std::unique_ptr<AdminChannel>, Failure> openWorkspace(const std::string& path)
{
    const PosixFileSystem files;
    auto loader = WorkspaceLoader::open(path, files);
    if (!loader)
        return Failure{NoInput, loader.error()};
    auto channel = openWorkspaceAdmin(*loader, loader->load());
    if (!channel)
        return Failure{NotStarted, channel.error()};
    return std::move(*channel);
}

// Opens the place and hands it to the command.
template <typename Command>
int with(const KeysPlace& place, const Command& command)
{
    auto opened = place.url.empty() ? openWorkspace(place.workspace) : openUrl(place);
    if (const auto* failure = std::get_if<Failure>(&opened))
        return failed(failure->code, failure->error.describe());
    return command(*std::get<0>(opened));
}

// The parsed answer, or the exit code after saying why there is none.
std::variant<json::Document, int> ask(AdminChannel& admin, const std::string& method, const std::string& target,
                                      const std::string& body = {})
{
    const auto answer = admin.call(method, target, body);
    if (!answer)
        return failed(NotStarted, answer.error().describe());
    if (answer->refused())
        return failed(Refused, answer->message());
    auto document = json::Document::parse(answer->body);
    if (!document)
        return failed(Refused, "the answer is not that of an admin API: " + document.error().describe());
    return std::move(*document);
}

std::string targetOf(const std::string& key, bool byHash)
{
    return "/tyk/keys/" + percentEncoded(key) + (byHash ? "?hashed=true" : "");
}

std::string textMember(const json::Value& object, std::string_view name)
{
    const auto member = object.isObject() ? object.member(name) : std::nullopt;
    return member && member->isString() ? member->string() : std::string();
}

// Nothing: the text is neither. 0: none was given.
Result<int64_t> endOf(const std::string& text)
{
    if (text.empty())
        return int64_t(0);
    if (const auto moment = parseRfc3339(text))
        return toSeconds(*moment);
    const auto duration = parseDuration(text);
    if (!duration || *duration <= 0)
        return Error{"--expires " + text + ": give a time like 2026-12-09T13:05:00Z or a duration like \"14 days\"",
                     {}};
    return SystemClock().nowSeconds() + *duration;
}

// A key's text begins with its organisation, so that it is found by one look-up.
std::string sharedOrganisation(const json::Value& apis)
{
    std::set<std::string> organisations;
    if (apis.isArray()) {
        for (const json::Value api : apis)
            organisations.insert(textMember(api, "org_id"));
    }
    return organisations.size() == 1 ? *organisations.begin() : std::string();
}

std::string joined(const std::vector<std::string>& names)
{
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

std::string issueBody(const IssueOptions& options, const std::string& organisation, int64_t expires)
{
    json::Writer writer;
    const auto list = [&writer](std::string_view name, const std::vector<std::string>& texts) {
        writer.key(name).beginArray();
        for (const std::string& text : texts)
            writer.string(text);
        writer.endArray();
    };
    writer.beginObject();
    writer.key("org_id").string(organisation);
    list("apply_policies", options.policies);
    writer.key("alias").string(options.alias);
    list("tags", options.tags);
    writer.key("expires").integer(expires);
    writer.endObject();
    return writer.take();
}

// What was answered so far, as a list; printed whether or not all went well.
class Answers
{
public:
    explicit Answers(bool json) : m_json(json)
    {
        if (m_json)
            m_writer.beginArray();
    }
    ~Answers()
    {
        if (m_json) {
            m_writer.endArray();
            print(m_writer.take() + '\n');
        }
    }
    Answers(const Answers&) = delete;
    Answers& operator=(const Answers&) = delete;
    void add(const json::Value& answer, const std::string& line)
    {
        if (m_json)
            m_writer.raw(answer.raw());
        else
            print(line + '\n');
    }

private:
    const bool m_json;
    json::Writer m_writer;
};

int issueThrough(AdminChannel& admin, const IssueOptions& options, int64_t expires)
{
    std::string organisation = options.organisation;
    if (organisation.empty()) {
        const auto apis = ask(admin, "GET", "/tyk/apis");
        if (const int* code = std::get_if<int>(&apis))
            return *code;
        organisation = sharedOrganisation(std::get<json::Document>(apis).root());
    }
    const std::string body = issueBody(options, organisation, expires);
    Answers answers(options.json);
    for (int i = 0; i < options.count; ++i) {
        const auto answer = ask(admin, "POST", "/tyk/keys/create", body);
        if (const int* code = std::get_if<int>(&answer))
            return *code == Refused ? failed(Refused, "look whether each policy is loaded: " + joined(options.policies))
                                    : *code;
        const json::Value root = std::get<json::Document>(answer).root();
        answers.add(root, textMember(root, "key"));
    }
    return Good;
}

} // namespace

int issueKeys(const IssueOptions& options)
{
    const auto expires = endOf(options.expires);
    if (!expires)
        return failed(Usage, expires.error().describe());
    return with(options.place, [&](AdminChannel& admin) { return issueThrough(admin, options, *expires); });
}

int listKeys(const ListOptions& options)
{
    return with(options.place, [&](AdminChannel& admin) -> int {
        const auto answer = ask(admin, "GET", "/tyk/keys?filter=" + percentEncoded(options.filter));
        if (const int* code = std::get_if<int>(&answer))
            return *code;
        const json::Value root = std::get<json::Document>(answer).root();
        if (options.json) {
            print(std::string(root.raw()) + '\n');
            return Good;
        }
        const auto keys = root.isObject() ? root.member("keys") : std::nullopt;
        if (!keys || !keys->isArray())
            return failed(Refused, "the answer has no list of keys");
        for (const json::Value key : *keys) {
            if (key.isString())
                print(key.string() + '\n');
        }
        return Good;
    });
}

int showKey(const ShowOptions& options)
{
    return with(options.place, [&](AdminChannel& admin) -> int {
        const auto answer = ask(admin, "GET", targetOf(options.key, options.byHash));
        if (const int* code = std::get_if<int>(&answer))
            return *code;
        const json::Value root = std::get<json::Document>(answer).root();
        Findings findings;
        if (options.json)
            print(json::indented(root.raw(), "  ") + '\n');
        else
            print(sessionSummary(readSession(root, findings, Dialect::Tyk5), SystemClock().nowSeconds()));
        return Good;
    });
}

int revokeKeys(const RevokeOptions& options)
{
    return with(options.place, [&](AdminChannel& admin) -> int {
        Answers answers(options.json);
        for (const std::string& key : options.keys) {
            const auto answer = ask(admin, "DELETE", targetOf(key, options.byHash));
            if (const int* code = std::get_if<int>(&answer))
                return *code;
            answers.add(std::get<json::Document>(answer).root(), key + " revoked");
        }
        return Good;
    });
}

} // namespace gatereeve::app
