// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/models/page_model.h"

namespace qoloner {

/// A work of a master as the public sees it. Where this device has only the proposed
/// record (the master's own, or staff's), that one is shown, with `published` false.
class WorkPage : public qoloner::PageModel {
    Q_OBJECT
    Q_PROPERTY(bool published READ published NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString titleLanguage READ titleLanguage NOTIFY changed)
    /// Row id of the maker, and what they are called; demo: a sample, no real person.
    Q_PROPERTY(QString artisan READ artisan NOTIFY changed)
    Q_PROPERTY(QString artisanName READ artisanName NOTIFY changed)
    Q_PROPERTY(QString settlement READ settlement NOTIFY changed)
    Q_PROPERTY(bool demo READ demo NOTIFY changed)
    Q_PROPERTY(QString craftName READ craftName NOTIFY changed)
    Q_PROPERTY(QString materials READ materials NOTIFY changed)
    Q_PROPERTY(QString story READ story NOTIFY changed)
    Q_PROPERTY(QString storyLanguage READ storyLanguage NOTIFY changed)
    /// 0: not known.
    Q_PROPERTY(int year READ year NOTIFY changed)
    /// Words of the catalogue's choices, or empty.
    Q_PROPERTY(QString availability READ availability NOTIFY changed)
    Q_PROPERTY(QString priceKind READ priceKind NOTIFY changed)
    /// In the minor unit of `currency`; negative: none is given.
    Q_PROPERTY(double price READ price NOTIFY changed)
    Q_PROPERTY(QString currency READ currency NOTIFY changed)
    Q_PROPERTY(QDateTime priceAsOf READ priceAsOf NOTIFY changed)
    /// SHA-256 of the photo, or empty; its average colour, its shape (0: not known).
    Q_PROPERTY(QString photo READ photo NOTIFY changed)
    Q_PROPERTY(QString placeholder READ placeholder NOTIFY changed)
    Q_PROPERTY(double photoRatio READ photoRatio NOTIFY changed)

public:
    explicit WorkPage(QObject* parent = nullptr);

    bool published() const { return m_facts.published; }
    QString title() const { return m_facts.title.text; }
    QString titleLanguage() const { return m_facts.title.language; }
    QString artisan() const { return m_facts.artisan; }
    QString artisanName() const { return m_facts.artisanName; }
    QString settlement() const { return m_facts.settlement; }
    bool demo() const { return m_facts.demo; }
    QString craftName() const { return m_facts.craftName; }
    QString materials() const { return m_facts.materials; }
    QString story() const { return m_facts.story.text; }
    QString storyLanguage() const { return m_facts.story.language; }
    int year() const { return m_facts.year; }
    QString availability() const { return m_facts.availability; }
    QString priceKind() const { return m_facts.priceKind; }
    double price() const { return m_facts.price; }
    QString currency() const { return m_facts.currency; }
    QDateTime priceAsOf() const { return m_facts.priceAsOf; }
    QString photo() const { return m_facts.photo; }
    QString placeholder() const { return m_facts.placeholder; }
    double photoRatio() const { return m_facts.photoRatio; }

protected:
    void read() override;

private:
    struct Facts {
        Localised title, story;
        QString artisan, artisanName, settlement, craftName, materials;
        QString availability, priceKind, currency, photo, placeholder;
        QDateTime priceAsOf;
        double price = -1;
        double photoRatio = 0;
        int year = 0;
        bool published = false;
        bool demo = false;
    };
    static std::optional<Facts> factsFrom(Database& db, Facet facet, const std::string& id,
                                          const QString& language);
    Facts m_facts;
};

} // namespace qoloner
