#include "core/workspace/editjournal.h"

#include "core/json/document.h"
#include "core/keys/murmur.h"
#include "core/workspace/journalname.h"
#include "core/workspace/layout.h"

#include <algorithm>
#include <array>

namespace gatereeve
{

namespace
{

constexpr std::string_view KeptSuffix = ".unsaved"; // by the present session
constexpr std::string_view LeftSuffix = ".left";    // by one before it
constexpr uint32_t EntryMode = 0600;
constexpr size_t LargestEntry = LargestFile + 4096;
const std::string Mark = "\"(secret: not kept in the journal)\"";

constexpr std::array<std::string_view, 8> SecretNames{"secret",
                                                      "node_secret",
                                                      "password",
                                                      "api_key",
                                                      "hmac_string",
                                                      "policy_connection_string",
                                                      "connection_string",
                                                      "ssl_key_password"};

struct Secret {
    std::string_view name;
    size_t offset = 0, length = 0; // of the value, a text with its quotes
};

// The end of a text literal that begins at `begin`; npos: it has none.
size_t endOfLiteral(std::string_view text, size_t begin)
{
    for (size_t i = begin + 1; i < text.size(); ++i) {
        if (text[i] == '\\')
            ++i;
        else if (text[i] == '"')
            return i + 1;
        else if (text[i] == '\n')
            return i; // broken: no secret goes on in the next line
    }
    return text.size();
}

size_t skipBlanks(std::string_view text, size_t at)
{
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r' || text[at] == '\n'))
        ++at;
    return at;
}

// By the text alone, so that it works where the text is broken just now.
std::vector<Secret> secretsIn(std::string_view text)
{
    std::vector<Secret> secrets;
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '"')
            continue;
        const size_t end = endOfLiteral(text, i);
        const std::string_view name = text.substr(i + 1, end > i + 1 ? end - i - 2 : 0);
        const size_t colon = skipBlanks(text, end);
        i = end - 1;
        if (colon >= text.size() || text[colon] != ':')
            continue;
        const size_t value = skipBlanks(text, colon + 1);
        if (value >= text.size() || text[value] != '"')
            continue;
        for (const std::string_view known : SecretNames) {
            if (!json::isSameName(name, known))
                continue;
            const size_t valueEnd = endOfLiteral(text, value);
            if (valueEnd - value > 2)
                secrets.push_back({known, value, valueEnd - value});
            i = valueEnd - 1;
        }
    }
    return secrets;
}

std::string hashOf(const std::string& bytes)
{
    const auto [high, low] = murmur128(bytes);
    return std::to_string(high) + '-' + std::to_string(low) + '-' + std::to_string(bytes.size());
}

} // namespace

std::string withoutSecrets(const std::string& text)
{
    std::string result;
    size_t copied = 0;
    for (const Secret& secret : secretsIn(text)) {
        result += text.substr(copied, secret.offset - copied) + Mark;
        copied = secret.offset + secret.length;
    }
    return result + text.substr(copied);
}

std::string withSecretsOf(const std::string& text, const std::string& source)
{
    std::vector<Secret> known = secretsIn(source);
    std::string result;
    size_t copied = 0;
    for (const Secret& marked : secretsIn(text)) {
        if (text.compare(marked.offset, marked.length, Mark) != 0)
            continue;
        const auto found =
            std::ranges::find_if(known, [&](const Secret& secret) { return secret.name == marked.name; });
        if (found == known.end())
            continue;
        result += text.substr(copied, marked.offset - copied) + source.substr(found->offset, found->length);
        copied = marked.offset + marked.length;
        known.erase(found);
    }
    return result + text.substr(copied);
}

std::string EditJournal::entryOf(const std::string& file, std::string_view suffix) const
{
    return m_folder + '/' + journalName(file) + std::string(suffix);
}

Result<void> EditJournal::keep(const std::string& file, const std::string& savedText, const std::string& text)
{
    if (auto made = m_files.makeDirectory(m_folder); !made)
        return made;
    const std::string aside = m_folder + "/.writing";
    if (m_files.info(aside).exists)
        (void)m_files.remove(aside); // left by a crash
    auto written = m_files.writeNew(aside, hashOf(savedText) + '\n' + withoutSecrets(text), EntryMode);
    if (written)
        written = m_files.rename(aside, entryOf(file, KeptSuffix));
    if (!written && m_files.info(aside).exists)
        (void)m_files.remove(aside);
    return written;
}

void EditJournal::forget(const std::string& file)
{
    const std::string entry = entryOf(file, KeptSuffix);
    if (m_files.info(entry).exists)
        (void)m_files.remove(entry); // at worst it is offered once more
}

std::vector<UnsavedText> EditJournal::takeLeft()
{
    std::vector<UnsavedText> texts;
    if (!m_files.info(m_folder).isDirectory)
        return texts;
    const Result<std::vector<std::string>> names = m_files.list(m_folder);
    if (!names)
        return texts;
    for (const std::string& name : *names) {
        if (!name.ends_with(KeptSuffix))
            continue;
        const std::string path = m_folder + '/' + name;
        (void)m_files.rename(path, path.substr(0, path.size() - KeptSuffix.size()) + std::string(LeftSuffix));
    }
    const Result<std::vector<std::string>> renamed = m_files.list(m_folder);
    for (const std::string& name : renamed ? *renamed : *names) {
        if (!name.ends_with(LeftSuffix))
            continue;
        auto text = read(name);
        if (text && text->text == textOnDisk(text->file))
            dropLeft(text->file); // saved in the last moment
        else if (text)
            texts.push_back(*std::move(text));
    }
    return texts;
}

void EditJournal::dropLeft(const std::string& file)
{
    const std::string entry = entryOf(file, LeftSuffix);
    if (m_files.info(entry).exists)
        (void)m_files.remove(entry);
}

std::string EditJournal::textOnDisk(const std::string& file) const
{
    auto text = m_files.read(file, LargestFile);
    return text ? *std::move(text) : std::string();
}

std::optional<UnsavedText> EditJournal::read(const std::string& name) const
{
    const auto bytes = m_files.read(m_folder + '/' + name, LargestEntry);
    if (!bytes)
        return std::nullopt;
    const size_t line = bytes->find('\n');
    if (line == std::string::npos)
        return std::nullopt;
    UnsavedText text;
    text.file = pathOfJournalName(std::string_view(name).substr(0, name.size() - LeftSuffix.size()));
    const std::string disk = textOnDisk(text.file);
    text.isOfDisk = bytes->substr(0, line) == hashOf(disk);
    text.text = withSecretsOf(bytes->substr(line + 1), disk);
    return text;
}

} // namespace gatereeve
