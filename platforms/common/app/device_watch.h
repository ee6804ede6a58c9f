// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "platforms/common/app/power_watch.h"
#include "sync/client/session.h"

#include <QObject>

namespace qoloner {

/// What sync needs to know of the device: its network, its battery, and whether
/// anybody sees the app. Where the platform tells nothing, the line counts as
/// there and free. Lives on the interface's thread.
class DeviceWatch : public QObject {
    Q_OBJECT
public:
    explicit DeviceWatch(QObject* parent = nullptr);

    NetworkConditions conditions() const;
    bool visible() const;

signals:
    void conditionsChanged();
    void visibleChanged();

private:
    PowerWatch m_power;
};

} // namespace qoloner
