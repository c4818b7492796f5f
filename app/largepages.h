#pragma once

// Puts the heap of the program into large pages, where the system gives them on demand. A policies file of 20 MB
// becomes half a million small blocks; with pages of 4 KB the kernel is busy with those for a good part of the time
// that opening it takes.

namespace gatereeve::app
{

// First thing in main(). The C library reads its settings before main() only, so the program begins once more with
// them, as the same process. Nothing happens where GLIBC_TUNABLES is set already, or where that does not work.
void useLargePages(char** argv);

} // namespace gatereeve::app
