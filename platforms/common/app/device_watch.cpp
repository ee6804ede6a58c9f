// SPDX-License-Identifier: Apache-2.0
#include "platforms/common/app/device_watch.h"

#include <QGuiApplication>
#include <QNetworkInformation>

namespace qoloner {

DeviceWatch::DeviceWatch(QString powerSupplies, QObject* parent)
    : QObject(parent), m_power(std::move(powerSupplies))
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
    using Feature = QNetworkInformation::Feature;
    const QNetworkInformation* network = QNetworkInformation::instance();
    const auto knows = [network](Feature feature) { return network && network->supports(feature); };
    LineKnowledge line;
    if (knows(Feature::Reachability))
        line.reachability = network->reachability();
    if (knows(Feature::Metered))
        line.metered = network->isMetered();
    if (knows(Feature::TransportMedium))
        line.medium = network->transportMedium();
    return conditionsOf(line, m_power.batteryLow());
}

NetworkConditions DeviceWatch::conditionsOf(const LineKnowledge& line, bool batteryLow)
{
    using Info = QNetworkInformation;
    NetworkConditions now;
    now.online = line.reachability != Info::Reachability::Disconnected;
    // Where the platform does not know what a line costs, mobile data counts as dear.
    now.metered = line.metered ? *line.metered : line.medium == Info::TransportMedium::Cellular;
    now.batteryLow = batteryLow;
    return now;
}

/// A window that lost the focus may still be read; one that is hidden may not.
bool DeviceWatch::visible() const
{
    const Qt::ApplicationState state = QGuiApplication::applicationState();
    return state == Qt::ApplicationActive || state == Qt::ApplicationInactive;
}

} // namespace qoloner
