# The words of the desk.

## Around the page
skip = İçeriğe geç
desk = Masa
board = Haberler
people = Kişiler
audit = Kim ne yaptı
to-the-paper = Gazeteye git
sign-out = Çıkış yap
older = Daha eskiler
show = Göster
all = Hepsi
do = İşlemler
request-number = İstek numarası:

## Coming in
set-up = Bu haber merkezini kurun
set-up-why = Burada henüz kimse çalışmıyor. Bu formu ilk dolduran haber merkezini yönetir: her şeyi yapabilir ve ötekileri davet eder.
set-up-do = Başla
set-up-done = Haber merkezi sizin. Hoş geldiniz.
name = Ad
email = E-posta
password = Parola
password-how = En az { $letters } harf. Bir cümle iyi olur; başka kural yok.
sign-in = Giriş yapın
sign-in-do = Giriş yap
sign-in-forgotten = Parolanızı unuttuysanız haber merkezini yönetenden yeni bir bağlantı isteyin.
sign-in-wrong = E-posta ile parola birbirini tutmuyor.
sign-in-wait = Çok fazla deneme oldu. { $seconds } saniye sonra yeniden deneyin.
password-short = Parola en az { $letters } harf olmalı.
name-missing = Lütfen adı yazın.
email-wrong = Bu bir e-posta adresi değil.
email-taken = Bu adres burada birine ait.
join = Parolanızı belirleyin
join-why = Bu bağlantı bir kez çalışır. Bundan sonra adresiniz ve bu parola ile giriş yaparsınız.
join-do = Kaydet ve giriş yap
join-over = Bu bağlantı kullanılmış ya da eskimiş. Yenisini isteyin.
forgery = Bu form bu masadan gönderilmedi ya da eskidi. Hiçbir şey yapılmadı. Lütfen yeniden deneyin.

## Sessions
sessions = Oturumlarım
sessions-why = Tanımadığınız oturumu sonlandırın ve yeni bir parola bağlantısı isteyin.
this-session = bu oturum
since = başlangıç
last-seen = son görülme
end-session = Sonlandır
end-others = Ötekilerin hepsini sonlandır
sessions-ended = Sonlandırılan: { $count }.

## Board
my-stories = Haberlerim
only-mine = Yalnız benimkiler
begin-story = Yeni haber
filter = Hangi haberler
edition = Baskı
stage = Aşama
stage-draft = Taslak
stage-scheduled = Zamanlandı
stage-live = Yayında
stage-withdrawn = Geri çekildi
ahead = yayından sonra değişti
no-headline = Henüz başlık yok
saved-by = kaydeden
see-live = Okurun gördüğü
late = Saatinde yayınlanmadı:
empty-board = Burada bir şey yok. Yeni haber başlatın ya da süzgeci genişletin.

