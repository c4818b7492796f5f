#include "core/engine/explanationjson.h"

#include "core/engine/verdictwords.h"
#include "core/reading/writers.h"

namespace gatereeve
{

namespace
{

void writeTexts(json::Writer& writer, std::string_view name, const std::vector<std::string>& texts)
{
    writer.key(name).beginArray();
    for (const std::string& text : texts)
        writer.string(text);
    writer.endArray();
}

void writeSource(json::Writer& writer, std::string_view name, const Source& source)
{
    constexpr std::string_view Kinds[] = {"key", "policy", "rule"};
    writer.key(name).beginObject();
    writer.key("kind").string(Kinds[static_cast<size_t>(source.kind)]);
    if (source.kind == Source::Kind::Policy)
        writer.key("policy").string(source.policy);
    writer.endObject();
}

void writeState(json::Writer& writer, const Verdict& verdict, const std::string& sentence)
{
    writer.key("state").beginObject();
    writer.key("works").boolean(verdict.works());
    writer.key("kind").string(nameOf(verdict.kind));
    if (!verdict.works())
        writeSource(writer, "by", verdict.by);
    writer.key("expires").integer(verdict.ends);
    writer.key("sentence").string(sentence);
    writer.endObject();
}

void writeError(json::Writer& writer, const EffectiveSession& effective)
{
    writer.key("error");
    if (effective.ok())
        writer.null();
    else
        writer.string(effective.refusal->text);
}

void writeReason(json::Writer& writer, const Reason& reason)
{
    writer.beginObject();
    writer.key("field").string(reason.field);
    writer.key("value").string(reason.value);
    writeSource(writer, "from", reason.winner);
    writer.key("rule").string(reason.rule);
    writer.key("why").string(reason.why.english());
    writer.key("combined").boolean(isCombined(reason));
    writer.key("left_to_key").boolean(isLeftToKey(reason));
    writer.key("losers").beginArray();
    for (const Candidate& loser : reason.losers) {
        writer.beginObject();
        writer.key("value").string(loser.value);
        writeSource(writer, "from", loser.source);
        writer.endObject();
    }
    writer.endArray();
    writer.endObject();
}

void writeDifference(json::Writer& writer, const ProfileDifference& other)
{
    writer.beginObject();
    writer.key("field").string(other.difference.field);
    writer.key("here").string(other.difference.here);
    writer.key("there").string(other.difference.there);
    writeSource(writer, "from", other.from);
    writer.key("rule").string(other.rule);
    writer.key("why").string(other.why.english());
    writer.endObject();
}

void writeOther(json::Writer& writer, const OtherProfile& other)
{
    writer.beginObject();
    writer.key("profile").string(nameOf(other.profile));
    writeState(writer, other.verdict,
               sentenceOf(other.verdict, other.effective, other.profile, "Under " + spokenName(other.profile) + " it"));
    writeError(writer, other.effective);
    writer.key("differences").beginArray();
    for (const ProfileDifference& difference : other.differences)
        writeDifference(writer, difference);
    writer.endArray();
    writer.endObject();
}

} // namespace

void writeExplanation(json::Writer& writer, const Explanation& explanation, const ExplanationSubject& subject)
{
    writer.beginObject();
    writer.key("profile").string(nameOf(explanation.profile));
    writeTexts(writer, "policies", subject.policies);
    if (!subject.key.empty())
        writer.key("key").string(subject.key);
    writeState(writer, explanation.verdict,
               sentenceOf(explanation.verdict, explanation.effective, explanation.profile, subject.sentence));
    writeError(writer, explanation.effective);
    writer.key("session");
    writeAppliedSession(writer, explanation.effective.session);
    writer.key("reasons").beginArray();
    for (const Reason& reason : explanation.why)
        writeReason(writer, reason);
    writer.endArray();
    writer.key("others").beginArray();
    for (const OtherProfile& other : explanation.others)
        writeOther(writer, other);
    writer.endArray();
    writer.endObject();
}

} // namespace gatereeve
