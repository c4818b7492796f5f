#include "gateway/admin/adminanswers.h"

namespace gatereeve::gateway
{

namespace
{

std::string messageText(std::string_view status, std::string_view message)
{
    json::Writer writer;
    writer.beginObject();
    writer.key("status").string(status);
    writer.key("message").string(message);
    writer.endObject();
    return writer.take();
}

} // namespace

AdminResponse jsonAnswer(std::string json)
{
    AdminResponse response;
    response.body = std::move(json) + '\n';
    return response;
}

AdminResponse okAnswer(std::string_view message)
{
    return jsonAnswer(messageText("ok", message));
}

AdminResponse refusal(int status, std::string_view message)
{
    AdminResponse response = jsonAnswer(messageText("error", message));
    response.status = status;
    return response;
}

AdminResponse changed(std::string_view key, std::string_view action, std::string_view hash)
{
    json::Writer writer;
    writer.beginObject();
    writer.key("key").string(key);
    writer.key("status").string("ok");
    writer.key("action").string(action);
    if (!hash.empty())
        writer.key("key_hash").string(hash);
    writer.endObject();
    return jsonAnswer(writer.take());
}

AdminResponse unknownPath()
{
    return {404, "text/plain; charset=utf-8", "404 page not found\n"};
}

AdminResponse methodNotSupported()
{
    return refusal(405, "Method not supported");
}

} // namespace gatereeve::gateway
