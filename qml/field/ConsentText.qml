// SPDX-License-Identifier: Apache-2.0
// The words a master agrees to. Not part of the interface's translations: a
// consent names the version and the language of the text that was read out.
pragma Singleton
import QtQuick

QtObject {
    readonly property string version: "2026-11"

    function text(language: string): string {
        return language === "ru" ? ru : language === "en" ? en : kk;
    }

    readonly property string kk: "Мен Qolöner қолөнер тізілімін жүргізетін ұйымға өзім туралы мәліметті жинап, сақтап, өңдеуге келісемін: аты-жөнім, кәсібім, тұратын жерім, шеберханамның орны, байланыс деректерім, суреттер мен әңгімем.\n\nМәлімет тек өзім белгілеген мақсаттар үшін пайдаланылады. Телефоным мен нақты мекенжайым ешқашан жарияланбайды; үйдегі шеберхананың тек шамамен алынған орны көрсетіледі. Деректер Қазақстанда сақталады.\n\nКелісімді кез келген уақытта, толық немесе бір мақсат бойынша, себебін айтпай қайтарып ала аламын. Сонда жарияланғаны бірден жасырылады. Жазбамды көруге, түзетуге және жоюды сұрауға құқығым бар."
    readonly property string ru: "Я разрешаю организации, которая ведёт реестр ремёсел Qolöner, собирать, хранить и использовать сведения обо мне: имя, ремесло, место жительства, расположение мастерской, контакты, фотографии и мой рассказ.\n\nСведения используются только для отмеченных мной целей. Мой телефон и точный адрес никогда не публикуются; домашняя мастерская показывается лишь приблизительно. Данные хранятся в Казахстане.\n\nЯ могу отозвать согласие в любое время, целиком или по одной цели, не объясняя причин. Тогда опубликованное сразу скрывается. Я вправе увидеть свою запись, исправить её и попросить удалить."
    readonly property string en: "I allow the organisation that keeps the Qolöner craft registry to collect, store and use information about me: my name, craft, place of residence, the position of my workshop, contacts, photos and my story.\n\nIt is used only for the purposes I have ticked. My telephone and exact address are never published; a workshop at home is shown only roughly. The data is kept in Kazakhstan.\n\nI can withdraw this consent at any time, as a whole or for one purpose, without giving a reason. What was published is then hidden at once. I may see my record, correct it, and ask for it to be erased."
}
