#pragma once

// Keys in a map. `failure` set: every change is refused with it and nothing happens; `failingName`: those of one key.

#include "core/keys/keystore.h"

#include <map>

namespace gatereeve::tests
{

class MemoryKeyStore final : public KeyStore
{
public:
    std::map<std::string, StoredKey> keys;
    std::optional<Error> failure;
    std::string failingName;

    Result<std::vector<StoredKey>> list() const override
    {
        std::vector<StoredKey> all;
        for (const auto& [name, key] : keys)
            all.push_back(key);
        return all;
    }
    Result<std::optional<StoredKey>> find(const std::string& name) const override
    {
        const auto key = keys.find(name);
        return key == keys.end() ? std::optional<StoredKey>() : key->second;
    }
    Result<void> put(const StoredKey& key) override
    {
        if (failure)
            return *failure;
        if (key.name == failingName)
            return Error{"the disk is full", {}};
        keys[key.name] = key;
        return {};
    }
    Result<bool> remove(const std::string& name) override
    {
        if (failure)
            return *failure;
        return keys.erase(name) > 0;
    }
    Result<void> resetCounters(const std::string&) override { return {}; }
    std::string description() const override { return "memory"; }
};

} // namespace gatereeve::tests
