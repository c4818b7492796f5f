// Any bytes read by our reader and by nlohmann's: the same verdict and the same values, but for what ours takes on
// purpose (policy-semantics.md 1.1: broken Unicode is read as Go reads it, numbers may lie beyond a double).

#include "core/json/document.h"

#include <nlohmann/json.hpp>

#include <cstdlib>

using namespace gatereeve::json;

namespace
{

// What happens in a text, one line each, in the order in which it stands there.
struct Events {
    std::string lines;

    void add(const std::string& kind, const std::string& detail = {}) { lines += kind + ' ' + detail + '\n'; }
    void addReal(double value)
    {
        std::array<char, 64> digits{};
        std::snprintf(digits.data(), digits.size(), "%a", value);
        add("real", digits.data());
    }
};

class TheirReader final : public nlohmann::json_sax<nlohmann::json>
{
public:
    Events events;

    bool null() override { return add("null"); }
    bool boolean(bool value) override { return add("flag", value ? "true" : "false"); }
    bool number_integer(int64_t value) override { return add("integer", std::to_string(value)); }
    bool number_unsigned(uint64_t value) override
    {
        if (std::cmp_less_equal(value, INT64_MAX))
            return add("integer", std::to_string(value));
        events.addReal(static_cast<double>(value));
        return true;
    }
    bool number_float(double value, const std::string&) override
    {
        events.addReal(value);
        return true;
    }
    bool string(std::string& value) override { return add("text", value); }
    bool binary(binary_t&) override { std::abort(); } // not in texts
    bool start_object(size_t) override { return add("{"); }
    bool key(std::string& name) override { return add("name", name); }
    bool end_object() override { return add("}"); }
    bool start_array(size_t) override { return add("["); }
    bool end_array() override { return add("]"); }
    bool parse_error(size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

private:
    bool add(const std::string& kind, const std::string& detail = {})
    {
        events.add(kind, detail);
        return true;
    }
};

// False: there is a number that does not fit a double.
bool read(const Value& value, Events& events)
{
    if (value.hasName())
        events.add("name", value.name());
    switch (value.kind()) {
    case Kind::Null:
        events.add("null");
        return true;
    case Kind::Bool:
        events.add("flag", value.boolean() ? "true" : "false");
        return true;
    case Kind::String:
        events.add("text", value.string());
        return true;
    case Kind::Number:
        if (const auto whole = value.integer())
            events.add("integer", std::to_string(*whole));
        else if (const auto real = value.real())
            events.addReal(*real);
        else
            return false;
        return true;
    case Kind::Array:
    case Kind::Object:
        break;
    }
    events.add(value.isObject() ? "{" : "[");
    bool fits = true;
    for (const Value child : value)
        fits = read(child, events) && fits;
    events.add(value.isObject() ? "}" : "]");
    return fits;
}

bool isUtf8(const std::string& text)
{
    try {
        nlohmann::json(text).dump();
    } catch (const nlohmann::json::type_error&) {
        return false;
    }
    return true;
}

// A half of a pair, escaped: nlohmann refuses it alone, Go reads U+FFFD.
bool mayHaveLoneSurrogate(const std::string& text)
{
    return text.find("\\ud") != std::string::npos || text.find("\\uD") != std::string::npos;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const std::string text(reinterpret_cast<const char*>(data), size);
    if (text.find('\0') != std::string::npos)
        return 0; // nlohmann takes it for the end
    TheirReader theirs;
    const bool theirVerdict = nlohmann::json::sax_parse(text, &theirs);
    const auto ours = Document::parse(text, {.maximumDepth = 100'000, .allowByteOrderMark = true});
    if (!ours) {
        if (theirVerdict)
            std::abort();
        return 0;
    }
    Events events;
    const bool allFit = read(ours->root(), events);
    if (theirVerdict ? !allFit || events.lines != theirs.events.lines
                     : allFit && isUtf8(text) && !mayHaveLoneSurrogate(text))
        std::abort();
    return 0;
}
