// SPDX-License-Identifier: Apache-2.0
#include "sync/sim/hostile.h"

#include "core/domain/ids.h"
#include "sync/protocol/certificate.h"
#include "sync/protocol/messages.h"

namespace qoloner::sim {

namespace {

SigningKey keyFrom(std::uint64_t seed)
{
    Rng rng(seed);
    std::string bytes;
    for (int i = 0; i < 32; ++i)
        bytes.push_back(char(rng.below(256)));
    return SigningKey::fromSeed(bytes);
}

Op patch(const char* of, const std::string& row, FieldValues fields)
{
    return {OpKind::Patch, entity(of).id, row, std::move(fields), {}};
}

/// What a field worker of one empty region may not do, whatever the state of the city.
std::vector<Op> forbidden(Rng& rng)
{
    const std::string mark(Hostile::mark);
    switch (rng.below(10)) {
    case 0: // another region's record
        return {patch("artisan", masterRows[0], {{fieldId("artisan", "story_kk"), mark}})};
    case 1: // what only the server writes
        return {patch("artisan", masterRows[0], {{fieldId("artisan", "status"), std::string("published")}})};
    case 2: // the city's own rows
        return {patch("place", placeRow, {{fieldId("place", "name_kk"), mark}})};
    case 3: // publishing
        return {{OpKind::Approve,
                 entity("artisan").id,
                 masterRows[0],
                 {},
                 {{fieldId("artisan", "settlement"), Dot{1, 1}}}}};
    case 4:
        return {{OpKind::Delete, entity("artisan").id, masterRows[1], {}, {}}};
    case 5: // a conflict nobody had
        return {{OpKind::Put,
                 entity("conflict").id,
                 newUuid7(1),
                 {{fieldId("conflict", "state"), std::string("open")}},
                 {}}};
    case 6: // an entity there is not
        return {{OpKind::Put, 4711, newUuid7(1), {{1, mark}}, {}}};
    case 7: // a record in somebody else's region
        return {{OpKind::Put,
                 entity("artisan").id,
                 newUuid7(1),
                 {{fieldId("artisan", "craft"), std::string("felt")},
                  {fieldId("artisan", "region"), std::string("KZ-62")},
                  {fieldId("artisan", "settlement"), mark}},
                 {}}};
    case 8: // a work under a record one may not see
        return {
            {OpKind::Put,
             entity("work").id,
             newUuid7(1),
             {{fieldId("work", "artisan"), std::string(masterRows[0])}, {fieldId("work", "title_kk"), mark}},
             {}}};
    default: // half of it would be allowed: all or nothing
        return {{OpKind::Put,
                 entity("artisan").id,
                 newUuid7(1),
                 {{fieldId("artisan", "craft"), std::string("felt")},
                  {fieldId("artisan", "region"), std::string(hostileRegion)},
                  {fieldId("artisan", "settlement"), mark}},
                 {}},
                patch("place", placeRow, {{fieldId("place", "name_ru"), mark}})};
    }
}

} // namespace

Hostile::Hostile(const Person& who, std::uint64_t seed) : m_who(who), m_key(keyFrom(seed)) {}

HttpResponse Hostile::post(City& city, const std::string& path, std::string body, std::string token)
{
    HttpRequest request;
    request.method = "POST";
    request.path = path;
    request.body = std::move(body);
    request.token = std::move(token);
    request.address = "10.6.6.6";
    return city.handle(request);
}

bool Hostile::signIn(City& city)
{
    if (!m_enrolled) {
        const std::string code = hostileCode();
        const HttpResponse response =
            post(city, "/v1/enrol",
                 protocol::encode(protocol::Enrol{code, m_key.publicKey(),
                                                  m_key.sign("qoloner-enrol-1" + code), "hostile"}));
        m_enrolled = response.status == 200;
        if (const auto enrolled = protocol::decode<protocol::Enrolled>(response.body); m_enrolled && enrolled)
            m_certificate = enrolled->certificate;
    }
    if (!m_enrolled)
        return false;
    const HttpResponse challenge =
        post(city, "/v1/challenge", protocol::encode(protocol::Challenge{m_key.device()}));
    const auto nonce = protocol::decode<protocol::Nonce>(challenge.body);
    if (challenge.status != 200 || !nonce)
        return false;
    const HttpResponse response =
        post(city, "/v1/token",
             protocol::encode(protocol::TokenRequest{m_key.device(), nonce->nonce,
                                                     m_key.sign("qoloner-token-1" + nonce->nonce)}));
    const auto token = protocol::decode<protocol::Token>(response.body);
    if (response.status != 200 || !token)
        return false;
    m_token = token->token;
    return true;
}

void Hostile::serverRestored(bool known, Dseq highest, const std::string& lastHash)
{
    m_enrolled = known;
    m_unanswered.reset();
    m_dseq = highest;
    m_last = lastHash.empty() ? std::string(32, '\0') : lastHash;
}

/// Wants to be let in as somebody else, or as more than it is.
void Hostile::forgeRejoin(City& city, Rng& rng)
{
    auto certificate = readCertificate(m_certificate, city.publicKey());
    if (!certificate)
        return;
    const SigningKey other = keyFrom(rng.next());
    protocol::Rejoin request;
    request.epoch = city.epoch();
    const std::uint64_t how = rng.below(4);
    if (how != 0) {
        if (how == 1)
            certificate->publicKey = other.publicKey();
        else
            certificate->who.role = Role::Admin;
        request.certificates.push_back(issueCertificate(*certificate, how == 2 ? m_key : other));
    }
    request.certificates.push_back(how == 3 ? request.certificates.back() : m_certificate);
    const SigningKey& signer = how == 0 || how == 1 ? other : m_key;
    request.signature = signer.sign(protocol::rejoinText(request));
    const HttpResponse response = post(city, "/v1/rejoin", protocol::encode(request));
    if (response.status == 200)
        throw Violation(6, "a forged certificate let somebody in");
}

void Hostile::attack(City& city, Rng& rng)
{
    if (!signIn(city))
        return;
    if (rng.chance(15))
        return forgeRejoin(city, rng);
    const std::uint64_t now = city.clock.nowMs();
    // What went out and was never answered may have been taken: it goes out once more, as it was.
    if (m_unanswered && !send(city, *m_unanswered))
        return;
    Mutation m;
    m.device = m_key.device();
    m.dseq = m_dseq + 1;
    m.id = newUuid7(now);
    m.actor = m_who.actor;
    m.schema = schemaVersion;
    m.hlc = Hlc::of(now + (rng.chance(20) ? 3'000'000'000'000 : 0));
    m.prevHash = m_last;
    m.ops = forbidden(rng);
    // To delete what is long buried is no crime: they agree.
    if (Op& first = m.ops[0]; first.kind == OpKind::Delete && city.buried(first.entity, first.row))
        first = patch("place", placeRow, {{fieldId("place", "name_kk"), std::string(Hostile::mark)}});
    bool counts = true; // does the server keep it in this device's chain?
    SigningKey signer = m_key;
    switch (rng.below(9)) {
    case 0:
        m.actor = "person-0"; // in the moderator's name
        break;
    case 1:
        m.dseq += 20'000;
        counts = false;
        break;
    case 2:
        m.prevHash = std::string(32, 'x');
        counts = false;
        break;
    case 3:
        signer = keyFrom(rng.next());
        counts = false;
        break;
    case 4:
        m.device = deviceIdOf(city.publicKey()); // as the server itself
        counts = false;
        break;
    default:
        break;
    }
    SignedMutation sealed = signMutation(m, signer);
    if (rng.chance(10)) {
        for (char& c : sealed.body)
            c = char(rng.below(256));
        counts = false;
    }
    send(city, {std::move(sealed), counts ? m.dseq : 0});
}

/// False when nobody answered.
bool Hostile::send(City& city, Attempt attempt)
{
    const HttpResponse response = post(
        city, "/v1/push", protocol::encode(protocol::Push{city.clock.nowMs(), {attempt.sealed}}), m_token);
    m_unanswered.reset();
    // Its disk is in trouble, or it died and whatever it would have said it never said.
    if (response.status >= 500 || city.disk.disk().isDead()) {
        m_unanswered = std::move(attempt);
        return false;
    }
    const auto answer = protocol::decode<protocol::PushAnswer>(response.body);
    if (response.status != 200 || !answer || answer->answers.size() != 1)
        throw Violation(6, "a hostile push was answered with " + std::to_string(response.status));
    const Answer& only = answer->answers[0];
    if (only.outcome != Outcome::Rejected && only.outcome != Outcome::Duplicate)
        throw Violation(6, "a hostile mutation was not refused but answered " +
                               std::to_string(int(only.outcome)));
    if (attempt.counts != 0) {
        m_dseq = attempt.counts;
        m_last = attempt.sealed.hash();
    }
    return true;
}

} // namespace qoloner::sim
