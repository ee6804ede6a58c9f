// SPDX-License-Identifier: Apache-2.0
#include "core/models/place_name.h"

#include <QHash>
#include <QStringList>

namespace qoloner {

namespace {

const QHash<QChar, QString>& latinLetters()
{
    static const QHash<QChar, QString> letters = [] {
        const QString cyrillic = QStringLiteral("аәбвгғдеёжзийкқлмноөпрстуұүфхһцчшщъыіьэюя");
        const QStringList latin = QStringLiteral("a a b v g g d e yo zh z i i k k l m n o o p r s t u u u f "
                                                 "kh h ts ch sh shch - y i - e yu ya")
                                      .split(QLatin1Char(' '));
        QHash<QChar, QString> out;
        for (int i = 0; i < cyrillic.size(); ++i)
            out[cyrillic[i]] = latin[i] == QLatin1String("-") ? QString() : latin[i];
        return out;
    }();
    return letters;
}

QString inLatin(const QString& word)
{
    QString out;
    for (int i = 0; i < word.size(); ++i) {
        const QChar lower = word[i].toLower();
        QString letters;
        if (lower == QChar(0x04A3)) { // ң: the ғ after it brings the g (Маңғыстау: Mangystau)
            const QChar next = i + 1 < word.size() ? word[i + 1].toLower() : QChar();
            letters =
                next == QChar(0x0493) || next == QChar(0x0433) ? QStringLiteral("n") : QStringLiteral("ng");
        } else if (const auto known = latinLetters().constFind(lower); known != latinLetters().constEnd()) {
            letters = *known;
        } else {
            out += word[i];
            continue;
        }
        if (word[i].isUpper() && !letters.isEmpty())
            letters[0] = letters[0].toUpper();
        out += letters;
    }
    return out;
}

/// What kind of settlement a word says it is; empty: it is a part of the name.
QString kindOf(const QString& word)
{
    static const QHash<QString, QString> kinds = {
        {QStringLiteral("ауылы"), QStringLiteral("village")},
        {QStringLiteral("аулы"), QStringLiteral("village")},
        {QStringLiteral("село"), QStringLiteral("village")},
        {QStringLiteral("аул"), QStringLiteral("village")},
        {QStringLiteral("кенті"), QStringLiteral("township")},
        {QStringLiteral("поселок"), QStringLiteral("township")},
        {QStringLiteral("посёлок"), QStringLiteral("township")},
        {QStringLiteral("қаласы"), QStringLiteral("town")},
        {QStringLiteral("город"), QStringLiteral("town")},
    };
    return kinds.value(word.toLower());
}

} // namespace

QString settlementFor(const QString& asWritten, const QString& language)
{
    if (language != QLatin1String("en"))
        return asWritten;
    QStringList name;
    QString kind;
    for (const QString& word : asWritten.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const QString said = kindOf(word);
        if (said.isEmpty())
            name << inLatin(word);
        else
            kind = said;
    }
    if (name.isEmpty())
        return inLatin(asWritten);
    if (!kind.isEmpty())
        name << kind;
    return name.join(QLatin1Char(' '));
}

} // namespace qoloner
