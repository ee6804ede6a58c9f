// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "platforms/common/app/power_watch.h"
#include "sync/client/session.h"

#include <QNetworkInformation>
#include <QObject>
#include <optional>

namespace qoloner {

/// What a platform says of the line; nothing where it does not know.
struct LineKnowledge {
    std::optional<QNetworkInformation::Reachability> reachability;
    std::optional<bool> metered;
    std::optional<QNetworkInformation::TransportMedium> medium;
};

/// What sync needs to know of the device: its network, its battery, and whether
/// anybody sees the app. Where the platform tells nothing, the line counts as
/// there and free. Lives on the interface's thread.
class DeviceWatch : public QObject {
    Q_OBJECT
public:
    /// `powerSupplies`: where the system tells of its batteries.
    explicit DeviceWatch(QString powerSupplies = QStringLiteral("/sys/class/power_supply"),
                         QObject* parent = nullptr);

    NetworkConditions conditions() const;
    static NetworkConditions conditionsOf(const LineKnowledge& line, bool batteryLow);
    bool visible() const;
    /// At the battery, at once: it does so once a minute by itself.
    void look() { m_power.look(); }

signals:
    void conditionsChanged();
    void visibleChanged();

private:
    PowerWatch m_power;
};

} // namespace qoloner
