// Any bytes as a chunked body, cut where the first byte says: each way of feeding tells the same.

#include "gateway/http/chunkeddecoder.h"

#include <cstdlib>
#include <string>

using namespace gatereeve::gateway;

namespace
{

struct Decoded {
    std::string payload;
    size_t consumed = 0;
    bool done = false;
    ChunkedDecoder::Fault fault = ChunkedDecoder::Fault::None;

    bool operator==(const Decoded&) const = default;
};

void require(bool holds)
{
    if (!holds)
        std::abort();
}

Decoded decode(std::string_view bytes, size_t pieceSize)
{
    Decoded result;
    ChunkedDecoder decoder;
    while (result.consumed < bytes.size() && !decoder.done() && !decoder.bad()) {
        const std::string_view piece = bytes.substr(result.consumed, pieceSize);
        const ChunkedDecoder::Step step = decoder.next(piece);
        require(step.consumed > 0 || decoder.bad());
        require(step.consumed <= piece.size() && step.payload.size() <= step.consumed);
        result.payload += step.payload;
        result.consumed += step.consumed;
    }
    result.done = decoder.done();
    result.fault = decoder.fault();
    return result;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    if (size == 0)
        return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const Decoded whole = decode(bytes, bytes.size() + 1);
    require(decode(bytes, 1) == whole);
    require(decode(bytes, data[0] + 1u) == whole);
    ChunkedDecoder decoder;
    require(decoder.pass(bytes) == whole.consumed && decoder.done() == whole.done);
    return 0;
}
