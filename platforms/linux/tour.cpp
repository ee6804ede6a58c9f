// SPDX-License-Identifier: Apache-2.0
#include "platforms/linux/tour.h"

#include "core/models/my_records_model.h"
#include "core/models/places_model.h"
#include "core/models/queue_model.h"
#include "core/models/route_models.h"
#include "core/models/works_model.h"
#include "platforms/common/app/app_services.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QQuickItem>
#include <QTimer>

namespace qoloner {

namespace {

constexpr int settleMs = 15000;
constexpr int firstSyncMs = 120000;
constexpr int tickMs = 15;
constexpr auto missingRow = "01890000-0000-7000-8000-000000000000";

QQuickItem* findBelow(QQuickItem* item, const QString& name)
{
    if (!item->isVisible())
        return nullptr;
    if (item->objectName() == name)
        return item;
    for (QQuickItem* child : item->childItems()) {
        if (QQuickItem* found = findBelow(child, name))
            return found;
    }
    return nullptr;
}

} // namespace

Tour::Tour(QQuickWindow& window, AppServices& services, Options options)
    : m_window(window), m_services(services), m_options(std::move(options))
{}

bool Tour::waitUntil(const std::function<bool()>& holds, int milliseconds)
{
    QElapsedTimer timer;
    timer.start();
    QTimer tick; // wakes the loop when nothing else does
    tick.start(tickMs);
    while (!holds()) {
        if (timer.elapsed() > milliseconds)
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        // Outside exec() nobody else does; pages left behind must go as they do for people.
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    return true;
}

// No map or photo in sight is still on its way.
bool Tour::quiet(const QQuickItem* item) const
{
    if (!item->isVisible() || item->width() <= 0 || item->height() <= 0)
        return true;
    if (item->inherits("qoloner::MapView")) {
        const int status = item->property("status").toInt();
        return status != 1 && (status != 2 || item->property("settled").toBool());
    }
    if (item->inherits("QQuickImage") && item->property("status").toInt() == 2)
        return false;
    const auto children = item->childItems();
    return std::all_of(children.begin(), children.end(),
                       [&](const QQuickItem* child) { return quiet(child); });
}

void Tour::settle(const QString& what)
{
    const bool quietNow = waitUntil(
        [&] {
            const auto* page = m_window.property("currentPage").value<QQuickItem*>();
            return page && !page->property("loading").toBool() && quiet(m_window.contentItem());
        },
        settleMs);
    if (!quietNow)
        m_problems << what + ": did not settle";
    // The picture of the state reached is on the screen two frames later.
    int frames = 0;
    // What the render thread has posted goes with its receiver; a disconnection would leave it on its way.
    QObject counter;
    QObject::connect(&m_window, &QQuickWindow::frameSwapped, &counter, [&] {
        ++frames;
        m_window.update();
    });
    m_window.update();
    if (!waitUntil([&] { return frames >= 3; }, settleMs))
        m_problems << what + ": the window draws nothing";
}

void Tour::look(const QString& name)
{
    settle(name);
    ++m_seen;
    if (m_options.pictures.isEmpty() || m_taken.contains(name))
        return;
    m_taken << name;
    if (!m_window.grabWindow().save(QDir(m_options.pictures).filePath(name + m_options.suffix + ".png")))
        m_problems << name + ": the picture could not be saved";
}

QQuickItem* Tour::find(const QString& objectName) const
{
    return findBelow(m_window.contentItem(), objectName);
}

void Tour::click(const QString& objectName)
{
    QQuickItem* item = find(objectName);
    if (!item || !QMetaObject::invokeMethod(item, "clicked"))
        m_problems << objectName + ": cannot be clicked";
}

void Tour::openSection(const QString& key)
{
    QMetaObject::invokeMethod(&m_window, "openSection", Q_ARG(QString, key));
    settle(key);
    QMetaObject::invokeMethod(&m_window, "openSection", Q_ARG(QString, key)); // to its first page
    if (m_window.property("section").toString() != key)
        m_problems << key + ": the section does not open";
}

void Tour::openPage(const QString& page, const QString& rowId)
{
    QVariantMap params;
    if (!rowId.isEmpty())
        params.insert("rowId", rowId);
    auto* before = m_window.property("currentPage").value<QQuickItem*>();
    QMetaObject::invokeMethod(&m_window, "openPage", Q_ARG(QString, page),
                              Q_ARG(QVariant, QVariant::fromValue(params)));
    if (m_window.property("currentPage").value<QQuickItem*>() == before)
        m_problems << page + ": the page does not open";
}

// A page that nobody made, and the section of another role, say so; neither is the settings.
void Tour::openUnknownPage()
{
    const auto isNotFound = [&](const QString& what) {
        look("not-found");
        const auto* page = m_window.property("currentPage").value<QQuickItem*>();
        if (!page || page->objectName() != QLatin1String("notFound") ||
            m_window.property("section").toString() != QLatin1String("discover"))
            m_problems << what + ": something else is shown";
        QMetaObject::invokeMethod(&m_window, "goBack");
    };
    openPage("no-such-page", {});
    isNotFound("an unknown page");
    QMetaObject::invokeMethod(&m_window, "openSection", Q_ARG(QString, "no-such-section"));
    isNotFound("an unknown section");
}

QString Tour::firstRow(RowListModel&& model, const QString& preferred)
{
    model.setServices(&m_services.services());
    if (!waitUntil([&] { return !model.loading(); }, settleMs))
        return {};
    const int row = std::max(0, preferred.isEmpty() ? 0 : model.indexOf(preferred));
    return model.get(row, "rowId").toString();
}

void Tour::rolePages(const QString& role, bool wide)
{
    const auto page = [&](const QString& name, const QString& key, const QString& rowId) {
        if (!rowId.isEmpty()) {
            openPage(key, rowId);
            look(name);
        }
    };
    const bool shared = m_options.everyRole || role == "visitor";
    if (shared) {
        openSection("discover");
        look("discover");
        if (!wide) {
            click("discover.showMap");
            look("discover-map");
            click("discover.showList");
        }
        if (QQuickItem* search = find("discover.search")) {
            search->setProperty("text", QStringLiteral("курак"));
            QMetaObject::invokeMethod(search, "submit");
            look("search");
            search->setProperty("text", QStringLiteral("жоқтың жоғы"));
            QMetaObject::invokeMethod(search, "submit");
            look("search-nothing");
            search->setProperty("text", QString());
            QMetaObject::invokeMethod(search, "submit");
        } else {
            m_problems << "discover.search: is not there";
        }
        page("place", "place", firstRow(PlacesModel(), "ykhlas"));
        const QString master = firstRow(MastersModel());
        page("master", "master", master);
        if (!master.isEmpty()) {
            WorksModel works;
            works.setArtisan(master);
            page("work", "work", firstRow(std::move(works)));
        }
        openSection("routes");
        look("routes");
        page("route", "route", firstRow(RoutesModel(), "old-verny-thread-wood-string"));
        page("follow", "follow", firstRow(RoutesModel(), "old-verny-thread-wood-string"));
        openSection("events");
        look("events");
        page("event", "event", firstRow(EventsModel(), "ala-craft"));
        openSection("settings");
        look("settings");
        openPage("diagnostics", {});
        look("diagnostics");
        openPage("join", {});
        look("join");
        openPage("diagnostics", {});
        look("diagnostics");
    }
    if (m_options.everyRole) {
        openSection("discover");
        for (const char* key : {"place", "master", "work", "event", "route", "follow"})
            page(QString(key) + "-missing", key, missingRow);
        openUnknownPage();
    }
    if (role == "visitor" || role == "auditor")
        return;
    openSection("outbox");
    look("outbox");
    if (role == "field" || role == "artisan") {
        openSection(role == "field" ? "field" : "mine");
        look(role == "field" ? "records" : "mine");
        if (role == "field") {
            openPage("register", {});
            look("register");
            QMetaObject::invokeMethod(&m_window, "goBack");
        }
        page("edit-story", "editStory", m_options.everyRole ? missingRow : firstRow(MyRecordsModel()));
    } else {
        openSection("review");
        look("queue");
        const QString waiting = firstRow(QueueModel());
        page("review", "review", waiting.isEmpty() && m_options.everyRole ? missingRow : waiting);
    }
}

void Tour::resize(const QSize& size)
{
    m_window.resize(size);
    if (!waitUntil([&] { return m_window.size() == size; }, settleMs))
        m_problems << "the window does not take its size";
}

// The rows of the sheet go with the phone's bar while the sheet is open.
void Tour::widenUnderMoreSheet()
{
    m_window.setProperty("shownAs", QStringLiteral("moderator"));
    resize({390, 844});
    openSection("discover");
    click("nav.more");
    look("more");
    if (!find("nav.settings"))
        m_problems << "more: its rows are not there";
    resize({1280, 800});
    look("wider");
    click("nav.events");
    if (m_window.property("section").toString() != QLatin1String("events"))
        m_problems << "wider: the sidebar does not answer";
    resize(m_options.sizes.constLast());
    m_window.setProperty("shownAs", QString());
}

void Tour::walk()
{
    const bool wide = m_window.width() >= 600;
    for (const char* role : {"visitor", "artisan", "field", "moderator", "admin", "auditor"}) {
        m_window.setProperty("shownAs", QString(role));
        rolePages(role, wide);
    }
    m_window.setProperty("shownAs", QString());
}

bool Tour::run()
{
    if (m_options.awaitSync) {
        const SyncBridge& sync = m_services.sync();
        waitUntil([&] { return sync.lastSuccess().isValid() || !sync.lastErrorCode().isEmpty(); },
                  firstSyncMs);
        if (!sync.lastSuccess().isValid())
            m_problems << "the server could not be reached: " + sync.lastErrorCode();
    }
    SettingsModel& settings = *m_services.services().settings();
    for (const QSize& size : m_options.sizes) {
        resize(size);
        walk();
    }
    if (m_options.everyRole) {
        widenUnderMoreSheet();
        const QString language = settings.language(), theme = settings.theme();
        for (const QString& next : SettingsModel::languages()) {
            for (const QString& mode : SettingsModel::themes()) {
                settings.override(next, mode, 1.5);
                openSection("discover");
                look("discover-" + next + "-" + mode);
            }
        }
        settings.override(language, theme, 1.0);
    }
    return m_problems.isEmpty();
}

} // namespace qoloner
