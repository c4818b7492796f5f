#include "gateway/store/currentstore.h"

namespace gatereeve::gateway
{

std::shared_ptr<StateStore> CurrentStore::current() const
{
    const std::lock_guard lock(m_mutex);
    return m_overlay ? m_overlay : m_real;
}

bool CurrentStore::isOverlaid() const
{
    const std::lock_guard lock(m_mutex);
    return m_overlay != nullptr;
}

void CurrentStore::beginOverlay()
{
    if (isOverlaid())
        return;
    std::shared_ptr<StateStore> overlay = makeOverlayStore(*m_real);
    const std::lock_guard lock(m_mutex);
    m_overlay = std::move(overlay);
}

void CurrentStore::dropOverlay()
{
    const std::lock_guard lock(m_mutex);
    m_overlay.reset();
}

} // namespace gatereeve::gateway
