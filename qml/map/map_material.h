// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QColor>
#include <QSGGeometry>
#include <QSGMaterial>

namespace qoloner {

/// One flat colour; vertices are FillVertex.
class FillMaterial : public QSGMaterial {
public:
    FillMaterial();
    QSGMaterialType* type() const override;
    QSGMaterialShader* createShader(QSGRendererInterface::RenderMode mode) const override;
    int compare(const QSGMaterial* other) const override;

    void setColour(const QColor& colour);
    static const QSGGeometry::AttributeSet& attributes();

    QColor colour;
};

/// Lines of constant width on screen with soft edges; vertices are LineVertex.
class LineMaterial : public QSGMaterial {
public:
    LineMaterial();
    QSGMaterialType* type() const override;
    QSGMaterialShader* createShader(QSGRendererInterface::RenderMode mode) const override;
    int compare(const QSGMaterial* other) const override;

    static const QSGGeometry::AttributeSet& attributes();

    QColor colour;
    float width = 1; ///< logical pixels
};

} // namespace qoloner
