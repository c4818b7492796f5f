#pragma once

// What the files of a workspace are: from a tyk.conf (or a folder that has one, or a bare policies file) to the
// policies file, the API definitions and our own settings. A path in tyk.conf that does not exist here is mapped as in
// contracts.md. Reads through the injected disk and changes nothing; any thread.

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
    std::string folder;       // everything relative goes from here
    std::string confFile;     // empty: a bare policies file
    std::string policiesFile; // empty: none named. Not there: a path all the same, for the message of who reads it
    std::string policyFolder; // of `policy_path`, which only 5.x reads; empty: none named
    std::string appFolder;    // empty: none
    std::vector<std::string> apiFiles; // full paths, sorted by name
    std::string settingsFile;          // folder + gatereeve.json, whether or not it exists
    std::string stateFolder;           // folder + .gatereeve
    GatewaySettings settings;
    WorkspaceSettings workspaceSettings;
    std::map<std::string, std::string> mapped; // written path → path used instead
    Findings findings;
};

// `opened`: a folder, a tyk.conf or a policies file. An error where nothing can be opened: no such path, a folder
// without such files, a tyk.conf that is no JSON (its place and reason). Everything less is a finding.
Result<Layout> findLayout(const std::string& opened, const FileSystem& files);

WorkspaceSettings readWorkspaceSettings(const json::Value& value, Findings& findings);

// One API definition file → value, with its problems; nothing when it is no definition at all. An OpenAPI document
// gives a value with isOas.
std::optional<ApiDefinition> loadApiDefinition(const std::string& text, const std::string& fileName,
                                               Findings& findings);

inline constexpr size_t LargestFile = 64u << 20; // bytes

} // namespace gatereeve
