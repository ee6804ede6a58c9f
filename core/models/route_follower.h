// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/guide/route_guide.h"
#include "core/models/page_model.h"

namespace qoloner {

/// Guides along a walk, stop by stop, from the device's positions.
///
/// The progress is kept on the device under "guide/<route>" whenever it
/// changes, so that a walk goes on after the app was killed.
class RouteFollower : public qoloner::PageModel {
    Q_OBJECT
    Q_PROPERTY(QString route READ rowId WRITE setRowId NOTIFY rowIdChanged)
    Q_PROPERTY(bool following READ following NOTIFY changed)
    /// A walk was begun and neither finished nor begun anew: start() goes on with it.
    Q_PROPERTY(bool resumable READ resumable NOTIFY changed)
    Q_PROPERTY(int stopCount READ stopCount NOTIFY changed)
    /// The stop one is heading for, from 0; -1 when there is none.
    Q_PROPERTY(int nextIndex READ nextIndex NOTIFY changed)
    Q_PROPERTY(QString nextStopName READ nextStopName NOTIFY changed)
    Q_PROPERTY(QString nextStopLanguage READ nextStopLanguage NOTIFY changed)
    /// Row id of its place.
    Q_PROPERTY(QString nextStopId READ nextStopId NOTIFY changed)
    Q_PROPERTY(QString nextStory READ nextStory NOTIFY changed)
    Q_PROPERTY(QString nextStoryLanguage READ nextStoryLanguage NOTIFY changed)
    /// Metres along the way; NaN until there is a position.
    Q_PROPERTY(double metresToNext READ metresToNext NOTIFY changed)
    Q_PROPERTY(double metresLeft READ metresLeft NOTIFY changed)
    /// The last stop arrived at, from 0; -1 before the first.
    Q_PROPERTY(int arrivedIndex READ arrivedIndex NOTIFY changed)
    Q_PROPERTY(int arrivedCount READ arrivedCount NOTIFY changed)
    Q_PROPERTY(QString arrivedName READ arrivedName NOTIFY changed)
    Q_PROPERTY(QString arrivedId READ arrivedId NOTIFY changed)
    Q_PROPERTY(QString arrivedStory READ arrivedStory NOTIFY changed)
    Q_PROPERTY(QString arrivedStoryLanguage READ arrivedStoryLanguage NOTIFY changed)
    Q_PROPERTY(int stopsLeft READ stopsLeft NOTIFY changed)
    Q_PROPERTY(bool offRoute READ offRoute NOTIFY changed)
    /// Metres from the line while off it; NaN otherwise.
    Q_PROPERTY(double offRouteMetres READ offRouteMetres NOTIFY changed)
    Q_PROPERTY(bool finished READ finished NOTIFY changed)
    /// A position has come since the walk was begun or taken up.
    Q_PROPERTY(bool hasPosition READ hasPosition NOTIFY changed)

public:
    explicit RouteFollower(QObject* parent = nullptr);
    ~RouteFollower() override;

    bool following() const { return m_following; }
    bool resumable() const { return !m_following && !m_saved.empty(); }
    int stopCount() const { return int(m_facts.stops.size()); }
    int nextIndex() const;
    QString nextStopName() const { return next().name.text; }
    QString nextStopLanguage() const { return next().name.language; }
    QString nextStopId() const { return next().placeId; }
    QString nextStory() const { return next().story.text; }
    QString nextStoryLanguage() const { return next().story.language; }
    double metresToNext() const { return m_guide ? m_guide->state().metresToNext : qQNaN(); }
    double metresLeft() const { return m_guide ? m_guide->state().metresLeft : qQNaN(); }
    int arrivedIndex() const;
    int arrivedCount() const;
    QString arrivedName() const { return stopAt(arrivedIndex()).name.text; }
    QString arrivedId() const { return stopAt(arrivedIndex()).placeId; }
    QString arrivedStory() const { return stopAt(arrivedIndex()).story.text; }
    QString arrivedStoryLanguage() const { return stopAt(arrivedIndex()).story.language; }
    int stopsLeft() const;
    bool offRoute() const { return m_guide && m_guide->state().offRoute; }
    double offRouteMetres() const;
    bool finished() const { return m_guide && m_guide->state().finished; }
    bool hasPosition() const { return m_hasPosition; }

    /// Goes on where the walk was left, or begins it. Before the route is read: as soon as it is.
    Q_INVOKABLE void start();
    /// Rests; the progress is kept.
    Q_INVOKABLE void stop();
    /// Begins anew at the first stop.
    Q_INVOKABLE void restart();
    /// Heads for the stop after the next one.
    Q_INVOKABLE void skip();

signals:
    void arrived(int index, const QString& name);
    void finishedRoute();

protected:
    void read() override;
    void factsRead() override;
    void leaving() override;

private:
    struct Stop {
        GuideStop guide;
        QString placeId;
        Localised name, story;
    };
    struct Facts {
        std::vector<Stop> stops;
        std::vector<GeoPoint> path;
        std::string saved; ///< progress of an earlier run
    };

    const Stop& stopAt(int index) const;
    const Stop& next() const { return stopAt(nextIndex()); }
    std::unique_ptr<RouteGuide> makeGuide() const;
    void begin();
    void rest();
    void takePosition();
    void take(const std::vector<GuideEvent>& events);
    void keep(const std::string& progress);

    Facts m_facts;
    std::unique_ptr<RouteGuide> m_guide; ///< null: the route has no stops with a position
    std::string m_saved;                 ///< as kept on the device; empty: no walk is open
    double m_savedAlong = 0;
    bool m_known = false; ///< what was kept for this route has been read
    bool m_following = false;
    bool m_wanted = false; ///< start() was called before the route was read
    bool m_hasPosition = false;
};

} // namespace qoloner
