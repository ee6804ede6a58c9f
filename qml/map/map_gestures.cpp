// SPDX-License-Identifier: Apache-2.0
//
// The part of MapView that listens to fingers, mouse, wheel and keys.
#include "qml/map/map_anchor.h"
#include "qml/map/map_view.h"
#include <QGuiApplication>
#include <QStyleHints>
#include <cmath>

namespace qoloner {
namespace {

constexpr double kWheelLevels = 0.4; // zoom per notch of 15 degrees
constexpr double kKeyPixels = 120;   // arrow keys
constexpr double kLeastFling = 120;  // pixels per second
constexpr double kMostFling = 4'000;
constexpr double kFlingSeconds = 0.24; // how far momentum carries
constexpr int kFlingMs = 620;
constexpr int kZoomMs = 220;
constexpr ulong kStaleMs = 90; // a finger that rested throws nothing

} // namespace

void MapView::stopMotion()
{
    m_motion.stop();
    m_motion.disconnect(this);
}

/// Moves towards a centre and zoom; with an anchor, that pixel stays in place.
void MapView::animate(WorldPoint centre, double zoom, QPointF anchor, bool anchored, int ms)
{
    stopMotion();
    m_keepFrame = false;
    m_viewSet = true;
    const WorldPoint from = m_camera.centre();
    const double fromZoom = m_camera.zoom();
    const auto step = [=, this](double t) {
        if (anchored) {
            m_camera.zoomAround(anchor, fromZoom + (zoom - fromZoom) * t);
        } else {
            // The centre travels in screen space, which differs from the world's while zooming.
            const double z = fromZoom + (zoom - fromZoom) * t;
            const double share =
                zoom == fromZoom ? t : (std::exp2(-(z - fromZoom)) - 1) / (std::exp2(-(zoom - fromZoom)) - 1);
            m_camera.setZoom(z);
            m_camera.setCentre({from.x + (centre.x - from.x) * share, from.y + (centre.y - from.y) * share});
        }
        moved();
    };
    if (m_reducedMotion || ms <= 0) {
        step(1);
        return;
    }
    m_motion.setStartValue(0.0);
    m_motion.setEndValue(1.0);
    m_motion.setDuration(ms);
    m_motion.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_motion, &QVariantAnimation::valueChanged, this,
            [step](const QVariant& v) { step(v.toDouble()); });
    connect(&m_motion, &QVariantAnimation::finished, this, [this] { anchorChanged(); });
    m_motion.start();
}

void MapView::flyTo(double latitude, double longitude, double zoom)
{
    animate(worldFromDegrees(latitude, longitude), zoom, {}, false, kZoomMs);
}

void MapView::zoomBy(double levels)
{
    const QPointF middle(width() / 2, height() / 2);
    animate({}, m_camera.zoom() + levels, middle, true, kZoomMs);
}

void MapView::panBy(double x, double y)
{
    const WorldPoint to = m_camera.toWorld({width() / 2 + x, height() / 2 + y});
    animate(to, m_camera.zoom(), {}, false, kZoomMs);
}

void MapView::fling(QPointF v)
{
    const double speed = std::hypot(v.x(), v.y());
    if (speed < kLeastFling)
        return;
    const double k = std::min(1.0, kMostFling / speed) * kFlingSeconds;
    const WorldPoint to = m_camera.toWorld({width() / 2 - v.x() * k, height() / 2 - v.y() * k});
    animate(to, m_camera.zoom(), {}, false, kFlingMs);
}

void MapView::press(QPointF at, ulong time)
{
    stopMotion();
    m_pressed = true;
    m_dragging = false;
    m_pressAt = m_lastAt = at;
    m_lastTime = time;
    m_velocity = {};
}

void MapView::drag(QPointF at, ulong time)
{
    if (!m_pressed)
        return;
    const QPointF fromPress = at - m_pressAt;
    if (!m_dragging) {
        if (std::hypot(fromPress.x(), fromPress.y()) < QGuiApplication::styleHints()->startDragDistance())
            return;
        m_dragging = true;
        m_viewSet = true;
        setKeepMouseGrab(true);
        setKeepTouchGrab(true);
        emit gestureStarted();
    }
    const QPointF d = at - m_lastAt;
    if (time > m_lastTime) {
        const QPointF now = d * 1000.0 / double(time - m_lastTime);
        m_velocity = m_velocity.isNull() ? now : m_velocity * 0.4 + now * 0.6;
        m_lastTime = time;
    }
    m_lastAt = at;
    if (m_camera.pan(d))
        moved();
}

