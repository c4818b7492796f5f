#pragma once

namespace gatereeve::app
{

// Exit codes of both programs (docs/contracts.md).
enum ExitCode : int {
    Good = 0,
    Problems = 1, // findings of severity error, differences, problems
    Usage = 2,
    Refused = 3, // a policy run, a key call
    NoInput = 4, // input that prevents any result
    NotStarted = 5
};

} // namespace gatereeve::app
