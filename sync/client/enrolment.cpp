// SPDX-License-Identifier: Apache-2.0
#include "sync/client/enrolment.h"

#include "core/codec/cbor.h"
#include "core/domain/ids.h"

namespace qoloner {

namespace {
constexpr const char* metaKey = "sync.enrolment";
constexpr std::size_t maxList = 64;

void writeList(CborWriter& out, const std::vector<std::string>& list)
{
    out.array(list.size());
    for (const std::string& item : list)
        out.text(item);
}

std::vector<std::string> readList(CborReader& in)
{
    std::vector<std::string> list;
    for (std::size_t count = in.array(maxList); count > 0; --count)
        list.emplace_back(in.text());
    return list;
}
} // namespace

// One record under one key, so that it is replaced as a whole or not at all.
Enrolment Enrolment::load(const Replica& replica)
{
    const std::string record = fromHex(replica.meta(metaKey));
    if (record.empty())
        return {};
    CborReader in(record);
    Enrolment e;
    if (in.array(13) != 13)
        return {};
    e.serverUrl = in.text();
    e.serverKey = in.bytes();
    e.enrolled = in.boolean();
    const std::optional<Role> role = roleOf(in.text());
    e.who.role = role.value_or(Role::Visitor);
    e.who.actor = in.text();
    e.who.city = in.text();
    e.who.artisan = in.text();
    e.who.regions = readList(in);
    e.name = in.text();
    e.certificate = in.bytes();
    e.scopes = readList(in);
    e.lastSuccessMs = in.uint();
    in.uint(); // layout of this record, so far 1
    return in.finished() && role ? e : Enrolment{};
}

void Enrolment::save(Replica& replica) const
{
    CborWriter out;
    out.array(13);
    out.text(serverUrl);
    out.bytes(serverKey);
    out.boolean(enrolled);
    out.text(roleName(who.role));
    out.text(who.actor);
    out.text(who.city);
    out.text(who.artisan);
    writeList(out, who.regions);
    out.text(name);
    out.bytes(certificate);
    writeList(out, scopes);
    out.uint(lastSuccessMs);
    out.uint(1);
    replica.setMeta(metaKey, toHex(out.out()));
}

} // namespace qoloner
