#include "app/demo/journey.h"

#include "core/keys/keytext.h"
#include "core/units.h"

#include <chrono>
#include <cstdio>

namespace gatereeve::app
{
namespace
{

const std::string Policy = "trial";
const std::string Target = "/orders/1";

std::string line(const Shown& shown, const StoredKey& key)
{
    return "GET " + Target + "  key " + maskedKey(key.text) + "  " + std::to_string(shown.answer.status) + "  " +
           shown.why;
}

} // namespace

Journey::Journey(Stage& stage, std::function<void(const std::string&)> print)
    : m_stage(stage),
      m_print(std::move(print))
{
}

bool Journey::play()
{
    issueKeys();
    tryThem();
    changeTheRate();
    enforceQuotaOnly();
    denyAndUnload();
    save();
    outliveTheTrial();
    m_print("");
    m_print(m_failures == 0 ? "Every step went as told." : std::to_string(m_failures) + " steps did not go as told.");
    return m_failures == 0;
}

void Journey::issueKeys()
{
    const gatereeve::Policy& policy = m_stage.policy(Policy);
    heading("2. Policy trial: " + rateText(policy.rate, policy.per) + ", " +
            quotaText(policy.quotaMax, policy.quotaRenewalRate) + ", keys end after " +
            durationText(policy.keyExpiresIn));
    for (StoredKey* key : {&m_first, &m_second}) {
        auto issued = m_stage.issue(Policy, key == &m_first ? "first trial" : "second trial", true);
        if (!expectOk(issued, "a key is issued"))
            return;
        *key = *issued;
        say("issued \"" + key->session.alias + "\": key " + maskedKey(key->text) + ", ends " +
            utcText(key->session.expires) + " UTC; the policy's values are written into it as its own");
        expect(key->session.expires == toSeconds(m_stage.now()) + policy.keyExpiresIn ||
                   key->session.expires + 1 == toSeconds(m_stage.now()) + policy.keyExpiresIn,
               "it ends after the policy's period");
    }
}

void Journey::tryThem()
{
    heading("3. Tried: once, in a burst, and until the quota is used up");
    if (const auto shown = send(m_first, 200)) {
        say("X-RateLimit-Limit " + shown->answer.header("X-RateLimit-Limit") + ", X-RateLimit-Remaining " +
            shown->answer.header("X-RateLimit-Remaining"));
        expect(shown->answer.header("X-RateLimit-Remaining") == "49", "one of 50 calls is used");
    }
    nextSecond();
    burst(m_first, 12, 5);

    int passed = 0;
    std::optional<Shown> last;
    for (int second = 0; second < 12 && passed < 50; ++second) {
        nextSecond();
        for (int i = 0; i < 5; ++i) {
            auto shown = m_stage.send(m_second, "GET", Target);
            if (shown && shown->answer.status == 200) {
                ++passed;
                last = *std::move(shown);
            }
        }
    }
    say(std::to_string(passed) + " calls with key " + maskedKey(m_second.text) + " passed, five each second");
    expect(passed == 50, "50 calls pass in a day");
    nextSecond();
    send(m_second, 403);
    if (!last)
        return;
    m_stage.jumpTo(last->decision.quotaEnds + NanosecondsPerSecond);
    say("the clock jumps to just after the renewal, " + utcText(toSeconds(m_stage.now())) + " UTC");
    send(m_second, 200);
    realTime();
}

void Journey::changeTheRate()
{
    heading("4. The rate is edited; nothing is saved");
    edit("rate 5 → 8 per second", {{{"rate"}, "8"}});
    nextSecond();
    burst(m_first, 12, 8);
    undo("5 per second again");
    nextSecond();
    burst(m_first, 12, 5);
    realTime();
}

void Journey::enforceQuotaOnly()
{
    heading("5. Only the quota is enforced: rate and rights are the key's own again");
    edit("rate 5 → 2 per second", {{{"rate"}, "2"}});
    nextSecond();
    burst(m_first, 4, 2);
    edit("enforces quota only: the key's own 5 per second hold", {{{"partitions", "quota"}, "true"}});
    nextSecond();
    burst(m_first, 12, 5);
    undo("the whole policy");
    undo("5 per second again");
    realTime();
}

void Journey::denyAndUnload()
{
    heading("6. The policy denies its keys, and is not loaded at all");
    edit("is_inactive: every key of trial is denied", {{{"is_inactive"}, "true"}});
    send(m_first, 403);
    undo("the keys are free at once");
    nextSecond();
    send(m_first, 200);
    edit("active false: trial is not loaded; cut off are \"first trial\" and \"second trial\"",
         {{{"active"}, "false"}});
    expect(m_stage.policies().count(Policy) == 0, "the policy is not in force");
    send(m_first, 403);
    undo("loaded again");
    nextSecond();
    send(m_first, 200);
    realTime();
}

void Journey::save()
{
    heading("7. Saved: the file shows the changed values and nothing else");
    edit("rate 5 → 8 per second", {{{"rate"}, "8"}});
    expect(!m_stage.isSaved(), "enforced before it is saved");
    if (!expectOk(m_stage.save(), "the file is saved"))
        return;
    const auto changed = m_stage.changedLines();
    if (!expectOk(changed, "the file is read again"))
        return;
    for (const std::string& one : *changed)
        say(one);
    expect(changed->size() == 2, "one line of policies.json has changed");
}

void Journey::outliveTheTrial()
{
    heading("8. One second after the trial's end");
    m_stage.jumpTo((m_first.session.expires + 1) * NanosecondsPerSecond);
    say("the clock jumps to " + utcText(toSeconds(m_stage.now())) + " UTC");
    send(m_first, 401);
    realTime();
    send(m_first, 200);
}

void Journey::heading(const std::string& text)
{
    m_print("");
    m_print(text);
}

void Journey::say(const std::string& text)
{
    m_print("   " + text);
}

bool Journey::expect(bool holds, const std::string& what)
{
    if (!holds) {
        ++m_failures;
        say("NOT AS TOLD: " + what);
    }
    return holds;
}

template <typename T>
bool Journey::expectOk(const Result<T>& result, const std::string& what)
{
    return expect(result.ok(), result.ok() ? what : what + ": " + result.error().describe());
}

std::optional<Shown> Journey::send(const StoredKey& key, int expectedStatus)
{
    auto shown = m_stage.send(key, "GET", Target);
    if (!expectOk(shown, "an answer comes"))
        return std::nullopt;
    say(line(*shown, key));
    expect(shown->answer.status == expectedStatus, "status " + std::to_string(expectedStatus));
    return *std::move(shown);
}

void Journey::burst(const StoredKey& key, int count, int expectedToPass)
{
    int passed = 0;
    for (int i = 0; i < count; ++i) {
        const auto shown = m_stage.send(key, "GET", Target);
        if (!expectOk(shown, "an answer comes"))
            return;
        say(line(*shown, key));
        passed += shown->answer.status == 200;
        expect(shown->answer.status == 200 || shown->answer.status == 429, "200 or 429");
    }
    say("burst of " + std::to_string(count) + ": " + std::to_string(passed) + " passed, " +
        std::to_string(count - passed) + " limited");
    expect(passed == expectedToPass, std::to_string(expectedToPass) + " pass");
}

void Journey::edit(const std::string& effect,
                   const std::vector<std::pair<std::vector<std::string>, std::string>>& members)
{
    const auto begun = std::chrono::steady_clock::now();
    if (!expectOk(m_stage.edit(Policy, members), "the edit is enforced"))
        return;
    const auto took = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count();
    char milliseconds[32];
    std::snprintf(milliseconds, sizeof milliseconds, "%.1f", took);
    say("edit: " + effect + " (not saved; enforced after " + milliseconds + " ms, generation " +
        std::to_string(m_stage.generation()) + ')');
}

void Journey::undo(const std::string& effect)
{
    if (expectOk(m_stage.undo(), "undo"))
        say("undo: " + effect + " (generation " + std::to_string(m_stage.generation()) + ')');
}

void Journey::nextSecond()
{
    m_stage.standAt(m_stage.now() + NanosecondsPerSecond + NanosecondsPerSecond / 10);
}

void Journey::realTime()
{
    m_stage.backToRealTime();
    say("back to real time");
}

} // namespace gatereeve::app
