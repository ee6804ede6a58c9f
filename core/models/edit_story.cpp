// SPDX-License-Identifier: Apache-2.0
#include "core/models/edit_story.h"

#include "core/models/mend.h"
#include "core/models/sql_text.h"

namespace qoloner {

namespace {

constexpr const char* languages[] = {"kk", "ru", "en"};

/// The entity when it has `set` in all three languages.
const Entity* entityWith(const QString& name, const QString& set)
{
    const Entity* found = findEntity(name.toStdString());
    if (!found)
        return nullptr;
    for (const char* language : languages)
        if (!found->field(set.toStdString() + "_" + language))
            return nullptr;
    return found;
}

Facet editedFacet(const Entity& entity)
{
    return entity.reviewed() ? Facet::Draft : Facet::Published;
}

} // namespace

struct EditStory::Loaded {
    bool found = false;
    Texts texts;
    Dots dots;
    QString name;
    QJsonObject draft;
};

EditStory::EditStory(QObject* parent) : QObject(parent), m_draft([this] { return draft(); }) {}

EditStory::~EditStory()
{
    m_draft.flush();
}

void EditStory::setServices(Services* services)
{
    if (m_services == services)
        return;
    if (m_services)
        m_services->hub()->disconnect(this);
    m_services = services;
    if (services)
        connect(services->hub(), &ReplicaHub::rowsChanged, this, [this](const TableChanges& changes) {
            const Entity* entity = entityWith(m_entity, m_fieldSet);
            for (const auto& [table, rows] : changes)
                if (entity && !m_busy && table.entity() == entity->id && rows.contains(m_rowId.toStdString()))
                    return reload();
        });
    emit servicesChanged();
    reload();
}

void EditStory::setRowId(const QString& id)
{
    if (m_rowId == id)
        return;
    restart();
    m_rowId = id;
    emit rowIdChanged();
}

void EditStory::setEntity(const QString& name)
{
    if (m_entity == name)
        return;
    restart();
    m_entity = name;
    emit rowIdChanged();
}

void EditStory::setFieldSet(const QString& name)
{
    if (m_fieldSet == name)
        return;
    restart();
    m_fieldSet = name;
    emit rowIdChanged();
}

/// Another text: what was typed for the one before is kept with it.
void EditStory::restart()
{
    m_draft.flush();
    m_text = m_original = {};
    m_seen = {};
    m_restored = false;
    m_loading = true;
    reload();
}

void EditStory::reload()
{
    if (!m_services || std::exchange(m_queued, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_queued = false;
            const Entity* entity = entityWith(m_entity, m_fieldSet);
            if (!m_services || m_rowId.isEmpty() || !entity)
                return;
            const QString key = QStringLiteral("draft/%1/%2/%3").arg(m_fieldSet, m_entity, m_rowId);
            m_draft.setUp(m_services, key);
            m_services->hub()->read(
                this,
                [entity, key, id = m_rowId.toStdString(), set = m_fieldSet.toStdString(),
                 language = m_services->settings()->language()](Database& db) {
                    Loaded out;
                    const TableId table = TableId::of(entity->id, editedFacet(*entity));
                    const auto row = readRow(db, table, id);
                    out.found = row.has_value();
                    if (!row)
                        return out;
                    const auto text = [&](const std::string& name) {
                        const Field* field = entity->field(name);
                        const auto at = field ? row->find(field->id) : row->end();
                        return at == row->end() ? QString() : variantOf(*field, at->second).toString();
                    };
                    const RowStamps stamps = readStamps(db, table, id);
                    for (std::size_t i = 0; i < 3; ++i) {
                        const std::string name = set + "_" + languages[i];
                        out.texts[i] = text(name);
                        if (const auto stamp = stamps.of(entity->field(name)->id))
                            out.dots[i] = stamp->dot;
                    }
                    for (const QString& l : languageOrder(language)) {
                        for (const char* head : {"name_", "title_"})
                            if (out.name.isEmpty())
                                out.name = text(head + l.toStdString());
                    }
                    out.draft = DraftKeeper::read(db, key);
                    return out;
                },
                [this, generation = ++m_generation](const Loaded& loaded) {
                    if (generation == m_generation)
                        take(loaded);
                });
        },
        Qt::QueuedConnection);
}

void EditStory::take(const Loaded& loaded)
{
    const bool first = m_loading || !m_found;
    for (std::size_t i = 0; i < 3; ++i) {
        // A language somebody is typing in keeps what was typed, and what it was typed over.
        if (m_text[i] != m_original[i])
            continue;
        m_text[i] = m_original[i] = loaded.texts[i];
        m_seen[i] = loaded.dots[i];
        const QJsonObject typed = loaded.draft[QLatin1String(languages[i])].toObject();
        const QJsonValue text = typed[QLatin1String("text")];
        if (!first || !text.isString() || text.toString() == m_text[i])
            continue;
        m_text[i] = text.toString();
        m_original[i] = typed[QLatin1String("over")].toString();
        m_seen[i] = dotOf(typed[QLatin1String("seen")].toString());
        m_restored = true;
    }
    m_recordName = loaded.name;
    m_found = loaded.found;
    m_loading = false;
    emit loadingChanged();
    emit edited();
}

QJsonObject EditStory::draft() const
{
    QJsonObject out;
    for (std::size_t i = 0; i < 3; ++i)
        if (m_text[i] != m_original[i])
            out[QLatin1String(languages[i])] = QJsonObject{{QStringLiteral("text"), m_text[i]},
                                                           {QStringLiteral("over"), m_original[i]},
                                                           {QStringLiteral("seen"), dotText(m_seen[i])}};
    return out;
}

QString EditStory::fieldName(std::size_t at) const
{
    return m_fieldSet + QLatin1Char('_') + QLatin1String(languages[at]);
}

void EditStory::setText(std::size_t at, const QString& text)
{
    if (m_text[at] == text)
        return;
    m_text[at] = text;
    m_draft.touch();
    emit edited();
}

void EditStory::save()
{
    if (!m_services || m_loading || m_busy)
        return;
    m_errors.clear();
    emit errorsChanged();
    const Entity* entity = entityWith(m_entity, m_fieldSet);
    if (!entity || !m_found)
        return fail({"row_missing", {}, {m_rowId.toStdString()}});
    FieldValues fields;
    SeenDots seen;
    bool any = false;
    for (std::size_t i = 0; i < 3; ++i) {
        const Field& field = *entity->field(fieldName(i).toStdString());
        const Value value = valueOf(field, m_text[i]);
        any = any || !isNull(value);
        if (m_text[i] == m_original[i])
            continue;
        if (const auto ok = validateValue(field, value); !ok)
            return fail(ok.error());
        fields[field.id] = value;
        seen[field.id] = m_seen[i];
    }
    if (!any && m_fieldSet == QLatin1String("name"))
        return fail({"field_required", fieldName(0).toStdString()});
    if (fields.empty())
        return fail({"nothing_changed"});
    setBusy(true);
    m_draft.rest();
    m_services->hub()->write(
        this,
        [change = Change{OpKind::Patch, entity->id, m_rowId.toStdString(), fields, seen},
         key = m_draft.key().toStdString()](Replica& replica) {
            Result<Dseq> done = commitMending(replica, change.entity, change.row, {change});
            if (done)
                replica.setMeta(key, {});
            return done;
        },
        [this, sent = m_text](const Result<Dseq>& done) {
            setBusy(false);
            if (!done)
                return fail(done.error());
            m_original = sent; // what was typed while it was written is still to be saved
            m_restored = false;
            reload();
            emit edited();
            emit saved(m_rowId);
        },
        [this](const QString& code) {
            setBusy(false);
            fail({code.toStdString()});
        });
}

void EditStory::fail(const Error& error)
{
    if (dirty())
        m_draft.touch();
    if (!error.field.empty()) {
        m_errors[qstring(error.field)] = qstring(error.code);
        emit errorsChanged();
    }
    emit failed(qstring(error.code), qstring(error.field), stringList(error.args));
}

void EditStory::revert()
{
    if (m_busy)
        return;
    m_text = m_original;
    m_restored = false;
    m_errors.clear();
    m_draft.drop();
    reload(); // the record may hold something newer than what was seen
    emit errorsChanged();
    emit edited();
}

void EditStory::setBusy(bool busy)
{
    m_busy = busy;
    emit busyChanged();
}

} // namespace qoloner
