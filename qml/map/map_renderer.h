// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/map/style.h"
#include "core/map/tile_builder.h"
#include "qml/map/map_camera.h"
#include <QSGNode>
#include <memory>
#include <unordered_map>
#include <vector>

class QSGGeometry;
class QSGTransformNode;

namespace qoloner {

/// The map's part of the scene graph: style layer by style layer, and in each
/// the tiles in sight. Lives on the render thread; vertices are copied once
/// per tile and afterwards only matrices and colours change.
class MapRootNode : public QSGNode {
public:
    MapRootNode();
    ~MapRootNode() override;

    /// Shows exactly these tiles, all built for a style of the same geometry.
    void update(const std::shared_ptr<const Style>& style,
                const std::vector<std::shared_ptr<const TileMesh>>& tiles, const MapCamera& camera);

private:
    class LayerNode;
    struct TileNodes {
        std::shared_ptr<const TileMesh> mesh;
        std::vector<std::unique_ptr<QSGGeometry>> geometries;
        std::vector<QSGTransformNode*> transforms;
    };

    void rebuildLayers();
    void addTile(const std::shared_ptr<const TileMesh>& mesh);
    void removeTile(TileNodes& nodes);
    void clearTiles();
    void paint(double zoom, bool styleChanged);

    std::shared_ptr<const Style> m_style;
    std::vector<std::unique_ptr<LayerNode>> m_layers; ///< as in the style; null for symbols
    std::unordered_map<TileId, TileNodes> m_tiles;
};

} // namespace qoloner
