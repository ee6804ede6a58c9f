// SPDX-License-Identifier: Apache-2.0
#include "core/models/review_page.h"

#include "core/models/mend.h"
#include "core/models/record_facts.h"
#include "core/models/record_fields.h"
#include "core/models/sql_text.h"

#include <algorithm>
#include <limits>

namespace qoloner {

namespace {

/// The oldest proposal whose dot is not the published one; nothing when all is published.
std::optional<Stamp> oldestProposal(const RowStamps& draft, const RowStamps& published)
{
    for (const auto& group : draft.groups()) // ascending by stamp
        for (const std::uint16_t field : group.fields) {
            const auto approved = published.of(field);
            if (field != 0 && (!approved || approved->dot != group.stamp.dot))
                return group.stamp;
        }
    return std::nullopt;
}

/// The approval of what is proposed for one record, naming who wrote each value; nothing without any.
std::optional<Change> approvalOf(Database& db, const Entity& entity, const std::string& id)
{
    const RowStamps draft = readStamps(db, TableId::of(entity.id, Facet::Draft), id);
    if (!oldestProposal(draft, readStamps(db, TableId::of(entity.id, Facet::Published), id)))
        return std::nullopt;
    Change change{OpKind::Approve, entity.id, id, {}};
    for (const auto& group : draft.groups())
        for (const std::uint16_t field : group.fields)
            change.seen[field] = group.stamp.dot;
    return change;
}

/// Rows of `entity` that belong to the master; the proof of a consent is never published.
std::vector<std::string> partsOf(Database& db, std::string_view entity, const std::string& artisan)
{
    std::vector<std::string> ids;
    Statement query =
        db.prepare("SELECT id FROM " + std::string(entity) + "_draft WHERE artisan = ?" +
                   (entity == "media" ? " AND coalesce(kind, '') <> 'consent'" : "") + " ORDER BY id");
    query.with(artisan);
    while (query.step())
        ids.push_back(query.string(0));
    return ids;
}

constexpr std::size_t mostPhotos = 500;

Change decision(const std::string& conflict, const char* state)
{
    return {
        OpKind::Patch, entity("conflict").id, conflict, {{fieldId("conflict", "state"), std::string(state)}}};
}

} // namespace

ReviewPage::ReviewPage(QObject* parent) : QObject(parent), m_media(photoRoles()) {}

void ReviewPage::setServices(Services* services)
{
    if (m_services == services)
        return;
    if (m_services) {
        m_services->hub()->disconnect(this);
        m_services->settings()->disconnect(this);
    }
    m_services = services;
    if (services) {
        connect(services->hub(), &ReplicaHub::rowsChanged, this, [this](const TableChanges& changes) {
            for (const auto& [table, rows] : changes)
                if (const Entity* of = findEntity(table.entity());
                    of && (of->name == "artisan" || of->name == "consent" || of->name == "media" ||
                           of->name == "work" || of->name == "craft" || of->name == "region"))
                    return reload();
        });
        connect(services->settings(), &SettingsModel::languageChanged, this, &ReviewPage::reload);
    }
    if (!m_rowId.isEmpty())
        m_conflicts.setServices(services);
    emit servicesChanged();
    reload();
}

void ReviewPage::setRowId(const QString& id)
{
    if (m_rowId == id)
        return;
    m_rowId = id;
    m_state = {};
    m_loading = true;
    m_fields.show({});
    m_media.show({});
    m_conflicts.setRow(id);
    // Without a record they would list everybody's.
    m_conflicts.setServices(id.isEmpty() ? nullptr : m_services);
    emit rowIdChanged();
    emit changed();
    reload();
}

void ReviewPage::reload()
{
    if (!m_services || std::exchange(m_queued, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_queued = false;
            if (!m_services || m_rowId.isEmpty())
                return;
            m_services->hub()->read(
                this,
                [id = m_rowId.toStdString(), language = language()](Database& db) {
                    return read(db, id, language);
                },
                [this, generation = ++m_generation](const State& state) {
                    if (generation != m_generation)
                        return;
                    m_state = state;
                    m_loading = false;
                    m_fields.show(m_state.fields);
                    m_media.show(m_state.media);
                    emit changed();
                });
        },
        Qt::QueuedConnection);
}

ReviewPage::State ReviewPage::read(Database& db, const std::string& id, const QString& language)
{
    State out;
    Statement record =
        db.prepare("SELECT " + localisedColumns("artisan", "name", "d") +
                   ", d.status, s.minor, s.home_workshop, s.lat, s.lon, s.accuracy_m, v.phone, "
                   "p.id FROM artisan_draft d LEFT JOIN artisan_staff s ON s.id = d.id "
                   "LEFT JOIN artisan_private v ON v.id = d.id LEFT JOIN artisan p ON p.id = "
                   "d.id WHERE d.id = ?");
    record.with(id);
    out.found = record.step();
    if (!out.found)
        return out;
    const Localised name = localised(record, 0, language);
    out.name = name.text;
    out.nameLanguage = name.language;
    out.status = textOf(record, 3);
    out.minor = record.integer(4) != 0;
    out.homeWorkshop = record.isNull(5) || record.integer(5) != 0;
    out.latitude = degreesAt(record, 6);
    out.longitude = degreesAt(record, 7);
    out.accuracy = record.isNull(8) ? std::numeric_limits<double>::quiet_NaN() : double(record.integer(8));
    out.phone = textOf(record, 9);
    out.published = !record.isNull(10);

    Statement consent = db.prepare(
        "SELECT purposes FROM consent_staff WHERE artisan = ? AND withdrawn_at IS NULL ORDER BY id");
    consent.with(id);
    while (consent.step())
        for (const std::string& purpose : setElements(consent.text(0)))
            if (!out.purposes.contains(qstring(purpose)))
                out.purposes << qstring(purpose);

    out.fields = diffLines(db, "artisan", id, {}, language);
    out.media = photoLines(db, id, true, language, {mostPhotos, {}});
    if (auto approval = approvalOf(db, entity("artisan"), id))
        out.approvals.push_back(std::move(*approval));
    for (const char* part : {"media", "work"})
        for (const std::string& row : partsOf(db, part, id)) {
            auto approval = approvalOf(db, entity(part), row);
            if (!approval)
                continue;
            const auto isShown = [&](const ListRow& line) { return line.key == qstring(row); };
            if (std::none_of(out.media.begin(), out.media.end(), isShown)) {
                // No picture: its values are what a moderator can look at.
                QString called = recordName(db, entity(part), row, language).text;
                if (called.isEmpty())
                    called = qstring(row);
                for (ListRow& line : diffLines(db, part, row, called, language))
                    out.fields.push_back(std::move(line));
            }
            out.approvals.push_back(std::move(*approval));
        }
    out.changedCount = int(std::count_if(out.fields.begin(), out.fields.end(),
                                         [](const ListRow& line) { return line.values[4].toBool(); }));
    for (const Change& change : out.approvals) {
        const Stamp oldest =
            *oldestProposal(readStamps(db, TableId::of(change.entity, Facet::Draft), change.row),
                            readStamps(db, TableId::of(change.entity, Facet::Published), change.row));
        const QDateTime since = timeOf(std::int64_t(oldest.hlc.ms()));
        if (!out.pending || since < out.waitingSince)
            out.waitingSince = since;
        out.pending = true;
    }
    return out;
}

bool ReviewPage::canApprove() const
{
    return m_state.pending && !m_state.minor && m_state.purposes.contains(QStringLiteral("public_profile"));
}

void ReviewPage::run(const QString& action, std::function<Result<Dseq>(Replica&)> job)
{
    if (!m_services || m_busy || m_rowId.isEmpty())
        return;
    m_busy = true;
    emit busyChanged();
    m_services->hub()->write(
        this, std::move(job),
        [this, action](const Result<Dseq>& result) {
            m_busy = false;
            emit busyChanged();
            reload();
            if (result)
                emit done(action);
            else
                emit failed(qstring(result.error().code), qstring(result.error().field),
                            stringList(result.error().args));
        },
        [this](const QString& code) {
            m_busy = false;
            emit busyChanged();
            emit failed(code, {}, {});
        });
}

void ReviewPage::approve()
{
    // The server decides; these are told at once.
    if (m_state.minor || !m_state.purposes.contains(QStringLiteral("public_profile"))) {
        emit failed(m_state.minor ? QStringLiteral("minor_never_public") : QStringLiteral("consent_missing"),
                    {}, {});
        return;
    }
    run(QStringLiteral("approve"),
        [id = m_rowId.toStdString(), approvals = m_state.approvals](Replica& replica) {
            return commitApproval(replica, entity("artisan").id, id, approvals);
        });
}

void ReviewPage::withdraw()
{
    run(QStringLiteral("withdraw"), [id = m_rowId.toStdString()](Replica& replica) {
        return replica.commit({{OpKind::Withdraw, entity("artisan").id, id, {}}});
    });
}

void ReviewPage::restore(const QString& conflictId)
{
    run(QStringLiteral("restore"),
        [id = conflictId.toStdString(),
         seen = m_conflicts.seenBeside(conflictId)](Replica& replica) -> Result<Dseq> {
            const auto conflict = replica.row(TableId::of(entity("conflict").id, Facet::Staff), id);
            if (!conflict)
                return failure("row_missing", "conflict", {id});
            const auto read = [&](std::string_view name) {
                const auto at = conflict->fields.find(fieldId("conflict", name));
                return at == conflict->fields.end() ? Value() : at->second;
            };
            const Value of = read("entity"), row = read("row"), field = read("field"), lost = read("value");
            const auto* ofId = std::get_if<std::int64_t>(&of);
            const auto* rowId = std::get_if<std::string>(&row);
            const auto* fieldNumber = std::get_if<std::int64_t>(&field);
            if (!ofId || !rowId || !fieldNumber)
                return failure("row_missing", "conflict", {id});
            // Of a whole row it is a deletion that lost: once more, and this time it has seen the row.
            // Either way over what stood on the screen, not over what came since.
            Change change{OpKind::Delete, std::uint16_t(*ofId), *rowId, {}, seen};
            if (*fieldNumber != 0) {
                const auto* bytes = std::get_if<Bytes>(&lost);
                CborReader reader(bytes ? std::string_view(bytes->data) : std::string_view());
                Value value = bytes ? readValue(reader) : Value();
                if (bytes && !reader.finished())
                    return failure("field_invalid", "value");
                change.kind = OpKind::Patch;
                change.fields[std::uint16_t(*fieldNumber)] = std::move(value);
            }
            return replica.commit({change, decision(id, "restored")});
        });
}

void ReviewPage::dismiss(const QString& conflictId)
{
    run(QStringLiteral("dismiss"), [id = conflictId.toStdString()](Replica& replica) {
        return replica.commit({decision(id, "dismissed")});
    });
}

} // namespace qoloner
