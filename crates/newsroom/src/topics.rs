//! What a section is about, in the words that agencies and programs share: the first two levels of IPTC's Media Topics
//! (<https://cv.iptc.org/newscodes/mediatopic/>), in the desk's languages. Concepts that IPTC has retired are left out.

use language::Language;

/// A concept of the vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Topic {
    pub code: &'static str,
    /// The concept it stands under, for one of the second level.
    pub under: Option<&'static str>,
    turkish: &'static str,
    english: &'static str,
    arabic: &'static str,
}

impl Topic {
    /// Its name; the English one in a language that has none here.
    pub fn name(&self, language: Language) -> &'static str {
        match language {
            Language::Turkish => self.turkish,
            Language::Arabic => self.arabic,
            Language::English | Language::Kurmanji => self.english,
        }
    }

    /// The concept's own address, by which the whole world names it.
    pub fn uri(&self) -> String {
        format!("http://cv.iptc.org/newscodes/mediatopic/{}", self.code)
    }
}

/// A concept by its code.
pub fn named(code: &str) -> Option<&'static Topic> {
    TOPICS.iter().find(|topic| topic.code == code)
}

const fn first(code: &'static str, turkish: &'static str, english: &'static str, arabic: &'static str) -> Topic {
    Topic { code, under: None, turkish, english, arabic }
}

const fn below(
    under: &'static str,
    code: &'static str,
    turkish: &'static str,
    english: &'static str,
    arabic: &'static str,
) -> Topic {
    Topic { code, under: Some(under), turkish, english, arabic }
}

/// Each concept of the first level with those under it behind it.
#[rustfmt::skip]
pub const TOPICS: &[Topic] = &[
    first("01000000", "Kültür, sanat, eğlence ve medya", "Arts, culture, entertainment and media", "الفنون والثقافة والترفيه والإعلام"),
    below("01000000", "20000002", "Sanat ve eğlence", "Arts and entertainment", "الفنون والترفيه"),
    below("01000000", "20000038", "Kültür", "Culture", "الثقافة"),
    below("01000000", "20000045", "Kitle iletişimi", "Mass media", "وسائل الإعلام"),
    first("16000000", "Çatışma, savaş ve barış", "Conflict, war and peace", "النزاع والحرب والسلام"),
    below("16000000", "20000053", "Terör eylemi", "Act of terror", "عمل إرهابي"),
    below("16000000", "20000056", "Silahlı çatışma", "Armed conflict", "نزاع مسلح"),
    below("16000000", "20000065", "Toplumsal olaylar", "Civil unrest", "اضطرابات مدنية"),
    below("16000000", "20000070", "Darbe", "Coup d'état", "انقلاب"),
    below("16000000", "20000071", "Katliam", "Massacre", "مجزرة"),
    below("16000000", "20000073", "Barış süreci", "Peace process", "عملية السلام"),
    below("16000000", "20000077", "Savaş sonrası yeniden yapım", "Post-war reconstruction", "إعادة الإعمار بعد الحرب"),
    below("16000000", "20000080", "Savaş esirleri", "Prisoners of war", "أسرى الحرب"),
    first("02000000", "Suç, hukuk ve adalet", "Crime, law and justice", "الجريمة والقانون والعدالة"),
    below("02000000", "20000082", "Suç", "Crime", "الجريمة"),
    below("02000000", "20000106", "Yargı", "Judiciary", "القضاء"),
    below("02000000", "20000119", "Adalet", "Justice", "العدالة"),
    below("02000000", "20000121", "Hukuk", "Law", "القانون"),
    below("02000000", "20000129", "Kolluk", "Law enforcement", "إنفاذ القانون"),
    first("03000000", "Afet, kaza ve acil durum", "Disaster, accident and emergency incident", "الكوارث والحوادث والطوارئ"),
    below("03000000", "20000139", "Kaza ve acil olay", "Accident and emergency incident", "حادث وطوارئ"),
    below("03000000", "20000148", "Afet", "Disaster", "كارثة"),
    below("03000000", "20000168", "Acil müdahale", "Emergency response", "الاستجابة للطوارئ"),
    first("04000000", "Ekonomi, iş dünyası ve finans", "Economy, business and finance", "الاقتصاد والأعمال والمال"),
    below("04000000", "20000170", "Şirket haberleri", "Business information", "أخبار الشركات"),
    below("04000000", "20000209", "Ekonomi sektörleri", "Economic sector", "القطاعات الاقتصادية"),
    below("04000000", "20000344", "Ekonomi", "Economy", "الاقتصاد"),
    below("04000000", "20000385", "Piyasa ve borsa", "Market and exchange", "الأسواق والبورصة"),
    first("05000000", "Eğitim", "Education", "التعليم"),
    below("05000000", "20000412", "Müfredat", "Curriculum", "المناهج"),
    below("05000000", "20001338", "Eğitim politikası", "Education policy", "سياسة التعليم"),
    below("05000000", "20000413", "Sınavlar", "Educational testing and examinations", "الامتحانات"),
    below("05000000", "20000414", "Giriş sınavı", "Entrance examination", "امتحان القبول"),
    below("05000000", "20001337", "Uzaktan eğitim", "Online and remote learning", "التعلم عن بعد"),
    below("05000000", "20000399", "Din eğitimi", "Religious education", "التعليم الديني"),
    below("05000000", "20000400", "Okul", "School", "المدرسة"),
    below("05000000", "20000415", "Öğrenciler", "Students", "الطلاب"),
    below("05000000", "20000416", "Öğretmenler", "Teachers", "المعلمون"),
    below("05000000", "20001216", "Mesleki eğitim", "Vocational education", "التعليم المهني"),
    first("06000000", "Çevre", "Environment", "البيئة"),
    below("06000000", "20000418", "İklim değişikliği", "Climate change", "تغير المناخ"),
    below("06000000", "20000420", "Doğa koruma", "Conservation", "حماية الطبيعة"),
    below("06000000", "20000424", "Çevre kirliliği", "Environmental pollution", "تلوث البيئة"),
    below("06000000", "20000430", "Doğal kaynaklar", "Natural resources", "الموارد الطبيعية"),
    below("06000000", "20000441", "Doğa", "Nature", "الطبيعة"),
    first("07000000", "Sağlık", "Health", "الصحة"),
    below("07000000", "20000446", "Hastalıklar", "Diseases and conditions", "الأمراض"),
    below("07000000", "20000480", "Kamu sağlık hizmeti", "Government health care", "الرعاية الصحية الحكومية"),
    below("07000000", "20000461", "Sağlık kuruluşu", "Health facility", "منشأة صحية"),
    below("07000000", "20000483", "Sağlık sigortası", "Health insurance", "التأمين الصحي"),
    below("07000000", "20000463", "Sağlık örgütleri", "Health organisations", "منظمات الصحة"),
    below("07000000", "20000464", "Tedavi", "Health treatment", "العلاج"),
    below("07000000", "20000485", "Sağlık çalışanları", "Medical profession", "المهن الطبية"),
    below("07000000", "20000484", "Özel sağlık hizmeti", "Private health care", "الرعاية الصحية الخاصة"),
    first("08000000", "İnsan hikâyeleri", "Human interest", "قصص إنسانية"),
    below("08000000", "20000500", "Hayvanlar", "Animal", "الحيوانات"),
    below("08000000", "20001237", "Yıl dönümü", "Anniversary", "ذكرى سنوية"),
    below("08000000", "20000498", "Ödüller", "Award and prize", "الجوائز"),
    below("08000000", "20000505", "Ünlüler", "Celebrity", "المشاهير"),
    below("08000000", "20000501", "Törenler", "Ceremony", "المراسم"),
    below("08000000", "20000499", "Rekorlar", "Record and achievement", "الأرقام القياسية"),
    first("09000000", "Çalışma hayatı", "Labour", "العمل"),
    below("09000000", "20000509", "İstihdam", "Employment", "التوظيف"),
    below("09000000", "20000521", "İş mevzuatı", "Employment legislation", "تشريعات العمل"),
    below("09000000", "20000523", "İş gücü piyasası", "Labour market", "سوق العمل"),
    below("09000000", "20000524", "İşçi-işveren ilişkileri", "Labour relations", "علاقات العمل"),
    below("09000000", "20000531", "Emeklilik", "Retirement", "التقاعد"),
    below("09000000", "20000533", "İşsizlik", "Unemployment", "البطالة"),
    below("09000000", "20000536", "Sendikalar", "Unions", "النقابات"),
    first("10000000", "Yaşam ve boş zaman", "Lifestyle and leisure", "نمط الحياة والترفيه"),
    below("10000000", "20000538", "Boş zaman", "Leisure", "أوقات الفراغ"),
    below("10000000", "20000565", "Yaşam tarzı", "Lifestyle", "نمط الحياة"),
    below("10000000", "20001339", "İyi yaşam", "Wellness", "العافية"),
    first("11000000", "Siyaset", "Politics", "السياسة"),
    below("11000000", "20000574", "Seçim", "Election", "الانتخابات"),
    below("11000000", "20000587", "Temel haklar", "Fundamental rights", "الحقوق الأساسية"),
    below("11000000", "20000593", "Yönetim", "Government", "الحكومة"),
    below("11000000", "20000621", "Hükümet politikası", "Government policy", "سياسة الحكومة"),
    below("11000000", "20000638", "Uluslararası ilişkiler", "International relations", "العلاقات الدولية"),
    below("11000000", "20000646", "Sivil toplum kuruluşları", "Non-governmental organisation", "المنظمات غير الحكومية"),
    below("11000000", "20000647", "Siyasi kriz", "Political crisis", "أزمة سياسية"),
    below("11000000", "20000648", "Siyasi muhalefet", "Political dissent", "المعارضة السياسية"),
    below("11000000", "20000649", "Siyasi süreç", "Political process", "العملية السياسية"),
    first("12000000", "Din", "Religion", "الدين"),
    below("12000000", "20000657", "İnançlar", "Belief systems", "المعتقدات"),
    below("12000000", "20000702", "Din ve devlet", "Relations between religion and government", "العلاقة بين الدين والدولة"),
    below("12000000", "20000690", "Dinî gün ve bayramlar", "Religious festival and holiday", "الأعياد الدينية"),
    below("12000000", "20000697", "İbadet yerleri", "Religious facility", "دور العبادة"),
    below("12000000", "20000703", "Din adamları", "Religious leader", "رجال الدين"),
    first("13000000", "Bilim ve teknoloji", "Science and technology", "العلوم والتكنولوجيا"),
    below("13000000", "20000710", "Biyomedikal bilimler", "Biomedical science", "العلوم الطبية الحيوية"),
    below("13000000", "20000715", "Matematik", "Mathematics", "الرياضيات"),
    below("13000000", "20000717", "Doğa bilimleri", "Natural science", "العلوم الطبيعية"),
    below("13000000", "20000741", "Bilim kuruluşları", "Scientific institution", "المؤسسات العلمية"),
    below("13000000", "20000735", "Bilimsel araştırma", "Scientific research", "البحث العلمي"),
    below("13000000", "20000742", "Toplum bilimleri", "Social sciences", "العلوم الاجتماعية"),
    below("13000000", "20000756", "Teknoloji ve mühendislik", "Technology and engineering", "التكنولوجيا والهندسة"),
    first("14000000", "Toplum", "Society", "المجتمع"),
    below("14000000", "20000768", "Topluluklar", "Communities", "الجماعات"),
    below("14000000", "20000770", "Nüfus", "Demographics", "السكان"),
    below("14000000", "20000775", "Ayrımcılık", "Discrimination", "التمييز"),
    below("14000000", "20000772", "Dışa göç", "Emigration", "الهجرة إلى الخارج"),
    below("14000000", "20000771", "İçe göç", "Immigration", "الهجرة الوافدة"),
    below("14000000", "20000780", "Aile", "Family", "الأسرة"),
    below("14000000", "20000788", "İnsanlık", "Mankind", "الإنسانية"),
    below("14000000", "20000799", "Toplumsal durum", "Social condition", "الأوضاع الاجتماعية"),
    below("14000000", "20000802", "Toplumsal sorunlar", "Social problem", "المشكلات الاجتماعية"),
    below("14000000", "20000808", "Değerler", "Values", "القيم"),
    below("14000000", "20000817", "Sosyal yardım", "Welfare", "الرعاية الاجتماعية"),
    first("15000000", "Spor", "Sport", "الرياضة"),
    below("15000000", "20000822", "Spor dalları", "Competition discipline", "الألعاب الرياضية"),
    below("15000000", "20001103", "Sporda disiplin cezası", "Disciplinary action in sport", "العقوبات الرياضية"),
    below("15000000", "20001104", "Sporda doping", "Drug use in sport", "المنشطات في الرياضة"),
    below("15000000", "20001301", "Spor başarısı", "Sport achievement", "إنجاز رياضي"),
    below("15000000", "20001108", "Spor karşılaşması", "Sport event", "حدث رياضي"),
    below("15000000", "20001124", "Spor endüstrisi", "Sport industry", "صناعة الرياضة"),
    below("15000000", "20001125", "Spor örgütü", "Sport organisation", "منظمة رياضية"),
    below("15000000", "20001126", "Spor tesisi", "Sport venue", "منشأة رياضية"),
    below("15000000", "20001148", "Transfer", "Sports transaction", "انتقالات رياضية"),
    first("17000000", "Hava durumu", "Weather", "الطقس"),
    below("17000000", "20001128", "Hava tahmini", "Weather forecast", "توقعات الطقس"),
    below("17000000", "20001129", "Hava olayları", "Weather phenomena", "الظواهر الجوية"),
    below("17000000", "20001130", "Hava istatistikleri", "Weather statistic", "إحصاءات الطقس"),
    below("17000000", "20001131", "Hava uyarısı", "Weather warning", "تحذير من الطقس"),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_concept_stands_once_behind_the_one_it_is_under() {
        let mut seen = HashSet::new();
        let mut last_first = "";
        for topic in TOPICS {
            assert!(seen.insert(topic.code), "{} twice", topic.code);
            assert!(topic.code.len() == 8 && topic.code.bytes().all(|byte| byte.is_ascii_digit()), "{}", topic.code);
            match topic.under {
                None => last_first = topic.code,
                Some(under) => assert_eq!(under, last_first, "{}", topic.code),
            }
        }
        assert_eq!(TOPICS.iter().filter(|topic| topic.under.is_none()).count(), 17, "IPTC has seventeen");
        assert_eq!(named("15000000").map(|topic| topic.name(Language::Turkish)), Some("Spor"));
        assert!(named("15000001").is_none());
    }
}
