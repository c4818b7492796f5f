#include "gateway/store/memorystore.h"

namespace gatereeve::gateway
{

std::unique_ptr<StateStore> makeOverlayStore(const StateStore& base)
{
    return std::make_unique<MemoryStore>(copyOf(*base.state()), base.description() + " (overlay)");
}

} // namespace gatereeve::gateway
