// SPDX-License-Identifier: Apache-2.0
// Any bytes as a path, a query, headers and a text of a page: what is made of them holds its promises.
#include "core/domain/ids.h"
#include "core/domain/page_link.h"
#include "sync/server/web/address.h"
#include "sync/server/web/escape.h"
#include "sync/server/web/when.h"
#include "tests/fuzz/fuzz_input.h"
#include <cstdlib>

using namespace qoloner;
using namespace qoloner::web;
using namespace qoloner::test;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

void checkAddress(std::string_view path)
{
    const auto address = parseAddress(path);
    if (!address)
        return;
    require(address->what != Address::What::Item || isRowId(address->id));
    require(parseAddress(pathOf(*address)) == address);
    if (const auto other = withFormat(*address))
        require(pathOf(*other) == pathOf(*address));
}

void checkText(std::string_view text)
{
    const std::string clean = wellFormed(text);
    require(isUtf8(clean) && wellFormed(clean) == clean);
    const std::string escaped = markup(text);
    require(escaped.find_first_of("<>\"'") == std::string::npos);
    require(scriptJson(text).find_first_of("<>&") == std::string::npos);
    for (const char c : percentEncoded(text))
        require(c > ' ' && c < 0x7f && c != '/' && c != '"' && c != '\'' && c != '<' && c != '?');
    const std::string line = "X:" + icsText(text);
    require(line.find_first_of("\r\n") == std::string::npos);
    std::string folded = icsLine(line);
    std::string unfolded;
    std::size_t width = 0;
    for (std::size_t i = 0; i < folded.size(); ++i) {
        if (folded.compare(i, 3, "\r\n ") == 0) {
            i += 2;
            width = 1;
            continue;
        }
        require(++width <= 75 || folded.compare(i, 2, "\r\n") == 0 || folded[i] == '\n');
        unfolded += folded[i];
    }
    require(unfolded == line + "\r\n");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    FuzzInput in(data, size);
    const std::size_t what = in.below(4);
    const std::string_view bytes = in.rest();
    if (what == 0) {
        checkAddress(bytes);
        checkAddress("/kk/routes/" + std::string(bytes));
    } else if (what == 1) {
        checkText(bytes);
    } else if (what == 2) {
        const Query query = parseQuery(bytes);
        require(query.page >= 1 && query.page <= 100'000);
        preferredLanguage(bytes);
        require(plainHost(bytes).find_first_of("<>\"' /\\@#?") == std::string::npos);
        if (const auto ms = parseHttpDate(bytes))
            require(httpDate(*ms) == bytes);
    } else if (const auto link = parsePageLink(bytes)) {
        require(isRowId(link->row) && parsePageLink(pageUrl(*link)).value() == *link &&
                parsePageLink(pageAppUrl(*link)).value() == *link);
    }
    return 0;
}
