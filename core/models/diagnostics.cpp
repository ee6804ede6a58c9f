// SPDX-License-Identifier: Apache-2.0
#include "core/models/diagnostics.h"

#include "core/models/error_codes.h"
#include "core/models/sql_text.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSysInfo>
#include <QtGlobal>
#include <map>
#include <sqlite3.h>

namespace qoloner {

namespace {

using Lines = QStringList;

void add(Lines& lines, const QString& key, const QString& value)
{
    lines << key + QStringLiteral(": ") + value;
}

void add(Lines& lines, const QString& key, qint64 value)
{
    add(lines, key, QString::number(value));
}

QString meta(Database& db, const char* key)
{
    Statement query = db.prepare("SELECT CAST(value AS TEXT) FROM meta WHERE key = ?");
    query.with(key);
    return query.step() ? textOf(query, 0) : QString();
}

/// A code this version has words for; anything else may be a text of somebody's.
QString knownCode(const QString& code)
{
    static const QStringList known = ErrorCodes::all();
    return code.isEmpty() ? QStringLiteral("none") : known.contains(code) ? code : QStringLiteral("other");
}

/// Of a random word (an epoch): enough to compare two reports.
QString shortWord(const QString& word)
{
    static const QRegularExpression plain(QStringLiteral("^[0-9a-fA-F-]{1,64}$"));
    return word.isEmpty()                 ? QStringLiteral("none")
           : plain.match(word).hasMatch() ? word.left(8)
                                          : QStringLiteral("other");
}

QString number(const QString& text)
{
    bool ok = false;
    const qulonglong value = text.toULongLong(&ok);
    return ok ? QString::number(value) : QStringLiteral("none");
}

void addJournal(Lines& lines, Database& db, std::uint64_t nowMs)
{
    static const char* const states[] = {"pending", "held", "accepted", "settled", "rejected", "closed"};
    for (int state = 0; state < 6; ++state) {
        Statement count = db.prepare("SELECT count(*) FROM journal WHERE state = ?");
        count.with(state);
        count.step();
        add(lines, QStringLiteral("journal.") + QLatin1String(states[state]), count.integer(0));
    }
    add(lines, QStringLiteral("journal.other"),
        db.integer("SELECT count(*) FROM journal WHERE state NOT BETWEEN 0 AND 5"));
    add(lines, QStringLiteral("journal.merged"),
        db.integer("SELECT count(*) FROM journal WHERE outcome = 1"));
    add(lines, QStringLiteral("journal.newest"), db.integer("SELECT coalesce(max(dseq), 0) FROM journal"));
    const std::int64_t oldest =
        db.integer("SELECT min(created_ms) FROM journal WHERE state IN (0, 1) HAVING count(*) > 0");
    if (oldest > 0)
        add(lines, QStringLiteral("journal.oldest-waiting-s"), (qint64(nowMs) - qint64(oldest)) / 1000);
    std::map<QString, qint64> codes;
    Statement refused =
        db.prepare("SELECT error_code, count(*) FROM journal WHERE error_code <> '' GROUP BY error_code");
    while (refused.step())
        codes[knownCode(textOf(refused, 0))] += refused.integer(1);
    for (const auto& [code, count] : codes)
        add(lines, QStringLiteral("journal.code.") + code, count);
    add(lines, QStringLiteral("overlay.rows"), db.integer("SELECT count(*) FROM base_row"));
}

void addDevice(Lines& lines, Database& db)
{
    Statement newest =
        db.prepare("SELECT body FROM journal WHERE length(body) > 0 ORDER BY dseq DESC LIMIT 1");
    const auto mutation = newest.step() ? decodeMutation(newest.blob(0)) : std::nullopt;
    add(lines, QStringLiteral("device"),
        mutation ? QStringLiteral("%1").arg(mutation->device >> 24, 6, 16, QLatin1Char('0'))
                 : QStringLiteral("none"));
}

/// Scopes by their kind: what follows the slash says whose or where.
void addCursor(Lines& lines, Database& db)
{
    add(lines, QStringLiteral("epoch"), shortWord(meta(db, "epoch")));
    add(lines, QStringLiteral("complete-rev"), number(meta(db, "complete_rev")));
    static const QStringList kinds = {"public", "own", "region", "org", "moderation"};
    std::map<QString, QStringList> revs;
    Statement cursor = db.prepare("SELECT scope, rev FROM cursor ORDER BY rev");
    while (cursor.step()) {
        const QString kind = textOf(cursor, 0).section(QLatin1Char('/'), 0, 0);
        revs[kinds.contains(kind) ? kind : QStringLiteral("other")] << QString::number(cursor.integer(1));
    }
    for (const auto& [kind, list] : revs)
        add(lines, QStringLiteral("cursor.") + kind, list.join(QLatin1Char(' ')));
}

void addTables(Lines& lines, Database& db)
{
    QElapsedTimer timer;
    timer.start();
    for (const TableId table : allTables()) {
        const std::string name = tableName(table);
        if (const std::int64_t count = db.integer("SELECT count(*) FROM " + name); count > 0)
            add(lines, QStringLiteral("rows.") + QString::fromStdString(name), count);
    }
    add(lines, QStringLiteral("time.count-rows-ms"), timer.restart());
    db.integer("SELECT max(length(value)) FROM meta");
    add(lines, QStringLiteral("time.one-read-us"), timer.nsecsElapsed() / 1000);
}

void addFile(Lines& lines, Database& db)
{
    const QString path = QString::fromStdString(db.path());
    add(lines, QStringLiteral("file.bytes"), QFileInfo(path).size());
    add(lines, QStringLiteral("file.wal-bytes"), QFileInfo(path + QStringLiteral("-wal")).size());
    add(lines, QStringLiteral("file.free-pages"), db.integer("PRAGMA freelist_count"));
    add(lines, QStringLiteral("file.version"), db.integer("PRAGMA user_version"));
}

} // namespace

QString diagnosticsReport(Database& db, const DiagnosticsContext& context)
{
    Lines lines;
    const auto time = [](std::uint64_t ms) {
        return QDateTime::fromMSecsSinceEpoch(qint64(ms), Qt::UTC).toString(Qt::ISODate);
    };
    static const QStringList phases = {"idle", "connecting", "pushing", "pulling", "waiting", "offline"};
    static const QStringList roles = {"visitor", "artisan", "field", "moderator", "admin", "auditor"};
    const auto oneOf = [](const QStringList& words, const QString& word) {
        return words.contains(word) ? word : QStringLiteral("other");
    };
    add(lines, QStringLiteral("report"), time(context.nowMs));
    add(lines, QStringLiteral("app"), context.appVersion);
    add(lines, QStringLiteral("schema"), schemaVersion);
    add(lines, QStringLiteral("qt"), QLatin1String(qVersion()));
    add(lines, QStringLiteral("sqlite"), QLatin1String(sqlite3_libversion()));
    add(lines, QStringLiteral("encryption"),
        encryptionAvailable() ? QStringLiteral("available") : QStringLiteral("none"));
    add(lines, QStringLiteral("system"),
        QSysInfo::productType() + QLatin1Char(' ') + QSysInfo::productVersion());
    add(lines, QStringLiteral("processor"), QSysInfo::currentCpuArchitecture());
    add(lines, QStringLiteral("language"), oneOf({"kk", "ru", "en"}, context.language));
    add(lines, QStringLiteral("role"), oneOf(roles, context.role));
    add(lines, QStringLiteral("enrolled"), context.enrolled ? 1 : 0);
    addDevice(lines, db);
    add(lines, QStringLiteral("sync.phase"), oneOf(phases, context.phase));
    add(lines, QStringLiteral("sync.offline"), context.offline ? 1 : 0);
    add(lines, QStringLiteral("sync.pending"), context.pending);
    add(lines, QStringLiteral("sync.rows-pulled"), context.rowsPulled);
    add(lines, QStringLiteral("sync.last-success"),
        context.lastSuccess.isValid() ? context.lastSuccess.toUTC().toString(Qt::ISODate)
                                      : QStringLiteral("never"));
    add(lines, QStringLiteral("sync.last-error"), knownCode(context.lastErrorCode));
    addCursor(lines, db);
    addJournal(lines, db, context.nowMs);
    addTables(lines, db);
    addFile(lines, db);
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace qoloner
