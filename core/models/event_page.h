// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/page_model.h"

namespace qoloner {

/// An event: what it is and when it takes place next.
class EventPage : public qoloner::PageModel {
    Q_OBJECT
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(QString nameLanguage READ nameLanguage NOTIFY changed)
    Q_PROPERTY(QString kind READ kind NOTIFY changed)
    Q_PROPERTY(QString story READ story NOTIFY changed)
    Q_PROPERTY(QString storyLanguage READ storyLanguage NOTIFY changed)
    /// The occurrence that is not over yet; invalid: none is known.
    Q_PROPERTY(QDateTime nextStart READ nextStart NOTIFY changed)
    Q_PROPERTY(QDateTime nextEnd READ nextEnd NOTIFY changed)
    Q_PROPERTY(bool underWay READ underWay NOTIFY changed)
    /// When, in words of the source.
    Q_PROPERTY(QString whenText READ whenText NOTIFY changed)
    Q_PROPERTY(QString placeId READ placeId NOTIFY changed)
    Q_PROPERTY(QString place READ place NOTIFY changed)
    Q_PROPERTY(QString placeLanguage READ placeLanguage NOTIFY changed)
    /// Degrees of the place; NaN without a position.
    Q_PROPERTY(double latitude READ latitude NOTIFY changed)
    Q_PROPERTY(double longitude READ longitude NOTIFY changed)
    Q_PROPERTY(bool hasPosition READ hasPosition NOTIFY changed)
    Q_PROPERTY(QString source READ source NOTIFY changed)
    /// How sure the date is: "high", "medium", "low", "none" or empty.
    Q_PROPERTY(QString confidence READ confidence NOTIFY changed)

public:
    explicit EventPage(QObject* parent = nullptr);

    QString name() const { return m_facts.name.text; }
    QString nameLanguage() const { return m_facts.name.language; }
    QString kind() const { return m_facts.kind; }
    QString story() const { return m_facts.story.text; }
    QString storyLanguage() const { return m_facts.story.language; }
    QDateTime nextStart() const { return m_facts.start; }
    QDateTime nextEnd() const { return m_facts.end; }
    bool underWay() const { return m_facts.underWay; }
    QString whenText() const { return m_facts.whenText; }
    QString placeId() const { return m_facts.placeId; }
    QString place() const { return m_facts.place.text; }
    QString placeLanguage() const { return m_facts.place.language; }
    double latitude() const { return m_facts.lat; }
    double longitude() const { return m_facts.lon; }
    bool hasPosition() const { return m_facts.lat == m_facts.lat && m_facts.lon == m_facts.lon; }
    QString source() const { return m_facts.source; }
    QString confidence() const { return m_facts.confidence; }

protected:
    void read() override;
    void factsRead() override;

private:
    struct Facts {
        Localised name, story, place;
        QString kind, whenText, placeId, source, confidence;
        QDateTime start, end, changesAt;
        double lat = qQNaN();
        double lon = qQNaN();
        bool underWay = false;
    };
    Facts m_facts;
};

} // namespace qoloner
