#include "app/commands/democommand.h"

#include "app/demo/journey.h"
#include "app/exitcode.h"

#include <cstdio>

namespace gatereeve::app
{

int demo()
{
    Stage stage;
    if (const auto opened = stage.open(); !opened) {
        std::fprintf(stderr, "gatereevectl: %s\n", opened.error().describe().c_str());
        return NotStarted;
    }
    const auto print = [](const std::string& line) {
        std::printf("%s\n", line.c_str());
        std::fflush(stdout);
    };
    print("1. The example workspace is open; its gateway listens on " + stage.addresses().address + ':' +
          std::to_string(stage.addresses().port) + ", the built-in echo stands in for the upstreams");
    return Journey(stage, print).play() ? Good : Problems;
}

} // namespace gatereeve::app
