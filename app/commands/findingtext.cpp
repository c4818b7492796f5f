#include "app/commands/findingtext.h"

#include "app/exitcode.h"

#include <cstdio>

namespace gatereeve::app
{

std::string lineOf(const Finding& finding)
{
    return toString(finding.place) + std::string(nameOf(finding.severity)) + ": " + finding.message.english() + " [" +
           finding.kind + ']';
}

void writeFinding(json::Writer& writer, const Finding& finding)
{
    writer.beginObject();
    writer.key("kind").string(finding.kind);
    writer.key("severity").string(nameOf(finding.severity));
    writer.key("file").string(finding.place.file);
    writer.key("line").integer(finding.place.line);
    writer.key("column").integer(finding.place.column);
    writer.key("path").string(finding.place.path);
    writer.key("message").string(finding.message.english());
    writer.endObject();
}

int noInput(const Error& error)
{
    std::fprintf(stderr, "gatereevectl: %s\n", error.describe().c_str());
    return NoInput;
}

} // namespace gatereeve::app
