// SPDX-License-Identifier: Apache-2.0
#include "core/models/page_model.h"

#include "core/guide/opening_hours.h"

#include <QMetaObject>
#include <algorithm>

namespace qoloner {

namespace {

constexpr int almatyOffsetMinutes = 300; // all of Kazakhstan since 1 March 2024
constexpr qint64 longestWakeMs = 3'600'000;
constexpr std::size_t mostCrafts = 50;

} // namespace

PageModel::PageModel(const QStringList& entities, QObject* parent) : QObject(parent)
{
    for (const QString& name : entities)
        m_entities.push_back(entity(name.toStdString()).id);
    m_wake.setSingleShot(true);
    connect(&m_wake, &QTimer::timeout, this, &PageModel::refresh);
}

void PageModel::setServices(Services* services)
{
    if (m_services == services)
        return;
    if (m_services) {
        leaving();
        m_services->hub()->disconnect(this);
        m_services->settings()->disconnect(this);
        ++m_ticket;
    }
    m_services = services;
    if (services) {
        connect(services->hub(), &ReplicaHub::rowsChanged, this, [this](const TableChanges& changes) {
            const bool concerned = std::any_of(changes.begin(), changes.end(), [this](const auto& change) {
                return std::find(m_entities.begin(), m_entities.end(), change.first.entity()) !=
                       m_entities.end();
            });
            if (concerned)
                refresh();
        });
        connect(services->settings(), &SettingsModel::languageChanged, this, [this] {
            if (!m_language.isEmpty())
                return;
            emit languageChanged();
            refresh();
        });
        refresh();
    }
    emit servicesChanged();
}

void PageModel::setRowId(const QString& rowId)
{
    if (m_rowId == rowId)
        return;
    if (m_services && !m_rowId.isEmpty())
        leaving();
    m_rowId = rowId;
    ++m_ticket; // a read of the row before no longer counts
    m_wake.stop();
    if (!std::exchange(m_loading, true))
        emit loadingChanged();
    emit rowIdChanged();
    refresh();
}

QString PageModel::language() const
{
    if (!m_language.isEmpty() || !m_services)
        return m_language;
    return m_services->settings()->language();
}

void PageModel::setLanguage(const QString& language)
{
    if (m_language == language)
        return;
    m_language = language;
    emit languageChanged();
    refresh();
}

void PageModel::refresh()
{
    if (!m_services || m_rowId.isEmpty() || std::exchange(m_queued, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_queued = false;
            if (m_services && !m_rowId.isEmpty())
                read();
        },
        Qt::QueuedConnection);
}

void PageModel::wakeAt(const QDateTime& when)
{
    if (!when.isValid()) {
        m_wake.stop();
        return;
    }
    const qint64 left = when.toMSecsSinceEpoch() - qint64(m_services->clock().nowMs());
    m_wake.start(int(std::clamp<qint64>(left + 1, 1000, longestWakeMs)));
}

void PageModel::took()
{
    factsRead();
    const bool first = std::exchange(m_loading, false);
    emit changed();
    if (first)
        emit loadingChanged();
}

OpenState openStateAt(std::string_view openingHours, std::uint64_t nowMs)
{
    static const HolidayTable holidays = HolidayTable::kazakhstan();
    const OpeningHours hours = OpeningHours::parse(openingHours);
    const auto answer = hours.at(localMinutes(std::int64_t(nowMs / 1000), almatyOffsetMinutes), holidays);
    OpenState open;
    if (answer.state != OpeningHours::State::Unknown)
        open.state =
            answer.state == OpeningHours::State::Open ? QStringLiteral("open") : QStringLiteral("closed");
    if (answer.nextChange) {
        open.changesAt = QDateTime::fromMSecsSinceEpoch((*answer.nextChange - almatyOffsetMinutes) * 60'000,
                                                        Qt::OffsetFromUTC, almatyOffsetMinutes * 60);
        open.nextChange = QDateTime(open.changesAt.date(), open.changesAt.time());
    }
    return open;
}

QStringList craftNames(Database& db, std::string_view set, const QString& language)
{
    QStringList names;
    Statement query =
        db.prepare("SELECT " + localisedColumns("craft", "name", "c") + " FROM craft c WHERE c.id = ?");
    std::size_t taken = 0;
    for (const std::string& id : setElements(set)) {
        if (++taken > mostCrafts)
            break;
        query.bind(1, id);
        if (query.step())
            names << localised(query, 0, language).text;
        query.reset();
    }
    names.removeAll(QString());
    return names;
}

} // namespace qoloner
