#pragma once

// policy-semantics.md 1.4, 1.5 in Tyk's order.

#include "core/accessright.h"
#include "core/reading/binding.h"

namespace gatereeve::binding
{

template <>
struct Binding<Limit> {
    static constexpr Field<Limit> fields[] = {
        field<&Limit::rate>("rate"),
        field<&Limit::per>("per"),
        field<&Limit::throttleInterval>("throttle_interval"),
        field<&Limit::throttleRetryLimit>("throttle_retry_limit"),
        field<&Limit::quotaMax>("quota_max"),
        field<&Limit::quotaRenews>("quota_renews"),
        field<&Limit::quotaRemaining>("quota_remaining"),
        field<&Limit::quotaRenewalRate>("quota_renewal_rate"),
    };
};

template <>
struct Binding<AllowedUrl> {
    static constexpr Field<AllowedUrl> fields[] = {
        field<&AllowedUrl::url>("url"),
        field<&AllowedUrl::methods>("methods"),
    };
};

template <>
struct Binding<AccessRight> {
    static constexpr Field<AccessRight> fields[] = {
        field<&AccessRight::apiName>("api_name"),  spelling<&AccessRight::apiName>("apiname"),
        field<&AccessRight::apiId>("api_id"),      spelling<&AccessRight::apiId>("apiid"),
        field<&AccessRight::versions>("versions"), field<&AccessRight::allowedUrls>("allowed_urls"),
        field<&AccessRight::limit>("limit"),       field<&AccessRight::allowanceScope>("allowance_scope"),
    };
};

} // namespace gatereeve::binding
