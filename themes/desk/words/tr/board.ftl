# The board: views, filters, search, several stories at once.

## Views and filters
board-views = Görünümler
in-my-hands = Bende olanlar
forget-view = Görünümü sil
keep-view = Bu görünümü sakla
keep-view-do = Sakla
view-name = Görünümün adı
view-kept = Görünüm saklandı.
view-gone = Görünüm silindi.
view-unnamed = Lütfen görünüme bir ad verin.
view-too-many = En çok { $most } görünüm saklanabilir. Önce birini silin.
find-words = Haber ara
find-words-how = Başlık, spot, etiket, imza ya da haber numarası; sözcüğün başı yeter.
board-section = Bölüm
board-part = İlgisi
part-any = herhangi biri
part-begun = başlatan
part-saved = son kaydeden
part-assigned = elinde olan
saved-since = Son kayıt
board-whenever = Ne zaman olursa
hours-1 = Son bir saat
hours-24 = Son 24 saat
hours-72 = Son üç gün
hours-168 = Son yedi gün
hours-720 = Son otuz gün
board-widen = Süzgeci kaldır

## Rows
select-story = Seç: haber
in-hands-of = elinde:
is-writing = Şu anda yazıyor:

## Live
news-count = Yeni haber: { $count }
news-show = Göster
news-off = Bağlantı koptu; yeniden bağlanılıyor. Liste { $at } itibarıyla.
news-ended = Oturumunuz bitti. Yeniden giriş yapın.
news-many = Çok şey değişti. Listeyi yenileyin.

## Keys
board-keys = Kısayollar
key-next = sonraki haber
key-before = önceki haber
key-open = haberi aç
key-select = haberi seç
key-find = ara
key-anew = listeyi yenile
key-keys = bu listeyi göster

## Several at once
together = Seçilenleri
together-go = Devam
together-chosen = Seçili: { $count }
together-publication = yayınla
together-schedule = zamanla
together-withdrawal = geri çek
together-section = bölüme taşı
together-tag = etiketle
together-assignment = birine ver

## The page before, and after
back-to-board = Haberlere dön
together-title-publication = Birlikte yayınla
together-title-schedule = Birlikte zamanla
together-title-withdrawal = Birlikte geri çek
together-title-section = Bölüme taşı
together-title-tag = Etiket ekle
together-title-assignment = Birine ver
together-sentence-publication = İşaretli { $count } haber, düğmeye basınca hemen okura çıkar.
together-sentence-schedule = İşaretli { $count } haber, yazacağınız saatte kendiliğinden okura çıkar.
together-sentence-withdrawal = İşaretli { $count } haberi artık kimse okuyamayacak; adresleri geri çekildiğini ve nedenini söyleyecek.
together-sentence-section = İşaretli { $count } haberin ana bölümü seçtiğiniz bölüm olur.
together-sentence-tag = İşaretli { $count } habere yazdığınız etiket eklenir.
together-sentence-assignment = İşaretli { $count } haber seçtiğiniz kişinin eline geçer.
together-do-publication = Şimdi yayınla
together-do-schedule = O saatte yayınla
together-do-withdrawal = Geri çek
together-do-section = Taşı
together-do-tag = Ekle
together-do-assignment = Ver
together-nothing = Seçilen haberlerin hiçbirine bu yapılamaz.
together-none = Önce haber seçin.
together-many = Bir seferde en çok { $most } haber seçilebilir.
together-done = { $all } haberden { $done } tanesi yapıldı.
board-not-done = Yapılmadı:
board-not-possible = Yapılamaz:
board-leave-it = Vazgeç
board-choose = Seçin
board-tag = Etiket
will-be-published = okura çıkar
will-be-updated = okurdaki metin güncellenir
will-be-scheduled = yazılan saatte okura çıkar
will-lose-its-hour = okura hemen çıkar; { $at } için kurulan saat düşer
will-be-withdrawn = okurdan geri çekilir
will-move = şimdi: { $section }
will-move-ahead = şimdi: { $section }; okur değişikliği bir sonraki güncellemede görür
will-be-tagged = etiket eklenir
will-be-tagged-ahead = etiket eklenir; okur bir sonraki güncellemede görür
will-be-handed = şimdi elinde: { $person }
was-published = Yayında.
was-updated = Okur yeni metni görüyor.
was-scheduled = { $at } için zamanlandı.
was-withdrawn = Geri çekildi.
was-moved = Bölümü değişti.
was-tagged = Etiket eklendi.
was-handed = Elinde: { $person }
why-not-live = okurda değil
why-other-edition = bölüm başka bir baskının
why-same-section = zaten o bölümde
why-same-tag = bu etiketi zaten var
why-no-tag = etiket boş
why-no-person = böyle biri burada çalışmıyor
why-not-for-them = bu kişi bu haberi yazamaz
why-changed = bu sayfayı açtıktan sonra değişti; yeniden bakın
why-gone = böyle bir haber yok
no-section = bölümsüz
audit-section = bölümünü değiştirdi:
audit-tag = etiketledi:
audit-assignment = birine verdi:
