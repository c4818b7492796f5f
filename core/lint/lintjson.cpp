#include "core/lint/lintoutput.h"

#include "core/json/writer.h"

namespace gatereeve::lint
{

namespace
{

void writeFinding(json::Writer& writer, const LintFinding& found, const ShownPath& shown)
{
    const Place& place = found.finding.place;
    writer.beginObject();
    writer.key("rule").string(found.rule->id);
    writer.key("category").string(nameOf(found.rule->category));
    writer.key("severity").string(nameOf(found.finding.severity));
    writer.key("file").string(shown(place.file));
    writer.key("line").integer(place.line);
    writer.key("column").integer(place.column);
    writer.key("offset").integer(static_cast<int64_t>(found.offset));
    writer.key("length").integer(static_cast<int64_t>(found.length));
    writer.key("path").string(place.path);
    writer.key("message").string(found.finding.message.english());
    if (found.fix) {
        writer.key("fix").beginObject();
        writer.key("title").string(found.fix->title.english());
        writer.key("safe").boolean(found.fix->isSafe);
        writer.endObject();
    }
    writer.endObject();
}

} // namespace

std::string lintJson(const std::vector<LintRun>& runs, const ShownPath& shown)
{
    json::Writer writer(json::Writer::Layout::Indented);
    int64_t counts[3] = {}, silenced = 0;
    writer.beginObject();
    writer.key("findings").beginArray();
    for (const LintRun& run : runs) {
        silenced += static_cast<int64_t>(run.result.silenced);
        for (const LintFinding& found : run.result.findings) {
            ++counts[static_cast<size_t>(found.finding.severity)];
            writeFinding(writer, found, shown);
        }
    }
    writer.endArray();
    for (const auto& [severity, name] :
         {std::pair{Severity::Error, "errors"}, {Severity::Warning, "warnings"}, {Severity::Note, "notes"}})
        writer.key(name).integer(counts[static_cast<size_t>(severity)]);
    writer.key("silenced").integer(silenced);
    writer.endObject();
    return writer.take();
}

} // namespace gatereeve::lint
