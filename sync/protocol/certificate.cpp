// SPDX-License-Identifier: Apache-2.0
#include "sync/protocol/certificate.h"

#include "core/codec/cbor.h"
#include "core/domain/ids.h"

namespace qoloner {

namespace {

constexpr std::string_view purpose = "qoloner-certificate-1";
constexpr std::size_t maxRegions = 32;

std::string optionalId(CborReader& in)
{
    return std::string(in.text());
}

} // namespace

std::string issueCertificate(const Certificate& c, const SigningKey& server)
{
    CborWriter body;
    body.array(c.forkOf != 0 ? 10 : 9);
    body.uint(1);
    body.bytes(c.publicKey);
    body.uint(std::uint64_t(c.who.role));
    body.text(c.who.actor);
    body.text(c.who.city);
    body.text(c.who.artisan);
    body.array(c.who.regions.size());
    for (const std::string& region : c.who.regions)
        body.text(region);
    body.uint(c.issuedMs);
    body.uint(c.expiresMs);
    if (c.forkOf != 0) {
        body.array(2);
        body.uint(c.forkOf);
        body.uint(c.forkFrom);
    }

    CborWriter out;
    out.array(2);
    out.bytes(body.out());
    out.bytes(server.sign(std::string(purpose) + body.out()));
    return out.take();
}

Result<Certificate> readCertificate(std::string_view encoded, std::string_view serverPublicKey)
{
    CborReader outer(encoded);
    if (outer.array(2) != 2)
        outer.fail();
    const std::string_view body = outer.bytes();
    const std::string_view signature = outer.bytes();
    if (!outer.finished() ||
        !verifySignature(serverPublicKey, std::string(purpose) + std::string(body), signature))
        return failure("certificate_invalid");
    CborReader in(body);
    Certificate c;
    const std::size_t items = in.array(10);
    if (items < 9 || in.uint() != 1)
        in.fail();
    c.publicKey = in.bytes();
    const std::uint64_t role = in.uint();
    if (role > std::uint64_t(Role::Auditor) || c.publicKey.size() != 32)
        in.fail();
    c.who.role = Role(role);
    c.who.actor = optionalId(in);
    c.who.city = optionalId(in);
    c.who.artisan = optionalId(in);
    for (std::size_t n = in.array(maxRegions); in.ok() && n > 0; --n)
        c.who.regions.emplace_back(in.text());
    c.issuedMs = in.uint();
    c.expiresMs = in.uint();
    if (items == 10) {
        if (in.array(2) != 2)
            in.fail();
        c.forkOf = in.uint();
        c.forkFrom = in.uint();
        if (c.forkOf == 0 || c.forkFrom == 0)
            in.fail();
    }
    if (!in.finished())
        return failure("certificate_invalid");
    return c;
}

} // namespace qoloner
