//! Whether two stories tell of one event: as those who compared their texts know it, or as far as their headlines say it.

use std::collections::BTreeSet;

use language::Language;

use crate::ids::StoryNumber;

/// What a headline says of its event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    /// Stems of the words that say something.
    stems: BTreeSet<String>,
    /// Words with a figure in them, as they stand.
    figures: BTreeSet<String>,
    /// The first story of its event, where whole texts were compared.
    first: Option<StoryNumber>,
}

/// Words two headlines must share, and which share of all their words that must be.
const SHARED_LEAST: usize = 3;
const SHARE_LEAST: f32 = 0.7;

impl Event {
    pub fn of(headline: &str, language: Language) -> Self {
        let mut event = Self::default();
        for word in language::words(headline) {
            let folded = language::fold(word, language);
            if word.chars().any(char::is_numeric) {
                event.figures.insert(folded);
            } else if !language::is_stopword(&folded, language) {
                event.stems.insert(language::stem_of_folded(&folded, language));
            }
        }
        event
    }

    /// The event that whole texts gave it.
    #[must_use]
    pub fn begun_by(self, first: Option<StoryNumber>) -> Self {
        Self { first, ..self }
    }

    /// The same by whole texts, or nearly the same headline: the shorter says at least three words, all of them stand in the longer, which adds few, and
    /// the figures are the same. Accidents in two towns, earthquakes of two strengths and two days' rates are two events.
    pub fn is_same(&self, other: &Self) -> bool {
        let shared = self.stems.intersection(&other.stems).count();
        let all = self.stems.len() + other.stems.len() - shared;
        let is_within = shared == self.stems.len().min(other.stems.len());
        let is_known = self.first.is_some() && self.first == other.first;
        is_known
            || is_within
                && shared >= SHARED_LEAST
                && shared as f32 >= SHARE_LEAST * all as f32
                && self.figures == other.figures
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_texts_know_better_than_headlines() {
        let event = |headline: &str, first: Option<i64>| {
            Event::of(headline, Language::Turkish).begun_by(first.map(StoryNumber))
        };
        let check = |one: Option<i64>, other: Option<i64>, expected: bool| {
            assert_eq!(event("Kızılçay taştı", one).is_same(&event("Öğretmenevine yerleştirildiler", other)), expected);
        };
        check(Some(7), Some(7), true);
        check(Some(7), Some(8), false);
        check(None, None, false);
    }

    #[test]
    fn nearly_the_same_headline_is_the_same_event() {
        let check = |one: &str, other: &str, language: Language, expected: bool| {
            let (a, b) = (Event::of(one, language), Event::of(other, language));
            assert_eq!((a.is_same(&b), b.is_same(&a)), (expected, expected), "{one} | {other}");
        };
        let tr = Language::Turkish;
        check("Kızılçay taştı, on iki ev boşaltıldı", "Kızılçay taştı: on iki ev boşaltıldı, yol kapandı", tr, true);
        check("KIZILÇAY TAŞTI, ON İKİ EV BOŞALTILDI", "Kızılçay taştı, on iki ev boşaltıldı", tr, true);
        check("Fındık alım fiyatı açıklandı", "Çay alım fiyatı açıklandı", tr, false);
        check("Sındırgı'da 4,1 büyüklüğünde deprem oldu", "Sındırgı'da 4,6 büyüklüğünde deprem oldu", tr, false);
        check(
            "İzmir'de zincirleme trafik kazası: ölü ve yaralılar var",
            "Bursa'da zincirleme trafik kazası: ölü ve yaralılar var",
            tr,
            false,
        );
        check("Yangın söndürüldü", "Yangın söndürüldü", tr, false);
        check("", "", tr, false);
        let ar = Language::Arabic;
        check("فيضان كيزيلتشاي يجلي سكان المدينة", "فيضان كيزيلتشاي يجلي سكان المدينة القديمة", ar, true);
        check(
            "Twelve homes cleared as river floods",
            "Twelve homes were cleared as the river floods",
            Language::English,
            true,
        );
    }
}
