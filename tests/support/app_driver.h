// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QJsonObject>
#include <QObject>
#include <QPointer>
#include <QQuickItem>
#include <QQuickWindow>
#include <QSocketNotifier>

namespace qoloner::test {

/// Lets a test in another process use the running app as a person would: it
/// clicks, types, reads what is on the screen. One JSON command a line on
/// standard input, one JSON answer a line on standard output.
///
///   {"do":"click","object":N}                  N: objectName of a visible item
///   {"do":"type","object":N,"text":T}          replaces the text of a field
///   {"do":"get","object":N,"property":P}
///   {"do":"wait","object":N,"property":P,"equals":V | "contains":T | "not":V,"ms":M}
///   {"do":"gone","object":N,"ms":M}            waits until it is not visible
///   {"do":"set","object":N,"property":P,"value":V}  in place of a platform dialog
///   {"do":"grab","file":F}                     a picture of the window
///   {"do":"quit"}
///
/// Answers {"ok":true,"value":V} or {"ok":false,"why":T}. Only visible,
/// enabled items can be clicked: what a person cannot reach, a test cannot.
class AppDriver : public QObject {
    Q_OBJECT

public:
    explicit AppDriver(QQuickWindow* window, QObject* parent = nullptr);

private:
    void readCommands();
    void run(const QJsonObject& command);
    void answer(const QJsonObject& object);
    void fail(const QString& why);
    QQuickItem* find(const QString& name) const;
    void bringIntoView(QQuickItem* item) const;
    void click(QQuickItem* item);
    void type(QQuickItem* item, const QString& text);
    bool isSettled(QQuickItem* item);
    static void scrollOn(QQuickItem* root);
    void poll();

    QPointer<QQuickWindow> m_window;
    QSocketNotifier m_input;
    QByteArray m_buffer;
    QJsonObject m_waiting;
    QRectF m_lastPlace;
    qint64 m_deadline = 0;
};

} // namespace qoloner::test
