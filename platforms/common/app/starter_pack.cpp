// SPDX-License-Identifier: Apache-2.0
#include "platforms/common/app/starter_pack.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace qoloner {

QString starterPack()
{
    const QDir program(QCoreApplication::applicationDirPath());
    for (const char* place :
         {"../share/qoloner/maps/almaty-schematic.mbtiles", "share/qoloner/maps/almaty-schematic.mbtiles"}) {
        const QFileInfo file(program.filePath(QString::fromLatin1(place)));
        if (file.isFile())
            return file.canonicalFilePath();
    }
    return {};
}

} // namespace qoloner
