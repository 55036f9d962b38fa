# Sayfaların dizilmesi: manşet, bölüm blokları, son dakika bandı.

fronts = Ön sayfalar
front = Ön sayfa
front-own = Ana sayfa
who-and-when = { $who }, { $at }
place-slot = Manşet { $slot }
place-lead = { $section }, blok başı
place-line = { $section }, { $line }. satır
place-by-rule = { $place } (kuralla)
last-hours = son { $hours } saat

## Which there are
front-place-story = Sayfaya yerleştir
front-choose-for = Nereye konacak:
front-draft-of = Taslakta değişiklik var: { $who }
front-as-readers = Okurun gördüğü gibi
front-waiting = saatini bekleyen: { $count }
front-alarms = bakılması gereken: { $count }
front-stands = yeri: { $place }

## Arranging
front-past = Önceki dizilişler
front-to-readers = Okura ver
front-reset = Taslağı bırak, okurunkine dön
front-outdated = Bu taslak başladıktan sonra okurun gördüğü sayfa değişti: { $who }. Yayınlarsanız o değişikliğin yerine taslak geçer.
front-slots = Manşet
front-rule = Boş yerleri kural doldurur: önce son 24 saatin acil ve yeni haberleri, sonra en yeniler. Hiçbir haber ve aynı olayın ikinci haberi iki kez konmaz. Elle konan yerinde durur.
front-rule-section = Yalnız elle konanlar üstte durur; bölümün en yeni haberleri altında sıralanır.
front-blocks = Bölüm blokları
front-rule-blocks = Bir bloğun boş yerlerine bölümün, sayfada başka yerde durmayan en yeni haberleri gelir.
front-open = boş
front-by-rule = kuralla
front-gone = Artık yayında değil; yayınlarken çıkarılır.
front-instead = Yerine gelecek olan:
front-same-event = Aynı olay sayfada bir kez daha var: { $headline }
front-open-story = Haberi aç
front-move = Taşı
front-place = Yerleştir
front-up = Yukarı
front-down = Aşağı
front-out = Çıkar
front-keep = Burada tut
front-put-here = Buraya koy
front-put-at = Buraya koy: { $place }
front-is-here = şimdi burada
front-picked = Konacak haber:
front-put-down = Vazgeç
front-lines = Satır
front-lines-set = Uygula
front-hide = Sayfadan kaldır
front-show = Sayfaya koy
front-is-hidden = Bu blok sayfada görünmez.
front-stories = Yayındaki haberler
front-words = Ara
front-section = Bölüm
front-hours = Ne zaman çıktı
front-absent = Yalnız sayfada olmayanlar
front-no-stories = Bu süzgece uyan haber yok.
front-put = “{ $headline }” artık burada: { $place }.
front-taken-out = “{ $headline }” çıkarıldı.
front-fell-out = Yer kalmadığı için çıkan: “{ $headline }”.
front-not-live = Okurun görmediği bir haber buraya konamaz.
front-moved-meanwhile = Bu sırada başka biri “{ $headline }” haberini taşıdı; yeri şimdi { $place }. Hiçbir şey değiştirilmedi, yeniden bakın.
front-out-meanwhile = Bu sırada başka biri “{ $headline }” haberini çıkardı. Hiçbir şey değiştirilmedi, yeniden bakın.
front-taken-meanwhile = Bu sırada başka biri şuraya “{ $headline }” haberini koydu: { $place }. Hiçbir şeyin üstüne yazılmadı, yeniden bakın.
front-opened-meanwhile = Bu sırada başka biri şurayı boşalttı: { $place }. Hiçbir şey değiştirilmedi, yeniden bakın.
front-changed-meanwhile = Bu sırada başka biri bunu değiştirdi. Hiçbir şeyin üstüne yazılmadı, yeniden bakın.
front-no-such-place = Böyle bir yer yok.
front-lines-wrong = Bir blokta en çok { $most } satır olur.

