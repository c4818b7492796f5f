#pragma once

// An open workspace: its files, the policies, API definitions, settings and keys that they give, and one undo stack for
// every edit of any of them. What the text says counts at once; a file whose text is broken keeps its last good content
// in force. Main thread; it may be made in another one, where nobody knows it yet, and be moved to the main thread
// then.

#include "core/clock.h"
#include "core/engine/snapshot.h"
#include "core/keys/keystore.h"
#include "core/workspace/policyfiles.h"
#include "models/apilist.h"
#include "models/filewatcher.h"
#include "models/jsonfile.h"
#include "models/keylist.h"
#include "models/policylist.h"

#include <QUndoStack>

#include <functional>

namespace gatereeve::models
{

// What a workspace works with; all must outlive it.
struct Surroundings {
    FileSystem& files;
    KeyStore& keys;
    const Clock& clock;
};

class Workspace : public QObject
{
    Q_OBJECT
public:
    Workspace(Layout layout, const Surroundings& surroundings, QObject* parent = nullptr);
    ~Workspace() override;

    QString title() const; // name of its folder
    const Layout& layout() const { return m_layout; }
    const Clock& clock() const { return m_surroundings.clock; }
    FileSystem& disk() const { return m_surroundings.files; }
    QUndoStack& undoStack() { return m_undoStack; }

    // Where the policies of the profile stand, one file or several (core/workspace/policyfiles.h).
    PolicyForm policyForm() const { return policyFormOf(m_layout, profile()); }
    const std::vector<JsonFile*>& policyFiles() const { return m_policyFiles; }
    JsonFile* policiesFile() const;                   // the one of PolicyForm::ById; null: there is none such
    JsonFile* confFile() const { return m_confFile; } // null: a bare policies file, or an export
    JsonFile& settingsFile() const { return *m_settingsFile; }
    const std::vector<JsonFile*>& apiFiles() const { return m_apiFiles; }
    std::vector<JsonFile*> files() const;
    JsonFile* fileAt(const QString& path) const; // null: none of ours

    const GatewaySettings& settings() const { return m_layout.settings; }
    Profile profile() const;
    bool usesEchoUpstream() const;
    // Edits of gatereeve.json, undoable. Refused while that file is broken.
    bool canSetOptions() const;
    Result<void> setProfile(Profile profile);
    Result<void> setEchoUpstream(bool echo);
    // `edit` gets the object that the file holds, or an empty one where there is no file.
    using SettingsEdit = std::function<Result<json::Edits>(const json::Value& root)>;
    Result<void> editSettings(const SettingsEdit& edit, const QString& name);

    PolicyList& policyList() { return m_policyList; }
    const PolicyList& policyList() const { return m_policyList; }
    const PolicySet& policies() const { return m_load.policies; } // in force
    const PolicyLoad& policyLoad() const { return m_load; }
    ApiList& apiList() { return m_apiList; }
    const ApiList& apiList() const { return m_apiList; }
    KeyList& keyList() { return m_keyList; }
    const KeyList& keyList() const { return m_keyList; }
    // Of finding the files and of gatereeve.json; what else is in the files lint finds (livelint.h).
    Findings findings() const;

    SnapshotInput snapshotInput(uint64_t generation) const; // to be used before the next edit

    bool isModified() const;
    int
    unsavedEdits() const; // undo steps between the saved state and now; -1: the saved state can't be reached any more
    // Saves every modified file; what could not be saved is returned and stays modified.
    std::vector<Error> save();
    Result<void> saveFile(JsonFile& file, JsonFile::Overwrite overwrite);

    QString policyAt(const Place& place) const; // the one that holds it; empty: none does
    // For an edit that puts a policy into a file of its own: that file, which is not there yet. In the policies'
    // folder.
    JsonFile& newPolicyFile(const std::string& name);

    // Whole text of a file in one undo step (JSON view, reload); it may be broken JSON. Only the bytes between the
    // first and the last difference are exchanged. Steps with the same `mergeKey` that follow each other become one.
    void setText(JsonFile& file, std::string_view text, const QString& name, const QString& mergeKey = {});
    // Takes over what the disk holds, in one undo step.
    void reload(JsonFile& file);
    // The disk's changes and ours were put together to `text`, which is in the window in one undo step afterwards and
    // not saved. An error: the disk holds something else than `diskText` by now.
    Result<void> takeMerged(JsonFile& file, const std::string& diskText, const std::string& text);
    // tyk.conf does not say where policies come from: makes it name policies/policies.json, in one undo step.
    bool lacksPolicies() const;
    Result<void> addPoliciesSection();

    // Typing in one field merges into one undo step until this is called (focus leaves, Enter).
    void finishTyping() { ++m_typing; }
    int typing() const { return m_typing; }

    // Looks at all files on disk: reloads the unmodified, tells about the others. Also called by the watcher.
    void lookAtDisk();
    void watchDisk(const FileSystemType& typeOf = fileSystemTypeOf);         // off until called
    bool isOnNetworkDisk() const { return m_watcher && m_watcher->polls(); } // once it is watched

Q_SIGNALS:
    void policiesChanged(const QStringList& ids); // empty: any
    void apisChanged();
    void settingsChanged(); // tyk.conf, profile, echo
    void edited();          // anything that is enforced has changed: compile and publish
    void savedChanged();    // isModified or unsavedEdits
    void reloaded(gatereeve::models::JsonFile* file, const std::string& former); // quietly, from disk
    // Changed on disk while modified here, or gone from disk (exists() is false then); nothing was done.
    void conflicted(gatereeve::models::JsonFile* file);

private:
    using Handler = void (Workspace::*)(JsonFile& file);
    JsonFile* openFile(const std::string& path, Handler changed);
    void openPolicies();
    void openApis();
    void takeSettingsFile(JsonFile&);
    void takeConfFile(JsonFile&);
    void takePolicyFile(JsonFile& file);
    void takeApiFile(JsonFile& file);
    void readSettings();
    void readWorkspaceSettings();
    void readPolicies();
    bool readEditedPolicy(const JsonFile& file);
    ApiItem readApi(const JsonFile& file) const;
    void findNewFiles();
    void watchFiles();
    Result<void> setWorkspaceMember(std::string_view name, const std::string& json, const QString& text);
    void takeFromDisk(JsonFile& file, const std::string& diskText);
    void reloadQuietly(JsonFile& file, const std::string& diskText);
    void markCleanIfSaved();

    Layout m_layout;
    Surroundings m_surroundings;
    QUndoStack m_undoStack;
    FileWatcher* m_watcher = nullptr;
    std::map<std::string, JsonFile*> m_opened; // every one that was ever named: undo commands may refer to it
    JsonFile* m_confFile = nullptr;
    JsonFile* m_settingsFile = nullptr;
    std::vector<JsonFile*> m_policyFiles, m_apiFiles;
    PolicyLoad m_load;
    PolicyList m_policyList;
    std::vector<ApiItem> m_apis; // in the order of m_apiFiles
    ApiList m_apiList;
    KeyList m_keyList;
    Findings m_workspaceSettingsFindings;
    int m_typing = 0;
};

} // namespace gatereeve::models
