#pragma once

// A workspace on a disk in memory that can be laid out, and made to fail, before it is opened.

#include "core/workspace/layout.h"
#include "models/text.h"
#include "models/workspace.h"
#include "tests/support/failingfilesystem.h"
#include "tests/support/memorykeystore.h"
#include "tests/support/stillclock.h"

#include <memory>

namespace gatereeve::tests
{

inline constexpr const char* ConfPath = "/w/tyk.conf";
inline constexpr const char* PoliciesPath = "/w/policies/policies.json";
inline constexpr const char* OrdersPath = "/w/apps/orders.json";

struct WorkspaceFixture {
    FailingFileSystem disk;
    MemoryKeyStore keys;
    StillClock clock;
    std::unique_ptr<models::Workspace> workspace;

    WorkspaceFixture(); // writes tyk.conf, three policies (gold, silver, trial) and one API; open() comes after changes

    void write(const std::string& path, const std::string& bytes) { disk.files[path].bytes = bytes; }
    const std::string& onDisk(const std::string& path) { return disk.files.at(path).bytes; }

    void open(const std::string& path = ConfPath)
    {
        auto layout = findLayout(path, disk);
        assert(layout.ok());
        workspace =
            std::make_unique<models::Workspace>(std::move(layout).value(), models::Surroundings{disk, keys, clock});
    }

    void addKey(const std::string& name, const std::vector<std::string>& policies, const std::string& alias = {})
    {
        StoredKey key{name, name, {}};
        key.session.applyPolicies = policies;
        key.session.alias = alias;
        keys.keys[name] = key;
    }

    const std::string& policiesText() const { return workspace->policiesFile()->text(); }
    const Policy& policy(const char* id) const
    {
        return workspace->policyList().find(QString::fromLatin1(id))->policy();
    }
};

} // namespace gatereeve::tests
