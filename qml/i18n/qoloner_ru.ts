<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru_KZ" sourcelanguage="en">
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>Скрыть</translation>
    </message>
</context>
<context>
    <name>ChoiceRow</name>
    <message>
        <source>Choose</source>
        <translation>Выберите</translation>
    </message>
    <message>
        <source>required</source>
        <translation>обязательно</translation>
    </message>
</context>
<context>
    <name>CraftMap</name>
    <message>
        <source>Map</source>
        <translation>Карта</translation>
    </message>
    <message>
        <source>Arrow keys move it, plus and minus zoom. The list shows the same places.</source>
        <translation>Стрелки двигают карту, плюс и минус меняют масштаб. Те же места есть в списке.</translation>
    </message>
</context>
<context>
    <name>ErrorState</name>
    <message>
        <source>What you have saved on this device is safe.</source>
        <translation>Всё, что вы сохранили на этом устройстве, цело.</translation>
    </message>
    <message>
        <source>This did not work</source>
        <translation>Не получилось</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Попробовать ещё раз</translation>
    </message>
</context>
<context>
    <name>FilterChipRow</name>
    <message>
        <source>Filters</source>
        <translation>Фильтры</translation>
    </message>
</context>
<context>
    <name>GalleryPage</name>
    <message>
        <source>Gallery</source>
        <translation>Галерея</translation>
    </message>
    <message>
        <source>Every component of the interface</source>
        <translation>Все элементы интерфейса</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Поделиться</translation>
    </message>
    <message>
        <source>Add to favourites</source>
        <translation>Добавить в избранное</translation>
    </message>
    <message>
        <source>Open now</source>
        <translation>Сейчас открыто</translation>
    </message>
    <message>
        <source>Felt</source>
        <translation>Войлок</translation>
    </message>
    <message>
        <source>Jewellery</source>
        <translation>Ювелирное дело</translation>
    </message>
    <message>
        <source>Wood</source>
        <translation>Дерево</translation>
    </message>
    <message>
        <source>Pottery</source>
        <translation>Керамика</translation>
    </message>
    <message>
        <source>Felt workshop</source>
        <translation>Войлочная мастерская</translation>
    </message>
    <message>
        <source>The wool is carded, laid in a pattern, wetted with hot water and rolled until it becomes felt.</source>
        <translation>Шерсть чешут, выкладывают узором, поливают горячей водой и катают, пока не получится войлок.</translation>
    </message>
    <message>
        <source>Show the way</source>
        <translation>Показать дорогу</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Позвонить</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Позже</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Отправить</translation>
    </message>
    <message>
        <source>Stops</source>
        <translation>Остановки</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Показать все</translation>
    </message>
    <message>
        <source>Green Bazaar</source>
        <translation>Зелёный базар</translation>
    </message>
    <message>
        <source>Market hall of 1904, rebuilt</source>
        <translation>Рынок 1904 года, перестроен</translation>
    </message>
    <message>
        <source>Museum of folk instruments</source>
        <translation>Музей народных инструментов</translation>
    </message>
    <message>
        <source>Wooden house in the Russian style</source>
        <translation>Деревянный дом в русском стиле</translation>
    </message>
    <message>
        <source>Craft shop</source>
        <translation>Магазин ремёсел</translation>
    </message>
    <message>
        <source>Remove from favourites</source>
        <translation>Убрать из избранного</translation>
    </message>
    <message>
        <source>Register a master</source>
        <translation>Записать мастера</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Телефон</translation>
    </message>
    <message>
        <source>A phone number has 11 digits.</source>
        <translation>В номере телефона 11 цифр.</translation>
    </message>
    <message>
        <source>Story</source>
        <translation>История</translation>
    </message>
    <message>
        <source>How did the craft come to the family?</source>
        <translation>Как ремесло пришло в семью?</translation>
    </message>
    <message>
        <source>You can write in any language.</source>
        <translation>Можно писать на любом языке.</translation>
    </message>
    <message>
        <source>Craft</source>
        <translation>Ремесло</translation>
    </message>
    <message>
        <source>Visitors are welcome</source>
        <translation>Гостям рады</translation>
    </message>
    <message>
        <source>By appointment, on weekdays</source>
        <translation>По договорённости, в будни</translation>
    </message>
    <message>
        <source>The master agrees to be shown publicly</source>
        <translation>Мастер согласен, чтобы его показали всем</translation>
    </message>
    <message>
        <source>Consent text 1.0, read aloud in Kazakh</source>
        <translation>Текст согласия 1.0, прочитан вслух по-казахски</translation>
    </message>
    <message>
        <source>States</source>
        <translation>Состояния</translation>
    </message>
    <message>
        <source>The place closes in 30 minutes.</source>
        <translation>Место закроется через 30 минут.</translation>
    </message>
    <message>
        <source>Position is rough</source>
        <translation>Положение неточное</translation>
    </message>
    <message>
        <source>Within %1. Go outside for a better one.</source>
        <translation>С точностью до %1. Выйдите на улицу, чтобы уточнить.</translation>
    </message>
    <message>
        <source>The photo was not saved</source>
        <translation>Фото не сохранилось</translation>
    </message>
    <message>
        <source>The disk is full. The rest of the form is kept.</source>
        <translation>Память заполнена. Остальная форма сохранена.</translation>
    </message>
    <message>
        <source>Free some space</source>
        <translation>Освободить место</translation>
    </message>
    <message>
        <source>Published.</source>
        <translation>Опубликовано.</translation>
    </message>
    <message>
        <source>Map of Almaty</source>
        <translation>Карта Алматы</translation>
    </message>
    <message>
        <source>No favourites yet</source>
        <translation>В избранном пока пусто</translation>
    </message>
    <message>
        <source>Press the heart on a master or a place, and it will wait for you here, even offline.</source>
        <translation>Нажмите на сердце у мастера или места, и оно будет ждать вас здесь, даже без сети.</translation>
    </message>
    <message>
        <source>Look around</source>
        <translation>Осмотреться</translation>
    </message>
    <message>
        <source>The server answered with something that is not ours.</source>
        <translation>Сервер ответил чем-то чужим.</translation>
    </message>
