#pragma once

// The log of `serve` on stderr: events, and with a format chosen one line a request (docs/contracts.md, Log). Keys show
// their last four characters only. Any thread; a line is written whole.

#include "core/engine/decision.h"
#include "core/engine/snapshot.h"

#include <optional>
#include <string>

namespace gatereeve::app
{

enum class LogFormat : uint8_t { Text, Json };

class Log final
{
public:
    // No format: events in words, no requests.
    explicit Log(std::optional<LogFormat> format) : m_format(format) {}

    bool showsRequests() const { return m_format.has_value(); }
    void event(const std::string& level, const std::string& event, const std::string& text) const;
    // `snapshot` names the API when it is of the decision's generation; may be null.
    void request(const Decision& decision, const Snapshot* snapshot) const;

private:
    void write(const std::string& line) const;
    const std::optional<LogFormat> m_format;
};

} // namespace gatereeve::app
