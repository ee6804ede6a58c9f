// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/server/web/escape.h"
#include "sync/server/web/language.h"
#include <string>
#include <string_view>

namespace qoloner::web {

/// Markup that stands in the source of this program; nothing from outside can become one.
class Raw {
public:
    constexpr std::string_view text() const { return m_text; }

private:
    friend consteval Raw operator""_h(const char* text, std::size_t size);
    consteval explicit Raw(std::string_view text) : m_text(text) {}
    std::string_view m_text;
};
consteval Raw operator""_h(const char* text, std::size_t size)
{
    return Raw(std::string_view(text, size));
}

/// Markup under way. Every text that is put in is escaped; only literals of this program are not.
class Html {
public:
    Html& operator<<(Raw raw)
    {
        m_out += raw.text();
        return *this;
    }
    Html& operator<<(std::string_view text)
    {
        m_out += markup(text);
        return *this;
    }
    Html& operator<<(const Html& part)
    {
        m_out += part.m_out;
        return *this;
    }
    /// Text of this program that is too long for a literal: the style sheet.
    Html& ours(std::string_view (*text)())
    {
        m_out += text();
        return *this;
    }
    /// JSON within a script element.
    Html& json(std::string_view text)
    {
        m_out += scriptJson(text);
        return *this;
    }
    /// A number with at most one decimal, as SVG takes it.
    Html& number(double value);

    bool empty() const { return m_out.empty(); }
    const std::string& text() const { return m_out; }
    std::string take() { return std::move(m_out); }

private:
    std::string m_out;
};

} // namespace qoloner::web
