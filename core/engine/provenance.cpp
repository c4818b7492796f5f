#include "core/engine/provenance.h"

#include <cassert>

namespace gatereeve
{

std::string toString(const Source& source)
{
    switch (source.kind) {
    case Source::Kind::Key:
        return "key";
    case Source::Kind::Policy:
        return "policy " + source.policy;
    case Source::Kind::Rule:
        return "rule";
    }
    assert(false);
    return {};
}

} // namespace gatereeve
