// SPDX-License-Identifier: Apache-2.0
#include "qml/style/formatter.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace qoloner {

namespace {

constexpr QChar nbsp(0x00A0);
constexpr QChar enDash(0x2013);

struct Units {
    QLatin1String code;
    QString metre, kilometre, minute, hour, byte, kilobyte, megabyte, gigabyte;
    QChar decimal;
};

const Units& unitsOf(const QString& language)
{
    static const Units kk{QLatin1String("kk"),   QStringLiteral("м"),   QStringLiteral("км"),
                          QStringLiteral("мин"), QStringLiteral("сағ"), QStringLiteral("байт"),
                          QStringLiteral("КБ"),  QStringLiteral("МБ"),  QStringLiteral("ГБ"),
                          QLatin1Char(',')};
    static const Units ru{QLatin1String("ru"),   QStringLiteral("м"),  QStringLiteral("км"),
                          QStringLiteral("мин"), QStringLiteral("ч"),  QStringLiteral("байт"),
                          QStringLiteral("КБ"),  QStringLiteral("МБ"), QStringLiteral("ГБ"),
                          QLatin1Char(',')};
    static const Units en{QLatin1String("en"),   QStringLiteral("m"),  QStringLiteral("km"),
                          QStringLiteral("min"), QStringLiteral("h"),  QStringLiteral("bytes"),
                          QStringLiteral("KB"),  QStringLiteral("MB"), QStringLiteral("GB"),
                          QLatin1Char('.')};
    return language == kk.code ? kk : language == ru.code ? ru : en;
}

QLocale localeOf(const Units& u)
{
    return QLocale(u.code == QLatin1String("kk")   ? QStringLiteral("kk_KZ")
                   : u.code == QLatin1String("ru") ? QStringLiteral("ru_KZ")
                                                   : QStringLiteral("en_GB"));
}

QString join(const QString& value, const QString& unit)
{
    return value + nbsp + unit;
}

// Wide enough for any real value and far from what a double prints inexactly.
bool printable(double value)
{
    return std::isfinite(value) && std::abs(value) < 1e15;
}

QString symbolOf(const QString& currency)
{
    if (currency == QLatin1String("KZT"))
        return QStringLiteral("₸");
    if (currency == QLatin1String("USD"))
        return QStringLiteral("$");
    if (currency == QLatin1String("EUR"))
        return QStringLiteral("€");
    if (currency == QLatin1String("RUB"))
        return QStringLiteral("₽");
    return currency.left(3);
}

} // namespace

QString Formatter::number(const QString& language, double value, int decimals)
{
    if (!printable(value))
        return {};
    const QString plain = QString::number(std::abs(value), 'f', std::clamp(decimals, 0, 6));
    const auto point = plain.indexOf(QLatin1Char('.'));
    QString whole = point < 0 ? plain : plain.left(point);
    for (auto at = whole.size() - 3; at > 0; at -= 3)
        whole.insert(at, nbsp);
    const bool negative = value < 0 && plain.toDouble() != 0;
    QString out = negative ? QChar(0x2212) + whole : whole;
    if (point >= 0)
        out += unitsOf(language).decimal + plain.mid(point + 1);
    return out;
}

QString Formatter::distance(const QString& language, double metres)
{
    if (!printable(metres) || metres < 0)
        return {};
    const Units& u = unitsOf(language);
    const double tens = metres < 50 ? std::round(metres) : std::round(metres / 10) * 10;
    if (tens < 1000)
        return join(number(language, tens), u.metre);
    const double km = metres / 1000;
    return join(number(language, km, std::round(km * 10) < 100 ? 1 : 0), u.kilometre);
}

QString Formatter::duration(const QString& language, double minutes)
{
    if (!printable(minutes) || minutes < 0)
        return {};
    const Units& u = unitsOf(language);
    const auto total = std::llround(minutes);
    if (total < 60)
        return join(QString::number(total), u.minute);
    QString out = join(number(language, std::trunc(static_cast<double>(total) / 60)), u.hour);
    if (total % 60 != 0)
        out += nbsp + join(QString::number(total % 60), u.minute);
    return out;
}

QString Formatter::money(const QString& language, double minorUnits, const QString& currency)
{
    if (!printable(minorUnits))
        return {};
    const bool whole = std::fmod(minorUnits, 100.0) == 0;
    return join(number(language, minorUnits / 100, whole ? 0 : 2), symbolOf(currency));
}

QString Formatter::bytes(const QString& language, double count)
{
    if (!printable(count) || count < 0)
        return {};
    const Units& u = unitsOf(language);
    if (count < 1000)
        return join(number(language, count), u.byte);
    if (count < 1e6)
        return join(number(language, count / 1e3), u.kilobyte);
    if (count < 1e9)
        return join(number(language, count / 1e6, count < 1e7 ? 1 : 0), u.megabyte);
    return join(number(language, count / 1e9, 1), u.gigabyte);
}

QString Formatter::date(const QString&, const QDateTime& when)
{
    return when.toString(QStringLiteral("dd.MM.yyyy"));
}

QString Formatter::longDate(const QString& language, const QDateTime& when)
{
    if (!when.isValid())
        return {};
    return localeOf(unitsOf(language))
        .toString(when, QStringLiteral("d MMMM yyyy"))
        .replace(QLatin1Char(' '), nbsp);
}

QString Formatter::time(const QString&, const QDateTime& when)
{
    return when.toString(QStringLiteral("HH:mm"));
}

QString Formatter::dateTime(const QString& language, const QDateTime& when)
{
    return when.isValid() ? date(language, when) + QLatin1Char(',') + nbsp + time(language, when) : QString();
}

// From midnight to midnight (or the minute before): nobody means the hours.
static bool wholeDays(const QDateTime& from, const QDateTime& to)
{
    return from.time() == QTime(0, 0) &&
           (!to.isValid() || (to > from && (to.time() == QTime(0, 0) || to.time() >= QTime(23, 59))));
}

// "3 June 2026", "3–5 June 2026", "30 June – 2 July 2026"
static QString days(const QString& language, QDate first, QDate last)
{
    const QLocale locale = localeOf(unitsOf(language));
    const auto written = [&](QDate day, const char* form) {
        return locale.toString(day, QLatin1String(form)).replace(QLatin1Char(' '), nbsp);
    };
    QString end = written(last, "d MMMM yyyy");
    if (first >= last)
        return end;
    if (first.year() != last.year())
        return written(first, "d MMMM yyyy") + QLatin1Char(' ') + enDash + nbsp + end;
    if (first.month() != last.month())
        return written(first, "d MMMM") + QLatin1Char(' ') + enDash + nbsp + end;
    return QString::number(first.day()) + enDash + end;
}

QString Formatter::dateRange(const QString& language, const QDateTime& from, const QDateTime& to)
{
    if (!from.isValid())
        return {};
    if (wholeDays(from, to))
        return days(language, from.date(), to.isValid() ? to.addMSecs(-1).date() : from.date());
    if (!to.isValid() || to <= from)
        return dateTime(language, from);
    if (from.date() == to.date())
        return dateTime(language, from) + enDash + time(language, to);
    return date(language, from) + QLatin1Char(' ') + enDash + QLatin1Char(' ') + date(language, to);
}

QString Formatter::weekday(const QString& language, const QDateTime& when)
{
    return when.isValid() ? localeOf(unitsOf(language)).dayName(when.date().dayOfWeek()) : QString();
}

QString Formatter::month(const QString& language, const QDateTime& when)
{
    return when.isValid() ? localeOf(unitsOf(language)).monthName(when.date().month(), QLocale::ShortFormat)
                          : QString();
}

QString Formatter::languageName(const QString& code)
{
    if (code == QLatin1String("kk"))
        return QStringLiteral("Қазақша");
    if (code == QLatin1String("ru"))
        return QStringLiteral("Русский");
    if (code == QLatin1String("en"))
        return QStringLiteral("English");
    return code;
}

} // namespace qoloner
