#include "app/log.h"

#include "core/engine/decisionwords.h"
#include "core/json/writer.h"
#include "core/units.h"

#include <cstdio>

namespace gatereeve::app
{
namespace
{

std::string now()
{
    return rfc3339(SystemClock().now());
}

std::string masked(const Decision& decision)
{
    return decision.keyTail.length == 0 ? std::string() : "…" + std::string(decision.keyTail.view());
}

std::string apiOf(const Decision& decision, const Snapshot* snapshot)
{
    if (!snapshot || snapshot->generation != decision.generation || decision.apiIndex >= snapshot->apis.size())
        return {};
    return snapshot->apis[decision.apiIndex].definition.apiId;
}

} // namespace

void Log::event(const std::string& level, const std::string& event, const std::string& text) const
{
    if (m_format != LogFormat::Json) {
        write(now() + ' ' + level + ' ' + event + ": " + text + '\n');
        return;
    }
    json::Writer writer;
    writer.beginObject();
    writer.key("ts").string(now());
    writer.key("level").string(level);
    writer.key("event").string(event);
    writer.key("text").string(text);
    writer.endObject();
    write(writer.take() + '\n');
}

void Log::request(const Decision& decision, const Snapshot* snapshot) const
{
    const std::string why = summaryOf(decision).english();
    if (m_format != LogFormat::Json) {
        write(rfc3339(decision.time) + " request " + std::string(decision.method.view()) + ' ' +
              std::string(decision.path.view()) + ' ' + std::to_string(decision.status) + ' ' + masked(decision) + ' ' +
              why + '\n');
        return;
    }
    json::Writer writer;
    writer.beginObject();
    writer.key("ts").string(rfc3339(decision.time));
    writer.key("level").string("info");
    writer.key("event").string("request");
    writer.key("api").string(apiOf(decision, snapshot));
    writer.key("key").string(masked(decision));
    writer.key("method").string(decision.method.view());
    writer.key("path").string(decision.path.view());
    writer.key("status").integer(decision.status);
    writer.key("decision").string(outcomeWord(decision));
    writer.key("check").string(decision.passed() ? std::string_view() : nameOf(decision.stoppedAt));
    writer.key("policy").string(decision.policy.view());
    writer.key("generation").integer(static_cast<int64_t>(decision.generation));
    writer.key("us").integer(decision.durationMicroseconds);
    writer.endObject();
    write(writer.take() + '\n');
}

void Log::write(const std::string& line) const
{
    std::fwrite(line.data(), 1, line.size(), stderr);
}

} // namespace gatereeve::app
