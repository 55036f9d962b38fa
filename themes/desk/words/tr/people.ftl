# Words of signing in, of people's own pages, and of the letters that go out to them.

## The second step
second-step = Bir adım daha
second-step-app = Parolanız doğru. Şimdi doğrulama uygulamanızın gösterdiği altı rakamı yazın.
second-step-codes = Parolanız doğru. Şimdi geçiş anahtarınızı ya da kurtarma kodlarınızdan birini kullanın.
code = Kod
code-how = Kurtarma kodu da burada geçer.
code-wrong = Bu kod doğru değil ya da daha önce kullanıldı.
code-wrong-clock = Bu kod doğru değil. Sürerse telefonunuzun saatini kendiliğinden ayarladığına bakın.
second-step-do = Giriş yap
second-step-lost = İkisi de yoksa haber merkezini yönetene başvurun.
back-to-sign-in = Giriş sayfasına dön
sign-in-passkey = Geçiş anahtarıyla gir
use-passkey = Geçiş anahtarını kullan
passkey-stopped = İşlem durduruldu ya da süresi doldu. Yeniden deneyin ya da parolanızı kullanın.
passkey-failed = Tarayıcınız bunu yapamadı. Parolanızı kullanın ya da başka bir tarayıcı deneyin.
passkey-wrong = Bu geçiş anahtarı kabul edilmedi. Yeniden deneyin; burada kaldırıldıysa cihazınızdan da kaldırın.
passkey-copied = Bu geçiş anahtarı kabul edilmedi: sayacı geri gitti, kopyalanmış olabilir. Kaldırıp yenisini ekleyin.
passkey-known = Bu cihazda zaten bir geçiş anahtarınız var.

## Showing once more that it is you
confirm = Hâlâ siz misiniz?
confirm-why = Kapı açan bir şeyi değiştirmeden önce siz olduğunuzu bir kez daha gösterin. On dakika geçerlidir.
confirm-do = Ben olduğumu göster
confirm-keeps = Yazdıklarınız duruyor; siz olduğunuzu gösterince gönderebilirsiniz.
confirm-kept = Formunuz hazır
confirm-kept-why = Yazdığınız gibi duruyor; henüz hiçbir şey yapılmadı.
confirm-kept-do = Formu gönder
confirm-kept-leave = Vazgeç
confirm-first = Burada bir şey değiştirmek için siz olduğunuzu bir kez daha gösterin.
password-wrong = Parolanız bu değil.

## A forgotten password
forgotten = Parolanızı mı unuttunuz?
forgotten-why = Adresinizi yazın. Burada çalışıyorsanız bir dakika içinde bağlantılı bir mektup yola çıkar.
forgotten-do = Bana bağlantı gönder
forgotten-sent = Bu adresle burada çalışan biri varsa mektup yola çıktı. Bağlantısı bir kez ve bir saat içinde çalışır.

## My own page
me = Hesabım
me-short = Hesap
my-name-how = Meslektaşlarınızın masada gördüğü ad. Haberlerdeki imzalar olduğu gibi kalır.
keep = Kaydet
new-password = Yeni parola
old-password = Şimdiki parolanız
change-password = Parolayı değiştir
done-name = Adınız değişti.
done-password = Parolanız değişti.

## Ways in
ways-in = Giriş yolları
ways-in-why = Parola tek başına tahmin edilebilir, omuz üstünden okunabilir, sahte bir sayfaya yazılabilir. Bunların her biri o parolayı işe yaramaz kılar.
passkey = Geçiş anahtarı
passkeys = Geçiş anahtarları
passkeys-why = Telefonunuz ya da bilgisayarınız masayı parmak, yüz ya da sayıyla açar. En hızlısı ve en güvenlisi: hiçbir sayfa sizi kandırıp alamaz.
passkeys-not-here = Bu adreste tarayıcılar geçiş anahtarı kullanmaz: haber merkezinin bir alan adı ve https ile başlayan bir adresi olmalı.
passkeys-need-script = Geçiş anahtarları için JavaScript gerekir.
passkey-name = Adı ne olsun
passkey-name-how = “Bürodaki bilgisayar” ya da “telefonum” gibi.
passkey-add = Geçiş anahtarı ekle
passkey-remove-sure = Artık sizi içeri almaz. Cihazınızdan da kaldırın.
last-used = son kullanım
never-used = henüz kullanılmadı
rename = Adını değiştir
remove = Kaldır
one-time = Tek kullanımlık kodlar
one-time-why = Paroladan sonra telefonunuzdaki bir uygulamanın gösterdiği altı rakamı yazarsınız.
one-time-is-on = Tek kullanımlık kodlar açık
one-time-is-off = tek kullanımlık kod yok
one-time-set-up = Tek kullanımlık kodları kur
one-time-scan = Telefonunuzda bir doğrulama uygulaması açın ve bu kareyi okutun.
one-time-square = Doğrulama uygulamanız için kare kod; altındaki yazı aynısını söyler.
one-time-type = Okuyamıyorsa uygulamaya şunu yazın:
one-time-show = Çalıştığını bilelim: gösterdiği altı rakamı yazın.
one-time-turn-on = Aç
one-time-on = Tek kullanımlık kodlar açık. Başka her yerde oturumunuz kapatıldı.
one-time-turn-off = Kapat
one-time-off-sure = Bundan sonra parolanız tek başına içeri alır.
recovery-codes = Kurtarma kodları
recovery-codes-why = Telefonunuzun yanınızda olmadığı gün için. Her biri kod yerine bir kez geçer.
codes-left =
    { $count ->
        [0] Kurtarma kodu kalmadı.
       *[other] { $count } kurtarma kodu kaldı.
    }
codes-make = Yenilerini oluştur
codes-make-sure = Eskileri hemen geçersiz olur.
codes-new = Yeni kodlarınız burada. Eskileri artık çalışmaz.
codes-once = Yazdırın ya da bir parola yöneticisinde saklayın. Yalnız şimdi gösterilir; her biri bir kez çalışır.
codes-kept = Sakladım
few-codes = Az kurtarma kodunuz kaldı. Yenilerini oluşturun.
done-one-time-off = Tek kullanımlık kodlar kapatıldı.
done-passkey = Geçiş anahtarı eklendi.
done-passkey-removed = Geçiş anahtarı kaldırıldı.
done-passkey-renamed = Geçiş anahtarının adı değişti.

## Who needs a second factor
second-factor = İkinci adım
yes = var
no = yok
second-factor-rule = İkinci adım zorunluluğu
second-factor-rule-why = Yayınlayabilenin parolası çalınırsa zarar büyük olur. Belirlediğiniz günden sonra bu kişiler yalnız geçiş anahtarı ya da tek kullanımlık kodla girer; ikisi de olmayan kurmaya yönlendirilir.
second-factor-from = Kimden istensin
second-factor-nobody = Hiç kimseden
second-factor-from-contributor = Herkesten
second-factor-from-reporter = Muhabirden yukarısı
second-factor-from-editor = Editörden yukarısı
second-factor-from-chief-editor = Yazı işleri müdüründen yukarısı
second-factor-from-administrator = Yöneticilerden
second-factor-since = Şu günden sonra
second-factor-since-how = Boş: hemen. Birkaç gün bırakın; o güne dek her sayfada hatırlatılır.
second-factor-soon = { $day } gününden sonra bu haber merkezi sizden ikinci bir adım ister.
second-factor-needed = Bu haber merkezi ikinci bir adım istiyor. Sürdürmek için geçiş anahtarı ya da tek kullanımlık kod kurun.
second-factor-set-up = Kurun
done-rule = Kural kaydedildi.

## A browser nobody knows
strange-sign-in = Daha önce kullanmadığınız bir tarayıcıyla sizin adınıza giriş yapıldı.
strange-look = Nereden olduğuna bakın
strange = yeni tarayıcı
strange-was-it-you = Daha önce kullanmadığınız bir tarayıcıyla giriş yapıldı. Siz değilseniz o oturumu sonlandırın ve parolanızı hemen değiştirin.
strange-was-me = Bendim

## Tokens
tokens = Program anahtarları
tokens-why = /api/v1/ üzerinden haber gönderen ya da taslak okuyan bir program anahtar gösterir. Sizin adınıza, verdiğiniz yetkilerle çalışır; sizinkinden fazlası olmaz.
tokens-none = Anahtarınız yok.
tokens-others = Başkalarının anahtarları
token-new = Yeni anahtar
token-name = Ne için
token-rights = Neler yapabilsin
token-until-day = Geçerlilik sonu
token-until-how = Son gün. Boş: geri alınana dek.
token-make = Anahtarı oluştur
token-made = Anahtar:
token-once = Yalnız şimdi gösterilir. Programın ayarlarına koyun, mektuba yazmayın.
token-revoke = Geri al
token-revoked = Anahtar geri alındı. Artık hiçbir şeyi açmaz.
token-nameless = komutla oluşturuldu
token-over = süresi doldu
token-until = son gün
token-no-end = süresiz
token-name-missing = Lütfen ne için olduğunu yazın.
token-rights-missing = Lütfen en az bir yetki seçin.
day-wrong = Bu bir gün değil.
day-passed = O gün geçti.
rights-all = sahibinin yapabildiği her şey
right-draft = Taslak okuma ve yazma
right-media = Görsel ve dosya gönderme
right-assign = Haberi birine verme
right-figures = Okunma sayılarını görme
right-publish = Yayınlama, güncelleme, zamanlama
right-correct = Düzeltme
right-withdraw = Geri çekme
right-bar = Kararla geri çekme
right-place = Bölüm sayfalarını dizme
right-place-front = Ana sayfayı dizme
right-house = Baskılar, bölümler, yazarlar
right-people = Kişileri yönetme
right-settings = Ayarlar

## A person, for administrators
done-person = Kaydedildi.
signs-in-with = Neyle giriyor
no-password = henüz parolası yok
passkeys-count =
    { $count ->
        [0] geçiş anahtarı yok
       *[other] { $count } geçiş anahtarı
    }
tokens-count =
    { $count ->
        [0] program anahtarı yok
       *[other] { $count } program anahtarı
    }
factors-remove = İkinci adımını kaldır
factors-remove-sure = Telefonunu da kurtarma kodlarını da yitiren biri için. Geçiş anahtarları, tek kullanımlık kodları ve kurtarma kodları silinir, oturumları kapanır. İsteyenin o olduğundan emin olun.
factors-removed = İkinci adımı kaldırıldı; parolasıyla girer.
last-administrator = Haber merkezini yöneten başka kimse yok. Önce bir başkasını yönetici yapın.
invite-by-mail = Bağlantı e-postayla gider.
link-mailed = Bağlantılı mektup { $email } adresine yola çıktı.

## Mail
mail = E-posta sunucusu
mail-why = Davetler, unutulan parola bağlantıları ve giriş bildirimleri buradan gider. Okura buradan bir şey gitmez.
mail-fixed = E-posta sunucusu bu haber merkezinin ayar dosyasında yazılı. Orada değiştirilir.
mail-host = Sunucu
mail-port = Kapı (port)
mail-security = Yolun korunması
mail-security-tls = Baştan TLS (çoğunlukla 465)
mail-security-starttls = STARTTLS (çoğunlukla 587)
mail-security-none = Korumasız: yalnız bu makinedeki sunucu için
mail-account = Hesap
mail-account-how = Sunucu istemiyorsa boş bırakın.
mail-password-kept = Kayıtlı bir parola var, gösterilmez. Kalsın istiyorsanız boş bırakın.
mail-password-again = Sunucu ya da hesap değişti: lütfen parolayı yeniden yazın.
mail-sender = Mektupların göndereni
mail-sender-how = Bir adres ya da ad ve adres: Çınar <masa@cinar.example>
mail-remove = E-posta sunucusunu kaldır
mail-host-wrong = Bu bir sunucu adı değil.
mail-port-wrong = Kapı 1 ile 65535 arasında bir sayıdır.
mail-security-wrong = Lütfen yolun nasıl korunacağını seçin.
mail-sender-wrong = Bu adresten mektup gönderilemez.
mail-not-set = E-posta sunucusu yok.
mail-test = Deneyin
mail-test-do = Bana bir mektup gönder
mail-test-taken = Sunucu mektubu aldı. Yanıtı:
mail-test-failed = Mektup alınmadı. Engel:
mail-barrier-address = Gönderen ya da alıcı adresi geçerli değil.
mail-barrier-reach = Sunucuya ulaşılamadı ya da zamanında yanıt vermedi. Adı ve kapı numarasını denetleyin.
mail-barrier-certificate = Sunucunun sertifikasına güvenilmiyor. Kendi sertifikanızı kullanıyorsanız manset.toml içinde [mail] authority ile verin.
mail-barrier-account = Sunucu bu hesabı ya da parolayı kabul etmedi.
mail-barrier-later = Sunucu şimdi almıyor; yeniden denenecek.
mail-barrier-refused = Sunucu almayı reddetti.
done-mail = E-posta sunucusu kaydedildi. Denemek için kendinize bir mektup gönderin.
done-mail-removed = Artık e-posta sunucusu yok. Bağlantılar yine size gösterilir.
done-letter = Şimdi yeniden deneniyor.
letters = Mektuplar
letters-why = En yenileri. Gönderilen mektubun içeriği silinir.
letters-stuck = { $count } mektup henüz gönderilemedi.
letters-look = Nedenine bakın
letter-waiting = bekliyor
letter-trying = henüz alınmadı
letter-sent = gönderildi
letter-given-up = vazgeçildi
letter-tries = { $count } deneme
letter-next = yeniden
letter-hurry = Şimdi dene
letter-kind-invitation = Davet
letter-kind-reset = Unutulan parola
letter-kind-new-sign-in = Giriş bildirimi
letter-kind-test = Deneme

## What letters say
letter-greeting = Merhaba { $name },
letter-link-once = Bağlantı bir kez çalışır; son saat: { $until }.
letter-not-expected = Bu mektubu beklemiyorsanız bir şey yapmanız gerekmez.
letter-invitation = { $paper }: masaya girişiniz
letter-invitation-text = Bu bağlantıyla { $paper } masası için parolanızı belirlersiniz.
letter-invitation-link = Parola belirle
letter-reset = { $paper }: yeni parola
letter-reset-text = Biri, büyük olasılıkla siz, { $paper } masası için yeni bir parola istedi.
letter-reset-link = Yeni parola belirle
letter-reset-besides = Siz istemediyseniz bir şey yapmanız gerekmez: parolanız olduğu gibi kalır.
letter-sign-in = { $paper }: yeni bir tarayıcıyla giriş
letter-sign-in-text = Daha önce kullanmadığınız bir tarayıcıyla sizin adınıza giriş yapıldı: { $browser }, { $address }, { $hour }.
letter-sign-in-link = Oturumlarınıza bakın
letter-sign-in-besides = Siz değilseniz o oturumu sonlandırın ve parolanızı hemen değiştirin.
letter-test = { $paper }: e-posta sunucusu çalışıyor
letter-test-text = Bu mektup, masanın mektuplarının ulaştığını gösterir.
letter-test-besides = E-posta sunucusu sayfasında siz istediniz.

## Who did what
audit-sign-in-code = tek kullanımlık kod verdi
audit-sign-in-recovery = bir kurtarma kodu kullandı
audit-sign-in-passkey = geçiş anahtarıyla girdi
audit-second-step-failed = yanlış kod verdi
audit-confirm = kendisi olduğunu gösterdi
audit-confirm-failed = kendisi olduğunu gösteremedi
audit-passkey-failed = kabul edilmeyen bir geçiş anahtarı gösterdi
audit-passkey-copied = kopyalanmış olabilecek bir geçiş anahtarı gösterdi
audit-passkey-added = geçiş anahtarı ekledi:
audit-passkey-removed = geçiş anahtarını kaldırdı:
audit-one-time-on = tek kullanımlık kodları açtı
audit-one-time-off = tek kullanımlık kodları kapattı
audit-recovery-codes = yeni kurtarma kodları oluşturdu
audit-rename = adını değiştirdi:
audit-password = parolasını değiştirdi
audit-token = program anahtarı oluşturdu:
audit-token-revoked = program anahtarını geri aldı:
audit-person = değiştirdi:
audit-factors-removed = ikinci adımını kaldırdı:
audit-second-factor-rule = ikinci adım zorunluluğu koydu:
audit-mail = e-posta sunucusunu belirledi:
audit-mail-removed = e-posta sunucusunu kaldırdı
audit-mail-test = e-posta sunucusunu denedi
audit-sessions-known = yeni tarayıcıyla girişi tanıdı
audit-reset-asked = unutulan parola için bağlantı gönderildi:
audit-reset-unknown = bilinmeyen adres için yeni parola istedi:
