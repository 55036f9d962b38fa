# Peyvên rûpelên xwendevan. Rojname yên ku dixwaze di peldanka xwe ya temayê de ji nû ve dinivîse.

## Derdora rûpelê
skip = Derbasî naverokê bibe
editions = Ziman
sections = Beş
institution = Derbarê rojnameyê de
pages = Rûpel
breaking = Nûçeya lezgîn
search = Lêgerîn
masthead = Kunye
contact = Têkilî
corrections = Rastkirin
how-ranked = Lîste çawa tên rêzkirin
privacy = Nihanî
archive = Arşîv
to-front = Vegere rûpela sereke

## Lîste
manset = Manşet
columnists = Nivîskar
highlights = Bijartiyên Hefteyê
most-read = Yên Herî Zêde Tên Xwendin
headlines = Manşetên Rojê
related = Nûçeyên Têkildar
tag = Etîket
days = Roj
previous-day = Roja berê: { $day }
next-day = Roja piştî wê: { $day }
newest = Nûçeyên herî nû
older = Nûçeyên kevntir
empty-list = Li vir hê nûçe tune ne.
advertorial = Reklam
advertisement = Reklam

## Nûçe
story = Nûçe
updated = Nûkirin
reading = { $minutes } deqe xwendin
photo = Wêne: { $credit }
correction = Rastkirin
withdrawal = Vekişandin
translations = Ev nûçe bi zimanekî din
tags = Etîket
share = Parve bike
share-whatsapp = WhatsApp
share-x = X
share-facebook = Facebook
share-telegram = Telegram
share-email = E-peyam
history = Dîroka nûçeyê
history-published = Weşana pêşîn
history-updated = Nûkirin
history-corrected = Rastkirin

## Lêgerîn
search-label = Di nûçeyan de bigere
search-action = Bigere
search-in = Lêgerîna di nûçeyên { $paper } de
found = { $count ->
    [one] { $count } nûçe hat dîtin
   *[other] { $count } nûçe hatin dîtin
}
found-none = Ji bo “{ $query }” nûçe nehat dîtin. Bi peyvên kêmtir an jî bi peyvên din biceribîne.
search-unclear = Ev pirs nehat fêmkirin. Çend peyv bes in.
search-meant = Te dixwest bibêjî:
search-by-meant = Bi van peyvan nûçe tune ye. Li şûna wan hatin dîtin:
search-some-words = Nûçeyek ku hemû peyvan dihewîne tune; ev piraniya wan dihewînin.
search-incomplete = Arşîv hîn ji bo lêgerînê tê amadekirin; piştî demekê dibe ku bêtir were dîtin.
search-narrow = Encaman teng bike
search-order-relevance = Ya herî guncaw
search-order-newest = Ya herî nû
search-by-section = Beş
search-by-year = Sal
search-by-author = Nivîskar
search-by-tag = Etîket
more-found = Encamên din

## Rûpelên rojnameyê
people = Nivîskarên me
row-publisher = Weşanger
row-responsible-editor = Berpirsê karên nivîsê
row-editor-in-chief = Gerînendeyê weşanê yê giştî
row-address = Navnîşan
row-phone = Telefon
row-email = E-peyam
row-registered-email = Navnîşana KEPê
row-hosting-provider = Pêşkêşkarê cih
row-founded = Damezrandin
row-registration = Cureyê weşanê û qeyd
row-owner = Xwedî
row-owner-representative = Nûnerê xwedî
row-notification-number = Hejmara agahdariya elektronîk (UETS)
row-hosting-address = Navnîşana pêşkêşkarê cihî
row-reply-contact = Daxwaza rastkirin û bersivê
profiles = Me bişopînin
corrections-text = Heke di nûçeyeke me de şaşî hebe, em wê bi bêdengî jê nabin: em nûçeyê rast dikin û hem di nûçeyê de hem jî li vir dinivîsin ka çi û kengî hatiye rastkirin. Nûçeyên ku me vekişandine jî em bi sedema wan radigihînin.
corrections-none = Heta niha tu rastkirin nehatiye weşandin.
older-corrections = Rastkirinên kevntir

