#include "app/commandline.h"

#include "app/commands/applycommand.h"
#include "app/commands/democommand.h"
#include "app/commands/loadcommand.h"
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

void addProfile(CLI::App& command, Profile& profile)
{
    command.add_option("--profile", profile, "Whose rules: guide, 2.9 or 5")
        ->transform(CLI::CheckedTransformer(Profiles));
}

void addServe(CLI::App& program, Chosen& chosen)
{
    auto options = std::make_shared<ServeOptions>();
    CLI::App* command = program.add_subcommand("serve", "Run the gateway until SIGTERM");
    command->add_option("--conf", options->conf, "tyk.conf, or a folder that has one")->required();
    command->add_option("--store", options->store, "memory, sqlite:FILE or redis");
    command->add_option("--workers", options->workers, "Threads that carry connections")->check(CLI::Range(1, 64));
    command->add_option("--profile", options->profile, "Whose rules: guide, 2.9 or 5")
        ->transform(CLI::CheckedTransformer(Profiles));
    command->add_option("--upstream", options->upstream, "echo: the built-in echo in place of all targets")
        ->check(CLI::IsMember({"echo"}));
    command->add_option("--listen", options->listen, "Address to listen on; beats the file");
    command->add_option("--control-listen", options->controlListen,
                        "Address of the admin API where it has its own port");
    command->add_flag("--watch,!--no-watch", options->watch, "Reload when files change (guide: on)");
    command->add_flag("--allow-clock-control", options->allowClockControl, "Let PUT /gatereeve/clock set the time");
    command->add_option("--log", options->log, "A line for each request: text or json")
        ->transform(CLI::CheckedTransformer(LogFormats));
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

void addLoad(CLI::App& program, Chosen& chosen)
{
    auto options = std::make_shared<LoadOptions>();
    auto recordName = std::make_shared<std::string>();
    CLI::App* command =
        program.add_subcommand("load", "Print which policies a gateway would load, and what it would say");
    command->add_option("--source", options->source, "Where policies come from")
        ->check(CLI::IsMember({"file", "service"}));
    command->add_option("--policies", options->policies, "Policies file");
    command->add_option("--record-name", *recordName, "Empty: no file is configured");
    command->add_option("--previous", options->previous, "Ids in force before, with commas between")->delimiter(',');
    command->add_option("--nonce", options->nonce, "Nonce held before (service)");
    addProfile(*command, options->profile);
    command->callback([options, recordName, &chosen] {
        if (!options->policies && !recordName->empty())
            options->policies = *recordName;
        chosen = [options] { return load(*options); };
    });
}

void addDemo(CLI::App& program, Chosen& chosen)
{
    program.add_subcommand("demo", "Play the journey of a trial key and print it")->callback([&chosen] {
        chosen = [] { return demo(); };
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
    addLoad(program, chosen);
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
