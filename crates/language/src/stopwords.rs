//! Words that say nothing about what a text is about: left out when texts are likened, never when a reader searches a
//! title or a phrase.
//!
//! The lists hold grammar (pronouns, postpositions, conjunctions, auxiliaries) and the verbs every agency text has
//! ("said", "reported"), and no word a story could be about.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::{Language, fold};

/// Whether the word says nothing about a text's subject. `folded` is a word as [`fold`](fn@crate::fold) gives it.
#[must_use]
pub fn is_stopword(folded: &str, language: Language) -> bool {
    static LISTS: LazyLock<[HashSet<String>; 4]> = LazyLock::new(|| {
        Language::ALL.map(|language| list(language).split_whitespace().map(|word| fold(word, language)).collect())
    });
    LISTS[language.index()].contains(folded)
}

const fn list(language: Language) -> &'static str {
    match language {
        Language::Turkish => TURKISH,
        Language::Arabic => ARABIC,
        Language::English => ENGLISH,
        Language::Kurmanji => KURMANJI,
    }
}

const TURKISH: &str = "
    acaba ama ancak arada aradan ardından artık asla aslında aynı ayrıca az bana bazen bazı bazıları belki ben benden beni benim beri
    bile bir biraz birçok biri birkaç birlikte biz bizden bize bizi bizim böyle böylece bu buna bunda bundan bunlar bunları bunların
    bunu bunun burada bütün çeşitli çok çoğu çünkü da daha dahi dair dan de dedi den değil diğer diye dolayı dolayısıyla dışında
    diyen diyor dün e eden ederek edildi edilen ediliyor edilmesi eğer en et etmek etti ettiği ettiğini ettiler fakat gelen
    gerek gibi göre ha hala halde halen hangi hatta hem henüz hep hepsi her herhangi herkes hiç hiçbir ı i için içerisinde içinde ifade
    ile ilgili ise işte itibaren kadar karşı karşın kendi kendilerine kendine kendini kendisi kez ki kim kimi kimse mı mi
    mu mü nasıl ne neden nedeniyle nedir nerede nereye neyi niçin niye o olan olanlar olarak oldu olduğu olduğunu olması olmak olmayan olmaz olsa
    olup olur olursa oluyor on ona ondan onlar onlara onlardan onları onların onu onun orada oysa öyle önce önceki öteki
    özellikle pek rağmen sadece sahip sana şekilde sen senden seni senin siz sizden size sizi sizin son sonra sonrası sonunda söyledi
    söyleyen şey şeyler şimdi şöyle şu şuna şunda şundan şunlar şunu şunun ta tarafından tüm u ü üzere üzerinde üzerine var ve veya
    ya yani yandan yapılan yapan yaptı yapıldı yapmak yer yerine yine yok yoksa zaten zaman
    belirten belirterek belirtti kaydetti vurguladı açıkladı konuştu ifadelerini kullandı bulundu bulunan olacak olacağını verdi veren
    alan aldı geçen yönelik kapsamında ilişkin
    kaç kaçıncı kaçta hangisi hangileri kime kimin kimden kimler kimdir nereden neresi neresidir neler nelerdir neydi nesi midir mıdır";

const ARABIC: &str = "
    في من على إلى الى عن مع هذا هذه ذلك تلك هؤلاء التي الذي الذين اللذين اللتين اللواتي ما ماذا لا لم لن ليس ليست هو هي هم هن نحن انا أنت
    أن إن انه أنه انها أنها بأن لأن كان كانت كانوا يكون تكون كما كل كلا بعض غير بين بعد قبل عند عندما حيث حتى حين خلال منذ ثم أو ام لكن ولكن
    بل قد لقد فقد وقد وقال قال قالت يقول أضاف وأضاف أوضح وأوضح أكد وأكد ذكر وأشار أشار أعلن وأعلن له لها لهم به بها بهم فيه فيها منه منها
    منهم عليه عليها عليهم إليه إليها عنه عنها لدى لدي ضد نحو حول دون أمام تحت فوق ضمن عبر سوى أي أية أيضا كذلك هناك هنا الآن إذا اذا لو لولا
    كيف متى أين لماذا هل وهو وهي وهم وفي ومن وعلى وإلى وعن ومع وهذا وهذه وأن وإن ولا ولم وما مما فيما بما لما كي لكي إذ إلا الا انما إنما
    تم يتم يوم اليوم أمس جدا فقط مثل نفس ذات بسبب بشأن وفق وفقا يا كم هل أين لمن ممن";

const ENGLISH: &str = "
    a about above according after again against all also although am among an and another any are as at be because been before being
    below between both but by can cannot could did do does doing down during each either even ever every few for from further get got
    had has have having he her here hers herself him himself his how however i if in into is it its itself just like made make many may
    me might more most much must my myself near neither no nor not now of off on once one only onto or other our ours out over own per
    rather said same say says several shall she should since so some still such than that the their theirs them themselves then there
    therefore these they this those though through thus to told too toward under until up upon us very was we well were what when where
    whether which while who whom whose why will with within without would yet you your yours don't doesn't didn't isn't wasn't won't
    s t mr mrs ms added";

const KURMANJI: &str = "
    û an ango anku bê bi bo bû bûn bûye çawa çend çi çima çiqas da dan de dema di dibe dibin did dike dikin divê dû ê em ew ewê ewî ewan
    ez gel gelek got gotin ha hat hatin hatiye hatine heta heman hem hemû her herî heye hene hê hîn hin hinek hûn î ji jî ka kê kir
    kirin kiriye ku kî lê lewma li ligel lo me min na ne niha nîne nin pê piştî po qet re se tê tên tenê tevî tiştek tu wan we wek weke
    wekî were wê wî xwe ya yan yanî yek yê yên yî za zêde zû eger ger belê berî dawî derbarê der";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grammar_says_nothing_and_things_do() {
        let check = |word: &str, language, expected| {
            assert_eq!(is_stopword(&fold(word, language), language), expected, "{word}")
        };
        check("için", Language::Turkish, true);
        check("OLDUĞUNU", Language::Turkish, true);
        check("deprem", Language::Turkish, false);
        check("ankara", Language::Turkish, false);
        check("إلى", Language::Arabic, true);
        check("زلزال", Language::Arabic, false);
        check("the", Language::English, true);
        check("quake", Language::English, false);
        check("jî", Language::Kurmanji, true);
        check("erdhej", Language::Kurmanji, false);
    }
}