void MapView::release(QPointF at, ulong time)
{
    if (!m_pressed)
        return;
    m_pressed = false;
    setKeepMouseGrab(false);
    setKeepTouchGrab(false);
    if (m_dragging) {
        m_dragging = false;
        if (time - m_lastTime < kStaleMs)
            fling(m_velocity);
        anchorChanged();
        return;
    }
    for (MapAnchor* a : m_anchors)
        if (a->isVisible() && a->clickable() && a->shownRect().contains(a->mapFromItem(this, at)))
            return; // the marker answers
    const auto apart = ulong(QGuiApplication::styleHints()->mouseDoubleClickInterval());
    const QPointF off = at - m_lastTapAt;
    if (m_tapped && time - m_lastTapTime < apart && std::hypot(off.x(), off.y()) < 30) {
        m_tapped = false;
        animate({}, m_camera.zoom() + 1, at, true, kZoomMs);
        return;
    }
    m_tapped = true;
    m_lastTapTime = time;
    m_lastTapAt = at;
    const QPointF p = unproject(at.x(), at.y());
    emit tapped(p.y(), p.x());
}

void MapView::mousePressEvent(QMouseEvent* event)
{
    if (!m_interactive) {
        event->ignore();
        return;
    }
    forceActiveFocus(Qt::MouseFocusReason);
    press(event->position(), event->timestamp());
}

void MapView::mouseMoveEvent(QMouseEvent* event)
{
    drag(event->position(), event->timestamp());
}

void MapView::mouseReleaseEvent(QMouseEvent* event)
{
    release(event->position(), event->timestamp());
}

void MapView::mouseDoubleClickEvent(QMouseEvent* event)
{
    // The second press; the system has measured the pause since the first.
    m_tapped = true;
    m_lastTapTime = event->timestamp();
    m_lastTapAt = event->position();
    mousePressEvent(event);
}

void MapView::mouseUngrabEvent()
{
    m_pressed = m_dragging = false;
}

void MapView::touchUngrabEvent()
{
    m_pressed = m_dragging = m_pinching = false;
}

void MapView::wheelEvent(QWheelEvent* event)
{
    if (!m_interactive) {
        event->ignore();
        return;
    }
    const double notches = event->angleDelta().y() / 120.0;
    if (notches == 0)
        return;
    stopMotion();
    m_viewSet = true;
    if (m_camera.zoomAround(event->position(), m_camera.zoom() + notches * kWheelLevels))
        moved();
    emit gestureStarted();
    event->accept();
}

void MapView::touchEvent(QTouchEvent* event)
{
    if (!m_interactive) {
        event->ignore();
        return;
    }
    QList<QPointF> down;
    for (const QEventPoint& p : event->points())
        if (p.state() != QEventPoint::Released)
            down.append(p.position());
    if (down.size() >= 2) {
        const QPointF middle = (down[0] + down[1]) / 2;
        const double apart = std::max(1.0, std::hypot(down[0].x() - down[1].x(), down[0].y() - down[1].y()));
        if (!m_pinching) {
            stopMotion();
            m_pinching = true;
            m_pressed = m_dragging = false;
            m_pinchDistance = apart;
            m_pinchZoom = m_camera.zoom();
            m_viewSet = true;
            setKeepTouchGrab(true);
            emit gestureStarted();
        } else {
            m_camera.pan(middle - m_lastAt);
            m_camera.zoomAround(middle, m_pinchZoom + std::log2(apart / m_pinchDistance));
            moved();
        }
        m_lastAt = middle;
        return;
    }
    if (m_pinching) {
        // One finger stays: it goes on dragging from where it is.
        m_pinching = false;
        if (down.size() == 1) {
            press(down[0], event->timestamp());
            m_dragging = true;
        } else {
            setKeepTouchGrab(false);
            anchorChanged();
        }
        return;
    }
    if (event->points().isEmpty())
        return;
    const QEventPoint& p = event->points().first();
    if (p.state() == QEventPoint::Pressed)
        press(p.position(), event->timestamp());
    else if (p.state() == QEventPoint::Released)
        release(p.position(), event->timestamp());
    else
        drag(p.position(), event->timestamp());
}

void MapView::keyPressEvent(QKeyEvent* event)
{
    if (!m_interactive) {
        event->ignore();
        return;
    }
    switch (event->key()) {
    case Qt::Key_Left:
        panBy(-kKeyPixels, 0);
        break;
    case Qt::Key_Right:
        panBy(kKeyPixels, 0);
        break;
    case Qt::Key_Up:
        panBy(0, -kKeyPixels);
        break;
    case Qt::Key_Down:
        panBy(0, kKeyPixels);
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomBy(1);
        break;
    case Qt::Key_Minus:
        zoomBy(-1);
        break;
    default:
        event->ignore();
        return;
    }
    emit gestureStarted();
    event->accept();
}

} // namespace qoloner
