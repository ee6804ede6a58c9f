// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/geo/distance.h"
#include "core/geo/polyline.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qoloner {

/// A stop of a walk.
struct GuideStop {
    std::string id;
    std::string name;
    GeoPoint position;
    double triggerMetres = 30; ///< closer than this one has arrived; held to 10..200
};

/// What the device says about where it is.
struct PositionFix {
    GeoPoint position;
    double accuracyMetres = 0; ///< radius the device vouches for; not positive: unknown, taken as 20
    std::int64_t timeMs = 0;   ///< of the fix, any epoch; must grow
    std::optional<double> speed = std::nullopt; ///< metres a second, if measured
};

/// Where the walker stands. Metres are NaN until the first usable fix.
struct GuideState {
    std::size_t currentStop = 0; ///< the stop one is heading for; number of stops when finished
    double metresToNext = std::numeric_limits<double>::quiet_NaN(); ///< along the way
    double metresLeft = std::numeric_limits<double>::quiet_NaN();   ///< to the last stop
    double alongMetres = 0;                                         ///< progress from the start of the line
    std::vector<bool> arrived;                                      ///< a stop each; false for skipped ones
    bool offRoute = false;
    bool paused = false;
    bool finished = false;
};

struct GuideEvent {
    enum class Kind { Arrived, OffRoute, BackOnRoute, Finished };
    Kind kind = Kind::Arrived;
    std::size_t stop = 0; ///< the stop arrived at, or headed for
    bool operator==(const GuideEvent&) const = default;
};

/// Follows a walk stop by stop from position fixes.
///
/// Pure: no clock, no I/O; the same fixes give the same events. Stops are
/// reached in their order only, so that a walk may cross itself or end where
/// it began; `skip` passes one over. A fix that nobody on foot can have
/// reached is ignored until several in a row agree with it.
class RouteGuide {
public:
    static constexpr std::size_t kMaxStops = 200;
    static constexpr std::size_t kMaxVertices = 20'000;

    /// `path` is the line to walk, first to last stop; with less than two
    /// vertices the stops are joined by straight lines. Throws
    /// std::invalid_argument for no stops, too many, or invalid points.
    RouteGuide(std::vector<GuideStop> stops, std::vector<GeoPoint> path);

    const GuideState& state() const { return m_state; }
    const std::vector<GuideStop>& stops() const { return m_stops; }
    const Polyline& line() const { return m_line; }
    /// Metres from the first stop to stop `i` along the line.
    double stopAlongMetres(std::size_t i) const { return m_stopAlong.at(i); }

    /// Takes a fix; what it changed, in order. Paused or finished: nothing.
    std::vector<GuideEvent> update(const PositionFix& fix);
    /// Goes on to the next stop without having been at this one.
    std::vector<GuideEvent> skip();
    void pause();
    void resume();

    /// The progress as a short text, for keeping across a kill.
    std::string save() const;
    /// Takes up saved progress. False, and nothing changed, if the text is
    /// damaged or belongs to another route or another edition of this one.
    bool restore(std::string_view saved);

private:
    bool plausible(const PositionFix& fix);
    void measure(const PositionFix& fix);
    void remember();
    bool watchLine(double accuracy, std::int64_t timeMs);
    bool hasArrived(const PositionFix& fix);
    void advance(std::vector<GuideEvent>& events);
    std::uint64_t fingerprint() const;

    std::vector<GuideStop> m_stops;
    Polyline m_line;
    std::vector<double> m_stopAlong;
    GuideState m_state;

    std::optional<PositionFix> m_last;     // newest accepted
    std::optional<PositionFix> m_doubtful; // newest rejected
    int m_doubts = 0;                      // rejected in a row that agree with each other
    int m_hits = 0;                        // fixes in a row inside the trigger
    int m_astray = 0;                      // fixes in a row off (or, while off, back on) the line
    std::int64_t m_astraySince = 0;
    double m_offset = 0;   // metres from the line
    double m_straight = 0; // metres to the current stop as the crow flies
};

} // namespace qoloner
