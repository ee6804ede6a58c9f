<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="kk_KZ" sourcelanguage="en">
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>Жабу</translation>
    </message>
</context>
<context>
    <name>ChoiceRow</name>
    <message>
        <source>Choose</source>
        <translation>Таңдаңыз</translation>
    </message>
    <message>
        <source>required</source>
        <translation>міндетті</translation>
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
        <translation>Бағыт пернелері жылжытады, плюс пен минус масштабын өзгертеді. Тізімде де сол орындар бар.</translation>
    </message>
</context>
<context>
    <name>ErrorState</name>
    <message>
        <source>What you have saved on this device is safe.</source>
        <translation>Осы құрылғыда сақтағаныңыздың бәрі аман.</translation>
    </message>
    <message>
        <source>This did not work</source>
        <translation>Бұл орындалмады</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Қайталап көру</translation>
    </message>
</context>
<context>
    <name>FilterChipRow</name>
    <message>
        <source>Filters</source>
        <translation>Сүзгілер</translation>
    </message>
</context>
<context>
    <name>GalleryPage</name>
    <message>
        <source>Gallery</source>
        <translation>Көрме</translation>
    </message>
    <message>
        <source>Every component of the interface</source>
        <translation>Интерфейстің барлық бөлшегі</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Бөлісу</translation>
    </message>
    <message>
        <source>Add to favourites</source>
        <translation>Таңдаулыларға қосу</translation>
    </message>
    <message>
        <source>Open now</source>
        <translation>Қазір ашық</translation>
    </message>
    <message>
        <source>Felt</source>
        <translation>Киіз</translation>
    </message>
    <message>
        <source>Jewellery</source>
        <translation>Зергерлік</translation>
    </message>
    <message>
        <source>Wood</source>
        <translation>Ағаш</translation>
    </message>
    <message>
        <source>Pottery</source>
        <translation>Қыш</translation>
    </message>
    <message>
        <source>Felt workshop</source>
        <translation>Киіз шеберханасы</translation>
    </message>
    <message>
        <source>The wool is carded, laid in a pattern, wetted with hot water and rolled until it becomes felt.</source>
        <translation>Жүнді түтіп, өрнектеп төсейді, ыстық су шашып, киіз болғанша домалатып басады.</translation>
    </message>
    <message>
        <source>Show the way</source>
        <translation>Жолды көрсету</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Қоңырау шалу</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Кейінірек</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Жою</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Жіберу</translation>
    </message>
    <message>
        <source>Stops</source>
        <translation>Аялдамалар</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Бәрін көрсету</translation>
    </message>
    <message>
        <source>Green Bazaar</source>
        <translation>Көк базар</translation>
    </message>
    <message>
        <source>Market hall of 1904, rebuilt</source>
        <translation>1904 жылғы базар, қайта салынған</translation>
    </message>
    <message>
        <source>Museum of folk instruments</source>
        <translation>Халық музыка аспаптары музейі</translation>
    </message>
    <message>
        <source>Wooden house in the Russian style</source>
        <translation>Орыс үлгісіндегі ағаш үй</translation>
    </message>
    <message>
        <source>Craft shop</source>
        <translation>Қолөнер дүкені</translation>
    </message>
    <message>
        <source>Remove from favourites</source>
        <translation>Таңдаулылардан алып тастау</translation>
    </message>
    <message>
        <source>Register a master</source>
        <translation>Шеберді тіркеу</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Аты-жөні</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Телефон</translation>
    </message>
    <message>
        <source>A phone number has 11 digits.</source>
        <translation>Телефон нөмірі 11 саннан тұрады.</translation>
    </message>
    <message>
        <source>Story</source>
        <translation>Әңгімесі</translation>
    </message>
    <message>
        <source>How did the craft come to the family?</source>
        <translation>Бұл қолөнер отбасына қалай келді?</translation>
    </message>
    <message>
        <source>You can write in any language.</source>
        <translation>Кез келген тілде жаза аласыз.</translation>
    </message>
    <message>
        <source>Craft</source>
        <translation>Қолөнер түрі</translation>
    </message>
    <message>
        <source>Visitors are welcome</source>
        <translation>Қонақтарды қабылдайды</translation>
    </message>
    <message>
        <source>By appointment, on weekdays</source>
        <translation>Алдын ала келісіп, жұмыс күндері</translation>
    </message>
    <message>
        <source>The master agrees to be shown publicly</source>
        <translation>Шебер көпшілікке көрсетілуге келіседі</translation>
    </message>
    <message>
        <source>Consent text 1.0, read aloud in Kazakh</source>
        <translation>Келісім мәтіні 1.0, қазақша оқып берілді</translation>
    </message>
    <message>
        <source>States</source>
        <translation>Күйлер</translation>
    </message>
    <message>
        <source>The place closes in 30 minutes.</source>
        <translation>Бұл орын 30 минуттан кейін жабылады.</translation>
    </message>
    <message>
        <source>Position is rough</source>
        <translation>Орны дәл емес</translation>
    </message>
    <message>
        <source>Within %1. Go outside for a better one.</source>
        <translation>Дәлдігі %1. Дәлірек болуы үшін далаға шығыңыз.</translation>
    </message>
    <message>
        <source>The photo was not saved</source>
        <translation>Фото сақталмады</translation>
    </message>
    <message>
        <source>The disk is full. The rest of the form is kept.</source>
        <translation>Жад толып қалды. Форманың қалғаны сақталды.</translation>
    </message>
    <message>
        <source>Free some space</source>
        <translation>Орын босату</translation>
    </message>
    <message>
        <source>Published.</source>
        <translation>Жарияланды.</translation>
    </message>
    <message>
        <source>Map of Almaty</source>
        <translation>Алматы картасы</translation>
    </message>
    <message>
        <source>No favourites yet</source>
        <translation>Таңдаулылар әзірге жоқ</translation>
    </message>
    <message>
        <source>Press the heart on a master or a place, and it will wait for you here, even offline.</source>
        <translation>Шебердің немесе орынның жүрекшесін басыңыз, ол желісіз де осы жерде тұрады.</translation>
    </message>
    <message>
        <source>Look around</source>
        <translation>Шолып шығу</translation>
    </message>
    <message>
        <source>The server answered with something that is not ours.</source>
        <translation>Серверден бізге жат жауап келді.</translation>
    </message>
</context>
<context>
    <name>GalleryWindow</name>
    <message>
        <source>Discover</source>
        <translation>Шолу</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Карта</translation>
    </message>
    <message>
        <source>Routes</source>
        <translation>Бағыттар</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Іс-шаралар</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Кезек</translation>
    </message>
    <message>
        <source>Added to favourites</source>
        <translation>Таңдаулыларға қосылды</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Қайтару</translation>
    </message>
</context>
<context>
    <name>LanguageBadge</name>
    <message>
        <source>Written in Kazakh; no translation yet</source>
        <translation>Қазақша жазылған; аудармасы әзірге жоқ</translation>
    </message>
    <message>
        <source>Written in Russian; no translation yet</source>
        <translation>Орысша жазылған; аудармасы әзірге жоқ</translation>
    </message>
    <message>
        <source>Written in English; no translation yet</source>
        <translation>Ағылшынша жазылған; аудармасы әзірге жоқ</translation>
    </message>
</context>
<context>
    <name>MapControls</name>
    <message>
        <source>Zoom in</source>
        <translation>Жақындату</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Алыстату</translation>
    </message>
    <message>
        <source>Show where I am</source>
        <translation>Қайда тұрғанымды көрсету</translation>
    </message>
</context>
<context>
    <name>MapNotice</name>
    <message>
        <source>The map file is missing</source>
        <translation>Карта файлы жоқ</translation>
    </message>
    <message>
        <source>This file is not a map</source>
        <translation>Бұл файл карта емес</translation>
    </message>
    <message>
        <source>Part of the map is damaged</source>
        <translation>Картаның бір бөлігі бүлінген</translation>
    </message>
    <message>
        <source>The map file is damaged</source>
        <translation>Карта файлы бүлінген</translation>
    </message>
    <message>
        <source>The map file holds more than it may</source>
        <translation>Карта файлы рұқсат етілгеннен үлкен</translation>
    </message>
    <message>
        <source>This device cannot draw the map</source>
        <translation>Бұл құрылғы картаны сала алмайды</translation>
    </message>
    <message>
        <source>The map&apos;s style could not be read</source>
        <translation>Картаның безендірілуі оқылмады</translation>
    </message>
    <message>
        <source>The list shows the same places, with addresses and distances.</source>
        <translation>Тізімде де сол орындар бар, мекенжайы мен қашықтығымен.</translation>
    </message>
    <message>
        <source>Places, routes and search still work. Install the map again to see it.</source>
        <translation>Орындар, бағыттар мен іздеу жұмыс істейді. Картаны көру үшін оны қайта орнатыңыз.</translation>
    </message>
</context>
<context>
    <name>NavButton</name>
    <message numerus="yes">
        <source>%1, %n new</source>
        <translation>
            <numerusform>%1, жаңасы: %n</numerusform>
            <numerusform>%1, жаңасы: %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PageHeader</name>
    <message>
        <source>Back</source>
        <translation>Артқа</translation>
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
        <translation>Кідіртілді · %1</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Жалғастыру</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Кідірту</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search</source>
        <translation>Іздеу</translation>
    </message>
    <message>
        <source>Name, craft or street</source>
        <translation>Аты, қолөнері немесе көшесі</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Іздеуді тазалау</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Close</source>
        <translation>Жабу</translation>
    </message>
</context>
<context>
    <name>SyncLine</name>
    <message numerus="yes">
        <source>Sending · %n left</source>
        <translation>
            <numerusform>Жіберілуде · %n қалды</numerusform>
            <numerusform>Жіберілуде · %n қалды</numerusform>
        </translation>
    </message>
    <message>
        <source>Getting what is new…</source>
        <translation>Жаңалықтар алынуда…</translation>
    </message>
    <message numerus="yes">
        <source>Saved on this phone · %n waiting</source>
        <translation>
            <numerusform>Осы телефонда сақталды · %n кезекте</numerusform>
            <numerusform>Осы телефонда сақталды · %n кезекте</numerusform>
        </translation>
    </message>
    <message>
        <source>The server cannot be reached · everything is saved here</source>
        <translation>Серверге қосылу мүмкін емес · бәрі осында сақталды</translation>
    </message>
    <message>
        <source>Offline · everything is saved here</source>
        <translation>Желіден тыс · бәрі осында сақталды</translation>
    </message>
    <message>
        <source>Up to date · %1</source>
        <translation>Бәрі жаңа · %1</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>Бәрі жаңа</translation>
    </message>
    <message>
        <source>Opens the outbox</source>
        <translation>Жіберілетіндер тізімін ашады</translation>
    </message>
    <message numerus="yes">
        <source>Needs your attention: %n</source>
        <translation>
            <numerusform>Назарыңызды күтеді: %n</numerusform>
            <numerusform>Назарыңызды күтеді: %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TextFieldRow</name>
    <message>
        <source>required</source>
        <translation>міндетті</translation>
    </message>
</context>
</TS>
