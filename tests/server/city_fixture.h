// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/domain/ids.h"
#include "sync/protocol/certificate.h"
#include "sync/protocol/invite.h"
#include "sync/protocol/receipt.h"
#include "sync/server/city_folder.h"
#include "sync/server/engine.h"
#include "tests/support/test_store.h"
#include <QTemporaryDir>

namespace qoloner::test {

constexpr std::uint64_t start = 1'790'000'000'000;
struct FixedClock final : Clock {
    std::uint64_t ms = start;
    std::uint64_t nowMs() const override { return ms; }
};

/// A device that writes what it is told, without the network.
struct Device {
    SigningKey key = SigningKey::generate();
    std::string actor;
    Session session;
    Dseq dseq = 0;
    std::string last = std::string(32, '\0');
    std::uint64_t ms = start;

    SignedMutation write(std::vector<Op> ops)
    {
        Mutation m{key.device(), ++dseq, newUuid7(ms), actor,         schemaVersion,
                   Hlc::of(ms),  0,      last,         std::move(ops)};
        auto sealed = signMutation(m, key);
        last = sealed.hash();
        return sealed;
    }
    Dot dot() const { return {key.device(), dseq}; }
};

/// A city's engine over a file of its own, and people who enrol with it.
struct City {
    QTemporaryDir folder;
    FixedClock clock;
    std::unique_ptr<CityStore> store;
    std::unique_ptr<SyncEngine> engine;

    City()
    {
        createCity(path(), "almaty", clock);
        store = openTestStore(path());
        foundCity(*store, loadServerKey(path()), "almaty", "e" + schemaOf(path()), clock);
        engine = std::make_unique<SyncEngine>(*store, clock, loadServerKey(path()));
    }
    std::string path() const { return folder.path().toStdString(); }

    Device enrol(Role role, std::vector<std::string> regions = {}, std::string artisan = {})
    {
        const std::string code = newInviteCode();
        store->write([&] {
            store->putInvite({blake2b("qoloner-invite-1" + code),
                              {newUuid7(clock.ms), "Somebody", role, artisan, regions},
                              clock.ms + 1000,
                              0});
        });
        Device device;
        auto enrolled =
            engine->enrol({code, device.key.publicKey(), device.key.sign("qoloner-enrol-1" + code), "phone"});
        Q_ASSERT(enrolled);
        device.actor = enrolled->who.actor;
        const std::string nonce = engine->challenge({device.key.device()}).nonce;
        auto token = engine->token({device.key.device(), nonce, device.key.sign("qoloner-token-1" + nonce)});
        Q_ASSERT(token);
        device.session = *engine->session(token->token);
        return device;
    }
    Answer push(Device& device, const SignedMutation& mutation)
    {
        return engine->push(device.session, {device.ms, {mutation}}).answers.at(0);
    }
    Answer push(Device& device, std::vector<Op> ops) { return push(device, device.write(std::move(ops))); }
    std::string seenBy(const Session& session, std::map<std::string, std::uint64_t> cursor = {})
    {
        protocol::Pull pull;
        pull.epoch = store->meta("epoch");
        pull.cursor = std::move(cursor);
        return protocol::encode(engine->pull(session, pull).value());
    }
};

inline Op master(const std::string& id, const std::string& region, const std::string& mark)
{
    const auto f = [](const char* name) { return fieldId("artisan", name); };
    return {OpKind::Put,
            entity("artisan").id,
            id,
            {{f("name_kk"), mark + "name"},
             {f("craft"), std::string("felt")},
             {f("region"), region},
             {f("settlement"), std::string("Ulytau")},
             {f("lat"), std::int64_t(486412345)},
             {f("lon"), std::int64_t(670123456)},
             {f("field_note"), mark + "staff"},
             {f("phone"), mark + "private"}},
            {}};
}

inline Op consent(const std::string& artisan)
{
    const auto f = [](const char* name) { return fieldId("consent", name); };
    return {OpKind::Put,
            entity("consent").id,
            artisan + ".consent",
            {{f("artisan"), artisan},
             {f("purposes"), std::string("public_profile")},
             {f("text_version"), std::string("1")},
             {f("lang"), std::string("kk")},
             {f("method"), std::string("paper")},
             {f("given_at"), std::int64_t(start)}},
            {}};
}

inline Op patch(const std::string& id, const char* field, Value value, std::optional<Dot> base = {},
                const char* of = "artisan")
{
    Op op{OpKind::Patch, entity(of).id, id, {{fieldId(of, field), std::move(value)}}, {}};
    if (base)
        op.base[fieldId(of, field)] = *base;
    return op;
}

inline Op approve(const std::string& id, const char* field, Dot dot)
{
    return {OpKind::Approve, entity("artisan").id, id, {}, {{fieldId("artisan", field), dot}}};
}

inline bool has(const std::string& where, const std::string& what)
{
    return where.find(what) != std::string::npos;
}

} // namespace qoloner::test
