#pragma once

// Memory of coroutine frames. A finished frame goes to a free list of its size and thread, so that in steady state a
// request allocates nothing. A frame is freed on the thread that made it (connections never change their worker).

#include <cstddef>

namespace gatereeve::gateway
{

void* allocateFrame(size_t bytes);
void freeFrame(void* frame, size_t bytes);

} // namespace gatereeve::gateway
