// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/store/replica.h"

#include <QObject>
#include <QPointer>
#include <QString>
#include <QThread>
#include <QThreadPool>
#include <QTimer>
#include <functional>
#include <memory>
#include <mutex>
#include <type_traits>
#include <vector>

namespace qoloner {

/// The replica as the interface sees it: one writer thread that owns the
/// Replica (and whatever is given to it, such as the sync client), and a few
/// read-only connections on worker threads. No SQLite on the caller's thread.
///
/// Everything here is called on the thread that made the hub; results come
/// back there, and not at all once their receiver is gone.
class ReplicaHub : public QObject {
    Q_OBJECT
public:
    struct Options {
        QString path;    ///< of the replica's file
        std::string key; ///< encryption key, empty: none
        int readers = 2; ///< read-only connections at most
    };

    /// Opens the file on the writer thread; isReady() or opened()/openFailed() tell.
    explicit ReplicaHub(const Options& options, QObject* parent = nullptr);
    ~ReplicaHub() override;

    bool isReady() const { return m_ready; }
    /// Waits until the file is open, or false when it cannot be opened. For start-up.
    bool waitUntilOpen();
    /// Why opening failed: "replica_newer", "replica_locked", "disk_full" or "storage_failed".
    QString openError() const { return m_openError; }

    /// Runs `fn(Database&)` in a read transaction on a worker, then `then(result)`
    /// here unless `receiver` is gone. A failing read emits storageFailed and calls nothing.
    template <class Fn, class Then> void read(QObject* receiver, Fn fn, Then then)
    {
        using R = std::invoke_result_t<Fn, Database&>;
        queueRead([this, guard = QPointer<QObject>(receiver), fn = std::move(fn),
                   then = std::move(then)](Database& db) mutable {
            auto result = std::make_shared<R>(fn(db));
            deliver([guard, result, then = std::move(then)]() mutable {
                if (guard)
                    then(std::move(*result));
            });
        });
    }

    /// Runs `fn(Replica&)` on the writer thread, after everything queued
    /// before, then `then(result)` here unless `receiver` is gone. When the
    /// storage fails, `fn` has changed nothing, storageFailed is emitted and `failed(code)` called.
    template <class Fn, class Then>
    void write(QObject* receiver, Fn fn, Then then, const std::function<void(const QString&)>& failed = {})
    {
        using R = std::invoke_result_t<Fn, Replica&>;
        queueWrite(
            [this, guard = QPointer<QObject>(receiver), fn = std::move(fn),
             then = std::move(then)](Replica& replica) mutable {
                if constexpr (std::is_void_v<R>) {
                    fn(replica);
                    deliver([guard, then = std::move(then)]() mutable {
                        if (guard)
                            then();
                    });
                } else {
                    auto result = std::make_shared<R>(fn(replica));
                    deliver([guard, result, then = std::move(then)]() mutable {
                        if (guard)
                            then(std::move(*result));
                    });
                }
            },
            QPointer<QObject>(receiver), failed);
    }

    /// Runs `fn` on the writer thread and waits. For start-up, shut-down and tests.
    void writeAndWait(const std::function<void(Replica&)>& fn);

    /// Things that must live on the writer thread beside the Replica (the sync
    /// client). `make` runs there; the object is destroyed there before the Replica.
    void host(std::function<QObject*(Replica&)> make);

    /// Called on the writer thread after each local commit or applied page.
    void setWriterListener(std::function<void(const TableChanges&)> listener);

    /// Ends all work and closes the file; called by the destructor.
    void close();

signals:
    void opened();
    void openFailed(const QString& code);
    /// Rows that changed since the last time, coalesced; table 0 stands for the journal.
    void rowsChanged(const qoloner::TableChanges& changes);
    /// A read or write failed: "disk_full" or "storage_failed".
    void storageFailed(const QString& code);

private:
    using ReadJob = std::function<void(Database&)>;
    using WriteJob = std::function<void(Replica&)>;
    class Writer;

    void queueRead(ReadJob job);
    void queueWrite(WriteJob job, const QPointer<QObject>& receiver,
                    const std::function<void(const QString&)>& failed);
    void deliver(std::function<void()> call);
    std::unique_ptr<Database> takeReader();
    void giveReader(std::unique_ptr<Database> reader);
    void noteChanges(TableChanges&& changes);
    void flushChanges();

    Options m_options;
    QThread m_thread;
    QThreadPool m_pool;
    Writer* m_writer = nullptr;
    std::mutex m_mutex;
    std::vector<std::unique_ptr<Database>> m_idle; // guarded by m_mutex
    TableChanges m_changes;
    QTimer m_flush;
    std::vector<ReadJob> m_early; // reads asked for before the file was open
    QString m_openError;
    bool m_ready = false;
    bool m_closed = false;
};

/// The code that screens translate for a storage exception.
QString storageErrorCode(const std::exception& error);

} // namespace qoloner

Q_DECLARE_METATYPE(qoloner::TableChanges)
