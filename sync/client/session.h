// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/store/replica.h"
#include "sync/client/enrolment.h"
#include "sync/client/key_store.h"
#include "sync/protocol/live.h"
#include "sync/protocol/messages.h"
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace qoloner {

using RequestId = std::uint64_t;
using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

/// The four things that go on side by side: making contact (hello, enrolment,
/// token), pushing, pulling and listening for news. Each has at most one request
/// in flight and one timer.
enum class SyncLane : std::uint8_t { Contact, Push, Pull, Live };
constexpr std::size_t syncLaneCount = 4;

/// Ask the transport for one exchange. Answer it with httpAnswer or httpFailed, once.
struct SendRequest {
    RequestId id = 0;
    std::string method;
    std::string url;
    HttpHeaders headers;
    std::string body;
    std::uint32_t timeoutMs = 0;    ///< longest silence of the line
    std::size_t maxAnswerBytes = 0; ///< of the body as it travels; more: httpFailed(TooLarge)
    /// A body of status 200 comes bit by bit: streamOpened with its head, streamBytes with each
    /// piece, and at its end httpAnswer with an empty body. It may last for hours.
    bool stream = false;
};
/// The answer is no longer wanted; one that still comes is ignored.
struct CancelRequest {
    RequestId id = 0;
};
/// Call timerFired(lane) after `ms`; replaces the lane's earlier timer.
struct SetTimer {
    SyncLane lane = SyncLane::Contact;
    std::uint64_t ms = 0;
};
struct StopTimer {
    SyncLane lane = SyncLane::Contact;
};
/// `status()` is different now.
struct StatusChanged {};
using SyncAction = std::variant<SendRequest, CancelRequest, SetTimer, StopTimer, StatusChanged>;
using SyncActions = std::vector<SyncAction>;

struct HttpAnswer {
    int status = 0;
    std::string contentType;
    std::string contentEncoding;
    std::string retryAfter;
    std::string body;
};
enum class HttpFailure : std::uint8_t { Offline, Timeout, Tls, Refused, Cut, TooLarge };

/// What the platform knows of the line and of the battery.
struct NetworkConditions {
    bool online = true;
    bool metered = false; ///< somebody pays for each byte
    bool batteryLow = false;

    bool operator==(const NetworkConditions&) const = default;
};
/// What a metered line may be used for without being asked.
enum class MeteredUse : std::uint8_t {
    Nothing,
    SmallChanges, ///< records but not by the thousand; less often, and listening only while used
    Everything,
};

enum class SyncPhase : std::uint8_t { Idle, Connecting, Pushing, Pulling, Waiting, Offline };

struct SyncStatus {
    SyncPhase phase = SyncPhase::Idle;
    std::string serverUrl; ///< empty: none known yet
    bool enrolled = false;
    bool enrolling = false; ///< an invite is on its way to the server
    Role role = Role::Visitor;
    std::string actor;                ///< row id of the person, empty for a visitor
    std::string artisan;              ///< Artisan: the record that is theirs
    std::vector<std::string> regions; ///< Field: the regions they work in
    std::string name;                 ///< of the person enrolled here
    std::uint64_t lastSuccessMs = 0;  ///< when everything granted was last here; 0: never
    std::size_t pendingCount = 0;     ///< mutations the server has not taken yet
    bool live = false;                ///< the server tells of changes as they happen
    bool waitsForUnmetered = false;   ///< there is, or may be, more; syncNow fetches it all the same
    std::uint64_t rowsPulled = 0;     ///< of the pull under way or just done
    std::int64_t clockOffsetMs = 0;   ///< server's clock minus ours, when last heard
    Error lastError;                  ///< code empty: all is well

    bool operator==(const SyncStatus&) const = default;
};

struct SyncConfig {
    std::uint64_t seed = 1; ///< of the jitter
    // Between pulls: at first, and at most after many that brought nothing; each doubles.
    std::uint64_t pollMs = 60'000;
    std::uint64_t pollMaxMs = 900'000;
    std::uint64_t interactivePollMs = 10'000;
    std::uint64_t interactivePollMaxMs = 60'000;
    std::uint64_t livePollMs = 600'000;    ///< while the server tells of changes: only to be sure
    std::uint64_t thriftyStretch = 5;      ///< times as long on a metered line or a low battery
    std::uint64_t thriftyIdleMs = 300'000; ///< listening ends there after so long without anything
    std::size_t meteredRows = 2'000;       ///< SmallChanges: rows of one pull before it waits
    std::uint64_t debounceMs = 50;         ///< from a local write to its push
    std::uint64_t backoffMinMs = 1'000;    ///< first retry; doubles up to the next line
    std::uint64_t backoffMaxMs = 300'000;
    std::uint32_t timeoutMs = 30'000;
    std::uint32_t liveTimeoutMs = 2 * protocol::heartbeatMs + 5'000; ///< silence of the event stream
    std::size_t pushMutations = protocol::maxPushMutations;
    std::size_t interactivePushMutations = 50; ///< in the first push after somebody began to look
    std::uint64_t interactivePushMs = 1'000;   ///< a push that took longer makes the next one smaller
    std::size_t pushBytes = protocol::maxPushBytes;
    std::uint32_t pullRows = protocol::maxPageRows;
    /// Makes the device's key when it enrols for the first time.
    std::function<SigningKey()> makeKey = [] { return SigningKey::generate(); };
};

/// Whether a Content-Type names the media type `wanted` (lower case), whatever its parameters.
bool isMediaType(std::string_view contentType, std::string_view wanted);

/// One device's conversation with its server, without any I/O: events go in,
/// actions come out, nothing waits. Lives on the writer's thread.
///
/// While there is unsent work or something to fetch, a request is in flight or
/// a timer is set: queues drain without a new local write.
class SyncSession {
public:
    /// Takes up the server and the enrolment kept in `replica`, and gives the
    /// replica its identity. Call start() to begin.
    SyncSession(Replica& replica, const Clock& clock, KeyStore& keys, SyncConfig config = {});

    SyncActions start();
    /// Cancels what is under way; answers that still come are ignored.
    SyncActions stop();
    /// Chooses the server of a visitor. Fails as normaliseServerUrl does, or with
    /// "already_enrolled" when the device is bound to another one.
    Result<SyncActions> setServer(std::string_view url);
    /// Binds this device to a person by an invite's `code`. Fails at once with
    /// "invite_malformed", "device_label_invalid", "already_enrolled", "key_store_failed" or a
    /// server URL's error; what the server says comes as status().lastError.
    Result<SyncActions> enrol(std::string_view serverUrl, std::string_view code, std::string_view label);
    /// The person gave up waiting for the enrolment.
    SyncActions cancelEnrol();

    SyncActions localWrite();
    SyncActions timerFired(SyncLane lane);
    SyncActions httpAnswer(RequestId id, const HttpAnswer& answer);
    SyncActions httpFailed(RequestId id, HttpFailure kind);
    SyncActions streamOpened(RequestId id, const HttpAnswer& head);
    SyncActions streamBytes(RequestId id, std::string_view bytes);
    /// "Offline" is a hint: nothing is started at once, but timers still run. A metered line or a
    /// low battery stretches what happens by itself.
    SyncActions networkConditions(const NetworkConditions& conditions);
    /// The person's choice; SmallChanges until it is known.
    SyncActions setMeteredUse(MeteredUse use);
    /// The person asked: forget all waiting, go now, whatever the line costs.
    SyncActions syncNow();
    /// Somebody is looking: listen, and poll faster.
    SyncActions setInteractive(bool interactive);

    const SyncStatus& status() const { return m_status; }

private:
    enum class Call : std::uint8_t { None, Hello, Enrol, Fork, Rejoin, Challenge, Token, Push, Pull, Live };
    struct Lane {
        RequestId request = 0; ///< in flight, 0: none
        Call call = Call::None;
        bool timer = false;      ///< set and not fired
        bool wanted = false;     ///< there is something to do
        bool forced = false;     ///< start even without a network
        bool renewed = false;    ///< a 401 was already met with a new token
        unsigned failures = 0;   ///< in a row
        std::uint64_t token = 0; ///< generation of the token the request carried
    };
    struct Sent {
        Dseq dseq = 0;
        std::string hash;
    };

    // session.cpp: events and scheduling
    SyncActions handle(SyncLane which, const std::function<void()>& step);
    SyncActions done();
    void pumpContact();
    void pumpPush();
    void pumpPull();
    void keepByHand();
    bool tokenValid() const;
    bool ready() const;
    bool mayStart(SyncLane which);
    void send(SyncLane which, Call call, const std::string& path, std::string body, std::size_t maxAnswer);
    void setTimer(SyncLane which, std::uint64_t ms);
    void stopTimer(SyncLane which);
    void wake(SyncLane which);
    void goNow();
    void cancel(SyncLane which);
    void cancelAll();
    void fail(SyncLane which, Error why, std::uint64_t retryAfterMs = 0);
    void succeed(SyncLane which);
    void shrink(SyncLane which);
    void offerAgain();
    std::uint64_t random();
    void refreshStatus();
    bool loadKey();
    void bindTo(const std::string& url);
    Lane& lane(SyncLane which) { return m_lanes[std::size_t(which)]; }
    Error& error(SyncLane which) { return m_errors[std::size_t(which)]; }

    // live.cpp: listening, and what a line may be used for
    void pumpLive();
    bool wantsLive() const;
    void armIdleTimer();
    void used();
    void onNews(protocol::News news);
    bool behindNews();
    void liveEnded(Error why);
    void changePolicy();
    bool refused() const;
    bool thrifty() const;
    bool smallOnly() const;
    bool pullHeldBack(bool firstPull) const;
    std::uint64_t waitMs() const;
    std::uint64_t pollMs() const;
    void rearmPoll();

    // answers.cpp: what the server said
    void onAnswer(SyncLane which, Call call, const HttpAnswer& answer);
    void onRefusal(SyncLane which, Call call, const HttpAnswer& answer);
    Result<std::string> bodyOf(const HttpAnswer& answer, std::size_t max) const;
    Result<void> onHello(std::string body);
    Result<void> onEnrolled(std::string body);
    Result<void> onNonce(std::string body);
    Result<void> onToken(std::string body);
    Result<void> onPushAnswer(std::string body);
    Result<void> onPage(std::string body);
    Result<void> checkReceipts(const protocol::PushAnswer& message) const;
    bool takeScopes(const std::vector<std::string>& scopes);
    void sawEpoch(const std::string& epoch);
    void dropToken();

    // forking.cpp: this device's chain went two ways and it takes another name
    /// Kept in the replica until the other name is taken.
    struct Forking {
        Dseq from = 0;       ///< first number the server knows otherwise
        std::string proof;   ///< hash of the mutation it refused
        std::string keyName; ///< of the new key in the key store; empty: not made yet
    };
    void loadForking();
    void saveForking();
    void noteFork(const std::vector<Answer>& answers);
    void askForFork();
    std::optional<SigningKey> keyNamed(const std::string& name);
    Result<void> onForked(std::string body);
    void onForkRefused(const Error& why);

    // rejoining.cpp: a restored server does not know this device, or its certificate grows old
    void keepInvite(const std::string& code);
    void keepName(const std::string& certificate);
    bool isForgotten(Call call, const Error& why);
    void askToRejoin();
    Result<void> onRejoined(std::string body);
    bool onRejoinRefused(const Error& why);
    void renewCertificate(std::uint64_t serverMs);

    Replica& m_replica;
    const Clock& m_clock;
    KeyStore& m_keys;
    SyncConfig m_config;
    Enrolment m_enrolment;
    std::optional<SigningKey> m_key;

    SyncActions m_actions;
    SyncStatus m_status;
    SyncStatus m_told;
    Lane m_lanes[syncLaneCount];
    Error m_errors[syncLaneCount];
    RequestId m_lastRequest = 0;
    std::uint64_t m_random;
    bool m_running = false;
    NetworkConditions m_conditions;
    MeteredUse m_meteredUse = MeteredUse::SmallChanges;
    bool m_interactive = false;
    bool m_byHand = false;        ///< the person asked, and it is not done yet
    unsigned m_quiet = 0;         ///< pulls in a row that brought nothing
    bool m_heldBack = false;      ///< a pull of many rows waits for a line that costs nothing
    bool m_idle = false;          ///< thrifty, and nothing has happened for long
    std::uint64_t m_openedMs = 0; ///< when the event stream opened
    protocol::NewsReader m_reader;
    std::optional<protocol::News> m_news; ///< not followed by a pull yet
    bool m_unreachable = false;           ///< the last exchange did not get through

    std::optional<protocol::Hello> m_hello;
    std::string m_askedEpoch; ///< the foreign epoch that made us say hello again
    std::optional<protocol::Enrol> m_enrol;
    std::optional<Forking> m_forking;
    bool m_rejoin = false;   ///< the certificate is to be shown
    bool m_rejoined = false; ///< it was, and no token has come since
    std::string m_nonce;
    std::string m_token;
    std::uint64_t m_tokenGeneration = 0;
    std::uint64_t m_tokenUntilMs = 0;
    std::vector<Sent> m_sent; ///< the batch in flight
    std::uint64_t m_sentMs = 0;
    std::optional<Dseq> m_gapAfter; ///< what followed there was sent again, and the server waits still
    bool m_freshHello = false;      ///< asked since the last token
    std::size_t m_pushLimit;
    std::uint32_t m_pullLimit;
    bool m_pullGoesOn = false; ///< more pages were promised
    std::uint64_t m_savedSuccessMs = 0;
    std::map<std::string, std::uint64_t> m_asked; ///< cursor of the pull in flight
};

} // namespace qoloner
