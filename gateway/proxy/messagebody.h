#pragma once

// Follows one body as it is passed on: how many of the bytes at hand belong to it, and whether it is at its end.

#include "gateway/http/chunkeddecoder.h"
#include "gateway/http/framing.h"

#include <algorithm>

namespace gatereeve::gateway
{

class MessageBody
{
public:
    enum class Chunks : uint8_t {
        Raw,      // passed on as they are
        Unwrapped // only their payload, for a receiver that does not know them
    };
    struct Piece {
        size_t consumed = 0;    // bytes from the front of the input that are good and belong to the body
        std::string_view bytes; // what of them is to be passed on
    };

    MessageBody() = default;
    explicit MessageBody(const BodyLength& length, Chunks chunks = Chunks::Raw)
        : m_kind(length.kind),
          m_chunkForm(chunks),
          m_left(length.bytes)
    {
    }

    Piece take(std::string_view bytes)
    {
        switch (m_kind) {
        case BodyLength::Kind::Fixed: {
            const size_t taken = static_cast<size_t>(std::min<uint64_t>(m_left, bytes.size()));
            m_left -= taken;
            return {taken, bytes.substr(0, taken)};
        }
        case BodyLength::Kind::Chunked: {
            if (m_chunkForm == Chunks::Unwrapped) {
                const ChunkedDecoder::Step step = m_chunks.next(bytes);
                return {step.consumed, step.payload};
            }
            const size_t taken = m_chunks.pass(bytes);
            return {taken, bytes.substr(0, taken)};
        }
        case BodyLength::Kind::UntilClose:
            return {bytes.size(), bytes};
        case BodyLength::Kind::None:
        case BodyLength::Kind::Bad:
            break;
        }
        return {};
    }
    // The sender has ended its direction. True if that is a proper end of the body.
    bool endOfStream()
    {
        m_ended = m_kind == BodyLength::Kind::UntilClose;
        return m_ended;
    }

    bool done() const
    {
        switch (m_kind) {
        case BodyLength::Kind::Fixed:
            return m_left == 0;
        case BodyLength::Kind::Chunked:
            return m_chunks.done();
        case BodyLength::Kind::UntilClose:
            return m_ended;
        case BodyLength::Kind::None:
        case BodyLength::Kind::Bad:
            break;
        }
        return true;
    }
    bool bad() const { return m_kind == BodyLength::Kind::Chunked && m_chunks.bad(); }

private:
    BodyLength::Kind m_kind = BodyLength::Kind::None;
    Chunks m_chunkForm = Chunks::Raw;
    uint64_t m_left = 0;
    bool m_ended = false;
    ChunkedDecoder m_chunks;
};

} // namespace gatereeve::gateway
