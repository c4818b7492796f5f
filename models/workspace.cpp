#include "models/workspace.h"

#include "core/json/writer.h"
#include "core/reading/readers.h"
#include "models/commands/changekeys.h"
#include "models/commands/composededits.h"
#include "models/commands/editjson.h"
#include "models/editbuilder.h"
#include "models/filewatcher.h"
#include "models/text.h"

#include <QDir>

#include <algorithm>
#include <iterator>

namespace gatereeve::models
{

using namespace Qt::StringLiterals;

namespace
{

constexpr const char* DefaultPoliciesFile = "policies/policies.json";
constexpr const char* EchoUpstream = "echo";

void append(Findings& to, const Findings& more)
{
    to.insert(to.end(), more.begin(), more.end());
}

Finding unusableFile(const JsonFile& file)
{
    const std::string kind = file.exists() ? "malformed" : "missing-file";
    return {kind, Severity::Error, {"file." + kind, "%1", {file.error()->text}}, file.error()->place};
}

} // namespace

Workspace::Workspace(Layout layout, const Surroundings& surroundings, QObject* parent)
    : QObject(parent),
      m_layout(std::move(layout)),
      m_surroundings(surroundings),
      m_keyList(surroundings.keys)
{
    m_settingsFile = openFile(m_layout.settingsFile);
    connect(m_settingsFile, &JsonFile::changed, this, [this] {
        readWorkspaceSettings();
        readPolicies(); // the profile decides how they are read
        Q_EMIT settingsChanged();
        Q_EMIT edited();
    });
    readWorkspaceSettings();

    if (!m_layout.confFile.empty()) {
        m_confFile = openFile(m_layout.confFile);
        connect(m_confFile, &JsonFile::changed, this, [this] {
            readSettings();
            Q_EMIT settingsChanged();
            Q_EMIT edited();
        });
    }
    readSettings();
    for (const auto& path : m_layout.apiFiles)
        addApiFile(path);
    m_apiList.update(m_apis);
    collectFindings();
    connect(&m_undoStack, &QUndoStack::indexChanged, this, &Workspace::savedChanged);
}

// Commands refer to files: they go first.
Workspace::~Workspace()
{
    disconnect(&m_undoStack, nullptr, this, nullptr);
    m_undoStack.clear();
}

QString Workspace::title() const
{
    return QDir(toQString(m_layout.folder)).dirName();
}

JsonFile* Workspace::openFile(const std::string& path)
{
    auto* file = new JsonFile(path, m_surroundings.files, m_layout.stateFolder + "/journal", this);
    connect(file, &JsonFile::savedChanged, this, &Workspace::savedChanged);
    return file;
}

std::vector<JsonFile*> Workspace::files() const
{
    std::vector<JsonFile*> files = m_apiFiles;
    files.push_back(m_settingsFile);
    for (JsonFile* file : {m_confFile, m_policiesFile}) {
        if (file)
            files.insert(files.begin(), file);
    }
    return files;
}

JsonFile* Workspace::fileAt(const QString& path) const
{
    const std::string wanted = toUtf8(path);
    const auto all = files();
    const auto found = std::ranges::find_if(all, [&](const JsonFile* file) { return file->path() == wanted; });
    return found == all.end() ? nullptr : *found;
}

// Settings

Profile Workspace::profile() const
{
    return m_workspaceSettings.profile.value_or(Profile::Guide);
}

bool Workspace::usesEchoUpstream() const
{
    return m_workspaceSettings.upstream == EchoUpstream;
}

Result<void> Workspace::setProfile(Profile profile)
{
    return setWorkspaceMember("profile", json::quoted(nameOf(profile)),
                              tr("Rules: %1").arg(toQString(titleOf(profile))));
}

Result<void> Workspace::setEchoUpstream(bool echo)
{
    return setWorkspaceMember("upstream", echo ? json::quoted(EchoUpstream) : std::string(),
                              echo ? tr("Echo upstream on") : tr("Echo upstream off"));
}

// Without a value the member goes.
Result<void> Workspace::setWorkspaceMember(std::string_view name, const std::string& json, const QString& text)
{
    JsonFile& file = *m_settingsFile;
    if (!file.document() && !file.text().empty())
        return Error{"can't be edited while it is broken", {.file = file.path()}};
    if (!file.isEditable())
        return *file.error();
    if (!file.document()) {
        if (!json.empty())
            setText(file, json::indented('{' + json::quoted(name) + ": " + json + '}', "  ") + '\n', text);
        return {};
    }
    const json::Value root = file.document()->root();
    if (!root.isObject())
        return Error{"must hold an object", {.file = file.path()}};
    const auto present = root.memberIgnoringCase(name);
    if (present ? !json.empty() && sameValue(*present, json) : json.empty())
        return {};
    m_undoStack.push(new EditJson(
        file, {json.empty() ? json::removeChild(*present) : setPath(root, {std::string(name)}, json)}, text));
    return {};
}

void Workspace::readWorkspaceSettings()
{
    m_workspaceSettingsFindings.clear();
    if (m_settingsFile->lastGood())
        m_workspaceSettings =
            gatereeve::readWorkspaceSettings(m_settingsFile->lastGood()->root(), m_workspaceSettingsFindings);
    if (m_settingsFile->text().empty())
        m_workspaceSettings = {};
    if (m_settingsFile->error() && (m_settingsFile->exists() || !m_settingsFile->text().empty()))
        m_workspaceSettingsFindings = {unusableFile(*m_settingsFile)};
    collectFindings();
}

void Workspace::readSettings()
{
    m_settingsFindings.clear();
    if (m_confFile && m_confFile->lastGood())
        m_settings = readGatewaySettings(m_confFile->lastGood()->root(), m_settingsFindings);
    if (m_confFile && m_confFile->error())
        m_settingsFindings = {unusableFile(*m_confFile)};
    openPoliciesFile();
    collectFindings();
}

// The policies file is found when the workspace is opened; only a `policies` section that was missing then may name one
// later.
void Workspace::openPoliciesFile()
{
    std::string path = m_layout.policiesFile;
    if (path.empty() && m_settings.hasPolicies && !m_settings.policyRecordName.empty())
        path = toUtf8(QDir(toQString(m_layout.folder)).absoluteFilePath(toQString(m_settings.policyRecordName)));
    if (m_policiesFile ? m_policiesFile->path() == path : path.empty())
        return;
    // A file that is no longer named stays open behind the scenes: undo commands may refer to it.
    auto& known = m_policiesFilesByPath[path];
    if (!known && !path.empty()) {
        known = openFile(path);
        connect(known, &JsonFile::changed, this, [this, file = known] {
            if (file != m_policiesFile)
                return;
            readPolicies();
            Q_EMIT edited();
        });
    }
    m_policiesFile = known;
    readPolicies();
}

bool Workspace::lacksPolicies() const
{
    const bool elsewhere = m_settings.policySource == "service" || m_settings.policySource == "rpc";
    return m_confFile && !m_policiesFile && !elsewhere && m_settings.policyPath.empty();
}

Result<void> Workspace::addPoliciesSection()
{
    if (!lacksPolicies() || !m_confFile->document() || !m_confFile->document()->root().isObject())
        return Error{"the section can't be added: tyk.conf is broken, or says already where policies come from",
                     {.file = m_layout.confFile}};
    EditBuilder builder(*m_confFile->document());
    builder.apply({setPath(builder.document().root(), {"policies", "policy_source"}, json::quoted("file"))});
    builder.apply(
        {setPath(builder.document().root(), {"policies", "policy_record_name"}, json::quoted(DefaultPoliciesFile))});
    m_undoStack.push(new EditJson(*m_confFile, builder.edits(), tr("Policies section in %1").arg(m_confFile->name())));
    return {};
}

// Policies, APIs, findings

void Workspace::readPolicies()
{
    const PolicySet previous = std::move(m_load.policies);
    if (!m_policiesFile)
        m_load = {};
    else if (m_policiesFile->document())
        m_load = loadPolicies(*m_policiesFile->document(), previous, profile());
    else if (m_policiesFile->exists() && m_policiesFile->isEditable())
        m_load = loadPoliciesText(m_policiesFile->text(), m_policiesFile->path(), previous, profile());
    else
        m_load = policiesFileMissing(m_policiesFile->path(), m_policiesFile->error()->text, previous);
    const auto changed =
        m_policyList.update(m_policiesFile ? m_policiesFile->lastGood() : std::nullopt, m_load.policies, profile());
    collectFindings();
    if (!changed || !changed->isEmpty())
        Q_EMIT policiesChanged(changed.value_or(QStringList{}));
}

void Workspace::addApiFile(const std::string& path)
{
    JsonFile* file = openFile(path);
    m_apiFiles.push_back(file);
    m_apis.push_back(readApi(*file));
    connect(file, &JsonFile::changed, this, [this, file] {
        const auto found = std::ranges::find(m_apiFiles, file);
        if (found == m_apiFiles.end())
            return;
        m_apis[static_cast<size_t>(found - m_apiFiles.begin())] = readApi(*file);
        m_apiList.update(m_apis);
        collectFindings();
        Q_EMIT apisChanged();
        Q_EMIT edited();
    });
}

ApiItem Workspace::readApi(const JsonFile& file) const
{
    ApiItem item{toQString(file.path()), {}, {}};
    if (file.lastGood())
        item.definition = loadApiDefinition(file.lastGood()->text(), file.path(), item.findings);
    if (file.error())
        item.findings = {unusableFile(file)};
    return item;
}

void Workspace::collectFindings()
{
    Findings findings;
    std::ranges::copy_if(m_layout.findings, std::back_inserter(findings), [this](const Finding& finding) {
        // What the layout said about the content of files is found anew with every edit.
        const bool ofContent = finding.kind == "wrong-type" || finding.kind == "malformed";
        return !ofContent && (finding.kind != "no-policies" || !m_policiesFile);
    });
    append(findings, m_workspaceSettingsFindings);
    append(findings, m_settingsFindings);
    append(findings, m_load.problems);
    append(findings, m_load.notes);
    for (const auto& api : m_apis)
        append(findings, api.findings);
    if (findings == m_findings)
        return;
    m_findings = std::move(findings);
    Q_EMIT findingsChanged();
}

SnapshotInput Workspace::snapshotInput(uint64_t generation) const
{
    return {generation, profile(), m_settings, m_load.policies, m_apiList.definitions()};
}

// Saving and the disk

bool Workspace::isModified() const
{
    const auto all = files();
    return std::ranges::any_of(all, &JsonFile::isModified);
}

int Workspace::unsavedEdits() const
{
    if (!isModified())
        return 0;
    if (m_undoStack.cleanIndex() < 0)
        return -1;
    const auto [from, to] = std::minmax({m_undoStack.cleanIndex(), m_undoStack.index()});
    int edits = 0;
    for (int i = from; i < to; ++i) {
        if (!dynamic_cast<const ChangeKeys*>(m_undoStack.command(i))) // keys are stored at once
            ++edits;
    }
    return edits;
}

std::vector<Error> Workspace::save()
{
    std::vector<Error> errors;
    for (JsonFile* file : files()) {
        if (!file->isModified())
            continue;
        if (auto saved = file->save(); !saved)
            errors.push_back(saved.error());
    }
    markCleanIfSaved();
    return errors;
}

Result<void> Workspace::saveFile(JsonFile& file, JsonFile::Overwrite overwrite)
{
    auto saved = file.save(overwrite);
    markCleanIfSaved();
    return saved;
}

void Workspace::markCleanIfSaved()
{
    if (!isModified())
        m_undoStack.setClean();
    Q_EMIT savedChanged();
}

void Workspace::setText(JsonFile& file, const std::string& text, const QString& name, const QString& mergeKey)
{
    if (text == file.text())
        return;
    const QString key = mergeKey.isEmpty() ? mergeKey : u"%1#%2"_s.arg(mergeKey).arg(m_typing);
    m_undoStack.push(new EditJson(file, difference(file.text(), text), name, key));
}

void Workspace::reload(JsonFile& file)
{
    std::string text;
    if (file.lookAtDisk(&text) != JsonFile::Disk::Changed)
        text = file.savedText();
    takeFromDisk(file, text);
}

void Workspace::takeFromDisk(JsonFile& file, const std::string& diskText)
{
    file.acceptDisk(diskText);
    // An edit like any other, so that what was here before can still be had back.
    setText(file, diskText, tr("Reload of %1").arg(file.name()));
    markCleanIfSaved();
}

void Workspace::lookAtDisk()
{
    for (JsonFile* file : files()) {
        std::string text;
        switch (file->lookAtDisk(&text)) {
        case JsonFile::Disk::Same:
        case JsonFile::Disk::Unreadable: // saving will say so; what is here stays
            break;
        case JsonFile::Disk::Gone:
            file->markGone();
            Q_EMIT conflicted(file);
            break;
        case JsonFile::Disk::Changed:
            if (file->isModified() && text != file->text()) {
                Q_EMIT conflicted(file);
            } else {
                takeFromDisk(*file, text);
                Q_EMIT reloaded(file);
            }
            break;
        }
    }
    findApiFiles();
    m_keyList.refresh();
}

// API definitions that came into the folder since it was opened.
void Workspace::findApiFiles()
{
    const auto layout =
        findLayout(m_layout.confFile.empty() ? m_layout.policiesFile : m_layout.confFile, m_surroundings.files);
    if (!layout)
        return;
    bool found = false;
    for (const auto& path : layout->apiFiles) {
        if (fileAt(toQString(path)))
            continue;
        addApiFile(path);
        found = true;
    }
    if (!found)
        return;
    m_apiList.update(m_apis);
    collectFindings();
    if (m_watcher)
        watchDisk();
    Q_EMIT apisChanged();
    Q_EMIT edited();
}

void Workspace::watchDisk()
{
    if (!m_watcher) {
        m_watcher = new FileWatcher(this);
        connect(m_watcher, &FileWatcher::somethingHappened, this, &Workspace::lookAtDisk);
    }
    QStringList paths;
    for (const JsonFile* file : files())
        paths.append(toQString(file->path()));
    if (!m_layout.appFolder.empty())
        paths.append(toQString(m_layout.appFolder));
    m_watcher->setPaths(paths);
}

} // namespace gatereeve::models
