// SPDX-License-Identifier: Apache-2.0
#include "qml/map/map_view.h"
#include "qml/map/map_anchor.h"
#include "qml/map/map_points.h"
#include "qml/map/map_renderer.h"
#include <QFile>
#include <QQuickWindow>
#include <QSGRendererInterface>
#include <QUrl>
#include <algorithm>
#include <cmath>
#include <unordered_set>

namespace qoloner {
namespace {

constexpr double kDeepestZoom = 19;
constexpr int kLabelPauseMs = 90;  // while moving, labels are placed no more often
constexpr int kMostTiles = 64;     // in sight
constexpr double kTileMargin = 64; // pixels beyond the window that are kept ready
constexpr double kFrameRoom = 44;  // pixels around what is framed
constexpr double kFrameLift = 8;   // pixels that it lies below the middle
constexpr double kClosestFrame = 17;
constexpr double kBeyondPack = 0.7; // zoom levels further out than the pack fills the window

} // namespace

MapView::MapView(QQuickItem* parent) : QQuickItem(parent)
{
    setFlag(ItemHasContents);
    setClip(true);
    setAcceptedMouseButtons(Qt::LeftButton);
    setAcceptTouchEvents(true);
    setFlag(ItemIsFocusScope);
    setActiveFocusOnTab(true);
    m_camera.setZoomRange(0, kDeepestZoom);
    m_scene.camera = &m_camera;
    m_scene.language = QStringLiteral("kk");
    m_scene.fontFamily = QStringLiteral("Noto Sans");
    connect(this, &MapView::gestureStarted, this, [this] { m_keepFrame = false; });
    m_labelTimer.setSingleShot(true);
    connect(&m_labelTimer, &QTimer::timeout, this, [this] { polish(); });
    connect(&m_loader, &TileLoader::opened, this, &MapView::packOpened);
    connect(&m_loader, &TileLoader::refused, this, [this](int kind, const QString& detail) {
        static constexpr Problem problems[] = {NoProblem,   PackMissing, PackNotADatabase,
                                               PackNotAMap, PackDamaged, PackTooLarge};
        setStatus(Error, problems[std::clamp(kind, 0, 5)], detail);
        setSettled(true);
    });
    connect(&m_loader, &TileLoader::tileReady, this, [this] {
        update();
        m_labelTimer.start(0);
    });
    connect(&m_loader, &TileLoader::tileRefused, this, [this](const QString& detail) {
        // The other tiles are still good: the map stays, and says what is missing.
        setStatus(Ready, PackDamaged, detail);
    });
}

MapView::~MapView()
{
    for (MapAnchor* a : m_anchors)
        a->forgetMap();
}

void MapView::componentComplete()
{
    QQuickItem::componentComplete();
    if (!m_style)
        loadStyle();
    moved();
}

void MapView::setPackPath(const QString& path)
{
    const QUrl url(path);
    const QString local = url.isLocalFile() ? url.toLocalFile() : path;
    if (local == m_packPath)
        return;
    m_packPath = local;
    m_labels.clear();
    m_wanted.clear();
    m_loader.open(local);
    setStatus(local.isEmpty() ? Empty : Loading, NoProblem, {});
    setSettled(false);
    update();
    emit packPathChanged();
    emit attributionChanged();
}

void MapView::setStyleName(const QString& name)
{
    if (name == m_styleName)
        return;
    m_styleName = name;
    if (isComponentComplete())
        loadStyle();
    emit styleNameChanged();
}

void MapView::loadStyle()
{
    QFile file(QStringLiteral(":/qt/qml/Qoloner/Map/style-%1.json").arg(m_styleName));
    std::string error = "there is no such style";
    std::shared_ptr<const Style> style;
    if (file.open(QIODevice::ReadOnly))
        style = Style::parse(file.readAll().toStdString(), error);
    if (!style) {
        setStatus(Error, StyleRefused, m_styleName + QStringLiteral(": ") + QString::fromStdString(error));
        return;
    }
    m_style = style;
    m_scene.style = style.get();
    m_loader.setStyle(style);
    m_wanted.clear();
    requestTiles();
    polish();
    update();
}

void MapView::packOpened()
{
    setStatus(Ready, m_noGraphics ? NoGraphics : NoProblem, {});
    const PackInfo& info = m_loader.pack()->info();
    m_camera.setBounds(info.bounds());
    limitZoom();
    if (!m_viewSet) {
        m_viewSet = true;
        m_camera.setZoom(std::max(14.0, double(info.minZoom)));
        m_camera.setCentre(worldFromDegrees(info.centreLatitude, info.centreLongitude));
    }
    m_wanted.clear();
    showFrame();
    moved();
    emit attributionChanged();
}

void MapView::limitZoom()
{
    if (!m_loader.pack())
        return;
    const PackInfo& info = m_loader.pack()->info();
    const WorldRect area = info.bounds();
    const double cover = std::log2(std::max(width() / area.width(), height() / area.height()) / kTilePixels);
    m_camera.setZoomRange(std::clamp(cover - kBeyondPack, double(info.minZoom), kDeepestZoom - 4),
                          kDeepestZoom);
}

void MapView::setStatus(Status status, Problem problem, const QString& detail)
{
    if (status == m_status && problem == m_problem && detail == m_errorString)
        return;
    m_status = status;
    m_problem = problem;
    m_errorString = detail;
    emit statusChanged();
}

void MapView::setSettled(bool settled)
{
    if (settled == m_settled)
        return;
    m_settled = settled;
    emit settledChanged();
}

void MapView::setLanguage(const QString& language)
{
    if (language == m_scene.language)
        return;
    m_scene.language = language;
    polish();
    emit languageChanged();
    emit attributionChanged();
}

void MapView::setFontFamily(const QString& family)
{
    if (family == m_scene.fontFamily)
        return;
    m_scene.fontFamily = family;
    polish();
    emit fontFamilyChanged();
}

void MapView::setTextScale(double scale)
{
    if (scale == m_scene.textScale || !(scale > 0))
        return;
    m_scene.textScale = scale;
    polish();
    emit textScaleChanged();
}

void MapView::setHiddenLayers(const QStringList& layers)
{
    if (layers == m_scene.hiddenLayers)
        return;
    m_scene.hiddenLayers = layers;
    polish();
    emit hiddenLayersChanged();
}

void MapView::setBottomInset(double pixels)
{
    if (pixels == m_scene.bottomInset || !(pixels >= 0))
        return;
    m_scene.bottomInset = pixels;
    polish();
    showFrame();
    emit bottomInsetChanged();
}

void MapView::setFramed(const QVariantList& points)
{
    if (points == m_framed)
        return;
    m_framed = points;
    const auto all = worldPoints(points);
    m_keepFrame = !all.empty();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const WorldPoint p = all[i];
        m_frame = i == 0 ? WorldRect{p, p}
                         : WorldRect{{std::min(m_frame.min.x, p.x), std::min(m_frame.min.y, p.y)},
                                     {std::max(m_frame.max.x, p.x), std::max(m_frame.max.y, p.y)}};
    }
    showFrame();
    emit framedChanged();
}

