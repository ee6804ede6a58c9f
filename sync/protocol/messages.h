// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/catalogue/scopes.h"
#include "core/domain/mutation.h"
#include "core/store/replica.h"
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// The messages of sync protocol version 1, one struct each, and their strict
/// codec. sync/README.md describes them in CDDL; both must agree.
namespace qoloner::protocol {

constexpr std::uint64_t version = 1;
constexpr std::string_view mediaType = "application/vnd.qoloner.sync+cbor";

// Bounds of everything that travels.
constexpr std::size_t maxRequestBytes = 4 * 1024 * 1024;   ///< unpacked
constexpr std::size_t maxResponseBytes = 32 * 1024 * 1024; ///< unpacked
constexpr std::size_t maxPushMutations = 1000;
constexpr std::size_t maxPastAnswers = 8; ///< of one mutation
constexpr std::size_t maxPushBytes = 2 * 1024 * 1024;
constexpr std::size_t maxScopes = 64;
constexpr std::size_t maxNames = 33; ///< of one device, one after the other: see maxForks
constexpr std::size_t maxPageRows = 5000;
constexpr std::size_t pageBytes = 2 * 1024 * 1024; ///< a page is cut at the first rev boundary past this

// GET  /v1/hello            -> Hello            (no sign-in; also the liveness check of a captive portal)
// POST /v1/enrol   Enrol    -> Enrolled
// POST /v1/fork    Fork     -> Enrolled        (both keys sign)
// POST /v1/rejoin  Rejoin   -> Enrolled        (its key signs)
// POST /v1/challenge Challenge -> Nonce
// POST /v1/token   TokenRequest -> Token
// POST /v1/push    Push     -> PushAnswer       (Authorization: Bearer <token>)
// POST /v1/pull    Pull     -> Page             (token optional: without it public scopes only)
// Any of them may answer a Problem (RFC 9457 problem details as CBOR is not
// standardised: ours is {code, field, args} with the HTTP status).

struct Hello {
    std::string city; ///< row id of the city
    std::string epoch;
    std::uint64_t serverMs = 0;     ///< UTC milliseconds
    std::uint32_t schema = 0;       ///< catalogue version of the server
    std::uint32_t oldestSchema = 0; ///< oldest it still takes
    std::string publicKey;          ///< the server's, for receipts and certificates
};

struct Enrol {
    std::string code;      ///< 8 characters, see invite.h
    std::string publicKey; ///< the device's
    std::string signature; ///< over "qoloner-enrol-1" and the code, proves the key is theirs
    std::string label;     ///< what the person calls the device
};
struct Enrolled {
    Principal who;
    std::string name;        ///< of the person
    std::string certificate; ///< see certificate.h
    std::string serverKey;
};

/// Asks for another name: the device's chain went two ways (a cloned phone, a
/// restored backup) and the server follows the other one.
struct Fork {
    DeviceId device = 0;      ///< the name it had
    Dseq from = 0;            ///< first number of its own branch
    std::string prevHash;     ///< of from - 1, zeros when from is 1
    std::string proof;        ///< hash of the mutation that was refused as "device_forked"
    std::string publicKey;    ///< the new name's
    std::string label;        ///< what the person calls the device
    std::string oldSignature; ///< over forkText, by the old key
    std::string newSignature; ///< the same by the new one
};

/// Lets a device back in that a restored server does not know, and gives one that it knows a
/// new certificate.
struct Rejoin {
    std::string epoch; ///< the server's: it holds for this one only
    /// Of all names the device had, the first one first; the last is the one it has.
    std::vector<std::string> certificates;
    std::string inviteHash; ///< of the code it enrolled with; empty: not known any more
    std::string name;       ///< of the person, in case that nobody remembers it
    std::string signature;  ///< over rejoinText, by the key of the last certificate
};

struct Challenge {
    DeviceId device = 0;
};
struct Nonce {
    std::string nonce;
}; ///< 32 bytes, used once, 60 s
struct TokenRequest {
    DeviceId device = 0;
    std::string nonce;
    std::string signature; ///< over "qoloner-token-1" and the nonce
};
struct Token {
    std::string token; ///< opaque, base64url
    std::uint32_t lifeSeconds = 0;
    Principal who; ///< as granted now; may differ from enrolment
    std::vector<std::string> scopes;
    std::uint64_t serverMs = 0;
    Dseq backedUp = 0; ///< the device's mutations up to here are in a backup
};

struct Push {
    std::uint64_t deviceMs = 0;            ///< the device's clock when it sent this, for the effective stamp
    std::vector<SignedMutation> mutations; ///< ascending dseq
    /// What was said to each in earlier epochs: as many as mutations, or none at all.
    std::vector<std::vector<PastAnswer>> past = {};
};
struct PushAnswer {
    std::string epoch;
    std::vector<Answer> answers; ///< one for each mutation, in order
    Dseq highest = 0;            ///< highest contiguous dseq the server has of this device
    Dseq backedUp = 0;           ///< as in Token
};

struct Pull {
    std::string epoch;                           ///< of the cursor; empty at first
    std::map<std::string, std::uint64_t> cursor; ///< scope -> rev
    std::uint32_t schema = currentSchema();
    std::uint32_t limit = maxPageRows; ///< rows wanted at most
    std::uint64_t begun = 0;           ///< `head` of the first page since the cursor was empty last
};
/// `PulledPage` in and out; encoded rows are spliced without decoding.
struct Page {
    PulledPage page;
    std::vector<std::string> scopes; ///< all scopes granted now
    bool more = false;
    std::shared_ptr<const std::string> storage; ///< the bytes the views in `page` point into
};

struct Problem {
    Error error;
};

std::string encode(const Hello&);
std::string encode(const Enrol&);
std::string encode(const Enrolled&);
std::string encode(const Fork&);
std::string encode(const Rejoin&);
std::string encode(const Challenge&);
std::string encode(const Nonce&);
std::string encode(const TokenRequest&);
std::string encode(const Token&);
std::string encode(const Push&);
std::string encode(const PushAnswer&);
std::string encode(const Pull&);
std::string encode(const Page&);
std::string encode(const Problem&);

/// Decode one message; "message_invalid" for anything malformed, out of bounds
/// or of another type, "version_unsupported" for another protocol version.
template <class Message> Result<Message> decode(std::string body);

/// What a receipt signs: epoch, hash of the mutation, outcome, effective stamp, rev, error code.
std::string receiptText(std::string_view epoch, std::string_view mutationHash, const Answer& answer);
/// What both keys sign to ask for a fork.
std::string forkText(const Fork& request);
/// What a device signs to be let back in.
std::string rejoinText(const Rejoin& request);

/// Packs `body` for HTTP: zstd when it pays. Returns whether it was packed
/// (then Content-Encoding: zstd).
bool pack(std::string& body);
/// The reverse, bounded; "message_too_large" or "message_invalid".
Result<std::string> unpack(std::string_view body, bool packed, std::size_t maxSize);

} // namespace qoloner::protocol
