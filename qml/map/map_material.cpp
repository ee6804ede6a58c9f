// SPDX-License-Identifier: Apache-2.0
#include "qml/map/map_material.h"
#include <QSGMaterialShader>
#include <algorithm>
#include <cmath>
#include <cstring>

namespace qoloner {
namespace {

// Offsets of the std140 blocks in shaders/.
constexpr int kMatrix = 0, kColour = 64, kHalfWidth = 80, kFeather = 84, kUnitsPerPixel = 88;

void put(QByteArray& block, int offset, const void* data, std::size_t bytes)
{
    std::memcpy(block.data() + offset, data, bytes);
}

void putCommon(QByteArray& block, const QSGMaterialShader::RenderState& state, const QColor& colour)
{
    const QMatrix4x4 m = state.combinedMatrix();
    put(block, kMatrix, m.constData(), 64);
    const float a = float(colour.alphaF()) * state.opacity();
    const float c[4] = {float(colour.redF()) * a, float(colour.greenF()) * a, float(colour.blueF()) * a, a};
    put(block, kColour, c, sizeof c);
}

class FillShader : public QSGMaterialShader {
public:
    FillShader()
    {
        setShaderFileName(VertexStage, QStringLiteral(":/qoloner/map/shaders/fill.vert.qsb"));
        setShaderFileName(FragmentStage, QStringLiteral(":/qoloner/map/shaders/fill.frag.qsb"));
    }
    bool updateUniformData(RenderState& state, QSGMaterial* material, QSGMaterial*) override
    {
        putCommon(*state.uniformData(), state, static_cast<FillMaterial*>(material)->colour);
        return true;
    }
};

class LineShader : public QSGMaterialShader {
public:
    LineShader()
    {
        setShaderFileName(VertexStage, QStringLiteral(":/qoloner/map/shaders/line.vert.qsb"));
        setShaderFileName(FragmentStage, QStringLiteral(":/qoloner/map/shaders/line.frag.qsb"));
    }
    bool updateUniformData(RenderState& state, QSGMaterial* material, QSGMaterial*) override
    {
        const auto* m = static_cast<LineMaterial*>(material);
        QByteArray& block = *state.uniformData();
        putCommon(block, state, m->colour);
        // The node's own scale says how large a tile unit is on screen now.
        const QMatrix4x4 modelView = state.modelViewMatrix();
        const float scale = std::hypot(modelView(0, 0), modelView(1, 0));
        const float halfWidth = m->width / 2, feather = 0.5f / std::max(1.0f, state.devicePixelRatio());
        const float units = scale > 0 ? 1 / scale : 0;
        put(block, kHalfWidth, &halfWidth, 4);
        put(block, kFeather, &feather, 4);
        put(block, kUnitsPerPixel, &units, 4);
        return true;
    }
};

} // namespace

FillMaterial::FillMaterial()
{
    // Tiles keep their own matrix: merging would copy all vertices each frame.
    setFlag(RequiresFullMatrix);
}

void FillMaterial::setColour(const QColor& c)
{
    colour = c;
    setFlag(Blending, c.alpha() < 255);
}

QSGMaterialType* FillMaterial::type() const
{
    static QSGMaterialType type;
    return &type;
}

QSGMaterialShader* FillMaterial::createShader(QSGRendererInterface::RenderMode) const
{
    return new FillShader;
}

int FillMaterial::compare(const QSGMaterial* other) const
{
    return this < other ? -1 : this > other; // one material per layer
}

const QSGGeometry::AttributeSet& FillMaterial::attributes()
{
    static const QSGGeometry::Attribute list[] = {
        QSGGeometry::Attribute::create(0, 2, QSGGeometry::FloatType, true)};
    static const QSGGeometry::AttributeSet set{1, 2 * sizeof(float), list};
    return set;
}

LineMaterial::LineMaterial()
{
    setFlag(RequiresFullMatrix);
    setFlag(Blending); // for the soft edge
}

QSGMaterialType* LineMaterial::type() const
{
    static QSGMaterialType type;
    return &type;
}

QSGMaterialShader* LineMaterial::createShader(QSGRendererInterface::RenderMode) const
{
    return new LineShader;
}

int LineMaterial::compare(const QSGMaterial* other) const
{
    return this < other ? -1 : this > other;
}

const QSGGeometry::AttributeSet& LineMaterial::attributes()
{
    static const QSGGeometry::Attribute list[] = {
        QSGGeometry::Attribute::create(0, 2, QSGGeometry::FloatType, true),
        QSGGeometry::Attribute::create(1, 2, QSGGeometry::FloatType),
        QSGGeometry::Attribute::create(2, 2, QSGGeometry::FloatType)};
    static const QSGGeometry::AttributeSet set{3, 6 * sizeof(float), list};
    return set;
}

} // namespace qoloner
