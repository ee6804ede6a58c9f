// SPDX-License-Identifier: Apache-2.0
#include "qml/map/map_renderer.h"
#include "qml/map/map_material.h"
#include <QMatrix4x4>
#include <QSGGeometryNode>
#include <QSGTransformNode>
#include <cstring>
#include <unordered_set>

namespace qoloner {
namespace {

static_assert(sizeof(FillVertex) == 2 * sizeof(float) && sizeof(LineVertex) == 6 * sizeof(float));

template <class Mesh>
std::unique_ptr<QSGGeometry> geometryOf(const Mesh& mesh, const QSGGeometry::AttributeSet& attributes)
{
    auto g = std::make_unique<QSGGeometry>(attributes, int(mesh.vertices.size()), int(mesh.indices.size()),
                                           QSGGeometry::UnsignedIntType);
    g->setDrawingMode(QSGGeometry::DrawTriangles);
    std::memcpy(g->vertexData(), mesh.vertices.data(), mesh.vertices.size() * sizeof mesh.vertices[0]);
    std::memcpy(g->indexData(), mesh.indices.data(), mesh.indices.size() * sizeof mesh.indices[0]);
    return g;
}

QColor qcolour(Colour c, double opacity)
{
    return QColor(c.r, c.g, c.b, int(std::lround(std::clamp(opacity, 0.0, 1.0) * c.a)));
}

} // namespace

/// All tiles of one style layer; drawn or left out as a whole.
class MapRootNode::LayerNode : public QSGNode {
public:
    bool isSubtreeBlocked() const override { return m_hidden; }
    void setHidden(bool hidden)
    {
        if (hidden == m_hidden)
            return;
        m_hidden = hidden;
        markDirty(DirtySubtreeBlocked);
    }

    FillMaterial fill;
    LineMaterial line;

private:
    bool m_hidden = false;
};

MapRootNode::MapRootNode() = default;

MapRootNode::~MapRootNode()
{
    clearTiles();
    removeAllChildNodes();
}

void MapRootNode::update(const std::shared_ptr<const Style>& style,
                         const std::vector<std::shared_ptr<const TileMesh>>& tiles, const MapCamera& camera)
{
    const bool styleChanged = style != m_style;
    if (styleChanged) {
        const bool rebuild = !m_style || !style || style->geometryKey() != m_style->geometryKey() ||
                             style->layers().size() != m_style->layers().size();
        m_style = style;
        if (rebuild)
            rebuildLayers();
    }
    if (!m_style)
        return;
    std::unordered_set<const TileMesh*> wanted;
    for (const auto& t : tiles)
        wanted.insert(t.get());
    for (auto it = m_tiles.begin(); it != m_tiles.end();) {
        if (wanted.contains(it->second.mesh.get())) {
            ++it;
        } else {
            removeTile(it->second);
            it = m_tiles.erase(it);
        }
    }
    for (const auto& t : tiles)
        if (!m_tiles.contains(t->id))
            addTile(t);
    for (auto& [id, nodes] : m_tiles) {
        const QPointF corner = camera.toScreen(tileRect(id).min);
        QMatrix4x4 m;
        m.translate(float(corner.x()), float(corner.y()));
        m.scale(float(worldPixels(camera.zoom()) * tileRect(id).width() / TileMesh::kUnits));
        for (QSGTransformNode* t : nodes.transforms)
            t->setMatrix(m);
    }
    paint(camera.zoom(), styleChanged);
}

void MapRootNode::rebuildLayers()
{
    clearTiles();
    removeAllChildNodes();
    m_layers.clear();
    if (!m_style)
        return;
    for (const StyleLayer& l : m_style->layers()) {
        const bool drawn = l.kind == StyleLayer::Kind::Fill || l.kind == StyleLayer::Kind::Line;
        auto node = drawn ? std::make_unique<LayerNode>() : nullptr;
        if (node) {
            node->setFlag(OwnedByParent, false);
            appendChildNode(node.get());
        }
        m_layers.push_back(std::move(node));
    }
}

void MapRootNode::addTile(const std::shared_ptr<const TileMesh>& mesh)
{
    TileNodes nodes;
    nodes.mesh = mesh;
    std::vector<QSGGeometry*> fills(mesh->buckets.size()), lines(mesh->buckets.size());
    for (std::size_t b = 0; b < mesh->buckets.size(); ++b) {
        if (!mesh->buckets[b].fill.indices.empty()) {
            nodes.geometries.push_back(geometryOf(mesh->buckets[b].fill, FillMaterial::attributes()));
            fills[b] = nodes.geometries.back().get();
        }
        if (!mesh->buckets[b].line.indices.empty()) {
            nodes.geometries.push_back(geometryOf(mesh->buckets[b].line, LineMaterial::attributes()));
            lines[b] = nodes.geometries.back().get();
        }
    }
    const auto attach = [&](LayerNode& layer, QSGGeometry* geometry, QSGMaterial* material) {
        auto* transform = new QSGTransformNode;
        auto* node = new QSGGeometryNode;
        node->setGeometry(geometry);
        node->setMaterial(material);
        node->setFlag(OwnedByParent);
        transform->appendChildNode(node);
        layer.appendChildNode(transform);
        nodes.transforms.push_back(transform);
    };
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const auto bucket = std::size_t(m_style->layers()[i].bucket);
        if (!m_layers[i] || bucket >= mesh->buckets.size())
            continue;
        if (fills[bucket])
            attach(*m_layers[i], fills[bucket], &m_layers[i]->fill);
        if (lines[bucket])
            attach(*m_layers[i], lines[bucket], &m_layers[i]->line);
    }
    m_tiles.emplace(mesh->id, std::move(nodes));
}

void MapRootNode::removeTile(TileNodes& nodes)
{
    for (QSGTransformNode* t : nodes.transforms) {
        t->parent()->removeChildNode(t);
        delete t;
    }
    nodes.transforms.clear();
}

void MapRootNode::clearTiles()
{
    for (auto& [id, nodes] : m_tiles)
        removeTile(nodes);
    m_tiles.clear();
}

void MapRootNode::paint(double zoom, bool styleChanged)
{
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        if (!m_layers[i])
            continue;
        const StyleLayer& l = m_style->layers()[i];
        LayerNode& node = *m_layers[i];
        node.setHidden(!l.visibleAt(zoom));
        const QColor colour = qcolour(l.colour, l.opacity.at(zoom));
        const float width = l.kind == StyleLayer::Kind::Fill ? 1.0f : float(l.width.at(zoom));
        if (!styleChanged && colour == node.line.colour && width == node.line.width)
            continue;
        node.fill.setColour(colour);
        node.line.colour = colour;
        node.line.width = width;
        for (QSGNode* t = node.firstChild(); t; t = t->nextSibling())
            t->firstChild()->markDirty(DirtyMaterial);
    }
}

} // namespace qoloner
