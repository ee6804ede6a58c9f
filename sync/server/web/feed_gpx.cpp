// SPDX-License-Identifier: Apache-2.0
#include "sync/server/web/escape.h"
#include "sync/server/web/feeds.h"
#include "sync/server/web/when.h"

#include <algorithm>

namespace qoloner::web {

namespace {

/// Writes elements in the order in which the schema of GPX 1.1 wants them.
class Gpx {
public:
    explicit Gpx(const View& view) : m_view(view) {}

    void begin(const std::vector<PublicRow>& routes)
    {
        m_out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                "<gpx version=\"1.1\" creator=\"Qolöner\" xmlns=\"http://www.topografix.com/GPX/1/1\" "
                "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
                "xsi:schemaLocation=\"http://www.topografix.com/GPX/1/1 "
                "http://www.topografix.com/GPX/1/1/gpx.xsd\">\n<metadata>";
        if (routes.size() == 1)
            element("name", nameOf(m_view, routes.front()).text);
        else
            element("name", m_view.words().walks);
        m_out += "<copyright author=\"" + markup(attribution) +
                 "\"><license>https://opendatacommons.org/licenses/odbl/1-0/</license></copyright>";
        if (!m_view.origin.empty())
            link(routes.size() == 1
                     ? m_view.urlOf(Kind::Route, routes.front().id())
                     : m_view.absolute(
                           pathOf({Address::What::List, m_view.lang, Kind::Route, {}, Format::Page})));
        std::uint64_t changed = 0;
        for (const PublicRow& route : routes)
            changed = std::max(changed, route.changedMs());
        element("time", isoUtc(std::int64_t(changed)));
        element("keywords", codeOf(m_view.lang));
        m_out += "</metadata>\n";
    }
    /// The schema wants all waypoints, then all routes, then all tracks.
    void waypoints(const PublicRow& route)
    {
        for (const PublicRow& stop : m_view.city.stopsOf(route.id()))
            point("wpt", stop);
    }
    void path(const PublicRow& route)
    {
        m_out += "<rte>";
        describe(route);
        for (const PublicRow& stop : m_view.city.stopsOf(route.id()))
            point("rtept", stop);
        m_out += "</rte>\n";
    }
    void track(const PublicRow& route)
    {
        const auto line = lineOf(m_view, route);
        if (line.empty())
            return;
        m_out += "<trk>";
        describe(route);
        m_out += "<trkseg>\n";
        for (const GeoPoint& point : line)
            m_out += "<trkpt" + position(point) + "/>\n";
        m_out += "</trkseg></trk>\n";
    }
    std::string end() { return m_out += "</gpx>\n"; }

private:
    void element(std::string_view name, std::string_view text)
    {
        if (!text.empty())
            m_out.append("<")
                .append(name)
                .append(">")
                .append(markup(text))
                .append("</")
                .append(name)
                .append(">");
    }
    void link(const std::string& url) { m_out += "<link href=\"" + markup(url) + "\"/>"; }
    static std::string position(const GeoPoint& point)
    {
        return " lat=\"" + degreesText(point.lat) + "\" lon=\"" + degreesText(point.lon) + "\"";
    }
    void describe(const PublicRow& route)
    {
        const Said name = nameOf(m_view, route);
        const Said story = route.said("story", m_view.lang);
        element("name", name.text);
        element("cmt", remarkOn(m_view, story));
        element("desc", story.text);
        if (!m_view.origin.empty())
            link(m_view.urlOf(Kind::Route, route.id()));
    }
    void point(std::string_view tag, const PublicRow& stop)
    {
        const auto place = placeOf(m_view, stop);
        const auto at = place ? positionOf(*place) : std::nullopt;
        if (!at)
            return;
        const Said story = stop.said("story", m_view.lang);
        m_out.append("<").append(tag).append(position(at->point)).append(">");
        element("name", std::to_string(stop.number("ord").value_or(0)) + ". " + nameOf(m_view, *place).text);
        element("cmt", remarkOn(m_view, story));
        element("desc", story.text);
        if (!m_view.origin.empty())
            link(m_view.urlOf(Kind::Place, place->id()));
        m_out.append("</").append(tag).append(">\n");
    }

    const View& m_view;
    std::string m_out;
};

} // namespace

std::string gpxOf(const View& view, const std::vector<PublicRow>& routes)
{
    Gpx gpx(view);
    gpx.begin(routes);
    for (const PublicRow& route : routes)
        gpx.waypoints(route);
    for (const PublicRow& route : routes)
        gpx.path(route);
    for (const PublicRow& route : routes)
        gpx.track(route);
    return gpx.end();
}

} // namespace qoloner::web
