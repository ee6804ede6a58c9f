// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/edit_story.h"
#include "core/models/register_form.h"

#include <QQmlEngine>

namespace qoloner {

struct RegisterFormForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::RegisterForm)
    QML_NAMED_ELEMENT(RegisterForm)
};

struct EditStoryForeign {
    Q_GADGET
    QML_FOREIGN(qoloner::EditStory)
    QML_NAMED_ELEMENT(EditStory)
};

} // namespace qoloner
