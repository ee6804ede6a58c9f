// SPDX-License-Identifier: Apache-2.0
#include "platforms/common/admin/import.h"

#include "platforms/common/admin/csv.h"
#include "sync/merge/merge.h"
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace qoloner {

namespace {

using nlohmann::json;
constexpr std::size_t opsAtOnce = 100;
constexpr std::int64_t demoConsentMs =
    1761955200000; // 1 November 2025: fixed, so that a second import is the same

/// UTC milliseconds of "2025-10-05" or "2025-10-03T19:00:00Z"; throws on another form.
std::int64_t timeOf(const std::string& text)
{
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
    const int read =
        std::sscanf(text.c_str(), "%4d-%2d-%2dT%2d:%2d:%2dZ", &year, &month, &day, &hour, &minute, &second);
    if (read != 3 && read != 6)
        throw std::runtime_error("not a time: " + text);
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(unsigned(month)),
                                           std::chrono::day(unsigned(day))};
    if (!date.ok())
        throw std::runtime_error("not a day: " + text);
    const auto days = std::chrono::sys_days(date).time_since_epoch();
    return (std::int64_t(days.count()) * 86400 + hour * 3600 + minute * 60 + second) * 1000;
}

/// [[43.2637, 76.9549], ...] -> "43.2637,76.9549 ..." as field route.path has it; shortest exact digits.
std::string pathOf(const json& points)
{
    std::string path;
    const auto degrees = [&](double value, double limit) {
        if (!(std::abs(value) <= limit))
            throw std::runtime_error("not a position: " + std::to_string(value));
        std::array<char, 32> digits{};
        const auto end = std::to_chars(digits.begin(), digits.end(), value, std::chars_format::fixed).ptr;
        path.append(digits.begin(), end);
    };
    for (const json& point : points) {
        if (!path.empty())
            path += ' ';
        degrees(point.at(0).get<double>(), 90);
        path += ',';
        degrees(point.at(1).get<double>(), 180);
    }
    return path;
}

class Importer {
public:
    Importer(SyncEngine& engine, std::filesystem::path folder) : m_engine(engine), m_folder(std::move(folder))
    {}

    ImportCounts run()
    {
        cities();
        regions();
        crafts();
        places();
        events();
        routes();
        artisans();
        flush();
        return m_counts;
    }

private:
    /// Fields of one row by name; a Set as a list.
    class Fields {
    public:
        explicit Fields(const Entity& entity) : m_entity(entity) {}
        Fields& text(std::string_view name, const std::string& value)
        {
            if (!value.empty())
                m_values[id(name)] = value;
            return *this;
        }
        Fields& number(std::string_view name, std::int64_t value)
        {
            m_values[id(name)] = value;
            return *this;
        }
        Fields& time(std::string_view name, const std::string& value)
        {
            return value.empty() ? *this : number(name, timeOf(value));
        }
        Fields& degrees(std::string_view name, const std::string& value)
        {
            return value.empty() ? *this : degrees(name, std::stod(value));
        }
        Fields& degrees(std::string_view name, double value)
        {
            return number(name, std::llround(value * degreesScale));
        }
        Fields& set(std::string_view name, std::vector<std::string> values)
        {
            return text(name, setOf(std::move(values)));
        }
        Fields& localised(const std::string& stem, const json& value)
        {
            for (const char* language : {"kk", "ru", "en"})
                if (value.contains(language))
                    text(stem + "_" + language, value.at(language).get<std::string>());
            return *this;
        }
        Fields& names(const CsvRow& row, const std::string& stem = "name", const std::string& prefix = {})
        {
            for (const std::string language : {"kk", "ru", "en"})
                text(stem + "_" + language, row.at(prefix + language));
            return *this;
        }
        const FieldValues& values() const { return m_values; }

    private:
        std::uint16_t id(std::string_view name) const { return fieldId(m_entity.name, name); }
        const Entity& m_entity;
        FieldValues m_values;
    };

    void cities()
    {
        for (const CsvRow& row : readCsv(m_folder / "city.csv")) {
            Fields fields(entity("city"));
            fields.names(row).degrees("lat", row.at("lat")).degrees("lon", row.at("lon"));
            fields.time("designated_at", row.at("designation_on")).text("source", row.at("source"));
            want("city", row.at("id"), fields);
        }
    }

    void regions()
    {
        for (const CsvRow& row : readCsv(m_folder / "regions.csv")) {
            Fields fields(entity("region"));
            fields.names(row).degrees("lat", row.at("lat")).degrees("lon", row.at("lon"));
            want("region", row.at("iso"), fields);
        }
    }

    void crafts()
    {
        for (const CsvRow& row : readCsv(m_folder / "crafts.csv")) {
            Fields fields(entity("craft"));
            fields.names(row).text("parent", row.at("parent")).text("note", row.at("note"));
            want("craft", row.at("id"), fields);
        }
    }

    void places()
    {
        std::map<std::string, CsvRow> stories;
        for (CsvRow& row : readCsv(m_folder / "place-stories.csv"))
            stories.emplace(row.at("place"), row);
        for (const CsvRow& row : readCsv(m_folder / "places.csv")) {
            if (row.at("ship") != "yes")
                continue;
            Fields fields(entity("place"));
            fields.names(row).text("kind", row.at("type")).names(row, "address", "address_");
            fields.degrees("lat", row.at("lat")).degrees("lon", row.at("lon"));
            fields.text("opening_hours", row.at("opening_hours")).text("confidence", row.at("confidence"));
            fields.time("checked_at", row.at("checked_on")).text("source", row.at("source"));
            if (row.at("status") != "unknown")
                fields.text("status", row.at("status"));
            if (const auto story = stories.find(row.at("id")); story != stories.end())
                fields.names(story->second, "story");
            want("place", row.at("id"), fields);
        }
    }

    void events()
    {
        for (const CsvRow& row : readCsv(m_folder / "events.csv")) {
            Fields fields(entity("event"));
            fields.names(row).text("kind", row.at("kind")).time("starts_at", row.at("start_utc"));
            fields.time("ends_at", row.at("end_utc")).text("tz", row.at("tz")).text("rule", row.at("rule"));
            fields.text("when_text", row.at("when_en"))
                .names(row, "when", "when_")
                .text("place", row.at("place"));
            fields.names(row, "story", "about_").text("source", row.at("source"));
            fields.text("confidence", row.at("confidence"));
            want("event", row.at("id"), fields);
        }
    }

    void routes()
    {
        const json data = read("routes.json");
        std::int64_t position = 0;
        for (const json& route : data.at("routes")) {
            const std::string id = route.at("id");
            Fields fields(entity("route"));
            fields.localised("title", route.at("title")).localised("story", route.at("about"));
            fields.set("crafts", route.at("crafts").get<std::vector<std::string>>());
            fields.localised("access", route.at("access")).localised("season", route.at("season"));
            fields.number("length_m", route.at("length_m")).number("walk_min", route.at("walk_min"));
            fields.number("total_min", route.at("total_min")).number("ord", ++position);
            fields.text("path", pathOf(route.at("path")));
            want("route", id, fields);
            for (const json& stop : route.at("stops")) {
                Fields one(entity("route_stop"));
                const std::int64_t order = stop.at("order");
                one.text("route", id).text("place", stop.at("place")).number("ord", order);
                one.number("stay_min", stop.at("stay_min")).number("leg_m", stop.at("leg_m"));
                one.number("trigger_m", stop.at("trigger_m"));
                one.localised("story", stop.at("story"));
                want("route_stop", id + "." + std::to_string(order), one);
            }
        }
    }

    void artisans()
    {
        const json data = read("artisans-demo.json");
        flush();
        for (const json& person : data.at("artisans")) {
            const std::string id = person.at("id");
            if (!person.at("is_demo").get<bool>())
                throw std::runtime_error(id + ": only samples may come with the starter data");
            auto craftsOf = person.at("craft").get<std::vector<std::string>>();
            Fields fields(entity("artisan"));
            fields.localised("name", person.at("name")).localised("story", person.at("bio"));
            fields.text("craft", craftsOf.at(0)).text("region", person.at("region"));
            fields.set("crafts", {craftsOf.begin() + 1, craftsOf.end()});
            fields.text("settlement", person.at("settlement").at("kk"));
            for (const char* name : {"visit_mode", "working_status", "level", "learned_how"})
                fields.text(name, person.at(name));
            fields.number("since_year", person.at("since_year")).number("is_demo", 1);
            fields.number("takes_orders", person.at("takes_orders").get<bool>());
            fields.number("takes_apprentices", person.at("takes_apprentices").get<bool>());
            fields.degrees("lat", person.at("lat").get<double>())
                .degrees("lon", person.at("lon").get<double>());
            fields.number("home_workshop", 1);
            want("artisan", id, fields);
            Fields consent(entity("consent"));
            consent.text("artisan", id)
                .text("purposes", "public_profile\nregistry")
                .text("text_version", "demo");
            consent.text("lang", "kk").text("method", "paper").number("given_at", demoConsentMs);
            consent.text("witness", "demo");
            want("consent", id + ".consent", consent);
            flush();
            publish("artisan", id);
            flush(); // a work goes public after its maker
            for (const json& work : person.value("works", json::array()))
                publish("work", sampleWork(id, work));
        }
        flush();
    }

    /// Makes a sample's work; its row id.
    std::string sampleWork(const std::string& artisan, const json& work)
    {
        std::string id = artisan + "." + work.at("id").get<std::string>();
        Fields fields(entity("work"));
        fields.text("artisan", artisan).localised("title", work.at("title"));
        fields.text("craft", work.at("craft")).number("year", work.at("year"));
        fields.text("materials", work.at("materials")).text("state", work.at("state"));
        if (work.contains("story"))
            fields.localised("story", work.at("story"));
        if (work.contains("price_kind"))
            fields.text("price_kind", work.at("price_kind"));
        if (work.contains("price_minor"))
            fields.number("price_minor", work.at("price_minor")).text("currency", "KZT");
        want("work", id, fields);
        flush();
        return id;
    }

    /// Publishes a sample once; whoever hides it later is obeyed.
    void publish(std::string_view entityName, const std::string& id)
    {
        const Entity& of = entity(entityName);
        CityStore& store = m_engine.store();
        if (store.row({TableId::of(of.id, Facet::Published), id}))
            return;
        const auto draft = store.row({TableId::of(of.id, Facet::Draft), id});
        if (!draft || draft->state.deleted())
            return;
        Op op{OpKind::Approve, of.id, id, {}, {}};
        for (const auto& group : draft->state.stamps.groups())
            for (const std::uint16_t field : group.fields)
                op.base[field] = group.stamp.dot;
        m_ops.push_back(std::move(op));
    }

    json read(const char* name) const
    {
        std::ifstream in(m_folder / name);
        if (!in)
            throw std::runtime_error("cannot read " + (m_folder / name).string());
        return json::parse(in);
    }

    /// Makes the row, or changes what only the import itself has written so far.
    void want(std::string_view entityName, const std::string& id, const Fields& fields)
    {
        const Entity& entity = qoloner::entity(entityName);
        RowFacets rows;
        for (const Facet facet : entity.facets())
            if (auto stored = m_engine.store().row({TableId::of(entity.id, facet), id}))
                rows[facet] = std::move(stored->state);
        Op op{OpKind::Put, entity.id, id, {}, {}};
        if (rows.deleted(entity))
            return; // somebody removed it
        const bool there = rows.exists(entity);
        if (there)
            op.kind = OpKind::Patch;
        if (there && entity.name == "consent") {
            ++m_counts.same;
            return;
        }
        for (const auto& [number, value] : fields.values()) {
            const Field& field = *entity.field(number);
            const auto& state = rows[editFacet(entity, field)];
            const auto stamp = state ? state->stamps.of(number) : std::nullopt;
            const auto current = state ? state->fields.find(number) : FieldValues::const_iterator();
            const bool holds = state && current != state->fields.end();
            if ((stamp && stamp->dot.device != m_device) || (holds && current->second == value))
                continue;
            const std::string before =
                holds && field.type == FieldType::Set ? std::get<std::string>(current->second) : "";
            op.fields[number] =
                field.type == FieldType::Set ? Value(setDelta(before, std::get<std::string>(value))) : value;
            if (stamp)
                op.base[number] = stamp->dot;
        }
        if (there && op.fields.empty()) {
            ++m_counts.same;
            return;
        }
        ++(there ? m_counts.changed : m_counts.made);
        m_ops.push_back(std::move(op));
        if (m_ops.size() >= opsAtOnce)
            flush();
    }

    void flush()
    {
        if (m_ops.empty())
            return;
        const Answer answer = m_engine.applyLocal(std::exchange(m_ops, {}));
        if (answer.outcome == Outcome::Rejected)
            throw std::runtime_error("refused: " + answer.error.code + " " + answer.error.field);
    }

    SyncEngine& m_engine;
    std::filesystem::path m_folder;
    DeviceId m_device = deviceIdOf(m_engine.publicKey());
    std::vector<Op> m_ops;
    ImportCounts m_counts;
};

} // namespace

ImportCounts importStarter(SyncEngine& engine, const std::filesystem::path& folder)
{
    return Importer(engine, folder).run();
}

} // namespace qoloner