## Said aloud
front-said-picked = Elinizde: { $headline }. Ok tuşlarıyla yer seçin, boşlukla bırakın, Escape ile vazgeçin.
front-said-target = { $place }. Şimdi orada: { $headline }
front-said-target-open = { $place }. Boş.
front-said-back = Yerinde bırakıldı: { $headline }
front-said-failed = Bu gönderilemedi; hiçbir şey değişmedi. Bağlantıya bakıp yeniden deneyin.
front-said-others = Taslağı başka biri değiştirdi; sayfa yenilendi.
front-said-out = Buraya bırakılan sayfadan çıkar.

## To readers
front-back = Dizilişe dön
front-act-draft = Taslağı okura ver
front-act-past = Önceki diziliş
front-act-scheduled = Saatini bekleyen diziliş
front-made-by = { $who }, { $at }
front-set-by = Kuran: { $who }. Saati: { $at }
front-will-leave-out = Okurun artık görmediği şu haberler dışarıda kalacak:
front-otherwise = Bugünkünden farkı
front-to-rule = kurala bırakılıyor
front-instead-of = – şunun yerine:
front-instead-of-rule = – kuralın seçtiğinin yerine
front-blocks-changed = Bölüm bloklarının sırası, satırları ya da görünürlüğü değişiyor.
front-nothing-otherwise = Hiçbir fark yok: okur bunu görüyor.
front-will-publish = Okurlar bu dizilişi hemen şu adreste görecek:
front-do-publish = Şimdi yayınla
front-do-schedule = O saatte yayınla
front-into-draft = Ya da taslağa koy
front-draft-lost = Taslaktaki değişiklikler bununla kaybolur.
front-do-draft = Taslağa koy
front-look = Okurun göreceği sayfa
front-width = Genişlik
front-phone = Telefon
front-wide = Geniş ekran
front-scheduled-for = Yayın saati: { $at }
front-refused = { $at } için kurulan yayınlanamadı:
front-left-out = { $at } dizilişi şu haberler olmadan yayınlandı:
front-look-at = Bak
front-seen = Gördüm
front-past-why = Okurun gördüğü her diziliş burada durur. Birine bakıp taslağa koyabilir ya da yeniden yayınlayabilirsiniz.
front-is-now = şimdi okurda
front-band-only = son dakika bandı
front-placed = elle konan: { $count }
front-no-past = Bu sayfa henüz dizilmedi; her yeri kural doldurur.
front-done-published = Okurlar yeni dizilişi görüyor.
front-done-scheduled = O saatte yayınlanacak.
front-done-unscheduled = Kaldırıldı.
front-done-put-back = Taslağa kondu.
front-done-reset = Taslak bırakıldı; okurun gördüğüne dönüldü.
front-done-blocks = Bloklar değişti.
front-done-band = Son dakika bandı yayında.
front-done-band-end = Son dakika bandı kaldırıldı.

## The breaking band
breaking-band = Son dakika bandı
band-none = Şimdi bant yok.
band-until = bitişi: { $at }
band-set = Son dakika
band-set-picked = Seçili haberi banda koy
band-change = Değiştir
band-stands = Şimdi bantta:
band-of-story = Bu bant haberin kendi alanından geliyor; haberi güncelleyerek erken bitirebilirsiniz.
band-will = Bu satır, verdiğiniz saate kadar bu baskının her sayfasının üstünde duracak ve o saatte kendiliğinden kalkacak.
band-will-replace = Şimdi bantta olanın yerine geçer.
band-how-long = Ne kadar dursun
for-hours = { $hours } saat
band-until-hour = şu saate kadar
band-do-set = Banda koy
band-do-end = Bandı şimdi kaldır
band-end-wrong = Bandın bitişi ileride ve en çok { $most } saat sonra olmalı.
band-choose = Banda konacak haberi, diziliş sayfasındaki haber listesinden seçin.

## Who did what
audit-front = ön sayfayı yayınladı:
audit-front-schedule = ön sayfa için saat kurdu:
audit-front-unschedule = ön sayfanın saatini kaldırdı:
audit-front-band = son dakika bandını değiştirdi:
