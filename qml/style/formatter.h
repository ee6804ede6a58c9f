// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QDateTime>
#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace qoloner {

/// Locale rules of kk, ru and en as people in Kazakhstan write them:
/// dd.mm.yyyy, 24 hours, and (kk, ru) a decimal comma; groups of three and
/// units are held together by no-break spaces. Any other language reads as en.
/// Values that are not finite or not valid give an empty string.
class Formatter : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
    /// The language of the interface: "kk", "ru" or "en".
    Q_PROPERTY(QString language MEMBER m_language NOTIFY languageChanged)

public:
    /// "350 m" to ten metres, "1,2 km" below 10 km, then whole kilometres.
    Q_INVOKABLE static QString distance(const QString& language, double metres);
    /// "45 min", "1 h 20 min".
    Q_INVOKABLE static QString duration(const QString& language, double minutes);
    Q_INVOKABLE static QString number(const QString& language, double value, int decimals = 0);
    /// `minorUnits` of an ISO 4217 currency: 1250000, "KZT" -> "12 500 ₸".
    Q_INVOKABLE static QString money(const QString& language, double minorUnits, const QString& currency);
    Q_INVOKABLE static QString bytes(const QString& language, double count);
    Q_INVOKABLE static QString date(const QString& language, const QDateTime& when);
    /// "14 November 2026", "14 қараша 2026".
    Q_INVOKABLE static QString longDate(const QString& language, const QDateTime& when);
    Q_INVOKABLE static QString time(const QString& language, const QDateTime& when);
    Q_INVOKABLE static QString dateTime(const QString& language, const QDateTime& when);
    /// One day with its hours, or two dates.
    Q_INVOKABLE static QString dateRange(const QString& language, const QDateTime& from, const QDateTime& to);
    Q_INVOKABLE static QString weekday(const QString& language, const QDateTime& when);
    /// "Nov", "қар.", "нояб." for a calendar badge.
    Q_INVOKABLE static QString month(const QString& language, const QDateTime& when);
    /// A language in its own words: "Қазақша".
    Q_INVOKABLE static QString languageName(const QString& code);

signals:
    void languageChanged();

private:
    QString m_language = QStringLiteral("kk");
};

} // namespace qoloner
