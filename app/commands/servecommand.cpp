#include "app/commands/servecommand.h"

#include "app/definitionfolder.h"
#include "app/disk/posixfilesystem.h"
#include "app/exitcode.h"
#include "app/unixsignals.h"
#include "app/workspaceloader.h"
#include "app/workspacewatch.h"
#include "gateway/gateway.h"
#include "gateway/store/stores.h"

#include <QCoreApplication>

namespace gatereeve::app
{
namespace
{

// The store that the option or tyk.conf asks for (contracts.md, Files of a workspace).
Result<std::unique_ptr<gateway::StateStore>> openStore(const ServeOptions& options, const Layout& layout,
                                                       const Log& log)
{
    const std::string& type = layout.settings.storageType;
    std::string wanted = options.store;
    if (wanted.empty() && (type.empty() || type == "embedded"))
        wanted = "sqlite:" + layout.stateFolder + '/' + std::string(gateway::WorkspaceStoreName);
    if (wanted == "memory")
        return gateway::makeMemoryStore();
    if (wanted.starts_with("sqlite:"))
        return gateway::openSqliteStore(wanted.substr(7),
                                        [&log](const std::string& problem) { log.event("error", "store", problem); });
    if (wanted.empty() || wanted == "redis")
        return Error{
            "a store of type \"" + (wanted.empty() ? type : wanted) +
                "\" can't be used yet; start with --store memory, or with --store sqlite:FILE to keep the keys",
            {}};
    return Error{"--store " + wanted + " is not known; use memory or sqlite:FILE", {}};
}

gateway::GatewayOptions gatewayOptions(const ServeOptions& options, const Layout& layout)
{
    const GatewaySettings& settings = layout.settings;
    gateway::GatewayOptions result;
    if (!options.listen.empty())
        result.listenAddress = options.listen;
    else if (!settings.listenAddress.empty())
        result.listenAddress = settings.listenAddress;
    result.port = static_cast<uint16_t>(settings.listenPort);
    result.controlAddress = options.controlListen;
    if (settings.controlApiPort > 0 && settings.controlApiPort != settings.listenPort)
        result.controlPort = static_cast<uint16_t>(settings.controlApiPort);
    result.workers = options.workers;
    result.echoUpstream = options.upstream == "echo" || layout.workspaceSettings.upstream == "echo";
    result.allowClockControl = options.allowClockControl;
    if (settings.useSsl)
        result.tls = {layout.certificates, settings.minTlsVersion};
    return result;
}

void warnOfOpenDoors(const Log& log, const GatewaySettings& settings, const Snapshot& snapshot)
{
    if (settings.secret.empty())
        log.event("warning", "secret", "tyk.conf has no secret: /tyk and /gatereeve answer 403 to everybody");
    const auto tellUnchecked = [&log](const std::string& whose, const char* member) {
        log.event("warning", "tls",
                  "the certificate of " + whose + " is not checked (" + member +
                      "): whoever stands between can read and change the calls");
    };
    if (settings.proxySslInsecureSkipVerify)
        tellUnchecked("every upstream", "proxy_ssl_insecure_skip_verify");
    for (const CompiledApi& api : snapshot.apis) {
        if (api.served && api.definition.sslInsecureSkipVerify)
            tellUnchecked("the upstream of " + api.definition.name, "ssl_insecure_skip_verify");
    }
}

void report(const Log& log, const Findings& findings)
{
    for (const Finding& finding : findings) {
        if (finding.severity != Severity::Note)
            log.event(std::string(nameOf(finding.severity)), finding.kind,
                      Error{finding.message.english(), finding.place}.describe());
    }
}

void reloadCertificates(const Log& log, gateway::Gateway& gateway)
{
    const auto reloaded = gateway.reloadCertificates();
    if (!reloaded)
        log.event("error", "tls", reloaded.error().describe() + ". Until then those in use stay");
    else if (*reloaded)
        log.event("info", "tls", "new connections get the certificates that are in the files now");
}

int notStarted(const Error& error)
{
    std::fprintf(stderr, "gatereevectl: %s\n", error.describe().c_str());
    return NotStarted;
}

} // namespace

int serve(const ServeOptions& options)
{
    UnixSignals::block();
    PosixFileSystem files;
    auto opened = WorkspaceLoader::open(options.conf, files, options.profile);
    if (!opened) {
        std::fprintf(stderr, "gatereevectl: %s\n", opened.error().describe().c_str());
        return NoInput;
    }
    WorkspaceLoader loader = *std::move(opened);
    const Log log(options.log);
    auto store = openStore(options, loader.layout(), log);
    if (!store)
        return notStarted(store.error());
    const bool tellsKeeps = !options.store.starts_with("memory");

    SystemClock systemClock;
    DefinitionFolder definitions(loader.layout(), files);
    std::unique_ptr<gateway::Gateway> gateway;
    std::mutex loading; // the control thread reloads by /tyk/reload, the main thread by signal and watch
    const auto reload = [&] {
        const std::lock_guard lock(loading);
        reloadCertificates(log, *gateway);
        auto snapshot = loader.load();
        report(log, loader.findings());
        gateway->publish(snapshot);
        log.event("info", "reload",
                  "generation " + std::to_string(snapshot->generation) + ": " +
                      std::to_string(snapshot->policies.size()) + " policies, " +
                      std::to_string(snapshot->apis.size()) + " APIs");
    };
    gateway::Gateway::Collaborators collaborators;
    collaborators.definitions = &definitions;
    const std::string storeName = (*store)->description();
    collaborators.store = *std::move(store);
    collaborators.clock = std::make_shared<AdjustableClock>(systemClock);
    collaborators.reload = reload;
    collaborators.log = [&log](const std::string& event, const std::string& text) { log.event("error", event, text); };
    if (log.showsRequests()) {
        collaborators.decisions = [&](std::span<const Decision> decisions, uint64_t dropped) {
            const auto snapshot = gateway->snapshot();
            for (const Decision& decision : decisions)
                log.request(decision, snapshot.get());
            if (dropped > 0)
                log.event("warning", "dropped", std::to_string(dropped) + " requests are missing here");
        };
    }
    gateway = std::make_unique<gateway::Gateway>(std::move(collaborators));
    // Before anything is read: what changes from now on is told, as soon as the loop runs.
    std::optional<WorkspaceWatch> watch;
    if (options.watch.value_or(loader.profile() != Profile::Tyk29)) {
        watch.emplace(loader.layout());
        QObject::connect(&*watch, &WorkspaceWatch::changed, qApp, reload);
    }
    auto first = loader.load();
    report(log, loader.findings());
    const auto started = gateway->start(gatewayOptions(options, loader.layout()), first);
    if (!started)
        return notStarted(started.error());
    warnOfOpenDoors(log, loader.layout().settings, *first);
    log.event("info", "start",
              "listening on " + started->address + ':' + std::to_string(started->port) +
                  (loader.layout().settings.useSsl ? " with TLS" : "") + ", admin API on " + started->controlAddress +
                  ':' + std::to_string(started->controlPort) + ", store " + storeName +
                  (tellsKeeps ? "" : " (keys end with this process)"));

    UnixSignals signals;
    QObject::connect(&signals, &UnixSignals::endWanted, qApp, &QCoreApplication::quit);
    QObject::connect(&signals, &UnixSignals::reloadWanted, qApp, reload);
    QCoreApplication::exec();
    log.event("info", "stop", "no new connections; requests under way are ended");
    gateway->stop();
    log.event("info", "stop", "ended");
    return Good;
}

} // namespace gatereeve::app
