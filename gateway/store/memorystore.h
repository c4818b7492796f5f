#pragma once

// Keys and counters in a State and nowhere else. Any thread.

#include "gateway/store/stores.h"

namespace gatereeve::gateway
{

class MemoryStore final : public StateStore
{
public:
    MemoryStore(std::shared_ptr<State> state, std::string description);

    Result<std::vector<StoredKey>> list() const override;
    Result<std::optional<StoredKey>> find(const std::string& name) const override;
    Result<void> put(const StoredKey& key) override;
    Result<bool> remove(const std::string& name) override;
    Result<void> resetCounters(const std::string& name) override;
    std::string description() const override { return m_description; }
    std::shared_ptr<State> state() const override { return m_state; }
    Result<void> flush() override;

private:
    const std::shared_ptr<State> m_state;
    const std::string m_description;
};

// What list() and find() answer is the State in every store.
std::vector<StoredKey> listKeys(const State& state);
std::optional<StoredKey> findKey(const State& state, const std::string& name);

} // namespace gatereeve::gateway
