#pragma once

// What the other profiles would give a key of this workspace. They read the same policies file in their own way (a
// policy that is not active, a value of the wrong type), so it is read once for each of them and kept until it changes.
// Main thread.

#include "core/keys/keystore.h"
#include "models/sessionrows.h"
#include "models/workspace.h"

namespace gatereeve::models
{

class OtherProfiles : public QObject
{
    Q_OBJECT
public:
    explicit OtherProfiles(const Workspace& workspace, QObject* parent = nullptr);

    struct Compared {
        Provenance why; // of the workspace's own profile
        std::vector<FieldElsewhere> differences;
    };
    // No differences while the policies file is broken.
    Compared compare(const StoredKey& key);

private:
    const std::map<Profile, PolicySet>& policies();
    const Workspace& m_workspace;
    std::map<Profile, PolicySet> m_policies; // empty: to be read
};

} // namespace gatereeve::models
