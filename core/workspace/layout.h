#pragma once

// What the files of a workspace are: from a tyk.conf (or a folder that has one, a bare policies file, a dashboard's
// export) to the policies, the API definitions and our own settings. A path in tyk.conf that does not exist here is
// mapped as in contracts.md. Reads through the injected disk and changes nothing; any thread.

#include "core/apidefinition.h"
#include "core/gatewaysettings.h"
#include "core/json/document.h"
#include "core/reading/finding.h"
#include "core/workspace/filesystem.h"

#include <optional>

namespace gatereeve
{

// gatereeve.json beside tyk.conf (contracts.md, Files of a workspace). Unknown members stay in the file.
struct WorkspaceSettings {
    std::optional<Profile> profile;
    std::string upstream;                     // "echo" or empty
    std::map<std::string, std::string> paths; // written path → path used

    bool operator==(const WorkspaceSettings&) const = default;
};

struct Layout {
    std::string opened;       // the path that was asked for: opening it again gives the same
    std::string folder;       // everything relative goes from here
    std::string confFile;     // empty: a bare policies file or an export
    std::string policiesFile; // empty: none named. Not there: a path all the same, for the message of who reads it
    std::string policyFolder; // of `policy_path`, which only 5.x reads, or of an export; empty: none
    bool isExport = false;    // the policies are what a dashboard exported; which a gateway gets from its service
    std::vector<std::string> policyFiles;       // of policyFolder, or the one exported file: full paths, sorted by name
    std::string appFolder;                      // empty: none
    std::vector<std::string> apiFiles;          // full paths, sorted by name
    std::vector<CertificateFiles> certificates; // of settings, each file where it is on this machine
    std::string settingsFile;                   // folder + gatereeve.json, whether or not it exists
    std::string stateFolder;                    // folder + .gatereeve
    GatewaySettings settings;
    WorkspaceSettings workspaceSettings;
    std::map<std::string, std::string> mapped; // written path → path used instead
    Findings findings;
};

// `opened`: a folder, a tyk.conf, a policies file, or a folder or file of an export. An error where nothing can be
// opened: no such path, a folder without such files, an API definition or a key, a tyk.conf that is no JSON (its place
// and reason). Everything less is a finding.
// With BrokenConf::Opened such a tyk.conf is a finding too, and policies and APIs are looked for at their usual places:
// so that it can be mended.
enum class BrokenConf : uint8_t { Refused, Opened };
Result<Layout> findLayout(const std::string& opened, const FileSystem& files,
                          BrokenConf brokenConf = BrokenConf::Refused);

// Finds anew what layout.settings and layout.workspaceSettings name, after an edit of theirs; its findings take the
// place of all former ones. Without a tyk.conf nothing is named, and nothing happens.
void locate(Layout& layout, const FileSystem& files);

WorkspaceSettings readWorkspaceSettings(const json::Value& value, Findings& findings);

// One API definition file → value, with its problems; nothing when it is no definition at all. An OpenAPI document
// gives a value with isOas. In an export the definition may lie inside "api_definition", where a gateway does not look.
std::optional<ApiDefinition> loadApiDefinition(const std::string& text, const std::string& fileName, Findings& findings,
                                               bool isExported = false);
// policyFiles and apiFiles as they are on disk by now: others may have come into the folders.
std::vector<std::string> policyFilesNow(const Layout& layout, const FileSystem& files);
std::vector<std::string> apiFilesNow(const Layout& layout, const FileSystem& files);
// API definitions of this layout may lie inside "api_definition".
bool hasExportedApis(const Layout& layout);

inline constexpr size_t LargestFile = 64u << 20; // bytes

} // namespace gatereeve
