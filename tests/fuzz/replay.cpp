// Plays a corpus to a fuzz target without libFuzzer: each file of the folder once.

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

int main(int argc, char** argv)
{
    std::error_code error;
    size_t played = 0;
    if (argc == 2) {
        for (const auto& entry : std::filesystem::directory_iterator(argv[1], error)) {
            std::ifstream file(entry.path(), std::ios::binary);
            const std::vector<char> bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
            LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
            ++played;
        }
    }
    std::printf("%zu inputs played\n", played);
    return played > 0 ? 0 : 1; // an empty corpus proves nothing
}