void MapView::showFrame()
{
    if (!m_keepFrame || width() <= 0 || height() <= 0)
        return;
    stopMotion();
    m_viewSet = true;
    // Markers stand above their place: the room is larger above than below.
    const double covered = m_scene.bottomInset / 2;
    m_camera.setZoom(std::min(m_camera.zoomToFit(m_frame, kFrameRoom + covered), kClosestFrame));
    const QPointF middle =
        m_camera.toScreen({(m_frame.min.x + m_frame.max.x) / 2, (m_frame.min.y + m_frame.max.y) / 2});
    m_camera.setCentre(m_camera.toWorld(middle - QPointF(0, kFrameLift - covered)));
    moved();
}

void MapView::setZoom(double zoom)
{
    m_viewSet = true;
    if (m_camera.setZoom(zoom))
        moved();
}

void MapView::setInteractive(bool interactive)
{
    if (interactive == m_interactive)
        return;
    m_interactive = interactive;
    if (!interactive)
        stopMotion();
    emit interactiveChanged();
}

QString MapView::attribution() const
{
    return m_loader.pack()
               ? QString::fromStdString(m_loader.pack()->info().attributionIn(m_scene.language.toStdString()))
               : QString();
}

QString MapView::packName() const
{
    return m_loader.pack() ? QString::fromStdString(m_loader.pack()->info().name) : QString();
}

QPointF MapView::project(double latitude, double longitude) const
{
    return m_camera.toScreen(worldFromDegrees(latitude, longitude));
}

QPointF MapView::unproject(double x, double y) const
{
    const WorldPoint p = m_camera.toWorld({x, y});
    return {longitudeOf(p), latitudeOf(p)};
}

void MapView::setView(double latitude, double longitude, double zoom)
{
    stopMotion();
    m_keepFrame = false;
    m_viewSet = true;
    m_camera.setZoom(zoom);
    m_camera.setCentre(worldFromDegrees(latitude, longitude));
    moved();
}

void MapView::addAnchor(MapAnchor* anchor)
{
    m_anchors.push_back(anchor);
    anchorChanged();
}

void MapView::removeAnchor(MapAnchor* anchor)
{
    std::erase(m_anchors, anchor);
    anchorChanged();
}

void MapView::anchorChanged()
{
    if (!m_labelTimer.isActive())
        m_labelTimer.start(0);
}

