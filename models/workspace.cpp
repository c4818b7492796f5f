#include "models/workspace.h"

#include "core/json/writer.h"
#include "core/reading/policyreload.h"
#include "core/reading/readers.h"
#include "models/besidetheloop.h"
#include "models/commands/changekeys.h"
#include "models/commands/composededits.h"
#include "models/commands/editjson.h"
#include "models/editbuilder.h"
#include "models/filewatcher.h"
#include "models/policysource.h"
#include "models/text.h"

#include <QDir>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <ranges>
#include <tuple>

namespace gatereeve::models
{

using namespace Qt::StringLiterals;

namespace
{

constexpr const char* DefaultPoliciesFile = "policies/policies.json";
constexpr const char* EchoUpstream = "echo";

// What decides which files belong to the workspace.
auto whereabouts(const GatewaySettings& settings)
{
    return std::tie(settings.hasPolicies, settings.policySource, settings.policyRecordName, settings.policyPath,
                    settings.appPath, settings.useDbAppConfigs);
}

// What lookAtDisk() would find, as a number for another thread: 0, or one that stays while the disk stays.
FileWatcher::Check diskCheck(const std::vector<JsonFile*>& files, const Layout& layout, const FileSystem& disk)
{
    struct Known {
        std::string path;
        std::shared_ptr<const std::string> text;
        bool exists, isEditable;
    };
    std::vector<Known> known;
    for (const JsonFile* file : files)
        known.push_back({file->path(), file->sharedSavedText(), file->exists(), file->isEditable()});
    return [known, layout, &disk] {
        std::string news;
        for (const Known& file : known) {
            const bool exists = disk.info(file.path).exists;
            const auto bytes = exists ? disk.read(file.path, LargestFile) : Result<std::string>(std::string());
            const bool isSame = !exists || !bytes ? file.exists == exists && (!exists || !file.isEditable)
                                                  : file.exists && file.isEditable && *bytes == *file.text;
            if (!isSame)
                news += file.path + '\0' + (bytes ? *bytes : bytes.error().text) + '\0';
        }
        const auto addNew = [&](const std::vector<std::string>& now, const std::vector<std::string>& before) {
            for (const std::string& path : now) {
                if (std::ranges::count(before, path) == 0)
                    news += path + '\0';
            }
        };
        addNew(policyFilesNow(layout, disk), layout.policyFiles);
        addNew(apiFilesNow(layout, disk), layout.apiFiles);
        return news.empty() ? 0 : std::max<size_t>(1, std::hash<std::string>()(news));
    };
}

} // namespace

Workspace::Workspace(Layout layout, const Surroundings& surroundings, QObject* parent)
    : QObject(parent),
      m_layout(std::move(layout)),
      m_surroundings(surroundings),
      m_undoStack(this),
      m_policyList(this),
      m_apiList(this),
      m_keyList(surroundings.keys, this)
{
    m_settingsFile = openFile(m_layout.settingsFile, &Workspace::takeSettingsFile);
    readWorkspaceSettings();
    if (!m_layout.confFile.empty())
        m_confFile = openFile(m_layout.confFile, &Workspace::takeConfFile);
    readSettings();
    openPolicies();
    openApis();
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

// `changed`: what to do when its text has changed.
JsonFile* Workspace::openFile(const std::string& path, Handler changed)
{
    auto& known = m_opened[path];
    if (!known) {
        known = new JsonFile(path, m_surroundings.files, m_layout.stateFolder, this);
        connect(known, &JsonFile::savedChanged, this, &Workspace::savedChanged);
        connect(known, &JsonFile::changed, this, [this, file = known, changed] { (this->*changed)(*file); });
    }
    return known;
}

std::vector<JsonFile*> Workspace::files() const
{
    std::vector<JsonFile*> files;
    if (m_confFile)
        files.push_back(m_confFile);
    files.insert(files.end(), m_policyFiles.begin(), m_policyFiles.end());
    files.insert(files.end(), m_apiFiles.begin(), m_apiFiles.end());
    files.push_back(m_settingsFile);
    return files;
}

JsonFile* Workspace::fileAt(const QString& path) const
{
    const auto found = m_opened.find(toUtf8(path));
    return found == m_opened.end() ? nullptr : found->second;
}

JsonFile* Workspace::policiesFile() const
{
    return policyForm() == PolicyForm::ById && !m_policyFiles.empty() ? m_policyFiles.front() : nullptr;
}

// Settings

Profile Workspace::profile() const
{
    return m_layout.workspaceSettings.profile.value_or(Profile::Guide);
}

bool Workspace::usesEchoUpstream() const
{
    return m_layout.workspaceSettings.upstream == EchoUpstream;
}

bool Workspace::canSetOptions() const
{
    return m_settingsFile->isEditable() && (m_settingsFile->document() || m_settingsFile->text().empty());
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
    const auto edit = [&](const json::Value& root) -> Result<json::Edits> {
        const auto present = root.memberIgnoringCase(name);
        if (present ? !json.empty() && sameValue(*present, json) : json.empty())
            return json::Edits();
        return json::Edits{json.empty() ? json::removeChild(*present) : setPath(root, {std::string(name)}, json)};
    };
    return editSettings(edit, text);
}

Result<void> Workspace::editSettings(const SettingsEdit& edit, const QString& name)
{
    JsonFile& file = *m_settingsFile;
    if (!file.document() && !file.text().empty())
        return Error{"can't be edited while it is broken", {.file = file.path()}};
    if (!file.isEditable())
        return *file.error();
    const bool isNew = !file.document();
    const json::Document document = isNew ? *json::Document::parse("{}") : *file.document();
    if (!document.root().isObject())
        return Error{"must hold an object", {.file = file.path()}};
    const Result<json::Edits> edits = edit(document.root());
    if (!edits)
        return edits.error();
    if (edits->empty())
        return {};
    if (isNew)
        setText(file, json::indented(json::applied(document.text(), *edits), "  ") + '\n', name);
    else
        m_undoStack.push(new EditJson(file, *edits, name));
    return {};
}

void Workspace::takeSettingsFile(JsonFile&)
{
    const auto paths = m_layout.workspaceSettings.paths;
    readWorkspaceSettings();
    if (m_layout.workspaceSettings.paths != paths) {
        locate(m_layout, m_surroundings.files);
        openApis();
    }
    openPolicies(); // the profile decides which, and how they are read
    Q_EMIT settingsChanged();
    Q_EMIT edited();
}

void Workspace::takeConfFile(JsonFile&)
{
    readSettings();
    Q_EMIT settingsChanged();
    Q_EMIT edited();
}

void Workspace::readWorkspaceSettings()
{
    m_workspaceSettingsFindings.clear();
    if (m_settingsFile->lastGood())
        m_layout.workspaceSettings =
            gatereeve::readWorkspaceSettings(m_settingsFile->lastGood()->root(), m_workspaceSettingsFindings);
    if (m_settingsFile->text().empty())
        m_layout.workspaceSettings = {};
}

void Workspace::readSettings()
{
    const GatewaySettings former = m_layout.settings;
    Findings told; // by lint as well
    if (m_confFile && m_confFile->lastGood())
        m_layout.settings = readGatewaySettings(m_confFile->lastGood()->root(), told);
    if (whereabouts(m_layout.settings) != whereabouts(former)) {
        locate(m_layout, m_surroundings.files);
        openPolicies();
        openApis();
    }
}

void Workspace::openPolicies()
{
    std::vector<std::string> paths = m_layout.policyFiles;
    if (policyForm() == PolicyForm::ById) {
        paths.clear();
        if (!m_layout.policiesFile.empty())
            paths.push_back(m_layout.policiesFile);
    }
    m_policyFiles.clear();
    for (const std::string& path : paths) {
        m_policyFiles.push_back(openFile(path, &Workspace::takePolicyFile));
        m_policyFiles.back()->setRemovedWhenEmpty(policyForm() != PolicyForm::ById && !m_layout.policyFolder.empty());
    }
    readPolicies();
}

void Workspace::takePolicyFile(JsonFile& file)
{
    if (std::ranges::find(m_policyFiles, &file) == m_policyFiles.end())
        return;
    if (!readEditedPolicy(file))
        readPolicies();
    Q_EMIT edited();
}

// Of ten thousand policies an edit changes one: the others are not looked at. False: it is not as simple as that.
bool Workspace::readEditedPolicy(const JsonFile& file)
{
    if (!file.reread() || policyForm() != PolicyForm::ById)
        return false;
    const PolicyReload reload = reloadPolicies(m_load, *file.document(), *file.reread(), profile());
    if (!reload.done)
        return false;
    std::optional<QStringList> changed{QStringList()};
    if (reload.otherNames) {
        changed =
            m_policyList.update(m_policyList.rowsFor(placesIn(m_policyFiles, m_layout, profile()), m_load, profile()));
    } else {
        for (const std::string& name : reload.read) {
            if (m_policyList.updateOne({name, *file.document()->root().member(name)}, m_load))
                changed->append(toQString(name));
        }
    }
    if (!changed || !changed->isEmpty())
        Q_EMIT policiesChanged(changed.value_or(QStringList{}));
    return true;
}

QString Workspace::policyAt(const Place& place) const
{
    JsonFile* file = fileAt(toQString(place.file));
    if (!file || std::ranges::find(m_policyFiles, file) == m_policyFiles.end())
        return {};
    std::string best, bestPath;
    for (const PolicyPlace& policy : placesIn({file}, m_layout, profile())) {
        const std::string path = policy.value.path();
        const char next = place.path.size() > path.size() ? place.path[path.size()] : '.';
        const bool holdsIt = place.path.starts_with(path) && (path.empty() || next == '.' || next == '[');
        // Names may hold dots: the longest one that the path begins with.
        if (holdsIt && path.size() >= bestPath.size()) {
            best = policy.name;
            bestPath = path;
        }
    }
    return toQString(best);
}

JsonFile& Workspace::newPolicyFile(const std::string& name)
{
    const std::string path = m_layout.policyFolder + '/' + name;
    auto& paths = m_layout.policyFiles;
    if (const auto place = std::ranges::lower_bound(paths, path); place == paths.end() || *place != path)
        paths.insert(place, path);
    openPolicies();
    if (m_watcher)
        watchFiles();
    return *m_opened.at(path);
}

bool Workspace::lacksPolicies() const
{
    const bool elsewhere = settings().policySource == "service" || settings().policySource == "rpc";
    return m_confFile && m_policyFiles.empty() && !elsewhere && settings().policyPath.empty();
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
    struct Reading {
        PolicyLoad load;
        PolicyList::Rows rows;
    };
    const auto sizes = std::views::transform(m_policyFiles, [](const JsonFile* file) { return file->text().size(); });
    const bool isLarge = std::accumulate(sizes.begin(), sizes.end(), size_t{0}) >= LargeText;
    Reading now = besideTheLoopIf(isLarge, [this] {
        Reading now{loadedFrom(m_policyFiles, m_layout, m_load.policies, profile()), {}};
        if (now.load.places.empty())
            now.load.places = m_load.places; // the text is broken: the last that is known
        now.rows = m_policyList.rowsFor(placesIn(m_policyFiles, m_layout, profile()), now.load, profile());
        return now;
    });
    endBesideTheLoop(std::make_shared<PolicyLoad>(std::exchange(m_load, std::move(now.load))));
    const auto changed = m_policyList.update(std::move(now.rows));
    if (!changed || !changed->isEmpty())
        Q_EMIT policiesChanged(changed.value_or(QStringList{}));
}

void Workspace::openApis()
{
    m_apiFiles.clear();
    m_apis.clear();
    for (const std::string& path : m_layout.apiFiles) {
        m_apiFiles.push_back(openFile(path, &Workspace::takeApiFile));
        m_apis.push_back(readApi(*m_apiFiles.back()));
    }
    m_apiList.update(m_apis);
    Q_EMIT apisChanged();
}

void Workspace::takeApiFile(JsonFile& file)
{
    const auto found = std::ranges::find(m_apiFiles, &file);
    if (found == m_apiFiles.end())
        return;
    m_apis[static_cast<size_t>(found - m_apiFiles.begin())] = readApi(file);
    m_apiList.update(m_apis);
    Q_EMIT apisChanged();
    Q_EMIT edited();
}

ApiItem Workspace::readApi(const JsonFile& file) const
{
    ApiItem item{toQString(file.path()), {}, {}};
    if (file.lastGood())
        item.definition =
            loadApiDefinition(file.lastGood()->text(), file.path(), item.findings, hasExportedApis(m_layout));
    if (file.error())
        item.findings = {unusableFile(file)};
    return item;
}

Findings Workspace::findings() const
{
    Findings findings = m_workspaceSettingsFindings;
    std::ranges::copy_if(m_layout.findings, std::back_inserter(findings), [this](const Finding& finding) {
        // What the layout said about the content of files is found anew with every edit.
        const bool ofContent = finding.kind == "wrong-type" || finding.kind == "malformed";
        return !ofContent && (finding.kind != "no-policies" || m_policyFiles.empty());
    });
    return findings;
}

SnapshotInput Workspace::snapshotInput(uint64_t generation) const
{
    const auto placeOf = [this](const std::string& name) {
        const auto found = m_load.places.find(name);
        return found == m_load.places.end() ? Place() : found->second;
    };
    return {generation, profile(), settings(), m_load.policies, m_apiList.definitions(), placeOf};
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

void Workspace::setText(JsonFile& file, std::string_view text, const QString& name, const QString& mergeKey)
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

Result<void> Workspace::takeMerged(JsonFile& file, const std::string& diskText, const std::string& text)
{
    std::string now;
    if (file.lookAtDisk(&now) != JsonFile::Disk::Changed || now != diskText)
        return Error{"was changed on disk once more; merge it again", {.file = file.path()}};
    file.acceptDisk(diskText);
    setText(file, text, tr("Merge of %1").arg(file.name()));
    markCleanIfSaved();
    return {};
}

void Workspace::takeFromDisk(JsonFile& file, const std::string& diskText)
{
    file.acceptDisk(diskText);
    // An edit like any other, so that what was here before can still be had back.
    setText(file, diskText, tr("Reload of %1").arg(file.name()));
    markCleanIfSaved();
}

void Workspace::reloadQuietly(JsonFile& file, const std::string& diskText)
{
    const std::string former = file.text();
    takeFromDisk(file, diskText);
    Q_EMIT reloaded(&file, former);
}

void Workspace::lookAtDisk()
{
    if (comesAgainWhenFree(this, [this] { lookAtDisk(); })) // an edit, or a save that the disk tells about
        return;
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
            if (file->isModified() && text != file->text())
                Q_EMIT conflicted(file);
            else
                reloadQuietly(*file, text);
            break;
        }
    }
    findNewFiles();
    m_keyList.refresh();
}

// API definitions and policies that came into their folders since those were opened.
void Workspace::findNewFiles()
{
    const auto joinNew = [](std::vector<std::string>& known, const std::vector<std::string>& now) {
        const size_t before = known.size();
        for (const std::string& path : now) {
            if (std::ranges::find(known, path) == known.end())
                known.push_back(path);
        }
        std::ranges::sort(known);
        return known.size() > before;
    };
    const bool newPolicies = joinNew(m_layout.policyFiles, policyFilesNow(m_layout, m_surroundings.files));
    const bool newApis = joinNew(m_layout.apiFiles, apiFilesNow(m_layout, m_surroundings.files));
    if (newPolicies)
        openPolicies();
    if (newApis)
        openApis();
    if (!newPolicies && !newApis)
        return;
    if (m_watcher)
        watchFiles();
    Q_EMIT edited();
}

void Workspace::watchDisk(const FileSystemType& typeOf)
{
    if (!m_watcher) {
        m_watcher = new FileWatcher(typeOf, this);
        connect(m_watcher, &FileWatcher::somethingHappened, this, &Workspace::lookAtDisk);
        if (disk().isForAllThreads()) {
            m_watcher->setCheck([this] { return diskCheck(files(), m_layout, disk()); });
            m_watcher->lookSoon(); // something may have happened since the files were read
        }
    }
    watchFiles();
}

void Workspace::watchFiles()
{
    QStringList paths;
    for (const JsonFile* file : files())
        paths.append(toQString(file->path()));
    for (const std::string& folder : {m_layout.appFolder, m_layout.policyFolder}) {
        if (!folder.empty())
            paths.append(toQString(folder));
    }
    m_watcher->setPaths(paths);
}

} // namespace gatereeve::models
