// SPDX-License-Identifier: Apache-2.0
#include "core/models/review_page.h"

#include "core/models/record_fields.h"
#include "core/models/sql_text.h"

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

bool waits(Database& db, const Entity& entity, const std::string& id)
{
    return oldestProposal(readStamps(db, TableId::of(entity.id, Facet::Draft), id),
                          readStamps(db, TableId::of(entity.id, Facet::Published), id))
        .has_value();
}

/// Records whose proposals an approval of the master publishes: the master first.
std::vector<Change> approvals(Database& db, const std::string& artisan)
{
    std::vector<Change> out;
    const auto add = [&](const Entity& entity, const std::string& id) {
        if (waits(db, entity, id))
            out.push_back({OpKind::Approve, entity.id, id, {}});
    };
    add(entity("artisan"), artisan);
    for (const char* sql :
         {"SELECT id FROM media_draft WHERE artisan = ? AND coalesce(kind, '') <> 'consent' ORDER BY id",
          "SELECT id FROM work_draft WHERE artisan = ? ORDER BY id"}) {
        Statement query = db.prepare(sql);
        query.with(artisan);
        const Entity& of =
            entity(std::string_view(sql).find("media") != std::string_view::npos ? "media" : "work");
        while (query.step())
            add(of, query.string(0));
    }
    return out;
}

Change decision(const std::string& conflict, const char* state)
{
    return {
        OpKind::Patch, entity("conflict").id, conflict, {{fieldId("conflict", "state"), std::string(state)}}};
}

} // namespace

ReviewPage::ReviewPage(QObject* parent) : QObject(parent)
{
    m_media.setProposed(true);
}

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
                           of->name == "work"))
                    return reload();
        });
        connect(services->settings(), &SettingsModel::languageChanged, this, &ReviewPage::reload);
    }
    if (!m_rowId.isEmpty()) {
        m_fields.setServices(services);
        m_conflicts.setServices(services);
        m_media.setServices(services);
    }
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
    m_fields.setRow(id);
    m_conflicts.setRow(id);
    m_media.setArtisan(id);
    // Without a record they would list everybody's.
    Services* services = id.isEmpty() ? nullptr : m_services;
    m_fields.setServices(services);
    m_conflicts.setServices(services);
    m_media.setServices(services);
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

    const Entity& artisan = entity("artisan");
    const auto draft = readRow(db, TableId::of(artisan.id, Facet::Draft), id).value_or(FieldValues());
    const auto shown = readRow(db, TableId::of(artisan.id, Facet::Published), id).value_or(FieldValues());
    for (const Field* field : fieldsOf(artisan, Facet::Draft)) {
        if (field->merge == Merge::ServerOnly)
            continue; // follows from the others
        const auto before = shown.find(field->id);
        const auto after = draft.find(field->id);
        if ((before == shown.end() ? Value() : before->second) !=
            (after == draft.end() ? Value() : after->second))
            ++out.changedCount;
    }
    for (const Change& change : approvals(db, id)) {
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
    run(QStringLiteral("approve"), [id = m_rowId.toStdString()](Replica& replica) {
        return replica.commit(approvals(replica.database(), id));
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
    run(QStringLiteral("restore"), [id = conflictId.toStdString()](Replica& replica) -> Result<Dseq> {
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
        Change change{OpKind::Undelete, std::uint16_t(*ofId), *rowId, {}};
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
