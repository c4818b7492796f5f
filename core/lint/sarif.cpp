#include "core/lint/lintoutput.h"

#include "core/engine/expressionproblem.h"
#include "core/json/writer.h"

#include <algorithm>
#include <map>

namespace gatereeve::lint
{

namespace
{

// 3.27.10: "note", "warning", "error" are levels of SARIF as well.
std::string_view levelOf(Severity severity)
{
    return nameOf(severity);
}

// 3.4.3: an RFC 3986 reference; what may not stand in a path is escaped.
std::string uriOf(const std::string& path)
{
    constexpr std::string_view Digits = "0123456789ABCDEF";
    std::string uri = path.starts_with('/') ? "file://" : "";
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) || std::string_view("-._~/").find(c) != std::string_view::npos)
            uri += c;
        else
            uri.append("%").append(1, Digits[byte >> 4]).append(1, Digits[byte & 15]);
    }
    return uri;
}

struct Position {
    int64_t line = 1, column = 1; // in characters
};

Position positionOf(const json::Document& document, size_t offset)
{
    const Place place = document.placeAt(offset);
    const std::string_view text = document.text();
    const size_t lineStart = offset - static_cast<size_t>(place.column - 1);
    return {place.line, static_cast<int64_t>(characterAt(text.substr(lineStart), offset - lineStart))};
}

class SarifWriter
{
public:
    SarifWriter(const std::vector<LintRun>& runs, const ShownPath& shown) : m_runs(runs), m_shown(shown)
    {
        for (const LintRun& run : runs) {
            for (const LintFinding& found : run.result.findings)
                m_indices.try_emplace(found.rule, 0);
        }
        int64_t index = 0;
        for (auto& [rule, at] : m_indices)
            at = index++;
    }

    std::string write()
    {
        m_writer.beginObject();
        m_writer.key("$schema").string("https://json.schemastore.org/sarif-2.1.0.json");
        m_writer.key("version").string("2.1.0");
        m_writer.key("runs").beginArray().beginObject();
        writeTool();
        m_writer.key("columnKind").string("unicodeCodePoints");
        m_writer.key("results").beginArray();
        for (const LintRun& run : m_runs) {
            findDocuments(run.input);
            for (const LintFinding& found : run.result.findings)
                writeResult(found);
        }
        m_writer.endArray();
        m_writer.endObject().endArray().endObject();
        return m_writer.take();
    }

private:
    void writeText(std::string_view key, std::string_view text)
    {
        m_writer.key(key).beginObject();
        m_writer.key("text").string(text);
        m_writer.endObject();
    }

    void writeTool()
    {
        m_writer.key("tool").beginObject().key("driver").beginObject();
        m_writer.key("name").string("gatereevectl");
        m_writer.key("version").string(GATEREEVE_VERSION);
        m_writer.key("rules").beginArray();
        for (const auto& [rule, index] : m_indices) {
            m_writer.beginObject();
            m_writer.key("id").string(rule->id);
            writeText("shortDescription", rule->reason);
            writeText("help", rule->remedy);
            m_writer.key("defaultConfiguration").beginObject();
            m_writer.key("level").string(levelOf(rule->severity));
            m_writer.endObject();
            m_writer.key("properties").beginObject();
            m_writer.key("category").string(nameOf(rule->category));
            m_writer.endObject();
            m_writer.endObject();
        }
        m_writer.endArray().endObject().endObject();
    }

    void findDocuments(const LintInput& input)
    {
        m_documents.clear();
        for (const auto* one : {&input.conf, &input.settings, &input.policies})
            if (*one)
                m_documents[(*one)->file()] = &**one;
        for (const auto* many : {&input.policyFiles, &input.apis, &input.keys})
            for (const json::Document& document : *many)
                m_documents[document.file()] = &document;
    }

    const json::Document* documentOf(const LintFinding& found) const
    {
        const auto document = m_documents.find(found.finding.place.file);
        return document == m_documents.end() ? nullptr : document->second;
    }

    void writeRegion(std::string_view key, const json::Document& document, size_t offset, size_t length)
    {
        const Position begin = positionOf(document, offset), end = positionOf(document, offset + length);
        m_writer.key(key).beginObject();
        m_writer.key("startLine").integer(begin.line).key("startColumn").integer(begin.column);
        m_writer.key("endLine").integer(end.line).key("endColumn").integer(end.column);
        m_writer.endObject();
    }

    void writeArtifact(const std::string& file)
    {
        m_writer.key("artifactLocation").beginObject();
        m_writer.key("uri").string(uriOf(m_shown(file)));
        m_writer.endObject();
    }

    void writeLocation(const LintFinding& found)
    {
        const Place& place = found.finding.place;
        m_writer.beginObject().key("physicalLocation").beginObject();
        writeArtifact(place.file);
        if (const json::Document* document = documentOf(found); document && place.line > 0) {
            writeRegion("region", *document, found.offset, found.length);
        } else if (place.line > 0) {
            m_writer.key("region").beginObject(); // the text is not at hand
            m_writer.key("startLine").integer(place.line);
            m_writer.endObject();
        }
        m_writer.endObject();
        if (!place.path.empty()) {
            m_writer.key("logicalLocations").beginArray().beginObject();
            m_writer.key("fullyQualifiedName").string(place.path);
            m_writer.endObject().endArray();
        }
        m_writer.endObject();
    }

    void writeFix(const LintFinding& found, const json::Document& document)
    {
        m_writer.key("fixes").beginArray().beginObject();
        writeText("description", found.fix->title.english());
        m_writer.key("artifactChanges").beginArray().beginObject();
        writeArtifact(found.finding.place.file);
        m_writer.key("replacements").beginArray();
        for (const json::Edit& edit : found.fix->edits) {
            m_writer.beginObject();
            writeRegion("deletedRegion", document, edit.offset, edit.removed);
            writeText("insertedContent", edit.inserted);
            m_writer.endObject();
        }
        m_writer.endArray().endObject().endArray();
        m_writer.endObject().endArray();
    }

    void writeResult(const LintFinding& found)
    {
        m_writer.beginObject();
        m_writer.key("ruleId").string(found.rule->id);
        m_writer.key("ruleIndex").integer(m_indices.at(found.rule));
        m_writer.key("level").string(levelOf(found.finding.severity));
        writeText("message", found.finding.message.english());
        m_writer.key("locations").beginArray();
        writeLocation(found);
        m_writer.endArray();
        if (const json::Document* document = documentOf(found); document && found.fix)
            writeFix(found, *document);
        m_writer.endObject();
    }

    const std::vector<LintRun>& m_runs;
    const ShownPath& m_shown;
    json::Writer m_writer{json::Writer::Layout::Indented};
    std::map<const Rule*, int64_t> m_indices; // in the order of the table
    std::map<std::string, const json::Document*> m_documents;
};

} // namespace

std::string lintSarif(const std::vector<LintRun>& runs, const ShownPath& shown)
{
    return SarifWriter(runs, shown).write();
}

} // namespace gatereeve::lint
