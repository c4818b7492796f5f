#include "app/commandline.h"

#include "app/commands/applycommand.h"
#include "app/commands/convertcommand.h"
#include "app/commands/democommand.h"
#include "app/commands/diffcommand.h"
#include "app/commands/explaincommand.h"
#include "app/commands/keyscommand.h"
#include "app/commands/lintcommand.h"
#include "app/commands/loadcommand.h"
#include "app/commands/mergecommand.h"
#include "app/commands/servecommand.h"
#include "app/exitcode.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <map>
#include <memory>

namespace gatereeve::app
{
namespace
{

const std::map<std::string, Profile> Profiles{{"guide", Profile::Guide}, {"2.9", Profile::Tyk29}, {"5", Profile::Tyk5}};
const std::map<std::string, LogFormat> LogFormats{{"text", LogFormat::Text}, {"json", LogFormat::Json}};

// Each of these adds one command; `chosen` is what runs when it was named.
using Chosen = std::function<int()>;

// An option with few values; CLI11's own way for enumerations prints their numbers.
template <typename T, typename Choice>
void addChoice(CLI::App& command, const char* name, T& target, const std::map<std::string, Choice>& choices,
               const char* description)
{
    const auto choose = [&target, &choices](const std::string& word) { target = choices.at(word); };
    command.add_option_function<std::string>(name, choose, description)->check(CLI::IsMember(choices));
}

template <typename T>
void addProfile(CLI::App& command, T& profile)
{
    addChoice(command, "--profile", profile, Profiles, "Whose rules are computed");
}

void addServe(CLI::App& program, Chosen& chosen)
{
    auto options = std::make_shared<ServeOptions>();
    CLI::App* command = program.add_subcommand("serve", "Run the gateway until SIGTERM");
    command->add_option("--conf", options->conf, "tyk.conf, or a folder that has one")->required();
    command->add_option("--store", options->store, "memory, sqlite:FILE or redis");
    command->add_option("--workers", options->workers, "Threads that carry connections")->check(CLI::Range(1, 64));
    addProfile(*command, options->profile);
    command->add_option("--upstream", options->upstream, "echo: the built-in echo in place of all targets")
        ->check(CLI::IsMember({"echo"}));
    command->add_option("--listen", options->listen, "Address to listen on; beats the file");
    command->add_option("--control-listen", options->controlListen,
                        "Address of the admin API where it has its own port");
    // A flag of its own would be false where it is not given.
    command->add_flag_function(
        "--watch,!--no-watch", [options](int64_t count) { options->watch = count > 0; },
        "Reload when files change (guide and 5: on)");
    command->add_flag("--allow-clock-control", options->allowClockControl, "Let PUT /gatereeve/clock set the time");
    addChoice(*command, "--log", options->log, LogFormats, "A line for each request");
    command->callback([options, &chosen] { chosen = [options] { return serve(*options); }; });
}

void addApply(CLI::App& program, Chosen& chosen)
{
    auto options = std::make_shared<ApplyOptions>();
    CLI::App* command =
        program.add_subcommand("apply", "Apply policies to the key on stdin and print the session in effect");
    command->add_option("--policies", options->policies, "Policies file")->required();
    command->add_option("--api-org", options->apiOrg, "Organisation of the API that the key is used for");
    addProfile(*command, options->profile);
    command->callback([options, &chosen] { chosen = [options] { return apply(*options); }; });
}

// What of the service's reply there is; it needs one of two options.
void addReply(CLI::App& command, LoadOptions& options)
{
    CLI::Option_group* answer = command.add_option_group("answer", "Of the policy service");
    CLI::Option* reply = answer->add_option("--reply", options.reply, "File with the body of its reply");
    answer->add_flag("--unreachable", options.unreachable, "There is no connection to it");
    answer->require_option(0, 1);
    command.add_option("--status", options.status, "HTTP status of the reply (200)")
        ->check(CLI::Range(100, 599))
        ->needs(reply);
    command.add_flag("--allow-explicit-policy-id", options.allowExplicitId, "The setting of that name");
    command.add_option("--nonce", options.nonce, "Nonce held before the call");
}

const std::map<std::string, bool> IsJson{{"text", false}, {"json", true}};

void addExplain(CLI::App& program, Chosen& chosen)
{
    auto options = std::make_shared<ExplainOptions>();
    CLI::App* command = program.add_subcommand(
        "explain", "What a key really gets, and why: the key on stdin (--policies), or keys of a workspace (--conf)");
    CLI::Option_group* source = command->add_option_group("where the policies are");
    CLI::Option* policies = source->add_option("--policies", options->policies, "Policies file; the key is on stdin");
    CLI::Option* conf = source->add_option("--conf", options->conf, "tyk.conf, or a folder that has one");
    source->require_option(1);
    command->add_option("--api-org", options->apiOrg, "Organisation of the API that the key is used for")
        ->needs(policies);
    CLI::Option* names =
        command->add_option("--policy", options->policyNames, "A new key of these together; else one of each policy");
    CLI::Option* key = command->add_option("--key", options->key, "A key of the workspace's key store");
    names->needs(conf);
    key->needs(conf)->excludes(names);
    addProfile(*command, options->profile);
    command->add_flag("--compare", options->compare, "Say what other profiles would give, and why");
    addChoice(*command, "--format", options->json, IsJson, "text, made to be read, or json (docs/explain.md)");
    command->add_flag("--json", options->json, "The same as --format json");
    command->callback([options, &chosen] { chosen = [options] { return explainKeys(*options); }; });
}

void addLoad(CLI::App& program, Chosen& chosen)
{
    auto options = std::make_shared<LoadOptions>();
    auto recordName = std::make_shared<std::optional<std::string>>();
    CLI::App* command =
        program.add_subcommand("load", "Print which policies a gateway would load, and what it would say");
    command->add_option("--source", options->source, "Where policies come from")
        ->check(CLI::IsMember({"file", "service"}));
    command->add_option("--policies", options->policies, "Policies file; under profile 5 also a folder of them");
    command->add_option("--record-name", *recordName, "Empty: no file is configured");
    command->add_option("--previous", options->previous, "Ids in force before, with commas between")->delimiter(',');
    addReply(*command, *options);
    addProfile(*command, options->profile);
    command->callback([options, recordName, &chosen] {
        if (options->source == "file" && !options->policies && !*recordName)
            throw CLI::RequiredError("--policies or --record-name");
        if (options->source == "service" && !options->reply && !options->unreachable)
            throw CLI::RequiredError("--reply or --unreachable");
        if (!options->policies && *recordName && !(*recordName)->empty())
            options->policies = *recordName;
        chosen = [options] { return load(*options); };
    });
}

void addConvert(CLI::App& program, Chosen& chosen)
{
    auto options = std::make_shared<ConvertOptions>();
    CLI::App* command = program.add_subcommand("convert", "Write policies in another layout, and say what is lost");
    command
        ->add_option("--to", options->to,
                     "file: one policies.json; folder: one policy a file, for Tyk 5; export: as a "
                     "dashboard exports them")
        ->check(CLI::IsMember({"file", "folder", "export"}))
        ->required();
    command->add_option("SOURCE", options->source, "A tyk.conf, a policies file, or a folder that has them")
        ->required();
    command->add_option("TARGET", options->target, "The folder to write to; nothing there is overwritten")->required();
    command->callback([options, &chosen] { chosen = [options] { return convert(*options); }; });
}

void addDiff(CLI::App& program, Chosen& chosen)
{
    auto options = std::make_shared<DiffOptions>();
    CLI::App* command =
        program.add_subcommand("diff", "What changed in meaning between two files, folders or revisions (REV:path)");
    command->add_option("paths", options->paths, "Two of them; with --git the arguments of git's external diff")
        ->required();
    CLI::Option* git = command->add_flag("--git", options->git, "Called by git (docs/compare.md); always ends with 0");
    addChoice(*command, "--format", options->json, IsJson, "text, made to be read, or json (docs/compare.md)");
    command->add_flag("--json", options->json, "The same as --format json")->excludes(git);
    command->callback([options, &chosen] { chosen = [options] { return diff(*options); }; });
}

void addMerge(CLI::App& program, Chosen& chosen)
{
    auto options = std::make_shared<MergeOptions>();
    CLI::App* command = program.add_subcommand(
        "merge", "Merge two versions of a file by meaning into OURS; a merge driver of git (docs/compare.md)");
    command->add_option("base", options->base, "What both come from (git's %O)")->required();
    command->add_option("ours", options->ours, "One version; the result goes there (%A)")->required();
    command->add_option("theirs", options->theirs, "The other version (%B)")->required();
    command->add_option("path", options->path, "How messages call the file (%P)");
    command->callback([options, &chosen] { chosen = [options] { return mergeFiles(*options); }; });
}

const std::map<std::string, LintFormat> LintFormats{
    {"text", LintFormat::Text}, {"json", LintFormat::Json}, {"sarif", LintFormat::Sarif}};

void addLint(CLI::App& program, Chosen& chosen)
{
    auto options = std::make_shared<LintOptions>();
    CLI::App* command =
        program.add_subcommand("lint", "Say what is wrong, dangerous or misleading in the files of a workspace");
    CLI::Option_group* what = command->add_option_group("what");
    CLI::Option* paths = what->add_option("path", options->paths, "Folders, tyk.conf, policies, API or key files");
    what->add_option("--explain", options->explain, "Say what a rule is about");
    what->require_option(1);
    addProfile(*command, options->profile);
    addChoice(*command, "--format", options->format, LintFormats, "text, json or sarif (docs/lint.md)");
    command->add_flag("--strict", options->strict, "Warnings count like errors");
    command->add_flag("--fix", options->fix, "Do the fixes that change nothing but the text")->needs(paths);
    command->callback([options, &chosen] { chosen = [options] { return lintFiles(*options); }; });
}

void addDemo(CLI::App& program, Chosen& chosen)
{
    program.add_subcommand("demo", "Play the journey of a trial key and print it")->callback([&chosen] {
        chosen = [] { return demo(); };
    });
}

// Which keys: those of a workspace, or of a gateway by its address.
void addPlace(CLI::App& command, KeysPlace& place)
{
    CLI::Option_group* where = command.add_option_group("where");
    where->add_option("--workspace", place.workspace,
                      "A folder with a tyk.conf; asks the process that owns its keys, if any");
    CLI::Option* url = where->add_option("--url", place.url, "A gateway's admin API, e.g. http://127.0.0.1:8080");
    where->require_option(1);
    CLI::Option* secret = command.add_option("--secret-file", place.secretFile, "A file with the gateway's secret");
    secret->needs(url);
    url->needs(secret);
}

template <typename Options>
void addKeysCommand(CLI::App& keys, Chosen& chosen, const char* name, const char* description,
                    int (*run)(const Options&), const std::function<void(CLI::App&, Options&)>& addOptions)
{
    auto options = std::make_shared<Options>();
    CLI::App* command = keys.add_subcommand(name, description);
    addPlace(*command, options->place);
    addOptions(*command, *options);
    command->callback([options, run, &chosen] { chosen = [options, run] { return run(*options); }; });
}

void addKeys(CLI::App& program, Chosen& chosen)
{
    CLI::App* keys = program.add_subcommand("keys", "Issue, list, show and revoke keys");
    keys->require_subcommand(1);
    addKeysCommand<IssueOptions>(
        *keys, chosen, "issue", "Make keys and print them", issueKeys, [](CLI::App& command, IssueOptions& options) {
            command.add_option("--policy", options.policies, "Policies, in order")->required();
            command.add_option("--alias", options.alias, "A label for people");
            command.add_option("--expires", options.expires,
                               "When they end: 2026-12-09T13:05:00Z, or \"14 days\" from now");
            command.add_option("--tag", options.tags, "Tags");
            command.add_option("--org", options.organisation, "Their organisation; else the one that all APIs share");
            command.add_option("--count", options.count, "How many")->check(CLI::Range(1, 1'000'000));
            command.add_flag("--json", options.json, "The answers of the admin API, as a list");
        });
    addKeysCommand<ListOptions>(*keys, chosen, "list", "Print the names of keys, one a line", listKeys,
                                [](CLI::App& command, ListOptions& options) {
                                    command.add_option("--filter", options.filter, "Only those that begin so");
                                    command.add_flag("--json", options.json, "{\"keys\": […]}");
                                });
    addKeysCommand<ShowOptions>(*keys, chosen, "show", "What a key may do now", showKey,
                                [](CLI::App& command, ShowOptions& options) {
                                    command.add_option("key", options.key, "Its text")->required();
                                    command.add_flag("--hashed", options.byHash, "The key is given by its hash");
                                    command.add_flag("--json", options.json, "The session with its policies applied");
                                });
    addKeysCommand<RevokeOptions>(
        *keys, chosen, "revoke", "Remove keys; they are refused from then on", revokeKeys,
        [](CLI::App& command, RevokeOptions& options) {
            command.add_option("key", options.keys, "Their texts")->required();
            command.add_flag("--hashed", options.byHash, "The keys are given by their hashes");
            command.add_flag("--json", options.json, "The answers of the admin API, as a list");
        });
}

} // namespace

int runCommandLine(int argc, char** argv)
{
    CLI::App program("Gatereeve: API token policies, tried before they ship", "gatereevectl");
    program.set_version_flag("--version", "gatereevectl " GATEREEVE_VERSION);
    program.require_subcommand(1);
    Chosen chosen;
    addServe(program, chosen);
    addApply(program, chosen);
    addExplain(program, chosen);
    addLoad(program, chosen);
    addConvert(program, chosen);
    addLint(program, chosen);
    addKeys(program, chosen);
    addDiff(program, chosen);
    addMerge(program, chosen);
    addDemo(program, chosen);
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        // CLI11's own codes are none of ours; it says 0 for --help and --version.
        return program.exit(error) == 0 ? Good : Usage;
    }
    return chosen();
}

} // namespace gatereeve::app
