// SPDX-License-Identifier: Apache-2.0
#include "core/models/account_model.h"

#include "core/models/outbox_model.h"

namespace qoloner {

void AccountModel::setServices(Services* services)
{
    if (m_services == services)
        return;
    if (m_services) {
        m_services->hub()->disconnect(this);
        if (sync())
            sync()->disconnect(this);
    }
    m_services = services;
    m_joining = false;
    if (m_services) {
        connect(m_services->hub(), &ReplicaHub::rowsChanged, this, [this](const TableChanges& changes) {
            if (changes.contains(TableId{}))
                count();
        });
        if (sync()) {
            connect(sync(), &SyncPort::statusChanged, this, &AccountModel::changed);
            connect(sync(), &SyncPort::joined, this, [this] {
                setJoining(false);
                emit joined();
            });
            connect(sync(), &SyncPort::joinFailed, this,
                    [this](const QString& code, const QStringList& args) {
                        setJoining(false);
                        emit joinFailed(code, args);
                    });
        }
        count();
    }
    emit servicesChanged();
    emit changed();
}

void AccountModel::join(const QString& inviteOrServer, const QString& code)
{
    if (!sync() || m_joining)
        return;
    setJoining(true); // before the call: the answer may come inside it
    sync()->join(inviteOrServer.trimmed(), code.trimmed());
}

void AccountModel::cancelJoin()
{
    if (!m_joining)
        return;
    sync()->cancelJoin();
    setJoining(false);
}

void AccountModel::setJoining(bool joining)
{
    if (m_joining == joining)
        return;
    m_joining = joining;
    emit changed();
}

void AccountModel::count()
{
    m_services->hub()->read(this, journalCounts, [this](JournalCounts counts) {
        if (counts.waiting == m_waiting && counts.rejected == m_rejected)
            return;
        m_waiting = counts.waiting;
        m_rejected = counts.rejected;
        emit changed();
    });
}

} // namespace qoloner
