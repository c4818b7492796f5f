#pragma once

// Two JSON values compared by value: members in any order, of repeated ones the last, 10 like 10.0, texts decoded.

#include "core/json/document.h"
#include "core/json/writer.h"

#include <map>

namespace gatereeve::tests
{

inline void writeCanonical(json::Writer& writer, const json::Value& value)
{
    switch (value.kind()) {
    case json::Kind::Object: {
        std::map<std::string, json::Value> members;
        for (const json::Value member : value)
            members.insert_or_assign(member.name(), member);
        writer.beginObject();
        for (const auto& [name, member] : members) {
            writer.key(name);
            writeCanonical(writer, member);
        }
        writer.endObject();
        break;
    }
    case json::Kind::Array:
        writer.beginArray();
        for (const json::Value element : value)
            writeCanonical(writer, element);
        writer.endArray();
        break;
    case json::Kind::String:
        writer.string(value.string());
        break;
    case json::Kind::Number:
        if (const auto integer = value.integer())
            writer.integer(*integer);
        else
            writer.number(value.real().value_or(0));
        break;
    case json::Kind::Bool:
    case json::Kind::Null:
        writer.raw(value.raw());
        break;
    }
}

inline std::string canonical(const json::Value& value)
{
    json::Writer writer;
    writeCanonical(writer, value);
    return writer.take();
}

} // namespace gatereeve::tests
