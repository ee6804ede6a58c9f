// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/geo/distance.h"
#include "core/models/page_model.h"

#include <QVariantList>

namespace qoloner {

/// A walk: what it is about, how long it is, the line on the map.
class RoutePage : public qoloner::PageModel {
    Q_OBJECT
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(QString nameLanguage READ nameLanguage NOTIFY changed)
    Q_PROPERTY(QString story READ story NOTIFY changed)
    Q_PROPERTY(QString storyLanguage READ storyLanguage NOTIFY changed)
    Q_PROPERTY(QString accessNote READ accessNote NOTIFY changed)
    Q_PROPERTY(QString accessNoteLanguage READ accessNoteLanguage NOTIFY changed)
    Q_PROPERTY(QString season READ season NOTIFY changed)
    Q_PROPERTY(QString seasonLanguage READ seasonLanguage NOTIFY changed)
    /// 0: not known; so the minutes.
    Q_PROPERTY(int lengthMetres READ lengthMetres NOTIFY changed)
    Q_PROPERTY(int walkMinutes READ walkMinutes NOTIFY changed)
    Q_PROPERTY(int totalMinutes READ totalMinutes NOTIFY changed)
    Q_PROPERTY(int stopCount READ stopCount NOTIFY changed)
    /// Names of the crafts on the way.
    Q_PROPERTY(QStringList crafts READ crafts NOTIFY changed)
    /// The line walked, first to last: objects with `lat` and `lon` in degrees.
    Q_PROPERTY(QVariantList path READ path NOTIFY changed)

public:
    explicit RoutePage(QObject* parent = nullptr);

    QString name() const { return m_facts.name.text; }
    QString nameLanguage() const { return m_facts.name.language; }
    QString story() const { return m_facts.story.text; }
    QString storyLanguage() const { return m_facts.story.language; }
    QString accessNote() const { return m_facts.access.text; }
    QString accessNoteLanguage() const { return m_facts.access.language; }
    QString season() const { return m_facts.season.text; }
    QString seasonLanguage() const { return m_facts.season.language; }
    int lengthMetres() const { return m_facts.lengthMetres; }
    int walkMinutes() const { return m_facts.walkMinutes; }
    int totalMinutes() const { return m_facts.totalMinutes; }
    int stopCount() const { return m_facts.stopCount; }
    QStringList crafts() const { return m_facts.crafts; }
    QVariantList path() const { return m_facts.path; }

protected:
    void read() override;

private:
    struct Facts {
        Localised name, story, access, season;
        QStringList crafts;
        QVariantList path;
        int lengthMetres = 0;
        int walkMinutes = 0;
        int totalMinutes = 0;
        int stopCount = 0;
    };
    Facts m_facts;
};

/// The points of a route's `path` ("lat,lon lat,lon ..." in degrees). Empty
/// when anything in it is not a point on the Earth, or there are too many.
std::vector<GeoPoint> routePath(std::string_view text);

} // namespace qoloner
