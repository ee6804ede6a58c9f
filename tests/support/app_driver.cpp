// SPDX-License-Identifier: Apache-2.0
#include "tests/support/app_driver.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QJsonDocument>
#include <QTest>
#include <QTimer>
#include <cstdio>
#include <unistd.h>

namespace qoloner::test {

AppDriver::AppDriver(QQuickWindow* window, QObject* parent)
    : QObject(parent), m_window(window), m_input(STDIN_FILENO, QSocketNotifier::Read)
{
    connect(&m_input, &QSocketNotifier::activated, this, &AppDriver::readCommands);
    answer({{"ok", true}, {"value", "ready"}});
}

void AppDriver::readCommands()
{
    char chunk[4096];
    const ssize_t count = read(STDIN_FILENO, chunk, sizeof chunk);
    if (count <= 0) { // the test is gone: so are we
        m_input.setEnabled(false);
        QCoreApplication::quit();
        return;
    }
    m_buffer.append(chunk, qsizetype(count));
    for (qsizetype end = m_buffer.indexOf('\n'); end >= 0; end = m_buffer.indexOf('\n')) {
        const QJsonDocument line = QJsonDocument::fromJson(m_buffer.left(end));
        m_buffer.remove(0, end + 1);
        run(line.object());
    }
}

void AppDriver::answer(const QJsonObject& object)
{
    const QByteArray line = QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(line.constData(), 1, std::size_t(line.size()), stdout);
    std::fflush(stdout);
}

void AppDriver::fail(const QString& why)
{
    answer({{"ok", false}, {"why", why}});
}

namespace {
bool isShown(const QQuickItem* item)
{
    return item->isVisible() && item->width() > 0 && item->height() > 0 && item->opacity() > 0;
}

QQuickItem* search(QQuickItem* root, const QString& name)
{
    // Later siblings lie on top, so they are what a person would hit.
    const auto children = root->childItems();
    for (auto it = children.rbegin(); it != children.rend(); ++it) {
        if (!(*it)->isVisible())
            continue;
        if (QQuickItem* found = search(*it, name))
            return found;
    }
    return root->objectName() == name && isShown(root) ? root : nullptr;
}
} // namespace

QQuickItem* AppDriver::find(const QString& name) const
{
    return m_window ? search(m_window->contentItem(), name) : nullptr;
}

/// Scrolls every flickable around the item until its centre can be seen.
void AppDriver::bringIntoView(QQuickItem* item) const
{
    for (QQuickItem* parent = item->parentItem(); parent; parent = parent->parentItem()) {
        if (!parent->inherits("QQuickFlickable"))
            continue;
        auto* content = parent->property("contentItem").value<QQuickItem*>();
        if (!content || !content->isAncestorOf(item))
            continue;
        for (const bool vertical : {true, false}) {
            const char* position = vertical ? "contentY" : "contentX";
            const QPointF centre = item->mapToItem(content, QPointF(item->width() / 2, item->height() / 2));
            const double at = vertical ? centre.y() : centre.x();
            const double extent = vertical ? parent->height() : parent->width();
            const double whole = parent->property(vertical ? "contentHeight" : "contentWidth").toDouble();
            const double from = parent->property(position).toDouble();
            if (at < from + 24 || at > from + extent - 24)
                parent->setProperty(position, qBound(0.0, at - extent / 2, qMax(0.0, whole - extent)));
        }
    }
}

void AppDriver::click(QQuickItem* item)
{
    bringIntoView(item);
    const QPoint at = item->mapToScene(QPointF(item->width() / 2, item->height() / 2)).toPoint();
    QTest::mouseClick(m_window, Qt::LeftButton, Qt::NoModifier, at);
}

void AppDriver::run(const QJsonObject& command)
{
    const QString verb = command["do"].toString();
    if (verb == "quit") {
        answer({{"ok", true}});
        QCoreApplication::quit();
        return;
    }
    if (verb == "grab") {
        const bool saved = m_window && m_window->grabWindow().save(command["file"].toString());
        return saved ? answer({{"ok", true}}) : fail("the picture could not be saved");
    }
    if (verb == "wait" || verb == "gone" || verb == "click" || verb == "type") {
        m_waiting = command;
        m_lastPlace = {};
        m_deadline = QDateTime::currentMSecsSinceEpoch() + command["ms"].toInt(15000);
        return poll();
    }
    QQuickItem* item = find(command["object"].toString());
    if (!item)
        return fail("nothing visible is called " + command["object"].toString());
    if (verb == "get")
        return answer(
            {{"ok", true},
             {"value", QJsonValue::fromVariant(item->property(command["property"].toString().toUtf8()))}});
    if (verb == "set") { // in place of the platform's own dialogs, which no driver reaches
        const QByteArray name = command["property"].toString().toUtf8();
        return item->setProperty(name, command["value"].toVariant()) ? answer({{"ok", true}})
                                                                     : fail("no property " + QString(name));
    }
    fail("unknown command " + verb);
}

/// An item that still moves or fades in would be missed: true when it stood
/// still and opaque since the last look.
bool AppDriver::isSettled(QQuickItem* item)
{
    bringIntoView(item);
    double opacity = 1;
    for (const QQuickItem* at = item; at; at = at->parentItem())
        opacity *= at->opacity();
    const QRectF place = item->mapRectToScene(QRectF(0, 0, item->width(), item->height()));
    const bool still = place == m_lastPlace && opacity > 0.99;
    m_lastPlace = place;
    return still;
}

void AppDriver::type(QQuickItem* item, const QString& text)
{
    if (!m_window->isActive()) { // without a window manager nobody else gives it the focus
        m_window->requestActivate();
        if (!QTest::qWaitForWindowActive(m_window))
            return fail("the window does not become active");
    }
    click(item);
    QObject* focus = QGuiApplication::focusObject();
    if (!focus)
        return fail(item->objectName() + " does not take the focus");
    QTest::keyClick(m_window, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(m_window, Qt::Key_Delete);
    QInputMethodEvent event;
    event.setCommitString(text);
    QCoreApplication::sendEvent(focus, &event);
    answer({{"ok", true}});
}

/// Lists make only the rows that can be seen: look further down, then from the
/// top again, as a person would.
void AppDriver::scrollOn(QQuickItem* root)
{
    for (QQuickItem* child : root->childItems()) {
        if (!child->isVisible())
            continue;
        if (child->inherits("QQuickListView")) {
            const double height = child->height();
            const double whole = child->property("contentHeight").toDouble();
            const double origin = child->property("originY").toDouble();
            const double at = child->property("contentY").toDouble() - origin;
            if (whole > height)
                child->setProperty(
                    "contentY",
                    origin + (at + height >= whole - 1 ? 0.0 : qMin(at + height * 0.7, whole - height)));
        }
        scrollOn(child);
    }
}

/// Looks again on every turn of the event loop until the condition holds.
void AppDriver::poll()
{
    const QString name = m_waiting["object"].toString();
    QQuickItem* item = find(name);
    if (!item && m_window && name.startsWith("row.") && m_waiting["do"] != "gone")
        scrollOn(m_window->contentItem());
    const QString verb = m_waiting["do"].toString();
    QJsonValue value;
    bool holds = false;
    if (verb == "click" || verb == "type") {
        if (item && item->isEnabled() && isSettled(item)) {
            if (verb == "type")
                return type(item, m_waiting["text"].toString());
            click(item);
            return answer({{"ok", true}});
        }
    } else if (verb == "gone") {
        holds = !item;
    } else if (item) {
        if (!m_waiting.contains("property")) {
            holds = true;
        } else {
            const QVariant found = item->property(m_waiting["property"].toString().toUtf8());
            value = QJsonValue::fromVariant(found);
            if (m_waiting.contains("equals"))
                holds = value == m_waiting["equals"];
            else if (m_waiting.contains("contains"))
                holds = found.toString().contains(m_waiting["contains"].toString());
            else if (m_waiting.contains("not"))
                holds = value != m_waiting["not"];
        }
    }
    if (holds)
        return answer({{"ok", true}, {"value", value}});
    if (QDateTime::currentMSecsSinceEpoch() > m_deadline)
        return fail(
            QString("%1: %2, waited in vain for %3")
                .arg(name,
                     item ? QString::fromUtf8(
                                QJsonDocument(QJsonObject{{"is", value}}).toJson(QJsonDocument::Compact))
                          : QString("not visible"),
                     QString::fromUtf8(QJsonDocument(m_waiting).toJson(QJsonDocument::Compact))));
    QTimer::singleShot(50, this, &AppDriver::poll);
}

} // namespace qoloner::test