void MapView::geometryChange(const QRectF& now, const QRectF& before)
{
    QQuickItem::geometryChange(now, before);
    if (m_camera.setSize(now.size())) {
        limitZoom();
        showFrame();
        moved();
    }
}

void MapView::itemChange(ItemChange change, const ItemChangeData& data)
{
    QQuickItem::itemChange(change, data);
    if (change != ItemSceneChange || !data.window)
        return;
    if (data.window->isSceneGraphInitialized())
        checkGraphics();
    else
        connect(data.window, &QQuickWindow::sceneGraphInitialized, this, &MapView::checkGraphics,
                Qt::QueuedConnection);
}

/// The software renderer draws no geometry, silently. Say so instead.
void MapView::checkGraphics()
{
    if (!window())
        return;
    const auto api = window()->rendererInterface()->graphicsApi();
    m_noGraphics = api == QSGRendererInterface::Software || api == QSGRendererInterface::Null;
    if (m_noGraphics && (m_status == Ready || m_status == Loading))
        setStatus(m_status, NoGraphics, QStringLiteral("this renderer draws no geometry"));
}

void MapView::moved()
{
    requestTiles();
    m_labels.follow(m_camera);
    for (MapAnchor* a : m_anchors)
        a->follow();
    if (!m_labelTimer.isActive()) {
        const qint64 since = m_sinceLabels.isValid() ? m_sinceLabels.elapsed() : kLabelPauseMs;
        m_labelTimer.start(int(std::max<qint64>(0, kLabelPauseMs - since)));
    }
    setSettled(false);
    emit cameraChanged();
    update();
}

void MapView::requestTiles()
{
    if (!m_loader.pack() || !m_style || width() <= 0 || height() <= 0)
        return;
    const PackInfo& info = m_loader.pack()->info();
    const int z = std::clamp(int(std::floor(m_camera.zoom())), info.minZoom, info.maxZoom);
    const WorldRect seen = m_camera.visibleRect(kTileMargin), bounds = info.bounds();
    std::vector<TileId> tiles;
    forEachTile(seen, z, kMostTiles, [&](TileId id) {
        if (tileRect(id).intersects(bounds))
            tiles.push_back(id);
    });
    const WorldPoint c = m_camera.centre();
    const auto far = [&](TileId id) {
        const WorldRect r = tileRect(id);
        return std::hypot((r.min.x + r.max.x) / 2 - c.x, (r.min.y + r.max.y) / 2 - c.y);
    };
    std::sort(tiles.begin(), tiles.end(), [&](TileId a, TileId b) { return far(a) < far(b); });
    if (tiles == m_wanted)
        return;
    m_wanted = tiles;
    m_loader.want(m_wanted);
}

std::vector<std::shared_ptr<const TileMesh>> MapView::visibleTiles()
{
    std::vector<std::shared_ptr<const TileMesh>> out;
    std::unordered_set<TileId> taken;
    const auto add = [&](TileId id) {
        auto mesh = m_loader.mesh(id);
        if (!mesh || !mesh->error.empty())
            return false;
        if (taken.insert(id).second)
            out.push_back(std::move(mesh));
        return true;
    };
    for (const TileId id : m_wanted) {
        const auto state = m_loader.state(id);
        if (state == TileLoader::State::Ready || state == TileLoader::State::Absent) {
            add(id);
            continue;
        }
        bool covered = false;
        for (int z = id.z - 1; z >= 0 && !covered; --z)
            covered = add(ancestor(id, z));
        for (int i = 0; i < 4 && !covered; ++i)
            add({id.z + 1, id.x * 2 + (i & 1), id.y * 2 + (i >> 1)});
    }
    return out;
}

void MapView::updatePolish()
{
    placeLabels();
}

void MapView::placeLabels()
{
    m_sinceLabels.start();
    if (!m_style || !m_loader.pack())
        return;
    m_scene.obstacles.clear();
    for (MapAnchor* a : m_anchors)
        if (a->isVisible() && a->clickable()) {
            const QRectF r = a->mapRectToItem(this, a->shownRect());
            if (!r.isEmpty() && qIsFinite(r.left()) && qIsFinite(r.top())) // not every entry has a position
                m_scene.obstacles.push_back({r.left(), r.top(), r.right(), r.bottom()});
        }
    m_labels.place(m_scene, visibleTiles());
    setSettled(m_loader.idle() && m_motion.state() != QAbstractAnimation::Running && !m_pressed);
}

QSGNode* MapView::updatePaintNode(QSGNode* old, UpdatePaintNodeData*)
{
    auto* root = static_cast<MapRootNode*>(old);
    if (m_noGraphics || !m_style || width() <= 0 || height() <= 0) {
        delete root;
        return nullptr;
    }
    if (!root)
        root = new MapRootNode;
    root->update(m_style, visibleTiles(), m_camera);
    return root;
}

} // namespace qoloner
