// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/store/database.h"

#include <QDateTime>
#include <QString>
#include <QStringList>
#include <QVariantMap>

namespace qoloner {

/// What a diagnostics report takes from outside the replica's file.
struct DiagnosticsContext {
    QString appVersion;
    QString language, phase, role;
    bool enrolled = false;
    bool offline = false;
    int pending = 0;
    qint64 rowsPulled = 0;
    QDateTime lastSuccess; ///< invalid: never
    QString lastErrorCode;
    std::uint64_t nowMs = 0;
};

/// The state of this device's copy for whoever helps to find a fault: "key: value" lines.
///
/// Holds no personal data, so that it can be shared with anybody: versions,
/// counts, revisions, codes, times. No names, no row contents or ids, no
/// addresses, no texts from the server: a code that this version does not know
/// is counted as "other", a scope is named by its kind, a device by 24 bits.
QString diagnosticsReport(Database& db, const DiagnosticsContext& context);

} // namespace qoloner
