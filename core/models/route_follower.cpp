// SPDX-License-Identifier: Apache-2.0
#include "core/models/route_follower.h"

#include "core/models/route_page.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace qoloner {

namespace {

constexpr double keepEveryMetres = 25; // between two stops
constexpr double usualTriggerMetres = 30;

std::string metaKey(const QString& route)
{
    return "guide/" + route.toStdString();
}

bool sameWalk(const RouteGuide& a, const RouteGuide& b)
{
    const auto sameStop = [](const GuideStop& x, const GuideStop& y) {
        return x.id == y.id && x.position == y.position && x.triggerMetres == y.triggerMetres;
    };
    return a.line().vertices() == b.line().vertices() &&
           std::equal(a.stops().begin(), a.stops().end(), b.stops().begin(), b.stops().end(), sameStop);
}

} // namespace

RouteFollower::RouteFollower(QObject* parent) : PageModel({"route", "route_stop", "place"}, parent) {}

RouteFollower::~RouteFollower()
{
    // What was kept last stays: a closed page is a rest, not the end of the walk.
    if (!m_following)
        return;
    keep(m_guide->save());
    rest();
}

void RouteFollower::read()
{
    readInto<Facts>(
        m_facts,
        [id = rowId().toStdString(), key = metaKey(rowId()),
         language = language()](Database& db) -> std::optional<Facts> {
            Statement route = db.prepare("SELECT path FROM route WHERE id = ?");
            route.bind(1, id);
            if (!route.step())
                return std::nullopt;
            Facts facts;
            facts.path = routePath(route.text(0));
            Statement row = db.prepare(
                "SELECT s.id, s.place, p.lat, p.lon, s.trigger_m, " + localisedColumns("place", "name", "p") +
                ", " + localisedColumns("route_stop", "story", "s") +
                " FROM route_stop s JOIN place p ON p.id = s.place WHERE s.route = ? AND p.lat IS NOT NULL "
                "AND p.lon IS NOT NULL ORDER BY s.ord, s.id");
            row.bind(1, id);
            while (row.step()) {
                Stop stop;
                stop.guide.id = row.string(0);
                stop.placeId = textOf(row, 1);
                stop.guide.position = {degreesAt(row, 2), degreesAt(row, 3)};
                stop.guide.triggerMetres = row.isNull(4) ? usualTriggerMetres : double(row.integer(4));
                stop.name = localised(row, 5, language);
                stop.guide.name = stop.name.text.toStdString();
                stop.story = localised(row, 8, language);
                facts.stops.push_back(std::move(stop));
            }
            Statement saved = db.prepare("SELECT value FROM meta WHERE key = ?");
            saved.bind(1, key);
            if (saved.step())
                facts.saved = std::string(saved.blob(0));
            return facts;
        });
}

std::unique_ptr<RouteGuide> RouteFollower::makeGuide() const
{
    std::vector<GuideStop> stops;
    for (const Stop& stop : m_facts.stops)
        stops.push_back(stop.guide);
    try {
        return std::make_unique<RouteGuide>(std::move(stops), m_facts.path);
    } catch (const std::invalid_argument&) {
        return nullptr; // nothing that one could walk
    }
}

void RouteFollower::factsRead()
{
    const std::unique_ptr<RouteGuide> before = std::move(m_guide);
    m_guide = makeGuide();
    if (!std::exchange(m_known, true))
        m_saved = m_facts.saved;
    if (before && m_guide && sameWalk(*before, *m_guide)) {
        *m_guide = *before; // only words changed
    } else if (m_guide && !m_saved.empty() && !m_guide->restore(m_saved)) {
        // Another edition of the route: pass over the stops that are behind.
        const std::size_t passed = before ? before->state().currentStop : 0;
        for (std::size_t i = 0;
             i < passed && i + 1 < m_guide->stops().size() && m_guide->stops()[i].id == before->stops()[i].id;
             ++i)
            m_guide->skip();
        keep(m_following ? m_guide->save() : std::string());
    }
    if (m_following && !m_guide)
        rest();
    if (std::exchange(m_wanted, false))
        begin();
}

void RouteFollower::leaving()
{
    if (m_following)
        stop();
    m_guide.reset();
    m_facts = {};
    m_saved.clear();
    m_known = m_wanted = m_hasPosition = false;
}

const RouteFollower::Stop& RouteFollower::stopAt(int index) const
{
    static const Stop none;
    return index >= 0 && index < stopCount() ? m_facts.stops[std::size_t(index)] : none;
}

