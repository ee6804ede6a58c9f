// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QObject>
#include <QString>
#include <QTimer>

namespace qoloner {

/// Whether the battery runs low, from what Linux tells in /sys/class/power_supply;
/// never on a device without one. Looked at once a minute.
class PowerWatch : public QObject {
    Q_OBJECT
public:
    explicit PowerWatch(QString folder = QStringLiteral("/sys/class/power_supply"),
                        QObject* parent = nullptr);

    bool batteryLow() const { return m_low; }
    void look();

signals:
    void changed();

private:
    QString m_folder;
    QTimer m_timer;
    bool m_low = false;
};

} // namespace qoloner
