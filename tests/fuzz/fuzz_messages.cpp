// SPDX-License-Identifier: Apache-2.0
// Any bytes as any message, plain and packed: refused, or written back the same.
#include "core/codec/zstd.h"
#include "sync/protocol/certificate.h"
#include "sync/protocol/invite.h"
#include "sync/protocol/messages.h"
#include <algorithm>
#include <cstdlib>

using namespace qoloner;

namespace {
template <class Message> void tryAs(const std::string& input)
{
    const auto message = protocol::decode<Message>(input);
    if (message && protocol::encode(*message) != input)
        std::abort();
}

bool same(const PulledRow& a, const PulledRow& b)
{
    return a.table == b.table && a.id == b.id && a.rev == b.rev && a.flags == b.flags &&
           a.stamps == b.stamps && a.fields == b.fields;
}

/// Its columns may be spelt with or without a dictionary: read back equal.
void tryAsPage(const std::string& input)
{
    const auto page = protocol::decode<protocol::Page>(input);
    if (!page)
        return;
    const auto again = protocol::decode<protocol::Page>(protocol::encode(*page));
    if (!again || !std::equal(page->page.rows.begin(), page->page.rows.end(), again->page.rows.begin(),
                              again->page.rows.end(), same))
        std::abort();
}

void tryAll(const std::string& input)
{
    tryAs<protocol::Hello>(input);
    tryAs<protocol::Enrol>(input);
    tryAs<protocol::Enrolled>(input);
    tryAs<protocol::Challenge>(input);
    tryAs<protocol::Nonce>(input);
    tryAs<protocol::TokenRequest>(input);
    tryAs<protocol::Token>(input);
    tryAs<protocol::Push>(input);
    tryAs<protocol::PushAnswer>(input);
    tryAs<protocol::Fork>(input);
    tryAs<protocol::Rejoin>(input);
    // A cursor's order: read back equal, not byte for byte.
    (void)protocol::decode<protocol::Pull>(input);
    tryAsPage(input);
    tryAs<protocol::Problem>(input);
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string input(reinterpret_cast<const char*>(data), size);
    constexpr std::size_t most = 1 << 20;
    tryAll(input);
    if (const auto raw = protocol::unpack(input, true, most)) {
        if (raw->size() > most)
            std::abort();
        tryAll(*raw);
    }
    std::string packed = input;
    const bool was = protocol::pack(packed);
    const auto back = protocol::unpack(packed, was, most);
    if (size <= most && (!back || *back != input))
        std::abort();
    (void)readCertificate(input, std::string(32, 'k'));
    if (const auto code = parseInviteCode(input); code && code->size() != 8)
        std::abort();
    (void)parseInvitePayload(input);
    return 0;
}
