#pragma once

// The store that is in force: the real one, or the overlay while time is not real (contracts.md, Clock). One object for
// the life of the gateway, so that whoever holds it does not notice the change. Any thread.

#include "gateway/store/stores.h"

#include <memory>
#include <mutex>

namespace gatereeve::gateway
{

class CurrentStore final : public StateStore
{
public:
    explicit CurrentStore(std::unique_ptr<StateStore> real) : m_real(std::move(real)) {}

    void beginOverlay(); // nothing when there is one
    void dropOverlay();
    bool isOverlaid() const;

    Result<std::vector<StoredKey>> list() const override { return current()->list(); }
    Result<std::optional<StoredKey>> find(const std::string& name) const override { return current()->find(name); }
    Result<void> put(const StoredKey& key) override { return current()->put(key); }
    Result<bool> remove(const std::string& name) override { return current()->remove(name); }
    Result<void> resetCounters(const std::string& name) override { return current()->resetCounters(name); }
    std::string description() const override { return m_real->description(); }
    std::shared_ptr<State> state() const override { return current()->state(); }
    Result<void> flush() override { return m_real->flush(); }
    Result<void> announceOwner(const std::string& controlAddress) override
    {
        return m_real->announceOwner(controlAddress);
    }

private:
    // A call under way keeps its store, also when the overlay is dropped meanwhile.
    std::shared_ptr<StateStore> current() const;

    const std::shared_ptr<StateStore> m_real;
    mutable std::mutex m_mutex; // guards m_overlay
    std::shared_ptr<StateStore> m_overlay;
};

} // namespace gatereeve::gateway
