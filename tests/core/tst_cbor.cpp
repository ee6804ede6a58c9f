// SPDX-License-Identifier: Apache-2.0
#include "core/codec/cbor.h"
#include "core/codec/zstd.h"
#include "core/domain/ids.h"
#include "core/domain/mutation.h"

#include <QTest>

using namespace qoloner;

class CborTest : public QObject {
    Q_OBJECT

    static Mutation sample()
    {
        Mutation m;
        m.device = 0x123456789abc;
        m.dseq = 3;
        m.id = newUuid7(1'780'000'000'000);
        m.actor = "yerlan";
        m.schema = 1;
        m.hlc = Hlc::of(1'780'000'000'000, 5);
        m.prevHash.assign(32, '\x07');
        m.ops.push_back({OpKind::Patch,
                         4,
                         m.id,
                         {{1, std::string("Құрақ")}, {40, std::int64_t(-5)}, {41, Value{}}},
                         {{1, {9, 2}}}});
        return m;
    }

private slots:
    // RFC 8949, appendix A.
    void integersMatchTheStandard_data()
    {
        QTest::addColumn<qint64>("value");
        QTest::addColumn<QByteArray>("hex");
        QTest::newRow("0") << qint64(0) << QByteArray("00");
        QTest::newRow("23") << qint64(23) << QByteArray("17");
        QTest::newRow("24") << qint64(24) << QByteArray("1818");
        QTest::newRow("1000") << qint64(1000) << QByteArray("1903e8");
        QTest::newRow("1000000") << qint64(1000000) << QByteArray("1a000f4240");
        QTest::newRow("1e12") << qint64(1000000000000) << QByteArray("1b000000e8d4a51000");
        QTest::newRow("-1") << qint64(-1) << QByteArray("20");
        QTest::newRow("-1000") << qint64(-1000) << QByteArray("3903e7");
        QTest::newRow("least") << std::numeric_limits<qint64>::min() << QByteArray("3b7fffffffffffffff");
    }
    void integersMatchTheStandard()
    {
        QFETCH(qint64, value);
        QFETCH(QByteArray, hex);
        CborWriter out;
        out.integer(value);
        QCOMPARE(QByteArray::fromStdString(toHex(out.out())), hex);
        CborReader in(out.out());
        QCOMPARE(in.integer(), value);
        QVERIFY(in.finished());
    }

    void whatIsNotOurProfileIsRefused_data()
    {
        QTest::addColumn<QByteArray>("hex");
        for (const char* hex : {"1817", "190017", "1a0000ffff", "1b00000000ffffffff", "f90000",
                                "fb3ff0000000000000", "9f01ff", "5f4101ff", "c001", "f7", "fc", "62c328",
                                "61ff", "5bffffffffffffffff", "9bffffffffffffffff", "", "19", "43ab"})
            QTest::newRow(hex) << QByteArray(hex);
    }
    void whatIsNotOurProfileIsRefused()
    {
        QFETCH(QByteArray, hex);
        const std::string bytes = fromHex(hex.toStdString());
        CborReader in(bytes);
        in.skip();
        QVERIFY(!in.ok());
    }

    void deepNestingIsRefused()
    {
        const std::string bomb(100000, '\x81');
        CborReader in(bomb);
        in.skip();
        QVERIFY(!in.ok());
    }

    void mapKeysMustAscend()
    {
        const std::string twice = fromHex("a201010101");
        CborReader in(twice);
        (void)readFields(in);
        QVERIFY(!in.ok());
    }

    void aMutationComesBackAsItWas()
    {
        const Mutation m = sample();
        const auto again = decodeMutation(encodeMutation(m));
        QVERIFY(again);
        QVERIFY(*again == m);
    }

    void everyTruncationAndBitFlipIsRefusedOrEqualInForm()
    {
        const std::string body = encodeMutation(sample());
        for (std::size_t n = 0; n < body.size(); ++n)
            QVERIFY(!decodeMutation(std::string_view(body).substr(0, n)));
        for (std::size_t bit = 0; bit < body.size() * 8; ++bit) {
            std::string other = body;
            other[bit / 8] = char(other[bit / 8] ^ (1 << bit % 8));
            if (const auto m = decodeMutation(other))
                QCOMPARE(encodeMutation(*m), other); // only one spelling of each mutation
        }
    }

    void aChangedMutationFailsItsSignature()
    {
        const SigningKey key = SigningKey::fromSeed(std::string(32, 'k'));
        const SignedMutation sealed = signMutation(sample(), key);
        QVERIFY(verifySignature(key.publicKey(), sealed.body, sealed.signature));
        std::string other = sealed.body;
        other.back() = char(other.back() ^ 1);
        QVERIFY(!verifySignature(key.publicKey(), other, sealed.signature));
    }

    void aDecompressionBombStopsAtItsBound()
    {
        const std::string bomb = zstdCompress(std::string(64 * 1024 * 1024, '\0'));
        QVERIFY(bomb.size() < 100'000);
        QVERIFY(!zstdDecompress(bomb, 1024 * 1024));
        const std::string text = "Қолөнер қолөнер қолөнер";
        const std::string frame = zstdCompress(text);
        QCOMPARE(zstdDecompress(frame, 1000).value(), text);
        for (std::size_t n = 0; n < frame.size(); ++n)
            QVERIFY(!zstdDecompress(std::string_view(frame).substr(0, n), 1000));
        QVERIFY(!zstdDecompress(frame + "x", 1000));
    }

    void stampsOfOneMutationShareAGroup()
    {
        RowStamps stamps;
        const Stamp first{Hlc::of(1000), {1, 1}};
        const Stamp second{Hlc::of(2000), {2, 1}};
        for (std::uint16_t id = 1; id <= 20; ++id)
            stamps.set(id, first);
        stamps.set(7, second);
        QCOMPARE(stamps.groups().size(), 2);
        QCOMPARE(*stamps.of(7), second);
        QCOMPARE(*stamps.of(8), first);
        QVERIFY(!stamps.of(21));
        QVERIFY(*RowStamps::decode(stamps.encode()) == stamps);
        stamps.set(7, first);
        QCOMPARE(stamps.groups().size(), 1);
    }

    void uuidsSortByAgeAndTravelAsBytes()
    {
        const std::string older = newUuid7(1000);
        const std::string newer = newUuid7(2000);
        QVERIFY(older < newer);
        QCOMPARE(older[14], '7');
        CborWriter out;
        writeRowId(out, older);
        QCOMPARE(out.out().size(), 17);
        CborReader in(out.out());
        QCOMPARE(readRowId(in), older);
        CborWriter second;
        second.text(older); // a second spelling of the same id
        CborReader again(second.out());
        readRowId(again);
        QVERIFY(!again.ok());
    }

    void theHybridClockNeverGoesBackAndIgnoresTheFarFuture()
    {
        const Hlc last = Hlc::of(5000, 0xffff);
        QCOMPARE(tick(last, 1000), Hlc::of(5001, 0));
        QCOMPARE(receive(last, Hlc::of(9'999'999'999), 6000), Hlc::of(6000));
        QVERIFY(receive(last, Hlc::of(6100), 6000) > Hlc::of(6100));
    }
};

QTEST_GUILESS_MAIN(CborTest)
#include "tst_cbor.moc"
