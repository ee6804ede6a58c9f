// SPDX-License-Identifier: Apache-2.0
#include "core/catalogue/catalogue.h"
#include "core/domain/ids.h"
#include <algorithm>

namespace qoloner {

namespace {

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        if (end > 0)
            parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

bool isBlank(const Value& value)
{
    if (isNull(value))
        return true;
    const auto* text = std::get_if<std::string>(&value);
    return text && text->find_first_not_of(" \t\r\n") == std::string::npos;
}

Result<void> validateSetDelta(const Field& field, const std::string& delta)
{
    for (const std::string_view line : split(delta, '\n'))
        if ((line[0] != '+' && line[0] != '-') || !isRowId(line.substr(1)))
            return failure("field_invalid", std::string(field.name));
    return {};
}

} // namespace

Result<void> validateValue(const Field& field, const Value& value)
{
    const std::string name(field.name);
    if (isNull(value))
        return {};
    switch (field.type) {
    case FieldType::Text:
    case FieldType::Enum:
    case FieldType::Id:
    case FieldType::Set: {
        const auto* text = std::get_if<std::string>(&value);
        if (!text || !isUtf8(*text) || text->find('\0') != std::string::npos)
            return failure("field_invalid", name);
        if (field.max > 0 && text->size() > std::size_t(field.max))
            return failure("field_too_long", name, {std::to_string(field.max)});
        if (field.type == FieldType::Id && !isRowId(*text))
            return failure("field_invalid", name);
        if (field.type == FieldType::Set)
            return validateSetDelta(field, *text);
        if (field.type == FieldType::Enum) {
            const auto words = split(field.choices, ' ');
            if (std::find(words.begin(), words.end(), *text) == words.end())
                return failure("field_not_a_choice", name, {*text});
        }
        return {};
    }
    case FieldType::Raw: {
        const auto* bytes = std::get_if<Bytes>(&value);
        if (!bytes)
            return failure("field_invalid", name);
        if (bytes->data.size() > std::size_t(field.max))
            return failure("field_too_long", name, {std::to_string(field.max)});
        return {};
    }
    default: {
        const auto* number = std::get_if<std::int64_t>(&value);
        if (!number)
            return failure("field_invalid", name);
        if (*number < field.min || *number > field.max)
            return failure("field_out_of_range", name,
                           {std::to_string(field.min), std::to_string(field.max)});
        return {};
    }
    }
}

Result<void> validateFields(const Entity& entity, const FieldValues& fields, bool creating,
                            std::uint32_t writtenWith)
{
    for (const auto& [id, value] : fields) {
        const Field* field = entity.field(id);
        if (!field)
            return failure("field_unknown", std::string(entity.name), {std::to_string(id)});
        if (field->merge == Merge::ServerOnly)
            return failure("field_read_only", std::string(field->name));
        if (auto ok = validateValue(*field, value); !ok)
            return ok;
        if (field->required && isBlank(value))
            return failure("field_required", std::string(field->name));
    }
    if (creating)
        for (const Field& field : entity.fields)
            if (field.required && !fields.contains(field.id) &&
                (writtenWith == 0 || field.since <= writtenWith))
                return failure("field_required", std::string(field.name));
    return {};
}

std::vector<std::string> setElements(std::string_view value)
{
    std::vector<std::string> result;
    for (const std::string_view part : split(value, '\n'))
        result.emplace_back(part);
    std::sort(result.begin(), result.end());
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
}

std::string setOf(std::vector<std::string> elements)
{
    std::sort(elements.begin(), elements.end());
    elements.erase(std::unique(elements.begin(), elements.end()), elements.end());
    std::string out;
    for (const std::string& element : elements) {
        if (!out.empty())
            out.push_back('\n');
        out += element;
    }
    return out;
}

std::string setDelta(std::string_view before, std::string_view after)
{
    const auto old = setElements(before);
    const auto now = setElements(after);
    std::vector<std::string> lines;
    for (const std::string& element : now)
        if (!std::binary_search(old.begin(), old.end(), element))
            lines.push_back("+" + element);
    for (const std::string& element : old)
        if (!std::binary_search(now.begin(), now.end(), element))
            lines.push_back("-" + element);
    return setOf(std::move(lines));
}

std::string applySetDelta(std::string_view value, std::string_view delta)
{
    auto elements = setElements(value);
    for (const std::string_view line : split(delta, '\n')) {
        const std::string element(line.substr(1));
        if (line[0] == '+')
            elements.push_back(element);
        else
            std::erase(elements, element);
    }
    return setOf(std::move(elements));
}

} // namespace qoloner
