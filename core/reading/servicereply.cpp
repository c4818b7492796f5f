#include "core/reading/servicereply.h"

#include "core/reading/deliveredpolicies.h"
#include "core/reading/reading.h"

namespace gatereeve
{

namespace
{

constexpr int64_t Ok = 200, Forbidden = 403;

Finding finding(std::string kind, Severity severity, std::string pattern, std::vector<std::string> arguments,
                Place place)
{
    Message message{"service." + kind, std::move(pattern), std::move(arguments)};
    return {std::move(kind), severity, std::move(message), std::move(place)};
}

bool isRefused(int64_t status, const LoadRules& rules)
{
    return rules.wantsStatus200 ? status != Ok : status == Forbidden;
}

// Reads one reply.
class ReplyLoader
{
public:
    ReplyLoader(const LoadRules& rules, const ServiceCall& call, const json::Value& root)
        : m_rules(rules),
          m_call(call),
          m_root(root),
          m_intake(rules, rules.service, rules.inReply, call.policies, root.place()),
          m_delivered(rules, m_intake, call.allowExplicitId)
    {
    }

    ServiceLoad load()
    {
        readReply();
        for (ReadPolicy& policy : m_policies)
            m_delivered.take(std::move(policy));
        const json::Document& document = m_root.document();
        if (document.hasTrailingText())
            m_intake.note(finding("trailing-text", Severity::Note, "the text after the end of the reply is not read",
                                  {}, document.placeAt(document.endOfRoot())));
        if (m_intake.takesNothing())
            return {m_intake.finish(), m_call.nonce};
        m_delivered.warnOfDuplicates();
        return {m_intake.finish(), m_nonce};
    }

private:
    void readReply()
    {
        if (!m_root.isObject() && !m_root.isNull())
            refuse(m_root, Expected::Object);
        if (!m_root.isObject())
            return;
        for (const json::Value member : m_root) {
            if (json::isSameName(member.name(), "message"))
                readMessage(member);
            else if (json::isSameName(member.name(), "nonce"))
                readNonce(member);
        }
    }

    // A repeated list: the last one wins, but a gateway stumbles over what is wrong with the others.
    void readMessage(const json::Value& list)
    {
        for (ReadPolicy& replaced : m_policies) {
            if (m_rules.inReply == Faults::NothingTaken)
                m_intake.addFaults(std::move(replaced.faults));
        }
        m_policies.clear();
        if (!list.isArray() && !list.isNull())
            refuse(list, Expected::List);
        if (!list.isArray())
            return;
        for (const json::Value policy : list)
            m_policies.push_back(m_intake.read(policy, policy.place()));
    }

    void readNonce(const json::Value& nonce)
    {
        if (!nonce.isString() && !nonce.isNull())
            refuse(nonce, Expected::Text);
        else
            m_nonce = nonce.isString() ? nonce.string() : std::string();
    }

    void refuse(const json::Value& value, Expected expected)
    {
        Findings faults;
        Reading(faults, m_rules.service, WrongType::NothingTaken).wrongType(value, expected);
        m_intake.refuse(std::move(faults.front()));
    }

    const LoadRules& m_rules;
    const ServiceCall& m_call;
    const json::Value m_root;
    PolicyIntake m_intake;
    DeliveredPolicies m_delivered;
    std::vector<ReadPolicy> m_policies; // of the last Message
    std::string m_nonce;
};

ServiceLoad unusable(const ServiceCall& call, Finding problem)
{
    return {keptPolicies(call.policies, std::move(problem)), call.nonce};
}

} // namespace

ServiceLoad loadServiceReply(const std::optional<ServiceReply>& reply, const ServiceCall& call, Profile profile)
{
    if (!reply)
        return unusable(call,
                        finding("unreachable", Severity::Error,
                                "there is no connection to the policy service. The policies in force stay", {}, {}));
    const LoadRules& rules = loadRulesFor(profile);
    if (isRefused(reply->status, rules))
        return unusable(call,
                        finding("refused", Severity::Error,
                                "the policy service answered with status %1, so its reply is not read. The policies "
                                "in force stay",
                                {std::to_string(reply->status)}, {.file = reply->name}));
    const auto document = json::Document::parse(reply->body, {.file = reply->name, .allowTrailingText = true});
    if (!document)
        return unusable(call,
                        finding("malformed", Severity::Error, "the reply can't be read: %1. The policies in force stay",
                                {document.error().text}, document.error().place));
    return ReplyLoader(rules, call, document->root()).load();
}

} // namespace gatereeve
