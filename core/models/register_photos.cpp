// SPDX-License-Identifier: Apache-2.0
// The form's position and photos.
#include "core/models/register_form.h"

#include "core/domain/ids.h"
#include "core/media/media_store.h"

#include <cmath>
#include <limits>

namespace qoloner {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

} // namespace

double RegisterForm::latitude() const
{
    return m_position ? m_position->lat : unknown;
}

double RegisterForm::longitude() const
{
    return m_position ? m_position->lon : unknown;
}

double RegisterForm::accuracy() const
{
    return m_position && m_position->accuracy >= 0 ? m_position->accuracy : unknown;
}

QDateTime RegisterForm::positionAt() const
{
    return m_position ? QDateTime::fromMSecsSinceEpoch(m_position->atMs, Qt::UTC) : QDateTime();
}

void RegisterForm::takePosition()
{
    PositionModel* position = m_services ? m_services->position() : nullptr;
    if (!position || !position->valid())
        return;
    setPosition(position->latitude(), position->longitude(), position->accuracy());
    if (m_position && position->timestamp().isValid()) {
        m_position->atMs = position->timestamp().toMSecsSinceEpoch();
        emit edited();
    }
}

void RegisterForm::setPosition(double latitude, double longitude, double accuracy)
{
    if (!(std::abs(latitude) <= 90) || !(std::abs(longitude) <= 180) || !m_services)
        return;
    m_position = Position{latitude, longitude, accuracy >= 0 ? std::min(accuracy, 100000.0) : -1,
                          qint64(m_services->clock().nowMs())};
    emit edited();
}

void RegisterForm::clearPosition()
{
    if (!m_position)
        return;
    m_position.reset();
    emit edited();
}

QVariantList RegisterForm::photos() const
{
    QVariantList out;
    for (const FormPhoto& photo : m_photos)
        out << QVariantMap{{QStringLiteral("sha256"), photo.sha256},
                           {QStringLiteral("alt"), photo.alt},
                           {QStringLiteral("width"), photo.width},
                           {QStringLiteral("height"), photo.height},
                           {QStringLiteral("placeholder"), photo.placeholder}};
    return out;
}

void RegisterForm::addPhoto(const QUrl& file)
{
    if (!m_services || !m_services->media() || !file.isLocalFile()) {
        emit photoFailed(QStringLiteral("photo_unreadable"));
        return;
    }
    if (int(m_photos.size()) >= maxPhotos) {
        emit photoFailed(QStringLiteral("too_much_at_once"));
        return;
    }
    setBusy(1);
    // On the hub's workers, which end before the media store does.
    m_services->hub()->read(
        this,
        [path = file.toLocalFile(), media = m_services->media()](Database&) -> Result<Photo> {
            try {
                Result<Photo> photo = takeInPhoto(path);
                if (photo)
                    media->put(*photo);
                return photo;
            } catch (const std::exception& e) {
                return failure(storageErrorCode(e).toStdString());
            }
        },
        [this](const Result<Photo>& photo) {
            setBusy(-1);
            if (!photo) {
                emit photoFailed(qstring(photo.error().code));
                return;
            }
            const QString sha256 = qstring(photo->sha256);
            if (std::none_of(m_photos.begin(), m_photos.end(),
                             [&](const FormPhoto& p) { return p.sha256 == sha256; })) {
                FormPhoto added;
                added.rowId = newUuid7(m_services->clock().nowMs());
                added.sha256 = sha256;
                added.placeholder = qstring(photo->placeholder);
                added.width = photo->width;
                added.height = photo->height;
                added.bytes = std::int64_t(photo->jpeg.size());
                m_photos.push_back(std::move(added));
                emit photosChanged();
                emit edited();
            }
            emit photoAdded(sha256);
        });
}

void RegisterForm::removePhoto(const QString& sha256)
{
    const auto at = std::find_if(m_photos.begin(), m_photos.end(),
                                 [&](const FormPhoto& p) { return p.sha256 == sha256; });
    if (at == m_photos.end())
        return;
    const bool kept = at->kept;
    m_photos.erase(at);
    emit photosChanged();
    emit edited();
    if (kept || !m_services || !m_services->media())
        return;
    // A picture of somebody that was not wanted must not stay, unless another record shows it.
    m_services->hub()->write(
        nullptr,
        [media = m_services->media(), address = sha256.toStdString()](Replica& replica) {
            Statement used = replica.database().prepare("SELECT 1 FROM media_draft WHERE sha256 = ?");
            used.with(address);
            if (!used.step())
                media->remove(address);
        },
        [] {});
}

void RegisterForm::setPhotoAlt(const QString& sha256, const QString& text)
{
    for (FormPhoto& photo : m_photos) {
        if (photo.sha256 != sha256 || photo.alt == text)
            continue;
        photo.alt = text;
        photo.altEdited = photo.kept;
        emit photosChanged();
        emit edited();
    }
}

} // namespace qoloner
