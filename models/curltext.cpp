#include "models/curltext.h"

#include "models/shellwords.h"
#include "models/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>
#include <span>

namespace gatereeve::models
{

namespace
{

class Words
{
    Q_DECLARE_TR_FUNCTIONS(CurlText)
};

Error failure(const QString& text)
{
    return {text.toStdString(), {}};
}

enum class Kind : uint8_t {
    Method,
    Header,
    Data,
    RawData,
    EncodedData,
    Json,
    User,
    Bearer,
    Cookie,
    Agent,
    Referer,
    Url,
    Target,
    Get,
    Head,
    Globoff,
    PathAsIs,
    Quiet,   // says what becomes of the answer, not what is sent
    Foreign, // changes what is sent or where, in a way that there is not here
};

struct Option {
    char letter; // 0: none
    std::string_view name;
    bool takesValue;
    Kind kind;
};

constexpr Option Options[] = {
    {'X', "request", true, Kind::Method},
    {'H', "header", true, Kind::Header},
    {'d', "data", true, Kind::Data},
    {0, "data-ascii", true, Kind::Data},
    {0, "data-binary", true, Kind::Data},
    {0, "data-raw", true, Kind::RawData},
    {0, "data-urlencode", true, Kind::EncodedData},
    {0, "json", true, Kind::Json},
    {'u', "user", true, Kind::User},
    {0, "oauth2-bearer", true, Kind::Bearer},
    {'b', "cookie", true, Kind::Cookie},
    {'A', "user-agent", true, Kind::Agent},
    {'e', "referer", true, Kind::Referer},
    {0, "url", true, Kind::Url},
    {0, "request-target", true, Kind::Target},
    {'G', "get", false, Kind::Get},
    {'I', "head", false, Kind::Head},
    {'g', "globoff", false, Kind::Globoff},
    {0, "path-as-is", false, Kind::PathAsIs},

    {'s', "silent", false, Kind::Quiet},
    {'S', "show-error", false, Kind::Quiet},
    {'v', "verbose", false, Kind::Quiet},
    {'i', "include", false, Kind::Quiet},
    {0, "show-headers", false, Kind::Quiet},
    {'f', "fail", false, Kind::Quiet},
    {0, "fail-with-body", false, Kind::Quiet},
    {'N', "no-buffer", false, Kind::Quiet},
    {'#', "progress-bar", false, Kind::Quiet},
    {0, "no-progress-meter", false, Kind::Quiet},
    {'O', "remote-name", false, Kind::Quiet},
    {'q', "disable", false, Kind::Quiet},
    {0, "basic", false, Kind::Quiet},
    {0, "raw", false, Kind::Quiet},
    {'o', "output", true, Kind::Quiet},
    {'w', "write-out", true, Kind::Quiet},
    {'m', "max-time", true, Kind::Quiet},
    {0, "connect-timeout", true, Kind::Quiet},
    {0, "retry", true, Kind::Quiet},
    {0, "retry-delay", true, Kind::Quiet},
    {0, "retry-max-time", true, Kind::Quiet},
    {'D', "dump-header", true, Kind::Quiet},
    {'c', "cookie-jar", true, Kind::Quiet},
    {0, "stderr", true, Kind::Quiet},
    {0, "trace", true, Kind::Quiet},
    {0, "trace-ascii", true, Kind::Quiet},

    {'k', "insecure", false, Kind::Foreign},
    {'L', "location", false, Kind::Foreign},
    {0, "compressed", false, Kind::Foreign},
    {'0', "http1.0", false, Kind::Foreign},
    {0, "http1.1", false, Kind::Foreign},
    {0, "http2", false, Kind::Foreign},
    {0, "http3", false, Kind::Foreign},
    {'4', "ipv4", false, Kind::Foreign},
    {'6', "ipv6", false, Kind::Foreign},
    {'n', "netrc", false, Kind::Foreign},
    {0, "digest", false, Kind::Foreign},
    {0, "ntlm", false, Kind::Foreign},
    {0, "negotiate", false, Kind::Foreign},
    {0, "anyauth", false, Kind::Foreign},
    {'x', "proxy", true, Kind::Foreign},
    {'U', "proxy-user", true, Kind::Foreign},
    {0, "proxy-header", true, Kind::Foreign},
    {0, "noproxy", true, Kind::Foreign},
    {0, "resolve", true, Kind::Foreign},
    {0, "connect-to", true, Kind::Foreign},
    {0, "unix-socket", true, Kind::Foreign},
    {0, "interface", true, Kind::Foreign},
    {0, "cacert", true, Kind::Foreign},
    {0, "capath", true, Kind::Foreign},
    {'E', "cert", true, Kind::Foreign},
    {0, "key", true, Kind::Foreign},
    {0, "ciphers", true, Kind::Foreign},
    {0, "limit-rate", true, Kind::Foreign},
    {0, "max-redirs", true, Kind::Foreign},
    {'F', "form", true, Kind::Foreign},
    {0, "form-string", true, Kind::Foreign},
    {'T', "upload-file", true, Kind::Foreign},
    {'K', "config", true, Kind::Foreign},
    {'r', "range", true, Kind::Foreign},
    {'z', "time-cond", true, Kind::Foreign},
    {'C', "continue-at", true, Kind::Foreign},
    {0, "url-query", true, Kind::Foreign},
    {0, "variable", true, Kind::Foreign},
    {0, "aws-sigv4", true, Kind::Foreign},
};

const Option* optionOf(char letter)
{
    const auto found = std::ranges::find(Options, letter, &Option::letter);
    return letter == 0 || found == std::end(Options) ? nullptr : &*found;
}

const Option* optionOf(std::string_view name)
{
    const auto found = std::ranges::find(Options, name, &Option::name);
    return found == std::end(Options) ? nullptr : &*found;
}

std::string percentEncoded(std::string_view text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size())).toPercentEncoding().toStdString();
}

bool isSameName(const QByteArray& a, const QByteArray& b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

QByteArray bytes(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

// RFC 3986, 5.2.4; curl does so before it sends.
std::string withoutDotSegments(std::string path)
{
    std::vector<std::string> kept;
    size_t begin = 1;
    bool isFolder = false; // it ends with a slash
    for (bool isLast = false; !isLast;) {
        const size_t end = std::min(path.find('/', begin), path.size());
        isLast = end == path.size();
        const std::string segment = path.substr(begin, end - begin);
        begin = end + 1;
        isFolder = isLast && (segment == "." || segment == "..");
        if (segment == "..") {
            if (!kept.empty())
                kept.pop_back();
        } else if (segment != ".") {
            kept.push_back(segment);
        }
    }
    std::string text;
    for (const std::string& segment : kept)
        text += '/' + segment;
    return isFolder || text.empty() ? text + '/' : text;
}

bool hasDotSegments(const QByteArray& target)
{
    const qsizetype question = target.indexOf('?');
    const QList<QByteArray> segments = (question < 0 ? target : target.left(question)).split('/');
    return segments.contains(".") || segments.contains("..");
}

class Reader
{
public:
    explicit Reader(const ShellWords& words) : m_words(words.words) {}

    // Nothing: all is read.
    std::optional<Error> options()
    {
        bool onlyAddresses = false;
        for (m_at = 1; m_at < m_words.size(); ++m_at) {
            const std::string_view word = m_words[m_at];
            if (word == "--next" || word == "-:") {
                note(Words::tr("Only the first request is taken: what follows %1 is left out.").arg(written(word)));
                break;
            }
            std::optional<Error> error;
            if (onlyAddresses || !word.starts_with('-') || word == "-")
                address(word);
            else if (word == "--")
                onlyAddresses = true;
            else if (word.starts_with("--"))
                error = longOption(word.substr(2));
            else
                error = letters(word.substr(1));
            if (error)
                return error;
        }
        return std::nullopt;
    }

    Result<ReadCurl> request()
    {
        if (m_url.empty())
            return failure(Words::tr("The command has no address."));
        if (auto error = placeUrl())
            return *error;
        CurlRequest& request = m_read.request;
        if (m_user && !given("Authorization"))
            addHeader("Authorization", "Basic " + bytes(*m_user).toBase64());
        if (!m_cookies.isEmpty() && !given("Cookie"))
            addHeader("Cookie", m_cookies.join("; "));
        const bool sendsBody = m_data && !m_isGet;
        if (sendsBody) {
            request.body = bytes(*m_data);
            if (!given("Content-Type"))
                addHeader("Content-Type", m_isJson ? "application/json" : "application/x-www-form-urlencoded");
            if (m_isJson && !given("Accept"))
                addHeader("Accept", "application/json");
            if (toQString(*m_data).toUtf8() != request.body)
                note(Words::tr("The body has bytes that are no text; they can't be edited here."));
        }
        request.method = !m_method.empty() ? bytes(m_method) : m_isHead ? "HEAD" : sendsBody ? "POST" : "GET";
        return std::move(m_read);
    }

    void note(const QString& text)
    {
        if (!m_read.notes.contains(text))
            m_read.notes.append(text);
    }

private:
    static QString written(std::string_view text) { return toQString(text); }

    std::optional<Error> longOption(std::string_view name)
    {
        const Option* option = optionOf(name);
        if (!option) {
            note(Words::tr("The option --%1 is not known here, and whether it has a value; it is left out.")
                     .arg(written(name)));
            return std::nullopt;
        }
        std::string_view value;
        if (option->takesValue) {
            if (++m_at >= m_words.size())
                return failure(Words::tr("The option --%1 lacks its value.").arg(written(name)));
            value = m_words[m_at];
        }
        take(*option, value, "--" + std::string(name));
        return std::nullopt;
    }

    // "-sSXPOST": letters without a value, and the value behind the first that has one.
    std::optional<Error> letters(std::string_view word)
    {
        for (size_t i = 0; i < word.size(); ++i) {
            const std::string name{'-', word[i]};
            const Option* option = optionOf(word[i]);
            if (!option) {
                note(Words::tr("The option %1 is not known here; it is left out.")
                         .arg(written("-" + std::string(word.substr(i)))));
                return std::nullopt;
            }
            if (!option->takesValue) {
                take(*option, {}, name);
                continue;
            }
            std::string_view value = word.substr(i + 1);
            if (value.empty()) {
                if (++m_at >= m_words.size())
                    return failure(Words::tr("The option %1 lacks its value.").arg(written(name)));
                value = m_words[m_at];
            }
            take(*option, value, name);
            return std::nullopt;
        }
        return std::nullopt;
    }

    void take(const Option& option, std::string_view value, const std::string& name)
    {
        switch (option.kind) {
        case Kind::Method:
            m_method = value;
            break;
        case Kind::Header:
            header(value);
            break;
        case Kind::Data:
            if (!value.starts_with('@'))
                addData(value, "&");
            else
                file(value.substr(1), name);
            break;
        case Kind::RawData:
            addData(value, "&");
            break;
        case Kind::EncodedData:
            encodedData(value, name);
            break;
        case Kind::Json:
            m_isJson = true;
            if (!value.starts_with('@'))
                addData(value, "");
            else
                file(value.substr(1), name);
            break;
        case Kind::User:
            if (value.find(':') == std::string_view::npos)
                note(Words::tr("%1 has no password; curl would ask for it.").arg(written(name)));
            m_user = std::string(value);
            break;
        case Kind::Cookie:
            if (value.find('=') != std::string_view::npos)
                m_cookies.append(bytes(value));
            else
                note(Words::tr("Cookies of the file %1 are not read.").arg(written(value)));
            break;
        case Kind::Bearer:
            setUnlessGiven("Authorization", "Bearer " + bytes(value));
            break;
        case Kind::Agent:
            setUnlessGiven("User-Agent", bytes(value));
            break;
        case Kind::Referer:
            setUnlessGiven("Referer", bytes(value));
            break;
        case Kind::Url:
            address(value);
            break;
        case Kind::Target:
            m_target = value;
            break;
        case Kind::Get:
            m_isGet = true;
            break;
        case Kind::Head:
            m_isHead = true;
            break;
        case Kind::Globoff:
            m_isGloboff = true;
            break;
        case Kind::PathAsIs:
            m_isAsIs = true;
            break;
        case Kind::Quiet:
            break;
        case Kind::Foreign:
            note(Words::tr("%1 has no meaning here; it is left out.").arg(written(name)));
            break;
        }
    }

    void address(std::string_view url)
    {
        if (m_url.empty())
            m_url = url;
        else
            note(Words::tr("Only the first address is taken, not %1.").arg(written(url)));
    }

    // "Name: value"; "Name;" is sent without value; "Name:" keeps curl from sending one of its own.
    void header(std::string_view line)
    {
        if (line.starts_with('@')) {
            note(Words::tr("Headers of the file %1 are not read.").arg(written(line.substr(1))));
            return;
        }
        const size_t colon = line.find(':');
        const bool isEmptyOne = colon == std::string_view::npos && line.ends_with(';');
        if (colon == std::string_view::npos && !isEmptyOne) {
            note(Words::tr("The header \"%1\" has no colon; curl would not send it.").arg(written(line)));
            return;
        }
        const QByteArray name = bytes(line.substr(0, isEmptyOne ? line.size() - 1 : colon)).trimmed();
        const QByteArray value = isEmptyOne ? QByteArray() : bytes(line.substr(colon + 1)).trimmed();
        m_given.append(name);
        if (isSameName(name, "Host") || isSameName(name, "Content-Length")) {
            note(Words::tr("%1 is set when it is sent; what the command says is left out.")
                     .arg(toQString(name.toStdString())));
            return;
        }
        if (isEmptyOne || !value.isEmpty())
            m_read.request.headers.append({name, value});
    }
    void addHeader(const QByteArray& name, const QByteArray& value) { m_read.request.headers.append({name, value}); }
    // A header of its own option counts unless one of that name is given with -H, before or after it.
    void setUnlessGiven(const QByteArray& name, const QByteArray& value) { m_own.append({name, value}); }
    bool given(const QByteArray& name) const
    {
        return std::ranges::any_of(m_given, [&](const QByteArray& one) { return isSameName(one, name); });
    }

    void addData(std::string_view piece, std::string_view between)
    {
        if (m_data)
            *m_data += std::string(between) + std::string(piece);
        else
            m_data = std::string(piece);
    }
    // It is still a request with data.
    void file(std::string_view name, const std::string& option)
    {
        note(Words::tr("%1: the file %2 is not read.").arg(written(option), written(name)));
        if (!m_data)
            m_data.emplace();
    }
    // "content", "=content", "name=content", "@file", "name@file".
    void encodedData(std::string_view value, const std::string& option)
    {
        const size_t mark = value.find_first_of("=@");
        if (mark == std::string_view::npos) {
            addData(percentEncoded(value), "&");
        } else if (value[mark] == '@') {
            file(value.substr(mark + 1), option);
        } else {
            const std::string name(value.substr(0, mark));
            addData((name.empty() ? name : name + '=') + percentEncoded(value.substr(mark + 1)), "&");
        }
    }

    std::optional<Error> placeUrl()
    {
        for (const auto& [name, value] : m_own) {
            if (!given(name))
                addHeader(name, value);
        }
        std::string_view url = m_url;
        if (const size_t scheme = url.find("://"); scheme != std::string_view::npos) {
            const QByteArray name = bytes(url.substr(0, scheme)).toLower();
            if (name != "http" && name != "https")
                return failure(Words::tr("%1 is no address of HTTP.").arg(written(url)));
            url.remove_prefix(scheme + 3);
        }
        url = url.substr(0, url.find('#'));
        const size_t place = std::min(url.find_first_of("/?"), url.size());
        std::string_view host = url.substr(0, place);
        if (const size_t at = host.rfind('@'); at != std::string_view::npos) {
            if (!m_user)
                m_user = QByteArray::fromPercentEncoding(bytes(host.substr(0, at))).toStdString();
            host.remove_prefix(at + 1);
        }
        m_read.host = written(host);
        m_read.request.target = bytes(targetOf(url.substr(place)));
        return std::nullopt;
    }

    std::string targetOf(std::string_view url)
    {
        if (m_target)
            return *m_target;
        const size_t question = std::min(url.find('?'), url.size());
        std::string path(url.substr(0, question)), query(url.substr(question));
        if (path.empty())
            path = "/";
        if (!m_isAsIs)
            path = withoutDotSegments(path);
        if (m_isGet && m_data)
            query += (query.empty() ? "?" : "&") + *m_data;
        if (!m_isGloboff && url.find_first_of("[]{}") != std::string_view::npos)
            note(Words::tr("curl would take [ ] and { } for a list of addresses; here they stand as they are."));
        return path + query;
    }

    const std::vector<std::string>& m_words;
    size_t m_at = 0;
    ReadCurl m_read;
    std::string m_url, m_method;
    std::optional<std::string> m_data, m_user, m_target;
    QList<std::pair<QByteArray, QByteArray>> m_own; // of -A, -e, --oauth2-bearer
    QList<QByteArray> m_given, m_cookies;
    bool m_isGet = false, m_isHead = false, m_isJson = false, m_isGloboff = false, m_isAsIs = false;
};

std::string headerLine(const QByteArray& name, const QByteArray& value)
{
    return name.toStdString() + (value.isEmpty() ? ";" : ": " + value.toStdString());
}

} // namespace

bool looksLikeCurl(const QString& text)
{
    const QString trimmed = text.trimmed();
    return trimmed.startsWith(QStringLiteral("curl ")) || trimmed.startsWith(QStringLiteral("curl\t")) ||
           trimmed.startsWith(QStringLiteral("curl \\\n"));
}

Result<ReadCurl> readCurl(const QString& text)
{
    const std::string line = toUtf8(QString(text).replace(QStringLiteral("\r\n"), QStringLiteral("\n")));
    const Result<ShellWords> words = splitShell(line);
    if (!words)
        return words.error();
    const std::string program = words->words.empty() ? std::string() : words->words.front();
    if (program != "curl" && !program.ends_with("/curl") && program != "curl.exe")
        return failure(Words::tr("The text does not begin with curl."));
    Reader reader(*words);
    for (const std::string& expansion : words->expansions)
        reader.note(Words::tr("Only a shell knows what %1 is; it stands as it is written.").arg(toQString(expansion)));
    if (!words->rest.empty())
        reader.note(Words::tr("What follows the command is left out: %1").arg(toQString(words->rest.substr(0, 60))));
    if (auto error = reader.options())
        return *error;
    return reader.request();
}

QString curlCommand(const CurlRequest& request, const QString& base)
{
    std::vector<std::string> parts{"curl"};
    const auto option = [&](const char* name, std::string_view value) {
        parts.push_back(std::string(name) + ' ' + shellQuoted(value));
    };
    const bool hasBody = !request.body.isEmpty();
    if (request.method == "HEAD" && !hasBody)
        parts.emplace_back("-I");
    else if (request.method != (hasBody ? "POST" : "GET"))
        option("-X", request.method.toStdString());
    bool hasType = false;
    for (const auto& [name, value] : request.headers) {
        option("-H", headerLine(name, value));
        hasType = hasType || isSameName(name, "Content-Type");
    }
    if (hasBody) {
        if (!hasType)
            option("-H", "Content-Type:"); // or curl would add one
        option("--data-raw", std::string_view(request.body.constData(), static_cast<size_t>(request.body.size())));
    }
    std::string url = toUtf8(base);
    if (request.target.contains('#')) {
        option("--request-target", request.target.toStdString());
    } else {
        url += request.target.toStdString();
        if (hasDotSegments(request.target))
            parts.emplace_back("--path-as-is");
        if (url.find_first_of("[]{}") != std::string::npos)
            parts.emplace_back("-g");
    }
    parts.push_back(shellQuoted(url));
    constexpr size_t LineLength = 100;
    size_t length = 0;
    for (const std::string& part : parts)
        length += part.size() + 1;
    std::string text = parts.front();
    for (const std::string& part : std::span(parts).subspan(1))
        text += (length > LineLength ? " \\\n  " : " ") + part;
    return toQString(text);
}

} // namespace gatereeve::models
