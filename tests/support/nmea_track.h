// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/guide/route_guide.h"

#include <QByteArray>
#include <QFile>
#include <QString>

#include <vector>

namespace qoloner::test {

/// The positions of a replay track (GGA sentences, one a fix), in order.
/// For our own files only: anything malformed or with a wrong checksum ends the list empty.
inline std::vector<PositionFix> readTrack(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    std::vector<PositionFix> fixes;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine().trimmed();
        const qsizetype star = line.indexOf('*');
        if (!line.startsWith('$') || star < 0)
            return {};
        unsigned check = 0;
        for (const char c : line.mid(1, star - 1))
            check ^= static_cast<unsigned char>(c);
        if (line.mid(star + 1).toUInt(nullptr, 16) != check)
            return {};
        const QList<QByteArray> f = line.mid(1, star - 1).split(',');
        if (!f[0].endsWith("GGA"))
            continue;
        if (f.size() < 10)
            return {};
        const auto degrees = [](const QByteArray& text, int width) {
            return text.left(width).toDouble() + text.mid(width).toDouble() / 60.0;
        };
        const qint64 seconds =
            f[1].left(2).toInt() * 3600 + f[1].mid(2, 2).toInt() * 60 + f[1].mid(4, 2).toInt();
        PositionFix fix;
        fix.position = {degrees(f[2], 2) * (f[3] == "N" ? 1 : -1), degrees(f[4], 3) * (f[5] == "E" ? 1 : -1)};
        fix.accuracyMetres = f[8].toDouble() * 5; // 5 m a unit of HDOP, as phones do
        fix.timeMs = seconds * 1000;
        fixes.push_back(fix);
    }
    return fixes;
}

} // namespace qoloner::test
