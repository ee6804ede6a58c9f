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
    <name>ConflictCard</name>
    <message>
        <source>Two people changed this without seeing each other&apos;s text.</source>
        <translation>Двое изменили это, не видя текста друг друга.</translation>
    </message>
    <message>
        <source>Stands now</source>
        <translation>Сейчас стоит</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Пусто</translation>
    </message>
    <message>
        <source>Kept aside</source>
        <translation>Отложено</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Восстановить</translation>
    </message>
    <message>
        <source>Leave as it stands</source>
        <translation>Оставить как есть</translation>
    </message>
    <message>
        <source>Deleted or kept?</source>
        <translation>Удалить или оставить?</translation>
    </message>
    <message>
        <source>Somebody deleted this record while somebody else was editing it. Nothing was lost: the record with the edits stands.</source>
        <translation>Кто-то удалил эту запись, пока другой человек её редактировал. Ничего не потеряно: запись с правками на месте.</translation>
    </message>
    <message>
        <source>%1 deleted this record while somebody else was editing it. Nothing was lost: the record with the edits stands.</source>
        <translation>%1: запись удалена, пока её редактировал другой человек. Ничего не потеряно: запись с правками на месте.</translation>
    </message>
    <message>
        <source>Delete the record</source>
        <translation>Удалить запись</translation>
    </message>
    <message>
        <source>Keep the record</source>
        <translation>Оставить запись</translation>
    </message>
</context>
<context>
    <name>ConsentSection</name>
    <message>
        <source>Consent</source>
        <translation>Согласие</translation>
    </message>
    <message>
        <source>Read the text aloud, then tick what the master agrees to.</source>
        <translation>Прочитайте текст вслух и отметьте, на что мастер согласен.</translation>
    </message>
    <message>
        <source>Read the text</source>
        <translation>Прочитать текст</translation>
    </message>
    <message>
        <source>Signature on this screen</source>
        <translation>Подпись на этом экране</translation>
    </message>
    <message>
        <source>Recorded voice</source>
        <translation>Запись голоса</translation>
    </message>
    <message>
        <source>Signed paper</source>
        <translation>Подписанная бумага</translation>
    </message>
    <message>
        <source>Code by SMS</source>
        <translation>Код по SMS</translation>
    </message>
    <message>
        <source>Draw again</source>
        <translation>Нарисовать заново</translation>
    </message>
    <message>
        <source>The master has heard the text and agrees</source>
        <translation>Мастер выслушал текст и согласен</translation>
    </message>
    <message>
        <source>Language of the text</source>
        <translation>Язык текста</translation>
    </message>
    <message>
        <source>Text of version %1</source>
        <translation>Версия текста: %1</translation>
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
    <name>DiagnosticsPage</name>
    <message>
        <source>Saved as %1</source>
        <translation>Сохранено как %1</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Диагностика</translation>
    </message>
    <message>
        <source>Make it anew</source>
        <translation>Составить заново</translation>
    </message>
    <message>
        <source>If something goes wrong, send this to whoever helps you. It holds versions, counts and times; no names, no records, no addresses.</source>
        <translation>Если что-то не работает, отправьте это тому, кто вам помогает. Здесь версии, количества и время; нет ни имён, ни записей, ни адресов.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Скопировано</translation>
    </message>
    <message>
        <source>Save as a file</source>
        <translation>Сохранить файлом</translation>
    </message>
</context>
<context>
    <name>DiffRow</name>
    <message>
        <source>Now public: %1</source>
        <translation>Сейчас опубликовано: %1</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Пусто</translation>
    </message>
    <message>
        <source>Proposed: %1</source>
        <translation>Предложено: %1</translation>
    </message>
</context>
<context>
    <name>DiscoverPage</name>
    <message>
        <source>Show the list</source>
        <translation>Показать список</translation>
    </message>
    <message>
        <source>Show the map</source>
        <translation>Показать карту</translation>
    </message>
    <message>
        <source>What to show</source>
        <translation>Что показать</translation>
    </message>
    <message>
        <source>Masters</source>
        <translation>Мастера</translation>
    </message>
    <message>
        <source>Museums</source>
        <translation>Музеи</translation>
    </message>
    <message>
        <source>Markets and shops</source>
        <translation>Рынки и магазины</translation>
    </message>
    <message>
        <source>Workshops and schools</source>
        <translation>Мастерские и школы</translation>
    </message>
    <message>
        <source>Theatres</source>
        <translation>Театры</translation>
    </message>
    <message>
        <source>Parks</source>
        <translation>Парки</translation>
    </message>
    <message>
        <source>Sights</source>
        <translation>Достопримечательности</translation>
    </message>
    <message>
        <source>Near me</source>
        <translation>Рядом</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>Найдено: %n</numerusform>
            <numerusform>Найдено: %n</numerusform>
            <numerusform>Найдено: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing found for “%1”</source>
        <translation>По запросу «%1» ничего не найдено</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>Здесь пока ничего нет</translation>
    </message>
    <message>
        <source>The guide is still empty</source>
        <translation>Путеводитель пока пуст</translation>
    </message>
    <message>
        <source>Try another word, or a part of it: Kazakh, Russian and Latin letters all find the same.</source>
        <translation>Попробуйте другое слово или его часть: казахские, русские и латинские буквы находят одно и то же.</translation>
    </message>
    <message>
        <source>Places and masters of this kind appear here when they are published.</source>
        <translation>Такие места и мастера появятся здесь после публикации.</translation>
    </message>
    <message>
        <source>Connect to the internet once: everything is then kept on this device and works without a network.</source>
        <translation>Подключитесь к интернету один раз: всё останется на этом устройстве и будет работать без сети.</translation>
    </message>
    <message>
        <source>The places of the city are on their way. After that everything works without a network.</source>
        <translation>Места города уже загружаются. После этого всё работает без сети.</translation>
    </message>
    <message>
        <source>Look for news now</source>
        <translation>Проверить новое сейчас</translation>
    </message>
</context>
<context>
    <name>EditStoryPage</name>
    <message>
        <source>Story</source>
        <translation>Рассказ</translation>
    </message>
    <message>
        <source>Your draft is back</source>
        <translation>Ваш черновик на месте</translation>
    </message>
    <message>
        <source>It was kept when the app closed.</source>
        <translation>Он сохранился, когда приложение закрылось.</translation>
    </message>
    <message>
        <source>Start afresh</source>
        <translation>Начать заново</translation>
    </message>
    <message>
        <source>Saved on this phone, waiting for a connection.</source>
        <translation>Сохранено на этом телефоне, ждёт соединения.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
