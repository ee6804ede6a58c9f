// SPDX-License-Identifier: Apache-2.0
// The pages in a real Chromium, as wide as a phone and as a desk, by day and by night.
#include "tests/server/web_site.h"
#include "tests/support/headless_browser.h"
#include <QDir>
#include <QtTest>

using namespace qoloner;
using namespace qoloner::test;

namespace {

struct View {
    int width, height;
};
constexpr View views[] = {{390, 844}, {1280, 800}};

/// Colours in a page that somebody can tell from its ground: the contrast of WCAG 2.1.
const char* const faintText = R"(
(() => {
  const light = c => { const [r, g, b] = c.map(v => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const rgb = s => { const m = s.match(/[\d.]+/g).map(Number); return m.length > 3 && m[3] === 0 ? null : m.slice(0, 3); };
  const ground = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c) return c; } return [255, 255, 255]; };
  const faint = [];
  for (const e of document.querySelectorAll('body *')) {
    if (e.closest('svg') || ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
    const a = light(rgb(getComputedStyle(e).color)), b = light(ground(e));
    if ((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5) faint.push(e.tagName + ': ' + e.textContent.slice(0, 40));
  }
  return faint.join('; ');
})()
)";

/// Links and buttons that a thumb would miss. Links within a sentence need no more than their line.
const char* const smallTargets = R"(
[...document.querySelectorAll('header a, .button, .pages a, .rows a')].filter(e => {
  const box = e.closest('.row') ? e.closest('.row').getBoundingClientRect() : e.getBoundingClientRect();
  return !e.classList.contains('skip') && (box.height < 43.5 || box.width < 40);
}).map(e => e.textContent + ' ' + e.getBoundingClientRect().height).join('; ')
)";

} // namespace

class WebBrowserTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_site = std::make_unique<Site>();
        m_site->put(
            "place", "kok-felt",
            {{"name_ru", std::string("Мастерская «Кок-Кошма» имени очень длинного и неразрывногоназвания")},
             {"kind", std::string("workshop")},
             {"lat", std::int64_t(432'400'000)},
             {"lon", std::int64_t(769'300'000)},
             {"story_ru", std::string("Здесь катают войлок: сначала бьют шерсть, потом раскладывают "
                                      "узор, поливают кипятком и катают всем двором.")},
             {"opening_hours", std::string("Tu-Fr 10:00-13:00,14:00-19:00; Sa 11:00-16:00; PH off")},
             {"wheelchair", std::string("limited")}});
        m_browser = std::make_unique<HeadlessBrowser>();
    }
    void cleanupTestCase()
    {
        m_browser.reset();
        m_site.reset();
    }

    void looksRight_data()
    {
        QTest::addColumn<QString>("path");
        for (const char* path :
             {"/kk/", "/ru/", "/en/", "/kk/masters", "/ru/masters/demo-aigul", "/kk/masters/demo-aigul",
              "/en/works/demo-aigul.quilt", "/ru/places/ykhlas", "/en/places/kok-felt", "/ru/places",
              "/en/routes/old-verny-thread-wood-string", "/kk/routes/old-verny-thread-wood-string",
              "/ru/routes", "/kk/events", "/ru/events/ala-craft", "/en/events/nauryz", "/kk/app",
              "/ru/masters/nobody"})
            QTest::newRow(path) << QString(path);
    }
    void looksRight()
    {
        QFETCH(const QString, path);
        const QString pictures = qEnvironmentVariable("QOLONER_PICTURES"); // for the eye, where asked for
        for (const View& view : views)
            for (const bool dark : {false, true}) {
                m_browser->shape(view.width, view.height, dark);
                m_browser->open(m_site->url(path));
                const bool missing = path.endsWith("nobody");
                QVERIFY2(missing || m_browser->errors.isEmpty(), qPrintable(m_browser->errors.join('\n')));
                QVERIFY(!m_browser->requests.isEmpty());
                for (const QString& request : m_browser->requests)
                    QVERIFY2(request.startsWith(m_site->url()), qPrintable(request));
                QVERIFY2(m_browser->value("document.documentElement.scrollWidth").toInt() <= view.width,
                         qPrintable(m_browser
                                        ->value("[...document.querySelectorAll('body *')].filter(e => "
                                                "e.getBoundingClientRect().right > innerWidth + 1).map(e => "
                                                "e.outerHTML.slice(0, 80)).join('\\n')")
                                        .toString()));
                QCOMPARE(
                    m_browser
                        ->value("[...document.images].filter(i => !i.complete || !i.naturalWidth).length")
                        .toInt(-1),
                    0);
                QCOMPARE(m_browser->value(faintText).toString(), QString());
                QCOMPARE(m_browser->value(smallTargets).toString(), QString());
                QCOMPARE(m_browser->value("getComputedStyle(document.body).backgroundColor").toString(),
                         dark ? QString("rgb(23, 21, 19)") : QString("rgb(247, 242, 232)"));
                if (!pictures.isEmpty()) {
                    QDir().mkpath(pictures);
                    QFile file(pictures + "/" + QString(path).mid(1).replace('/', '_') +
                               QString("-%1-%2.png").arg(view.width).arg(dark ? "dark" : "light"));
                    QVERIFY(file.open(QIODevice::WriteOnly));
                    file.write(m_browser->picture());
                }
            }
    }

    void theStyleIsInForceAndTheDrawingsAreThere()
    {
        m_browser->shape(390, 844, false);
        m_browser->open(m_site->url("/en/routes/old-verny-thread-wood-string"));
        QCOMPARE(m_browser->value("document.querySelectorAll('.sketch circle.stop').length").toInt(), 5);
        QCOMPARE(m_browser->value("getComputedStyle(document.querySelector('.way')).stroke").toString(),
                 QString("rgb(165, 52, 43)")); // madder
        // The line lies within its sheet and takes a good part of it.
        QVERIFY(
            m_browser
                ->value(
                    "(() => { const s = document.querySelector('.sketch').getBoundingClientRect(), w = "
                    "document.querySelector('.way').getBoundingClientRect(); return w.left >= s.left && "
                    "w.right <= s.right && w.top >= s.top && w.bottom <= s.bottom && w.width * w.height > "
                    "s.width * s.height / 5; })()")
                .toBool());
        QVERIFY(m_browser->picture().startsWith("\x89PNG"));
    }

    void headingsAndLandmarksAreInOrder()
    {
        for (const char* path :
             {"/kk/", "/ru/masters/demo-aigul", "/en/routes/old-verny-thread-wood-string"}) {
            m_browser->open(m_site->url(path));
            QCOMPARE(m_browser->value("document.querySelectorAll('h1').length").toInt(), 1);
            QCOMPARE(m_browser
                         ->value("['header','nav','main','footer'].filter(t => "
                                 "!document.querySelector(t)).join()")
                         .toString(),
                     QString());
            // No level is skipped on the way down.
            QCOMPARE(m_browser
                         ->value("(() => { let last = 1; return [...document.querySelectorAll('main "
                                 "h1, main h2, main h3')].filter(h => { const l = +h.tagName[1], bad = "
                                 "l > last + 1; last = l; return bad; }).map(h => "
                                 "h.textContent).join('; '); })()")
                         .toString(),
                     QString());
        }
    }

    void aHostileNameDoesNothing()
    {
        const std::string evil = "<img src=x onerror=\"window.hit=1\"><svg onload=\"window.hit=1\">"
                                 "</script><script>window.hit=1</script>";
        m_site->put("place", "hostile",
                    {{"name_kk", evil},
                     {"story_kk", "javascript:window.hit=1 " + evil},
                     {"kind", std::string("museum")}});
        m_browser->open(m_site->url("/kk/places/hostile"));
        QVERIFY(m_browser->errors.isEmpty()); // nothing was there for the policy to stop
        QVERIFY(m_browser->value("window.hit").isUndefined() || m_browser->value("window.hit").isNull());
        QCOMPARE(m_browser->value("document.querySelector('h1').textContent").toString(),
                 QString::fromStdString(evil));
        QCOMPARE(m_browser->value("document.querySelectorAll('main img, main script').length").toInt(), 0);
    }

private:
    std::unique_ptr<Site> m_site;
    std::unique_ptr<HeadlessBrowser> m_browser;
};

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    WebBrowserTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_web_browser.moc"
