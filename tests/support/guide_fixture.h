// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/position_model.h"
#include "core/models/replica_hub.h"
#include "core/models/services.h"
#include "core/models/settings_model.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace qoloner::test {

/// A clock that stands where it is put.
struct StillClock : Clock {
    std::uint64_t ms = 0;
    std::uint64_t nowMs() const override { return ms; }
    void put(const char* utc)
    {
        ms = std::uint64_t(QDateTime::fromString(utc, Qt::ISODate).toMSecsSinceEpoch());
    }
};

/// A receiver that says what the test tells it to.
class Receiver : public QGeoPositionInfoSource {
public:
    Receiver() : QGeoPositionInfoSource(nullptr) {}
    void startUpdates() override { running = true; }
    void stopUpdates() override { running = false; }
    void requestUpdate(int) override {}
    QGeoPositionInfo lastKnownPosition(bool) const override { return {}; }
    PositioningMethods supportedPositioningMethods() const override { return AllPositioningMethods; }
    int minimumUpdateInterval() const override { return 1; }
    Error error() const override { return NoError; }

    /// A minute after the fix before.
    void stand(double lat, double lon)
    {
        time = time.addSecs(60);
        QGeoPositionInfo info(QGeoCoordinate(lat, lon), time);
        info.setAttribute(QGeoPositionInfo::HorizontalAccuracy, 5);
        emit positionUpdated(info);
    }

    bool running = false;
    QDateTime time = QDateTime(QDate(2026, 6, 6), QTime(5, 0), Qt::UTC);
};

using Values = std::map<std::string, Value>;

/// What a visitor's pages are read from: a replica that a server fills, a clock, a receiver.
struct GuideFixture {
    QTemporaryDir dir;
    StillClock clock;
    Receiver receiver;
    std::unique_ptr<ReplicaHub> hub;
    SettingsModel settings{dir.filePath("settings.ini")};
    PositionModel position{&receiver};
    std::unique_ptr<Services> services;
    std::uint64_t rev = 0;

    /// With `killed`: the files as that device's process left them when it was killed just now.
    explicit GuideFixture(const GuideFixture* killed = nullptr)
    {
        clock.put("2026-06-03T06:00:00Z"); // a Wednesday, 11:00 in Almaty
        settings.setLanguage("kk");
        if (killed)
            for (const char* name : {"replica.db", "replica.db-wal"})
                if (!QFile::copy(killed->dir.filePath(name), dir.filePath(name)))
                    qFatal("cannot copy %s", name);
        hub = std::make_unique<ReplicaHub>(ReplicaHub::Options{dir.filePath("replica.db"), {}, 2});
        if (!hub->waitUntilOpen())
            qFatal("the replica does not open");
        services = std::make_unique<Services>(
            Services::Parts{hub.get(), nullptr, &settings, &position, nullptr, &clock, {}});
    }

    /// A row from the server. Returns when everybody was told of it: the hub gathers
    /// changes for a moment, and a page that reads them again later, on a slow machine in
    /// the middle of the next step, would be counted there.
    void pull(std::string_view entityName, const std::string& id, const Values& values,
              Facet facet = Facet::Published, bool gone = false)
    {
        FieldValues fields;
        RowStamps stamps;
        ++rev;
        for (const auto& [name, value] : values) {
            const std::uint16_t field = fieldId(entityName, name);
            fields[field] = value;
            stamps.set(field, {Hlc::of(1000 + rev), {1, rev}});
        }
        CborWriter out;
        writeFields(out, fields);
        const std::string encoded = out.take();
        const std::string encodedStamps = stamps.encode();
        PulledPage page;
        page.epoch = "e";
        PulledRow row;
        row.table = TableId::of(entity(entityName).id, facet);
        row.id = id;
        row.rev = rev;
        row.flags = gone ? std::uint8_t(RowLeft) : std::uint8_t(0);
        row.stamps = gone ? std::string_view() : std::string_view(encodedStamps);
        row.fields = gone ? std::string_view("\xa0") : std::string_view(encoded);
        page.rows.push_back(row);
        page.cursor["public/almaty"] = rev;
        page.complete = rev;
        QSignalSpy told(hub.get(), &ReplicaHub::rowsChanged);
        hub->writeAndWait([&](Replica& replica) {
            const auto ok = replica.applyPage(page);
            if (!ok)
                qFatal("page refused: %s", ok.error().code.c_str());
        });
        if (told.isEmpty() && !told.wait(60'000))
            qFatal("nobody was told of %s", id.c_str());
    }

    /// Three stops 500 m apart, going north.
    void walk()
    {
        const char* names[] = {"Базар", "Мұражай", "Саябақ"};
        pull("route", "walk",
             {{"title_kk", std::string("Серуен")},
              {"path", std::string("43.2500,76.95 43.2545,76.95 43.2590,76.95")}});
        for (int i = 0; i < 3; ++i) {
            const std::string place = "p" + std::to_string(i);
            pull("place", place,
                 {{"kind", std::string("museum")},
                  {"name_kk", std::string(names[i])},
                  {"lat", std::int64_t(432500000 + i * 45000)},
                  {"lon", std::int64_t(769500000)}});
            pull("route_stop", "s" + std::to_string(i),
                 {{"route", std::string("walk")},
                  {"place", place},
                  {"ord", std::int64_t(i + 1)},
                  {"story_ru", "История " + std::to_string(i)},
                  {"trigger_m", std::int64_t(30)}});
        }
    }

    void standAtStop(int i) { receiver.stand(43.25 + 0.0045 * i, 76.95); }
    /// Everything asked of the writer so far is in the file.
    void settle()
    {
        hub->writeAndWait([](Replica&) {});
    }
};

template <class Page> void open(Page& page, GuideFixture& f, const QString& id)
{
    page.setServices(f.services.get());
    page.setRowId(id);
    QTRY_VERIFY(!page.loading());
}

} // namespace qoloner::test
