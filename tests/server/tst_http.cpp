// SPDX-License-Identifier: Apache-2.0
#include "sync/protocol/certificate.h"
#include "sync/protocol/receipt.h"
#include "tests/server/server_process.h"
#include <QtTest>
#include <regex>
#include <zstd.h>

using namespace qoloner;
using namespace qoloner::test;

namespace {

/// A city with its server running, and one connection to it.
struct Running {
    CityFolder city;
    ServerProcess server{city.path()};
    std::unique_ptr<Line> line;

    explicit Running(const QStringList& options = {})
    {
        server.start(options);
        line = std::make_unique<Line>(server);
    }
};

std::string packed(const std::string& body)
{
    std::string out(ZSTD_compressBound(body.size()), '\0');
    out.resize(ZSTD_compress(out.data(), out.size(), body.data(), body.size(), 3));
    return out;
}

/// All rows a pull gives, page by page, as table and id.
std::set<std::pair<std::uint32_t, std::string>> pulled(Line& line, const QByteArray& headers,
                                                       std::uint32_t limit)
{
    std::set<std::pair<std::uint32_t, std::string>> rows;
    protocol::Pull wanted;
    wanted.limit = limit;
    for (bool more = true; more;) {
        const auto answer = line.post("/v1/pull", protocol::encode(wanted), headers);
        const auto page = answer.as<protocol::Page>();
        for (const PulledRow& row : page.page.rows)
            rows.emplace(row.table.number, row.id);
        wanted.epoch = page.page.epoch;
        for (const auto& [scope, rev] : page.page.cursor)
            wanted.cursor[scope] = rev;
        more = page.more;
    }
    return rows;
}

} // namespace

class HttpTest : public QObject {
    Q_OBJECT
private slots:
    void operatorsSeeHealthReadinessAndNumbers()
    {
        Running f;
        QCOMPARE(f.line->get("/healthz").body, std::string("ok\n"));
        QCOMPARE(f.line->get("/readyz").status, 200);
        const auto metrics = f.line->get("/metrics");
        QCOMPARE(metrics.status, 200);
        QVERIFY(metrics.says("content-type: text/plain; version=0.0.4"));
        QVERIFY(metrics.body.find("route=\"/healthz\"") != std::string::npos);
    }

    void helloNamesCityEpochAndKey()
    {
        Running f;
        const auto answer = f.line->get("/v1/hello?anything=1");
        QVERIFY(answer.says("content-type: application/vnd.qoloner.sync+cbor"));
        const auto hello = answer.as<protocol::Hello>();
        QCOMPARE(hello.city, std::string("almaty"));
        QVERIFY(!hello.epoch.empty());
        QCOMPARE(hello.publicKey.size(), std::size_t(32));
        QCOMPARE(hello.schema, std::uint32_t(schemaVersion));
    }

    void wrongCodesLockOut()
    {
        Running f;
        const std::string code = f.city.invite();
        const auto tries = [&](const std::string& with) {
            const SigningKey key = SigningKey::generate();
            return f.line->post("/v1/enrol",
                                protocol::encode(protocol::Enrol{with, key.publicKey(),
                                                                 key.sign("qoloner-enrol-1" + with), "x"}));
        };
        for (int i = 0; i < 5; ++i) {
            const auto answer = tries("0000000" + std::to_string(i));
            QCOMPARE(answer.status, 403);
            QCOMPARE(answer.problem(), std::string("invite_unknown"));
        }
        const auto locked = tries(code); // even the right one, now
        QCOMPARE(locked.status, 429);
        QCOMPARE(locked.problem(), std::string("too_many_attempts"));
        QVERIFY(locked.says("retry-after: "));
        QCOMPARE(f.line->get("/healthz").status, 200);
    }

    void aDeviceEnrolsPushesAndPulls()
    {
        Running f;
        const auto hello = f.line->get("/v1/hello").as<protocol::Hello>();
        const std::string code = f.city.invite();
        Device device(*f.line, code);
        QCOMPARE(device.enrolled.who.role, Role::Admin);
        const auto certificate = readCertificate(device.enrolled.certificate, hello.publicKey);
        QVERIFY(certificate && certificate->publicKey == device.key.publicKey());

        const auto again = f.line->post("/v1/enrol", device.enrolment(code)); // the answer got lost
        QCOMPARE(again.status, 200);
        const SigningKey thief = SigningKey::generate();
        const auto used = f.line->post(
            "/v1/enrol", protocol::encode(protocol::Enrol{code, thief.publicKey(),
                                                          thief.sign("qoloner-enrol-1" + code), "x"}));
        QCOMPARE(used.problem(), std::string("invite_used"));

        const SignedMutation mutation = device.craft("test-craft");
        f.line->send(device.pushing({mutation}));
        const auto pushed = f.line->must().as<protocol::PushAnswer>();
        QCOMPARE(pushed.answers.at(0).outcome, Outcome::Applied);
        QVERIFY(receiptHolds(pushed.epoch, mutation.hash(), pushed.answers.at(0), hello.publicKey));
        QCOMPARE(pushed.highest, Dseq(1));

        const auto mine = pulled(*f.line, Line::bearer(device.token.token), 5000);
        const auto visitors = pulled(*f.line, {}, 100);
        const std::pair row{TableId::of(entity("craft").id, Facet::Published).number,
                            std::string("test-craft")};
        QVERIFY(mine.contains(row));
        QVERIFY(visitors.contains(row));
        QVERIFY(visitors.size() > 100);
        QVERIFY(mine.size() > visitors.size()); // drafts, consents: staff only
        for (const auto& [table, id] : visitors)
            QCOMPARE(TableId{table}.facet(), Facet::Published);
    }

    void visitorsGetTheStarterData()
    {
        Running f;
        const auto page = f.line->post("/v1/pull", protocol::encode(protocol::Pull{})).as<protocol::Page>();
        QVERIFY(!page.more);
        std::map<std::string_view, int> rows;
        const std::regex line(R"(-?\d+\.\d+,-?\d+\.\d+( -?\d+\.\d+,-?\d+\.\d+)+)");
        for (const PulledRow& row : page.page.rows) {
            const Entity& of = *findEntity(row.table.entity());
            ++rows[of.name];
            CborReader in(row.fields);
            const FieldValues fields = readFields(in);
            QVERIFY(in.finished());
            const auto number = [&](const char* name) {
                return std::get<std::int64_t>(fields.at(fieldId(of.name, name)));
            };
            if (of.name == "artisan") {
                QCOMPARE(number("is_demo"), 1);
                QVERIFY(number("pub_lat") > 400'000'000 && number("pub_lon") > 460'000'000);
                QVERIFY(number("blur_m") >= 500);
                QVERIFY(!fields.contains(fieldId("artisan", "lat")));
            } else if (of.name == "route") {
                const auto path = std::get<std::string>(fields.at(fieldId("route", "path")));
                QVERIFY(std::regex_match(path, line));
            } else if (of.name == "route_stop") {
                QCOMPARE(number("trigger_m"), 30);
            }
        }
        QCOMPARE(rows["artisan"], 6);
        QCOMPARE(rows["route"], 3);
        QCOMPARE(rows["route_stop"], 16);
        QVERIFY(rows["place"] > 40);
    }

    void packedAnswersUnpackToTheSame()
    {
        Running f;
        const std::string body = protocol::encode(protocol::Pull{});
        const auto plain = f.line->post("/v1/pull", body);
        const auto small =
            f.line->post("/v1/pull", packed(body), "Content-Encoding: zstd\r\nAccept-Encoding: zstd\r\n");
        QVERIFY(small.says("content-encoding: zstd"));
        QVERIFY(small.body.size() < plain.body.size());
        const auto unpacked = protocol::unpack(small.body, true, protocol::maxResponseBytes);
        QVERIFY(unpacked && *unpacked == plain.body);
    }

    void pushNeedsAToken()
    {
        Running f;
        Device device(*f.line, f.city.invite());
        const std::string body = protocol::encode(protocol::Push{1, {device.craft("c")}});
        const auto none = f.line->post("/v1/push", body);
        QCOMPARE(none.status, 401);
        QCOMPARE(none.problem(), std::string("token_missing"));
        QVERIFY(none.says("www-authenticate: bearer"));
        for (const std::string& token : {std::string("x"), std::string(5000, 'y'), device.token.token + "A",
                                         device.token.token.substr(1)}) {
            const auto wrong = f.line->post("/v1/push", body, Line::bearer(token));
            QCOMPARE(wrong.status, 401);
            QCOMPARE(wrong.problem(), std::string("token_invalid"));
        }
        QCOMPARE(f.city.counted("quarantined"), std::uint64_t(0));
    }

