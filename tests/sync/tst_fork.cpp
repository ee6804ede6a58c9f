// SPDX-License-Identifier: Apache-2.0
// Cloned phones and phones restored from their own backup: same name, same key, two histories.
#include "sync/protocol/receipt.h"
#include "tests/support/sync_world.h"
#include <QTest>

using namespace qoloner;
using namespace qoloner::test;

namespace {

struct World {
    FakeClock clock;
    WorldServer server{clock};
    WorldDevice phone{server, 'f'};

    World()
    {
        server.invite("ABCD2345", rowId(901), Role::Field, {"KZ-62"});
        phone.enrol("ABCD2345");
        make(phone, newArtisan(rowId(1)));
        phone.exchange();
    }
    static void make(WorldDevice& device, const Change& change)
    {
        if (const auto done = device.commit({change}); !done)
            qFatal("%s", done.error().code.c_str());
    }
    /// Another phone with all that `saved` holds, key store included.
    std::unique_ptr<WorldDevice> cloneOf(WorldDevice& from, const std::string& saved)
    {
        auto clone = std::make_unique<WorldDevice>(server, 'f');
        clone->keys = from.keys;
        clone->restore(saved);
        return clone;
    }
    std::string shown(const char* field, int row = 1) const
    {
        const auto state = server.row(artisanTable(Facet::Draft), rowId(row));
        if (!state)
            return "(no row)";
        const auto at = state->fields.find(artisanField(field));
        return at == state->fields.end() ? "(nothing)" : std::get<std::string>(at->second);
    }
    std::uint64_t conflicts() const { return server.store->counts().rows["conflict_staff"]; }
    std::size_t devices() const { return server.store->devices().size(); }
    /// Everything said and taken, nothing refused, nothing left in quarantine.
    void verifyQuiet(WorldDevice& device) const
    {
        QCOMPARE(device.session->status().lastError.code, std::string());
        QCOMPARE(device.session->status().pendingCount, std::size_t(0));
        for (const JournalEntry& entry : device.local.replica->journal())
            QCOMPARE(int(entry.state), int(JournalState::Settled));
    }
};

protocol::Fork request(World& world, const SigningKey& old, const SigningKey& fresh, Dseq from,
                       const std::string& proof)
{
    protocol::Fork fork;
    fork.device = old.device();
    fork.from = from;
    fork.prevHash =
        from > 1 ? world.server.store->logged(old.device(), from - 1)->hash : std::string(32, '\0');
    fork.proof = proof;
    fork.publicKey = fresh.publicKey();
    fork.oldSignature = old.sign(protocol::forkText(fork));
    fork.newSignature = fresh.sign(protocol::forkText(fork));
    return fork;
}

} // namespace

class ForkTest : public QObject {
    Q_OBJECT
private slots:
    void aClonedPhoneTakesAnotherNameAndBothGoOn()
    {
        World w;
        const auto clone = w.cloneOf(w.phone, w.phone.backup());
        w.make(w.phone, patch(rowId(1), "story_kk", std::string("әңгіме")));
        w.phone.exchange();

        w.make(*clone, patch(rowId(1), "story_ru", std::string("рассказ")));
        w.make(*clone, newArtisan(rowId(2), "Үлгі: Болат"));
        w.make(*clone, patch(rowId(2), "story_kk", std::string("бір")));
        w.make(*clone, patch(rowId(2), "story_kk", std::string("екі"))); // builds on the one before
        clone->exchange();
        w.verifyQuiet(*clone);
        QCOMPARE(w.shown("story_kk"), std::string("әңгіме"));
        QCOMPARE(w.shown("story_ru"), std::string("рассказ"));
        QCOMPARE(w.shown("story_kk", 2), std::string("екі"));
        QCOMPARE(w.conflicts(), std::uint64_t(0));
        QCOMPARE(w.server.store->counts().held, std::uint64_t(0));
        QCOMPARE(w.server.store->counts().quarantined, std::uint64_t(0));
        QVERIFY(clone->local.replica->device() != w.phone.local.replica->device());

        // Both are full devices of the same person now.
        w.make(w.phone, patch(rowId(1), "story_kk", std::string("жалғасы")));
        w.phone.exchange();
        w.make(*clone, patch(rowId(2), "story_ru", std::string("ещё")));
        clone->restart();
        clone->exchange();
        w.phone.exchange();
        w.verifyQuiet(w.phone);
        w.verifyQuiet(*clone);
        QCOMPARE(w.phone.local.text(Facet::Draft, rowId(2), "story_ru"), std::string("ещё"));
        QCOMPARE(w.shown("story_kk"), std::string("жалғасы"));
    }

