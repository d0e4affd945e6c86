package langid

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// texts are sentences written for this test, by language.
var texts = map[string]string{
	"az": `Nazirlik bildirib ki, yeni yol gələn ilin sonunda istifadəyə veriləcək. Bu layihə üçün büdcədən vəsait ayrılıb və işlər artıq başlayıb.
		Şəhərin mərkəzində bir çox küçələr təmir olunur, lakin sakinlər bundan narazı deyil. Hər gün minlərlə insan bu yoldan istifadə edir.`,
	"az, typed plainly": `Nazirlik bildirib ki, yeni yol gelen ilin sonunda istifadeye verilecek. Bu layihe ucun budceden vesait ayrilib ve isler artiq baslayib.
		Seherin merkezinde bir cox kuceler temir olunur, lakin sakinler bundan narazi deyil. Her gun minlerle insan bu yoldan istifade edir.`,
	"az, with e for ə": `Nazirlik bildirib ki, yeni yol gelen ilin sonunda istifadeye verilecek. Bu layihe üçün büdceden vesait ayrılıb ve işler artıq başlayıb.
		Şeherin merkezinde bir çox küçeler temir olunur, lakin sakinler bundan narazı deyil. Her gün minlerle insan bu yoldan istifade edir.`,
	"az, in Cyrillic": `Назирлик билдириб ки, јени јол ҝәлән илин сонунда истифадәјә вериләҹәк. Бу лајиһә үчүн бүдҹәдән вәсаит ајрылыб вә ишләр артыг башлајыб.
		Шәһәрин мәркәзиндә бир чох күчәләр тәмир олунур, лакин сакинләр бундан наразы дејил. Һәр ҝүн минләрлә инсан бу јолдан истифадә едир.`,
	"ru": `Министерство сообщило, что новая дорога будет сдана в конце следующего года. На этот проект из бюджета выделены средства, и работы уже начались.
		В центре города ремонтируют многие улицы, но жители этим довольны. Каждый день дорогой пользуются тысячи человек, которые едут из пригорода.`,
	"en": `The ministry said that the new road will be opened at the end of next year. Money has been set aside for the project and work has already begun.
		Many streets in the centre are being repaired, but the people who live there are not unhappy with this. Thousands use the road every day.`,
	"no": `Departementet opplyser at den nye veien skal åpnes mot slutten av neste år. Det er satt av penger til prosjektet, og arbeidet har allerede begynt.
		Mange gater i sentrum blir reparert, men de som bor der er ikke misfornøyde. Hver dag er det tusenvis som bruker veien, og det vil vi også gjøre etter at den er ferdig.`,
	"da": `Ministeriet oplyser, at den nye vej bliver åbnet i slutningen af næste år. Der er afsat penge til projektet, og arbejdet er allerede begyndt.
		Mange gader i centrum bliver repareret, men de, som bor der, er ikke utilfredse. Hver dag er der tusinder, som bruger vejen, og det vil vi også, efter at den blev færdig.`,
	"sv": `Ministeriet uppger att den nya vägen ska öppnas i slutet av nästa år. Det har avsatts pengar till projektet och arbetet har redan börjat.
		Många gator i centrum är under reparation, men de som bor där är inte missnöjda. Varje dag är det tusentals som kör på vägen, och det vill vi också efter att den är klar.`,
	"de": `Das Ministerium teilte mit, dass die neue Straße Ende des nächsten Jahres eröffnet wird. Für das Projekt sind Mittel vorgesehen und die Arbeiten haben schon begonnen.
		Viele Straßen im Zentrum werden repariert, aber die Bewohner sind damit nicht unzufrieden. Jeden Tag fahren Tausende auf dieser Straße.`,
	"fr": `Le ministère a indiqué que la nouvelle route sera ouverte à la fin de l'année. Des moyens ont été prévus pour le projet et les travaux ont déjà commencé.
		Dans le centre, les rues sont en travaux, mais les habitants ne se plaignent pas. Tous les jours, des milliers de personnes passent par la route.`,
	"tr": `Bakanlık yeni yolun gelecek yılın sonunda açılacağını bildirdi. Bu proje için bütçeden kaynak ayrıldı ve çalışmalar başladı. Şehrin merkezinde
		birçok sokak onarılıyor, ancak sakinler bundan şikâyetçi değil. Her gün binlerce kişi bu yolu kullanıyor, çünkü başka yol çok uzun. Bu nedenle daha çok otobüs olarak hizmet verecek ve köy kadar uzak yerler için de böyle olduğu söylendi.`,
	"uk": `Міністерство повідомило, що нова дорога буде відкрита наприкінці наступного року. На цей проєкт з бюджету виділено кошти, і роботи вже почалися.
		У центрі міста ремонтують багато вулиць, але мешканці цим задоволені. Щодня дорогою користуються тисячі людей, які їдуть до передмістя.`,
	"pl": `Ministerstwo podało, że nowa droga zostanie otwarta pod koniec przyszłego roku. Na ten projekt przeznaczono środki z budżetu i prace już się rozpoczęły.
		W centrum miasta jest remontowanych wiele ulic, ale mieszkańcy nie są z tego niezadowoleni. Z drogi, która jest nowa, korzystają tysiące osób.`,
	"el": strings.Repeat("Το υπουργείο ανακοίνωσε ότι ο νέος δρόμος θα ανοίξει στο τέλος του επόμενου έτους. ", 4),
	"ka": strings.Repeat("სამინისტრომ განაცხადა, რომ ახალი გზა მომავალი წლის ბოლოს გაიხსნება. ", 6),
}

