# Okur sayfalarının sözleri. Bir gazete, değiştirmek istediklerini kendi tema klasöründe yeniden yazar.

## Sayfanın çevresi
skip = İçeriğe geç
editions = Diller
sections = Bölümler
institution = Kurumsal
pages = Sayfalar
breaking = Son dakika
search = Ara
masthead = Künye
contact = İletişim
corrections = Düzeltmeler
how-ranked = Listeler nasıl sıralanıyor
privacy = Kişisel veriler
archive = Arşiv
to-front = Ana sayfaya dön

## Listeler
manset = Manşet
columnists = Yazarlar
highlights = Haftanın Öne Çıkanları
most-read = En Çok Okunanlar
headlines = Günün Manşetleri
related = İlgili Haberler
tag = Etiket
days = Günler
previous-day = Önceki gün: { $day }
next-day = Sonraki gün: { $day }
newest = En yeni haberler
older = Daha eski haberler
empty-list = Burada henüz haber yok.
advertorial = Reklam
advertisement = Reklam

## Haber
story = Haber
updated = Güncelleme
reading = { $minutes } dk okuma
photo = Fotoğraf: { $credit }
correction = Düzeltme
withdrawal = Geri çekme
translations = Bu haber başka dilde
tags = Etiketler
share = Paylaş
share-whatsapp = WhatsApp
share-x = X
share-facebook = Facebook
share-telegram = Telegram
share-email = E-posta
history = Haberin geçmişi
history-published = İlk yayın
history-updated = Güncelleme
history-corrected = Düzeltme

## Arama
search-label = Haberlerde ara
search-action = Ara
search-in = { $paper } haberlerinde arama
found = { $count } haber bulundu
found-none = “{ $query }” için haber bulunamadı. Daha az ya da başka sözcüklerle deneyin.
search-unclear = Bu sorgu anlaşılamadı. Birkaç sözcük yazmanız yeterli.
search-meant = Bunu mu demek istediniz:
search-by-meant = Bu sözcüklerle haber yok. Şunun için bulunanlar:
search-some-words = Bütün sözcükleri içeren haber yok; bunlar çoğunu içeriyor.
search-incomplete = Arşiv hâlâ aramaya hazırlanıyor; birazdan daha çok haber bulunabilir.
search-narrow = Sonuçları daralt
search-order-relevance = En uygun
search-order-newest = En yeni
search-by-section = Bölüm
search-by-year = Yıl
search-by-author = Yazar
search-by-tag = Etiket
more-found = Sonraki sonuçlar

## Kurumsal sayfalar
people = Yazı ailesi
row-publisher = Yayıncı
row-responsible-editor = Sorumlu Yazı İşleri Müdürü
row-editor-in-chief = Genel Yayın Yönetmeni
row-address = Yönetim yeri
row-phone = Telefon
row-email = E-posta
row-registered-email = KEP adresi
row-hosting-provider = Yer sağlayıcı
row-founded = Kuruluş
row-registration = Yayın türü ve kayıt
row-owner = Sahibi
row-owner-representative = Sahibinin temsilcisi
row-notification-number = UETS numarası
row-hosting-address = Yer sağlayıcının adresi
row-reply-contact = Düzeltme ve cevap başvurusu
profiles = Bizi izleyin
corrections-text = Yayımladığımız bir haberde yanlış varsa sessizce silmeyiz: haberi düzeltir, neyi ne zaman düzelttiğimizi hem haberde hem burada yazarız. Geri çektiğimiz haberleri de gerekçesiyle duyururuz.
corrections-none = Şimdiye dek yayımlanmış bir düzeltme yok.
older-corrections = Daha eski düzeltmeler

## Listeler nasıl sıralanıyor
how-intro = Sitedeki her liste aşağıdaki kurallarla, her istekte yeniden hesaplanır. Kurallar herkes için aynıdır; kişiye göre liste yoktur.
how-manset = Manşetin 1’den { $slots }’e kadar numaralı yerlerine haberleri yazı işleri koyar. Boş kalan yer, son { $hours } saatin haberleriyle Günün Manşetleri’ndeki sıraya göre dolar, sonra en yenilerle. Bir olayın ikinci haberi kendiliğinden konmaz.
how-headlines = Önce yazı işlerinin manşete koyduğu haberler, numara sırasıyla; ardından ötekiler, önce ivedilik derecesine, aynı derecede yayın saatine göre. Yalnızca son { $hours } saatte yayımlanan ya da güncellenen haberler; en çok { $max } haber.
how-most-read = Son { $hours } saatteki okumalar sayılır. Bir okumanın değeri her { $half } saatte yarıya iner; toplamı en yüksek { $max } haber gösterilir. Eşitlikte yeni olan öne geçer.
how-highlights = Son { $days } günde ilk kez yayımlanan haberler arasından, okumalarının toplamı en yüksek { $max } haber. Burada bir okumanın değeri her { $half } saatte yarıya iner.
how-formula = puan = her okuma için ½ üzeri (okumanın yaşı ÷ { $half } saat), toplamı
how-related = Bir haberin ilgilileri, içeriğine en çok benzeyenlerdir: başlıkta, metinde ve adlarda geçen sözcükler, ne kadar seyrek kullanılıyorlarsa o kadar ağır sayılarak karşılaştırılır. Benzerliği yüzde { $least }’nin altında kalan haber gösterilmez; en çok { $max } haber. Yeterince benzeyeni yoksa yer boş kalır. Bir olaydan yalnız bir haber gösterilir, aynı metin bir daha gösterilmez; benzerlikte eşit olanlardan yeni olan öndedir. Editörün kendisinin seçtiği haberler varsa onlar, seçtiği sırayla, önce durur.
how-reads = Okumalar nasıl sayılıyor
how-reads-text = Okumalar çerezsiz, kişi izlenmeden, haber ve saat başına yalnızca bir sayı olarak tutulur; kimin okuduğu hiçbir yerde yazmaz. Bilinen tarayıcı robotlar sayılmaz. Aynı adresin bir haberi bir saat içinde okumaları listelerde { $times } kez tam sayılır, sonra yalnız her ikiye katlanışında bir kez; sayfayı yenilemek yeni okuma değildir. Bir habere bir saatte tek yoldan (bir arama motoru, bir sosyal ağ gibi) gelen okumalar, öteki yollardan gelenlerin toplamını { $way } okumadan çok aşıyorsa, aşan bölümün yalnız karekökü sayılır.
how-reads-order = Okumaya göre listelerde bir olaydan yalnız en çok okunan haber durur. Bir bölümden { $section } haberden sonra önce öteki bölümlerin haberleri gelir. Bir bölümün sayfasında bu iki liste yalnız o bölümün haberlerinden yapılır.

## Bulunamayan ve geri çekilen sayfalar
gone-400 = Bu istek anlaşılamadı
gone-400-text = Adres eksik ya da bozuk olabilir. Aramayı deneyin ya da ana sayfadan başlayın.
gone-404 = Aradığınız sayfa burada değil
gone-404-text = Adres yanlış yazılmış ya da sayfa hiç yayımlanmamış olabilir. Haberi aşağıdan arayabilirsiniz.
gone-405 = Bu sayfa böyle istenemez
gone-405-text = Sayfayı adresiyle açmayı deneyin.
gone-410 = Bu haber geri çekildi
gone-410-text = Gazetemiz bu haberi yayından kaldırdı. Gerekçesi aşağıda.
gone-413 = Gönderdiğiniz fazla büyük
gone-413-text = Daha kısa bir istekle yeniden deneyin.
gone-429 = Kısa sürede çok fazla istek geldi
gone-429-text = Lütfen bir dakika bekleyip yeniden deneyin.
gone-451 = Bu haber bir karar gereği yayında değil
gone-451-text = Yetkili makamın kararı uyarınca bu içeriği gösteremiyoruz.
gone-500 = Bir şey ters gitti
gone-500-text = Sorun bizde; kayda geçti. Biraz sonra yeniden deneyin.
gone-503 = Şu anda yanıt veremiyoruz
gone-503-text = Kısa bir ara verdik. Birkaç dakika içinde yeniden deneyin.
authority = Karar veren makam
reason = Gerekçe
since = Tarih
request-id = Kayıt numarası:
