#pragma once

// The admin API as commands reach it: that of a running gateway, or one of our own over a workspace's store. Commands
// say the same to both, so that a key is made by the same rules.

#include "core/result.h"

#include <memory>
#include <string>

namespace gatereeve::app
{

struct AdminAnswer {
    int status = 0;
    std::string body;

    bool refused() const { return status >= 400; }
    std::string message() const; // of a refusal
};

class AdminChannel
{
public:
    virtual ~AdminChannel() = default;
    // `target`: path and query. The error: nobody answered.
    virtual Result<AdminAnswer> call(const std::string& method, const std::string& target, const std::string& body) = 0;
};

// One byte of a key is one byte of the path, whatever it is.
std::string percentEncoded(std::string_view segment);

} // namespace gatereeve::app
