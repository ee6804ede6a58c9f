// SPDX-License-Identifier: Apache-2.0
#include "qml/map/map_path.h"
#include "core/map/tessellate.h"
#include "qml/map/map_material.h"
#include "qml/map/map_points.h"
#include <QQuickWindow>
#include <QSGGeometryNode>
#include <QSGRendererInterface>
#include <QSGTransformNode>
#include <cstring>
#include <memory>

namespace qoloner {
namespace {

constexpr double kCasing = 1.75; // pixels on each side
/// Local units to a world: about 2 cm, small enough for floats near the line.
constexpr double kUnits = 2'000'000'000.0;

class PathNode : public QSGTransformNode {
public:
    LineMaterial casing, line;
    std::unique_ptr<QSGGeometry> geometry;
    WorldPoint origin;

    PathNode()
    {
        m_casing.setMaterial(&casing);
        m_line.setMaterial(&line);
        for (QSGGeometryNode* node : {&m_casing, &m_line}) {
            node->setFlag(OwnedByParent, false);
            appendChildNode(node);
        }
    }

private:
    QSGGeometryNode m_casing, m_line; // they take themselves out of the scene as they go
};

} // namespace

MapPath::MapPath(QQuickItem* parent) : QQuickItem(parent)
{
    setFlag(ItemHasContents);
    connect(this, &MapPath::paintChanged, this, &QQuickItem::update);
}

void MapPath::setMap(MapView* map)
{
    if (map == m_map)
        return;
    if (m_map)
        m_map->disconnect(this);
    m_map = map;
    if (m_map)
        connect(m_map, &MapView::cameraChanged, this, &QQuickItem::update);
    update();
    emit mapChanged();
}

void MapPath::setPath(const QVariantList& path)
{
    if (path == m_path)
        return;
    m_path = path;
    m_points = worldPoints(path);
    m_changed = true;
    update();
    emit pathChanged();
}

QSGNode* MapPath::updatePaintNode(QSGNode* old, UpdatePaintNodeData*)
{
    auto* root = static_cast<PathNode*>(old);
    const auto api = window()->rendererInterface()->graphicsApi();
    if (!m_map || m_points.size() < 2 || api == QSGRendererInterface::Software) {
        delete root;
        return nullptr;
    }
    if (!root) {
        root = new PathNode;
        m_changed = true;
    }
    if (m_changed) {
        m_changed = false;
        root->origin = m_points.front();
        std::vector<FloatPoint> local;
        for (const WorldPoint p : m_points)
            local.push_back({float((p.x - root->origin.x) * kUnits), float((p.y - root->origin.y) * kUnits)});
        LineMesh mesh;
        tessellateLine(std::span<const FloatPoint>(local), false, LineEnd::Round, mesh);
        auto g = std::make_unique<QSGGeometry>(LineMaterial::attributes(), int(mesh.vertices.size()),
                                               int(mesh.indices.size()), QSGGeometry::UnsignedIntType);
        g->setDrawingMode(QSGGeometry::DrawTriangles);
        std::memcpy(g->vertexData(), mesh.vertices.data(), mesh.vertices.size() * sizeof(LineVertex));
        std::memcpy(g->indexData(), mesh.indices.data(), mesh.indices.size() * 4);
        for (QSGNode* n = root->firstChild(); n; n = n->nextSibling())
            static_cast<QSGGeometryNode*>(n)->setGeometry(g.get());
        root->geometry = std::move(g);
    }
    root->casing.colour = m_casing;
    root->casing.width = float(m_width + 2 * kCasing);
    root->line.colour = m_colour;
    root->line.width = float(m_width);
    const QPointF at = m_map->camera().toScreen(root->origin);
    QMatrix4x4 m;
    m.translate(float(at.x()), float(at.y()));
    m.scale(float(worldPixels(m_map->zoom()) / kUnits));
    root->setMatrix(m);
    for (QSGNode* n = root->firstChild(); n; n = n->nextSibling())
        n->markDirty(QSGNode::DirtyMaterial);
    return root;
}

} // namespace qoloner
