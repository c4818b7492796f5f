#pragma once

// `gatereevectl keys issue|list|show|revoke` (contracts.md): the keys of a workspace, or of a running gateway. Results
// go to standard output, the rest to standard error. What was done before a refusal stays done and printed.

#include <string>
#include <vector>

namespace gatereeve::app
{

// Exactly one of workspace and url.
struct KeysPlace {
    std::string workspace;
    std::string url, secretFile;
};

struct IssueOptions {
    KeysPlace place;
    std::vector<std::string> policies;
    std::string alias;
    std::string expires; // RFC 3339, or a duration from now; empty: as the policies have it
    std::vector<std::string> tags;
    std::string organisation; // empty: the one that all APIs share
    int count = 1;
    bool json = false;
};

struct ListOptions {
    KeysPlace place;
    std::string filter;
    bool json = false;
};

struct ShowOptions {
    KeysPlace place;
    std::string key;
    bool byHash = false; // the key is meant by its stored name (hash_keys)
    bool json = false;
};

struct RevokeOptions {
    KeysPlace place;
    std::vector<std::string> keys;
    bool byHash = false;
    bool json = false;
};

int issueKeys(const IssueOptions& options);
int listKeys(const ListOptions& options);
int showKey(const ShowOptions& options);
int revokeKeys(const RevokeOptions& options);

} // namespace gatereeve::app
