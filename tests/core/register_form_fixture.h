// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/register_form.h"
#include "tests/support/forms_fixture.h"

#include <QSignalSpy>

namespace qoloner::test {

inline bool load(RegisterForm& form, FormsFixture& f, const QString& artisan = {})
{
    if (!artisan.isEmpty())
        form.setArtisanId(artisan);
    form.setServices(&f.services);
    return QTest::qWaitFor([&] { return !form.loading(); });
}

inline void fillIn(RegisterForm& form)
{
    form.setProperty("nameKk", "  Айша ");
    form.setProperty("craft", "felt");
    form.setProperty("region", "KZ-62");
    form.setProperty("settlement", "Ұлытау");
    form.setProperty("consentPurposes", QStringList({"registry", "public_profile"}));
    form.setProperty("consentMethod", "signature");
    form.setProperty("signaturePath", "M0 0L9 9");
}

inline bool add(RegisterForm& form, const QUrl& picture)
{
    QSignalSpy added(&form, &RegisterForm::photoAdded);
    form.addPhoto(picture);
    return added.wait();
}

inline bool save(RegisterForm& form)
{
    QSignalSpy saved(&form, &RegisterForm::saved);
    form.save();
    return saved.count() > 0 || saved.wait();
}

} // namespace qoloner::test
