// SPDX-License-Identifier: Apache-2.0
// Every role, every entity, every operation, on one's own and on somebody else's: what is let in and what is
// not.
#include "tests/server/city_fixture.h"
#include <QtTest>

using namespace qoloner;
using namespace qoloner::test;

namespace {

/// Who may do what, as the Union agreed it: create, change, remove, publish, hide. A capital: to any row; a
/// small letter: to what is one's own (an artisan's record and what hangs on it; for field staff: in their
/// regions); a dot: never.
struct Agreed {
    Role role;
    const char* city;    ///< rows of the city itself: crafts, places, events, routes
    const char* record;  ///< a master's record
    const char* belongs; ///< what belongs to a master: works, photos, consents, classes
};
constexpr Agreed agreed[] = {
    {Role::Visitor, ".....", ".....", "....."}, {Role::Artisan, ".....", ".u..h", "cud.h"},
    {Role::Field, ".....", "cud.h", "cud.h"},   {Role::Moderator, "CUDPH", "CUDPH", "CUDPH"},
    {Role::Admin, "CUDPH", "CUDPH", "CUDPH"},   {Role::Auditor, ".....", ".....", "....."},
};

constexpr const char* mine = "master-mine";
constexpr const char* theirs = "master-theirs";
constexpr const char* myRegion = "KZ-62";
constexpr const char* theirRegion = "KZ-47";

const char* expected(const Agreed& of, const Entity& entity)
{
    switch (entity.owner) {
    case Owner::City:
        return of.city;
    case Owner::Self:
        return of.record;
    case Owner::Artisan:
        return of.belongs;
    }
    return ".....";
}

/// A value a person could give.
Value sample(const Field& field, const std::string& artisan)
{
    switch (field.type) {
    case FieldType::Enum:
        return std::string(field.choices.substr(0, field.choices.find(' ')));
    case FieldType::Id:
        return field.name == "region"      ? std::string(artisan == mine ? myRegion : theirRegion)
               : field.refers == "artisan" ? artisan
                                           : std::string("some-row");
    case FieldType::Set:
        return std::string("+some-row");
    case FieldType::Raw:
        return Bytes{"x"};
    case FieldType::Text:
        return std::string(field.max > 0 && field.max < 8 ? std::string(std::size_t(field.max), 'x')
                                                          : "words");
    default:
        return std::max<std::int64_t>(field.min, std::min<std::int64_t>(field.max, 1));
    }
}

/// A new row of `entity`, all that is required in it, belonging to `artisan` where rows belong to somebody.
Op made(const Entity& entity, const std::string& id, const std::string& artisan)
{
    Op op{OpKind::Put, entity.id, id, {}, {}};
    for (const Field& field : entity.fields)
        if (field.merge != Merge::ServerOnly &&
            (field.required || field.name == "artisan" || field.name == "region" || field.name == "purposes"))
            op.fields[field.id] =
                field.name == "purposes" ? Value(std::string("public_profile")) : sample(field, artisan);
    return op;
}

/// A field of `entity` that anybody who may change the row may change.
const Field& changeable(const Entity& entity)
{
    for (const std::string_view wanted : {"withdrawn_at", "resolution", "name_kk", "title_kk"})
        if (const Field* field = entity.field(wanted))
            return *field;
    for (const Field& field : entity.fields)
        if (field.merge == Merge::Lww && field.type == FieldType::Text && !field.required)
            return field;
    for (const Field& field : entity.fields)
        if (field.merge != Merge::ServerOnly && field.name != "artisan" && field.name != "region")
            return field;
    throw std::runtime_error("nothing to change in " + std::string(entity.name));
}

/// A city in which every row that the cells are about is there already.
struct Registry {
    City city;
    std::map<Role, Device> people;

    Registry()
    {
        server(made(entity("artisan"), mine, mine));
        server(made(entity("artisan"), theirs, theirs));
        for (const std::string artisan : {mine, theirs})
            server(made(entity("consent"), artisan + ".consent", artisan));
        for (const Agreed& each : agreed)
            people.emplace(each.role,
                           city.enrol(each.role, {myRegion}, each.role == Role::Artisan ? mine : ""));
    }
    void server(Op op)
    {
        const std::string what = std::string(findEntity(op.entity)->name) + " " + op.row;
        const Answer answer = city.engine->applyLocal({std::move(op)});
        if (answer.outcome == Outcome::Rejected)
            throw std::runtime_error(what + ": " + answer.error.code + " " + answer.error.field);
    }
    /// The dots that stand in a row, as somebody names them who has seen it.
    std::map<std::uint16_t, Dot> seen(const Entity& entity, const std::string& id, Facet facet)
    {
        std::map<std::uint16_t, Dot> base;
        const auto row = city.store->row({TableId::of(entity.id, facet), id});
        if (!row)
            return base;
        for (const auto& group : row->state.stamps.groups())
            for (const std::uint16_t field : group.fields)
                base[field] = group.stamp.dot;
        return base;
    }
    bool isAllowed(Role role, Op op, QString& said)
    {
        Device& device = people.at(role);
        const Answer answer = city.push(device, {std::move(op)});
        said = QString::fromStdString(answer.error.code + " " + answer.error.field);
        return answer.outcome != Outcome::Rejected || answer.error.code != "permission_denied";
    }
};

} // namespace

