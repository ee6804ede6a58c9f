// SPDX-License-Identifier: Apache-2.0
#include "core/models/position_model.h"

#include <limits>

namespace qoloner {

PositionModel::PositionModel(QGeoPositionInfoSource* source, QObject* parent)
    : QObject(parent), m_source(source)
{
    if (!source)
        return;
    connect(source, &QGeoPositionInfoSource::positionUpdated, this, [this](const QGeoPositionInfo& info) {
        if (!info.isValid())
            return;
        m_info = info;
        if (!m_error.isEmpty()) {
            m_error.clear();
            emit errorChanged();
        }
        emit positionChanged();
    });
    connect(
        source, &QGeoPositionInfoSource::errorOccurred, this, [this](QGeoPositionInfoSource::Error error) {
            if (error == QGeoPositionInfoSource::NoError)
                return;
            m_error = error == QGeoPositionInfoSource::AccessError ? QStringLiteral("position_denied")
                                                                   : QStringLiteral("position_unavailable");
            emit errorChanged();
        });
}

double PositionModel::accuracy() const
{
    return m_info.hasAttribute(QGeoPositionInfo::HorizontalAccuracy)
               ? m_info.attribute(QGeoPositionInfo::HorizontalAccuracy)
               : std::numeric_limits<double>::quiet_NaN();
}

double PositionModel::heading() const
{
    return m_info.hasAttribute(QGeoPositionInfo::Direction) ? m_info.attribute(QGeoPositionInfo::Direction)
                                                            : std::numeric_limits<double>::quiet_NaN();
}

void PositionModel::setActive(bool active)
{
    if (active)
        start();
    else
        stop();
}

void PositionModel::start()
{
    ++m_users;
    apply();
}

void PositionModel::stop()
{
    if (m_users > 0)
        --m_users;
    apply();
}

void PositionModel::apply()
{
    const bool active = m_users > 0 && m_source;
    if (active == m_active)
        return;
    m_active = active;
    if (active)
        m_source->startUpdates();
    else
        m_source->stopUpdates();
    emit activeChanged();
}

} // namespace qoloner