</context>
<context>
    <name>GalleryWindow</name>
    <message>
        <source>Discover</source>
        <translation>Обзор</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Карта</translation>
    </message>
    <message>
        <source>Routes</source>
        <translation>Маршруты</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>События</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Очередь</translation>
    </message>
    <message>
        <source>Added to favourites</source>
        <translation>Добавлено в избранное</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
</context>
<context>
    <name>LanguageBadge</name>
    <message>
        <source>Written in Kazakh; no translation yet</source>
        <translation>Написано по-казахски; перевода пока нет</translation>
    </message>
    <message>
        <source>Written in Russian; no translation yet</source>
        <translation>Написано по-русски; перевода пока нет</translation>
    </message>
    <message>
        <source>Written in English; no translation yet</source>
        <translation>Написано по-английски; перевода пока нет</translation>
    </message>
</context>
<context>
    <name>MapControls</name>
    <message>
        <source>Zoom in</source>
        <translation>Приблизить</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Отдалить</translation>
    </message>
    <message>
        <source>Show where I am</source>
        <translation>Показать, где я</translation>
    </message>
</context>
<context>
    <name>MapNotice</name>
    <message>
        <source>The map file is missing</source>
        <translation>Файла карты нет</translation>
    </message>
    <message>
        <source>This file is not a map</source>
        <translation>Этот файл не карта</translation>
    </message>
    <message>
        <source>Part of the map is damaged</source>
        <translation>Часть карты повреждена</translation>
    </message>
    <message>
        <source>The map file is damaged</source>
        <translation>Файл карты повреждён</translation>
    </message>
    <message>
        <source>The map file holds more than it may</source>
        <translation>Файл карты больше допустимого</translation>
    </message>
    <message>
        <source>This device cannot draw the map</source>
        <translation>Это устройство не может нарисовать карту</translation>
    </message>
    <message>
        <source>The map&apos;s style could not be read</source>
        <translation>Оформление карты не прочиталось</translation>
    </message>
    <message>
        <source>The list shows the same places, with addresses and distances.</source>
        <translation>В списке те же места, с адресами и расстояниями.</translation>
    </message>
    <message>
        <source>Places, routes and search still work. Install the map again to see it.</source>
        <translation>Места, маршруты и поиск работают. Чтобы увидеть карту, установите её заново.</translation>
    </message>
</context>
<context>
    <name>NavButton</name>
    <message numerus="yes">
        <source>%1, %n new</source>
        <translation>
            <numerusform>%1, %n новое</numerusform>
            <numerusform>%1, %n новых</numerusform>
            <numerusform>%1, %n новых</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PageHeader</name>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
</context>
<context>
    <name>PhotoFrame</name>
    <message>
        <source>Photo</source>
        <translation>Фото</translation>
    </message>
</context>
<context>
    <name>ProgressRow</name>
    <message>
        <source>Paused · %1</source>
        <translation>На паузе · %1</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Пауза</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search</source>
        <translation>Поиск</translation>
    </message>
    <message>
        <source>Name, craft or street</source>
        <translation>Имя, ремесло или улица</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Очистить поиск</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
</context>
<context>
    <name>SyncLine</name>
    <message numerus="yes">
        <source>Sending · %n left</source>
        <translation>
            <numerusform>Отправка · остался %n</numerusform>
            <numerusform>Отправка · осталось %n</numerusform>
            <numerusform>Отправка · осталось %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Getting what is new…</source>
        <translation>Получаем новое…</translation>
    </message>
    <message numerus="yes">
        <source>Saved on this phone · %n waiting</source>
        <translation>
            <numerusform>Сохранено на телефоне · ждёт %n</numerusform>
            <numerusform>Сохранено на телефоне · ждут %n</numerusform>
            <numerusform>Сохранено на телефоне · ждут %n</numerusform>
        </translation>
    </message>
    <message>
        <source>The server cannot be reached · everything is saved here</source>
        <translation>Сервер недоступен · всё сохранено здесь</translation>
    </message>
    <message>
        <source>Offline · everything is saved here</source>
        <translation>Нет сети · всё сохранено здесь</translation>
    </message>
    <message>
        <source>Up to date · %1</source>
        <translation>Всё обновлено · %1</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>Всё обновлено</translation>
    </message>
    <message>
        <source>Opens the outbox</source>
        <translation>Открывает исходящие</translation>
    </message>
    <message numerus="yes">
        <source>Needs your attention: %n</source>
        <translation>
            <numerusform>Ждёт вашего внимания: %n</numerusform>
            <numerusform>Ждёт вашего внимания: %n</numerusform>
            <numerusform>Ждёт вашего внимания: %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TextFieldRow</name>
    <message>
        <source>required</source>
        <translation>обязательно</translation>
    </message>
</context>
</TS>
