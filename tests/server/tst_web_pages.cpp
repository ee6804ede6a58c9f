// SPDX-License-Identifier: Apache-2.0
// The pages of a served city: what they show, what they never show, and in which words.
#include "core/domain/page_link.h"
#include "tests/server/web_site.h"
#include <QRegularExpression>
#include <QtTest>
#include <set>

using namespace qoloner;
using namespace qoloner::test;

namespace {

const char* const browser = "Accept: text/html,*/*;q=0.8\r\n";

/// Addresses of this city that a page leads to.
std::set<QString> linksOf(const QString& page)
{
    std::set<QString> links;
    static const QRegularExpression link("href=\"(?:http://city)?(/[^\"#]*)");
    for (auto it = link.globalMatch(page); it.hasNext();)
        links.insert(it.next().captured(1).replace("&amp;", "&"));
    return links;
}

QString pageOf(Site& site, const QString& path)
{
    return QString::fromUtf8(site.body(path));
}

/// Everything that anybody can get of a master, in all forms.
QByteArray everythingOf(Site& site, const QString& id)
{
    QByteArray all;
    for (const char* lang : {"kk", "ru", "en"}) {
        for (const char* feed : {"masters.geojson", "masters.jsonld", "works.jsonld", "masters", "works", ""})
            all += site.body(QString("/%1/%2").arg(lang, feed));
        for (const char* form : {"", ".jsonld", ".geojson"})
            all += QByteArray::fromStdString(site.get(QString("/%1/masters/%2%3").arg(lang, id, form)).body);
    }
    return all + site.body("/sitemap.xml");
}

} // namespace