int RouteFollower::nextIndex() const
{
    return m_guide && !finished() ? int(m_guide->state().currentStop) : -1;
}

int RouteFollower::arrivedIndex() const
{
    if (!m_guide)
        return -1;
    const auto& arrived = m_guide->state().arrived;
    for (std::size_t i = arrived.size(); i-- > 0;)
        if (arrived[i])
            return int(i);
    return -1;
}

int RouteFollower::arrivedCount() const
{
    if (!m_guide)
        return 0;
    const auto& arrived = m_guide->state().arrived;
    return int(std::count(arrived.begin(), arrived.end(), true));
}

int RouteFollower::stopsLeft() const
{
    return m_guide ? int(m_guide->stops().size() - m_guide->state().currentStop) : stopCount();
}

double RouteFollower::offRouteMetres() const
{
    const PositionModel* position = services() ? services()->position() : nullptr;
    if (!offRoute() || !m_hasPosition || !position || !position->valid())
        return qQNaN();
    return m_guide->line().project({position->latitude(), position->longitude()}).offsetMetres;
}

void RouteFollower::start()
{
    if (m_following)
        return;
    if (loading()) {
        m_wanted = true;
        return;
    }
    begin();
    emit changed();
}

void RouteFollower::begin()
{
    if (!m_guide || m_following)
        return;
    if (m_guide->state().finished)
        m_guide = makeGuide();
    m_guide->resume();
    m_following = true;
    m_hasPosition = false;
    keep(m_guide->save());
    PositionModel* position = services()->position();
    if (!position)
        return;
    connect(position, &PositionModel::positionChanged, this, &RouteFollower::takePosition);
    const bool live = position->active() && position->valid();
    position->start();
    if (live)
        takePosition();
}

void RouteFollower::stop()
{
    m_wanted = false;
    if (!m_following)
        return;
    keep(m_guide->save());
    rest();
    emit changed();
}

void RouteFollower::rest()
{
    m_following = m_hasPosition = false;
    if (m_guide)
        m_guide->pause();
    if (PositionModel* position = services()->position()) {
        disconnect(position, nullptr, this, nullptr);
        position->stop();
    }
}

void RouteFollower::restart()
{
    if (m_following)
        rest();
    if (loading()) {
        m_known = m_wanted = true; // what was kept no longer counts
        return;
    }
    m_guide = makeGuide();
    begin();
    emit changed();
}

void RouteFollower::skip()
{
    if (!m_following)
        return;
    take(m_guide->skip());
    emit changed();
}

void RouteFollower::takePosition()
{
    if (!m_following)
        return;
    const PositionModel* position = services()->position();
    PositionFix fix;
    fix.position = {position->latitude(), position->longitude()};
    fix.accuracyMetres = std::isnan(position->accuracy()) ? 0 : position->accuracy();
    fix.timeMs = position->timestamp().toMSecsSinceEpoch();
    if (position->info().hasAttribute(QGeoPositionInfo::GroundSpeed))
        fix.speed = position->info().attribute(QGeoPositionInfo::GroundSpeed);
    const auto events = m_guide->update(fix);
    m_hasPosition = m_hasPosition || !std::isnan(m_guide->state().metresToNext);
    if (!events.empty()) {
        take(events);
    } else if (std::abs(m_guide->state().alongMetres - m_savedAlong) >= keepEveryMetres) {
        keep(m_guide->save());
    }
    emit changed();
}

/// Keeps the progress first: whoever hears of an arrival may rely on it.
void RouteFollower::take(const std::vector<GuideEvent>& events)
{
    const bool over = finished();
    keep(over ? std::string() : m_guide->save());
    if (over)
        rest();
    // Listeners may do as they please with the follower, so nothing of it is used after.
    std::vector<std::pair<int, QString>> arrivals;
    for (const GuideEvent& event : events)
        if (event.kind == GuideEvent::Kind::Arrived)
            arrivals.emplace_back(int(event.stop), stopAt(int(event.stop)).name.text);
    for (const auto& [index, name] : arrivals)
        emit arrived(index, name);
    if (over)
        emit finishedRoute();
}

void RouteFollower::keep(const std::string& progress)
{
    m_savedAlong = m_guide ? m_guide->state().alongMetres : 0;
    if (progress == m_saved)
        return;
    m_saved = progress;
    services()->hub()->write(
        this, [key = metaKey(rowId()), progress](Replica& replica) { replica.setMeta(key, progress); },
        [] {});
}

} // namespace qoloner