</context>
<context>
    <name>EntryList</name>
    <message>
        <source>Places and masters</source>
        <translation>Места и мастера</translation>
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
    <name>ErrorText</name>
    <message>
        <source>This field</source>
        <translation>Это поле</translation>
    </message>
    <message>
        <source>Something unexpected happened (%1).</source>
        <translation>Произошло что-то непредвиденное (%1).</translation>
    </message>
    <message>
        <source>%1 is missing.</source>
        <translation>%1: не заполнено.</translation>
    </message>
    <message>
        <source>%1 is too long; the limit is %2.</source>
        <translation>%1: слишком длинно, предел – %2.</translation>
    </message>
    <message>
        <source>%1 must be between %2 and %3.</source>
        <translation>%1: должно быть от %2 до %3.</translation>
    </message>
    <message>
        <source>%1 cannot be read as it stands.</source>
        <translation>%1: в таком виде не читается.</translation>
    </message>
    <message>
        <source>%1 is not one of the choices.</source>
        <translation>%1: такого варианта нет.</translation>
    </message>
    <message>
        <source>This app does not know part of this record.</source>
        <translation>Это приложение не знает части этой записи.</translation>
    </message>
    <message>
        <source>%1 can only be set by the server.</source>
        <translation>%1: это задаёт только сервер.</translation>
    </message>
    <message>
        <source>The record could not be given a place of its own.</source>
        <translation>Записи не удалось выделить своё место.</translation>
    </message>
    <message>
        <source>The record this belongs to is no longer there.</source>
        <translation>Записи, к которой это относится, больше нет.</translation>
    </message>
    <message>
        <source>There is no change to save.</source>
        <translation>Изменений для сохранения нет.</translation>
    </message>
    <message>
        <source>This change was not refused, so there is nothing to mend.</source>
        <translation>Это изменение не отклонено, исправлять нечего.</translation>
    </message>
    <message>
        <source>This is too much for one save.</source>
        <translation>Это слишком много для одного сохранения.</translation>
    </message>
    <message>
        <source>This device has no room left.</source>
        <translation>На этом устройстве не осталось места.</translation>
    </message>
    <message>
        <source>This device could not write its data.</source>
        <translation>Это устройство не смогло записать данные.</translation>
    </message>
    <message>
        <source>The data here was written by a newer version of the app.</source>
        <translation>Эти данные записала более новая версия приложения.</translation>
    </message>
    <message>
        <source>This device has not joined yet.</source>
        <translation>Это устройство ещё не присоединено.</translation>
    </message>
    <message>
        <source>This device has already joined.</source>
        <translation>Это устройство уже присоединено.</translation>
    </message>
    <message>
        <source>The name of this device cannot be used.</source>
        <translation>Имя этого устройства не подходит.</translation>
    </message>
    <message>
        <source>The key of this device cannot be reached.</source>
        <translation>Ключ этого устройства недоступен.</translation>
    </message>
    <message>
        <source>The server cannot be reached.</source>
        <translation>Сервер недоступен.</translation>
    </message>
    <message>
        <source>The connection broke off.</source>
        <translation>Соединение прервалось.</translation>
    </message>
    <message>
        <source>The server is not available just now.</source>
        <translation>Сервер сейчас не работает.</translation>
    </message>
    <message>
        <source>The connection is not safe, so it was closed.</source>
        <translation>Соединение небезопасно и было закрыто.</translation>
    </message>
    <message>
        <source>Something else answered in place of the server.</source>
        <translation>Вместо сервера ответило что-то другое.</translation>
    </message>
    <message>
        <source>The server&apos;s answer made no sense and was not used.</source>
        <translation>Ответ сервера непонятен и не использован.</translation>
    </message>
    <message>
        <source>The message was too large.</source>
        <translation>Сообщение оказалось слишком большим.</translation>
    </message>
    <message>
        <source>This version of the app is too old for the server.</source>
        <translation>Эта версия приложения слишком старая для сервера.</translation>
    </message>
    <message>
        <source>The server is not the one this device joined.</source>
        <translation>Это не тот сервер, к которому присоединилось устройство.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate for this device is not valid.</source>
        <translation>Сертификат сервера для этого устройства недействителен.</translation>
    </message>
    <message>
        <source>This is not a server address.</source>
        <translation>Это не адрес сервера.</translation>
    </message>
    <message>
        <source>The address is not encrypted, so nothing was sent.</source>
        <translation>Адрес без шифрования, поэтому ничего не отправлено.</translation>
    </message>
    <message>
        <source>This invite cannot be read: a code has 8 letters and digits, like K7QM-3D0F.</source>
        <translation>Приглашение не читается: в коде 8 букв и цифр, например K7QM-3D0F.</translation>
    </message>
    <message>
        <source>This invite has run out.</source>
        <translation>Срок этого приглашения истёк.</translation>
    </message>
    <message>
        <source>The server does not know this invite.</source>
        <translation>Сервер не знает этого приглашения.</translation>
    </message>
    <message>
        <source>This invite has been used already.</source>
        <translation>Это приглашение уже использовано.</translation>
    </message>
    <message>
        <source>There is no consent for this.</source>
        <translation>На это нет согласия.</translation>
    </message>
    <message>
        <source>A consent cannot be changed, only withdrawn.</source>
        <translation>Согласие нельзя изменить, можно только отозвать.</translation>
    </message>
    <message>
        <source>A person under 18 needs a guardian&apos;s consent.</source>
        <translation>Для человека младше 18 лет нужно согласие опекуна.</translation>
    </message>
    <message>
        <source>A person under 18 is never shown in public.</source>
        <translation>Человека младше 18 лет никогда не показывают публично.</translation>
    </message>
    <message>
        <source>The proof of a consent is never shown in public.</source>
        <translation>Подтверждение согласия никогда не публикуется.</translation>
    </message>
    <message>
        <source>Your role may not do this.</source>
        <translation>Вашей роли это не разрешено.</translation>
    </message>
    <message>
        <source>An earlier change that this one builds on was refused.</source>
        <translation>Более раннее изменение, на котором основано это, отклонено.</translation>
    </message>
    <message>
        <source>Somebody has changed this since you looked at it.</source>
        <translation>Это изменили, после того как вы посмотрели.</translation>
    </message>
    <message>
        <source>This kind of record is not reviewed.</source>
        <translation>Записи такого вида не проверяются.</translation>
    </message>
    <message>
        <source>There is nothing waiting for approval here.</source>
        <translation>Здесь ничего не ждёт одобрения.</translation>
    </message>
    <message>
        <source>The record was deleted while it was being edited.</source>
        <translation>Запись удалили, пока её правили.</translation>
    </message>
    <message>
        <source>This edits a record that has been deleted.</source>
        <translation>Это правка удалённой записи.</translation>
    </message>
    <message>
        <source>The server did not recognise this change as coming from this device.</source>
        <translation>Сервер не признал, что это изменение с этого устройства.</translation>
    </message>
    <message>
        <source>The session with the server has run out.</source>
        <translation>Сеанс с сервером истёк.</translation>
    </message>
    <message>
        <source>This kind of picture cannot be read.</source>
        <translation>Снимок такого вида не читается.</translation>
    </message>
    <message>
        <source>This picture is too large.</source>
        <translation>Этот снимок слишком большой.</translation>
    </message>
    <message>
        <source>The photo is larger than the server takes.</source>
        <translation>Снимок больше, чем принимает сервер.</translation>
    </message>
    <message>
        <source>The server has taken as many photos from this device as it takes in an hour.</source>
        <translation>Сервер уже принял с этого устройства столько снимков, сколько принимает за час.</translation>
    </message>
    <message>
        <source>The photo was being sent twice at once.</source>
        <translation>Снимок отправлялся дважды одновременно.</translation>
    </message>
    <message>
        <source>The photo did not arrive as it was sent.</source>
        <translation>Снимок дошёл не таким, каким был отправлен.</translation>
    </message>
    <message>
        <source>The server and the app do not agree on how photos are sent.</source>
        <translation>Сервер и приложение по-разному понимают, как отправлять снимки.</translation>
    </message>
    <message>
        <source>The server takes only JPEG, PNG and WebP pictures.</source>
        <translation>Сервер принимает только снимки JPEG, PNG и WebP.</translation>
    </message>
    <message>
        <source>The photo is damaged: it cannot be read to its end.</source>
        <translation>Снимок повреждён: его не удаётся прочитать до конца.</translation>
    </message>
    <message>
        <source>The photo has something else hidden in it.</source>
        <translation>В снимке спрятано что-то ещё.</translation>
    </message>
    <message>
        <source>The photo still says where, when or by whom it was taken.</source>
        <translation>В снимке осталось, где, когда или кем он сделан.</translation>
    </message>
    <message>
        <source>The photo takes the server too much time or memory to read.</source>
        <translation>Чтобы прочитать снимок, серверу нужно слишком много времени или памяти.</translation>
    </message>
    <message>
        <source>Add it again from the gallery: the app makes a clean copy.</source>
        <translation>Добавьте его из галереи ещё раз: приложение сделает чистую копию.</translation>
    </message>
    <message>
        <source>The picture could not be opened.</source>
        <translation>Снимок не удалось открыть.</translation>
    </message>
    <message>
        <source>There is no position yet.</source>
        <translation>Координат пока нет.</translation>
    </message>
    <message>
        <source>The app may not use the position of this device.</source>
        <translation>Приложению нельзя узнавать место устройства.</translation>
    </message>
    <message>
        <source>No position came in time.</source>
        <translation>Координаты не удалось получить вовремя.</translation>
    </message>
    <message>
        <source>Positioning is switched off on this device.</source>
        <translation>На этом устройстве определение места выключено.</translation>
    </message>
    <message>
        <source>Nothing was changed on this device.</source>
        <translation>На этом устройстве ничего не изменилось.</translation>
    </message>
    <message>
        <source>What you have saved here is safe.</source>
        <translation>Сохранённое здесь в безопасности.</translation>
    </message>
    <message>
        <source>Free some space, then try again.</source>
        <translation>Освободите место и попробуйте снова.</translation>
    </message>
    <message>
        <source>Update the app.</source>
        <translation>Обновите приложение.</translation>
    </message>
    <message>
        <source>Type it again, or paste the whole link.</source>
        <translation>Наберите снова или вставьте ссылку целиком.</translation>
    </message>
    <message>
        <source>Ask for a new invite.</source>
        <translation>Попросите новое приглашение.</translation>
    </message>
    <message>
        <source>It looks like https://example.kz.</source>
        <translation>Он выглядит так: https://example.kz.</translation>
    </message>
    <message>
        <source>Use an address that begins with https.</source>
        <translation>Возьмите адрес, который начинается с https.</translation>
    </message>
    <message>
        <source>Open a browser: the network may want you to sign in first.</source>
        <translation>Откройте браузер: возможно, сеть просит сначала войти.</translation>
    </message>
    <message>
        <source>Look at it once more, then decide.</source>
        <translation>Посмотрите ещё раз и решите.</translation>
    </message>
    <message>
        <source>Mend the earlier change first.</source>
        <translation>Сначала исправьте более раннее изменение.</translation>
    </message>
    <message>
        <source>Ask for it, then save again.</source>
        <translation>Попросите согласие и сохраните снова.</translation>
    </message>
    <message>
        <source>Write down who agreed.</source>
        <translation>Запишите, кто согласился.</translation>
    </message>
    <message>
        <source>Choose a JPEG or PNG picture.</source>
        <translation>Выберите снимок JPEG или PNG.</translation>
    </message>
    <message>
        <source>Choose a smaller one.</source>
        <translation>Выберите поменьше.</translation>
    </message>
    <message>
        <source>Step outside, wait a moment, try again.</source>
        <translation>Выйдите наружу, подождите и попробуйте снова.</translation>
    </message>
    <message>
        <source>Allow it in the settings of the device.</source>
        <translation>Разрешите это в настройках устройства.</translation>
    </message>
    <message>
        <source>Shorten it.</source>
        <translation>Сократите.</translation>
    </message>
    <message>
        <source>Ask whoever invited you.</source>
        <translation>Спросите того, кто вас пригласил.</translation>
    </message>
    <message>
        <source>The app tries again by itself.</source>
        <translation>Приложение попробует снова само.</translation>
    </message>
    <message>
        <source>The data here is locked: its key is missing, or another program is using it.</source>
        <translation>Данные здесь закрыты: нет ключа к ним, или их использует другая программа.</translation>
    </message>
    <message>
        <source>There is no connection.</source>
        <translation>Нет соединения.</translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation>Сервер не ответил вовремя.</translation>
    </message>
    <message>
        <source>Something went wrong at the server.</source>
        <translation>На сервере что-то пошло не так.</translation>
    </message>
    <message>
        <source>The server has no room left.</source>
        <translation>На сервере закончилось место.</translation>
    </message>
    <message>
        <source>There were too many attempts.</source>
        <translation>Слишком много попыток.</translation>
    </message>
    <message>
        <source>Too many devices are listening to the server just now.</source>
        <translation>Сейчас к серверу подключено слишком много устройств.</translation>
    </message>
    <message>
        <source>The server did not understand the app.</source>
        <translation>Сервер не понял приложение.</translation>
    </message>
    <message>
        <source>The app and the server speak different versions.</source>
        <translation>У приложения и сервера разные версии.</translation>
    </message>
    <message>
        <source>The server does not take changes of this version of the app.</source>
        <translation>Сервер не принимает изменения от этой версии приложения.</translation>
    </message>
    <message>
        <source>The server is older than this app.</source>
        <translation>Сервер старее этого приложения.</translation>
    </message>
    <message>
        <source>This device was away for long; it fetches everything anew.</source>
        <translation>Этого устройства долго не было на связи; оно загружает всё заново.</translation>
    </message>
    <message>
        <source>The record was deleted for good long ago.</source>
        <translation>Запись давно удалена насовсем.</translation>
    </message>
    <message>
        <source>This change was made under another person&apos;s name.</source>
        <translation>Это изменение сделано от имени другого человека.</translation>
    </message>
    <message>
        <source>This device may no longer send changes.</source>
        <translation>Это устройство больше не может отправлять изменения.</translation>
    </message>
    <message>
        <source>There is a copy of this device, and the two have gone different ways.</source>
        <translation>У этого устройства есть копия, и их изменения разошлись.</translation>
    </message>
    <message>
        <source>The server lost its newest data and an administrator has to let this device back in.</source>
        <translation>Сервер потерял последние данные: администратор должен снова допустить это устройство.</translation>
    </message>
    <message>
        <source>The server could not tell this device from a copy of it.</source>
        <translation>Сервер не смог отличить это устройство от его копии.</translation>
    </message>
    <message>
        <source>What this change builds on never reached the server.</source>
        <translation>То, на чём основано это изменение, так и не дошло до сервера.</translation>
    </message>
    <message>
        <source>Close what else uses it, then start the app again.</source>
        <translation>Закройте то, что их использует, и запустите приложение снова.</translation>
    </message>
    <message>
        <source>Wait a few minutes, then try again.</source>
        <translation>Подождите несколько минут и попробуйте снова.</translation>
    </message>
    <message>
        <source>Wait until the server is updated.</source>
        <translation>Подождите, пока обновят сервер.</translation>
    </message>
</context>
<context>
    <name>EventPage</name>
    <message>
        <source>This event is no longer in the guide</source>
        <translation>Этого события больше нет в путеводителе</translation>
    </message>
    <message>
        <source>It may have been removed, or it has not reached this device yet.</source>
        <translation>Возможно, запись удалена или ещё не дошла до этого устройства.</translation>
    </message>
    <message>
        <source>On now</source>
        <translation>Идёт сейчас</translation>
    </message>
    <message>
        <source>Until %1</source>
        <translation>До %1</translation>
    </message>
    <message>
        <source>The date is not confirmed</source>
        <translation>Дата не подтверждена</translation>
    </message>
    <message>
        <source>Check with the organiser before you travel.</source>
        <translation>Перед поездкой уточните у организатора.</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Когда</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Где</translation>
    </message>
    <message>
        <source>About the place</source>
        <translation>О месте</translation>
    </message>
    <message>
        <source>Source: %1</source>
        <translation>Источник: %1</translation>
    </message>
    <message>
        <source>Usually</source>
        <translation>Обычно</translation>
    </message>
</context>
<context>
    <name>EventsPage</name>
    <message>
        <source>Events</source>
        <translation>События</translation>
    </message>
    <message>
        <source>Now, until %1</source>
        <translation>Сейчас, до %1</translation>
    </message>
    <message>
        <source>No events yet</source>
        <translation>Событий пока нет</translation>
    </message>
    <message>
        <source>Fairs, festivals and classes appear here after the first connection, and stay without a network.</source>
        <translation>Ярмарки, фестивали и занятия появятся здесь после первого подключения и останутся без сети.</translation>
    </message>
</context>
<context>
    <name>FieldLabel</name>
    <message>
        <source>required</source>
        <translation>обязательно</translation>
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
    <name>FollowPage</name>
    <message>
        <source>Follow me</source>
        <translation>Следовать за мной</translation>
    </message>
</context>
<context>
    <name>FollowPanel</name>
    <message>
        <source>%1 of %2 stops reached</source>
        <translation>Пройдено остановок: %1 из %2</translation>
    </message>
    <message>
        <source>The app may not see your position</source>
        <translation>Приложению не разрешено видеть ваше место</translation>
    </message>
    <message>
        <source>Your position is not known</source>
        <translation>Ваше место неизвестно</translation>
    </message>
    <message>
        <source>The walk still works: read the stops in order, and skip to the next one yourself.</source>
        <translation>Прогулка всё равно работает: читайте остановки по порядку и переходите к следующей сами.</translation>
    </message>
    <message>
        <source>You have left the route</source>
        <translation>Вы сошли с маршрута</translation>
    </message>
    <message>
        <source>It is %1 away. The line on the map leads back.</source>
        <translation>До него %1. Линия на карте приведёт обратно.</translation>
    </message>
    <message>
        <source>Next stop</source>
        <translation>Следующая остановка</translation>
    </message>
    <message>
        <source>%1 to go</source>
        <translation>Осталось %1</translation>
    </message>
    <message>
        <source>Looking for your position…</source>
        <translation>Определяем ваше место…</translation>
    </message>
    <message>
        <source>You have walked the whole route</source>
        <translation>Вы прошли весь маршрут</translation>
    </message>
    <message>
        <source>You are at</source>
        <translation>Вы здесь</translation>
    </message>
    <message>
        <source>Skip this stop</source>
        <translation>Пропустить остановку</translation>
    </message>
    <message>
        <source>Walk it again</source>
        <translation>Пройти ещё раз</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Готово</translation>
    </message>
    <message>
        <source>End the walk</source>
        <translation>Закончить прогулку</translation>
    </message>
</context>
<context>
    <name>FormSection</name>
    <message>
        <source>%1, done</source>
        <translation>%1, готово</translation>
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
    <name>JoinForm</name>
    <message>
        <source>An invite comes from the person who runs the registry: a link, or a server address with a code of eight letters and digits.</source>
        <translation>Приглашение даёт тот, кто ведёт реестр: ссылку или адрес сервера и код из восьми букв и цифр.</translation>
    </message>
    <message>
        <source>Server or invite link</source>
        <translation>Сервер или ссылка приглашения</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Код</translation>
    </message>
    <message>
        <source>This device did not join</source>
        <translation>Устройство не присоединилось</translation>
    </message>
    <message>
        <source>Joining…</source>
        <translation>Присоединение…</translation>
    </message>
    <message>
        <source>You can leave this page; joining goes on when there is a connection.</source>
        <translation>Можно уйти с этой страницы; присоединение продолжится, когда будет связь.</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Присоединиться</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отменить</translation>
    </message>
</context>
<context>
    <name>JoinPage</name>
    <message>
        <source>Join</source>
        <translation>Присоединиться</translation>
    </message>
    <message>
        <source>This device has joined as: %1</source>
        <translation>Устройство присоединено, роль: %1</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Готово</translation>
    </message>
</context>
<context>
    <name>Kinds</name>
    <message>
        <source>Workshop</source>
        <translation>Мастерская</translation>
    </message>
    <message>
        <source>Home workshop</source>
        <translation>Домашняя мастерская</translation>
    </message>
    <message>
        <source>Craft quarter</source>
        <translation>Ремесленный квартал</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>Галерея</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>Магазин</translation>
    </message>
    <message>
        <source>Market</source>
        <translation>Рынок</translation>
    </message>
    <message>
        <source>Museum</source>
        <translation>Музей</translation>
    </message>
    <message>
        <source>School</source>
        <translation>Учебное заведение</translation>
    </message>
    <message>
        <source>Venue</source>
        <translation>Площадка</translation>
    </message>
    <message>
        <source>Theatre</source>
        <translation>Театр</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Библиотека</translation>
    </message>
    <message>
        <source>Park</source>
        <translation>Парк</translation>
    </message>
    <message>
        <source>Sight</source>
        <translation>Достопримечательность</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>Площадь</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>Улица</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>Транспорт</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>Организация</translation>
    </message>
    <message>
        <source>Village</source>
        <translation>Село</translation>
    </message>
    <message>
        <source>Public office</source>
        <translation>Учреждение</translation>
    </message>
    <message>
        <source>Fair</source>
        <translation>Ярмарка</translation>
    </message>
    <message>
        <source>Festival</source>
        <translation>Фестиваль</translation>
    </message>
    <message>
        <source>Exhibition</source>
        <translation>Выставка</translation>
    </message>
    <message>
        <source>Competition</source>
        <translation>Конкурс</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Мастер-класс</translation>
    </message>
    <message>
        <source>Demonstration</source>
        <translation>Показ</translation>
    </message>
    <message>
        <source>Course</source>
        <translation>Курс</translation>
    </message>
    <message>
        <source>Residency</source>
        <translation>Резиденция</translation>
    </message>
    <message>
        <source>Open studio</source>
        <translation>Открытая мастерская</translation>
    </message>
    <message>
        <source>Conference</source>
        <translation>Конференция</translation>
    </message>
    <message>
        <source>Holiday</source>
        <translation>Праздник</translation>
    </message>
    <message>
        <source>Master</source>
        <translation>Мастер</translation>
    </message>
    <message>
        <source>Walk</source>
        <translation>Прогулка</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Событие</translation>
    </message>
    <message>
        <source>Craft</source>
        <translation>Ремесло</translation>
    </message>
    <message>
        <source>Mon</source>
        <translation>Пн</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>Вт</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>Ср</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>Чт</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>Пт</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>Сб</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>Вс</translation>
    </message>
    <message>
        <source>holidays</source>
        <translation>праздники</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>закрыто</translation>
    </message>
    <message>
        <source>day and night</source>
        <translation>круглосуточно</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Изделие</translation>
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
    <name>Main</name>
    <message>
        <source>This device has joined</source>
        <translation>Устройство подключено</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Ещё</translation>
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
    <name>MasterPage</name>
    <message>
        <source>Apprentice</source>
        <translation>Ученик</translation>
    </message>
    <message>
        <source>Artisan</source>
        <translation>Ремесленник</translation>
    </message>
    <message>
        <source>Master</source>
        <translation>Мастер</translation>
    </message>
    <message>
        <source>Honoured master</source>
        <translation>Заслуженный мастер</translation>
    </message>
    <message>
        <source>Come without asking</source>
        <translation>Можно прийти без записи</translation>
    </message>
    <message>
        <source>Arrange it beforehand</source>
        <translation>По договорённости</translation>
    </message>
    <message>
        <source>At fairs and events</source>
        <translation>На ярмарках и событиях</translation>
    </message>
    <message>
        <source>Does not receive visitors</source>
        <translation>Не принимает посетителей</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>Работает</translation>
    </message>
    <message>
        <source>Works part of the time</source>
        <translation>Работает время от времени</translation>
    </message>
    <message>
        <source>Works by season</source>
        <translation>Работает по сезону</translation>
    </message>
    <message>
        <source>Retired</source>
        <translation>На покое</translation>
    </message>
    <message>
        <source>In memory</source>
        <translation>Светлой памяти</translation>
    </message>
    <message>
        <source>This master is not in the guide</source>
        <translation>Этого мастера нет в путеводителе</translation>
    </message>
    <message>
        <source>The entry may have been withdrawn, or it has not reached this device yet.</source>
        <translation>Возможно, запись отозвана или ещё не дошла до этого устройства.</translation>
    </message>
    <message>
        <source>A sample entry: this person does not exist.</source>
        <translation>Образец записи: такого человека нет.</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>Посещение</translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation>Часы работы</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>Принимает</translation>
    </message>
    <message>
        <source>orders</source>
        <translation>заказы</translation>
    </message>
    <message>
        <source>apprentices</source>
        <translation>учеников</translation>
    </message>
    <message>
        <source>Level, in their own words</source>
        <translation>Уровень, по собственным словам</translation>
    </message>
    <message>
        <source>In the craft since</source>
        <translation>В ремесле с</translation>
    </message>
    <message>
        <source>Crafts</source>
        <translation>Ремёсла</translation>
    </message>
    <message>
        <source>The workshop is in a home: the map shows the area, %1 across, not the house.</source>
        <translation>Мастерская дома: на карте показан участок шириной %1, а не сам дом.</translation>
    </message>
    <message>
        <source>Edit the story</source>
        <translation>Изменить рассказ</translation>
    </message>
</context>
<context>
    <name>MasterStrip</name>
    <message>
        <source>Masters</source>
        <translation>Мастера</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Показать всех</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Места</translation>
    </message>
</context>
<context>
    <name>MyRecordsPage</name>
    <message>
        <source>My record</source>
        <translation>Моя запись</translation>
    </message>
    <message>
        <source>My records</source>
        <translation>Мои записи</translation>
    </message>
    <message>
        <source>No name yet</source>
        <translation>Пока без имени</translation>
    </message>
    <message>
        <source>Refused: see the outbox</source>
        <translation>Отклонено: см. исходящие</translation>
    </message>
    <message>
        <source>Saved on this phone, waiting for a connection</source>
        <translation>Сохранено на этом телефоне, ждёт соединения</translation>
    </message>
    <message>
        <source>No records yet</source>
        <translation>Пока нет записей</translation>
    </message>
    <message>
        <source>Your record comes with the next connection.</source>
        <translation>Ваша запись придёт при следующем соединении.</translation>
    </message>
    <message>
        <source>A master you register stands here at once, with or without a connection.</source>
        <translation>Мастер, которого вы записали, сразу появится здесь, со связью или без неё.</translation>
    </message>
    <message>
        <source>Register a master</source>
        <translation>Записать мастера</translation>
    </message>
    <message>
        <source>Edit my story</source>
        <translation>Править мой рассказ</translation>
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
    <name>NotFoundPage</name>
    <message>
        <source>There is no such page</source>
        <translation>Такой страницы нет</translation>
    </message>
    <message>
        <source>It may belong to a newer version of the app, or to another role.</source>
        <translation>Возможно, она есть в более новой версии приложения или у другой роли.</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Вернуться</translation>
    </message>
</context>
<context>
    <name>OutboxPage</name>
    <message>
        <source>Outbox</source>
        <translation>Исходящие</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>Ожидает: %n</numerusform>
            <numerusform>Ожидает: %n</numerusform>
            <numerusform>Ожидает: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Отправить сейчас</translation>
    </message>
    <message>
        <source>You are offline by choice. Everything waits here.</source>
        <translation>Вы сами отключили сеть. Всё ждёт здесь.</translation>
    </message>
    <message>
        <source>Nothing is waiting</source>
        <translation>Ничего не ждёт</translation>
    </message>
    <message>
        <source>All you have saved on this device has reached the server.</source>
        <translation>Всё, что вы сохранили на этом устройстве, дошло до сервера.</translation>
    </message>
    <message>
        <source>Discard this change?</source>
        <translation>Отбросить это изменение?</translation>
    </message>
    <message>
        <source>It was refused and goes from this device for good.</source>
        <translation>Оно отклонено и исчезнет с этого устройства навсегда.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Отбросить</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Оставить</translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>Отклонено: %n</numerusform>
            <numerusform>Отклонено: %n</numerusform>
            <numerusform>Отклонено: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Not synchronised yet</source>
        <translation>Ещё не синхронизировано</translation>
    </message>
    <message>
        <source>Last synchronised: %1</source>
        <translation>Последняя синхронизация: %1</translation>
    </message>
</context>
<context>
    <name>OutboxRow</name>
    <message>
        <source>New record</source>
        <translation>Новая запись</translation>
    </message>
    <message>
        <source>Deletion</source>
        <translation>Удаление</translation>
    </message>
    <message>
        <source>Taking back a deletion</source>
        <translation>Отмена удаления</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>Одобрение</translation>
    </message>
    <message>
        <source>Withdrawal</source>
        <translation>Отзыв</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Изменение</translation>
    </message>
    <message>
        <source>With the server, waiting for an earlier change</source>
        <translation>На сервере, ждёт более раннего изменения</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>Доставлено</translation>
    </message>
    <message>
        <source>Saved here, waiting for a connection</source>
        <translation>Сохранено здесь, ждёт соединения</translation>
    </message>
    <message>
        <source>Mend</source>
        <translation>Исправить</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Отбросить</translation>
    </message>
    <message>
        <source>Sent, and joined with somebody else&apos;s change</source>
        <translation>Отправлено и объединено с чужим изменением</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Отправлено</translation>
    </message>
    <message>
        <source>Arrived, and joined with somebody else&apos;s change</source>
        <translation>Принято и объединено с чужим изменением</translation>
    </message>
    <message>
        <source>Refused; it needs you</source>
        <translation>Отклонено; нужно ваше решение</translation>
    </message>
    <message>
        <source>Mended by a later change</source>
        <translation>Исправлено более поздним изменением</translation>
    </message>
    <message>
        <source>Discarded</source>
        <translation>Отменено</translation>
    </message>
    <message>
        <source>State not known to this version of the app</source>
        <translation>Состояние неизвестно этой версии приложения</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>Кто-то</translation>
    </message>
    <message>
        <source>%1: what you wrote is shown. %2 wrote “%3”; it is kept until a moderator decides.</source>
        <translation>%1: показано то, что написали вы. %2 — вариант «%3»; он сохранён, пока не решит модератор.</translation>
    </message>
    <message>
        <source>%1: “%2” is shown. What you wrote is kept until a moderator decides.</source>
        <translation>%1: показано «%2». То, что написали вы, сохранено, пока не решит модератор.</translation>
    </message>
    <message>
        <source>Both changes are in the record.</source>
        <translation>В записи есть оба изменения.</translation>
    </message>
    <message>
        <source>Somebody deleted the record meanwhile. A moderator decides whether it stays.</source>
        <translation>Тем временем кто-то удалил запись. Останется ли она, решит модератор.</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>Посмотреть</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Отправить снова</translation>
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
    <name>Pages</name>
    <message>
        <source>Discover</source>
        <translation>Обзор</translation>
    </message>
    <message>
        <source>Walks</source>
        <translation>Прогулки</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>События</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Записи</translation>
    </message>
    <message>
        <source>My page</source>
        <translation>Моя страница</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Очередь</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>Исходящие</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Ещё</translation>
    </message>
</context>
<context>
    <name>PhotoFrame</name>
    <message>
        <source>Photo</source>
        <translation>Фото</translation>
    </message>
    <message>
        <source>The photo is not on this device yet</source>
        <translation>Фото ещё нет на этом устройстве</translation>
    </message>
</context>
<context>
    <name>PhotoSection</name>
    <message>
        <source>Photo</source>
        <translation>Фото</translation>
    </message>
    <message>
        <source>A portrait or a work. Position and camera data are taken out of the picture.</source>
        <translation>Портрет или изделие. Координаты и данные камеры из снимка убираются.</translation>
    </message>
    <message>
        <source>What the photo shows</source>
        <translation>Что на фото</translation>
    </message>
    <message>
        <source>Remove the photo</source>
        <translation>Убрать фото</translation>
    </message>
    <message>
        <source>Add a photo</source>
        <translation>Добавить фото</translation>
    </message>
    <message>
        <source>Choose a photo</source>
        <translation>Выберите фото</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Снимки</translation>
    </message>
</context>
<context>
    <name>PhotoStrip</name>
    <message>
        <source>Photos</source>
        <translation>Фотографии</translation>
    </message>
</context>
<context>
    <name>PlacePage</name>
    <message>
        <source>Open now</source>
        <translation>Сейчас открыто</translation>
    </message>
    <message>
        <source>Open now, until %1</source>
        <translation>Сейчас открыто, до %1</translation>
    </message>
    <message>
        <source>Closed now</source>
        <translation>Сейчас закрыто</translation>
    </message>
    <message>
        <source>Closed now, opens %1 at %2</source>
        <translation>Сейчас закрыто, откроется: %1, %2</translation>
    </message>
    <message>
        <source>This place is no longer in the guide</source>
        <translation>Этого места больше нет в путеводителе</translation>
    </message>
    <message>
        <source>It may have been removed, or it has not reached this device yet.</source>
        <translation>Возможно, запись удалена или ещё не дошла до этого устройства.</translation>
    </message>
    <message>
        <source>Ask before you go</source>
        <translation>Уточните, прежде чем идти</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Адрес</translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation>Часы работы</translation>
    </message>
    <message>
        <source>Crafts you meet here</source>
        <translation>Какие ремёсла здесь</translation>
    </message>
    <message>
        <source>Wheelchair access</source>
        <translation>Доступ на коляске</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Да</translation>
    </message>
    <message>
        <source>In part</source>
        <translation>Частично</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Нет</translation>
    </message>
    <message>
        <source>Last checked</source>
        <translation>Последняя проверка</translation>
    </message>
    <message>
        <source>Source: %1</source>
        <translation>Источник: %1</translation>
    </message>
</context>
<context>
    <name>PositionSection</name>
    <message>
        <source>Position</source>
        <translation>Координаты</translation>
    </message>
    <message>
        <source>Stand at the workshop, best under open sky.</source>
        <translation>Встаньте у мастерской, лучше под открытым небом.</translation>
    </message>
    <message>
        <source>Take it again</source>
        <translation>Определить заново</translation>
    </message>
    <message>
        <source>Take the position</source>
        <translation>Определить координаты</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Определено</translation>
    </message>
    <message>
        <source>Taken, within %1</source>
        <translation>Определено с точностью %1</translation>
    </message>
    <message>
        <source>Looking for satellites…</source>
        <translation>Ищем спутники…</translation>
    </message>
    <message>
        <source>This is rough. Wait a little and take it again.</source>
        <translation>Это неточно. Подождите немного и определите снова.</translation>
    </message>
    <message>
        <source>The workshop is at home</source>
        <translation>Мастерская на дому</translation>
    </message>
    <message>
        <source>Visitors then see only the neighbourhood, never the house.</source>
        <translation>Тогда посетители видят только район, но не дом.</translation>
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
    <name>QueuePage</name>
    <message>
        <source>Queue</source>
        <translation>Очередь</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>Ожидает: %n</numerusform>
            <numerusform>Ожидает: %n</numerusform>
            <numerusform>Ожидает: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>No name yet</source>
        <translation>Пока без имени</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Новая</translation>
    </message>
    <message numerus="yes">
        <source>Changes: %n</source>
        <translation>
            <numerusform>Изменения: %n</numerusform>
            <numerusform>Изменения: %n</numerusform>
            <numerusform>Изменения: %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Conflicts: %n</source>
        <translation>
            <numerusform>Расхождения: %n</numerusform>
            <numerusform>Расхождения: %n</numerusform>
            <numerusform>Расхождения: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>No consent</source>
        <translation>Нет согласия</translation>
    </message>
    <message>
        <source>Nothing waits for you</source>
        <translation>Для вас ничего нет</translation>
    </message>
    <message>
        <source>You are offline; what is new comes with the next connection.</source>
        <translation>Вы без сети; новое придёт при следующем соединении.</translation>
    </message>
    <message>
        <source>New records and changes stand here, oldest first.</source>
        <translation>Здесь появляются новые записи и изменения, сначала старые.</translation>
    </message>
</context>
<context>
    <name>RegisterPage</name>
    <message>
        <source>New master</source>
        <translation>Новый мастер</translation>
    </message>
    <message>
        <source>Edit the record</source>
        <translation>Правка записи</translation>
    </message>
    <message>
        <source>Draft kept on this phone</source>
        <translation>Черновик хранится на этом телефоне</translation>
    </message>
</context>
<context>
    <name>RegisterView</name>
    <message>
        <source>Your draft is back</source>
        <translation>Ваш черновик на месте</translation>
    </message>
    <message>
        <source>It was kept when the app closed.</source>
        <translation>Он сохранился, когда приложение закрылось.</translation>
    </message>
    <message>
        <source>Start afresh</source>
        <translation>Начать заново</translation>
    </message>
    <message>
        <source>Not saved yet; nothing you typed is lost</source>
        <translation>Ещё не сохранено; набранное не потеряно</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>As the master wants it shown; one language is enough.</source>
        <translation>Как хочет сам мастер; достаточно одного языка.</translation>
    </message>
    <message>
        <source>Craft and place</source>
        <translation>Ремесло и место</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Выберите</translation>
    </message>
    <message>
        <source>Story</source>
        <translation>Рассказ</translation>
    </message>
    <message>
        <source>Who taught the craft, what is made, what is special here.</source>
        <translation>Кто научил, что делают, что здесь особенного.</translation>
    </message>
    <message>
        <source>Not public</source>
        <translation>Не публикуется</translation>
    </message>
    <message>
        <source>Only for the people who work with the registry.</source>
        <translation>Только для тех, кто работает с реестром.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Готово</translation>
    </message>
    <message>
        <source>Saved on this phone, waiting for a connection.</source>
        <translation>Сохранено на этом телефоне, ждёт соединения.</translation>
    </message>
    <message>
        <source>Everything needed is there</source>
        <translation>Всё нужное заполнено</translation>
    </message>
    <message>
        <source>Still needed: %1</source>
        <translation>Ещё нужно: %1</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
</context>
<context>
    <name>ReviewRecordPage</name>
    <message>
        <source>Withdrawn on this device; it is hidden everywhere with the next connection.</source>
        <translation>Отозвано на этом устройстве; при следующем соединении скроется везде.</translation>
    </message>
    <message>
        <source>Approved on this device; it is public with the next connection.</source>
        <translation>Одобрено на этом устройстве; будет опубликовано при следующем соединении.</translation>
    </message>
    <message>
        <source>Saved on this device.</source>
        <translation>Сохранено на этом устройстве.</translation>
    </message>
    <message>
        <source>This record is no longer here</source>
        <translation>Этой записи здесь больше нет</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Править</translation>
    </message>
</context>
<context>
    <name>ReviewView</name>
    <message>
        <source>The record cannot be published.</source>
        <translation>Запись нельзя опубликовать.</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>Расхождения</translation>
    </message>
    <message numerus="yes">
        <source>Changes: %n</source>
        <translation>
            <numerusform>Изменения: %n</numerusform>
            <numerusform>Изменения: %n</numerusform>
            <numerusform>Изменения: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>No changes</source>
        <translation>Изменений нет</translation>
    </message>
    <message>
        <source>Not public</source>
        <translation>Не публикуется</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>A workshop at home: the public sees only the neighbourhood.</source>
        <translation>Мастерская на дому: публика видит только район.</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>Опубликовать</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Отозвать</translation>
    </message>
</context>
<context>
    <name>RoutePage</name>
    <message>
        <source>Walk</source>
        <translation>Прогулка</translation>
    </message>
    <message>
        <source>This walk is no longer in the guide</source>
        <translation>Этой прогулки больше нет в путеводителе</translation>
    </message>
    <message>
        <source>It may have been removed, or it has not reached this device yet.</source>
        <translation>Возможно, запись удалена или ещё не дошла до этого устройства.</translation>
    </message>
    <message>
        <source>%1 of walking</source>
        <translation>пешком %1</translation>
    </message>
    <message>
        <source>%1 with stops</source>
        <translation>с остановками %1</translation>
    </message>
    <message numerus="yes">
        <source>%n stops</source>
        <translation>
            <numerusform>%n остановка</numerusform>
            <numerusform>%n остановки</numerusform>
            <numerusform>%n остановок</numerusform>
        </translation>
    </message>
    <message>
        <source>On the way</source>
        <translation>В пути</translation>
    </message>
    <message>
        <source>Season</source>
        <translation>Сезон</translation>
    </message>
    <message>
        <source>Follow this walk</source>
        <translation>Пройти этот маршрут</translation>
    </message>
    <message>
        <source>1 stop</source>
        <translation>1 остановка</translation>
    </message>
</context>
<context>
    <name>RoutesPage</name>
    <message>
        <source>Walks</source>
        <translation>Прогулки</translation>
    </message>
    <message numerus="yes">
        <source>%n stops</source>
        <translation>
            <numerusform>%n остановка</numerusform>
            <numerusform>%n остановки</numerusform>
            <numerusform>%n остановок</numerusform>
        </translation>
    </message>
    <message>
        <source>No walks yet</source>
        <translation>Прогулок пока нет</translation>
    </message>
    <message>
        <source>Walks through the craft city appear here after the first connection, and stay without a network.</source>
        <translation>Прогулки по городу ремёсел появятся здесь после первого подключения и останутся без сети.</translation>
    </message>
    <message>
        <source>1 stop</source>
        <translation>1 остановка</translation>
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
    <name>Section</name>
    <message>
        <source>Choose something from the list</source>
        <translation>Выберите что-нибудь из списка</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Light</source>
        <translation>Светлая</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Тёмная</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Высокая контрастность</translation>
    </message>
    <message>
        <source>As the device</source>
        <translation>Как на устройстве</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Учётная запись</translation>
    </message>
    <message>
        <source>Join with an invite</source>
        <translation>Присоединиться по приглашению</translation>
    </message>
    <message>
        <source>Language and look</source>
        <translation>Язык и вид</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Размер текста</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Сеть</translation>
    </message>
    <message>
        <source>Stay offline</source>
        <translation>Оставаться без сети</translation>
    </message>
    <message>
        <source>Nothing is sent or fetched; everything you save waits here.</source>
        <translation>Ничего не отправляется и не загружается; сохранённое ждёт здесь.</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>Исходящие</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>Ожидает: %n</numerusform>
            <numerusform>Ожидает: %n</numerusform>
            <numerusform>Ожидает: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Диагностика</translation>
    </message>
    <message>
        <source>A report for whoever helps you, without personal data</source>
        <translation>Отчёт для того, кто вам помогает, без личных данных</translation>
    </message>
    <message>
        <source>On mobile data</source>
        <translation>Через мобильный интернет</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Всё</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Ничего</translation>
    </message>
    <message>
        <source>Small changes only</source>
        <translation>Только небольшие изменения</translation>
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
    <name>SignaturePad</name>
    <message>
        <source>Signature, empty</source>
        <translation>Подписи нет</translation>
    </message>
    <message>
        <source>Signature, drawn</source>
        <translation>Подпись поставлена</translation>
    </message>
    <message>
        <source>Sign here with a finger</source>
        <translation>Распишитесь здесь пальцем</translation>
    </message>
</context>
<context>
    <name>StartFailed</name>
    <message>
        <source>The app cannot open its data</source>
        <translation>Приложение не может открыть свои данные</translation>
    </message>
    <message>
        <source>A newer version of the app has been here. Update this one.</source>
        <translation>Здесь работала более новая версия приложения. Обновите эту.</translation>
    </message>
    <message>
        <source>Its key is missing, or another program is using it.</source>
        <translation>Нет ключа, или данные заняты другой программой.</translation>
    </message>
    <message>
        <source>There is no room left on this device. Make some and try again.</source>
        <translation>На устройстве нет места. Освободите его и попробуйте снова.</translation>
    </message>
    <message>
        <source>The storage of this device did not answer as it should.</source>
        <translation>Память устройства ответила не так, как должна.</translation>
    </message>
    <message>
        <source>Nothing was changed or deleted.</source>
        <translation>Ничего не изменено и не удалено.</translation>
    </message>
</context>
<context>
    <name>StopRow</name>
    <message>
        <source>%1 on foot</source>
        <translation>пешком %1</translation>
    </message>
    <message>
        <source>stay %1</source>
        <translation>побыть %1</translation>
    </message>
    <message>
        <source>Stop %1, %2</source>
        <translation>Остановка %1, %2</translation>
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
    <message>
        <source>%1 Everything is saved here.</source>
        <translation>%1 Всё сохранено здесь.</translation>
    </message>
    <message>
        <source>Waits for Wi-Fi · everything is saved here</source>
        <translation>Ждёт Wi-Fi · всё сохранено здесь</translation>
    </message>
</context>
<context>
    <name>SyncProblem</name>
    <message>
        <source>Mobile data is being saved: the rest waits for Wi-Fi.</source>
        <translation>Мобильный интернет бережётся: остальное ждёт Wi-Fi.</translation>
    </message>
    <message>
        <source>Fetch it now</source>
        <translation>Получить сейчас</translation>
    </message>
</context>
<context>
    <name>TextFieldRow</name>
    <message>
        <source>required</source>
        <translation>обязательно</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Story</source>
        <translation>Рассказ</translation>
    </message>
    <message>
        <source>Craft</source>
        <translation>Ремесло</translation>
    </message>
    <message>
        <source>Other crafts</source>
        <translation>Другие ремёсла</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Регион</translation>
    </message>
    <message>
        <source>Town or village</source>
        <translation>Город или село</translation>
    </message>
    <message>
        <source>Year of birth</source>
        <translation>Год рождения</translation>
    </message>
    <message>
        <source>Practises since</source>
        <translation>Занимается с</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Телефон</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Адрес</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Координаты</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Точность</translation>
    </message>
    <message>
        <source>Time of the position</source>
        <translation>Время определения места</translation>
    </message>
    <message>
        <source>Works at home</source>
        <translation>Работает дома</translation>
    </message>
    <message>
        <source>Takes orders</source>
        <translation>Принимает заказы</translation>
    </message>
    <message>
        <source>Takes apprentices</source>
        <translation>Берёт учеников</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>Посещения</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Уровень</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Работа</translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation>Часы работы</translation>
    </message>
    <message>
        <source>Note for colleagues</source>
        <translation>Заметка для коллег</translation>
    </message>
    <message>
        <source>Under 18</source>
        <translation>Младше 18</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Образец</translation>
    </message>
    <message>
        <source>How it was learnt</source>
        <translation>Как освоено</translation>
    </message>
    <message>
        <source>Other spellings</source>
        <translation>Другие написания</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Согласие</translation>
    </message>
    <message>
        <source>Proof of consent</source>
        <translation>Подтверждение</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Подтверждение согласия</translation>
    </message>
    <message>
        <source>Guardian</source>
        <translation>Опекун</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Фото</translation>
    </message>
    <message>
        <source>What the photo shows</source>
        <translation>Что на фото</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Черновик</translation>
    </message>
    <message>
        <source>In review</source>
        <translation>На проверке</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>Опубликовано</translation>
    </message>
    <message>
        <source>Published, changes in review</source>
        <translation>Опубликовано, изменения на проверке</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Скрыто</translation>
    </message>
    <message>
        <source>Changes asked for</source>
        <translation>Просят исправить</translation>
    </message>
    <message>
        <source>Master</source>
        <translation>Мастер</translation>
    </message>
    <message>
        <source>Field worker</source>
        <translation>Полевой сотрудник</translation>
    </message>
    <message>
        <source>Moderator</source>
        <translation>Модератор</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>Администратор</translation>
    </message>
    <message>
        <source>Auditor</source>
        <translation>Аудитор</translation>
    </message>
    <message>
        <source>Visitor</source>
        <translation>Посетитель</translation>
    </message>
    <message>
        <source>Keep the record in the registry</source>
        <translation>Хранить запись в реестре</translation>
    </message>
    <message>
        <source>Show a public page</source>
        <translation>Показывать публичную страницу</translation>
    </message>
    <message>
        <source>Count in statistics</source>
        <translation>Учитывать в статистике</translation>
    </message>
    <message>
        <source>Use in research</source>
        <translation>Использовать в исследованиях</translation>
    </message>
    <message>
        <source>Invite to fairs and events</source>
        <translation>Приглашать на ярмарки и события</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Год</translation>
    </message>
    <message>
        <source>Materials</source>
        <translation>Материалы</translation>
    </message>
    <message>
        <source>Availability</source>
        <translation>Наличие</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Цена</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Валюта</translation>
    </message>
    <message>
        <source>Day of the price</source>
        <translation>Дата цены</translation>
    </message>
</context>
<context>
    <name>WorkPage</name>
    <message>
        <source>from %1</source>
        <translation>от %1</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>около %1</translation>
    </message>
    <message>
        <source>Ask the master</source>
        <translation>Спросите у мастера</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Бесплатно</translation>
    </message>
    <message>
        <source>As much as you wish</source>
        <translation>Сколько пожелаете</translation>
    </message>
    <message>
        <source>For sale</source>
        <translation>Продаётся</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>Продано</translation>
    </message>
    <message>
        <source>In a museum</source>
        <translation>В музее</translation>
    </message>
    <message>
        <source>Not for sale</source>
        <translation>Не продаётся</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Изделие</translation>
    </message>
    <message>
        <source>This work is not in the guide</source>
        <translation>Этого изделия нет в путеводителе</translation>
    </message>
    <message>
        <source>The entry may have been withdrawn, or it has not reached this device yet.</source>
        <translation>Возможно, запись отозвана или ещё не дошла до этого устройства.</translation>
    </message>
    <message>
        <source>No name yet</source>
        <translation>Пока без названия</translation>
    </message>
    <message>
        <source>A sample entry: its maker and the work do not exist.</source>
        <translation>Образец: ни мастера, ни изделия не существует.</translation>
    </message>
    <message>
        <source>Materials</source>
        <translation>Материалы</translation>
    </message>
    <message>
        <source>Availability</source>
        <translation>Наличие</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Цена</translation>
    </message>
    <message>
        <source>Price on %1</source>
        <translation>Цена на %1</translation>
    </message>
    <message>
        <source>Master</source>
        <translation>Мастер</translation>
    </message>
</context>
<context>
    <name>WorkStrip</name>
    <message>
        <source>Works</source>
        <translation>Изделия</translation>
    </message>
    <message>
        <source>No name yet</source>
        <translation>Пока без названия</translation>
    </message>
</context>
</TS>