    void whatIsNoRequestIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        QTest::newRow("garbage") << QByteArray("\x16\x03\x01 what is this\r\n\r\n") << 400;
        QTest::newRow("no version") << QByteArray("GET /healthz\r\n\r\n") << 400;
        QTest::newRow("two lengths") << QByteArray("POST /v1/pull HTTP/1.1\r\nContent-Length: 1\r\n"
                                                   "Content-Length: 2\r\n\r\nab")
                                     << 400;
        QTest::newRow("negative length")
            << QByteArray("POST /v1/pull HTTP/1.1\r\nContent-Length: -1\r\n\r\n") << 400;
        QTest::newRow("length and chunks")
            << QByteArray("POST /v1/pull HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
                          "0\r\n\r\n")
            << 400;
        QTest::newRow("head too large")
            << QByteArray("GET /healthz HTTP/1.1\r\nX: " + QByteArray(20'000, 'x') + "\r\n\r\n") << 431;
        QTest::newRow("endless head")
            << QByteArray("GET /healthz HTTP/1.1\r\nX: " + QByteArray(200'000, 'x')) << 431;
        QTest::newRow("ten gigabytes declared")
            << QByteArray("POST /v1/push HTTP/1.1\r\nContent-Length: 10737418240\r\n\r\n") << 413;
        QTest::newRow("chunks without end")
            << QByteArray("POST /v1/pull HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n500000\r\n" +
                          QByteArray(0x500000, 'z'))
            << 413;
    }
    void whatIsNoRequestIsRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        Running f;
        f.line->send(bytes);
        const auto answer = f.line->must();
        QCOMPARE(answer.status, status);
        QVERIFY(!answer.problem().empty());
        QVERIFY(answer.says("connection: close"));
        QVERIFY(f.line->closed());
        QCOMPARE(Line(f.server).get("/healthz").status, 200);
    }

    void badBodiesAreRefusedAndTheConnectionGoesOn()
    {
        Running f;
        const auto bomb = f.line->post("/v1/pull", packed(std::string(512 * 1024 * 1024, '\0')),
                                       "Content-Encoding: zstd\r\n");
        QCOMPARE(bomb.status, 400);
        QCOMPARE(bomb.problem(), std::string("message_invalid"));
        QCOMPARE(f.line->post("/v1/pull", "nonsense").problem(), std::string("message_invalid"));
        QCOMPARE(f.line->post("/v1/pull", "nonsense", "Content-Encoding: zstd\r\n").status, 400);
        const auto odd = f.line->post("/v1/pull", "x", "Content-Encoding: br\r\n");
        QCOMPARE(odd.status, 415);
        QCOMPARE(f.line->get("/healthz").status, 200);
    }

    void otherPathsAndMethods()
    {
        Running f;
        QCOMPARE(f.line->get("/v1/nothing").problem(), std::string("not_found"));
        QCOMPARE(f.line->get("/v1/../city.sqlite").status, 404);
        const auto wrong = f.line->post("/v1/hello", "");
        QCOMPARE(wrong.status, 405);
        QVERIFY(wrong.says("allow: get, head"));
        f.line->send(Line::request("GET", "/v1/push"));
        QVERIFY(f.line->must().says("allow: post"));
        f.line->send(Line::request("HEAD", "/healthz"));
        const auto head = f.line->next(false);
        QVERIFY(head && head->status == 200 && head->says("content-length: 3"));
        f.line->send(Line::request("GET", "/v1/nothing", {}, "Accept: text/html\r\n"));
        const auto person = f.line->must();
        QVERIFY(person.says("content-type: text/html"));
        QVERIFY(person.body.find("404") != std::string::npos);
    }

    void pipelinedRequestsAreAnsweredInOrder()
    {
        Running f;
        QByteArray all;
        for (int i = 0; i < 50; ++i)
            all += i % 2 ? Line::request("GET", "/healthz")
                         : Line::request("POST", "/v1/pull", protocol::encode(protocol::Pull{}));
        f.line->send(all + Line::request("GET", "/readyz", {}, "Connection: close\r\n"));
        for (int i = 0; i < 50; ++i) {
            const auto answer = f.line->must();
            QCOMPARE(answer.status, 200);
            QCOMPARE(answer.body == "ok\n", i % 2 == 1);
        }
        QCOMPARE(f.line->must().body, std::string("ready\n"));
        QVERIFY(f.line->closed());
    }

    void aClientThatSendsHalfAHeadIsCutOff()
    {
        Running f({"--head-timeout-ms", "200"});
        Line fast(f.server);
        QCOMPARE(fast.get("/healthz").status, 200);
        QElapsedTimer clock;
        clock.start();
        f.line->send("GET /healthz HTTP/1.1\r\nHost");
        QVERIFY(f.line->closed());
        QVERIFY(clock.elapsed() >= 150);
        QVERIFY(clock.elapsed() < 10'000);
        QCOMPARE(fast.get("/healthz").status, 200); // one that merely waits may stay
    }

    void listensBeyondThisMachineOnlyBehindAProxy()
    {
        const CityFolder city;
        QProcess process;
        process.start(serverProgram(), {"--data", city.path(), "--listen", "0.0.0.0:0"});
        QVERIFY(process.waitForFinished(patience));
        QCOMPARE(process.exitCode(), 2);
        QVERIFY(process.readAllStandardError().contains("--behind-proxy"));
        for (const char* listen : {"nonsense", "127.0.0.1:", "127.0.0.1:99999", "127.0.0.1:8o"}) {
            process.start(serverProgram(), {"--data", city.path(), "--listen", listen});
            QVERIFY(process.waitForFinished(patience));
            QVERIFY(process.exitCode() != 0);
        }
    }

    void sigtermLetsAnOpenRequestFinish()
    {
        Running f;
        Line idle(f.server);
        QCOMPARE(idle.get("/healthz").status, 200);
        const std::string body = protocol::encode(protocol::Pull{});
        f.line->send(
            Line::request("POST", "/v1/pull", body, "Expect: 100-continue\r\n").chopped(int(body.size())));
        const auto goOn = f.line->next(false); // so the head has arrived
        QVERIFY(goOn && goOn->status == 100);
        f.server.terminate();
        QVERIFY(idle.closed()); // so it is draining
        f.line->send(QByteArray::fromStdString(body));
        const auto answer = f.line->must();
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.says("connection: close"));
        QVERIFY(!answer.as<protocol::Page>().page.rows.empty());
        QCOMPARE(f.server.ended(), 0);
    }

    void sigtermWithNobodyThereEndsAtOnce()
    {
        CityFolder city;
        ServerProcess server(city.path());
        server.start();
        server.terminate();
        QCOMPARE(server.ended(), 0);
    }

    void killedDuringPushesNothingAcknowledgedIsLost()
    {
        constexpr std::size_t total = 300, acknowledgedBeforeKill = 40;
        Running f;
        Device device(*f.line, f.city.invite());
        const std::uint64_t before = f.city.counted("rev");
        std::vector<SignedMutation> mutations;
        QByteArray all;
        for (std::size_t i = 0; i < total; ++i) {
            mutations.push_back(device.craft("craft-" + std::to_string(i)));
            all += device.pushing({mutations.back()});
        }
        f.line->send(all);
        std::vector<Answer> acknowledged;
        while (const auto answer = f.line->next()) {
            acknowledged.push_back(answer->as<protocol::PushAnswer>().answers.at(0));
            QCOMPARE(acknowledged.back().outcome, Outcome::Applied);
            if (acknowledged.size() == acknowledgedBeforeKill)
                f.server.kill(); // while the others are under way
        }
        QVERIFY(acknowledged.size() >= acknowledgedBeforeKill);

        f.server.start();
        Line line(f.server);
        device.signIn(line);
        line.send(device.pushing(mutations));
        const auto again = line.must().as<protocol::PushAnswer>();
        QCOMPARE(again.answers.size(), total);
        for (std::size_t i = 0; i < total; ++i) {
            QCOMPARE(again.answers[i].rev, before + i + 1); // no gap, none twice
            if (i < acknowledged.size()) {
                QCOMPARE(again.answers[i].outcome, Outcome::Duplicate);
                QCOMPARE(again.answers[i].rev, acknowledged[i].rev);
            }
        }
        QCOMPARE(f.city.counted("rev"), before + total);
    }

    void manyConnectionsLoseNothingAcknowledgedByAKill()
    {
        constexpr std::size_t devices = 6, each = 60, acknowledgedBeforeKill = 50;
        Running f({"--threads", "4"});
        const std::uint64_t before = f.city.counted("rev");
        std::vector<std::unique_ptr<Line>> lines;
        std::vector<std::unique_ptr<Device>> people;
        std::vector<std::vector<SignedMutation>> mutations(devices);
        std::vector<std::vector<Answer>> acknowledged(devices);
        for (std::size_t i = 0; i < devices; ++i) {
            lines.push_back(std::make_unique<Line>(f.server));
            people.push_back(std::make_unique<Device>(*lines.back(), f.city.invite()));
        }
        for (std::size_t i = 0; i < devices; ++i) {
            QByteArray all;
            for (std::size_t n = 0; n < each; ++n) {
                mutations[i].push_back(people[i]->craft("c" + std::to_string(i) + "-" + std::to_string(n)));
                all += people[i]->pushing({mutations[i].back()});
            }
            lines[i]->send(all);
        }
        std::size_t total = 0;
        for (std::size_t i = 0; i < devices; ++i)
            while (const auto answer = lines[i]->next()) {
                acknowledged[i].push_back(answer->as<protocol::PushAnswer>().answers.at(0));
                if (++total == acknowledgedBeforeKill)
                    f.server.kill(); // while the others' pushes are under way
            }
        QVERIFY(total >= acknowledgedBeforeKill);

        f.server.start();
        std::set<std::uint64_t> revs;
        for (std::size_t i = 0; i < devices; ++i) {
            Line line(f.server);
            people[i]->signIn(line);
            line.send(people[i]->pushing(mutations[i]));
            const auto again = line.must().as<protocol::PushAnswer>();
            QCOMPARE(again.answers.size(), each);
            for (std::size_t n = 0; n < each; ++n) {
                revs.insert(again.answers[n].rev);
                if (n >= acknowledged[i].size())
                    continue;
                QCOMPARE(again.answers[n].outcome, Outcome::Duplicate);
                QCOMPARE(again.answers[n].rev, acknowledged[i][n].rev);
                QCOMPARE(again.answers[n].effective, acknowledged[i][n].effective);
            }
        }
        QCOMPARE(revs.size(), devices * each); // no gap, none twice
        QCOMPARE(*revs.begin(), before + 1);
        QCOMPARE(*revs.rbegin(), before + devices * each);
    }

    void severalDevicesPushAndPullAtOnce()
    {
        constexpr int devices = 4, rounds = 25;
        Running f({"--threads", "4"});
        const std::uint64_t before = f.city.counted("rev");
        std::vector<std::unique_ptr<Line>> lines;
        std::vector<std::unique_ptr<Device>> people;
        for (int i = 0; i < devices; ++i) {
            lines.push_back(std::make_unique<Line>(f.server));
            people.push_back(std::make_unique<Device>(*lines.back(), f.city.invite()));
        }
        // Everything is sent before anything is read, so the server has it all at once.
        for (int i = 0; i < devices; ++i) {
            QByteArray all;
            for (int round = 0; round < rounds; ++round) {
                const std::string id = "craft-" + std::to_string(i) + "-" + std::to_string(round);
                all += people[std::size_t(i)]->pushing({people[std::size_t(i)]->craft(id)});
                protocol::Pull pull;
                pull.limit = 50;
                all += Line::request("POST", "/v1/pull", protocol::encode(pull),
                                     Line::bearer(people[std::size_t(i)]->token.token));
            }
            lines[std::size_t(i)]->send(all);
        }
        std::set<std::uint64_t> revs;
        for (auto& line : lines)
            for (int round = 0; round < rounds; ++round) {
                const auto pushed = line->must().as<protocol::PushAnswer>().answers.at(0);
                QCOMPARE(pushed.outcome, Outcome::Applied);
                revs.insert(pushed.rev);
                QVERIFY(!line->must().as<protocol::Page>().page.rows.empty());
            }
        QCOMPARE(revs.size(), std::size_t(devices * rounds));
        QCOMPARE(*revs.begin(), before + 1);
        QCOMPARE(*revs.rbegin(), before + devices * rounds);
    }

    void theToolWorksWhileTheServerRuns()
    {
        Running f;
        const std::uint64_t rev = f.city.counted("rev");
        QVERIFY(rev > 0);
        const QString invited =
            adminDoes({"invite", "--data", f.city.path(), "--role", "field", "--region", "KZ-75", "--name",
                       "Айгүл", "--server", "http://127.0.0.1:" + QString::number(f.server.port())});
        QVERIFY(invited.contains("qoloner://join?server=http"));
        Device device(*f.line, invited.left(9).remove('-').toStdString());
        QCOMPARE(device.enrolled.name, std::string("Айгүл"));
        QCOMPARE(device.enrolled.who.regions, std::vector<std::string>{"KZ-75"});
        QCOMPARE(f.city.counted("devices"), std::uint64_t(2));
        QVERIFY(adminDoes({"import", "--data", f.city.path()}).startsWith("made 0, changed 0, "));
        QCOMPARE(f.city.counted("rev"), rev);
        QVERIFY(admin({"invite", "--data", f.city.path(), "--role", "field", "--name", "x"}).code != 0);

        adminDoes({"revoke", "--data", f.city.path(), QString::number(device.key.device())});
        f.line->send(device.pushing({device.craft("late")}));
        QCOMPARE(f.line->must().as<protocol::PushAnswer>().answers.at(0).error.code,
                 std::string("device_revoked"));
        QCOMPARE(f.city.counted("quarantined"), std::uint64_t(1));
    }
};

QTEST_GUILESS_MAIN(HttpTest)
#include "tst_http.moc"
