// What comparing and merging large policies files costs, on one core: bench_compare. Reading both texts is included.
// Prints a line for each measure with its goal; says nothing about whether it was reached.

#include "core/compare/comparison.h"
#include "core/compare/merge.h"
#include "core/json/writer.h"

#include <cstdio>
#include <ctime>
#include <functional>

using namespace gatereeve;

namespace
{

constexpr unsigned Policies = 10'000;

struct Text {
    unsigned changedEach = 0; // 0: none
    bool renamed = false, reordered = false;
    json::Writer::Layout layout = json::Writer::Layout::Indented;
};

void writeRights(json::Writer& writer, unsigned number)
{
    writer.key("access_rights").beginObject();
    for (unsigned i = 0; i < 6; ++i) {
        const std::string api = "api-" + std::to_string((number * 7 + i) % 500);
        writer.key(api).beginObject();
        writer.key("api_id").string(api).key("api_name").string("The API " + api);
        writer.key("versions").beginArray().string("Default").string("v2").endArray();
        writer.key("allowed_urls").beginArray();
        writer.beginObject().key("url").string("/orders/" + std::to_string(number));
        writer.key("methods").beginArray().string("GET").string("POST").endArray().endObject();
        writer.endArray().endObject();
    }
    writer.endObject();
}

std::string textOf(const Text& text)
{
    json::Writer writer(text.layout);
    writer.beginObject();
    for (unsigned i = 0; i < Policies; ++i) {
        const unsigned number = text.reordered ? Policies - 1 - i : i;
        const bool changed = text.changedEach > 0 && number % text.changedEach == 0;
        writer.key((text.renamed ? "renamed-" : "policy-") + std::to_string(number)).beginObject();
        writer.key("name").string("Policy " + std::to_string(number)).key("org_id").string("default");
        writer.key("rate").number(changed ? 77 : 1 + number % 9).key("per").number(60);
        writer.key("quota_max").integer(1000 + number).key("quota_renewal_rate").integer(86'400);
        writer.key("active").boolean(true).key("is_inactive").boolean(false);
        writer.key("tags").beginArray().string("a").string("tag-" + std::to_string(number % 50)).endArray();
        writeRights(writer, number);
        writer.endObject();
    }
    writer.endObject();
    return writer.take();
}

// Of the processor: others may be busy on it.
double secondsOf(const std::function<void()>& work)
{
    const std::clock_t begin = std::clock();
    work();
    return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

void measureDiff(const char* what, const std::string& before, const std::string& after)
{
    size_t found = 0;
    const double seconds = secondsOf([&] {
        compare::SourceFiles a, b;
        a.push_back(compare::sourceFile("policies.json", before, "policies.json"));
        b.push_back(compare::sourceFile("policies.json", after, "policies.json"));
        found = compare::compare(a, b).size();
    });
    std::printf("diff, %-34s %6.2f s; %zu policies differ   (goal 1 s)\n", what, seconds, found);
}

void measureMerge(const char* what, const std::string& base, const std::string& ours, const std::string& theirs)
{
    size_t conflicts = 0;
    const double seconds = secondsOf([&] {
        const auto b = json::Document::parse(base), o = json::Document::parse(ours), t = json::Document::parse(theirs);
        conflicts = compare::merge(*b, *o, *t).conflicts.size();
    });
    std::printf("merge, %-33s %6.2f s; %zu conflicts\n", what, seconds, conflicts);
}

} // namespace

int main()
{
    const std::string base = textOf({});
    std::printf("%u policies, %.1f MB\n", Policies, static_cast<double>(base.size()) / 1e6);
    std::printf("reading one of them %29.2f s\n", secondsOf([&] { (void)json::Document::parse(base); }));
    measureDiff("nothing changed", base, base);
    measureDiff("1 % changed", base, textOf({.changedEach = 100}));
    measureDiff("all changed", base, textOf({.changedEach = 1}));
    measureDiff("all in another layout and order", base,
                textOf({.reordered = true, .layout = json::Writer::Layout::Compact}));
    measureDiff("all renamed", base, textOf({.renamed = true}));
    measureDiff("all renamed and changed", base, textOf({.changedEach = 1, .renamed = true}));
    measureMerge("1 % changed on either side", base, textOf({.changedEach = 100}), textOf({.changedEach = 97}));
    measureMerge("all changed in theirs", base, base, textOf({.changedEach = 1}));
    return 0;
}
