// SPDX-License-Identifier: Apache-2.0
// How a message is packed for its way: what both sides know beforehand need not travel.
#include "core/domain/mutation.h"
#include "sync/protocol/dictionary.h"
#include "sync/protocol/messages.h"
#include <QtTest>

using namespace qoloner;

namespace {

/// One row with a name, as a pull brings it.
std::string smallPage()
{
    static const std::string fields = [] {
        CborWriter out;
        const Entity& artisan = entity("artisan");
        writeFields(out, {{artisan.field("name_kk")->id, std::string("Шебер")},
                          {artisan.field("craft")->id, std::string("felt")},
                          {artisan.field("region")->id, std::string("KZ-62")},
                          {artisan.field("level")->id, std::string("master")},
                          {artisan.field("settlement")->id, std::string("Алматы")},
                          {artisan.field("story_kk")->id, std::string("Киіз басып, сырмақ оюлайды.")},
                          {artisan.field("since_year")->id, std::int64_t(1987)}});
        return out.take();
    }();
    static const std::string stamps = [] {
        RowStamps out;
        for (const char* name :
             {"name_kk", "craft", "region", "level", "settlement", "story_kk", "since_year"})
            out.set(entity("artisan").field(name)->id, {Hlc::of(1'780'000'000'000), {0x5eed5eed5eed, 7}});
        return out.encode();
    }();
    protocol::Page page;
    page.page.epoch = "epoch";
    page.page.rows.push_back({TableId::of(entity("artisan").id, Facet::Published),
                              "01990a0b-0c0d-7e0f-8a0b-0c0d0e0f1011", 41, 0, stamps, fields});
    page.page.cursor["public/almaty"] = page.page.head = 41;
    page.scopes = {"public/almaty"};
    return encode(page);
}

/// What protocol 1 made of the page above on its first day.
const char* const packedOnce =
    "KLUv/SIBgPOFBABkBYgBC2VlcG9jaIGNGCAKCwwNSn4PigsMDQ4PEBFCGCmecESIAF7tQQdPBAsADIdkZmVsdIMG9kZlMoMHCPZYM3gx"
    "jsMYKQCBbXB1YmxpYy9hbG1hdHn0FPwzVWwT4th4EpuSZ3RBnot5QSnJlHJXAsg3Db2aPUSQP6EkXcNZbldYvUGq2xQbFzlol9h0pw0"
    "=";

} // namespace

class PackingTest : public QObject {
    Q_OBJECT
private slots:
    void aSmallMessageIsPackedWithWhatBothSidesKnow()
    {
        const std::string page = smallPage();
        std::string body = page;
        QVERIFY(protocol::pack(body));
        QVERIFY2(body.size() * 4 < zstdCompress(page, 19).size() * 3,
                 qPrintable(QString::number(body.size())));
        QCOMPARE(protocol::unpack(body, true, page.size()).value(), page);
    }

    void whatEveryVersionSentIsStillRead()
    {
        const std::string frame = QByteArray::fromBase64(packedOnce).toStdString();
        QCOMPARE(protocol::unpack(frame, true, 4096).value(), smallPage());
    }

    void aFrameWithoutADictionaryIsReadToo()
    {
        const std::string page = smallPage();
        QCOMPARE(protocol::unpack(zstdCompress(page), true, page.size()).value(), page);
    }

    void aFrameThatNamesAnotherDictionaryIsRefused()
    {
        std::string frame = smallPage();
        QVERIFY(protocol::pack(frame));
        QVERIFY(!zstdDecompress(frame, 4096)); // and nothing is guessed where none is known
        frame[5] = char(frame[5] ^ 2);         // the lower byte of its number (RFC 8878, 3.1.1.1)
        const auto refused = protocol::unpack(frame, true, 4096);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, "message_invalid");
    }

    void everyTruncationIsRefused()
    {
        std::string frame = smallPage();
        QVERIFY(protocol::pack(frame));
        for (std::size_t n = 0; n < frame.size(); ++n)
            QVERIFY(!protocol::unpack(std::string_view(frame).substr(0, n), true, 4096));
        QVERIFY(!protocol::unpack(frame + "x", true, 4096));
    }

    void aBombWithADictionaryStopsAtItsBound()
    {
        const std::string bomb = zstdCompress(std::string(64 * 1024 * 1024, '\0'), protocol::dictionary());
        QVERIFY(bomb.size() < 100'000);
        QVERIFY(!protocol::unpack(bomb, true, 1024 * 1024));
    }

    void whatWouldNotGetSmallerTravelsAsItIs()
    {
        std::string noise;
        for (int i = 0; i < 50; ++i)
            noise += signMutation({}, SigningKey::fromSeed(std::string(32, char(i)))).signature;
        std::string body = noise;
        QVERIFY(!protocol::pack(body));
        QCOMPARE(body, noise);
    }

    void bytesThatAreNoDictionaryAreNotTakenForOne()
    {
        QVERIFY_EXCEPTION_THROWN(ZstdDictionary("just some words"), std::runtime_error);
        QVERIFY_EXCEPTION_THROWN(ZstdDictionary(""), std::runtime_error);
    }
};

QTEST_GUILESS_MAIN(PackingTest)
#include "tst_packing.moc"
