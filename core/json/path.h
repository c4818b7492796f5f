#pragma once

// JSON paths as people write them: gold.access_rights.orders.versions[0]. A name that would be misread is quoted:
// ["v1.2"].rate

#include <cstddef>
#include <string>
#include <string_view>

namespace gatereeve::json
{

void appendNameStep(std::string& path, std::string_view name);
void appendIndexStep(std::string& path, size_t index);

} // namespace gatereeve::json
