#pragma once

// The program git, called and waited for. No shell: arguments arrive as they are given. Any thread that may wait.

#include "core/result.h"

#include <QByteArray>
#include <QStringList>

namespace gatereeve::app
{

struct GitAnswer {
    int code = 0;
    QByteArray out, err;
};

// An error only when git could not be run at all; what it says of itself is in the answer.
Result<GitAnswer> runGit(const QStringList& arguments);

} // namespace gatereeve::app
