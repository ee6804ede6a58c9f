// SPDX-License-Identifier: Apache-2.0
#include "qml/style/icon.h"

#include <QFile>
#include <QImage>
#include <QPainter>
#include <QQuickWindow>
#include <QSGImageNode>
#include <QSvgRenderer>
#include <QtQml/qqmlinfo.h>

#include <cmath>
#include <memory>

namespace qoloner {

namespace {

QByteArray drawing(const QString& name)
{
    for (const auto* folder : {":/icons/", ":/art/"}) {
        QFile file(QLatin1String(folder) + name + QLatin1String(".svg"));
        if (file.open(QIODevice::ReadOnly))
            return file.readAll();
    }
    return {};
}

} // namespace

Icon::Icon(QQuickItem* parent) : QQuickItem(parent)
{
    setFlag(ItemHasContents);
    setImplicitSize(24, 24);
}

void Icon::setName(const QString& name)
{
    if (name == m_name)
        return;
    m_name = name;
    emit nameChanged();
    redraw();
}

void Icon::setColor(const QColor& color)
{
    if (color == m_color)
        return;
    m_color = color;
    emit colorChanged();
    redraw();
}

void Icon::geometryChange(const QRectF& now, const QRectF& before)
{
    QQuickItem::geometryChange(now, before);
    redraw();
}

void Icon::itemChange(ItemChange change, const ItemChangeData& data)
{
    QQuickItem::itemChange(change, data);
    if (change == ItemDevicePixelRatioHasChanged || change == ItemSceneChange)
        redraw();
}

void Icon::redraw()
{
    m_dirty = true;
    update();
}

QSGNode* Icon::updatePaintNode(QSGNode* old, UpdatePaintNodeData*)
{
    auto* node = static_cast<QSGImageNode*>(old);
    const double ratio = window()->effectiveDevicePixelRatio();
    const QSize pixels(static_cast<int>(std::ceil(width() * ratio)),
                       static_cast<int>(std::ceil(height() * ratio)));
    if (m_name.isEmpty() || pixels.isEmpty()) {
        delete node;
        return nullptr;
    }
    if (node && !m_dirty)
        return node;

    QByteArray svg = drawing(m_name);
    if (svg.isEmpty())
        qmlWarning(this) << "no drawing is called" << m_name;
    svg.replace("currentColor", m_color.name(QColor::HexRgb).toLatin1());
    QImage image(pixels, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    if (QSvgRenderer renderer(svg); renderer.isValid()) {
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        QPainter painter(&image);
        painter.setOpacity(m_color.alphaF());
        renderer.render(&painter);
    }
    std::unique_ptr<QSGTexture> texture(
        window()->createTextureFromImage(image, QQuickWindow::TextureCanUseAtlas));
    if (!texture) {
        delete node;
        return nullptr;
    }
    if (!node) {
        node = window()->createImageNode();
        node->setOwnsTexture(true);
    }
    node->setTexture(texture.release());
    node->setRect(boundingRect());
    node->setFiltering(QSGTexture::Linear);
    m_dirty = false;
    return node;
}

} // namespace qoloner
