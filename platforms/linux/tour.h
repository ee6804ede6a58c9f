// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QQuickWindow>
#include <QStringList>
#include <functional>

namespace qoloner {

class AppServices;
class RowListModel;

/// Walks through every section and page of every role in the real window, as a
/// self-test or to take pictures. Only looks: saves nothing, sends nothing.
class Tour {
public:
    struct Options {
        QString pictures;       ///< folder for PNG files; empty: none
        QString suffix;         ///< of the pictures' names: "-390x844-light-kk"
        QList<QSize> sizes;     ///< at least one
        bool everyRole = false; ///< repeats what roles share, and pages of rows that are not there
        bool awaitSync = false; ///< the first answer of the server comes before the walk
    };

    Tour(QQuickWindow& window, AppServices& services, Options options);

    /// False when a page could not be reached, settle or be saved; `problems` says which.
    bool run();
    QStringList problems() const { return m_problems; }
    int pagesSeen() const { return m_seen; }

private:
    bool waitUntil(const std::function<bool()>& holds, int milliseconds);
    void settle(const QString& what);
    void look(const QString& name);
    void openSection(const QString& key);
    void openPage(const QString& page, const QString& rowId);
    void click(const QString& objectName);
    void resize(const QSize& size);
    void widenUnderMoreSheet();
    void walk();
    void rolePages(const QString& role, bool wide);
    void openUnknownPage();
    QString firstRow(RowListModel&& model, const QString& preferred = {});
    QQuickItem* find(const QString& objectName) const;
    bool quiet(const QQuickItem* item) const;

    QQuickWindow& m_window;
    AppServices& m_services;
    Options m_options;
    QStringList m_problems;
    QStringList m_taken;
    int m_seen = 0;
};

} // namespace qoloner
