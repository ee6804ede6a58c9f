// SPDX-License-Identifier: Apache-2.0
#include "platforms/common/app/power_watch.h"

#include <QDir>
#include <QFile>

namespace qoloner {

namespace {
constexpr int lowPercent = 20;
constexpr int lookEveryMs = 60'000;

QByteArray word(const QDir& supply, const char* name)
{
    QFile file(supply.filePath(QString::fromLatin1(name)));
    return file.open(QIODevice::ReadOnly) ? file.read(64).trimmed() : QByteArray();
}

/// The device's own battery, running down, and nearly empty. A mouse's is of scope "Device".
bool isLow(const QDir& supply)
{
    bool number = false;
    const int percent = word(supply, "capacity").toInt(&number);
    return word(supply, "type") == "Battery" && word(supply, "scope") != "Device" &&
           word(supply, "status") == "Discharging" && number && percent <= lowPercent;
}
} // namespace

PowerWatch::PowerWatch(QString folder, QObject* parent) : QObject(parent), m_folder(std::move(folder))
{
    connect(&m_timer, &QTimer::timeout, this, &PowerWatch::look);
    look();
    m_timer.start(lookEveryMs);
}

void PowerWatch::look()
{
    bool low = false;
    for (const QFileInfo& supply : QDir(m_folder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot))
        low |= isLow(QDir(supply.filePath()));
    if (low == m_low)
        return;
    m_low = low;
    emit changed();
}

} // namespace qoloner
