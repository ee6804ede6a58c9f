// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/page_model.h"

namespace qoloner {

/// A place of the guide: where it is, its story, whether it is open now.
class PlacePage : public qoloner::PageModel {
    Q_OBJECT
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(QString nameLanguage READ nameLanguage NOTIFY changed)
    Q_PROPERTY(QString kind READ kind NOTIFY changed)
    /// Degrees; NaN without a position.
    Q_PROPERTY(double latitude READ latitude NOTIFY changed)
    Q_PROPERTY(double longitude READ longitude NOTIFY changed)
    Q_PROPERTY(bool hasPosition READ hasPosition NOTIFY changed)
    Q_PROPERTY(QString address READ address NOTIFY changed)
    Q_PROPERTY(QString addressLanguage READ addressLanguage NOTIFY changed)
    Q_PROPERTY(QString story READ story NOTIFY changed)
    Q_PROPERTY(QString storyLanguage READ storyLanguage NOTIFY changed)
    /// In OpenStreetMap's syntax; empty: not known.
    Q_PROPERTY(QString openingHours READ openingHours NOTIFY changed)
    /// "open", "closed" or "unknown", by the clock of the city.
    Q_PROPERTY(QString openState READ openState NOTIFY changed)
    Q_PROPERTY(QDateTime nextChange READ nextChange NOTIFY changed)
    Q_PROPERTY(QString status READ status NOTIFY changed)
    Q_PROPERTY(QDateTime checkedAt READ checkedAt NOTIFY changed)
    /// "yes", "limited", "no", "unknown" or empty.
    Q_PROPERTY(QString wheelchair READ wheelchair NOTIFY changed)
    /// How sure the position is: "high", "medium", "low", "none" or empty.
    Q_PROPERTY(QString confidence READ confidence NOTIFY changed)
    Q_PROPERTY(QString source READ source NOTIFY changed)
    /// Names of the crafts one meets here.
    Q_PROPERTY(QStringList crafts READ crafts NOTIFY changed)

public:
    explicit PlacePage(QObject* parent = nullptr);

    QString name() const { return m_facts.name.text; }
    QString nameLanguage() const { return m_facts.name.language; }
    QString kind() const { return m_facts.kind; }
    double latitude() const { return m_facts.lat; }
    double longitude() const { return m_facts.lon; }
    bool hasPosition() const { return m_facts.lat == m_facts.lat && m_facts.lon == m_facts.lon; }
    QString address() const { return m_facts.address.text; }
    QString addressLanguage() const { return m_facts.address.language; }
    QString story() const { return m_facts.story.text; }
    QString storyLanguage() const { return m_facts.story.language; }
    QString openingHours() const { return m_facts.hours; }
    QString openState() const { return m_facts.open.state; }
    QDateTime nextChange() const { return m_facts.open.nextChange; }
    QString status() const { return m_facts.status; }
    QDateTime checkedAt() const { return m_facts.checkedAt; }
    QString wheelchair() const { return m_facts.wheelchair; }
    QString confidence() const { return m_facts.confidence; }
    QString source() const { return m_facts.source; }
    QStringList crafts() const { return m_facts.crafts; }

protected:
    void read() override;
    void factsRead() override;

private:
    struct Facts {
        Localised name, address, story;
        QString kind;
        double lat = qQNaN();
        double lon = qQNaN();
        QString hours, status, wheelchair, confidence, source;
        OpenState open;
        QDateTime checkedAt;
        QStringList crafts;
    };
    Facts m_facts;
};

} // namespace qoloner