class WebPagesTest : public QObject {
    Q_OBJECT

private slots:
    void everyLinkLeadsSomewhere()
    {
        Site site;
        std::set<QString> seen, open = {"/kk/", "/ru/", "/en/"};
        while (!open.empty()) {
            const QString path = *open.begin();
            open.erase(open.begin());
            seen.insert(path);
            const HttpAnswer answer = site.get(path, browser);
            if (answer.status == 302) // the address without a language
                continue;
            QVERIFY2(answer.status == 200, qPrintable(path + " is " + QString::number(answer.status)));
            QVERIFY(answer.body.size() < 200'000);
            if (!answer.says("content-type: text/html"))
                continue;
            for (const QString& link : linksOf(QString::fromStdString(answer.body)))
                if (!seen.contains(link))
                    open.insert(link);
        }
        QVERIFY(seen.size() > 250); // three languages of some 70 things, and their feeds
        for (const char* path : {"/ru/masters/demo-aigul", "/en/routes/old-verny-thread-wood-string",
                                 "/kk/events/nauryz", "/en/places/ykhlas", "/kk/events/nauryz.ics"})
            QVERIFY2(seen.contains(path), path);
    }

    void aPageSaysWhatItIsInItsOwnLanguage()
    {
        Site site;
        const QString page = pageOf(site, "/ru/masters/demo-aigul");
        QVERIFY(page.startsWith("<!doctype html>\n<html lang=\"ru\">"));
        QVERIFY(page.contains("<h1>Образец: Айгуль С.</h1>"));
        QVERIFY(page.contains("<title>Образец: Айгуль С. – Qolöner · Алматы</title>"));
        QVERIFY(page.contains("<link rel=\"canonical\" href=\"http://city/ru/masters/demo-aigul\">"));
        for (const char* lang : {"kk", "ru", "en"})
            QVERIFY(page.contains(
                QString("hreflang=\"%1\" href=\"http://city/%1/masters/demo-aigul\"").arg(lang)));
        QVERIFY(page.contains("hreflang=\"x-default\" href=\"http://city/masters/demo-aigul\""));
        for (const char* property : {"og:title", "og:type", "og:url", "og:locale", "og:description"})
            QVERIFY2(page.contains(QString("<meta property=\"%1\" content=\"").arg(property)), property);
        QVERIFY(page.contains("По договорённости"));
        QVERIFY(page.contains("Образец записи: такого человека нет."));
        QVERIFY(page.contains("name=\"robots\" content=\"noindex\"")); // an invented person
        QVERIFY(page.contains("45\u00a0000\u00a0₸") == false);         // the price is on the work's page
        QVERIFY(page.contains("href=\"#content\"") && page.contains("<main id=\"content\""));
        QVERIFY(pageOf(site, "/kk/places/ykhlas").contains("<html lang=\"kk\">"));
        QVERIFY(!pageOf(site, "/kk/places/ykhlas").contains("noindex"));
    }

    void whatIsNotTranslatedSaysItsLanguage()
    {
        Site site;
        site.put("place", "old-forge",
                 {{"name_ru", std::string("Старая кузня")},
                  {"kind", std::string("workshop")},
                  {"story_ru", std::string("Здесь ковали.")}});
        const QString page = pageOf(site, "/en/places/old-forge");
        QVERIFY(page.contains("<h1><span lang=\"ru\">Старая кузня</span></h1>"));
        QVERIFY(page.contains("Written in Russian; no translation yet"));
        QVERIFY(page.contains("<p lang=\"ru\">Здесь ковали.</p>"));
        QVERIFY(!pageOf(site, "/ru/places/old-forge").contains("Написано по-русски"));
    }

    void theAddressOnALabelGoesToTheReadersLanguage()
    {
        Site site;
        const std::string label = pageUrl({"http://city", "work", "demo-aigul.quilt"});
        QCOMPARE(label, std::string("http://city/works/demo-aigul.quilt"));
        const HttpAnswer answer = site.get("/places/ykhlas", "Accept-Language: de, en;q=0.7, ru;q=0.5\r\n");
        QCOMPARE(answer.status, 302);
        QVERIFY(answer.says("location: /en/places/ykhlas"));
        QVERIFY(answer.says("vary: accept-language"));
        QVERIFY(site.get("/").says("location: /kk/"));
        QVERIFY(site.get("/places/ykhlas?lang=ru").says("location: /ru/places/ykhlas"));
        // A page offers the app by the link that the app understands.
        const QString page = pageOf(site, "/en/places/ykhlas");
        const QString app = QRegularExpression("href=\"(qoloner:[^\"]*)\"").match(page).captured(1);
        const auto link = parsePageLink(app.toStdString());
        QVERIFY(link && *link == (PageLink{"http://city", "place", "ykhlas"}));
    }

    void nothingRunsAndNothingComesFromElsewhere()
    {
        Site site;
        const HttpAnswer answer = site.get("/kk/");
        QVERIFY(answer.says("content-security-policy: default-src 'none'; style-src 'sha256-"));
        for (const char* line :
             {"frame-ancestors 'none'", "x-content-type-options: nosniff", "referrer-policy: no-referrer",
              "x-frame-options: deny", "cross-origin-opener-policy: same-origin",
              "permissions-policy: geolocation=()", "content-language: kk"})
            QVERIFY2(answer.says(line), line);
        QVERIFY(answer.body.find("<script>") == std::string::npos);
        QVERIFY(answer.body.find(" style=\"") == std::string::npos);
        QVERIFY(answer.body.find("src=\"http") == std::string::npos);
        // Whoever sends a strange host gets no address made of it.
        const HttpAnswer odd = site.get("/kk/", "X-Forwarded-Host: a\"><i\r\nHost: b\"><i\r\n");
        QVERIFY(odd.body.find("\"><i") == std::string::npos &&
                odd.body.find("&quot;&gt;&lt;i") == std::string::npos);
    }

    void hostileTextsStayTexts()
    {
        Site site;
        const std::string evil =
            "\"'><script>alert(1)</script><img src=x onerror=alert(2)>&lt;b&gt; {{7*7}} ";
        std::map<std::string, Value> master, work, place, event, route, stop;
        const auto fill = [&](std::map<std::string, Value>& values, const char* of) {
            for (const Field& field : entity(of).fields)
                if (field.type == FieldType::Text && field.merge != Merge::ServerOnly &&
                    field.group == Group::Public)
                    values[std::string(field.name)] = evil.substr(0, std::size_t(field.max));
        };
        fill(master, "artisan");
        site.master("evil", master);
        for (const auto& [of, id] :
             {std::pair("place", "evil-place"), {"event", "evil-event"}, {"route", "evil-route"}}) {
            std::map<std::string, Value> values;
            fill(values, of);
            if (std::string(of) != "route")
                values["kind"] = std::string(std::string(of) == "place" ? "museum" : "fair");
            if (std::string(of) == "event")
                values["place"] = std::string("evil-place");
            site.put(of, id, values);
        }
        fill(stop, "route_stop");
        stop["route"] = std::string("evil-route");
        stop["place"] = std::string("evil-place");
        stop["ord"] = std::int64_t(1);
        site.put("route_stop", "evil-stop", stop);
        fill(work, "work");
        work["artisan"] = std::string("evil");
        work["price_kind"] = std::string("fixed");
        work["price_minor"] = std::int64_t(1);
        site.approve("work", "evil-work", work, site.put("work", "evil-work", work));
        fill(place, "craft");

        for (const char* path : {"/kk/masters/evil", "/ru/places/evil-place", "/en/events/evil-event",
                                 "/kk/routes/evil-route", "/ru/works/evil-work", "/kk/", "/kk/masters",
                                 "/ru/places", "/en/events", "/kk/routes", "/ru/works"}) {
            const QByteArray page = site.body(path);
            QVERIFY2(page.contains("onerror"), path); // it is there, as text
            QVERIFY2(!page.contains("<script>") && !page.contains("<img src=x"), path);
            // Outside of tags and attributes of ours there is no markup: a strict parser agrees.
            QByteArray body =
                page.mid(page.indexOf("<main"), page.indexOf("</main>") + 7 - page.indexOf("<main"));
            body.replace("&nbsp;", " ");
            judged("xmllint", {"--noout", "-"}, body);
        }
        for (const char* path : {"/kk/routes/evil-route.gpx", "/sitemap.xml"})
            judged("xmllint", {"--noout", "-"}, site.body(path));
        for (const char* path : {"/kk/places.geojson", "/kk/masters.jsonld"})
            QVERIFY(QJsonDocument::fromJson(site.body(path)).isObject());
        QVERIFY(!site.body("/kk/events.ics").contains("\r\n<"));
    }

    void nothingPrivateOrProposedAppears()
    {
        Site site;
        const std::map<std::string, Value> values = {{"name_kk", std::string("Канарейка Шебер")},
                                                     {"story_kk", std::string("Ашық әңгіме")},
                                                     {"lat", std::int64_t(432'387'654)},
                                                     {"lon", std::int64_t(769'456'789)},
                                                     {"home_workshop", std::int64_t(1)},
                                                     {"birth_year", std::int64_t(1961)},
                                                     {"name_variants", std::string("canary-variant")},
                                                     {"field_note", std::string("canary-note")},
                                                     {"phone", std::string("+77010000001")},
                                                     {"address", std::string("canary-address")}};
        site.master("canary", values);
        site.write({OpKind::Patch,
                    entity("artisan").id,
                    "canary",
                    {{fieldId("artisan", "story_ru"), std::string("canary-proposed")}},
                    {}});
        site.master("unseen", {{"name_kk", std::string("canary-unpublished")}}, false);
        site.put("place", "canary-home",
                 {{"name_kk", std::string("Үй")},
                  {"kind", std::string("home_workshop")},
                  {"lat", std::int64_t(432'387'654)},
                  {"lon", std::int64_t(769'456'789)},
                  {"address_kk", std::string("canary-address")}});
        site.put("route", "canary-walk",
                 {{"title_kk", std::string("Үйге")},
                  {"path", std::string("43.2387654,76.9456789 43.2637,76.9549")}});
        site.put("route_stop", "canary-stop",
                 {{"route", std::string("canary-walk")},
                  {"place", std::string("canary-home")},
                  {"ord", std::int64_t(1)},
                  {"leg_m", std::int64_t(777)}});
        QByteArray all = everythingOf(site, "canary");
        for (const char* path : {"/kk/places.geojson", "/kk/places.jsonld", "/kk/places/canary-home",
                                 "/kk/routes.geojson", "/kk/routes.gpx", "/kk/routes.jsonld",
                                 "/kk/routes/canary-walk", "/kk/places", "/kk/routes", "/kk/"})
            all += site.body(path);
        QVERIFY(all.contains("Канарейка Шебер")); // so that it is about something
        for (const char* secret :
             {"canary-variant", "canary-note", "+77010000001", "77010000001", "canary-address",
              "canary-proposed", "canary-unpublished", "1961", "43.23876", "76.94567", "432387654", "777"})
            QVERIFY2(!all.contains(secret), secret);
        QCOMPARE(site.get("/kk/masters/unseen").status, 404); // as if it had never been
    }

    void whatWasTakenBackIsGoneAtOnceAndEverywhere()
    {
        Site site;
        site.master("shy", {{"name_kk", std::string("Ұялшақ")}});
        QCOMPARE(site.get("/kk/masters/shy").status, 200);
        QVERIFY(site.body("/kk/masters.geojson").contains("Ұялшақ"));
        site.withdraw("artisan", "shy");
        for (const char* path : {"/kk/masters/shy", "/ru/masters/shy.jsonld"}) {
            const HttpAnswer gone = site.get(path, browser);
            QCOMPARE(gone.status, 410);
            QVERIFY(!gone.says("public"));
        }
        const QString page = QString::fromStdString(site.get("/ru/masters/shy", browser).body);
        QVERIFY(page.contains("Эта запись отозвана"));
        QVERIFY(!everythingOf(site, "shy").contains("Ұялшақ"));
        const Dot seen = site.put("place", "closed-shop",
                                  {{"name_kk", std::string("Дүкен")}, {"kind", std::string("shop")}});
        QCOMPARE(site.get("/en/places/closed-shop").status, 200);
        site.remove("place", "closed-shop", seen);
        QCOMPARE(site.get("/en/places/closed-shop").status, 410);
    }

    void whatIsNotThereSaysSoKindly()
    {
        Site site;
        const HttpAnswer page = site.get("/ru/masters/nobody", browser);
        QCOMPARE(page.status, 404);
        QVERIFY(page.body.find("Такой страницы нет") != std::string::npos);
        QVERIFY(page.body.find("canonical") == std::string::npos);
        const HttpAnswer odd = site.get("/wp-login.php", QByteArray(browser) + "Accept-Language: en\r\n");
        QCOMPARE(odd.status, 404);
        QVERIFY(odd.body.find("There is no such page") != std::string::npos);
        // A device that asks for what is not there gets the protocol's answer.
        QCOMPARE(site.get("/v1/nothing").problem(), std::string("not_found"));
    }

    void aConfiguredAddressIsTheOneThatIsTold()
    {
        Site site({"--public-url", "https://craft.example/", "--app-url", "https://get.example/q.apk"});
        const QString page = pageOf(site, "/kk/places/ykhlas");
        QVERIFY(page.contains("<link rel=\"canonical\" href=\"https://craft.example/kk/places/ykhlas\">"));
        QVERIFY(!page.contains("http://city"));
        QVERIFY(pageOf(site, "/ru/app").contains("href=\"https://get.example/q.apk\""));
        QVERIFY(pageOf(site, "/robots.txt").contains("Sitemap: https://craft.example/sitemap.xml"));
    }
};

QTEST_GUILESS_MAIN(WebPagesTest)
#include "tst_web_pages.moc"
