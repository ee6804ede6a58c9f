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
    <name>ConflictCard</name>
    <message>
        <source>Two people changed this without seeing each other&apos;s text.</source>
        <translation>Екі адам бір-бірінің мәтінін көрмей өзгертті.</translation>
    </message>
    <message>
        <source>Stands now</source>
        <translation>Қазіргісі</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Бос</translation>
    </message>
    <message>
        <source>Kept aside</source>
        <translation>Бөлек сақталған</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Қалпына келтіру</translation>
    </message>
    <message>
        <source>Leave as it stands</source>
        <translation>Сол күйі қалдыру</translation>
    </message>
    <message>
        <source>Deleted or kept?</source>
        <translation>Жою керек пе, қалдыру керек пе?</translation>
    </message>
    <message>
        <source>Somebody deleted this record while somebody else was editing it. Nothing was lost: the record with the edits stands.</source>
        <translation>Біреу бұл жазбаны басқа адам өңдеп жатқанда жойды. Ештеңе жоғалған жоқ: жазба өзгерістерімен бірге орнында тұр.</translation>
    </message>
    <message>
        <source>%1 deleted this record while somebody else was editing it. Nothing was lost: the record with the edits stands.</source>
        <translation>%1 бұл жазбаны басқа адам өңдеп жатқанда жойды. Ештеңе жоғалған жоқ: жазба өзгерістерімен бірге орнында тұр.</translation>
    </message>
    <message>
        <source>Delete the record</source>
        <translation>Жазбаны жою</translation>
    </message>
    <message>
        <source>Keep the record</source>
        <translation>Жазбаны қалдыру</translation>
    </message>
</context>
<context>
    <name>ConsentSection</name>
    <message>
        <source>Consent</source>
        <translation>Келісім</translation>
    </message>
    <message>
        <source>Read the text aloud, then tick what the master agrees to.</source>
        <translation>Мәтінді дауыстап оқып, шебер келіскенін белгілеңіз.</translation>
    </message>
    <message>
        <source>Read the text</source>
        <translation>Мәтінді оқу</translation>
    </message>
    <message>
        <source>Signature on this screen</source>
        <translation>Осы экрандағы қолтаңба</translation>
    </message>
    <message>
        <source>Recorded voice</source>
        <translation>Дауыс жазбасы</translation>
    </message>
    <message>
        <source>Signed paper</source>
        <translation>Қол қойылған қағаз</translation>
    </message>
    <message>
        <source>Code by SMS</source>
        <translation>SMS коды</translation>
    </message>
    <message>
        <source>Draw again</source>
        <translation>Қайта салу</translation>
    </message>
    <message>
        <source>The master has heard the text and agrees</source>
        <translation>Шебер мәтінді тыңдады және келіседі</translation>
    </message>
    <message>
        <source>Language of the text</source>
        <translation>Мәтін тілі</translation>
    </message>
    <message>
        <source>Text of version %1</source>
        <translation>Мәтін нұсқасы: %1</translation>
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
    <name>DiagnosticsPage</name>
    <message>
        <source>Saved as %1</source>
        <translation>%1 деп сақталды</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Диагностика</translation>
    </message>
    <message>
        <source>Make it anew</source>
        <translation>Қайта жасау</translation>
    </message>
    <message>
        <source>If something goes wrong, send this to whoever helps you. It holds versions, counts and times; no names, no records, no addresses.</source>
        <translation>Бірдеңе дұрыс істемесе, мұны көмектесетін адамға жіберіңіз. Мұнда нұсқалар, сандар мен уақыт бар; аты-жөндер, жазбалар, мекенжайлар жоқ.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Көшіру</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Көшірілді</translation>
    </message>
    <message>
        <source>Save as a file</source>
        <translation>Файл етіп сақтау</translation>
    </message>
</context>
<context>
    <name>DiffRow</name>
    <message>
        <source>Now public: %1</source>
        <translation>Қазір жария: %1</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Бос</translation>
    </message>
    <message>
        <source>Proposed: %1</source>
        <translation>Ұсынылған: %1</translation>
    </message>
</context>
<context>
    <name>DiscoverPage</name>
    <message>
        <source>Show the list</source>
        <translation>Тізімді көрсету</translation>
    </message>
    <message>
        <source>Show the map</source>
        <translation>Картаны көрсету</translation>
    </message>
    <message>
        <source>What to show</source>
        <translation>Не көрсетілсін</translation>
    </message>
    <message>
        <source>Masters</source>
        <translation>Шеберлер</translation>
    </message>
    <message>
        <source>Museums</source>
        <translation>Музейлер</translation>
    </message>
    <message>
        <source>Markets and shops</source>
        <translation>Базарлар мен дүкендер</translation>
    </message>
    <message>
        <source>Workshops and schools</source>
        <translation>Шеберханалар мен мектептер</translation>
    </message>
    <message>
        <source>Theatres</source>
        <translation>Театрлар</translation>
    </message>
    <message>
        <source>Parks</source>
        <translation>Саябақтар</translation>
    </message>
    <message>
        <source>Sights</source>
        <translation>Көрікті жерлер</translation>
    </message>
    <message>
        <source>Near me</source>
        <translation>Маңымда</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n табылды</numerusform>
            <numerusform>%n табылды</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing found for “%1”</source>
        <translation>«%1» бойынша ештеңе табылмады</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>Мұнда әзірге ештеңе жоқ</translation>
    </message>
    <message>
        <source>The guide is still empty</source>
        <translation>Жолсерік әзірге бос</translation>
    </message>
    <message>
        <source>Try another word, or a part of it: Kazakh, Russian and Latin letters all find the same.</source>
        <translation>Басқа сөзді не сөздің бір бөлігін жазып көріңіз: қазақ, орыс және латын әріптері бірдей табады.</translation>
    </message>
    <message>
        <source>Places and masters of this kind appear here when they are published.</source>
        <translation>Мұндай орындар мен шеберлер жарияланғанда осы жерде шығады.</translation>
    </message>
    <message>
        <source>Connect to the internet once: everything is then kept on this device and works without a network.</source>
        <translation>Интернетке бір рет қосылыңыз: содан кейін бәрі осы құрылғыда сақталып, желісіз жұмыс істейді.</translation>
    </message>
    <message>
        <source>The places of the city are on their way. After that everything works without a network.</source>
        <translation>Қала орындары жолда. Содан кейін бәрі желісіз жұмыс істейді.</translation>
    </message>
    <message>
        <source>Look for news now</source>
        <translation>Жаңалықты қазір қарау</translation>
    </message>
</context>
<context>
    <name>EditStoryPage</name>
    <message>
        <source>Story</source>
        <translation>Әңгіме</translation>
    </message>
    <message>
        <source>Your draft is back</source>
        <translation>Жобаңыз қайта келді</translation>
    </message>
    <message>
        <source>It was kept when the app closed.</source>
        <translation>Қолданба жабылғанда ол сақталып қалды.</translation>
    </message>
    <message>
        <source>Start afresh</source>
        <translation>Жаңадан бастау</translation>
    </message>
    <message>
        <source>Saved on this phone, waiting for a connection.</source>
        <translation>Осы телефонда сақталды, байланыс күтуде.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сақтау</translation>
    </message>
</context>
<context>
    <name>EntryList</name>
    <message>
        <source>Places and masters</source>
        <translation>Орындар мен шеберлер</translation>
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
    <name>ErrorText</name>
    <message>
        <source>This field</source>
        <translation>Бұл өріс</translation>
    </message>
    <message>
        <source>Something unexpected happened (%1).</source>
        <translation>Күтпеген жағдай болды (%1).</translation>
    </message>
    <message>
        <source>%1 is missing.</source>
        <translation>%1: толтырылмаған.</translation>
    </message>
    <message>
        <source>%1 is too long; the limit is %2.</source>
        <translation>%1: тым ұзын, шегі – %2.</translation>
    </message>
    <message>
        <source>%1 must be between %2 and %3.</source>
        <translation>%1: %2 мен %3 аралығында болуы керек.</translation>
    </message>
    <message>
        <source>%1 cannot be read as it stands.</source>
        <translation>%1: бұл түрде оқылмайды.</translation>
    </message>
    <message>
        <source>%1 is not one of the choices.</source>
        <translation>%1: ұсынылғандардың ішінде жоқ.</translation>
    </message>
    <message>
        <source>This app does not know part of this record.</source>
        <translation>Бұл қолданба жазбаның бір бөлігін білмейді.</translation>
    </message>
    <message>
        <source>%1 can only be set by the server.</source>
        <translation>%1: мұны тек сервер қоя алады.</translation>
    </message>
    <message>
        <source>The record could not be given a place of its own.</source>
        <translation>Жазбаға жеке орын берілмеді.</translation>
    </message>
    <message>
        <source>The record this belongs to is no longer there.</source>
        <translation>Бұл тиесілі жазба енді жоқ.</translation>
    </message>
    <message>
        <source>There is no change to save.</source>
        <translation>Сақтайтын өзгеріс жоқ.</translation>
    </message>
    <message>
        <source>This change was not refused, so there is nothing to mend.</source>
        <translation>Бұл өзгеріс қабылданған, түзететін ештеңе жоқ.</translation>
    </message>
    <message>
        <source>This is too much for one save.</source>
        <translation>Бір сақтауға бұл тым көп.</translation>
    </message>
    <message>
        <source>This device has no room left.</source>
        <translation>Бұл құрылғыда орын қалмады.</translation>
    </message>
    <message>
        <source>This device could not write its data.</source>
        <translation>Бұл құрылғы деректерін жаза алмады.</translation>
    </message>
    <message>
        <source>The data here was written by a newer version of the app.</source>
        <translation>Мұндағы деректерді қолданбаның жаңарақ нұсқасы жазған.</translation>
    </message>
    <message>
        <source>This device has not joined yet.</source>
        <translation>Бұл құрылғы әлі қосылмаған.</translation>
    </message>
    <message>
        <source>This device has already joined.</source>
        <translation>Бұл құрылғы бұрын қосылған.</translation>
    </message>
    <message>
        <source>The name of this device cannot be used.</source>
        <translation>Осы құрылғының атауы жарамайды.</translation>
    </message>
    <message>
        <source>The key of this device cannot be reached.</source>
        <translation>Осы құрылғының кілтіне қол жетпейді.</translation>
    </message>
    <message>
        <source>The server cannot be reached.</source>
        <translation>Серверге жету мүмкін емес.</translation>
    </message>
    <message>
        <source>The connection broke off.</source>
        <translation>Байланыс үзілді.</translation>
    </message>
    <message>
        <source>The server is not available just now.</source>
        <translation>Сервер дәл қазір жұмыс істемейді.</translation>
    </message>
    <message>
        <source>The connection is not safe, so it was closed.</source>
        <translation>Байланыс қауіпсіз емес, сондықтан жабылды.</translation>
    </message>
    <message>
        <source>Something else answered in place of the server.</source>
        <translation>Сервердің орнына басқа бірдеңе жауап берді.</translation>
    </message>
    <message>
        <source>The server&apos;s answer made no sense and was not used.</source>
        <translation>Сервердің жауабы түсініксіз, пайдаланылмады.</translation>
    </message>
    <message>
        <source>The message was too large.</source>
        <translation>Хабарлама тым үлкен болды.</translation>
    </message>
    <message>
        <source>This version of the app is too old for the server.</source>
        <translation>Қолданбаның бұл нұсқасы серверге тым ескі.</translation>
    </message>
    <message>
        <source>The server is not the one this device joined.</source>
        <translation>Бұл – осы құрылғы қосылған сервер емес.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate for this device is not valid.</source>
        <translation>Сервердің осы құрылғыға берген куәлігі жарамсыз.</translation>
    </message>
    <message>
        <source>This is not a server address.</source>
        <translation>Бұл сервер мекенжайы емес.</translation>
    </message>
    <message>
        <source>The address is not encrypted, so nothing was sent.</source>
        <translation>Мекенжай шифрланбаған, сондықтан ештеңе жіберілмеді.</translation>
    </message>
    <message>
        <source>This invite cannot be read: a code has 8 letters and digits, like K7QM-3D0F.</source>
        <translation>Бұл шақыру оқылмайды: кодта 8 әріп пен сан болады, мысалы K7QM-3D0F.</translation>
    </message>
    <message>
        <source>This invite has run out.</source>
        <translation>Бұл шақырудың мерзімі өткен.</translation>
    </message>
    <message>
        <source>The server does not know this invite.</source>
        <translation>Сервер бұл шақыруды білмейді.</translation>
    </message>
    <message>
        <source>This invite has been used already.</source>
        <translation>Бұл шақыру бұрын пайдаланылған.</translation>
    </message>
    <message>
        <source>There is no consent for this.</source>
        <translation>Бұған келісім жоқ.</translation>
    </message>
    <message>
        <source>A consent cannot be changed, only withdrawn.</source>
        <translation>Келісімді өзгертуге болмайды, тек қайтарып алуға болады.</translation>
    </message>
    <message>
        <source>A person under 18 needs a guardian&apos;s consent.</source>
        <translation>18-ге толмаған адамға қамқоршының келісімі керек.</translation>
    </message>
    <message>
        <source>A person under 18 is never shown in public.</source>
        <translation>18-ге толмаған адам көпшілікке ешқашан көрсетілмейді.</translation>
    </message>
    <message>
        <source>The proof of a consent is never shown in public.</source>
        <translation>Келісімнің дәлелі көпшілікке ешқашан көрсетілмейді.</translation>
    </message>
    <message>
        <source>Your role may not do this.</source>
        <translation>Сіздің рөліңізге бұған рұқсат жоқ.</translation>
    </message>
    <message>
        <source>An earlier change that this one builds on was refused.</source>
        <translation>Осының негізі болған бұрынғы өзгеріс қабылданбады.</translation>
    </message>
    <message>
        <source>Somebody has changed this since you looked at it.</source>
        <translation>Сіз қарағаннан бері мұны біреу өзгертті.</translation>
    </message>
    <message>
        <source>This kind of record is not reviewed.</source>
        <translation>Жазбаның бұл түрі тексерілмейді.</translation>
    </message>
    <message>
        <source>There is nothing waiting for approval here.</source>
        <translation>Мұнда бекітуді күткен ештеңе жоқ.</translation>
    </message>
    <message>
        <source>The record was deleted while it was being edited.</source>
        <translation>Жазба өңделіп жатқанда жойылды.</translation>
    </message>
    <message>
        <source>This edits a record that has been deleted.</source>
        <translation>Бұл жойылған жазбаны өңдейді.</translation>
    </message>
    <message>
        <source>The server did not recognise this change as coming from this device.</source>
        <translation>Сервер бұл өзгерісті осы құрылғынікі деп танымады.</translation>
    </message>
    <message>
        <source>The session with the server has run out.</source>
        <translation>Сервермен сеанс аяқталды.</translation>
    </message>
    <message>
        <source>This kind of picture cannot be read.</source>
        <translation>Суреттің бұл түрі оқылмайды.</translation>
    </message>
    <message>
        <source>This picture is too large.</source>
        <translation>Бұл сурет тым үлкен.</translation>
    </message>
    <message>
        <source>The photo is larger than the server takes.</source>
        <translation>Сурет сервер қабылдайтыннан үлкен.</translation>
    </message>
    <message>
        <source>The server has taken as many photos from this device as it takes in an hour.</source>
        <translation>Сервер бұл құрылғыдан бір сағатта қабылдайтын суреттердің бәрін алды.</translation>
    </message>
    <message>
        <source>The photo was being sent twice at once.</source>
        <translation>Сурет бір мезгілде екі рет жіберілді.</translation>
    </message>
    <message>
        <source>The photo did not arrive as it was sent.</source>
        <translation>Сурет жіберілген күйінде жетпеді.</translation>
    </message>
    <message>
        <source>The server and the app do not agree on how photos are sent.</source>
        <translation>Сервер мен қолданба суретті жіберу жолын әртүрлі түсінеді.</translation>
    </message>
    <message>
        <source>The server takes only JPEG, PNG and WebP pictures.</source>
        <translation>Сервер тек JPEG, PNG және WebP суреттерін қабылдайды.</translation>
    </message>
    <message>
        <source>The photo is damaged: it cannot be read to its end.</source>
        <translation>Сурет бүлінген: оны соңына дейін оқу мүмкін емес.</translation>
    </message>
    <message>
        <source>The photo has something else hidden in it.</source>
        <translation>Суреттің ішінде басқа бірдеңе жасырылған.</translation>
    </message>
    <message>
        <source>The photo still says where, when or by whom it was taken.</source>
        <translation>Суретте оның қайда, қашан немесе кім түсіргені қалған.</translation>
    </message>
    <message>
        <source>The photo takes the server too much time or memory to read.</source>
        <translation>Бұл суретті оқуға серверден тым көп уақыт не жад керек.</translation>
    </message>
    <message>
        <source>Add it again from the gallery: the app makes a clean copy.</source>
        <translation>Оны галереядан қайта қосыңыз: қолданба таза көшірме жасайды.</translation>
    </message>
    <message>
        <source>The picture could not be opened.</source>
        <translation>Сурет ашылмады.</translation>
    </message>
    <message>
        <source>There is no position yet.</source>
        <translation>Орны әлі анықталмаған.</translation>
    </message>
    <message>
        <source>The app may not use the position of this device.</source>
        <translation>Қолданбаға құрылғының орнын пайдалануға рұқсат жоқ.</translation>
    </message>
    <message>
        <source>No position came in time.</source>
        <translation>Орын уақытында анықталмады.</translation>
    </message>
    <message>
        <source>Positioning is switched off on this device.</source>
        <translation>Бұл құрылғыда орынды анықтау өшірулі.</translation>
    </message>
    <message>
        <source>Nothing was changed on this device.</source>
        <translation>Осы құрылғыда ештеңе өзгерген жоқ.</translation>
    </message>
    <message>
        <source>What you have saved here is safe.</source>
        <translation>Осында сақтағаныңыз аман.</translation>
    </message>
    <message>
        <source>Free some space, then try again.</source>
        <translation>Орын босатып, қайталап көріңіз.</translation>
    </message>
    <message>
        <source>Update the app.</source>
        <translation>Қолданбаны жаңартыңыз.</translation>
    </message>
    <message>
        <source>Type it again, or paste the whole link.</source>
        <translation>Қайта теріңіз немесе сілтемені толық қойыңыз.</translation>
    </message>
    <message>
        <source>Ask for a new invite.</source>
        <translation>Жаңа шақыру сұраңыз.</translation>
    </message>
    <message>
        <source>It looks like https://example.kz.</source>
        <translation>Ол https://example.kz түрінде болады.</translation>
    </message>
    <message>
        <source>Use an address that begins with https.</source>
        <translation>https-пен басталатын мекенжай пайдаланыңыз.</translation>
    </message>
    <message>
        <source>Open a browser: the network may want you to sign in first.</source>
        <translation>Браузерді ашыңыз: желі алдымен кіруді сұрауы мүмкін.</translation>
    </message>
    <message>
        <source>Look at it once more, then decide.</source>
        <translation>Тағы бір қарап, содан соң шешіңіз.</translation>
    </message>
    <message>
        <source>Mend the earlier change first.</source>
        <translation>Алдымен бұрынғы өзгерісті түзетіңіз.</translation>
    </message>
    <message>
        <source>Ask for it, then save again.</source>
        <translation>Келісім сұрап, қайта сақтаңыз.</translation>
    </message>
    <message>
        <source>Write down who agreed.</source>
        <translation>Кім келіскенін жазыңыз.</translation>
    </message>
    <message>
        <source>Choose a JPEG or PNG picture.</source>
        <translation>JPEG немесе PNG суретін таңдаңыз.</translation>
    </message>
    <message>
        <source>Choose a smaller one.</source>
        <translation>Кішірегін таңдаңыз.</translation>
    </message>
    <message>
        <source>Step outside, wait a moment, try again.</source>
        <translation>Далаға шығып, сәл күтіп, қайталап көріңіз.</translation>
    </message>
    <message>
        <source>Allow it in the settings of the device.</source>
        <translation>Құрылғы баптауларында рұқсат беріңіз.</translation>
    </message>
    <message>
        <source>Shorten it.</source>
        <translation>Қысқартыңыз.</translation>
    </message>
    <message>
        <source>Ask whoever invited you.</source>
        <translation>Сізді шақырған адамнан сұраңыз.</translation>
    </message>
    <message>
        <source>The app tries again by itself.</source>
        <translation>Қолданба өзі қайталап көреді.</translation>
    </message>
    <message>
        <source>The data here is locked: its key is missing, or another program is using it.</source>
        <translation>Мұндағы деректер жабық: кілті жоқ немесе оларды басқа бағдарлама пайдаланып тұр.</translation>
    </message>
    <message>
        <source>There is no connection.</source>
        <translation>Байланыс жоқ.</translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation>Сервер уақытында жауап бермеді.</translation>
    </message>
    <message>
        <source>Something went wrong at the server.</source>
        <translation>Серверде бірдеңе дұрыс болмады.</translation>
    </message>
    <message>
        <source>The server has no room left.</source>
        <translation>Серверде орын қалмады.</translation>
    </message>
    <message>
        <source>There were too many attempts.</source>
        <translation>Тым көп әрекет жасалды.</translation>
    </message>
    <message>
        <source>Too many devices are listening to the server just now.</source>
        <translation>Қазір серверге тым көп құрылғы қосылып тұр.</translation>
    </message>
    <message>
        <source>The server did not understand the app.</source>
        <translation>Сервер қолданбаны түсінбеді.</translation>
    </message>
    <message>
        <source>The app and the server speak different versions.</source>
        <translation>Қолданба мен сервердің нұсқалары әртүрлі.</translation>
    </message>
    <message>
        <source>The server does not take changes of this version of the app.</source>
        <translation>Сервер қолданбаның бұл нұсқасынан өзгерістерді қабылдамайды.</translation>
    </message>
    <message>
        <source>The server is older than this app.</source>
        <translation>Сервер бұл қолданбадан ескі.</translation>
    </message>
    <message>
        <source>This device was away for long; it fetches everything anew.</source>
        <translation>Бұл құрылғы ұзақ уақыт байланыста болмады; ол бәрін қайта жүктейді.</translation>
    </message>
    <message>
        <source>The record was deleted for good long ago.</source>
        <translation>Жазба баяғыда біржола жойылған.</translation>
    </message>
    <message>
        <source>This change was made under another person&apos;s name.</source>
        <translation>Бұл өзгеріс басқа адамның атынан жасалған.</translation>
    </message>
    <message>
        <source>This device may no longer send changes.</source>
        <translation>Бұл құрылғы енді өзгерістер жібере алмайды.</translation>
    </message>
    <message>
        <source>There is a copy of this device, and the two have gone different ways.</source>
        <translation>Бұл құрылғының көшірмесі бар, екеуінің өзгерістері бөлініп кетті.</translation>
    </message>
    <message>
        <source>The server lost its newest data and an administrator has to let this device back in.</source>
        <translation>Сервер соңғы деректерін жоғалтты, бұл құрылғыны қайта қосуды әкімші растауы керек.</translation>
    </message>
    <message>
        <source>The server could not tell this device from a copy of it.</source>
        <translation>Сервер бұл құрылғыны оның көшірмесінен ажырата алмады.</translation>
    </message>
    <message>
        <source>What this change builds on never reached the server.</source>
        <translation>Бұл өзгеріс сүйенген нәрсе серверге жетпеген.</translation>
    </message>
    <message>
        <source>Close what else uses it, then start the app again.</source>
        <translation>Оларды пайдаланып тұрған бағдарламаны жауып, қолданбаны қайта іске қосыңыз.</translation>
    </message>
    <message>
        <source>Wait a few minutes, then try again.</source>
        <translation>Бірнеше минут күтіп, қайта байқап көріңіз.</translation>
    </message>
    <message>
        <source>Wait until the server is updated.</source>
        <translation>Сервер жаңартылғанша күтіңіз.</translation>
    </message>
</context>
<context>
    <name>EventPage</name>
    <message>
        <source>This event is no longer in the guide</source>
        <translation>Бұл іс-шара жолсеріктен алынған</translation>
    </message>
    <message>
        <source>It may have been removed, or it has not reached this device yet.</source>
        <translation>Ол өшірілген немесе осы құрылғыға әлі жетпеген болуы мүмкін.</translation>
    </message>
    <message>
        <source>On now</source>
        <translation>Қазір өтіп жатыр</translation>
    </message>
    <message>
        <source>Until %1</source>
        <translation>%1 дейін</translation>
    </message>
    <message>
        <source>The date is not confirmed</source>
        <translation>Күні расталмаған</translation>
    </message>
    <message>
        <source>Check with the organiser before you travel.</source>
        <translation>Жолға шықпас бұрын ұйымдастырушыдан сұраңыз.</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Қашан</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Қайда</translation>
    </message>
    <message>
        <source>About the place</source>
        <translation>Орын туралы</translation>
    </message>
    <message>
        <source>Source: %1</source>
        <translation>Дереккөз: %1</translation>
    </message>
    <message>
        <source>Usually</source>
        <translation>Әдетте</translation>
    </message>
</context>
<context>
    <name>EventsPage</name>
    <message>
        <source>Events</source>
        <translation>Іс-шаралар</translation>
    </message>
    <message>
        <source>Now, until %1</source>
        <translation>Қазір, %1 дейін</translation>
    </message>
    <message>
        <source>No events yet</source>
        <translation>Іс-шара әзірге жоқ</translation>
    </message>
    <message>
        <source>Fairs, festivals and classes appear here after the first connection, and stay without a network.</source>
        <translation>Жәрмеңкелер, фестивальдар мен сабақтар бірінші қосылғаннан кейін осында шығып, желісіз де қалады.</translation>
    </message>
</context>
<context>
    <name>FieldLabel</name>
    <message>
        <source>required</source>
        <translation>міндетті</translation>
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
    <name>FollowPage</name>
    <message>
        <source>Follow me</source>
        <translation>Маған ілесу</translation>
    </message>
</context>
<context>
    <name>FollowPanel</name>
    <message>
        <source>%1 of %2 stops reached</source>
        <translation>%2 аялдаманың %1 өтілді</translation>
    </message>
    <message>
        <source>The app may not see your position</source>
        <translation>Қолданбаға орныңызды көруге рұқсат жоқ</translation>
    </message>
    <message>
        <source>Your position is not known</source>
        <translation>Орныңыз белгісіз</translation>
    </message>
    <message>
        <source>The walk still works: read the stops in order, and skip to the next one yourself.</source>
        <translation>Серуен бәрібір жұмыс істейді: аялдамаларды ретімен оқып, келесісіне өзіңіз өтіңіз.</translation>
    </message>
    <message>
        <source>You have left the route</source>
        <translation>Бағыттан шығып кеттіңіз</translation>
    </message>
    <message>
        <source>It is %1 away. The line on the map leads back.</source>
        <translation>Оған дейін %1. Картадағы сызық кері апарады.</translation>
    </message>
    <message>
        <source>Next stop</source>
        <translation>Келесі аялдама</translation>
    </message>
    <message>
        <source>%1 to go</source>
        <translation>%1 қалды</translation>
    </message>
    <message>
        <source>Looking for your position…</source>
        <translation>Орныңыз анықталуда…</translation>
    </message>
    <message>
        <source>You have walked the whole route</source>
        <translation>Бүкіл бағытты жүріп өттіңіз</translation>
    </message>
    <message>
        <source>You are at</source>
        <translation>Сіз осындасыз</translation>
    </message>
    <message>
        <source>Skip this stop</source>
        <translation>Аялдаманы өткізіп жіберу</translation>
    </message>
    <message>
        <source>Walk it again</source>
        <translation>Қайта жүру</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Дайын</translation>
    </message>
    <message>
        <source>End the walk</source>
        <translation>Серуенді аяқтау</translation>
    </message>
</context>
<context>
    <name>FormSection</name>
    <message>
        <source>%1, done</source>
        <translation>%1, дайын</translation>
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
    <name>JoinForm</name>
    <message>
        <source>An invite comes from the person who runs the registry: a link, or a server address with a code of eight letters and digits.</source>
        <translation>Шақыруды тізілімді жүргізетін адам береді: сілтеме немесе сервер мекенжайы мен сегіз әріп-саннан тұратын код.</translation>
    </message>
    <message>
        <source>Server or invite link</source>
        <translation>Сервер немесе шақыру сілтемесі</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Код</translation>
    </message>
    <message>
        <source>This device did not join</source>
        <translation>Бұл құрылғы қосылмады</translation>
    </message>
    <message>
        <source>Joining…</source>
        <translation>Қосылуда…</translation>
    </message>
    <message>
        <source>You can leave this page; joining goes on when there is a connection.</source>
        <translation>Бұл беттен шыға беріңіз; байланыс болғанда қосылу жалғасады.</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Қосылу</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Бас тарту</translation>
    </message>
</context>
<context>
    <name>JoinPage</name>
    <message>
        <source>Join</source>
        <translation>Қосылу</translation>
    </message>
    <message>
        <source>This device has joined as: %1</source>
        <translation>Бұл құрылғы қосылды, рөлі: %1</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Дайын</translation>
    </message>
</context>
<context>
    <name>Kinds</name>
    <message>
        <source>Workshop</source>
        <translation>Шеберхана</translation>
    </message>
    <message>
        <source>Home workshop</source>
        <translation>Үйдегі шеберхана</translation>
    </message>
    <message>
        <source>Craft quarter</source>
        <translation>Қолөнер орамы</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>Галерея</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>Дүкен</translation>
    </message>
    <message>
        <source>Market</source>
        <translation>Базар</translation>
    </message>
    <message>
        <source>Museum</source>
        <translation>Музей</translation>
    </message>
    <message>
        <source>School</source>
        <translation>Мектеп</translation>
    </message>
    <message>
        <source>Venue</source>
        <translation>Өтетін орын</translation>
    </message>
    <message>
        <source>Theatre</source>
        <translation>Театр</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Кітапхана</translation>
    </message>
    <message>
        <source>Park</source>
        <translation>Саябақ</translation>
    </message>
    <message>
        <source>Sight</source>
        <translation>Көрікті жер</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>Алаң</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>Көше</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>Көлік</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>Ұйым</translation>
    </message>
    <message>
        <source>Village</source>
        <translation>Ауыл</translation>
    </message>
    <message>
        <source>Public office</source>
        <translation>Мемлекеттік мекеме</translation>
    </message>
    <message>
        <source>Fair</source>
        <translation>Жәрмеңке</translation>
    </message>
    <message>
        <source>Festival</source>
        <translation>Фестиваль</translation>
    </message>
    <message>
        <source>Exhibition</source>
        <translation>Көрме</translation>
    </message>
    <message>
        <source>Competition</source>
        <translation>Байқау</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Сабақ</translation>
    </message>
    <message>
        <source>Demonstration</source>
        <translation>Көрсетілім</translation>
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
        <translation>Ашық шеберхана</translation>
    </message>
    <message>
        <source>Conference</source>
        <translation>Конференция</translation>
    </message>
    <message>
        <source>Holiday</source>
        <translation>Мереке</translation>
    </message>
    <message>
        <source>Master</source>
        <translation>Шебер</translation>
    </message>
    <message>
        <source>Walk</source>
        <translation>Серуен</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Іс-шара</translation>
    </message>
    <message>
        <source>Craft</source>
        <translation>Қолөнер</translation>
    </message>
    <message>
        <source>Mon</source>
        <translation>Дс</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>Сс</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>Ср</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>Бс</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>Жм</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>Сб</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>Жс</translation>
    </message>
    <message>
        <source>holidays</source>
        <translation>мерекелер</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>жабық</translation>
    </message>
    <message>
        <source>day and night</source>
        <translation>тәулік бойы</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Бұйым</translation>
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
    <name>Main</name>
    <message>
        <source>This device has joined</source>
        <translation>Бұл құрылғы қосылды</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Тағы</translation>
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
    <name>MasterPage</name>
    <message>
        <source>Apprentice</source>
        <translation>Шәкірт</translation>
    </message>
    <message>
        <source>Artisan</source>
        <translation>Қолөнерші</translation>
    </message>
    <message>
        <source>Master</source>
        <translation>Шебер</translation>
    </message>
    <message>
        <source>Honoured master</source>
        <translation>Құрметті шебер</translation>
    </message>
    <message>
        <source>Come without asking</source>
        <translation>Алдын ала сұрамай келуге болады</translation>
    </message>
    <message>
        <source>Arrange it beforehand</source>
        <translation>Алдын ала келісіңіз</translation>
    </message>
    <message>
        <source>At fairs and events</source>
        <translation>Жәрмеңкелер мен іс-шараларда</translation>
    </message>
    <message>
        <source>Does not receive visitors</source>
        <translation>Қонақ қабылдамайды</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>Жұмыс істейді</translation>
    </message>
    <message>
        <source>Works part of the time</source>
        <translation>Ара-тұра жұмыс істейді</translation>
    </message>
    <message>
        <source>Works by season</source>
        <translation>Маусыммен жұмыс істейді</translation>
    </message>
    <message>
        <source>Retired</source>
        <translation>Зейнетте</translation>
    </message>
    <message>
        <source>In memory</source>
        <translation>Марқұм шебер</translation>
    </message>
    <message>
        <source>This master is not in the guide</source>
        <translation>Бұл шебер жолсерікте жоқ</translation>
    </message>
    <message>
        <source>The entry may have been withdrawn, or it has not reached this device yet.</source>
        <translation>Жазба қайтарып алынған немесе осы құрылғыға әлі жетпеген болуы мүмкін.</translation>
    </message>
    <message>
        <source>A sample entry: this person does not exist.</source>
        <translation>Үлгі жазба: мұндай адам жоқ.</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>Қонақ қабылдау</translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation>Жұмыс уақыты</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>Қабылдайды</translation>
    </message>
    <message>
        <source>orders</source>
        <translation>тапсырыс</translation>
    </message>
    <message>
        <source>apprentices</source>
        <translation>шәкірт</translation>
    </message>
    <message>
        <source>Level, in their own words</source>
        <translation>Деңгейі, өз сөзімен</translation>
    </message>
    <message>
        <source>In the craft since</source>
        <translation>Қолөнерде мына жылдан</translation>
    </message>
    <message>
        <source>Crafts</source>
        <translation>Қолөнер түрлері</translation>
    </message>
    <message>
        <source>The workshop is in a home: the map shows the area, %1 across, not the house.</source>
        <translation>Шеберхана үйде: картада үй емес, ені %1 аймақ көрсетілген.</translation>
    </message>
    <message>
        <source>Edit the story</source>
        <translation>Әңгімені өңдеу</translation>
    </message>
</context>
<context>
    <name>MasterStrip</name>
    <message>
        <source>Masters</source>
        <translation>Шеберлер</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Бәрін көрсету</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Орындар</translation>
    </message>
</context>
<context>
    <name>MyRecordsPage</name>
    <message>
        <source>My record</source>
        <translation>Менің жазбам</translation>
    </message>
    <message>
        <source>My records</source>
        <translation>Менің жазбаларым</translation>
    </message>
    <message>
        <source>No name yet</source>
        <translation>Әзірге аты жоқ</translation>
    </message>
    <message>
        <source>Refused: see the outbox</source>
        <translation>Қабылданбады: «Жіберу» бетін қараңыз</translation>
    </message>
    <message>
        <source>Saved on this phone, waiting for a connection</source>
        <translation>Осы телефонда сақталды, байланыс күтуде</translation>
    </message>
    <message>
        <source>No records yet</source>
        <translation>Әзірге жазба жоқ</translation>
    </message>
    <message>
        <source>Your record comes with the next connection.</source>
        <translation>Жазбаңыз келесі байланыста келеді.</translation>
    </message>
    <message>
        <source>A master you register stands here at once, with or without a connection.</source>
        <translation>Сіз тіркеген шебер байланыс болса да, болмаса да бірден осында тұрады.</translation>
    </message>
    <message>
        <source>Register a master</source>
        <translation>Шебер тіркеу</translation>
    </message>
    <message>
        <source>Edit my story</source>
        <translation>Әңгімемді өңдеу</translation>
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
    <name>NotFoundPage</name>
    <message>
        <source>There is no such page</source>
        <translation>Мұндай бет жоқ</translation>
    </message>
    <message>
        <source>It may belong to a newer version of the app, or to another role.</source>
        <translation>Ол қолданбаның жаңарақ нұсқасына не басқа рөлге тиесілі болуы мүмкін.</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Артқа қайту</translation>
    </message>
</context>
<context>
    <name>OutboxPage</name>
    <message>
        <source>Outbox</source>
        <translation>Жіберу</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>Күтіп тұр: %n</numerusform>
            <numerusform>Күтіп тұр: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Қазір жіберу</translation>
    </message>
    <message>
        <source>You are offline by choice. Everything waits here.</source>
        <translation>Өзіңіз желіні өшірдіңіз. Бәрі осында күтеді.</translation>
    </message>
    <message>
        <source>Nothing is waiting</source>
        <translation>Күтіп тұрған ештеңе жоқ</translation>
    </message>
    <message>
        <source>All you have saved on this device has reached the server.</source>
        <translation>Осы құрылғыда сақтағаныңыздың бәрі серверге жетті.</translation>
    </message>
    <message>
        <source>Discard this change?</source>
        <translation>Бұл өзгеріс тасталсын ба?</translation>
    </message>
    <message>
        <source>It was refused and goes from this device for good.</source>
        <translation>Ол қабылданбады және осы құрылғыдан біржола кетеді.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Тастау</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Қалдыру</translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>Қабылданбағаны: %n</numerusform>
            <numerusform>Қабылданбағаны: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Not synchronised yet</source>
        <translation>Әлі синхрондалмаған</translation>
    </message>
    <message>
        <source>Last synchronised: %1</source>
        <translation>Соңғы синхрондау: %1</translation>
    </message>
</context>
<context>
    <name>OutboxRow</name>
    <message>
        <source>New record</source>
        <translation>Жаңа жазба</translation>
    </message>
    <message>
        <source>Deletion</source>
        <translation>Жою</translation>
    </message>
    <message>
        <source>Taking back a deletion</source>
        <translation>Жоюды қайтару</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>Бекіту</translation>
    </message>
    <message>
        <source>Withdrawal</source>
        <translation>Кері қайтару</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Өзгеріс</translation>
    </message>
    <message>
        <source>With the server, waiting for an earlier change</source>
        <translation>Серверде, бұрынғы өзгерісті күтуде</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>Жетті</translation>
    </message>
    <message>
        <source>Saved here, waiting for a connection</source>
        <translation>Осында сақталды, байланыс күтуде</translation>
    </message>
    <message>
        <source>Mend</source>
        <translation>Түзету</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Тастау</translation>
    </message>
    <message>
        <source>Sent, and joined with somebody else&apos;s change</source>
        <translation>Жіберіліп, басқа біреудің өзгерісімен біріктірілді</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Жіберілді</translation>
    </message>
    <message>
        <source>Arrived, and joined with somebody else&apos;s change</source>
        <translation>Қабылданып, басқа біреудің өзгерісімен біріктірілді</translation>
    </message>
    <message>
        <source>Refused; it needs you</source>
        <translation>Қабылданбады; сіздің шешіміңіз керек</translation>
    </message>
    <message>
        <source>Mended by a later change</source>
        <translation>Кейінгі өзгеріспен түзетілді</translation>
    </message>
    <message>
        <source>Discarded</source>
        <translation>Бас тартылды</translation>
    </message>
    <message>
        <source>State not known to this version of the app</source>
        <translation>Бұл күй қолданбаның осы нұсқасына белгісіз</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>Біреу</translation>
    </message>
    <message>
        <source>%1: what you wrote is shown. %2 wrote “%3”; it is kept until a moderator decides.</source>
        <translation>%1: сіз жазғаныңыз көрсетіледі. %2 ұсынған нұсқа — «%3»; модератор шешкенше ол сақталады.</translation>
    </message>
    <message>
        <source>%1: “%2” is shown. What you wrote is kept until a moderator decides.</source>
        <translation>%1: «%2» көрсетіледі. Сіз жазғаныңыз модератор шешкенше сақталады.</translation>
    </message>
    <message>
        <source>Both changes are in the record.</source>
        <translation>Жазбада екі өзгеріс те бар.</translation>
    </message>
    <message>
        <source>Somebody deleted the record meanwhile. A moderator decides whether it stays.</source>
        <translation>Осы арада біреу жазбаны жойған. Ол қала ма, модератор шешеді.</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>Қарау</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Қайта жіберу</translation>
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
    <name>Pages</name>
    <message>
        <source>Discover</source>
        <translation>Шолу</translation>
    </message>
    <message>
        <source>Walks</source>
        <translation>Серуендер</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Іс-шаралар</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Жазбалар</translation>
    </message>
    <message>
        <source>My page</source>
        <translation>Менің бетім</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Кезек</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>Жіберу</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Баптаулар</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Тағы</translation>
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
        <translation>Фото әлі бұл құрылғыда жоқ</translation>
    </message>
</context>
<context>
    <name>PhotoSection</name>
    <message>
        <source>Photo</source>
        <translation>Сурет</translation>
    </message>
    <message>
        <source>A portrait or a work. Position and camera data are taken out of the picture.</source>
        <translation>Портрет немесе бұйым. Суреттен орын мен камера деректері алынып тасталады.</translation>
    </message>
    <message>
        <source>What the photo shows</source>
        <translation>Суретте не бейнеленген</translation>
    </message>
    <message>
        <source>Remove the photo</source>
        <translation>Суретті алып тастау</translation>
    </message>
    <message>
        <source>Add a photo</source>
        <translation>Сурет қосу</translation>
    </message>
    <message>
        <source>Choose a photo</source>
        <translation>Сурет таңдаңыз</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Суреттер</translation>
    </message>
</context>
<context>
    <name>PhotoStrip</name>
    <message>
        <source>Photos</source>
        <translation>Суреттер</translation>
    </message>
</context>
<context>
    <name>PlacePage</name>
    <message>
        <source>Open now</source>
        <translation>Қазір ашық</translation>
    </message>
    <message>
        <source>Open now, until %1</source>
        <translation>Қазір ашық, %1 дейін</translation>
    </message>
    <message>
        <source>Closed now</source>
        <translation>Қазір жабық</translation>
    </message>
    <message>
        <source>Closed now, opens %1 at %2</source>
        <translation>Қазір жабық, ашылады: %1, %2</translation>
    </message>
    <message>
        <source>This place is no longer in the guide</source>
        <translation>Бұл орын жолсеріктен алынған</translation>
    </message>
    <message>
        <source>It may have been removed, or it has not reached this device yet.</source>
        <translation>Ол өшірілген немесе осы құрылғыға әлі жетпеген болуы мүмкін.</translation>
    </message>
    <message>
        <source>Ask before you go</source>
        <translation>Барар алдында сұраңыз</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Мекенжай</translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation>Жұмыс уақыты</translation>
    </message>
    <message>
        <source>Crafts you meet here</source>
        <translation>Мұндағы қолөнер түрлері</translation>
    </message>
    <message>
        <source>Wheelchair access</source>
        <translation>Арбамен кіруге болады</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Иә</translation>
    </message>
    <message>
        <source>In part</source>
        <translation>Ішінара</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Жоқ</translation>
    </message>
    <message>
        <source>Last checked</source>
        <translation>Соңғы тексерілген күні</translation>
    </message>
    <message>
        <source>Source: %1</source>
        <translation>Дереккөз: %1</translation>
    </message>
</context>
<context>
    <name>PositionSection</name>
    <message>
        <source>Position</source>
        <translation>Орны</translation>
    </message>
    <message>
        <source>Stand at the workshop, best under open sky.</source>
        <translation>Шеберхана жанында, ашық аспан астында тұрыңыз.</translation>
    </message>
    <message>
        <source>Take it again</source>
        <translation>Қайта алу</translation>
    </message>
    <message>
        <source>Take the position</source>
        <translation>Орнын анықтау</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Анықталды</translation>
    </message>
    <message>
        <source>Taken, within %1</source>
        <translation>Анықталды, дәлдігі %1</translation>
    </message>
    <message>
        <source>Looking for satellites…</source>
        <translation>Жерсеріктер ізделуде…</translation>
    </message>
    <message>
        <source>This is rough. Wait a little and take it again.</source>
        <translation>Бұл шамамен ғана. Сәл күтіп, қайта алыңыз.</translation>
    </message>
    <message>
        <source>The workshop is at home</source>
        <translation>Шеберхана үйде</translation>
    </message>
    <message>
        <source>Visitors then see only the neighbourhood, never the house.</source>
        <translation>Сонда келушілер үйді емес, тек маңайын көреді.</translation>
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
    <name>QueuePage</name>
    <message>
        <source>Queue</source>
        <translation>Кезек</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>Күтіп тұр: %n</numerusform>
            <numerusform>Күтіп тұр: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>No name yet</source>
        <translation>Әзірге аты жоқ</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Жаңа</translation>
    </message>
    <message numerus="yes">
        <source>Changes: %n</source>
        <translation>
            <numerusform>Өзгерістер: %n</numerusform>
            <numerusform>Өзгерістер: %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Conflicts: %n</source>
        <translation>
            <numerusform>Қайшылықтар: %n</numerusform>
            <numerusform>Қайшылықтар: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>No consent</source>
        <translation>Келісім жоқ</translation>
    </message>
    <message>
        <source>Nothing waits for you</source>
        <translation>Сізді күткен ештеңе жоқ</translation>
    </message>
    <message>
        <source>You are offline; what is new comes with the next connection.</source>
        <translation>Сіз желіде емессіз; жаңасы келесі байланыста келеді.</translation>
    </message>
    <message>
        <source>New records and changes stand here, oldest first.</source>
        <translation>Жаңа жазбалар мен өзгерістер осында, ескісі алдымен.</translation>
    </message>
</context>
<context>
    <name>RegisterPage</name>
    <message>
        <source>New master</source>
        <translation>Жаңа шебер</translation>
    </message>
    <message>
        <source>Edit the record</source>
        <translation>Жазбаны өңдеу</translation>
    </message>
    <message>
        <source>Draft kept on this phone</source>
        <translation>Жоба осы телефонда сақталды</translation>
    </message>
</context>
<context>
    <name>RegisterView</name>
    <message>
        <source>Your draft is back</source>
        <translation>Жобаңыз қайта келді</translation>
    </message>
    <message>
        <source>It was kept when the app closed.</source>
        <translation>Қолданба жабылғанда ол сақталып қалды.</translation>
    </message>
    <message>
        <source>Start afresh</source>
        <translation>Жаңадан бастау</translation>
    </message>
    <message>
        <source>Not saved yet; nothing you typed is lost</source>
        <translation>Әлі сақталған жоқ; жазғаныңыз жоғалған жоқ</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Аты-жөні</translation>
    </message>
    <message>
        <source>As the master wants it shown; one language is enough.</source>
        <translation>Шебер қалағандай; бір тіл жеткілікті.</translation>
    </message>
    <message>
        <source>Craft and place</source>
        <translation>Қолөнер және мекен</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Таңдаңыз</translation>
    </message>
    <message>
        <source>Story</source>
        <translation>Әңгіме</translation>
    </message>
    <message>
        <source>Who taught the craft, what is made, what is special here.</source>
        <translation>Кім үйретті, не жасайды, несі ерекше.</translation>
    </message>
    <message>
        <source>Not public</source>
        <translation>Жария емес</translation>
    </message>
    <message>
        <source>Only for the people who work with the registry.</source>
        <translation>Тек тізіліммен жұмыс істейтін адамдарға.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Дайын</translation>
    </message>
    <message>
        <source>Saved on this phone, waiting for a connection.</source>
        <translation>Осы телефонда сақталды, байланыс күтуде.</translation>
    </message>
    <message>
        <source>Everything needed is there</source>
        <translation>Қажеттінің бәрі бар</translation>
    </message>
    <message>
        <source>Still needed: %1</source>
        <translation>Әлі керек: %1</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сақтау</translation>
    </message>
</context>
<context>
    <name>ReviewRecordPage</name>
    <message>
        <source>Withdrawn on this device; it is hidden everywhere with the next connection.</source>
        <translation>Осы құрылғыда қайтарылды; келесі байланыста барлық жерде жасырылады.</translation>
    </message>
    <message>
        <source>Approved on this device; it is public with the next connection.</source>
        <translation>Осы құрылғыда бекітілді; келесі байланыста жарияланады.</translation>
    </message>
    <message>
        <source>Saved on this device.</source>
        <translation>Осы құрылғыда сақталды.</translation>
    </message>
    <message>
        <source>This record is no longer here</source>
        <translation>Бұл жазба енді мұнда жоқ</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Өңдеу</translation>
    </message>
</context>
<context>
    <name>ReviewView</name>
    <message>
        <source>The record cannot be published.</source>
        <translation>Жазбаны жариялауға болмайды.</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>Қайшылықтар</translation>
    </message>
    <message numerus="yes">
        <source>Changes: %n</source>
        <translation>
            <numerusform>Өзгерістер: %n</numerusform>
            <numerusform>Өзгерістер: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>No changes</source>
        <translation>Өзгеріс жоқ</translation>
    </message>
    <message>
        <source>Not public</source>
        <translation>Жария емес</translation>
    </message>
    <message>
        <source>none</source>
        <translation>жоқ</translation>
    </message>
    <message>
        <source>A workshop at home: the public sees only the neighbourhood.</source>
        <translation>Үйдегі шеберхана: көпшілік тек маңайын көреді.</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>Жариялау</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Кері қайтару</translation>
    </message>
</context>
<context>
    <name>RoutePage</name>
    <message>
        <source>Walk</source>
        <translation>Серуен</translation>
    </message>
    <message>
        <source>This walk is no longer in the guide</source>
        <translation>Бұл серуен жолсеріктен алынған</translation>
    </message>
    <message>
        <source>It may have been removed, or it has not reached this device yet.</source>
        <translation>Ол өшірілген немесе осы құрылғыға әлі жетпеген болуы мүмкін.</translation>
    </message>
    <message>
        <source>%1 of walking</source>
        <translation>жаяу %1</translation>
    </message>
    <message>
        <source>%1 with stops</source>
        <translation>аялдамаларымен %1</translation>
    </message>
    <message numerus="yes">
        <source>%n stops</source>
        <translation>
            <numerusform>%n аялдама</numerusform>
            <numerusform>%n аялдама</numerusform>
        </translation>
    </message>
    <message>
        <source>On the way</source>
        <translation>Жолда</translation>
    </message>
    <message>
        <source>Season</source>
        <translation>Маусым</translation>
    </message>
    <message>
        <source>Follow this walk</source>
        <translation>Осы серуенге шығу</translation>
    </message>
    <message>
        <source>1 stop</source>
        <translation>1 аялдама</translation>
    </message>
</context>
<context>
    <name>RoutesPage</name>
    <message>
        <source>Walks</source>
        <translation>Серуендер</translation>
    </message>
    <message numerus="yes">
        <source>%n stops</source>
        <translation>
            <numerusform>%n аялдама</numerusform>
            <numerusform>%n аялдама</numerusform>
        </translation>
    </message>
    <message>
        <source>No walks yet</source>
        <translation>Серуен әзірге жоқ</translation>
    </message>
    <message>
        <source>Walks through the craft city appear here after the first connection, and stay without a network.</source>
        <translation>Қолөнер қаласы бойынша серуендер бірінші қосылғаннан кейін осында шығып, желісіз де қалады.</translation>
    </message>
    <message>
        <source>1 stop</source>
        <translation>1 аялдама</translation>
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
        <translation>Аты, қолөнері, көшесі</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Іздеуді тазалау</translation>
    </message>
</context>
<context>
    <name>Section</name>
    <message>
        <source>Choose something from the list</source>
        <translation>Тізімнен бірдеңе таңдаңыз</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Light</source>
        <translation>Жарық</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Қараңғы</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Жоғары контраст</translation>
    </message>
    <message>
        <source>As the device</source>
        <translation>Құрылғыдағыдай</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Баптаулар</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Тіркелгі</translation>
    </message>
    <message>
        <source>Join with an invite</source>
        <translation>Шақырумен қосылу</translation>
    </message>
    <message>
        <source>Language and look</source>
        <translation>Тіл және көрініс</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Тіл</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Тақырып</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Мәтін өлшемі</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Желі</translation>
    </message>
    <message>
        <source>Stay offline</source>
        <translation>Желісіз қалу</translation>
    </message>
    <message>
        <source>Nothing is sent or fetched; everything you save waits here.</source>
        <translation>Ештеңе жіберілмейді және алынбайды; сақтағаныңыз осында күтеді.</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>Жіберу</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>Күтіп тұр: %n</numerusform>
            <numerusform>Күтіп тұр: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Диагностика</translation>
    </message>
    <message>
        <source>A report for whoever helps you, without personal data</source>
        <translation>Көмектесетін адамға арналған есеп, жеке деректерсіз</translation>
    </message>
    <message>
        <source>On mobile data</source>
        <translation>Мобильді интернетте</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Бәрі</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Ештеңе</translation>
    </message>
    <message>
        <source>Small changes only</source>
        <translation>Тек шағын өзгерістер</translation>
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
    <name>SignaturePad</name>
    <message>
        <source>Signature, empty</source>
        <translation>Қолтаңба жоқ</translation>
    </message>
    <message>
        <source>Signature, drawn</source>
        <translation>Қолтаңба қойылған</translation>
    </message>
    <message>
        <source>Sign here with a finger</source>
        <translation>Осы жерге саусақпен қол қойыңыз</translation>
    </message>
</context>
<context>
    <name>StartFailed</name>
    <message>
        <source>The app cannot open its data</source>
        <translation>Қолданба деректерін аша алмады</translation>
    </message>
    <message>
        <source>A newer version of the app has been here. Update this one.</source>
        <translation>Бұл деректерді қолданбаның жаңарақ нұсқасы ашқан. Қолданбаны жаңартыңыз.</translation>
    </message>
    <message>
        <source>Its key is missing, or another program is using it.</source>
        <translation>Кілті жоқ немесе оны басқа бағдарлама пайдаланып тұр.</translation>
    </message>
    <message>
        <source>There is no room left on this device. Make some and try again.</source>
        <translation>Құрылғыда орын қалмады. Орын босатып, қайталап көріңіз.</translation>
    </message>
    <message>
        <source>The storage of this device did not answer as it should.</source>
        <translation>Құрылғының жады дұрыс жауап бермеді.</translation>
    </message>
    <message>
        <source>Nothing was changed or deleted.</source>
        <translation>Ештеңе өзгерген де, өшірілген де жоқ.</translation>
    </message>
</context>
<context>
    <name>StopRow</name>
    <message>
        <source>%1 on foot</source>
        <translation>жаяу %1</translation>
    </message>
    <message>
        <source>stay %1</source>
        <translation>аялдау %1</translation>
    </message>
    <message>
        <source>Stop %1, %2</source>
        <translation>%1-аялдама, %2</translation>
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
    <message>
        <source>%1 Everything is saved here.</source>
        <translation>%1 Бәрі осында сақталған.</translation>
    </message>
    <message>
        <source>Waits for Wi-Fi · everything is saved here</source>
        <translation>Wi-Fi күтуде · бәрі осында сақталған</translation>
    </message>
</context>
<context>
    <name>SyncProblem</name>
    <message>
        <source>Mobile data is being saved: the rest waits for Wi-Fi.</source>
        <translation>Мобильді интернет үнемделуде: қалғаны Wi-Fi күтеді.</translation>
    </message>
    <message>
        <source>Fetch it now</source>
        <translation>Қазір алу</translation>
    </message>
</context>
<context>
    <name>TextFieldRow</name>
    <message>
        <source>required</source>
        <translation>міндетті</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Name</source>
        <translation>Аты-жөні</translation>
    </message>
    <message>
        <source>Story</source>
        <translation>Әңгіме</translation>
    </message>
    <message>
        <source>Craft</source>
        <translation>Қолөнер түрі</translation>
    </message>
    <message>
        <source>Other crafts</source>
        <translation>Басқа қолөнер түрлері</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Өңір</translation>
    </message>
    <message>
        <source>Town or village</source>
        <translation>Қала немесе ауыл</translation>
    </message>
    <message>
        <source>Year of birth</source>
        <translation>Туған жылы</translation>
    </message>
    <message>
        <source>Practises since</source>
        <translation>Айналысқан жылы</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Телефон</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Мекенжай</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Орны</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Дәлдігі</translation>
    </message>
    <message>
        <source>Time of the position</source>
        <translation>Орны алынған уақыт</translation>
    </message>
    <message>
        <source>Works at home</source>
        <translation>Үйде жұмыс істейді</translation>
    </message>
    <message>
        <source>Takes orders</source>
        <translation>Тапсырыс алады</translation>
    </message>
    <message>
        <source>Takes apprentices</source>
        <translation>Шәкірт алады</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>Келіп көру</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Деңгейі</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Жұмысы</translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation>Жұмыс уақыты</translation>
    </message>
    <message>
        <source>Note for colleagues</source>
        <translation>Әріптестерге ескерту</translation>
    </message>
    <message>
        <source>Under 18</source>
        <translation>18-ге толмаған</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Үлгі</translation>
    </message>
    <message>
        <source>How it was learnt</source>
        <translation>Қалай үйренген</translation>
    </message>
    <message>
        <source>Other spellings</source>
        <translation>Басқаша жазылуы</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Келісім</translation>
    </message>
    <message>
        <source>Proof of consent</source>
        <translation>Келісімнің дәлелі</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Келісу</translation>
    </message>
    <message>
        <source>Guardian</source>
        <translation>Қамқоршы</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Сурет</translation>
    </message>
    <message>
        <source>What the photo shows</source>
        <translation>Суретте не бейнеленген</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Күйі</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Жоба</translation>
    </message>
    <message>
        <source>In review</source>
        <translation>Тексерілуде</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>Жарияланған</translation>
    </message>
    <message>
        <source>Published, changes in review</source>
        <translation>Жарияланған, өзгерістері тексерілуде</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Жасырылған</translation>
    </message>
    <message>
        <source>Changes asked for</source>
        <translation>Түзету сұралды</translation>
    </message>
    <message>
        <source>Master</source>
        <translation>Шебер</translation>
    </message>
    <message>
        <source>Field worker</source>
        <translation>Дала қызметкері</translation>
    </message>
    <message>
        <source>Moderator</source>
        <translation>Модератор</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>Әкімші</translation>
    </message>
    <message>
        <source>Auditor</source>
        <translation>Аудитор</translation>
    </message>
    <message>
        <source>Visitor</source>
        <translation>Келуші</translation>
    </message>
    <message>
        <source>Keep the record in the registry</source>
        <translation>Жазбаны тізілімде сақтау</translation>
    </message>
    <message>
        <source>Show a public page</source>
        <translation>Жария бет көрсету</translation>
    </message>
    <message>
        <source>Count in statistics</source>
        <translation>Статистикада есепке алу</translation>
    </message>
    <message>
        <source>Use in research</source>
        <translation>Зерттеуде пайдалану</translation>
    </message>
    <message>
        <source>Invite to fairs and events</source>
        <translation>Жәрмеңкелер мен іс-шараларға шақыру</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Жылы</translation>
    </message>
    <message>
        <source>Materials</source>
        <translation>Материалдары</translation>
    </message>
    <message>
        <source>Availability</source>
        <translation>Алуға бола ма</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Бағасы</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Валюта</translation>
    </message>
    <message>
        <source>Day of the price</source>
        <translation>Баға көрсетілген күн</translation>
    </message>
</context>
<context>
    <name>WorkPage</name>
    <message>
        <source>from %1</source>
        <translation>%1 бастап</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>шамамен %1</translation>
    </message>
    <message>
        <source>Ask the master</source>
        <translation>Шеберден сұраңыз</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Тегін</translation>
    </message>
    <message>
        <source>As much as you wish</source>
        <translation>Қалауыңызша</translation>
    </message>
    <message>
        <source>For sale</source>
        <translation>Сатылады</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>Сатылып кеткен</translation>
    </message>
    <message>
        <source>In a museum</source>
        <translation>Музейде</translation>
    </message>
    <message>
        <source>Not for sale</source>
        <translation>Сатылмайды</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Бұйым</translation>
    </message>
    <message>
        <source>This work is not in the guide</source>
        <translation>Бұл бұйым жолсерікте жоқ</translation>
    </message>
    <message>
        <source>The entry may have been withdrawn, or it has not reached this device yet.</source>
        <translation>Жазба қайтарып алынған немесе осы құрылғыға әлі жетпеген болуы мүмкін.</translation>
    </message>
    <message>
        <source>No name yet</source>
        <translation>Әзірге атауы жоқ</translation>
    </message>
    <message>
        <source>A sample entry: its maker and the work do not exist.</source>
        <translation>Үлгі жазба: мұндай шебер де, бұйым да жоқ.</translation>
    </message>
    <message>
        <source>Materials</source>
        <translation>Материалдары</translation>
    </message>
    <message>
        <source>Availability</source>
        <translation>Алуға бола ма</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Бағасы</translation>
    </message>
    <message>
        <source>Price on %1</source>
        <translation>Бағасы, %1</translation>
    </message>
    <message>
        <source>Master</source>
        <translation>Шебер</translation>
    </message>
</context>
<context>
    <name>WorkStrip</name>
    <message>
        <source>Works</source>
        <translation>Бұйымдары</translation>
    </message>
    <message>
        <source>No name yet</source>
        <translation>Әзірге атауы жоқ</translation>
    </message>
</context>
</TS>
