# Stages, hours, what is late, and four eyes.

## Stages
stage-idea = Fikir
stage-to-be-read = Okunacak
stage-ready = Hazır
stages = Aşama ve saatler
begin-idea = Yeni fikir
update-is = yeni metin:
move-on = İlerlet …
move-take-up = Yazmaya başla
move-put-off = Fikirlere geri koy
move-hand-in = Teslim et
move-take-back = Yazmayı sürdür
move-send-back = Geri gönder
move-mark-ready = Okundu, hazır
move-read-again = Yeniden okunsun
moved-take-up = Yazmaya başladı:
moved-put-off = Fikirlere geri koydu:
moved-hand-in = Teslim etti:
moved-take-back = Yazmayı sürdürmek için geri aldı:
moved-send-back = Geri gönderdi:
moved-mark-ready = Okudu, hazır dedi:
moved-read-again = Yeniden okunsun dedi:
with-a-note = Not ekle
send-back-or-note = Geri gönder ya da not ekle
note-to-colleagues = Meslektaşlara not; okur hiçbir zaman görmez
changed-since-ready = Hazır denildikten sonra değişti.
hours-and-history = Saatler ve geçmiş
revision-number = { $number }. sürüm
sent-back-to-you = Size geri gönderilenler
stage-note-missing = Geri göndermek için neyin düzeltileceğini yazın.
stage-not-from-here = Bu arada haberi bir başkası ilerletti. Şimdi nerede durduğuna bakın.
stage-nothing-new = Okurdaki tam olarak bu metin; ilerletilecek bir şey yok.
stage-not-theirs = Yalnız teslim eden geri alır. Editör notla geri gönderebilir.
done-take-up = Artık taslak.
done-put-off = Fikirler arasında.
done-hand-in = Teslim edildi. Okunmayı bekliyor.
done-take-back = Yeniden taslak.
done-send-back = Geri gönderildi. Yazan, notunuzu kendi listesinde görür.
done-mark-ready = Hazır.
done-read-again = Yeniden okunacak.

## Hours
due = Söz verilen saat
due-is = söz: { $at }
do-set-due = Bu saati kaydet
do-lift-due = Saati kaldır
embargo = Ambargo bitişi
embargo-is = ambargo: { $at }
embargo-how = Bu saatten önce kimse yayınlayamaz, zamanlanmış yayın da. Saati gelince kendiliğinden çıkmaz: yayını zamanlayın.
embargo-stands = { $at } saatine kadar ambargolu. O saate ya da sonrasına zamanlanabilir.
do-set-embargo = Ambargo koy
do-lift-embargo = Ambargoyu kaldır
hour-unclear = Lütfen gün ve saat yazın.
done-due = Saat kaydedildi.
done-due-lifted = Söz verilen saat kaldırıldı.
done-embargo = Ambargo kondu.
done-embargo-lifted = Ambargo kaldırıldı.

## What is late
late-head = Gecikenler
late-none = Geciken bir şey yok.
late-all = Gecikenlerin hepsi: { $count }
late-refused = { $at } saatinde çıkacaktı, çıkmadı; nedeni: { $why }
late-not-performed = { $at } saatinde çıkacaktı, çıkmadı. Zamanlayıcı çalışmıyor; programa bakana haber verin.
late-before-embargo = { $at } saatine zamanlandı ama çıkamayacak: ambargosu { $until } saatinde bitiyor.
late-before-embargo-short = Zamanlandığı saat bundan önce.
late-unread = { $since } saatinde teslim edildi, hâlâ okunmadı.
late-promised = { $at } saatine söz verildi, henüz teslim edilmedi.

## Why an act is refused, after "because"
refused-no-headline = başlığı yok.
refused-no-section = bölümü yok.
refused-unknown-section = bölümü bulunamadı.
refused-closed-section = bölümü kapalı.
refused-unknown-edition = baskısı bulunamadı.
refused-no-source = imza ya da ajans yok.
refused-embargoed = ambargolu.
refused-unchanged = okurdaki tam olarak bu.
refused-barred = kararla geri çekildi, yeniden yayınlanamaz.
refused-urgency = aciliyeti 1 ile 9 arasında değil.
refused-no-note = okura neyin yanlış olduğu söylenmeli.
refused-not-live = okurda değil.
refused-no-reason = okura nedeni söylenmeli.
refused-no-authority = kararı veren yazılmamış.
refused-own-words = bölümü dört göz istiyor ve son yazan sizsiniz.
refused-not-read = bölümü dört göz istiyor ve tam bu metni bir başkası okuyup hazır demedi.
refused-embargo-holds = ambargoyu yalnız editör kaldırır ya da öne alır.
refused-other = { $words }

## Four eyes
four-eyes = Dört göz
four-eyes-why = Bu bölümlerde son yazan yayınlamaz; bir başkasının okuyup olduğu gibi hazır demediği hiçbir metin çıkmaz. Bu kural masada, zamanlanmış yayınlarda ve programlarda geçerlidir.
four-eyes-own-words = Bu bölüm dört göz istiyor. Son yazan sizsiniz: bir başkası okuyup yayınlar.
four-eyes-not-read = Bu bölüm dört göz istiyor. Tam bu metni, son yazan olmayan biri okuyup hazır demeli.
four-eyes-met = Bu bölüm dört göz istiyor; metin okundu.
do-keep = Kaydet
done-four-eyes = Kaydedildi. Şimdiden geçerli.

## Who did what
audit-take-up = yazmaya başladı:
audit-put-off = fikirlere geri koydu:
audit-hand-in = teslim etti:
audit-take-back = yazmayı sürdürmek için geri aldı:
audit-send-back = geri gönderdi:
audit-mark-ready = okudu, hazır dedi:
audit-read-again = yeniden okunmasını istedi:
audit-due = söz verilen saati belirledi:
audit-embargo = ambargo koydu:
audit-embargo-lifted = ambargosunu kaldırdı:
audit-four-eyes = dört göz istedi:
audit-four-eyes-off = dört gözü kaldırdı:
