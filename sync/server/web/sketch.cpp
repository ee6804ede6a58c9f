// SPDX-License-Identifier: Apache-2.0
#include "sync/server/web/drawing.h"

#include <algorithm>
#include <cmath>

namespace qoloner::web {

namespace {

constexpr double width = 640;
constexpr double margin = 44;
constexpr double leastHeight = 240, mostHeight = 560;
constexpr double metresPerDegree = 111'195;
constexpr double radiansPerDegree = 0.017453292519943295;

struct Spot {
    double x = 0, y = 0;
};

/// A piece of the Earth, flat, north up, on a sheet as high as it needs.
class Sheet {
public:
    explicit Sheet(const std::vector<GeoPoint>& points)
    {
        m_north = m_south = points.front().lat;
        m_west = m_east = points.front().lon;
        for (const GeoPoint& point : points) {
            m_north = std::max(m_north, point.lat);
            m_south = std::min(m_south, point.lat);
            m_west = std::min(m_west, point.lon);
            m_east = std::max(m_east, point.lon);
        }
        m_narrowing = std::cos((m_north + m_south) / 2 * radiansPerDegree);
        const double across = std::max((m_east - m_west) * m_narrowing * metresPerDegree, 1.0);
        const double along = std::max((m_north - m_south) * metresPerDegree, 1.0);
        m_scale = std::min((width - 2 * margin) / across, (mostHeight - 2 * margin) / along);
        m_height = std::clamp(along * m_scale + 2 * margin, leastHeight, mostHeight);
        m_left = (width - across * m_scale) / 2;
        m_top = (m_height - along * m_scale) / 2;
    }
    Spot at(const GeoPoint& point) const
    {
        return {m_left + (point.lon - m_west) * m_narrowing * metresPerDegree * m_scale,
                m_top + (m_north - point.lat) * metresPerDegree * m_scale};
    }
    double height() const { return m_height; }
    double pixelsPerMetre() const { return m_scale; }

private:
    double m_north, m_south, m_west, m_east;
    double m_narrowing = 1, m_scale = 1, m_height = leastHeight, m_left = 0, m_top = 0;
};

/// The longest of 50, 100, 200, 500 m, ... that takes no more than a third of the sheet.
std::int64_t rulerMetres(double pixelsPerMetre)
{
    std::int64_t best = 50;
    for (std::int64_t ten = 10; ten <= 100'000; ten *= 10)
        for (const std::int64_t step : {1, 2, 5})
            if (double(ten * step) * pixelsPerMetre <= width / 3)
                best = std::max(best, ten * step);
    return best;
}

void polyline(Html& out, const Sheet& sheet, const std::vector<GeoPoint>& line, Raw style)
{
    out << "<polyline class=\""_h << style << "\" points=\""_h;
    for (const GeoPoint& point : line) {
        const Spot dot = sheet.at(point);
        out.number(dot.x) << ","_h;
        out.number(dot.y) << " "_h;
    }
    out << "\"/>"_h;
}

void ruler(Html& out, const View& view, const Sheet& sheet)
{
    const std::int64_t metres = rulerMetres(sheet.pixelsPerMetre());
    const double y = sheet.height() - 18;
    out << "<path class=\"ruler\" d=\"M20 "_h;
    out.number(y - 5) << "v5h"_h;
    out.number(double(metres) * sheet.pixelsPerMetre()) << "v-5\"/><text class=\"small\" x=\"20\" y=\""_h;
    out.number(y - 11) << "\">"_h << distanceText(metres, view.lang)
                       << "</text><path class=\"ruler\" d=\"M614 46V18l-6 9m6-9 6 9\"/>"
                          "<text class=\"small mid\" x=\"614\" y=\"64\">"_h
                       << view.words().north << "</text>"_h;
}

/// Numbers that would cover each other are moved apart, so that each can be read.
void spread(std::vector<Spot>& dots, double height, double apart)
{
    const double edge = apart / 2 + 3;
    for (int round = 0; round < 30; ++round)
        for (std::size_t i = 0; i < dots.size(); ++i)
            for (std::size_t k = i + 1; k < dots.size(); ++k) {
                const double dx = dots[k].x - dots[i].x;
                const double dy = dots[k].y - dots[i].y;
                const double distance = std::hypot(dx, dy);
                if (distance >= apart)
                    continue;
                const double push = (apart - distance) / 2;
                const double ux = distance > 0.5 ? dx / distance : 1;
                const double uy = distance > 0.5 ? dy / distance : 0;
                dots[i] = {dots[i].x - ux * push, dots[i].y - uy * push};
                dots[k] = {dots[k].x + ux * push, dots[k].y + uy * push};
            }
    for (Spot& dot : dots)
        dot = {std::clamp(dot.x, edge, width - edge), std::clamp(dot.y, edge, height - edge)};
}

} // namespace

Html sketch(const View& view, const PublicRow& route, bool small)
{
    Html out;
    const auto line = lineOf(view, route);
    if (line.size() < 2)
        return out;
    std::vector<GeoPoint> all = line;
    std::vector<GeoPoint> places;
    std::vector<std::int64_t> numbers;
    for (const PublicRow& stop : view.city.stopsOf(route.id()))
        if (const auto place = placeOf(view, stop))
            if (const auto at = positionOf(*place)) {
                places.push_back(at->point);
                numbers.push_back(stop.number("ord").value_or(0));
            }
    all.insert(all.end(), places.begin(), places.end());
    const Sheet sheet(all);
    out << "<svg class=\"sketch\" viewBox=\"0 0 640 "_h;
    out.number(sheet.height()) << "\" role=\"img\" aria-label=\""_h << view.words().sketch << "\">"_h;
    polyline(out, sheet, line, "casing"_h);
    polyline(out, sheet, line, "way"_h);
    if (!small)
        ruler(out, view, sheet);
    std::vector<Spot> dots;
    dots.reserve(places.size());
    for (const GeoPoint& place : places)
        dots.push_back(sheet.at(place));
    const double radius = small ? 23 : 15;
    spread(dots, sheet.height(), 2 * radius);
    for (std::size_t i = 0; i < dots.size(); ++i) {
        out << "<circle class=\"stop\" r=\""_h;
        out.number(radius) << "\" cx=\""_h;
        out.number(dots[i].x) << "\" cy=\""_h;
        out.number(dots[i].y) << "\"/><text class=\"num mid\" x=\""_h;
        out.number(dots[i].x) << "\" y=\""_h;
        out.number(dots[i].y + (small ? 8.5 : 5.5)) << "\">"_h << std::to_string(numbers[i]) << "</text>"_h;
    }
    out << "</svg>"_h;
    return out;
}

} // namespace qoloner::web
