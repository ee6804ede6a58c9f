// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/register_form.h"

/// What the parts of RegisterForm share.
namespace qoloner::register_detail {

struct Binding {
    const char* property;
    std::string_view field;
};

/// Properties that are a field of the record each.
inline constexpr Binding bindings[] = {{"nameKk", "name_kk"},
                                       {"nameRu", "name_ru"},
                                       {"nameEn", "name_en"},
                                       {"craft", "craft"},
                                       {"region", "region"},
                                       {"settlement", "settlement"},
                                       {"storyKk", "story_kk"},
                                       {"storyRu", "story_ru"},
                                       {"storyEn", "story_en"},
                                       {"birthYear", "birth_year"},
                                       {"sinceYear", "since_year"},
                                       {"phone", "phone"},
                                       {"homeWorkshop", "home_workshop"},
                                       {"takesOrders", "takes_orders"},
                                       {"takesApprentices", "takes_apprentices"},
                                       {"visitMode", "visit_mode"},
                                       {"level", "level"},
                                       {"fieldNote", "field_note"}};
inline const Entity& artisan()
{
    static const Entity& found = entity("artisan");
    return found;
}

inline const Field& artisanField(std::string_view name)
{
    return *artisan().field(name);
}

inline constexpr std::string_view positionFields[] = {"lat", "lon", "accuracy_m", "position_at"};

/// The fields that a property writes.
inline std::vector<std::uint16_t> fieldsOfProperty(const Binding& b)
{
    std::vector<std::uint16_t> out{artisanField(b.field).id};
    if (b.field == "birth_year")
        out.push_back(artisanField("minor").id);
    return out;
}

/// The field of a photo's text in `language`.
inline std::string altField(const QString& language)
{
    return "alt_" + language.toStdString();
}

} // namespace qoloner::register_detail

namespace qoloner {

/// What one read of the replica gives the form.
struct RegisterForm::Loaded {
    QVariantMap values;
    std::optional<Position> position;
    std::vector<FormPhoto> photos;
    SeenDots seen;
    QString language;
    QJsonObject draft;
    bool needsConsent = true;
    bool obsoleteDraft = false; ///< its record was saved before the app was killed
};

} // namespace qoloner