    void aPhoneRestoredFromItsOwnBackupGoesOn()
    {
        World w;
        const std::string saved = w.phone.backup();
        w.make(w.phone, patch(rowId(1), "story_kk", std::string("екінші")));
        w.make(w.phone, newArtisan(rowId(2), "Үлгі: Болат"));
        w.phone.exchange();

        w.phone.restore(saved);
        w.phone.exchange(); // behind the server, and nothing to say yet
        QCOMPARE(w.phone.local.text(Facet::Draft, rowId(1), "story_kk"), std::string("екінші"));
        QCOMPARE(w.devices(), std::size_t(2)); // the server's own and this one

        // Its next number is taken; what it overwrites, it has seen.
        w.make(w.phone, patch(rowId(1), "story_kk", std::string("үшінші")));
        w.phone.exchange();
        w.verifyQuiet(w.phone);
        QCOMPARE(w.shown("story_kk"), std::string("үшінші"));
        QCOMPARE(w.shown("name_kk", 2), std::string("Үлгі: Болат"));
        QCOMPARE(w.conflicts(), std::uint64_t(0));
        QCOMPARE(w.devices(), std::size_t(3));
    }

    void whatArrivedUnderAnotherNameIsNotMergedAgain()
    {
        World w;
        const std::string start = w.phone.backup();
        const auto clone = w.cloneOf(w.phone, start);
        w.make(w.phone, patch(rowId(1), "story_ru", std::string("чужой")));
        w.phone.exchange();
        w.make(*clone, newArtisan(rowId(2), "Үлгі: Болат"));
        w.make(*clone, patch(rowId(2), "story_kk", std::string("бір")));
        const std::string unsent = clone->backup();
        clone->exchange();
        w.verifyQuiet(*clone);
        const std::uint64_t merged = w.server.store->counts().rev;

        // The clone is put back to before it took its other name, and goes on from there.
        clone->restore(unsent);
        w.make(*clone, patch(rowId(2), "story_kk", std::string("екі")));
        clone->exchange();
        w.verifyQuiet(*clone);
        QCOMPARE(w.shown("story_kk", 2), std::string("екі"));
        QCOMPARE(w.conflicts(), std::uint64_t(0)); // it builds on the twin of what was merged
        QCOMPARE(w.server.store->counts().rev, merged + 1);
        QCOMPARE(w.devices(), std::size_t(4));
    }

    void aPhoneClonedAgainAndAgainForksEachTime()
    {
        World w;
        for (int i = 0; i < 3; ++i) {
            const std::string saved = w.phone.backup();
            w.make(w.phone, patch(rowId(1), "story_kk", std::to_string(2 * i)));
            w.phone.exchange();
            w.phone.restore(saved);
            w.make(w.phone, patch(rowId(1), "story_ru", std::to_string(2 * i + 1)));
            w.phone.exchange();
            w.verifyQuiet(w.phone);
        }
        QCOMPARE(w.shown("story_kk"), std::string("4"));
        QCOMPARE(w.shown("story_ru"), std::string("5"));
        QCOMPARE(w.devices(), std::size_t(5));
    }

    /// A kill after each request, with the request or its answer lost: the fork is made once.
    void aForkSurvivesAKillAnywhere()
    {
        using Line = WorldDevice::Line;
        for (const Line loss : {Line::Stop, Line::LoseRequest, Line::LoseAnswer})
            for (int when = 0; when < 12; ++when) {
                World w;
                const auto clone = w.cloneOf(w.phone, w.phone.backup());
                w.make(w.phone, patch(rowId(1), "story_kk", std::string("әңгіме")));
                w.phone.exchange();
                w.make(*clone, patch(rowId(1), "story_ru", std::string("рассказ")));
                w.make(*clone, patch(rowId(1), "story_ru", std::string("повесть")));
                int seen = 0;
                clone->exchange([&](const std::string&) {
                    const int now = seen++;
                    return now < when ? Line::Through : now == when ? loss : Line::Stop;
                });
                clone->restart();
                clone->exchange();
                w.verifyQuiet(*clone);
                QCOMPARE(w.shown("story_kk"), std::string("әңгіме"));
                QCOMPARE(w.shown("story_ru"), std::string("повесть"));
                QCOMPARE(w.conflicts(), std::uint64_t(0));
                QCOMPARE(w.devices(), std::size_t(3));
            }
    }

    void withoutAPlaceForItsKeyNothingIsLost()
    {
        World w;
        const auto clone = w.cloneOf(w.phone, w.phone.backup());
        w.make(w.phone, patch(rowId(1), "story_kk", std::string("әңгіме")));
        w.phone.exchange();
        w.make(*clone, patch(rowId(1), "story_ru", std::string("рассказ")));
        clone->keys.refuses = true;
        clone->exchange();
        QCOMPARE(clone->session->status().lastError.code, std::string("key_store_failed"));
        QCOMPARE(clone->session->status().pendingCount, std::size_t(1));
        clone->restart();
        clone->keys.refuses = false;
        clone->exchange();
        w.verifyQuiet(*clone);
        QCOMPARE(w.shown("story_ru"), std::string("рассказ"));
    }

    void aValueOnTheScreenIsStillKnownAfterAFork()
    {
        World w;
        const auto clone = w.cloneOf(w.phone, w.phone.backup());
        w.make(w.phone, patch(rowId(1), "story_kk", std::string("әңгіме")));
        w.phone.exchange();
        w.make(*clone, patch(rowId(1), "story_ru", std::string("рассказ")));
        const Dot seen = clone->local.replica->row(artisanTable(Facet::Draft), rowId(1))
                             ->stamps.of(artisanField("story_ru"))
                             ->dot;
        clone->exchange(); // while the form is open
        Change edit = patch(rowId(1), "story_ru", std::string("повесть"));
        edit.seen[artisanField("story_ru")] = seen;
        w.make(*clone, edit);
        clone->exchange();
        w.verifyQuiet(*clone);
        QCOMPARE(w.shown("story_ru"), std::string("повесть"));
        QCOMPARE(w.conflicts(), std::uint64_t(0));
    }

    void aForkNeedsProofAndBothKeys()
    {
        World w;
        const SigningKey old = w.phone.local.key;
        const auto clone = w.cloneOf(w.phone, w.phone.backup());
        w.make(w.phone, patch(rowId(1), "story_kk", std::string("әңгіме")));
        w.phone.exchange();
        w.make(*clone, patch(rowId(1), "story_ru", std::string("рассказ")));
        const SignedMutation refused = clone->local.replica->pending(1, 1 << 20).at(0);
        SyncEngine& engine = *w.server.engine;
        const SigningKey fresh = SigningKey::generate();

        QCOMPARE(engine.fork(request(w, old, fresh, 2, refused.hash())).error().code,
                 std::string("fork_unproven")); // the server has not seen it yet
        const Session session{old.device(), false, {}};
        QCOMPARE(engine.push(session, {w.clock.ms, {refused}}).answers.at(0).error.code,
                 std::string("device_forked"));
        QCOMPARE(engine.fork(request(w, old, fresh, 2, std::string(32, 'x'))).error().code,
                 std::string("fork_unproven"));
        QCOMPARE(engine.fork(request(w, fresh, fresh, 1, refused.hash())).error().code,
                 std::string("device_unknown"));
        protocol::Fork forged = request(w, old, fresh, 2, refused.hash());
        forged.oldSignature = fresh.sign(protocol::forkText(forged));
        QCOMPARE(engine.fork(forged).error().code, std::string("signature_invalid"));
        forged = request(w, old, fresh, 2, refused.hash());
        forged.newSignature = old.sign(protocol::forkText(forged));
        QCOMPARE(engine.fork(forged).error().code, std::string("signature_invalid"));
        forged = request(w, old, fresh, 2, refused.hash());
        forged.prevHash = std::string(32, 'y');
        forged.oldSignature = old.sign(protocol::forkText(forged));
        forged.newSignature = fresh.sign(protocol::forkText(forged));
        QCOMPARE(engine.fork(forged).error().code, std::string("fork_point_unknown"));
        QCOMPARE(w.devices(), std::size_t(2));

        for (int i = 0; i < 32; ++i)
            QVERIFY(engine.fork(request(w, old, SigningKey::generate(), 2, refused.hash())));
        QCOMPARE(engine.fork(request(w, old, fresh, 2, refused.hash())).error().code,
                 std::string("fork_limit"));

        auto record = *w.server.store->device(old.device());
        record.revoked = true;
        w.server.store->write([&] { w.server.store->putDevice(record); });
        QCOMPARE(engine.fork(request(w, old, fresh, 2, refused.hash())).error().code,
                 std::string("device_revoked"));
    }

    void aForeignOriginIsRefused()
    {
        World w;
        w.server.invite("ABCD2346", rowId(902), Role::Moderator);
        WorldDevice other(w.server, 'm');
        other.enrol("ABCD2346");
        const auto first = w.server.store->logged(w.phone.local.key.device(), 1);
        Mutation m{other.local.key.device(), 1, newUuid7(w.clock.ms), rowId(902), schemaVersion,
                   Hlc::of(w.clock.ms),      0, std::string(32, 0),   {}};
        m.ops.push_back({OpKind::Patch,
                         entity("artisan").id,
                         rowId(1),
                         {{artisanField("story_kk"), std::string("x")}},
                         {}});
        m.origin = Origin{w.phone.local.key.device(), 2, std::string(32, 'z')};
        const SignedMutation sealed = signMutation(m, other.local.key);
        const Session session{other.local.key.device(), false, {}};
        QCOMPARE(w.server.engine->push(session, {w.clock.ms, {sealed}}).answers.at(0).error.code,
                 std::string("origin_invalid"));
    }
};

QTEST_GUILESS_MAIN(ForkTest)
#include "tst_fork.moc"
