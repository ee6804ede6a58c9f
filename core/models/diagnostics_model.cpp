// SPDX-License-Identifier: Apache-2.0
#include "core/models/diagnostics_model.h"

#include "core/models/diagnostics.h"

#include <QCoreApplication>
#include <QDir>
#include <QSaveFile>
#include <QStandardPaths>

namespace qoloner {

void DiagnosticsModel::setServices(Services* services)
{
    if (m_services == services)
        return;
    m_services = services;
    emit servicesChanged();
    refresh();
}

QUrl DiagnosticsModel::folder()
{
    QString path = QStandardPaths::writableLocation(QStandardPaths::DownloadLocation);
    if (path.isEmpty())
        path = QDir::homePath();
    return QUrl::fromLocalFile(path);
}

void DiagnosticsModel::refresh()
{
    if (!m_services)
        return;
    DiagnosticsContext context;
    context.appVersion = QCoreApplication::applicationVersion();
    context.language = m_services->settings()->language();
    context.nowMs = m_services->clock().nowMs();
    if (const SyncPort* sync = m_services->sync()) {
        context.phase = sync->phase();
        context.role = sync->role();
        context.enrolled = sync->enrolled();
        context.offline = sync->offline();
        context.pending = sync->pendingCount();
        context.rowsPulled = sync->rowsPulled();
        context.lastSuccess = sync->lastSuccess();
        context.lastErrorCode = sync->lastErrorCode();
    }
    m_services->hub()->read(
        this, [context](Database& db) { return diagnosticsReport(db, context); },
        [this](const QString& report) {
            m_report = report;
            emit reportChanged();
        });
}

void DiagnosticsModel::save(const QUrl& folder)
{
    if (m_report.isEmpty() || !m_services)
        return;
    const QDir dir(folder.toLocalFile());
    dir.mkpath(QStringLiteral("."));
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(qint64(m_services->clock().nowMs()), Qt::UTC);
    const QString path =
        dir.filePath(QStringLiteral("qoloner-diagnostics-") +
                     now.toString(QStringLiteral("yyyyMMdd-hhmmss")) + QStringLiteral(".txt"));
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return emit failed(QStringLiteral("storage_failed"));
    const QByteArray bytes = m_report.toUtf8();
    if (file.write(bytes) != bytes.size() || !file.commit())
        return emit failed(file.error() == QFileDevice::ResourceError ? QStringLiteral("disk_full")
                                                                      : QStringLiteral("storage_failed"));
    emit saved(path);
}

} // namespace qoloner
