// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "qml/map/label_model.h"
#include "qml/map/map_camera.h"
#include "qml/map/tile_loader.h"
#include <QElapsedTimer>
#include <QPointer>
#include <QQuickItem>
#include <QTimer>
#include <QVariantAnimation>
#include <QtQml/qqmlregistration.h>

namespace qoloner {

class MapAnchor;

/// The map: a pack's tiles on the scene graph, moved by finger, mouse, wheel
/// and keys. Labels, markers and routes are items above it.
///
/// The GUI thread only moves the camera; reading, decoding and tessellating
/// happen on workers, and a tile not loaded yet is covered by its ancestor.
class MapView : public QQuickItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString packPath READ packPath WRITE setPackPath NOTIFY packPathChanged)
    Q_PROPERTY(QString styleName READ styleName WRITE setStyleName NOTIFY styleNameChanged)
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY languageChanged)
    Q_PROPERTY(QString fontFamily READ fontFamily WRITE setFontFamily NOTIFY fontFamilyChanged)
    Q_PROPERTY(double textScale READ textScale WRITE setTextScale NOTIFY textScaleChanged)
    Q_PROPERTY(QStringList hiddenLayers READ hiddenLayers WRITE setHiddenLayers NOTIFY hiddenLayersChanged)
    /// Pixels at the lower edge that something covers: no names there.
    Q_PROPERTY(double bottomInset READ bottomInset WRITE setBottomInset NOTIFY bottomInsetChanged)
    /// Points as in MapPath, all kept in sight until the map is moved by hand or by a call.
    Q_PROPERTY(QVariantList framed READ framed WRITE setFramed NOTIFY framedChanged)
    Q_PROPERTY(double latitude READ latitude NOTIFY cameraChanged)
    Q_PROPERTY(double longitude READ longitude NOTIFY cameraChanged)
    Q_PROPERTY(double zoom READ zoom WRITE setZoom NOTIFY cameraChanged)
    Q_PROPERTY(double minimumZoom READ minimumZoom NOTIFY cameraChanged)
    Q_PROPERTY(double maximumZoom READ maximumZoom CONSTANT)
    Q_PROPERTY(double metresPerPixel READ groundMetresPerPixel NOTIFY cameraChanged)
    Q_PROPERTY(bool interactive READ interactive WRITE setInteractive NOTIFY interactiveChanged)
    Q_PROPERTY(bool reducedMotion MEMBER m_reducedMotion NOTIFY reducedMotionChanged)
    Q_PROPERTY(bool settled READ settled NOTIFY settledChanged)
    Q_PROPERTY(Status status READ status NOTIFY statusChanged)
    Q_PROPERTY(Problem problem READ problem NOTIFY statusChanged)
    Q_PROPERTY(QString errorString READ errorString NOTIFY statusChanged)
    Q_PROPERTY(QString attribution READ attribution NOTIFY attributionChanged)
    Q_PROPERTY(QString packName READ packName NOTIFY statusChanged)
    Q_PROPERTY(qoloner::LabelModel* labels READ labels CONSTANT)

public:
    enum Status { Empty, Loading, Ready, Error };
    Q_ENUM(Status)
    /// What is wrong, for a message in the user's language.
    enum Problem {
        NoProblem,
        PackMissing,
        PackNotADatabase,
        PackNotAMap,
        PackDamaged,
        PackTooLarge,
        StyleRefused,
        NoGraphics
    };
    Q_ENUM(Problem)

    explicit MapView(QQuickItem* parent = nullptr);
    ~MapView() override;

    QString packPath() const { return m_packPath; }
    void setPackPath(const QString& path);
    QString styleName() const { return m_styleName; }
    void setStyleName(const QString& name);
    QString language() const { return m_scene.language; }
    void setLanguage(const QString& language);
    QString fontFamily() const { return m_scene.fontFamily; }
    void setFontFamily(const QString& family);
    double textScale() const { return m_scene.textScale; }
    void setTextScale(double scale);
    QStringList hiddenLayers() const { return m_scene.hiddenLayers; }
    void setHiddenLayers(const QStringList& layers);
    double bottomInset() const { return m_scene.bottomInset; }
    void setBottomInset(double pixels);
    QVariantList framed() const { return m_framed; }
    void setFramed(const QVariantList& points);
    double latitude() const { return latitudeOf(m_camera.centre()); }
    double longitude() const { return longitudeOf(m_camera.centre()); }
    double zoom() const { return m_camera.zoom(); }
    void setZoom(double zoom);
    double minimumZoom() const { return m_camera.minZoom(); }
    double maximumZoom() const { return m_camera.maxZoom(); }
    double groundMetresPerPixel() const { return metresPerPixel(latitude(), zoom()); }
    bool interactive() const { return m_interactive; }
    void setInteractive(bool interactive);
    /// Everything in sight is loaded and the labels are placed.
    bool settled() const { return m_settled; }
    Status status() const { return m_status; }
    Problem problem() const { return m_problem; }
    QString errorString() const { return m_errorString; }
    /// Who made the map, in the language of the map where the pack has it.
    QString attribution() const;
    QString packName() const;
    LabelModel* labels() { return &m_labels; }
    const MapCamera& camera() const { return m_camera; }

    /// Pixels in the item for degrees, and back: `x` is the longitude, `y` the latitude.
    Q_INVOKABLE QPointF project(double latitude, double longitude) const;
    Q_INVOKABLE QPointF unproject(double x, double y) const;
    /// At once, before or after the pack is there.
    Q_INVOKABLE void setView(double latitude, double longitude, double zoom);
    Q_INVOKABLE void flyTo(double latitude, double longitude, double zoom);
    Q_INVOKABLE void zoomBy(double levels);
    Q_INVOKABLE void panBy(double x, double y);
    /// For tests and screen readers: the names that stand on the map now.
    Q_INVOKABLE QStringList visibleNames() const { return m_labels.texts(); }

    void addAnchor(MapAnchor* anchor);
    void removeAnchor(MapAnchor* anchor);
    /// Labels make room for an anchor that moved or changed.
    void anchorChanged();

signals:
    void packPathChanged();
    void styleNameChanged();
    void languageChanged();
    void fontFamilyChanged();
    void textScaleChanged();
    void hiddenLayersChanged();
    void bottomInsetChanged();
    void framedChanged();
    void cameraChanged();
    void interactiveChanged();
    void reducedMotionChanged();
    void settledChanged();
    void statusChanged();
    void attributionChanged();
    /// On the map itself, not on a marker.
    void tapped(double latitude, double longitude);
    /// The user moved the map by hand.
    void gestureStarted();

protected:
    QSGNode* updatePaintNode(QSGNode* old, UpdatePaintNodeData*) override;
    void geometryChange(const QRectF& now, const QRectF& before) override;
    void itemChange(ItemChange change, const ItemChangeData& data) override;
    void componentComplete() override;
    void updatePolish() override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void mouseUngrabEvent() override;
    void wheelEvent(QWheelEvent* event) override;
    void touchEvent(QTouchEvent* event) override;
    void touchUngrabEvent() override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void loadStyle();
    void packOpened();
    void setStatus(Status status, Problem problem, const QString& detail);
    void checkGraphics();
    void moved();
    void requestTiles();
    void placeLabels();
    void setSettled(bool settled);
    /// The smallest zoom: the pack then still fills most of the window.
    void limitZoom();
    void showFrame();
    std::vector<std::shared_ptr<const TileMesh>> visibleTiles();

    void press(QPointF at, ulong time);
    void drag(QPointF at, ulong time);
    void release(QPointF at, ulong time);
    void fling(QPointF pixelsPerSecond);
    void animate(WorldPoint centre, double zoom, QPointF anchor, bool anchored, int ms);
    void stopMotion();

    MapCamera m_camera;
    TileLoader m_loader;
    LabelModel m_labels;
    LabelScene m_scene;
    std::shared_ptr<const Style> m_style;
    std::vector<TileId> m_wanted;
    QString m_packPath, m_styleName = QStringLiteral("light"), m_errorString;
    Status m_status = Empty;
    Problem m_problem = NoProblem;
    bool m_interactive = true, m_reducedMotion = false, m_settled = false, m_viewSet = false,
         m_noGraphics = false;
    QTimer m_labelTimer;
    QElapsedTimer m_sinceLabels;
    std::vector<MapAnchor*> m_anchors;
    QVariantList m_framed;
    WorldRect m_frame;
    bool m_keepFrame = false;

    // Gesture state.
    QVariantAnimation m_motion;
    bool m_pressed = false, m_dragging = false, m_pinching = false;
    QPointF m_pressAt, m_lastAt, m_velocity;
    ulong m_lastTime = 0, m_lastTapTime = 0;
    bool m_tapped = false; ///< once, and a second tap may follow
    QPointF m_lastTapAt;
    double m_pinchDistance = 0, m_pinchZoom = 0;
};

} // namespace qoloner
