#pragma once

// A key and its policies with changes made to them, and what the changes are in words: what nearestchanges.cpp tries.
// A policy's name that is empty stands for the key itself. Functions that return bool change nothing when they return
// false: there is nothing to change. Pure; any thread.

#include "core/engine/admission.h"
#include "core/engine/nearestchanges.h"

namespace gatereeve
{

class ChangeDraft
{
public:
    ChangeDraft(const Snapshot& snapshot, const Session& key);

    const Session& key() const { return m_key; }
    const PolicySet& policies() const { return m_policies; } // those that the key names, as far as they are loaded
    std::vector<std::string> policyNames() const { return m_key.policyNames(); }
    NearestChange change() const;

    // `ofRight`: where the right to the API has a limit of its own, there.
    bool setRate(const std::string& policy, bool ofRight, const AskedRequest& request, double rate);
    bool setQuota(const std::string& policy, bool ofRight, const AskedRequest& request, int64_t maximum);
    bool setLastUpdated(const std::string& policy, int64_t seconds);
    void sayLimit(const std::string& policy, const char* member, int64_t needed, bool newer);
    bool setPer(const std::string& policy, const AskedRequest& request); // 1 s where a rate has none
    bool setOrganisation(const std::string& policy, const std::string& organisation);
    bool activateKey();
    bool activatePolicy(const std::string& policy);
    void extend(int64_t expires); // Unix seconds; the first at which it would do
    bool addApi(const std::string& policy, const AskedRequest& request);
    bool addVersion(const std::string& policy, const AskedRequest& request);
    bool addUrl(const std::string& policy, const AskedRequest& request);
    bool takePolicyOut(const std::string& policy);
    void addPolicy(const std::string& policy, std::shared_ptr<const PolicyEntry> entry);

    void say(Message words);

private:
    // Null: not loaded, or not as its file says, so that a change of the file need not change it.
    const PolicyEntry* entryOf(const std::string& policy) const;
    void put(const std::string& policy, Policy changed, const std::string& member);
    template <typename Change>
    bool changeLimit(const std::string& policy, bool ofRight, const AskedRequest& request, const char* member,
                     Change change);
    template <typename Change>
    bool changeRights(const std::string& policy, const std::string& member, Change change);

    Session m_key;
    PolicySet m_policies;
    Profile m_profile;
    std::map<std::string, Policy> m_changed;
    bool m_keyChanged = false;
    std::vector<Message> m_words;
    std::optional<Place> m_place; // of the first change
};

} // namespace gatereeve
