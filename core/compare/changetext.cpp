#include "core/compare/changetext.h"

namespace gatereeve::compare
{

namespace
{

std::string headingOf(const ChangedObject& object)
{
    if (object.fileBefore.empty() || object.fileBefore == object.fileAfter)
        return object.fileAfter;
    return object.fileAfter.empty() ? object.fileBefore : object.fileBefore + " \u2192 " + object.fileAfter;
}

// A file that holds one thing needs no second title.
std::string titleOf(const ChangedObject& object)
{
    switch (object.kind) {
    case ObjectKind::Policy:
    case ObjectKind::Api:
        return object.id.empty() ? std::string(nameOf(object.kind))
                                 : (object.kind == ObjectKind::Api ? "API " : "") + object.id;
    case ObjectKind::Settings:
    case ObjectKind::Key:
    case ObjectKind::Other:
        return {};
    }
    return {};
}

void writeSpot(json::Writer& writer, const std::optional<Spot>& spot)
{
    if (!spot) {
        writer.null();
        return;
    }
    writer.beginObject();
    writer.key("value");
    if (spot->json.empty())
        writer.null();
    else
        writer.raw(json::mended(spot->json));
    writer.key("file").string(spot->place.file);
    writer.key("line").integer(spot->place.line);
    writer.key("column").integer(spot->place.column);
    writer.key("path").string(spot->place.path);
    writer.endObject();
}

} // namespace

std::string changesText(const std::vector<ChangedObject>& objects)
{
    std::string text, heading;
    for (const ChangedObject& object : objects) {
        if (text.empty() || headingOf(object) != heading) {
            heading = headingOf(object);
            text += (text.empty() ? "" : "\n") + heading + '\n';
        }
        const std::string title = titleOf(object);
        if (!title.empty())
            text += "  " + title + '\n';
        for (const Change& change : object.changes)
            text += (title.empty() ? "  " : "    ") + change.sentence.english() + '\n';
    }
    return text;
}

void writeChanges(json::Writer& writer, const std::vector<ChangedObject>& objects)
{
    writer.beginObject().key("differences").beginArray();
    for (const ChangedObject& object : objects) {
        for (const Change& change : object.changes) {
            writer.beginObject();
            writer.key("object").string(nameOf(object.kind));
            writer.key("id").string(object.id);
            if (!object.formerId.empty())
                writer.key("former_id").string(object.formerId);
            writer.key("kind").string(nameOf(change.kind));
            writer.key("path").string(change.path);
            writer.key("before");
            writeSpot(writer, change.before);
            writer.key("after");
            writeSpot(writer, change.after);
            writer.key("message").string(change.sentence.english());
            writer.endObject();
        }
    }
    writer.endArray().endObject();
}

} // namespace gatereeve::compare
