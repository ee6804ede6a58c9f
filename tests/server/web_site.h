// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tests/server/server_process.h"
#include "tests/support/postgres_cluster.h"
#include <QJsonDocument>
#include <QJsonObject>

namespace qoloner::test {

/// A served city with the starter data, as anybody and as its administrator sees it. Where CTest says
/// so, its store is PostgreSQL.
class Site {
public:
    explicit Site(const QStringList& more = {}) : m_city(made()), m_server(m_city->path())
    {
        m_server.start(more);
        m_line = std::make_unique<Line>(m_server);
    }

    HttpAnswer get(const QString& path, const QByteArray& headers = {}, const char* method = "GET")
    {
        m_line->send(Line::request(method, path.toUtf8().constData(), {}, headers));
        auto answer = m_line->next(qstrcmp(method, "HEAD") != 0);
        if (!answer)
            broken("no answer to " + path);
        return *answer;
    }
    /// The body of what must be there.
    QByteArray body(const QString& path)
    {
        const HttpAnswer answer = get(path);
        if (answer.status != 200)
            broken(path + " is " + QString::number(answer.status));
        return QByteArray::fromStdString(answer.body);
    }
    QString url(const QString& path = {}) const
    {
        return "http://127.0.0.1:" + QString::number(m_server.port()) + path;
    }

    /// Writes as the administrator; what must be accepted. The mutation's dot.
    Dot write(Op op)
    {
        if (!m_admin)
            m_admin = std::make_unique<Device>(*m_line, m_city->invite());
        m_line->send(m_admin->pushing({m_admin->write(std::move(op))}));
        const Answer answer = m_line->must().as<protocol::PushAnswer>().answers.at(0);
        if (answer.outcome != Outcome::Applied && answer.outcome != Outcome::Merged)
            broken("not accepted: " + QString::fromStdString(answer.error.code + " " + answer.error.field));
        return {m_admin->key.device(), ++m_written};
    }
    Dot put(const char* of, const std::string& id, const std::map<std::string, Value>& values)
    {
        return write({OpKind::Put, entity(of).id, id, named(of, values), {}});
    }
    void approve(const char* of, const std::string& id, const std::map<std::string, Value>& values, Dot dot)
    {
        Op op{OpKind::Approve, entity(of).id, id, {}, {}};
        for (const auto& [field, value] : named(of, values))
            if (entity(of).field(field)->group == Group::Public)
                op.base[field] = dot;
        write(std::move(op));
    }
    /// Deletes a row as somebody who saw its last edit, `seen`.
    void remove(const char* of, const std::string& id, Dot seen)
    {
        write({OpKind::Delete, entity(of).id, id, {}, {{0, seen}}});
    }
    void withdraw(const char* of, const std::string& id)
    {
        write({OpKind::Withdraw, entity(of).id, id, {}, {}});
    }
    /// A master with consent; proposed, and approved as well if `published`.
    void master(const std::string& id, std::map<std::string, Value> values, bool published = true)
    {
        values.try_emplace("craft", std::string("felt"));
        values.try_emplace("region", std::string("KZ-75"));
        values.try_emplace("settlement", std::string("Алматы"));
        const Dot dot = put("artisan", id, values);
        put("consent", id + ".consent",
            {{"artisan", id},
             {"purposes", std::string("public_profile")},
             {"text_version", std::string("1")},
             {"lang", std::string("kk")},
             {"method", std::string("paper")},
             {"given_at", std::int64_t(1'790'000'000'000)}});
        if (published)
            approve("artisan", id, values, dot);
    }

private:
    static FieldValues named(const char* of, const std::map<std::string, Value>& values)
    {
        FieldValues fields;
        for (const auto& [name, value] : values)
            fields[fieldId(of, name)] = value;
        return fields;
    }
    static std::unique_ptr<CityFolder> made()
    {
        if (qEnvironmentVariable("QOLONER_TEST_STORE") != QLatin1String("postgres"))
            return std::make_unique<CityFolder>();
        static int cities = 0;
        auto city =
            std::make_unique<CityFolder>(PostgresCluster::shared().dsn("site" + std::to_string(++cities)));
        adminDoes({"import", "--data", city->path()});
        return city;
    }

    std::unique_ptr<CityFolder> m_city;
    ServerProcess m_server;
    std::unique_ptr<Line> m_line;
    std::unique_ptr<Device> m_admin;
    Dseq m_written = 0;
};

/// Hands `input` to a program that is none of ours and gives back what it says of it.
inline QByteArray judged(const QString& program, const QStringList& arguments, const QByteArray& input = {})
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForStarted(patience))
        broken(program + " is not there (platforms/linux/setup --test)");
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(patience) || process.exitCode() != 0)
        broken(program + ": " + QString::fromUtf8(process.readAllStandardError()));
    return process.readAllStandardOutput();
}

/// A Python script that reads the document from its standard input and prints JSON.
inline QJsonObject judgedByPython(const QString& script, const QByteArray& input)
{
    // Debian's, whatever else is in the path: it has the packages.
    const QByteArray said = judged("/usr/bin/python3", {"-c", script}, input);
    const QJsonDocument document = QJsonDocument::fromJson(said);
    if (!document.isObject())
        broken("no JSON: " + QString::fromUtf8(said));
    return document.object();
}

} // namespace qoloner::test
