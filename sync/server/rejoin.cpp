// SPDX-License-Identifier: Apache-2.0
// Devices that a restored server does not know: they enrolled, or took another name, after the
// backup was made. What the server signed for them lets them back in.
#include "sync/server/engine.h"

#include "core/domain/ids.h"
#include "sync/protocol/certificate.h"
#include <algorithm>
#include <sstream>

namespace qoloner {

namespace {

constexpr std::size_t maxWaiting = 100;
constexpr const char* metaWaiting = "rejoin_waiting";

std::string keptOutKey(DeviceId device)
{
    return "revoked/" + std::to_string(device);
}

std::string confirmedKey(DeviceId device)
{
    return "readmitted/" + std::to_string(device);
}

/// Whoever has these rights sees or publishes what others trusted the city with.
bool isPowerful(Role role)
{
    return role == Role::Moderator || role == Role::Admin || role == Role::Auditor;
}

/// The certificates of one phone in the order of its names; nothing when one does not hold or
/// does not follow the one before.
std::optional<std::vector<Certificate>> readLine(const protocol::Rejoin& request,
                                                 const std::string& serverKey, const std::string& city)
{
    std::vector<Certificate> line;
    for (const std::string& encoded : request.certificates) {
        auto certificate = readCertificate(encoded, serverKey);
        if (!certificate || certificate->who.city != city || !isRowId(certificate->who.actor))
            return std::nullopt;
        if (!line.empty() && (certificate->forkOf != deviceIdOf(line.back().publicKey) ||
                              certificate->who.actor != line.back().who.actor))
            return std::nullopt;
        line.push_back(std::move(*certificate));
    }
    return line;
}

} // namespace

Result<protocol::Enrolled> SyncEngine::rejoin(const protocol::Rejoin& request)
{
    // The last one first: whoever has no key costs no more than two signatures.
    const auto last = readCertificate(request.certificates.back(), m_key.publicKey());
    if (!last)
        return tl::unexpected(last.error());
    if (!verifySignature(last->publicKey, protocol::rejoinText(request), request.signature))
        return failure("signature_invalid");
    const auto line = readLine(request, m_key.publicKey(), m_city);
    if (!line)
        return failure("certificate_invalid");
    Result<protocol::Enrolled> result = failure("rejoin_stale");
    m_store.write([&] {
        if (request.epoch != m_store.meta("epoch"))
            return;
        const DeviceId id = deviceIdOf(last->publicKey);
        if (!m_store.device(id)) {
            if (auto allowed = readmit(*line, request); !allowed) {
                result = tl::unexpected(allowed.error());
                return;
            }
        }
        const DeviceRecord device = *m_store.device(id);
        result = device.revoked ? failure("device_revoked") : Result<protocol::Enrolled>(enrolled(device));
    });
    return result;
}

/// Writes down the last device of `line` and whichever before it is not known.
Result<void> SyncEngine::readmit(const std::vector<Certificate>& line, const protocol::Rejoin& request)
{
    const Certificate& own = line.back();
    const DeviceId id = deviceIdOf(own.publicKey);
    const std::uint64_t now = m_clock.nowMs();
    if (line.front().forkOf != 0 && !m_store.device(line.front().forkOf))
        return failure("certificate_invalid");
    auto invite = request.inviteHash.empty() ? std::nullopt : m_store.invite(request.inviteHash);
    if (invite && (invite->actor.id != own.who.actor || invite->usedBy != 0))
        invite.reset();
    const bool known = m_store.actor(own.who.actor) || invite;
    const bool doubtful = own.expiresMs < now || (!known && isPowerful(own.who.role));
    if (doubtful && m_store.meta(confirmedKey(id)).empty()) {
        noteWaiting(own);
        return failure("rejoin_unconfirmed");
    }
    if (!m_store.actor(own.who.actor))
        m_store.putActor(invite ? invite->actor
                                : ActorRecord{own.who.actor, request.name, own.who.role, own.who.artisan,
                                              own.who.regions});
    if (invite) { // it was used: nobody else shall come by it
        invite->usedBy = deviceIdOf(line.front().publicKey);
        m_store.putInvite(*invite);
    }
    for (const Certificate& each : line) {
        DeviceRecord device;
        device.id = deviceIdOf(each.publicKey);
        if (m_store.device(device.id))
            continue;
        device.publicKey = each.publicKey;
        device.actor = each.who.actor;
        device.label = "came back";
        device.revoked = !m_store.meta(keptOutKey(device.id)).empty();
        device.enrolledMs = std::min(each.issuedMs, now);
        device.seenMs = now;
        device.forkOf = each.forkOf;
        device.forkFrom = each.forkFrom;
        device.highest = each.forkOf != 0 ? each.forkFrom - 1 : 0;
        m_store.putDevice(device);
    }
    return {};
}

/// A line for each device that waits for an administrator; the newest are kept.
void SyncEngine::noteWaiting(const Certificate& certificate)
{
    const std::string line = std::to_string(deviceIdOf(certificate.publicKey)) + " " +
                             std::string(roleName(certificate.who.role)) + " " + certificate.who.actor;
    std::vector<std::string> lines = waitingToRejoin(m_store);
    if (std::find(lines.begin(), lines.end(), line) != lines.end())
        return;
    lines.push_back(line);
    if (lines.size() > maxWaiting)
        lines.erase(lines.begin());
    std::string all;
    for (const std::string& each : lines)
        all += each + "\n";
    m_store.setMeta(metaWaiting, all);
}

std::vector<std::string> waitingToRejoin(CityStore& store)
{
    std::vector<std::string> lines;
    std::istringstream in(store.meta(metaWaiting));
    for (std::string line; std::getline(in, line);)
        if (const auto device = store.device(std::strtoull(line.c_str(), nullptr, 10)); !device)
            lines.push_back(line);
    return lines;
}

void confirmRejoin(CityStore& store, DeviceId device)
{
    store.write([&] { store.setMeta(confirmedKey(device), "1"); });
}

void keepOut(CityStore& store, const std::vector<DeviceId>& revoked)
{
    store.write([&] {
        for (const DeviceId id : revoked) {
            if (auto device = store.device(id)) {
                device->revoked = true;
                store.putDevice(*device);
            }
            store.setMeta(keptOutKey(id), "1"); // should it be known to a later backup only
        }
    });
}

} // namespace qoloner
