// SPDX-License-Identifier: Apache-2.0
#include "core/models/replica_hub.h"

#include "core/models/list_order.h"
#include "core/models/search_indexer.h"

#include <QCoreApplication>
#include <QFile>
#include <QMetaObject>
#include <condition_variable>

namespace qoloner {

QString storageErrorCode(const std::exception& error)
{
    if (dynamic_cast<const StorageFull*>(&error))
        return QStringLiteral("disk_full");
    if (dynamic_cast<const NewerFile*>(&error))
        return QStringLiteral("replica_newer");
    if (dynamic_cast<const NotADatabase*>(&error))
        return QStringLiteral("replica_locked");
    return QStringLiteral("storage_failed");
}

/// Lives on the writer thread and owns what must be destroyed there.
class ReplicaHub::Writer : public QObject {
public:
    bool open(const Options& options)
    {
        Database::Options how;
        how.key = options.key;
        m_db = std::make_unique<Database>(options.path.toStdString(), how);
        m_replica = std::make_unique<Replica>(*m_db, m_clock);
        m_indexer = std::make_unique<SearchIndexer>(*m_db);
        m_order = std::make_unique<ListOrder>(*m_db);
        m_replica->setRowObserver([this](TableId table, const std::string& id, std::string_view fields) {
            m_indexer->rowChanged(table, id, fields);
        });
        m_replica->setFollower([this](const TableChanges& changes) { m_order->follow(changes); });
        return true;
    }

    void close()
    {
        for (QObject* guest : m_guests)
            delete guest;
        m_guests.clear();
        m_replica.reset();
        m_indexer.reset();
        m_order.reset();
        m_db.reset();
    }

    std::unique_ptr<Database> m_db;
    std::unique_ptr<Replica> m_replica;
    std::unique_ptr<SearchIndexer> m_indexer;
    std::unique_ptr<ListOrder> m_order;
    std::vector<QObject*> m_guests;
    std::function<void(const TableChanges&)> m_listener;
    SystemClock m_clock;
};

ReplicaHub::ReplicaHub(const Options& options, QObject* parent) : QObject(parent), m_options(options)
{
    m_pool.setMaxThreadCount(std::max(1, options.readers));
    m_flush.setSingleShot(true);
    m_flush.setInterval(20);
    connect(&m_flush, &QTimer::timeout, this, &ReplicaHub::flushChanges);

    m_writer = new Writer;
    m_writer->moveToThread(&m_thread);
    m_thread.setObjectName(QStringLiteral("replica"));
    m_thread.start();
    QMetaObject::invokeMethod(m_writer, [this] {
        QString error;
        try {
            m_writer->open(m_options);
            m_writer->m_replica->setListener([this](const TableChanges& changes) {
                if (m_writer->m_listener)
                    m_writer->m_listener(changes);
                deliver(
                    [this, changes = TableChanges(changes)]() mutable { noteChanges(std::move(changes)); });
            });
        } catch (const std::exception& e) {
            m_writer->close();
            error = storageErrorCode(e);
        }
        deliver([this, error] {
            m_openError = error;
            m_ready = error.isEmpty();
            if (!m_ready) {
                m_early.clear();
                emit openFailed(error);
                return;
            }
            for (ReadJob& job : std::exchange(m_early, {}))
                queueRead(std::move(job));
            emit opened();
        });
    });
}

ReplicaHub::~ReplicaHub()
{
    close();
}

void ReplicaHub::close()
{
    if (std::exchange(m_closed, true))
        return;
    m_flush.stop();
    m_early.clear();
    m_pool.waitForDone();
    m_idle.clear();
    QMetaObject::invokeMethod(
        m_writer, [this] { m_writer->close(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
    delete m_writer;
    m_writer = nullptr;
    m_ready = false;
}

bool ReplicaHub::waitUntilOpen()
{
    while (!m_ready && m_openError.isEmpty())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return m_ready;
}

void ReplicaHub::deliver(std::function<void()> call)
{
    QMetaObject::invokeMethod(this, std::move(call), Qt::QueuedConnection);
}

std::unique_ptr<Database> ReplicaHub::takeReader()
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_idle.empty()) {
            auto reader = std::move(m_idle.back());
            m_idle.pop_back();
            return reader;
        }
    }
    Database::Options how;
    how.mode = Database::Mode::ReadOnly;
    how.key = m_options.key;
    auto reader = std::make_unique<Database>(m_options.path.toStdString(), how);
    registerListSql(*reader);
    return reader;
}

void ReplicaHub::giveReader(std::unique_ptr<Database> reader)
{
    const std::lock_guard lock(m_mutex);
    m_idle.push_back(std::move(reader));
}

void ReplicaHub::queueRead(ReadJob job)
{
    if (m_closed || !m_openError.isEmpty())
        return;
    if (!m_ready) {
        m_early.push_back(std::move(job));
        return;
    }
    m_pool.start([this, job = std::move(job)] {
        try {
            auto reader = takeReader();
            reader->exec("BEGIN");
            job(*reader);
            reader->exec("COMMIT");
            giveReader(std::move(reader)); // after a failure the connection is closed instead
        } catch (const std::exception& e) {
            deliver([this, code = storageErrorCode(e)] { emit storageFailed(code); });
        }
    });
}

void ReplicaHub::queueWrite(WriteJob job, const QPointer<QObject>& receiver,
                            const std::function<void(const QString&)>& failed)
{
    if (m_closed)
        return;
    QMetaObject::invokeMethod(
        m_writer,
        [this, job = std::move(job), receiver, failed] {
            QString code;
            try {
                if (!m_writer->m_replica)
                    throw NotADatabase(0, "the replica is not open");
                job(*m_writer->m_replica);
                return;
            } catch (const std::exception& e) {
                code = storageErrorCode(e);
            }
            deliver([this, code, receiver, failed] {
                emit storageFailed(code);
                if (receiver && failed)
                    failed(code);
            });
        },
        Qt::QueuedConnection);
}

void ReplicaHub::writeAndWait(const std::function<void(Replica&)>& fn)
{
    std::exception_ptr error;
    QMetaObject::invokeMethod(
        m_writer,
        [&] {
            try {
                if (!m_writer->m_replica)
                    throw NotADatabase(0, "the replica is not open");
                fn(*m_writer->m_replica);
            } catch (...) {
                error = std::current_exception();
            }
        },
        Qt::BlockingQueuedConnection);
    if (error)
        std::rethrow_exception(error);
}

void ReplicaHub::host(std::function<QObject*(Replica&)> make)
{
    writeAndWait([&](Replica& replica) { m_writer->m_guests.push_back(make(replica)); });
}

void ReplicaHub::setWriterListener(std::function<void(const TableChanges&)> listener)
{
    QMetaObject::invokeMethod(
        m_writer, [this, listener = std::move(listener)] { m_writer->m_listener = listener; },
        Qt::BlockingQueuedConnection);
}

void ReplicaHub::noteChanges(TableChanges&& changes)
{
    for (auto& [table, rows] : changes)
        m_changes[table].merge(rows);
    if (!m_flush.isActive())
        m_flush.start();
}

void ReplicaHub::flushChanges()
{
    emit rowsChanged(std::exchange(m_changes, {}));
}

} // namespace qoloner
