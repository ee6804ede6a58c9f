// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/services.h"

#include <QObject>
#include <QUrl>

namespace qoloner {

/// The diagnostics page's side of diagnosticsReport(): shown, and saved as a file.
class DiagnosticsModel : public QObject {
    Q_OBJECT
    Q_PROPERTY(qoloner::Services* services READ services WRITE setServices NOTIFY servicesChanged REQUIRED)
    /// Empty until it is made.
    Q_PROPERTY(QString report READ report NOTIFY reportChanged)
    /// Where save() puts files unless told otherwise.
    Q_PROPERTY(QUrl folder READ folder CONSTANT)
public:
    using QObject::QObject;

    Services* services() const { return m_services; }
    void setServices(Services* services);
    QString report() const { return m_report; }
    static QUrl folder();

    /// Makes the report anew; it also is when the services come.
    Q_INVOKABLE void refresh();
    /// Writes what is shown into a new file of `folder`; answered by saved() or failed().
    Q_INVOKABLE void save(const QUrl& folder);

signals:
    void servicesChanged();
    void reportChanged();
    void saved(const QString& file);
    /// "disk_full" or "storage_failed".
    void failed(const QString& code);

private:
    Services* m_services = nullptr;
    QString m_report;
};

} // namespace qoloner
