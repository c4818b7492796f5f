#include "models/decisionexport.h"

#include "core/engine/decisionwords.h"
#include "core/json/writer.h"
#include "core/timetext.h"
#include "models/aliaslist.h"
#include "models/decisiontext.h"
#include "models/text.h"

#include <utility>

namespace gatereeve::models
{

namespace
{

constexpr std::string_view Heading =
    "time,outcome,status,method,path,api,alias,key,stopped_by,why,policies,duration_us,generation\r\n";

// Names of members and cells are never translated, the reason is the sentence of the window.
struct Parts {
    Parts(const Decision& decision, const KeyList* keys)
        : time(rfc3339(decision.time)),
          outcome(outcomeWord(decision)),
          method(decision.method.view()),
          path(toUtf8(pathOf(decision))),
          alias(toUtf8(aliasOf(decision, keys))),
          key(toUtf8(maskedKeyOf(decision))),
          stoppedBy(toUtf8(checkOf(decision))),
          why(decision.passed() ? std::string() : toUtf8(sentence(summaryOf(decision)))),
          policies(policiesOf(decision, keys))
    {
    }
    std::string time;
    std::string_view outcome, method;
    std::string path, alias, key, stoppedBy, why;
    QStringList policies;
};

} // namespace

DecisionExport::DecisionExport(ExportFormat format, const KeyList* keys) : m_format(format), m_keys(keys)
{
}

void DecisionExport::add(const Decision& decision, const DecisionApi& api)
{
    if (m_format == ExportFormat::Csv)
        addCsv(decision, api);
    else
        addJson(decision, api);
}

std::string DecisionExport::take()
{
    if (m_format == ExportFormat::Csv) {
        if (m_text.empty())
            m_text = Heading;
    } else {
        m_text += m_text.empty() ? "[]\n" : "\n]\n";
    }
    return std::exchange(m_text, {});
}

void DecisionExport::addCsv(const Decision& decision, const DecisionApi& api)
{
    const Parts parts(decision, m_keys);
    if (m_text.empty())
        m_text = Heading;
    const auto cell = [&](std::string_view text) {
        m_text += toUtf8(csvCell(toQString(text)));
        m_text += ',';
    };
    cell(parts.time);
    cell(parts.outcome);
    m_text += std::to_string(decision.status) + ',';
    cell(parts.method);
    cell(parts.path);
    cell(toUtf8(api.name.isEmpty() ? api.id : api.name));
    cell(parts.alias);
    cell(parts.key);
    cell(parts.stoppedBy);
    cell(parts.why);
    cell(toUtf8(parts.policies.join(u' ')));
    m_text += std::to_string(decision.durationMicroseconds) + ',' + std::to_string(decision.generation) + "\r\n";
}

void DecisionExport::addJson(const Decision& decision, const DecisionApi& api)
{
    const Parts parts(decision, m_keys);
    json::Writer writer;
    writer.beginObject();
    writer.key("time").string(parts.time).key("outcome").string(parts.outcome);
    writer.key("status").integer(decision.status);
    writer.key("method").string(parts.method).key("path").string(parts.path);
    writer.key("api_id").string(toUtf8(api.id)).key("api_name").string(toUtf8(api.name));
    writer.key("alias").string(parts.alias).key("key").string(parts.key);
    writer.key("stopped_by").string(parts.stoppedBy).key("why").string(parts.why);
    writer.key("policies").beginArray();
    for (const QString& policy : parts.policies)
        writer.string(toUtf8(policy));
    writer.endArray();
    writer.key("duration_us").integer(decision.durationMicroseconds);
    writer.key("generation").integer(static_cast<int64_t>(decision.generation));
    writer.endObject();
    m_text += m_text.empty() ? "[\n" : ",\n";
    m_text += writer.take();
}

} // namespace gatereeve::models