class PermissionsTest : public QObject {
    Q_OBJECT
private slots:
    void everyCellIsAsAgreed_data()
    {
        QTest::addColumn<int>("role");
        QTest::addColumn<int>("entity");
        for (std::size_t role = 0; role < std::size(agreed); ++role)
            for (const Entity& entity : catalogue())
                QTest::addRow("%s %s", std::string(roleName(agreed[role].role)).c_str(),
                              std::string(entity.name).c_str())
                    << int(role) << int(entity.id);
    }
    void everyCellIsAsAgreed()
    {
        QFETCH(int, role);
        QFETCH(int, entity);
        const Agreed& of = agreed[role];
        const Entity& kind = *findEntity(std::uint16_t(entity));
        static Registry registry;
        const Principal who{of.role, "somebody", "almaty", of.role == Role::Artisan ? mine : "", {myRegion}};
        const char* letters = expected(of, kind);
        for (int verb = 0; verb < 5; ++verb)
            for (const bool own : {true, false}) {
                const bool city = kind.owner == Owner::City;
                const Ownership owner = city  ? Ownership{}
                                        : own ? Ownership{mine, myRegion}
                                              : Ownership{theirs, theirRegion};
                const char letter = letters[verb];
                const bool wanted = letter != '.' && (own || letter < 'a');
                const QByteArray cell = QByteArray("cudph").mid(verb, 1) + (own ? " own" : " foreign");
                QVERIFY2(permitted(who, kind, Verb(verb), owner) == wanted, cell);
                if (kind.name == "conflict") // made by the server alone; changing one is told in tst_engine
                    continue;
                if (kind.name == "consent" &&
                    verb > int(Verb::Change)) // nobody's: it is a record of what was said
                    continue;
                QString said;
                QVERIFY2(isAllowed(registry, of.role, kind, Verb(verb), own ? mine : theirs, said) == wanted,
                         cell + ": " + said.toUtf8());
            }
    }

private:
    /// Does it for real, on a row made for this alone.
    static bool isAllowed(Registry& registry, Role role, const Entity& kind, Verb verb,
                          const std::string& artisan, QString& said)
    {
        static int rows = 0;
        const bool self = kind.owner == Owner::Self;
        // A record is its own owner: an artisan's is there already, and only once.
        const bool standing = self && verb != Verb::Create && role == Role::Artisan && artisan == mine;
        const std::string id = standing ? mine : "row-" + std::to_string(++rows);
        Op put = made(kind, id, artisan);
        if (verb == Verb::Create)
            return registry.isAllowed(role, put, said);
        if (!standing)
            registry.server(put);
        const auto proposed =
            registry.seen(kind, id, kind.has(Facet::Draft) ? Facet::Draft : Facet::Published);
        switch (verb) {
        case Verb::Create:
            break;
        case Verb::Change: {
            const Field& field = changeable(kind);
            return registry.isAllowed(
                role, {OpKind::Patch, kind.id, id, {{field.id, sample(field, artisan)}}, {}}, said);
        }
        case Verb::Remove: {
            QString undone;
            const bool gone = registry.isAllowed(role, {OpKind::Delete, kind.id, id, {}, proposed}, said);
            if (standing)
                return gone; // others hang on it
            if (!gone)
                registry.city.engine->applyLocal({{OpKind::Delete, kind.id, id, {}, proposed}});
            // Who may take away may bring back, and nobody else.
            if (registry.isAllowed(role, {OpKind::Undelete, kind.id, id, {}, {}}, undone) != gone)
                throw std::runtime_error("undelete is not as delete: " + undone.toStdString());
            return gone;
        }
        case Verb::Publish:
            return registry.isAllowed(role, {OpKind::Approve, kind.id, id, {}, proposed}, said);
        case Verb::Hide:
            return registry.isAllowed(role, {OpKind::Withdraw, kind.id, id, {}, {}}, said);
        }
        return false;
    }
};

QTEST_GUILESS_MAIN(PermissionsTest)
#include "tst_permissions.moc"
