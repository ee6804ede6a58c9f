// SPDX-License-Identifier: Apache-2.0
#include "platforms/common/app/replay_source.h"

#include <stdexcept>

namespace qoloner {

namespace {
constexpr qint64 longestSentence = 1024; // the standard allows 82
constexpr double rangeErrorMetres = 5.0; // with HDOP it becomes the accuracy
} // namespace

ReplaySource::ReplaySource(const QString& file, int intervalMs, QObject* parent)
    : QNmeaPositionInfoSource(SimulationMode, parent), m_file(file)
{
    if (!m_file.open(QIODevice::ReadOnly))
        throw std::runtime_error("the track cannot be read: " + file.toStdString());
    setUserEquivalentRangeError(rangeErrorMetres);
    m_timer.setInterval(intervalMs);
    connect(&m_timer, &QTimer::timeout, this, &ReplaySource::next);
}

void ReplaySource::requestUpdate(int)
{
    QTimer::singleShot(0, this, &ReplaySource::next);
}

/// Reads up to the first sentence of the next moment and tells the one before.
void ReplaySource::next()
{
    while (!m_file.atEnd()) {
        const QByteArray line = m_file.readLine(longestSentence).trimmed();
        QGeoPositionInfo info;
        bool fix = false;
        if (!parsePosInfoFromNmeaData(line.constData(), int(line.size()), &info, &fix) || !fix ||
            !info.coordinate().isValid())
            continue;
        const bool another =
            m_pending.coordinate().isValid() && info.timestamp().time() != m_pending.timestamp().time();
        const QGeoPositionInfo ready = m_pending;
        if (another || !m_pending.coordinate().isValid()) {
            m_pending = info;
        } else {
            if (info.timestamp().date().isValid()) // only some sentences carry the date
                m_pending.setTimestamp(info.timestamp());
            for (const auto attribute : {QGeoPositionInfo::HorizontalAccuracy, QGeoPositionInfo::GroundSpeed,
                                         QGeoPositionInfo::Direction})
                if (info.hasAttribute(attribute))
                    m_pending.setAttribute(attribute, info.attribute(attribute));
        }
        if (another && ready.timestamp().isValid()) {
            m_last = ready;
            emit positionUpdated(ready);
            return;
        }
    }
    m_timer.stop();
}

} // namespace qoloner
