// SPDX-License-Identifier: Apache-2.0
#include "platforms/common/app/device_watch.h"

#include <QGuiApplication>
#include <QNetworkInformation>

namespace qoloner {

namespace {
bool knows(QNetworkInformation::Feature feature)
{
    const QNetworkInformation* network = QNetworkInformation::instance();
    return network && network->supports(feature);
}
} // namespace

DeviceWatch::DeviceWatch(QObject* parent) : QObject(parent)
{
    QNetworkInformation::loadDefaultBackend();
    if (const QNetworkInformation* network = QNetworkInformation::instance()) {
        connect(network, &QNetworkInformation::reachabilityChanged, this, &DeviceWatch::conditionsChanged);
        connect(network, &QNetworkInformation::isMeteredChanged, this, &DeviceWatch::conditionsChanged);
        connect(network, &QNetworkInformation::transportMediumChanged, this, &DeviceWatch::conditionsChanged);
    }
    connect(&m_power, &PowerWatch::changed, this, &DeviceWatch::conditionsChanged);
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, &DeviceWatch::visibleChanged);
}

NetworkConditions DeviceWatch::conditions() const
{
    using Info = QNetworkInformation;
    NetworkConditions now;
    if (knows(Info::Feature::Reachability))
        now.online = Info::instance()->reachability() != Info::Reachability::Disconnected;
    // Where the platform does not know what a line costs, mobile data counts as dear.
    if (knows(Info::Feature::Metered))
        now.metered = Info::instance()->isMetered();
    else if (knows(Info::Feature::TransportMedium))
        now.metered = Info::instance()->transportMedium() == Info::TransportMedium::Cellular;
    now.batteryLow = m_power.batteryLow();
    return now;
}

/// A window that lost the focus may still be read; one that is hidden may not.
bool DeviceWatch::visible() const
{
    const Qt::ApplicationState state = QGuiApplication::applicationState();
    return state == Qt::ApplicationActive || state == Qt::ApplicationInactive;
}

} // namespace qoloner