// TestOther: of texts marked az, ru and en those that are another language are told, and no true one is doubted.
func TestOther(t *testing.T) {
	for name, text := range texts {
		lang := name[:2]
		for _, said := range []string{"az", "ru", "en"} {
			want := lang
			if lang == said {
				want = ""
			}
			var s Sample
			for _, sentence := range strings.SplitAfter(text, ".") {
				s.Add(sentence)
			}
			if got := s.Other(said); got != want {
				t.Errorf("%s said to be %s: %q, want %q", name, said, got, want)
			}
		}
	}
}

// TestBelieved: what shows no language is believed, and so is what is said to be in a language that the package does not know.
func TestBelieved(t *testing.T) {
	for _, text := range []string{"", "Windows", strings.Repeat("ABX-200 Pro Max Ultra Samsung Galaxy Bosch Sinoptik ", 40)} {
		for _, said := range []string{"az", "ru", "en", "no", ""} {
			var s Sample
			s.Add(text)
			if got := s.Other(said); got != "" {
				t.Errorf("%.20s said to be %q: %s", text, said, got)
			}
		}
	}
	var s Sample
	s.Add(texts["ru"])
	if got := s.Other("de"); got != "" {
		t.Errorf("said to be German: %s", got)
	}
}

// TestNews: no stretch of the shared news is doubted, and all of it is told from another language.
func TestNews(t *testing.T) {
	dir := os.Getenv("AZTM_DATA")
	if dir == "" {
		t.Skip("AZTM_DATA is not set")
	}
	for _, lang := range []string{"az", "ru", "en"} {
		data, err := os.ReadFile(filepath.Join(dir, "lines", lang+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(string(data)), "\n")
		told, parts := 0, 0
		for i := 0; i+5 <= len(lines); i += 5 {
			var s Sample
			for _, l := range lines[i : i+5] {
				s.Add(l)
			}
			if got := s.Other(lang); got != "" {
				t.Errorf("lines %d to %d of %s are taken for %s", i, i+5, lang, got)
			}
			for _, said := range []string{"az", "ru", "en"} {
				if said != lang {
					parts++
					if s.Other(said) == lang {
						told++
					}
				}
			}
		}
		t.Logf("%s: %d of %d stretches of five lines told from another language", lang, told, parts)
		if parts == 0 || told*10 < parts*9 {
			t.Errorf("%s: %d of %d told", lang, told, parts)
		}
	}
}
