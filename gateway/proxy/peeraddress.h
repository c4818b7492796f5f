#pragma once

// Who is at the other end of a connected descriptor, in digits; left as it was when that can't be told.

#include <cstdint>
#include <string>

namespace gatereeve::gateway
{

void readPeer(int descriptor, std::string& address, uint16_t& port);

} // namespace gatereeve::gateway
