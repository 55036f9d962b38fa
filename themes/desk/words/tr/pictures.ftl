# The words of the picture library.

pictures = Görseller
pictures-choose = Bilgisayardan ya da telefondan görsel seçin
pictures-how = JPEG, PNG, WebP ya da GIF; her biri en çok { $megabytes } MB. Sayfaya sürükleyip bırakabilir ya da yapıştırabilirsiniz.
pictures-send = Gönder
pictures-find = Görsel ara
pictures-words = Sözcükler
pictures-terms = Kullanım hakkı
terms-ended = süresi doldu
terms-end-soon = yakında doluyor
pictures-used = Kullanım
used-yes = haberlerde kullanıldı
used-no = hiç kullanılmadı
pictures-none = Arşivde henüz görsel yok. İlkini yukarıdan gönderin.
pictures-none-found = Bu aramaya uyan görsel yok. Daha az sözcükle deneyin.
pictures-ended-live = Süresi dolmuş görseller hâlâ yayında
pictures-ended-live-why = Bu haberlerdeki görsellerin kullanım hakkı bitti. Görseli değiştirin ya da hakkı uzatın.
pictures-taken = Arşive alınan: { $count }.
pictures-form-broken = Dosyalar eksik geldi, hiçbiri alınmadı. Yeniden gönderin.
pictures-no-file = Önce bir dosya seçin.
picture-stories = { $count ->
    [one] { $count } haberde
   *[other] { $count } haberde
}
pictures-back = Görsellere dön
picture-back = Görsele dön
picture-open = Görseli aç
required = gerekli
picture-alt = Görmeyenler için açıklama
picture-alt-how = Fotoğrafta ne görülüyor? Bir iki cümle; resim altını yinelemeyin.
picture-caption = Resim altı
picture-credit = Kaynak
picture-rights = Lisans ve telif
picture-rights-until = Kullanım hakkı şu güne kadar
picture-rights-until-how = O gün dahil. Boş bırakırsanız süresizdir. Süresi dolan görsel yeniden yayımlanamaz.
picture-usage-note = Kullanım notu
picture-usage-note-how = Yalnız masada görünür: ambargo, “yalnız bu haberle”, telefonla izin…
rights-own = Kendi fotoğrafımız
rights-agency = Ajans aboneliği
rights-handout = Basın bülteni fotoğrafı
rights-free = Kamu malı
picture-focus = Odak noktası
picture-focus-how = Görsel nasıl kırpılırsa kırpılsın görünmesi gereken nokta. Görsele dokunun, ok tuşlarını kullanın ya da yüzde yazın.
picture-focus-x = Soldan %
picture-focus-y = Üstten %
picture-crops = Kırpımlar
picture-too-small = görsel bu kırpım için küçük
picture-found = Dosyanın kendi söyledikleri:
picture-save = Kaydet
picture-saved = Kaydedildi. Haberlerde daha önce yazılmış olanlar değişmez.
picture-wrong-date = Bu bir gün değil: yıl, ay ve gün yazın.
picture-wrong-focus = Odak noktası 0 ile 100 arasında iki sayıdır; istemiyorsanız ikisini de boş bırakın.
picture-where = Nerede kullanıldı
picture-nowhere = Hiçbir haberde kullanılmadı.
picture-only-live = yeni metinde yok, okurda var
picture-hidden-uses = { $count ->
    [one] Başkasının { $count } taslağında daha.
   *[other] Başkalarının { $count } taslağında daha.
}
picture-near = Benzer görseller
picture-likeness = %{ $percent } benzer
picture-used-on = { $day } günü «{ $headline }» ile kullanıldı
picture-no-alt = Açıklaması yok
picture-no-credit = Kaynağı yok
picture-no-rights = Lisansı yazılmamış
picture-ended = Kullanım hakkı doldu:
picture-ended-what = Yeniden yayımlanamaz.
picture-end-soon = Kullanım hakkı doluyor:
picture-too-large = Dosya çok büyük: en çok { $megabytes } MB alınır.
picture-too-many-pixels = Görsel çok büyük: en çok 100 megapiksel alınır.
picture-vector = SVG çizimi alınmaz, çünkü içinde betik olabilir. En az 1200 piksel genişlikte PNG olarak kaydedip gönderin.
picture-unknown-format = Bu bir JPEG, PNG, WebP ya da GIF değil.
picture-damaged = Dosya bozuk, açılamadı. Kaynağından yeniden alın.
picture-busy = Yolda çok görsel var. Birkaçı bitince yeniden deneyin.

## Blurring
picture-blur = Bir yerini tanınmaz yap
picture-is-blurred = Bu görselin bazı yerleri tanınmaz hâle getirildi.
blur-why = Çocuk yüzü, plaka, adres gibi okurun görmemesi gereken yerleri işaretleyin.
blur-how = Görselin üzerinde sürükleyerek çizin ya da yüzde olarak yazın.
blur-part = Yer { $number }
blur-left = Soldan %
blur-top = Üstten %
blur-width = Genişlik %
blur-height = Yükseklik %
blur-nobody-sees = Bu görseli şu anda hiçbir okur görmüyor.
blur-will-update = { $count ->
    [one] Yayındaki { $count } haber hemen güncellenecek ve okurlar yalnız yeni görseli görecek:
   *[other] Yayındaki { $count } haber hemen güncellenecek ve okurlar yalnız yeni görseli görecek:
}
blur-drafts = { $count ->
    [one] { $count } taslaktaki görsel de değişecek.
   *[other] { $count } taslaktaki görsel de değişecek.
}
blur-near = Buna benzeyen görseller olduğu gibi kalır; gerekiyorsa onları da açın:
blur-kept = Özgün dosya saklanır; ondan okura bir daha hiçbir şey gösterilmez.
blur-do = Tanınmaz yap
blur-do-live = Tanınmaz yap ve haberleri güncelle
blur-done = Okurlar artık yalnız bu görseli görüyor.
blur-no-region = En az bir yer işaretleyin; her yer görselin içinde kalmalı.
blur-not-yours = Bu görseli gösteren, yayımlama hakkınızın olmadığı bir haber var. Editörden isteyin.

## Before publication
check-picture-rights-ended = Bir görselin kullanım hakkı dolmuş.
check-picture-no-alt = Bir görselin görmeyenler için açıklaması yok.
check-picture-no-credit = Bir görselin kaynağı yok.
check-picture-no-rights = Bir görselin lisansı yazılmamış.

## Who did what
audit-picture = görsel aldı:
audit-picture-change = görselin bilgilerini değiştirdi:
audit-picture-blur = görselin bir yerini tanınmaz yaptı:
