#pragma once

// `gatereevectl demo`: the journey of a trial key over real sockets, printed step by step. 0 only if every step went as
// told.

namespace gatereeve::app
{

int demo();

} // namespace gatereeve::app
