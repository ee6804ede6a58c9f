// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QColor>
#include <QQuickItem>
#include <QtQml/qqmlregistration.h>

namespace qoloner {

/// A line drawing from `:/icons` (or `:/art`), drawn sharp at any size in one
/// colour. An unknown name draws nothing and warns, so that tests notice.
class Icon : public QQuickItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString name READ name WRITE setName NOTIFY nameChanged)
    Q_PROPERTY(QColor color READ color WRITE setColor NOTIFY colorChanged)

public:
    explicit Icon(QQuickItem* parent = nullptr);

    QString name() const { return m_name; }
    void setName(const QString& name);
    QColor color() const { return m_color; }
    void setColor(const QColor& color);

signals:
    void nameChanged();
    void colorChanged();

protected:
    QSGNode* updatePaintNode(QSGNode* old, UpdatePaintNodeData*) override;
    void geometryChange(const QRectF& now, const QRectF& before) override;
    void itemChange(ItemChange change, const ItemChangeData& data) override;

private:
    void redraw();

    QString m_name;
    QColor m_color = Qt::black;
    bool m_dirty = true;
};

} // namespace qoloner
