// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/page_model.h"

namespace qoloner {

/// A master as the public sees them. Where this device has only the proposed
/// record (the master's own, or staff's), that one is shown, with `published` false.
class MasterPage : public qoloner::PageModel {
    Q_OBJECT
    Q_PROPERTY(bool published READ published NOTIFY changed)
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(QString nameLanguage READ nameLanguage NOTIFY changed)
    /// Row id of the main craft, and its name.
    Q_PROPERTY(QString craft READ craft NOTIFY changed)
    Q_PROPERTY(QString craftName READ craftName NOTIFY changed)
    /// Names of the other crafts.
    Q_PROPERTY(QStringList crafts READ crafts NOTIFY changed)
    Q_PROPERTY(QString region READ region NOTIFY changed)
    Q_PROPERTY(QString regionName READ regionName NOTIFY changed)
    Q_PROPERTY(QString settlement READ settlement NOTIFY changed)
    Q_PROPERTY(QString story READ story NOTIFY changed)
    Q_PROPERTY(QString storyLanguage READ storyLanguage NOTIFY changed)
    /// 0: not known.
    Q_PROPERTY(int sinceYear READ sinceYear NOTIFY changed)
    /// Words of the catalogue's choices for the artisan, or empty.
    Q_PROPERTY(QString level READ level NOTIFY changed)
    Q_PROPERTY(QString workingStatus READ workingStatus NOTIFY changed)
    Q_PROPERTY(QString visitMode READ visitMode NOTIFY changed)
    Q_PROPERTY(bool takesOrders READ takesOrders NOTIFY changed)
    Q_PROPERTY(bool takesApprentices READ takesApprentices NOTIFY changed)
    Q_PROPERTY(QString openingHours READ openingHours NOTIFY changed)
    Q_PROPERTY(QString openState READ openState NOTIFY changed)
    Q_PROPERTY(QDateTime nextChange READ nextChange NOTIFY changed)
    Q_PROPERTY(bool demo READ demo NOTIFY changed)
    /// Degrees of the public position; NaN without one.
    Q_PROPERTY(double latitude READ latitude NOTIFY changed)
    Q_PROPERTY(double longitude READ longitude NOTIFY changed)
    Q_PROPERTY(bool hasPosition READ hasPosition NOTIFY changed)
    /// Side of the cell in which the workshop lies; 0: the position is exact.
    Q_PROPERTY(int blurMetres READ blurMetres NOTIFY changed)
    /// SHA-256 of the photo, or empty; and its average colour.
    Q_PROPERTY(QString photo READ photo NOTIFY changed)
    Q_PROPERTY(QString placeholder READ placeholder NOTIFY changed)

public:
    explicit MasterPage(QObject* parent = nullptr);

    bool published() const { return m_facts.published; }
    QString name() const { return m_facts.name.text; }
    QString nameLanguage() const { return m_facts.name.language; }
    QString craft() const { return m_facts.craft; }
    QString craftName() const { return m_facts.craftName; }
    QStringList crafts() const { return m_facts.crafts; }
    QString region() const { return m_facts.region; }
    QString regionName() const { return m_facts.regionName; }
    QString settlement() const { return m_facts.settlement; }
    QString story() const { return m_facts.story.text; }
    QString storyLanguage() const { return m_facts.story.language; }
    int sinceYear() const { return m_facts.sinceYear; }
    QString level() const { return m_facts.level; }
    QString workingStatus() const { return m_facts.workingStatus; }
    QString visitMode() const { return m_facts.visitMode; }
    bool takesOrders() const { return m_facts.takesOrders; }
    bool takesApprentices() const { return m_facts.takesApprentices; }
    QString openingHours() const { return m_facts.hours; }
    QString openState() const { return m_facts.open.state; }
    QDateTime nextChange() const { return m_facts.open.nextChange; }
    bool demo() const { return m_facts.demo; }
    double latitude() const { return m_facts.lat; }
    double longitude() const { return m_facts.lon; }
    bool hasPosition() const { return m_facts.lat == m_facts.lat && m_facts.lon == m_facts.lon; }
    int blurMetres() const { return m_facts.blurMetres; }
    QString photo() const { return m_facts.photo; }
    QString placeholder() const { return m_facts.placeholder; }

protected:
    void read() override;
    void factsRead() override;

private:
    struct Facts {
        Localised name, story;
        QString craft, craftName, region, regionName, settlement;
        QStringList crafts;
        QString level, workingStatus, visitMode, hours, photo, placeholder;
        OpenState open;
        double lat = qQNaN();
        double lon = qQNaN();
        int sinceYear = 0;
        int blurMetres = 0;
        bool published = false;
        bool takesOrders = false;
        bool takesApprentices = false;
        bool demo = false;
    };
    static std::optional<Facts> factsFrom(Database& db, Facet facet, const std::string& id,
                                          const QString& language, std::uint64_t nowMs);
    Facts m_facts;
};

} // namespace qoloner