## Lîste çawa tên rêzkirin
how-intro = Her lîsteya vê malperê li gorî rêgezên jêrîn, di her daxwazê de ji nû ve tê hesibandin. Rêgez ji bo her kesî yek in; tu lîste li gorî kesekî nayê çêkirin.
how-manset = Edîtor nûçeyan li cihên bi hejmar ên ji 1 heta { $slots } datînin. Cihê vala bi nûçeyên { $hours } saetên dawî, li gorî rêza Manşetên Rojê, paşê bi yên herî nû, tê dagirtin. Nûçeya duyem a heman bûyerê ji xwe nayê danîn.
how-headlines = Pêşî nûçeyên ku edîtoran danîne manşetê, li gorî hejmarê; paşê yên din, li gorî lezgîniyê û di heman lezgîniyê de yên nû pêşî. Tenê nûçeyên ku di { $hours } saetên dawî de hatine weşandin an nûkirin; herî zêde { $max }.
how-most-read = Xwendinên { $hours } saetên dawî tên hesibandin. Nirxê xwendinekê her { $half } saetan dibe nîv; { $max } nûçeyên ku koma wan herî bilind e tên nîşandan. Di wekheviyê de ya nû pêşî ye.
how-highlights = Ji nûçeyên ku di { $days } rojên dawî de cara pêşîn hatine weşandin, { $max } nûçeyên ku koma xwendinên wan herî bilind e. Li vir nirxê xwendinekê her { $half } saetan dibe nîv.
how-formula = xal = koma ½ hêza (temenê xwendinê ÷ { $half } saet) ji bo hemû xwendinan
how-related = Nûçeyên têkildar ew in ku naveroka wan dişibe hev: peyvên sernav, nivîs û navan tên berawirdkirin; peyv çiqas kêm derbas bibe, ewqas giran tê hesibandin. Nûçeya ku ji sedî { $least } kêmtir dişibe nayê nîşandan; herî zêde { $max } nûçe. Heke tiştekî bişibe tune be, cih vala dimîne. Ji bûyerekê tenê nûçeyek tê nîşandan û heman nivîs nayê dubarekirin; ji du nûçeyên wek hev yên nû pêşî disekinin. Nûçeyên ku edîtor bi xwe hilbijartine, bi rêza wî, pêşî disekinin.
how-reads = Xwendin çawa tên hesibandin
how-reads-text = Bê kûkî û bê şopandina kesan: ji bo her nûçe û her saetê tenê hejmarek, û li tu derê nayê nivîsandin ku kê xwendiye. Robotên naskirî nayên hesibandin. Xwendinên yek navnîşanê yên nûçeyekê di saetekê de { $times } caran bi tevahî tên hesibandin, paşê di her ducarbûnê de tenê carek; dîsa barkirina rûpelê ne xwendineke nû ye. Heke di saetekê de ji yek rêyê (motorekî lêgerînê, torekî civakî) ji koma hemû rêyên din ji { $way } zêdetir xwendin bên, ji ya zêde tenê koka duyan tê hesibandin.
how-reads-order = Di lîsteyên li gorî xwendinê de ji bûyerekê tenê nûçeya herî zêde xwendî disekine. Piştî { $section } nûçeyên beşekê, pêşî nûçeyên beşên din tên. Li rûpela beşekê ev her du lîste tenê ji nûçeyên wê beşê tên çêkirin.

## Rûpelên ku tune ne an vekişiyane
gone-400 = Ev daxwaz nehat fêmkirin
gone-400-text = Dibe ku navnîşan kêm be. Lêgerînê biceribîne an ji rûpela sereke dest pê bike.
gone-404 = Rûpela ku tu lê digerî ne li vir e
gone-404-text = Dibe ku navnîşan şaş hatibe nivîsandin an rûpel qet nehatibe weşandin. Tu dikarî li jêr li nûçeyê bigerî.
gone-405 = Ev rûpel bi vî awayî nayê xwestin
gone-405-text = Wê bi navnîşana wê veke.
gone-410 = Ev nûçe hat vekişandin
gone-410-text = Rojnameya me ev nûçe ji weşanê rakir. Sedem li jêr e.
gone-413 = Tiştê ku te şandiye pir mezin e
gone-413-text = Bi daxwazeke kurttir dîsa biceribîne.
gone-429 = Di demeke kurt de pir daxwaz hatin
gone-429-text = Ji kerema xwe deqeyekê bisekine û dîsa biceribîne.
gone-451 = Ev nûçe bi biryareke qanûnî ne li weşanê ye
gone-451-text = Li gorî biryara rayedaran em nikarin vê naverokê nîşan bidin.
gone-500 = Tiştek şaş çû
gone-500-text = Xeletî ya me ye û hat qeydkirin. Piştî demekê dîsa biceribîne.
gone-503 = Em niha nikarin bersivê bidin
gone-503-text = Me navbereke kurt da. Çend deqe şûnde dîsa biceribîne.
authority = Desteya ku biryar daye
reason = Sedem
since = Dîrok
request-id = Hejmara qeydê:
