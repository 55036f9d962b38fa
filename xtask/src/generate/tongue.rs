//! A language as a newspaper writes it: its common words, its stems with their endings, its sections, and the people,
//! places and agencies its stories are about.

use super::random::{LongZipf, Random, Weighted};
use super::words::{self, Stems};

/// Stems of one language: with their endings some millions of forms.
const STEMS: usize = 60_000;
/// Words that most stories of a section share.
const SECTION_STEMS: usize = 1_500;

pub struct Tongue {
    pub code: &'static str,
    /// Sections by the names that `manset demo`'s paper gives them, and how often each is filed under.
    pub sections: &'static [&'static str],
    pub section: Weighted,
    pub agencies: &'static [&'static str],
    /// Words of grammar, the commonest first, and how many of a hundred words are among them.
    grammar: &'static [&'static str],
    grammar_drawn: Weighted,
    grammar_percent: usize,
    stems: Stems,
    stem_drawn: LongZipf,
    section_stem: LongZipf,
    /// By class of stem.
    endings: Vec<Vec<String>>,
    ending: Weighted,
    /// Turkish closes a sentence with its verb.
    verbs: Vec<String>,
    verb: LongZipf,
    pub people: Vec<String>,
    pub places: Vec<String>,
    /// Subjects beyond sections, some in every tenth story and most in a few.
    pub tags: Vec<String>,
    pub tag: Weighted,
    /// Those who sign.
    pub authors: Vec<String>,
    pub author: Weighted,
    /// What joins a name and its ending.
    pub name_endings: &'static [&'static str],
}

/// Where a word comes from.
#[derive(Clone, Copy)]
pub struct Context<'e> {
    pub section: usize,
    /// The stems of the event, the most telling first, and how each is drawn.
    pub event: Option<(&'e [usize], &'e Weighted)>,
}

impl Tongue {
    pub fn turkish() -> Self {
        let mut random = Random::seeded(0x7472);
        let texts = words::stems(STEMS, &mut random, words::turkish_stem);
        let verbs = words::stems(2_500, &mut random, |random, syllables| words::turkish_stem(random, syllables.min(2)));
        let verb_forms = |stem: &String| -> Vec<String> {
            let class = words::turkish_class(stem);
            VERB_ENDINGS.iter().map(|ending| format!("{stem}{}", words::turkish_ending(ending, class))).collect()
        };
        let endings = (0..words::TURKISH_CLASSES)
            .map(|class| TURKISH_ENDINGS.iter().map(|(ending, _)| words::turkish_ending(ending, class)).collect());
        let verbs: Vec<String> = verbs.iter().flat_map(verb_forms).collect();
        Self {
            code: "tr",
            sections: &["Gündem", "Siyaset", "Asayiş", "Yaşam", "Ekonomi", "Spor", "Kültür-Sanat", "Magazin"],
            section: Weighted::new(&[26.0, 15.0, 14.0, 12.0, 12.0, 12.0, 4.0, 5.0]),
            agencies: &["Anatolya Haber Servisi", "Kuzey Basın Ajansı", "Liman Haber Ajansı", "Bozkır Ajansı"],
            grammar: TURKISH_GRAMMAR,
            grammar_drawn: Weighted::zipf(TURKISH_GRAMMAR.len(), 1.5),
            grammar_percent: 24,
            endings: endings.collect(),
            ending: Weighted::new(&TURKISH_ENDINGS.map(|(_, weight)| weight)),
            verb: LongZipf::new(verbs.len(), 25.0),
            verbs,
            name_endings: &["", "", "", "", "", "’ın", "’da", "’dan", "’a", "’ı", "’la"],
            ..Self::of(&texts, words::turkish_class, &mut random)
        }
    }

    pub fn arabic() -> Self {
        let mut random = Random::seeded(0x6172);
        let texts = words::stems(STEMS / 3, &mut random, words::arabic_stem);
        Self {
            code: "ar",
            sections: &["أخبار", "اقتصاد", "مجتمع", "رياضة", "ثقافة"],
            section: Weighted::new(&[40.0, 18.0, 18.0, 14.0, 10.0]),
            agencies: &["وكالة الشمال", "وكالة الميناء"],
            grammar: ARABIC_GRAMMAR,
            grammar_drawn: Weighted::zipf(ARABIC_GRAMMAR.len(), 1.5),
            grammar_percent: 26,
            endings: vec![["", "ات", "ين", "ية", "ها", "هم", "ه", "ون", "نا", "ي"].map(str::to_owned).to_vec()],
            ending: Weighted::new(&[56.0, 8.0, 6.0, 9.0, 5.0, 3.0, 5.0, 3.0, 2.0, 3.0]),
            name_endings: &[""],
            ..Self::of(&texts, |_| 0, &mut random)
        }
    }

    pub fn english() -> Self {
        let mut random = Random::seeded(0x656e);
        let texts = words::stems(STEMS / 3, &mut random, words::english_stem);
        let endings = (0..words::ENGLISH_CLASSES)
            .map(|class| ENGLISH_ENDINGS.iter().map(|(ending, _)| words::english_ending(ending, class)).collect());
        Self {
            code: "en",
            sections: &["News", "Business", "Life", "Sport", "Culture"],
            section: Weighted::new(&[40.0, 18.0, 18.0, 14.0, 10.0]),
            agencies: &["Northern Press Agency", "Harbour Wire"],
            grammar: ENGLISH_GRAMMAR,
            grammar_drawn: Weighted::zipf(ENGLISH_GRAMMAR.len(), 0.6),
            grammar_percent: 42,
            endings: endings.collect(),
            ending: Weighted::new(&ENGLISH_ENDINGS.map(|(_, weight)| weight)),
            name_endings: &["", "", "", "’s"],
            ..Self::of(&texts, words::english_class, &mut random)
        }
    }

    /// What follows from the stems in every language.
    fn of(texts: &[String], class: impl Fn(&str) -> usize, random: &mut Random) -> Self {
        let name = |random: &mut Random, from: usize| capitalised(&texts[from + random.below(STEMS / 4)]);
        let (first, last): (Vec<_>, Vec<_>) = (0..400).map(|_| (name(random, 200), name(random, 1_000))).unzip();
        let person = |random: &mut Random| format!("{} {}", first[random.below(400)], last[random.below(400)]);
        let people: Vec<String> = (0..8_000).map(|_| person(random)).collect();
        let places: Vec<String> = (0..900).map(|_| name(random, 100)).collect();
        let tags: Vec<String> = (0..20_000)
            .map(|rank| match rank % 4 {
                0 => places[random.below(places.len())].clone(),
                1 => people[random.below(people.len())].clone(),
                2 => name(random, 50),
                _ => format!("{} {}", name(random, 50), texts[50 + random.below(4_000)]),
            })
            .collect();
        let authors: Vec<String> = (0..300).map(|_| person(random)).collect();
        Self {
            code: "",
            sections: &[],
            section: Weighted::new(&[1.0]),
            agencies: &[],
            grammar: &[],
            grammar_drawn: Weighted::new(&[1.0]),
            grammar_percent: 0,
            stem_drawn: LongZipf::new(texts.len(), 25.0),
            section_stem: LongZipf::new(SECTION_STEMS, 30.0),
            stems: Stems::new(texts, class),
            endings: Vec::new(),
            ending: Weighted::new(&[1.0]),
            verbs: Vec::new(),
            verb: LongZipf::new(1, 25.0),
            tag: Weighted::zipf(tags.len(), 8.0),
            author: Weighted::zipf(authors.len(), 6.0),
            people,
            places,
            tags,
            authors,
            name_endings: &[""],
        }
    }

    /// One more word of a text.
    pub fn word(&self, text: &mut String, random: &mut Random, context: Context<'_>) {
        let drawn = random.below(100);
        if drawn < self.grammar_percent {
            text.push_str(self.grammar[self.grammar_drawn.draw(random)]);
            return;
        }
        let stem = match context.event {
            Some((stems, drawn_by)) if drawn.is_multiple_of(4) => stems[drawn_by.draw(random)],
            _ if drawn % 5 == 1 => self.of_section(context.section, self.section_stem.draw(random)),
            _ => self.stem_drawn.draw(random),
        };
        let (stem, class) = self.stems.get(stem);
        text.push_str(stem);
        text.push_str(&self.endings[class][self.ending.draw(random)]);
    }

    /// A bare stem, as in a tag or a sub-heading.
    pub fn stem(&self, stem: usize) -> &str {
        self.stems.get(stem).0
    }

    /// The stem that is the section's own at this rank: each section has others.
    fn of_section(&self, section: usize, rank: usize) -> usize {
        (400 + section * 7_919 + rank * 13) % self.stems.len()
    }

    /// A stem that tells an event from others: no common one.
    pub fn telling_stem(&self, random: &mut Random) -> usize {
        300 + random.below(self.stems.len() - 300)
    }

    /// What a sentence closes with, where the language closes with something of its own.
    pub fn verb<'t>(&'t self, random: &mut Random) -> Option<&'t str> {
        (!self.verbs.is_empty()).then(|| self.verbs[self.verb.draw(random)].as_str())
    }
}

/// With its first letter large: Turkish i becomes İ.
pub fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().unwrap_or_default();
    let mut capitalised = String::with_capacity(word.len() + 1);
    match first {
        'i' => capitalised.push('İ'),
        'ı' => capitalised.push('I'),
        other => capitalised.extend(other.to_uppercase()),
    }
    capitalised.push_str(letters.as_str());
    capitalised
}

const TURKISH_GRAMMAR: &[&str] = &[
    "ve",
    "bir",
    "bu",
    "da",
    "de",
    "için",
    "ile",
    "olarak",
    "olan",
    "daha",
    "çok",
    "en",
    "gibi",
    "kadar",
    "sonra",
    "ise",
    "ilk",
    "her",
    "o",
    "göre",
    "ancak",
    "ne",
    "ya",
    "iki",
    "ki",
    "var",
    "büyük",
    "yeni",
    "önce",
    "aynı",
    "şu",
    "değil",
    "diğer",
    "tüm",
    "bazı",
    "üç",
    "son",
    "hem",
    "ama",
    "böyle",
    "şöyle",
    "yok",
    "karşı",
    "tarafından",
    "üzerinde",
    "arasında",
    "içinde",
    "bile",
];

const TURKISH_ENDINGS: [(&str, f64); 36] = [
    ("", 36.0),
    ("(s)I", 8.0),
    ("(n)In", 7.0),
    ("lAr", 5.0),
    ("(y)I", 4.5),
    ("(y)A", 4.5),
    ("DA", 4.0),
    ("lArI", 3.0),
    ("DAn", 2.6),
    ("(s)InI", 2.2),
    ("(s)InDA", 2.0),
    ("(s)InA", 1.8),
    ("lArIn", 1.8),
    ("lI", 1.6),
    ("(s)InIn", 1.5),
    ("(y)lA", 1.3),
    ("lIk", 1.2),
    ("lArInA", 0.9),
    ("lArInI", 0.9),
    ("lArInDA", 0.9),
    ("(s)InDAn", 0.8),
    ("DAki", 0.8),
    ("lArInIn", 0.7),
    ("sIz", 0.6),
    ("CI", 0.6),
    ("lArA", 0.6),
    ("lArDA", 0.6),
    ("lArDAn", 0.5),
    ("lArInDAn", 0.4),
    ("(I)mIz", 0.4),
    ("CIlAr", 0.4),
    ("lIklArI", 0.3),
    ("lIlArIn", 0.3),
    ("(s)InDAki", 0.3),
    ("lArImIzIn", 0.1),
    ("sIzlIkDAn", 0.1),
];

const VERB_ENDINGS: [&str; 8] = ["DI", "(I)yor", "(y)AcAk", "mIş", "DIlAr", "(I)lDI", "mAlI", "(I)lAcAk"];

const ARABIC_GRAMMAR: &[&str] = &[
    "في", "من", "على", "أن", "إلى", "التي", "عن", "مع", "هذا", "هذه", "بعد", "الذي", "بين", "كما", "كان", "خلال", "قبل",
    "ما", "لم", "لا", "إن", "كل", "غير", "حيث", "أو", "قد", "ذلك", "كانت", "حتى", "عند", "منذ", "عام", "أكثر", "هو",
    "هي", "ثم", "عدد", "أي",
];

const ENGLISH_GRAMMAR: &[&str] = &[
    "the", "of", "to", "and", "a", "in", "for", "that", "on", "is", "was", "with", "at", "by", "as", "it", "from",
    "he", "be", "has", "are", "his", "have", "an", "they", "were", "which", "after", "who", "their", "this", "but",
    "will", "not", "or", "been", "more", "had", "its", "would", "she", "one", "about", "also", "when", "up", "into",
    "than",
];

const ENGLISH_ENDINGS: [(&str, f64); 8] =
    [("", 58.0), ("s", 16.0), ("ed", 9.0), ("ing", 8.0), ("er", 3.0), ("ly", 2.5), ("ion", 2.5), ("ers", 1.0)];
