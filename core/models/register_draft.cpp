// SPDX-License-Identifier: Apache-2.0
#include "core/models/register_draft.h"

#include <QJsonDocument>

namespace qoloner {

namespace {
constexpr qsizetype maxDraftBytes = 1'000'000;
}

DraftKeeper::DraftKeeper(std::function<QJsonObject()> take, QObject* parent)
    : QObject(parent), m_take(std::move(take))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(delayMs);
    connect(&m_timer, &QTimer::timeout, this, [this] { write(m_take()); });
}

void DraftKeeper::setUp(Services* services, const QString& key)
{
    if (m_services == services && m_key == key)
        return;
    flush();
    m_services = services;
    m_key = key;
}

void DraftKeeper::touch()
{
    // Not started anew with each key: somebody who types without a pause is safe too.
    if (!m_timer.isActive())
        m_timer.start();
}

void DraftKeeper::flush()
{
    if (!m_timer.isActive())
        return;
    m_timer.stop();
    write(m_take());
}

void DraftKeeper::drop()
{
    m_timer.stop();
    write({});
}

void DraftKeeper::write(const QJsonObject& draft)
{
    if (!m_services || m_key.isEmpty())
        return;
    std::string text;
    if (!draft.isEmpty())
        text = QJsonDocument(draft).toJson(QJsonDocument::Compact).toStdString();
    m_services->hub()->write(
        nullptr, [key = m_key.toStdString(), text](Replica& replica) { replica.setMeta(key, text); }, [] {});
}

QJsonObject DraftKeeper::read(Database& db, const QString& key)
{
    Statement query = db.prepare("SELECT value FROM meta WHERE key = ?");
    const std::string bound = key.toStdString(); // bound text must outlive the step
    query.with(bound);
    if (!query.step())
        return {};
    const std::string_view text = query.blob(0);
    if (qsizetype(text.size()) > maxDraftBytes)
        return {};
    return QJsonDocument::fromJson(QByteArray(text.data(), qsizetype(text.size()))).object();
}

} // namespace qoloner
