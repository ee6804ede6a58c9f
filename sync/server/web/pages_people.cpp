// SPDX-License-Identifier: Apache-2.0
#include "core/domain/page_link.h"
#include "sync/server/web/feeds.h"
#include "sync/server/web/item_pages.h"

namespace qoloner::web {

namespace {

std::string priceText(const View& view, const PublicRow& work)
{
    const Words& words = view.words();
    const std::string kind = work.text("price_kind");
    const auto minor = work.number("price_minor");
    std::string sum = minor ? moneyText(*minor, work.text("currency"), view.lang) : std::string();
    if (kind == "on_request")
        return std::string(words.onRequest);
    if (kind == "free")
        return std::string(words.free);
    if (kind == "donation")
        return std::string(words.donation);
    if (sum.empty() || kind == "fixed")
        return sum;
    return kind == "from" ? filled(words.from, sum) : kind == "range" ? filled(words.around, sum) : sum;
}

Html namesOf(const View& view, const std::vector<Said>& names)
{
    Html out;
    for (const Said& name : names) {
        if (!out.empty())
            out << ", "_h;
        out << spoken(view, name);
    }
    return out;
}

void works(Html& out, const View& view, const std::string& artisan, const std::string& but,
           std::string_view title)
{
    Html tiles;
    for (const PublicRow& work : view.city.rowsOf("work", "artisan", artisan))
        if (work.id() != but)
            tiles << workTile(view, work);
    if (!tiles.empty())
        out << "<section><h2>"_h << title << "</h2><ul class=\"cards\">"_h << tiles << "</ul></section>"_h;
}

Html masterFacts(const View& view, const PublicRow& master)
{
    const Words& words = view.words();
    Html facts;
    fact(facts, words.visits, nameOfChoice("visit_mode", master.text("visit_mode"), view.lang));
    fact(facts, words.hours, hoursFact(view, master.text("opening_hours")));
    std::string takes;
    if (master.flag("takes_orders"))
        takes = words.orders;
    if (master.flag("takes_apprentices"))
        takes.append(takes.empty() ? "" : ", ").append(words.apprentices);
    fact(facts, words.takes, takes);
    fact(facts, words.level, nameOfChoice("level", master.text("level"), view.lang));
    if (const auto since = master.number("since_year"))
        fact(facts, words.since, std::to_string(*since));
    fact(facts, words.learned, nameOfChoice("learned_how", master.text("learned_how"), view.lang));
    auto crafts = craftsOf(view, master, "crafts", master.text("craft"));
    if (!crafts.empty()) {
        if (Said main = craftOf(view, master); !main.empty())
            crafts.insert(crafts.begin(), std::move(main));
        fact(facts, words.crafts, namesOf(view, crafts));
    }
    if (const auto at = positionOf(master)) {
        Html where;
        where << whereabouts(view, master);
        if (at->blurMetres > 0)
            where << "<span class=\"remark\">"_h
                  << filled(words.homeArea, distanceText(at->blurMetres, view.lang)) << "</span>"_h;
        else
            where << mapLink(view, at->point);
        fact(facts, words.where, where);
    } else {
        fact(facts, words.where, whereabouts(view, master));
    }
    return facts;
}

} // namespace

Page masterPage(const View& view, const PublicRow& master)
{
    const Words& words = view.words();
    Page page = beginItem(view, Kind::Master, master);
    page.type = "profile";
    page.inIndex = !master.flag("is_demo");
    Html lead;
    if (const Said craft = craftOf(view, master); !craft.empty())
        lead << spoken(view, craft);
    const std::string where = whereabouts(view, master);
    if (!lead.empty() && !where.empty())
        lead << " · "_h;
    lead << where;
    Html kicker;
    kicker << "<span>"_h << words.master << "</span>"_h;
    const std::string status = master.text("working_status");
    if (!status.empty() && status != "active" && status != "unknown")
        kicker << "<span class=\"tag quiet\">"_h << nameOfChoice("working_status", status, view.lang)
               << "</span>"_h;
    page.main = hero(view, master, kicker, lead, master.flag("is_demo") ? words.sampleMaster : "");
    Html rest;
    works(rest, view, master.id(), {}, words.works);
    columns(page, view, story(view, master.said("story", view.lang)), masterFacts(view, master), rest);
    return page;
}

Page workPage(const View& view, const PublicRow& work)
{
    const Words& words = view.words();
    Page page = beginItem(view, Kind::Work, work);
    if (page.title.empty())
        page.title = {std::string(words.noName), view.lang};
    page.type = "article";
    const auto maker = view.city.row(Kind::Master, work.text("artisan"));
    const bool sample = maker && maker->flag("is_demo");
    page.inIndex = !sample;
    Html lead;
    if (maker)
        lead << "<a href=\""_h << pathOf(view.lang, Kind::Master, maker->id()) << "\">"_h
             << spoken(view, nameOf(view, *maker)) << "</a>"_h;
    Html kicker;
    const Said craft = craftOf(view, work.text("craft").empty() && maker ? *maker : work);
    kicker << "<span>"_h << words.work;
    if (!craft.empty())
        kicker << " · "_h << spoken(view, craft);
    kicker << "</span>"_h;
    page.main = hero(view, work, kicker, lead, sample ? words.sampleWork : "");

    Html facts;
    fact(facts, words.availability, nameOfChoice("state", work.text("state"), view.lang));
    const auto asOf = work.number("price_as_of");
    fact(facts,
         asOf ? filled(words.priceOn, dateText(localTime(*asOf, cityZone).day, view.lang))
              : std::string(words.price),
         priceText(view, work));
    fact(facts, words.materials, work.text("materials"));
    if (const auto year = work.number("year"))
        fact(facts, words.year, std::to_string(*year));
    Html rest;
    if (maker)
        works(rest, view, maker->id(), work.id(), words.moreByMaster);
    columns(page, view, story(view, work.said("story", view.lang)), facts, rest);
    return page;
}

} // namespace qoloner::web
