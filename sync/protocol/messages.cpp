// SPDX-License-Identifier: Apache-2.0
#include "sync/protocol/messages.h"

#include "core/domain/ids.h"
#include "sync/protocol/page_codec.h"
#include "sync/protocol/wire.h"

namespace qoloner::protocol {

namespace {

constexpr std::size_t maxShort = 200; ///< names, labels, words
constexpr std::size_t maxKey = 1024;  ///< keys, tokens, certificates

/// [version, kind, items...]
CborWriter begin(Kind kind, std::size_t items)
{
    CborWriter out;
    out.array(items + 2);
    out.uint(version);
    out.uint(std::uint64_t(kind));
    return out;
}

std::string boundedText(CborReader& in, std::size_t max)
{
    const std::string_view text = in.text();
    if (text.size() > max)
        in.fail();
    return std::string(text);
}

std::string boundedBytes(CborReader& in, std::size_t max)
{
    const std::string_view bytes = in.bytes();
    if (bytes.size() > max)
        in.fail();
    return std::string(bytes);
}

std::string exactBytes(CborReader& in, std::size_t size)
{
    std::string bytes = boundedBytes(in, size);
    if (bytes.size() != size)
        in.fail();
    return bytes;
}

std::uint32_t small(CborReader& in)
{
    const std::uint64_t value = in.uint();
    if (value > 0xffffffff)
        in.fail();
    return std::uint32_t(value);
}

std::string optionalId(CborReader& in)
{
    if (in.peek() == CborReader::Kind::Null) {
        in.null();
        return {};
    }
    return readRowId(in);
}

void writeOptionalId(CborWriter& out, const std::string& id)
{
    if (id.empty())
        out.null();
    else
        writeRowId(out, id);
}

void writePrincipal(CborWriter& out, const Principal& who)
{
    out.array(5);
    out.uint(std::uint64_t(who.role));
    writeOptionalId(out, who.actor);
    writeRowId(out, who.city);
    writeOptionalId(out, who.artisan);
    out.array(who.regions.size());
    for (const std::string& region : who.regions)
        writeRowId(out, region);
}

Principal readPrincipal(CborReader& in)
{
    Principal who;
    if (in.array(5) != 5)
        in.fail();
    const std::uint64_t role = in.uint();
    if (role > std::uint64_t(Role::Auditor))
        in.fail();
    who.role = Role(role);
    who.actor = optionalId(in);
    who.city = readRowId(in);
    who.artisan = optionalId(in);
    for (std::size_t n = in.array(32); in.ok() && n > 0; --n)
        who.regions.push_back(readRowId(in));
    return who;
}

void writeError(CborWriter& out, const Error& error)
{
    out.array(3);
    out.text(error.code);
    out.text(error.field);
    out.array(error.args.size());
    for (const std::string& arg : error.args)
        out.text(arg);
}

Error readError(CborReader& in)
{
    Error error;
    if (in.array(3) != 3)
        in.fail();
    error.code = boundedText(in, maxShort);
    error.field = boundedText(in, maxShort);
    for (std::size_t n = in.array(8); in.ok() && n > 0; --n)
        error.args.push_back(boundedText(in, 1000));
    return error;
}

void writeScopes(CborWriter& out, const std::vector<std::string>& scopes)
{
    out.array(scopes.size());
    for (const std::string& scope : scopes)
        out.text(scope);
}

std::vector<std::string> readScopes(CborReader& in)
{
    std::vector<std::string> scopes;
    for (std::size_t n = in.array(maxScopes); in.ok() && n > 0; --n)
        scopes.push_back(boundedText(in, maxShort));
    return scopes;
}

void writeCursor(CborWriter& out, const std::map<std::string, std::uint64_t>& cursor)
{
    // An array, not a map: text keys would need another order than std::map's.
    out.array(cursor.size());
    for (const auto& [scope, rev] : cursor) {
        out.array(2);
        out.text(scope);
        out.uint(rev);
    }
}

std::map<std::string, std::uint64_t> readCursor(CborReader& in)
{
    std::map<std::string, std::uint64_t> cursor;
    for (std::size_t n = in.array(maxScopes); in.ok() && n > 0; --n) {
        if (in.array(2) != 2)
            in.fail();
        std::string scope = boundedText(in, maxShort);
        const std::uint64_t rev = in.uint();
        if (in.ok() && !cursor.emplace(std::move(scope), rev).second)
            in.fail();
    }
    return cursor;
}

void writeAnswer(CborWriter& out, const Answer& answer)
{
    out.array(6);
    out.uint(answer.dseq);
    out.uint(std::uint64_t(answer.outcome));
    out.uint(answer.rev);
    out.uint(answer.effective.packed);
    if (answer.error.code.empty())
        out.null();
    else
        writeError(out, answer.error);
    out.bytes(answer.signature);
}

Answer readAnswer(CborReader& in)
{
    if (in.array(6) != 6)
        in.fail();
    Answer answer;
    answer.dseq = in.uint();
    const std::uint64_t outcome = in.uint();
    if (outcome > std::uint64_t(Outcome::Rejected))
        in.fail();
    answer.outcome = Outcome(outcome);
    answer.rev = in.uint();
    answer.effective.packed = in.uint();
    if (in.peek() == CborReader::Kind::Null)
        in.null();
    else if (answer.error = readError(in); answer.error.code.empty())
        in.fail();
    // What was accepted may carry a remark; a refusal says why.
    if (answer.error.code.empty() ? answer.outcome == Outcome::Rejected : answer.outcome == Outcome::Held)
        in.fail();
    answer.signature = boundedBytes(in, 64);
    return answer;
}

void read(CborReader& in, Hello& m)
{
    m.city = readRowId(in);
    m.epoch = boundedText(in, maxShort);
    m.serverMs = in.uint();
    m.schema = small(in);
    m.oldestSchema = small(in);
    m.publicKey = exactBytes(in, 32);
}
void read(CborReader& in, Enrol& m)
{
    m.code = boundedText(in, maxShort);
    m.publicKey = exactBytes(in, 32);
    m.signature = exactBytes(in, 64);
    m.label = boundedText(in, maxShort);
}
void read(CborReader& in, Enrolled& m)
{
    m.who = readPrincipal(in);
    m.name = boundedText(in, maxShort);
    m.certificate = boundedBytes(in, maxKey);
    m.serverKey = exactBytes(in, 32);
}
void read(CborReader& in, Fork& m)
{
    m.device = in.uint();
    m.from = in.uint();
    m.prevHash = exactBytes(in, 32);
    m.proof = exactBytes(in, 32);
    m.publicKey = exactBytes(in, 32);
    m.label = boundedText(in, maxShort);
    m.oldSignature = exactBytes(in, 64);
    m.newSignature = exactBytes(in, 64);
}
void read(CborReader& in, Rejoin& m)
{
    m.epoch = boundedText(in, maxShort);
    for (std::size_t n = in.array(maxNames); in.ok() && n > 0; --n)
        m.certificates.push_back(boundedBytes(in, maxKey));
    m.inviteHash = boundedBytes(in, 32);
    m.name = boundedText(in, maxShort);
    m.signature = exactBytes(in, 64);
    if (m.certificates.empty() || (!m.inviteHash.empty() && m.inviteHash.size() != 32))
        in.fail();
}
void read(CborReader& in, Challenge& m)
{
    m.device = in.uint();
}
void read(CborReader& in, Nonce& m)
{
    m.nonce = exactBytes(in, 32);
}
void read(CborReader& in, TokenRequest& m)
{
    m.device = in.uint();
    m.nonce = exactBytes(in, 32);
    m.signature = exactBytes(in, 64);
}
void read(CborReader& in, Token& m)
{
    m.token = boundedText(in, maxKey);
    m.lifeSeconds = small(in);
    m.who = readPrincipal(in);
    m.scopes = readScopes(in);
    m.serverMs = in.uint();
    m.backedUp = in.uint();
}
void read(CborReader& in, Push& m)
{
    m.deviceMs = in.uint();
    for (std::size_t n = in.array(maxPushMutations); in.ok() && n > 0; --n) {
        const std::size_t items = in.array(3);
        if (items < 2)
            in.fail();
        SignedMutation mutation;
        mutation.body = boundedBytes(in, maxMutationBytes);
        mutation.signature = exactBytes(in, 64);
        m.mutations.push_back(std::move(mutation));
        if (!in.ok() || items == 2)
            continue;
        m.past.resize(m.mutations.size());
        const std::size_t count = in.array(maxPastAnswers);
        if (count == 0)
            in.fail();
        for (std::size_t each = count; in.ok() && each > 0; --each) {
            PastAnswer past;
            past.epoch = boundedText(in, maxShort);
            past.answer = readAnswer(in);
            m.past.back().push_back(std::move(past));
        }
    }
    if (!m.past.empty())
        m.past.resize(m.mutations.size());
}
void read(CborReader& in, PushAnswer& m)
{
    m.epoch = boundedText(in, maxShort);
    for (std::size_t n = in.array(maxPushMutations); in.ok() && n > 0; --n) {
        m.answers.push_back(readAnswer(in));
    }
    m.highest = in.uint();
    m.backedUp = in.uint();
}
void read(CborReader& in, Pull& m)
{
    m.epoch = boundedText(in, maxShort);
    m.cursor = readCursor(in);
    m.schema = small(in);
    m.limit = small(in);
    m.begun = in.uint();
    if (m.limit == 0 || m.limit > maxPageRows)
        in.fail();
}
void read(CborReader& in, Page& m)
{
    m.page.epoch = boundedText(in, maxShort);
    readRows(in, m.page.rows, m.storage, 4 * maxPageRows, maxResponseBytes);
    m.page.cursor = readCursor(in);
    m.page.head = in.uint();
    m.scopes = readScopes(in);
    m.more = in.boolean();
    m.page.complete = m.more ? 0 : m.page.head;
}
void read(CborReader& in, Problem& m)
{
    m.error = readError(in);
}

template <class Message> struct Shape;
// clang-format off
    template <> struct Shape<Hello>        { static constexpr Kind kind = Kind::Hello;        static constexpr std::size_t items = 6; };
    template <> struct Shape<Enrol>        { static constexpr Kind kind = Kind::Enrol;        static constexpr std::size_t items = 4; };
    template <> struct Shape<Enrolled>     { static constexpr Kind kind = Kind::Enrolled;     static constexpr std::size_t items = 4; };
    template <> struct Shape<Challenge>    { static constexpr Kind kind = Kind::Challenge;    static constexpr std::size_t items = 1; };
    template <> struct Shape<Nonce>        { static constexpr Kind kind = Kind::Nonce;        static constexpr std::size_t items = 1; };
    template <> struct Shape<TokenRequest> { static constexpr Kind kind = Kind::TokenRequest; static constexpr std::size_t items = 3; };
    template <> struct Shape<Token>        { static constexpr Kind kind = Kind::Token;        static constexpr std::size_t items = 6; };
    template <> struct Shape<Push>         { static constexpr Kind kind = Kind::Push;         static constexpr std::size_t items = 2; };
    template <> struct Shape<PushAnswer>   { static constexpr Kind kind = Kind::PushAnswer;   static constexpr std::size_t items = 4; };
    template <> struct Shape<Pull>         { static constexpr Kind kind = Kind::Pull;         static constexpr std::size_t items = 5; };
    template <> struct Shape<Page>         { static constexpr Kind kind = Kind::Page;         static constexpr std::size_t items = 6; };
    template <> struct Shape<Problem>      { static constexpr Kind kind = Kind::Problem;      static constexpr std::size_t items = 1; };
    template <> struct Shape<Rejoin>       { static constexpr Kind kind = Kind::Rejoin;       static constexpr std::size_t items = 5; };
    template <> struct Shape<Fork>         { static constexpr Kind kind = Kind::Fork;         static constexpr std::size_t items = 8; };
// clang-format on

template <class Message> CborWriter open()
{
    return begin(Shape<Message>::kind, Shape<Message>::items);
}

} // namespace

std::string encode(const Hello& m)
{
    CborWriter out = open<Hello>();
    writeRowId(out, m.city);
    out.text(m.epoch);
    out.uint(m.serverMs);
    out.uint(m.schema);
    out.uint(m.oldestSchema);
    out.bytes(m.publicKey);
    return out.take();
}

std::string encode(const Enrol& m)
{
    CborWriter out = open<Enrol>();
    out.text(m.code);
    out.bytes(m.publicKey);
    out.bytes(m.signature);
    out.text(m.label);
    return out.take();
}

std::string encode(const Enrolled& m)
{
    CborWriter out = open<Enrolled>();
    writePrincipal(out, m.who);
    out.text(m.name);
    out.bytes(m.certificate);
    out.bytes(m.serverKey);
    return out.take();
}

std::string encode(const Fork& m)
{
    CborWriter out = open<Fork>();
    out.uint(m.device);
    out.uint(m.from);
    out.bytes(m.prevHash);
    out.bytes(m.proof);
    out.bytes(m.publicKey);
    out.text(m.label);
    out.bytes(m.oldSignature);
    out.bytes(m.newSignature);
    return out.take();
}

namespace {
void writeClaim(CborWriter& out, const Rejoin& m)
{
    out.text(m.epoch);
    out.array(m.certificates.size());
    for (const std::string& certificate : m.certificates)
        out.bytes(certificate);
    out.bytes(m.inviteHash);
    out.text(m.name);
}
} // namespace

std::string encode(const Rejoin& m)
{
    CborWriter out = open<Rejoin>();
    writeClaim(out, m);
    out.bytes(m.signature);
    return out.take();
}

std::string rejoinText(const Rejoin& m)
{
    CborWriter out;
    out.array(5);
    out.text("qoloner-rejoin-1");
    writeClaim(out, m);
    return out.take();
}

std::string encode(const Challenge& m)
{
    CborWriter out = open<Challenge>();
    out.uint(m.device);
    return out.take();
}

std::string encode(const Nonce& m)
{
    CborWriter out = open<Nonce>();
    out.bytes(m.nonce);
    return out.take();
}

std::string encode(const TokenRequest& m)
{
    CborWriter out = open<TokenRequest>();
    out.uint(m.device);
    out.bytes(m.nonce);
    out.bytes(m.signature);
    return out.take();
}

std::string encode(const Token& m)
{
    CborWriter out = open<Token>();
    out.text(m.token);
    out.uint(m.lifeSeconds);
    writePrincipal(out, m.who);
    writeScopes(out, m.scopes);
    out.uint(m.serverMs);
    out.uint(m.backedUp);
    return out.take();
}

std::string encode(const Push& m)
{
    CborWriter out = open<Push>();
    out.uint(m.deviceMs);
    out.array(m.mutations.size());
    for (std::size_t i = 0; i < m.mutations.size(); ++i) {
        const bool known = i < m.past.size() && !m.past[i].empty();
        out.array(known ? 3 : 2);
        out.bytes(m.mutations[i].body);
        out.bytes(m.mutations[i].signature);
        if (!known)
            continue;
        out.array(m.past[i].size());
        for (const PastAnswer& past : m.past[i]) {
            out.text(past.epoch);
            writeAnswer(out, past.answer);
        }
    }
    return out.take();
}

std::string encode(const PushAnswer& m)
{
    CborWriter out = open<PushAnswer>();
    out.text(m.epoch);
    out.array(m.answers.size());
    for (const Answer& answer : m.answers)
        writeAnswer(out, answer);
    out.uint(m.highest);
    out.uint(m.backedUp);
    return out.take();
}

std::string encode(const Pull& m)
{
    CborWriter out = open<Pull>();
    out.text(m.epoch);
    writeCursor(out, m.cursor);
    out.uint(m.schema);
    out.uint(m.limit);
    out.uint(m.begun);
    return out.take();
}

std::string encode(const Page& m)
{
    CborWriter out = open<Page>();
    out.text(m.page.epoch);
    writeRows(out, m.page.rows);
    writeCursor(out, m.page.cursor);
    out.uint(m.more ? m.page.head : m.page.complete);
    writeScopes(out, m.scopes);
    out.boolean(m.more);
    return out.take();
}

std::string encode(const Problem& m)
{
    CborWriter out = open<Problem>();
    writeError(out, m.error);
    return out.take();
}

// Every caller is done with what it hands over, whether a message keeps a part of it or not.
// NOLINTNEXTLINE(performance-unnecessary-value-param)
template <class Message> Result<Message> decode(std::string body)
{
    Message message;
    CborReader in(body);
    const std::size_t items = in.array(64);
    const std::uint64_t theirVersion = in.uint();
    if (!in.ok())
        return failure("message_invalid");
    if (theirVersion != version)
        return failure("version_unsupported", {}, {std::to_string(theirVersion), std::to_string(version)});
    if (in.uint() != std::uint64_t(Shape<Message>::kind) || items != Shape<Message>::items + 2)
        return failure("message_invalid");
    read(in, message);
    if (!in.finished())
        return failure("message_invalid");
    return message;
}

template Result<Hello> decode(std::string);
template Result<Enrol> decode(std::string);
template Result<Enrolled> decode(std::string);
template Result<Challenge> decode(std::string);
template Result<Nonce> decode(std::string);
template Result<TokenRequest> decode(std::string);
template Result<Token> decode(std::string);
template Result<Push> decode(std::string);
template Result<PushAnswer> decode(std::string);
template Result<Pull> decode(std::string);
template Result<Page> decode(std::string);
template Result<Problem> decode(std::string);
template Result<Fork> decode(std::string);
template Result<Rejoin> decode(std::string);

} // namespace qoloner::protocol
