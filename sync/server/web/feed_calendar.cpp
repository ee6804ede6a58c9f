// SPDX-License-Identifier: Apache-2.0
#include "sync/server/web/escape.h"
#include "sync/server/web/feeds.h"
#include "sync/server/web/when.h"

namespace qoloner::web {

namespace {

class Calendar {
public:
    explicit Calendar(const View& view) : m_view(view) {}

    void begin()
    {
        const auto city = m_view.city.row("city", m_view.city.city());
        const Said name = city ? nameOf(m_view, *city) : Said{};
        line("BEGIN:VCALENDAR");
        line("VERSION:2.0");
        line("PRODID:-//Qoloner//Events//" + std::string(codeOf(m_view.lang)));
        line("CALSCALE:GREGORIAN");
        line("X-WR-CALNAME:" + icsText(name.text + ": " + std::string(m_view.words().events)));
        line("X-WR-TIMEZONE:" + std::string(cityZone));
        line("REFRESH-INTERVAL;VALUE=DURATION:P1D");
        line("X-PUBLISHED-TTL:P1D");
    }

    void add(const PublicRow& event)
    {
        const auto time = calendarTimeOf(event, m_view.nowMs);
        if (!time)
            return;
        line("BEGIN:VEVENT");
        line("UID:event-" + event.id() + "@" + m_view.city.city() + ".qoloner");
        line("DTSTAMP:" + icsUtc(std::int64_t(event.changedMs())));
        line("LAST-MODIFIED:" + icsUtc(std::int64_t(event.changedMs())));
        addTime(*time);
        said("SUMMARY", nameOf(m_view, event));
        addDescription(event);
        addPlace(event);
        if (const auto kind = nameOfChoice("kind", event.text("kind"), m_view.lang); !kind.empty())
            line("CATEGORIES:" + icsText(kind));
        line(event.text("confidence") == "high" ? "STATUS:CONFIRMED" : "STATUS:TENTATIVE");
        line("TRANSP:TRANSPARENT");
        if (!m_view.origin.empty())
            line("URL:" + m_view.urlOf(Kind::Event, event.id()));
        line("END:VEVENT");
    }

    std::string end()
    {
        line("END:VCALENDAR");
        return std::move(m_out);
    }

private:
    void line(std::string_view text) { m_out += icsLine(text); }
    void said(std::string_view property, const Said& value)
    {
        if (!value.empty())
            line(std::string(property) + ";LANGUAGE=" + std::string(codeOf(value.lang)) + ":" +
                 icsText(value.text));
    }

    /// Whole days are days of the event's own calendar, wherever they are read. Hours are given in UTC,
    /// which needs no table of a zone's changes and is the same moment everywhere.
    void addTime(const CalendarTime& time)
    {
        if (time.wholeDays) {
            line("DTSTART;VALUE=DATE:" + icsDate(time.first));
            line("DTEND;VALUE=DATE:" + icsDate(time.after));
        } else {
            line("DTSTART:" + icsUtc(time.fromMs));
            if (time.toMs > 0)
                line("DTEND:" + icsUtc(time.toMs));
        }
        if (time.recurrence)
            line("RRULE:" + *time.recurrence);
    }

    void addDescription(const PublicRow& event)
    {
        Said story = event.said("story", m_view.lang);
        const auto append = [&](std::string_view text) {
            if (!text.empty())
                story.text.append(story.text.empty() ? "" : "\n").append(text);
        };
        append(remarkOn(m_view, story));
        if (event.text("confidence") != "high")
            append(std::string(m_view.words().notConfirmed) + ". " +
                   std::string(m_view.words().askOrganiser));
        said("DESCRIPTION", story);
    }

    void addPlace(const PublicRow& event)
    {
        const auto place = placeOf(m_view, event);
        if (!place)
            return;
        Said name = nameOf(m_view, *place);
        const auto position = positionOf(*place);
        if (position && position->blurMetres > 0) {
            said("LOCATION", name);
            return;
        }
        if (const Said address = place->said("address", m_view.lang); !address.empty())
            name.text.append(name.empty() ? "" : ", ").append(address.text);
        said("LOCATION", name);
        if (position)
            line("GEO:" + degreesText(position->point.lat) + ";" + degreesText(position->point.lon));
    }

    const View& m_view;
    std::string m_out;
};

} // namespace

std::string calendarOf(const View& view, const std::vector<PublicRow>& events)
{
    Calendar calendar(view);
    calendar.begin();
    for (const PublicRow& event : events)
        calendar.add(event);
    return calendar.end();
}

} // namespace qoloner::web
