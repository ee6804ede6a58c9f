// SPDX-License-Identifier: Apache-2.0
#include "core/guide/route_guide.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace qoloner {
namespace {

constexpr double kUnknownAccuracyMetres = 20;
constexpr double kUsableMetres = 100; // vaguer fixes tell nothing in a street grid of 170 m
constexpr double kArrivalMetres = 50; // vaguer fixes don't count as being at a door
constexpr double kWalkerSpeed = 7;    // metres a second; a runner's, so that nobody is refused
constexpr int kAgreeingDoubts = 5;    // that many fixes "too far away": one took a bus
constexpr int kArrivalFixes = 2;
constexpr double kAstrayMetres = 40; // leave the line at this distance ...
constexpr double kReturnMetres = 25; // ... come back at this one: no flicker between
constexpr int kAstrayFixes = 3;
constexpr std::int64_t kAstrayMs = 8'000;
constexpr int kReturnFixes = 2;
constexpr double kWindowBehindMetres = 60;
constexpr double kWindowAheadMetres = 150;

std::vector<GeoPoint> lineThrough(const std::vector<GuideStop>& stops)
{
    std::vector<GeoPoint> line;
    for (const GuideStop& stop : stops)
        line.push_back(stop.position);
    return line;
}

bool reachable(const PositionFix& from, const PositionFix& to)
{
    const double seconds = static_cast<double>(to.timeMs - from.timeMs) / 1000.0;
    const double reach = kWalkerSpeed * seconds + from.accuracyMetres + to.accuracyMetres;
    return distanceMetres(from.position, to.position) <= reach;
}

// "key=" then a whole number; false if anything is out of place.
template <class Number> bool take(std::string_view& text, std::string_view key, Number& value)
{
    if (!text.starts_with(key))
        return false;
    text.remove_prefix(key.size());
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc())
        return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return true;
}

} // namespace

RouteGuide::RouteGuide(std::vector<GuideStop> stops, std::vector<GeoPoint> path) : m_stops(std::move(stops))
{
    if (m_stops.empty() || m_stops.size() > kMaxStops || path.size() > kMaxVertices)
        throw std::invalid_argument("RouteGuide: number of stops or vertices out of range");
    for (GuideStop& stop : m_stops) {
        if (!isValid(stop.position))
            throw std::invalid_argument("RouteGuide: stop is not a point on the Earth");
        stop.triggerMetres =
            std::isfinite(stop.triggerMetres) ? std::clamp(stop.triggerMetres, 10.0, 200.0) : 30.0;
    }
    m_line = Polyline(path.size() < 2 ? lineThrough(m_stops) : std::move(path));

    // Each stop lies behind the one before it, even where the line comes by twice.
    double from = 0;
    for (const GuideStop& stop : m_stops) {
        from = m_line.project(stop.position, from, m_line.lengthMetres()).alongMetres;
        m_stopAlong.push_back(from);
    }
    m_state.arrived.assign(m_stops.size(), false);
}

std::vector<GuideEvent> RouteGuide::update(const PositionFix& given)
{
    std::vector<GuideEvent> events;
    if (m_state.paused || m_state.finished)
        return events;
    PositionFix fix = given;
    if (!(fix.accuracyMetres > 0))
        fix.accuracyMetres = kUnknownAccuracyMetres;
    if (!isValid(fix.position) || fix.accuracyMetres > kUsableMetres || !plausible(fix))
        return events;

    m_last = fix;
    measure(fix);
    if (hasArrived(fix)) {
        if (std::exchange(m_state.offRoute, false))
            events.push_back({GuideEvent::Kind::BackOnRoute, m_state.currentStop});
        m_state.arrived[m_state.currentStop] = true;
        events.push_back({GuideEvent::Kind::Arrived, m_state.currentStop});
        advance(events);
    } else if (watchLine(fix.accuracyMetres, fix.timeMs)) {
        events.push_back({m_state.offRoute ? GuideEvent::Kind::OffRoute : GuideEvent::Kind::BackOnRoute,
                          m_state.currentStop});
        remember();
    }
    return events;
}

bool RouteGuide::plausible(const PositionFix& fix)
{
    if (!m_last)
        return true;
    if (fix.timeMs <= m_last->timeMs)
        return false; // repeated or out of order
    if (reachable(*m_last, fix)) {
        m_doubts = 0;
        return true;
    }
    const bool agrees = m_doubtful && fix.timeMs > m_doubtful->timeMs && reachable(*m_doubtful, fix);
    m_doubts = agrees ? m_doubts + 1 : 1;
    m_doubtful = fix;
    if (m_doubts < kAgreeingDoubts)
        return false;
    m_doubts = 0;
    m_hits = 0;
    return true;
}

// Where on the leg to the current stop one is. A leg may pass a corner twice,
// so the neighbourhood of the last known place is tried first.
void RouteGuide::measure(const PositionFix& fix)
{
    const std::size_t current = m_state.currentStop;
    const double legStart = current == 0 ? 0 : m_stopAlong[current - 1];
    const double legEnd = m_stopAlong[current];
    const double low = std::max(legStart, m_state.alongMetres - kWindowBehindMetres);
    const double high = std::min(legEnd, m_state.alongMetres + kWindowAheadMetres);
    Projection here = m_line.project(fix.position, low, high);
    if (here.offsetMetres > kReturnMetres + fix.accuracyMetres) {
        const Projection anywhere = m_line.project(fix.position, legStart, legEnd);
        if (anywhere.offsetMetres < here.offsetMetres)
            here = anywhere;
    }
    m_state.alongMetres = here.alongMetres;
    m_offset = here.offsetMetres;
    m_straight = distanceMetres(fix.position, m_stops[current].position);
    remember();
}

void RouteGuide::remember()
{
    const std::size_t current = m_state.currentStop;
    const double back = m_state.offRoute ? m_offset : 0;
    // Never less than the crow's way: before the start the line says nothing.
    m_state.metresToNext = std::max(m_stopAlong[current] - m_state.alongMetres + back, m_straight);
    m_state.metresLeft = m_state.metresToNext + m_stopAlong.back() - m_stopAlong[current];
}

bool RouteGuide::hasArrived(const PositionFix& fix)
{
    const double trigger = m_stops[m_state.currentStop].triggerMetres;
    if (fix.accuracyMetres > kArrivalMetres)
        return false;
    if (m_straight > trigger) {
        m_hits = 0;
        return false;
    }
    ++m_hits;
    return m_hits >= kArrivalFixes || m_straight + fix.accuracyMetres <= trigger;
}

// True when one has just left the line or come back to it. On the way to the
// first stop there is no line to leave.
bool RouteGuide::watchLine(double accuracy, std::int64_t timeMs)
{
    if (m_state.currentStop == 0)
        return false;
    const bool counts = m_state.offRoute ? m_offset < kReturnMetres : m_offset > kAstrayMetres + accuracy;
    if (!counts) {
        m_astray = 0;
        return false;
    }
    if (m_astray++ == 0)
        m_astraySince = timeMs;
    if (m_state.offRoute ? m_astray < kReturnFixes
                         : m_astray < kAstrayFixes || timeMs - m_astraySince < kAstrayMs)
        return false;
    m_state.offRoute = !m_state.offRoute;
    m_astray = 0;
    return true;
}

void RouteGuide::advance(std::vector<GuideEvent>& events)
{
    m_state.alongMetres = m_stopAlong[m_state.currentStop];
    ++m_state.currentStop;
    m_hits = 0;
    m_astray = 0;
    m_state.offRoute = false;
    if (m_state.currentStop == m_stops.size()) {
        m_state.finished = true;
        m_state.metresToNext = 0;
        m_state.metresLeft = 0;
        events.push_back({GuideEvent::Kind::Finished, m_stops.size() - 1});
    } else if (m_last) {
        measure(*m_last);
    }
}

std::vector<GuideEvent> RouteGuide::skip()
{
    std::vector<GuideEvent> events;
    if (!m_state.finished)
        advance(events);
    return events;
}

void RouteGuide::pause()
{
    m_state.paused = !m_state.finished;
}

void RouteGuide::resume()
{
    if (!std::exchange(m_state.paused, false))
        return;
    // While paused one may have gone anywhere.
    m_last.reset();
    m_doubtful.reset();
    m_doubts = m_hits = m_astray = 0;
}

std::uint64_t RouteGuide::fingerprint() const
{
    std::uint64_t hash = 1469598103934665603u; // FNV-1a
    const auto mix = [&](std::uint64_t value) {
        for (int shift = 0; shift < 64; shift += 8)
            hash = (hash ^ ((value >> shift) & 0xFF)) * 1099511628211u;
    };
    mix(m_stops.size());
    for (std::size_t i = 0; i < m_stops.size(); ++i) {
        for (const char c : m_stops[i].id)
            mix(static_cast<unsigned char>(c));
        mix(static_cast<std::uint64_t>(std::llround(m_stopAlong[i])));
    }
    return hash;
}

std::string RouteGuide::save() const
{
    std::string arrived;
    for (const bool a : m_state.arrived)
        arrived.push_back(a ? '1' : '0');
    return "guide1 route=" + std::to_string(fingerprint()) + " stop=" + std::to_string(m_state.currentStop) +
           " along=" + std::to_string(std::llround(m_state.alongMetres)) +
           " off=" + (m_state.offRoute ? "1" : "0") + " paused=" + (m_state.paused ? "1" : "0") +
           " arrived=" + arrived;
}

bool RouteGuide::restore(std::string_view saved)
{
    std::uint64_t route = 0;
    std::size_t stop = 0;
    std::int64_t along = 0;
    int off = 0;
    int paused = 0;
    if (!take(saved, "guide1 route=", route) || !take(saved, " stop=", stop) ||
        !take(saved, " along=", along) || !take(saved, " off=", off) || !take(saved, " paused=", paused) ||
        !saved.starts_with(" arrived="))
        return false;
    saved.remove_prefix(9);
    const bool finished = stop == m_stops.size();
    const bool whole = route == fingerprint() && stop <= m_stops.size() && saved.size() == m_stops.size() &&
                       saved.find_first_not_of("01") == std::string_view::npos && (off == 0 || off == 1) &&
                       (paused == 0 || paused == 1) && !(finished && (off || paused)) && !(stop == 0 && off);
    if (!whole || along < 0 || static_cast<double>(along) > m_line.lengthMetres() + 1)
        return false;
    // Nobody has arrived at a stop that is still ahead.
    if (saved.find('1', stop) != std::string_view::npos)
        return false;

    GuideState state;
    state.currentStop = stop;
    state.alongMetres = std::min(static_cast<double>(along), m_line.lengthMetres());
    state.offRoute = off == 1;
    state.paused = paused == 1;
    state.finished = finished;
    for (const char c : saved)
        state.arrived.push_back(c == '1');
    if (finished)
        state.metresToNext = state.metresLeft = 0;
    m_state = std::move(state);
    m_last.reset();
    m_doubtful.reset();
    m_doubts = m_hits = m_astray = 0;
    return true;
}

} // namespace qoloner
