#include "gateway/admin/clockendpoint.h"

#include "core/json/document.h"
#include "core/units.h"
#include "gateway/admin/adminanswers.h"

#include <algorithm>
#include <array>
#include <utility>

namespace gatereeve::gateway
{

namespace
{

using Mode = ClockSetting::Mode;

constexpr std::array<std::pair<std::string_view, Mode>, 4> Modes{
    {{"real", Mode::Real}, {"paused", Mode::Paused}, {"scaled", Mode::Scaled}, {"at", Mode::At}}};

std::string_view nameOf(Mode mode)
{
    for (const auto& [name, value] : Modes) {
        if (value == mode)
            return name;
    }
    return {};
}

AdminResponse shown(const AdjustableClock& clock)
{
    const ClockSetting setting = clock.setting();
    json::Writer writer;
    writer.beginObject();
    writer.key("mode").string(nameOf(setting.mode));
    writer.key("factor").number(setting.factor);
    writer.key("at").string(rfc3339(clock.now()));
    writer.endObject();
    return jsonAnswer(writer.take());
}

Result<ClockSetting> settingFrom(const std::string& body)
{
    const auto document = json::Document::parse(body);
    if (!document)
        return document.error();
    const json::Value root = document->root();
    const auto member = [&](std::string_view name) { return root.isObject() ? root.member(name) : std::nullopt; };
    ClockSetting setting;
    const auto mode = member("mode");
    const auto* known = Modes.end();
    if (mode && mode->isString())
        known =
            std::find_if(Modes.begin(), Modes.end(), [&](const auto& entry) { return entry.first == mode->string(); });
    if (known == Modes.end())
        return Error{"mode must be real, paused, scaled or at", {}};
    setting.mode = known->second;
    if (const auto factor = member("factor"); factor && !factor->isNull()) {
        const auto number = factor->isNumber() ? factor->real() : std::nullopt;
        if (!number || *number <= 0)
            return Error{"factor must be a number above 0", {}};
        setting.factor = *number;
    }
    if (const auto at = member("at"); at && !at->isNull()) {
        const auto time = at->isString() ? parseRfc3339(at->string()) : Result<Nanoseconds>(Error{"", {}});
        if (!time)
            return Error{"at must be a time like 2026-12-09T13:05:00Z", {}};
        setting.at = *time;
    } else if (setting.mode == Mode::At) {
        return Error{"mode at needs at, a time like 2026-12-09T13:05:00Z", {}};
    }
    return setting;
}

} // namespace

AdminResponse answerClock(const AdminCall& call, const AdminContext& context)
{
    if (!context.adjustableClock)
        return unknownPath();
    if (call.method == "GET")
        return shown(*context.adjustableClock);
    if (call.method != "PUT")
        return methodNotSupported();
    if (!context.setClock)
        return refusal(403, "The clock is fixed; start the gateway with --allow-clock-control to set it");
    const auto setting = settingFrom(call.body);
    if (!setting)
        return refusal(400, "Request malformed: " + setting.error().describe());
    if (!context.setClock(*setting))
        return refusal(500, "The clock could not be set; it shows what it did before");
    return shown(*context.adjustableClock);
}

} // namespace gatereeve::gateway
