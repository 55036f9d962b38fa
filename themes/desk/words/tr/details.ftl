## Links to what is not published yet
share-preview = Önizleme bağlantısı
preview-how = Bağlantıyı bilen herkes, masaya girmeden haberin şimdiki hâlini görür; başka hiçbir şeyi görmez. Bağlantı süresi dolunca, siz kapatınca ya da haber yayınlanınca biter.
preview-for = Kimin için
preview-for-how = Örneğin “hukuk” ya da kişinin adı. Listede ve okuyanın sayfasında yazar.
preview-lasts = Ne kadar sürsün
preview-days = { $days } gün
preview-make = Bağlantı oluştur
preview-link-for = Bu bağlantıyı verin:
preview-link-once = Yalnız şimdi gösterilir.
preview-links = Açık bağlantılar
preview-none = Açık bağlantı yok.
preview-until = bitiş:
preview-end = Kapat
preview-is-public = Bu haber okurlara ulaştı: önizleme bağlantısı yerine haberin adresini verin. Eski bağlantılar da oraya gider; geri çekildiyse hiçbir yere gitmez.
preview-name-missing = Lütfen bağlantının kimin için olduğunu yazın.
preview-days-wrong = Bağlantı 1, 3 ya da 7 gün sürer.
preview-unpublished = Yayınlanmadı
preview-bar = { $name } için; başkasına iletmeyin. { $until } itibarıyla kapanır.
preview-story = Haber

## Translations
translation-same-edition = Çeviri başka bir baskıda başlar.

## Who did what
audit-preview = önizleme bağlantısı verdi:
audit-preview-end = önizleme bağlantısını kapattı:
audit-translate = çevirisini başlattı:
