// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QDateTime>
#include <QObject>
#include <QStringList>

namespace qoloner {

/// What the interface knows of synchronisation and of who uses this device.
///
/// Implemented over the sync client by the composition root; lives on the
/// interface's thread and never blocks it.
class SyncPort : public QObject {
    Q_OBJECT
    /// "idle", "connecting", "pushing", "pulling", "waiting" or "offline".
    Q_PROPERTY(QString phase READ phase NOTIFY statusChanged)
    /// User actions the server has not taken yet.
    Q_PROPERTY(int pendingCount READ pendingCount NOTIFY statusChanged)
    /// When everything granted was last here; invalid: never.
    Q_PROPERTY(QDateTime lastSuccess READ lastSuccess NOTIFY statusChanged)
    Q_PROPERTY(qint64 rowsPulled READ rowsPulled NOTIFY statusChanged)
    /// Empty when all is well.
    Q_PROPERTY(QString lastErrorCode READ lastErrorCode NOTIFY statusChanged)
    Q_PROPERTY(QStringList lastErrorArgs READ lastErrorArgs NOTIFY statusChanged)
    /// A line that counts what it carries is used sparingly: there is, or may be, more.
    Q_PROPERTY(bool waitsForUnmetered READ waitsForUnmetered NOTIFY statusChanged)
    Q_PROPERTY(bool enrolled READ enrolled NOTIFY statusChanged)
    /// "visitor", "artisan", "field", "moderator", "admin" or "auditor".
    Q_PROPERTY(QString role READ role NOTIFY statusChanged)
    Q_PROPERTY(QString personName READ personName NOTIFY statusChanged)
    /// Row id of the person; empty for a visitor.
    Q_PROPERTY(QString actor READ actor NOTIFY statusChanged)
    /// Role "artisan": the record that is theirs.
    Q_PROPERTY(QString artisan READ artisan NOTIFY statusChanged)
    /// Role "field": the regions they work in.
    Q_PROPERTY(QStringList regions READ regions NOTIFY statusChanged)
    Q_PROPERTY(QString serverUrl READ serverUrl NOTIFY statusChanged)
    /// The person asked for no network at all.
    Q_PROPERTY(bool offline READ offline WRITE setOffline NOTIFY statusChanged)

public:
    using QObject::QObject;
    virtual QString phase() const = 0;
    virtual int pendingCount() const = 0;
    virtual QDateTime lastSuccess() const = 0;
    virtual qint64 rowsPulled() const = 0;
    virtual QString lastErrorCode() const = 0;
    virtual QStringList lastErrorArgs() const = 0;
    virtual bool waitsForUnmetered() const = 0;
    virtual bool enrolled() const = 0;
    virtual QString role() const = 0;
    virtual QString personName() const = 0;
    virtual QString actor() const = 0;
    virtual QString artisan() const = 0;
    virtual QStringList regions() const = 0;
    virtual QString serverUrl() const = 0;
    virtual bool offline() const = 0;

    Q_INVOKABLE virtual void syncNow() = 0;
    /// Enrols with an invite: either the whole invite text (a link or QR's
    /// content) and an empty code, or a server address and the short code.
    /// Answered by joined() or joinFailed().
    Q_INVOKABLE virtual void join(const QString& inviteOrServer, const QString& code) = 0;
    Q_INVOKABLE virtual void cancelJoin() = 0;
    Q_INVOKABLE virtual void setOffline(bool offline) = 0;

signals:
    void statusChanged();
    void joined();
    void joinFailed(const QString& code, const QStringList& args);
};

} // namespace qoloner
