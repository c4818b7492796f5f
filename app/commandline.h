#pragma once

// The command line of gatereevectl: words → options → one of the commands. The only place that knows CLI11.

namespace gatereeve::app
{

// The exit code (exitcode.h).
int runCommandLine(int argc, char** argv);

} // namespace gatereeve::app