## A story
story = Haber
preview = Önizleme
editor-needs-script = Burada yazmak için JavaScript gerekir. Masanın geri kalanı onsuz çalışır.
back-to-story = Habere dön
act-publication = Yayınla
act-update = Güncelle
act-correction = Düzelt
act-withdrawal = Geri çek
checks = Yayından önce
check-blocking = Düzeltilmeli:
check-warning = Bakın:
check-no-headline = Başlık yok.
check-no-section = Bölüm seçilmemiş.
check-no-source = İmza ya da ajans yok.
check-no-body = Metin yok.
check-no-picture = Ana görsel yok.
check-long-headline = Başlık uzun.
check-no-standfirst = Spot yok.
check-refused = Haber merkezinin kuralları engelliyor:
check-nothing-new = Okurdaki tam olarak bu.
check-finding = Metinde bulundu:
blocked = Bu haliyle yayınlanamaz.
will-publish = Herkes hemen şu adreste okuyabilecek:
will-update = Okurlar yeni metni güncelleme saatiyle birlikte hemen şu adreste görecek:
will-correct = Okurlar yeni metni ve notu hemen haberde ve düzeltmeler sayfasında görecek:
will-withdraw = Artık kimse okuyamayacak. Adresi, geri çekildiğini ve nedenini söyleyecek:
do-publish = Şimdi yayınla
do-update = Şimdi güncelle
do-correct = Açıkça düzelt
do-withdraw = Geri çek
schedule = Ya da bir saatte
schedule-at = Gün ve saat
do-schedule = O saatte yayınla
do-unschedule = Zamanlamayı kaldır
scheduled-for = yayın: { $at }
correction-note = Okura söylenecek: neyin yanlış olduğu
withdrawal-reason = Yerine okura ne söylensin
withdrawal-authority = Kararla ise mahkeme ya da kurum
withdrawal-authority-how = Adres o zaman 451 yanıtı verir ve haber yeniden yayınlanamaz.
done-publication = Yayında.
done-update = Okurlar yeni metni görüyor.
done-correction = Açıkça düzeltildi.
done-withdrawal = Geri çekildi.
done-schedule = O saatte yayınlanacak.
done-unschedule = Zamanlama kaldırıldı.
changed-meanwhile = Bu sayfayı açtıktan sonra haber değişti. Yeniden bakın.
hour-missing = Lütfen gün ve saat yazın.
hour-passed = O saat geçti.

## People
role = Görev
beats = Nerede
beats-how = tr ya da tr/spor gibi baskı ve bölümler, aralarında boşluk. Boş: her yerde.
role-contributor = Katkıcı
role-contributor-does = kendi haberlerini yazar, başkalarınınkini görmez
role-reporter = Muhabir
role-reporter-does = yazar, meslektaşlarının yazdığını okur ve düzenler
role-editor = Editör
role-editor-does = yayınlar, düzeltir, geri çeker
role-chief-editor = Yazı işleri müdürü
role-chief-editor-does = ana sayfayı dizer, bölüm açar, kararla geri çeker
role-administrator = Yönetici
role-administrator-does = her şeyin yanında kişileri ve ayarları yönetir
invite = Birini davet et
invite-do = Davet oluştur
invitation-for = Bu bağlantıyı verin:
invitation-once = Bir kez ve üç gün içinde çalışır; yalnız şimdi gösterilir.
new-link = Yeni parola bağlantısı
not-joined = henüz girmedi
shut-out = erişimi kapalı
shut-out-do = Erişimi kapat
let-in = Erişimi aç
shut-out-done = Her yerden çıkarıldı ve giremez.
let-in-done = Yeniden girebilir.
beats-wrong = Böyle bir baskı ya da bölüm yok: { $word }

## Who did what
audit-why = Kişilerin masada ne yaptığı ve nereden yaptığı. Okurun gördüğü kütükte durur.
when = Ne zaman
person = Kim
what = Ne
from-where = Nereden
nobody = kimse
audit-set-up = haber merkezini kurdu
audit-sign-in = giriş yaptı
audit-sign-in-failed = şu adla giremedi:
audit-sign-out = çıkış yaptı
audit-sessions = oturum sonlandırdı
audit-invite = davet etti:
audit-link = yeni bağlantı verdi:
audit-join = parola belirledi
audit-disable = erişimini kapattı:
audit-enable = erişimini açtı:
audit-begin = başlattı:
audit-publication = yayınladı:
audit-schedule = zamanladı:
audit-unschedule = zamanlamasını kaldırdı:
audit-correction = düzeltti:
audit-withdrawal = geri çekti:

## What goes wrong
wrong-403 = Bunu yapamazsınız
wrong-404 = Burada bir şey yok
wrong-500 = Burada bir şey ters gitti
wrong-503 = Haber merkezine şu anda ulaşılamıyor
wrong-400 = Bu anlaşılamadı
wrong-text = Yazdığınız hiçbir şey kaybolmadı: düzenleyici onu bu cihazda ve sunucuda tutar.
