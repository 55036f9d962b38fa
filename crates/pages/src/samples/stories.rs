//! The made-up newsroom's words: long and short ones, with and without kickers and standfirsts.

/// Edition, slug, name, colour.
pub(super) const SECTIONS: &[(&str, &str, &str, &str)] = &[
    ("tr", "gundem", "Gündem", "#8c2f26"),
    ("tr", "siyaset", "Siyaset", "#3c4a78"),
    ("tr", "asayis", "Asayiş", "#4a4f57"),
    ("tr", "yasam", "Yaşam", "#2f6b55"),
    ("tr", "ekonomi", "Ekonomi", "#7a5a12"),
    ("tr", "spor", "Spor", "#27692f"),
    ("tr", "kultur-sanat", "Kültür-Sanat", "#6d3a75"),
    ("tr", "magazin", "Magazin", "#9a3563"),
    ("ar", "akhbar", "أخبار", "#8c2f26"),
    ("ar", "iqtisad", "اقتصاد", "#7a5a12"),
    ("ar", "mujtama", "مجتمع", "#2f6b55"),
    ("ar", "riyada", "رياضة", "#27692f"),
    ("en", "news", "News", "#8c2f26"),
    ("en", "business", "Business", "#7a5a12"),
];

/// Edition, name, role, about, columnist.
pub(super) const AUTHORS: &[(&str, &str, &str, &str, bool)] = &[
    ("tr", "Elif Demirtaş", "Muhabir", "", false),
    (
        "tr",
        "Halide Güneri",
        "Çarşı Notları",
        "Yirmi yıldır Karasuhisar çarşısının esnafını, pazarını ve mutfağını yazıyor.",
        true,
    ),
    ("tr", "Cemil Ağaoğlu", "Havza", "Ziraat mühendisi. Suyu, toprağı ve köyü yazıyor.", true),
    ("tr", "Şükran Öztürkmen", "Kıyıdan", "Edebiyat öğretmeni; kent belleği üzerine yazıyor.", true),
    ("ar", "سمر الحلبي", "كاتبة رأي", "تكتب عن حياة السوريين في المدينة ومدارسها.", true),
    ("ar", "خالد منصور", "مراسل", "", false),
    ("ar", "نور الدين عبّاس", "من ضفة النهر", "يكتب عن الماء والزراعة.", true),
    ("en", "Deniz Kara", "Columnist", "Writes about water and weather.", true),
];

/// Edition, section, kicker, headline, standfirst; newest first.
pub(super) const STORIES: &[(&str, &str, &str, &str, &str)] = &[
    (
        "tr",
        "gundem",
        "Sel",
        "Işıldak Nehri taştı: Çeltikova’da üç mahalle boşaltılıyor",
        "Su seviyesi 6,2 metreyi bularak kritik eşiği aştı. Valilik, nehir kıyısındaki yurttaşlardan yüksek kesimlere geçmelerini istedi; can kaybı yok.",
    ),
    (
        "tr",
        "gundem",
        "Tahliye",
        "Spor salonu 412 kişiye yuva oldu: “Kedimi de aldılar”",
        "Belediye ile Kızılay ekipleri geceyi salonda geçirecek ailelere yatak, battaniye ve sıcak yemek dağıttı.",
    ),
    (
        "tr",
        "gundem",
        "Ulaşım",
        "Tarihî Yediler Köprüsü araç ve yaya trafiğine kapatıldı",
        "Orta ayaktaki çatlak izleniyor; nehrin iki yakası arasında ulaşım çevre yolundan sağlanacak.",
    ),
    (
        "tr",
        "ekonomi",
        "Tarım",
        "Çeltik üreticisi: Hasada üç hafta kala tarlalar su altında kaldı",
        "Ziraat Odası, hasar tespiti için bakanlıktan acil ekip istedi.",
    ),
    (
        "tr",
        "siyaset",
        "",
        "Meclis, taşkın seti için ayrılan ödeneği olağanüstü toplantıda görüşecek",
        "İki partinin ortak önergesi ödeneğin üç katına çıkarılmasını öngörüyor.",
    ),
    ("tr", "asayis", "", "Minibüste mahsur kalan dokuz öğrenciyi balıkçı teknesi kurtardı", ""),
    (
        "tr",
        "yasam",
        "Eğitim",
        "Dört ilçede okullar iki gün tatil edildi",
        "Sınavlar gelecek haftaya kaldı; servis ücretleri iade edilecek.",
    ),
    ("tr", "spor", "Futbol", "Karasuhisarspor deplasmanda son dakika golüyle güldü: 1-2", ""),
    (
        "tr",
        "kultur-sanat",
        "Kazı",
        "İnlerpınar’da 2.300 yıllık şarap deposu: Küpler hâlâ ağzı mühürlü",
        "Kazı başkanı, küplerin içindeki kalıntıların laboratuvara gönderildiğini söyledi.",
    ),
    ("tr", "ekonomi", "", "Gümüşiskele limanında konteyner kuyruğu dördüncü gününe girdi", ""),
    ("tr", "yasam", "Sağlık", "Aile hekimleri uyardı: Sel suyuyla temas edenler tetanos aşısını yeniletsin", ""),
    ("tr", "magazin", "", "Dizi ekibi Hisaraltı Çarşısı’na plato kurdu, esnaf figüran oldu", ""),
    ("tr", "ekonomi", "", "Kış lastiğinde son gün: Ustalar hangi ayrıntıya bakın diyor?", ""),
    ("tr", "siyaset", "", "Başkan adayları ilk kez aynı kürsüde: Su, ulaşım ve kira konuşuldu", ""),
    ("tr", "asayis", "", "Kuyumcu soygununda aranan iki şüpheli sınır kapısında yakalandı", ""),
    (
        "tr",
        "yasam",
        "Denizden",
        "Balıkçının ağına bu kez yüz yıllık bir çapa takıldı",
        "Çapa, liman müzesine bağışlandı.",
    ),
    ("tr", "gundem", "", "Elektrik kesintisi planı açıklandı: Onarım bu gece bitecek", ""),
    (
        "tr",
        "spor",
        "Voleybol",
        "Genç kızlar Türkiye finaline bir adım uzakta",
        "Çeyrek final maçı cumartesi günü Doruklu Spor Salonu’nda.",
    ),
    ("tr", "kultur-sanat", "", "Taş ustası Kalemkeş’in atölyesinde son çırak da usta oldu", ""),
    ("tr", "ekonomi", "", "Pazarda fiyatlar: Ispanak üç günde ikiye katlandı, portakal ucuzladı", ""),
    (
        "tr",
        "gundem",
        "",
        "Muvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesine uzun bir sözcükle yarışmayı kazandı",
        "",
    ),
    ("tr", "yasam", "", "Doruklu yaylasında ilk kar: Yollar açık, zincir şart", ""),
    (
        "ar",
        "akhbar",
        "فيضان",
        "نهر إيشيلداك يفيض وإخلاء ثلاثة أحياء في تشلتيك أوفا",
        "ارتفع منسوب المياه إلى 6.2 أمتار متجاوزًا الحد الحرج، ودعت الولاية سكان الضفاف إلى الانتقال إلى المناطق المرتفعة. ولا خسائر في الأرواح.",
    ),
    (
        "ar",
        "mujtama",
        "إيواء",
        "صالة رياضية تؤوي 412 شخصًا: «أخذوا قطتي أيضًا»",
        "وزّعت فرق البلدية والهلال الأحمر الأسرّة والبطانيات والوجبات الساخنة.",
    ),
    (
        "ar",
        "akhbar",
        "مواصلات",
        "إغلاق جسر Yediler التاريخي أمام السيارات والمشاة",
        "تُراقَب تشققات في الدعامة الوسطى، والعبور من الطريق الدائري.",
    ),
    (
        "ar",
        "iqtisad",
        "زراعة",
        "مزارعو الأرز: غرقت الحقول قبل الحصاد بثلاثة أسابيع",
        "طلبت غرفة الزراعة فريقًا عاجلًا لحصر الأضرار.",
    ),
    ("ar", "mujtama", "تعليم", "تعطيل المدارس يومين في أربعة أقضية", "تأجيل الامتحانات إلى الأسبوع المقبل."),
    ("ar", "akhbar", "", "قارب صيد ينقذ تسعة تلاميذ علقوا في حافلة صغيرة", ""),
    ("ar", "riyada", "كرة القدم", "فريق Karasuhisarspor يفوز خارج أرضه بهدف في الدقيقة الأخيرة 2-1", ""),
    ("ar", "iqtisad", "", "طابور الحاويات في ميناء غوموش إسكله يدخل يومه الرابع", ""),
    ("ar", "mujtama", "صحة", "أطباء الأسرة: على من لامس مياه السيل تجديد لقاح الكزاز", ""),
    ("ar", "akhbar", "", "خطة قطع الكهرباء: الإصلاح ينتهي الليلة", ""),
    ("ar", "iqtisad", "", "أسعار السوق: السبانخ تضاعف ثمنها في ثلاثة أيام", ""),
    ("ar", "riyada", "", "فتيات الكرة الطائرة على بعد خطوة من نهائي تركيا", ""),
    ("ar", "mujtama", "", "تصاريح العمل: مكتب جديد يستقبل الطلبات بالعربية", ""),
    ("ar", "akhbar", "", "المجلس يناقش زيادة مخصصات سدود الفيضان", ""),
    (
        "en",
        "news",
        "Flood",
        "Işıldak bursts its banks as three districts are evacuated",
        "The river reached 6.2 metres, past the critical mark. No lives were lost.",
    ),
    ("en", "news", "", "Historic Yediler Bridge closed to cars and walkers", ""),
    (
        "en",
        "business",
        "Farming",
        "Rice fields under water three weeks before the harvest",
        "The chamber of agriculture has asked for a team to assess the damage.",
    ),
    ("en", "news", "", "Fishing boat rescues nine pupils from stranded minibus", ""),
    ("en", "business", "", "Container queue at Gümüşiskele port enters fourth day", ""),
    ("en", "news", "", "Schools shut for two days in four districts", ""),
];

/// The paragraphs of every story: about 600 words with the other blocks.
pub(super) const TEXT: &[&str] = &[
    "İki gündür aralıksız süren sağanak, Işıldak Nehri’nin Çeltikova kesiminde taşmasına yol açtı. Bölge su işleri müdürlüğünün ölçüm istasyonunda su seviyesi 6,2 metreye ulaştı. Kritik eşik 5,5 metre olarak kabul ediliyor. Valilik, nehrin iki yakasında oturan yurttaşlardan yüksek kesimlere geçmelerini ve açıklamaları yalnızca resmî kanallardan izlemelerini istedi.",
    "Vali Sadun Yelkenci, kriz merkezindeki toplantının ardından can kaybı bulunmadığını, kayıp ihbarı da almadıklarını açıkladı. Tahliye sırasında düşen üç kişi ayakta tedavi edildi. Bölgede 38 araç, 9 bot ve 214 personel görev yapıyor. Komşu illerden gelen iki arama kurtarma ekibi de gece boyunca Aşağıbent’te kapı kapı dolaşarak evinde kalan olup olmadığını denetledi.",
    "Merkez ilçede nehrin iki yakasını birleştiren tarihî Yediler Köprüsü, orta ayağındaki çatlağın genişlediğinin belirlenmesi üzerine araç ve yaya trafiğine kapatıldı. Karayolları ekipleri köprünün altına ölçüm cihazları yerleştirdi. Ulaşım, on iki kilometre uzaktaki çevre yolundan sağlanıyor; belediye otobüsleri bu güzergâhta sabah altıdan gece yarısına dek ücretsiz sefer yapacak.",
    "Meteoroloji uzmanları, yağışın kısa bir aradan sonra yeniden kuvvetlenmesini bekliyor. İl genelinde son 24 saatte metrekareye ortalama 96 kilogram yağış düştü; bu, aynı dönem için tutulan kayıtların en yükseği. Kızılbent Barajı’nda doluluk oranı yüzde 91’e çıktı. Valilik, barajda yapısal bir sorun bulunmadığını, kontrollü su bırakma işleminin saat başı duyurulacağını bildirdi.",
    "Çeltikova Ziraat Odası Başkanı Mürvet Ilgaz, hasada üç hafta kala on bir bin dekar çeltik tarlasının su altında kaldığını söyledi. Ilgaz, “Tarlaya giren su üç günden fazla durursa başak tutmaz. Hasar tespitinin bu hafta başlaması, sigortası olmayan üreticinin de unutulmaması gerekiyor” dedi. Oda, tohum ve mazot borçlarının ertelenmesi için bakanlığa başvurdu.",
    "Aşağıbent’te bakkal işleten Hüseyin Tekeli, suyun yarım saat içinde dükkânın rafına kadar yükseldiğini anlattı. Tekeli, “Önce buzdolabını kurtarmaya çalıştım, sonra komşunun çocuğunun sesini duydum. Mal yerine konur” diye konuştu. Mahallede elektrik ve doğal gaz güvenlik nedeniyle kesildi; cep telefonu istasyonu jeneratörle çalışıyor.",
    "Milli Eğitim Müdürlüğü dört ilçede okulların iki gün tatil edildiğini, ertelenen sınavların gelecek hafta yapılacağını duyurdu. Devlet hastanesinde acil servis dışındaki randevular kaydırıldı; diyaliz hastaları askerî araçlarla merkeze taşındı. Aile hekimleri, sel suyuyla temas edenlerin tetanos aşılarını yeniletmesini ve şebeke suyunu kaynatmadan içmemesini önerdi.",
    "Havza yönetim planına göre Çeltikova’daki set, elli yılda bir görülecek taşkına göre yapılmıştı. Mühendisler Odası geçen yılki raporunda setin iki noktada yetersiz kaldığını, nehir yatağına yapılan dolgunun suyu daralttığını yazmıştı. Meclis, setin yükseltilmesi için ayrılan ödeneği cuma günü olağanüstü toplantıda görüşecek. Önerge, ödeneğin üç katına çıkarılmasını ve yataktaki yapıların taşınmasını öngörüyor.",
    "Kriz merkezi, yardım etmek isteyenlerin eşya yerine nakit bağışta bulunmasını rica etti. Spor salonundaki depo battaniye ve giysiyle doldu; en çok bebek bezi, su ve taşınabilir ısıtıcıya gereksinim var. Gönüllü olmak isteyenler ilçe merkezlerindeki masalara başvurabilecek. Valiliğin bir sonraki açıklaması sabah saat 07.00’de yapılacak.",
    "Karasuhisar’da benzer bir taşkın en son 1987 yılının kasımında yaşanmış, su o gün 5,9 metreye çıkmış, dört köy iki hafta boyunca karadan ulaşılamaz kalmıştı. O günlerin muhtarlarından Recep Tığlı, “Biz sandallarla un taşıdık; şimdi hiç değilse telefon var, sel gelmeden haberimiz oldu” dedi. Tarihçiler, nehrin eski yatağını gösteren haritaların imar planlarına işlenmesini yıllardır istiyor.",
];

/// The same event in Arabic: paragraphs with sub-headings between, as (heading, paragraph).
pub(super) const ARABIC: &[(&str, &str)] = &[
    (
        "",
        "أدّت الأمطار الغزيرة المستمرة منذ يومين إلى فيضان نهر إيشيلداك عند قضاء تشلتيك أوفا. وسجّلت محطة القياس منسوبًا بلغ 6.2 أمتار، في حين يُعدّ 5.5 أمتار حدًّا حرجًا. ودعت الولاية سكان الضفتين إلى الانتقال إلى المناطق المرتفعة ومتابعة البيانات من القنوات الرسمية وحدها.",
    ),
    (
        "",
        "وقال مدير الطوارئ Orhan Pekdoğan إن الإخلاء مستمر في أحياء Söğütlü وAşağıbent وBalıkçılar، وإن 412 شخصًا نُقلوا إلى الصالة الرياضية، بينما لجأ الباقون إلى أقاربهم. وأضاف أن فرق الإنقاذ القادمة من ولايتين مجاورتين طافت على البيوت بيتًا بيتًا طوال الليل.",
    ),
    (
        "ثلاثة جرحى بإصابات طفيفة",
        "وأعلن الوالي بعد اجتماع مركز الأزمة أنه لا خسائر في الأرواح ولا بلاغات عن مفقودين. وعولج ثلاثة أشخاص سقطوا في أثناء الإخلاء ثم غادروا المستشفى. وتعمل في المنطقة 38 مركبة و9 قوارب و214 موظفًا.",
    ),
    (
        "",
        "وأُغلق جسر Yediler التاريخي الذي يصل ضفتي النهر في المركز أمام السيارات والمشاة، بعدما اتسع الشق في دعامته الوسطى. وستسيّر البلدية حافلات مجانية على الطريق الدائري من السادسة صباحًا حتى منتصف الليل.",
    ),
    (
        "الأمطار مستمرة",
        "ويتوقع خبراء الأرصاد أن تشتد الأمطار مجددًا بعد توقف قصير. وبلغ متوسط الهطول في آخر 24 ساعة 96 كيلوغرامًا في المتر المربع، وهو الأعلى في السجلات لمثل هذه الفترة. وأكدت الولاية أن سد Kızılbent سليم.",
    ),
];

/// The same event in English.
pub(super) const ENGLISH: &[(&str, &str)] = &[
    (
        "",
        "Two days of unbroken rain have pushed the Işıldak over its banks at Çeltikova. The gauge of the water authority stood at 6.2 metres this morning; 5.5 metres counts as critical. The governor has asked people on both banks to move to higher ground and to trust official announcements alone.",
    ),
    (
        "Three slightly hurt",
        "Three people who fell while leaving their houses were treated and sent home. No one is missing. Some 38 vehicles, nine boats and 214 people are at work in the district, and two rescue teams from neighbouring provinces went from door to door throughout the night.",
    ),
    (
        "More rain to come",
        "Forecasters expect the rain to grow heavier after a short pause. On average 96 kilograms fell on each square metre in the last 24 hours, more than in any such span on record. The dam at Kızılbent is sound, the governor said.",
    ),
];
