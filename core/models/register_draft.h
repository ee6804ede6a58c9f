// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/services.h"

#include <QByteArray>
#include <QJsonObject>
#include <QTimer>
#include <functional>

namespace qoloner {

/// Keeps what was typed into a form in the replica's meta table, so that
/// nothing is lost when the app is killed. Writes at most half a second after a change.
class DraftKeeper : public QObject {
    Q_OBJECT
public:
    static constexpr int delayMs = 400;

    /// `take` gives what to keep; an empty object: nothing.
    explicit DraftKeeper(std::function<QJsonObject()> take, QObject* parent = nullptr);

    /// What was kept under another key before is written first.
    void setUp(Services* services, const QString& key);
    QString key() const { return m_key; }
    /// The form changed.
    void touch();
    /// Writes now what waits to be written. For the form's destructor.
    void flush();
    /// Nothing waits any more and nothing is kept.
    void drop();
    /// Nothing waits any more; what is kept stays.
    void rest() { m_timer.stop(); }

    /// What is kept under `key`; empty when nothing is or it can't be read.
    static QJsonObject read(Database& db, const QString& key);

private:
    void write(const QJsonObject& draft);

    std::function<QJsonObject()> m_take;
    Services* m_services = nullptr;
    QString m_key;
    QTimer m_timer;
};

} // namespace qoloner
