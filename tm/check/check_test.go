package check

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

var glossary = NewGlossary([]Entry{
	{"az": {"nazirlik"}, "ru": {"министерство", "ведомство"}, "en": {"ministry"}},
	{"az": {"baş nazir"}, "ru": {"премьер-министр"}},
	{"az": {"nazir"}, "ru": {"министр"}},
})

// texts reads "az: … | ru: …".
func texts(unit string) []Text {
	var out []Text
	for part := range strings.SplitSeq(unit, " | ") {
		lang, text, _ := strings.Cut(part, ": ")
		out = append(out, Text{Lang: lang, Text: text})
	}
	return out
}

// told prints findings: the text with the place marked, the reason, and the fix.
func told(list []Text, findings []Finding) string {
	var out []string
	for _, f := range findings {
		s := list[f.Text].Text
		line := fmt.Sprintf("%s: %s[%s]%s — %s", f.Lang, s[:f.Start], s[f.Start:f.End], s[f.End:], f.Reason)
		if f.Certain {
			line += fmt.Sprintf(" → %q", f.Fix)
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// cases are units with what each check says of them, "" for nothing.
var cases = []struct{ check, unit, want string }{
	{"number", "az: 12 nəfər gəlib. | ru: Пришли 20 человек. | en: 20 people came.", "az: [12] nəfər gəlib. — 12 where ru and en have 20"},
	{"number", "az: 300 min ev | ru: 300 тыс. домов | en: 300,000 houses", ""},
	{"number", "az: Qiymət 7,5 faiz artıb. | en: Prices rose by 7.5%.", ""},
	{"number", "az: Üç ildə 40 məktəb tikilib. | ru: За три года построены школы.", "az: Üç ildə [40] məktəb tikilib. — 40 is missing in ru"},
	{"number", "az: 2 ev yanıb. | ru: Сгорели два дома.", ""},
	{"number", "az: 2 ev yanıb. | ru: Сгорели оба дома.", ""},
	{"number", "az: İki ev yanıb. | ru: Сгорели три дома.", "ru: Сгорели [три] дома. — три where az has İki"},
	{"number", "az: İki ev yanıb. | ru: Сгорели дома.", ""},
	{"number", "en: It lasted 24 hours. | ru: Это длилось сутки.", ""},
	{"number", "en: It ran for 20 years. | ru: Это длилось два десятилетия.", ""},
	{"number", "en: It is 45 miles away. | ru: До него 72 км.", ""},
	{"number", "en: It weighs 45 pounds. | ru: Он стоит 72 рубля.", "ru: Он стоит [72] рубля. — 72 where en has 45"},
	{"number", "az: Səhər saat 6 idi. | ru: Было шесть часов утра. | en: It was 6 a.m.", ""},
	{"number", "az: 87 yaşında vəfat edib. | ru: Скончался на 88-м году жизни.", ""},
	{"number", "az: 1 nəfər gəlib. | en: A man came.", ""},
	{"number", "de: 3 Häuser | ru: три дома", ""},
	{"number", "de: 1.500 Häuser | en: 1,500 houses", ""},
	{"number", "az: Ətraflı: https://example.az/2024/17 | ru: Подробнее: https://example.az/2025/18", ""},
	{"date", "az: Görüş oktyabrın 3-də olub. | ru: Встреча прошла 3 ноября. | en: They met on October 3.", "ru: Встреча прошла 3 [ноября]. — ноября where az and en have oktyabrın"},
	{"date", "az: Görüş cümə günü olub. | ru: Встреча состоялась.", ""},
	{"date", "az: Saat 15:00-da başlayıb. | en: It began at 3 p.m.", ""},
	{"date", "az: Saat 15:00-da başlayıb. | en: It began at 4 p.m.", "en: It began at [4 p.m.] — 4 p.m. where az has 15:00-da"},
	{"name", "en: Yesterday Kovalenko and Petrenko met. | ru: Вчера Коваленко встретился с коллегой.", "en: Yesterday Kovalenko and [Petrenko] met. — Petrenko has no like in ru"},
	{"name", "az: Dünən Lukaşenko gəlib. | ru: Вчера приехал Лукашенко.", ""},
	{"length", "az: Bu, çox uzun bir cümlədir və onun tərcüməsi də ən azı bunun qədər uzun olmalıdır, elə deyilmi? | ru: Это длинно.", "ru: [Это длинно.] — too short: 11 characters for 94 in az"},
	{"length", "az: Bəli. | ru: Да, разумеется.", ""},
	{"untranslated", "az: Yeni məktəb tikilib. | en: Yeni məktəb tikilib.", "en: [Yeni məktəb tikilib.] — the same text as in az"},
	{"untranslated", "az: BBC News | en: BBC News", ""},
	{"untranslated", "az: GPL2 with Classpath Exception, {=obrace, }=cbrace | en: GPL2 with Classpath Exception, {=obrace, }=cbrace", ""},
	{"untranslated", "az: 12.03.2024 | ru: 12.03.2024", ""},
	{"untranslated", "az: Yeni məktəb tikilib. | en: ", "az: [Yeni məktəb tikilib.] — no translation in en"},
	{"language", "az: Bu gün yeni məktəb açılıb. | ru: The new school was opened today in town.", "ru: [The new school was opened today in town.] — in another script than ru is written in"},
	{"language", "en: Bu gün Bakıda yeni məktəb açılıb və dərslər başlayıb.", "en: [Bu gün Bakıda yeni məktəb açılıb və dərslər başlayıb.] — reads like another language"},
	{"language", "az: The government said that the new school was opened today.", "az: [The government said that the new school was opened today.] — reads like en"},
	{"language", "az: Бу күн Бакыда јени мәктәб ачылыб.", ""},
	{"language", "az: Сегодня в городе открылась новая школа для детей.", "az: [Сегодня в городе открылась новая школа для детей.] — reads like ru"},
	{"language", "ru: Уряд повідомив, що нова школа відкрита.", "ru: [Уряд повідомив, що нова школа відкрита.] — reads like another language"},
	{"language", "az: Bugün şehirde yeni bir okul açıldı, çocuklar için dersler başladı, diye bildirdi yetkililer akşam toplantısında.", "az: [Bugün şehirde yeni bir okul açıldı, çocuklar için dersler başladı, diye bildirdi yetkililer akşam toplantısında.] — reads like another language"},
	{"language", "ru: Microsoft Office Word 2024", ""},
	{"language", "en: İlham Əliyev and Şahin Mustafayev met.", ""},
	{"letters", "az: Bu ǝsas məsələdir.", "az: Bu [ǝ]sas məsələdir. — damaged letters (schwa) → \"ə\""},
	{"letters", "ru: Почти такую \u200bже сумку.", "ru: Почти такую [\u200b]же сумку. — damaged letters (invisible) → \"\""},
	{"letters", "az: Az?rbaycan və Gürcüstan", "az: Az[?]rbaycan və Gürcüstan — 1 lost beyond repair"},
	{"mixed-script", "az: Bakıda kоnfrans keçirilib.", "az: Bakıda [kоnfrans] keçirilib. — Latin and Cyrillic letters in kоnfrans → \"konfrans\""},
	{"mixed-script", "ru: IT-компания и ЦРУ", ""},
	{"mixed-script", "az: СССРdə yaşayıb.", ""},
	{"doubled", "az: Nazir və və müavini gəlib.", "az: Nazir və[ və] müavini gəlib. — və stands twice → \"\""},
	{"doubled", "az: Yavaş yavaş gəldi. Bir bir saydı. yavaş-yavaş", ""},
	{"doubled", "en: He said that that was the the end.", "en: He said that that was the[ the] end. — the stands twice → \"\""},
	{"doubled", "ru: Он чуть чуть опоздал на на встречу.", "ru: Он чуть чуть опоздал на[ на] встречу. — на stands twice → \"\""},
	{"doubled", "ru: Министр министр заявил.", "ru: [Министр министр] заявил. — министр stands twice"},
	{"doubled", "en: Duran Duran sang in the The Times hall.", ""},
	{"doubled", "az: Kanada plus plus | en: Canada plus plus", ""},
	{"bracket", "az: Xarici İşlər Nazirliyi (XİN bildirib. | ru: Министерство (МИД) сообщило.", "az: Xarici İşlər Nazirliyi [(]XİN bildirib. — ( is never closed"},
	{"bracket", "ru: 1) школа; б) сад :) | az: (14 may) məktəb", ""},
	{"bracket", "az: (Bu belədir. | ru: (Это так.", ""},
	{"quote", "az: Nazir «Bakı hotelində olub.", "az: Nazir [«]Bakı hotelində olub. — « is never closed"},
	{"quote", "az: Nazir “Bakı\" hotelində olub.", "az: Nazir “Bakı[\"] hotelində olub. — “ is closed by \""},
	{"quote", "ru: Отель «Гранд „Баку“» открыт.", ""},
	{"quote", "en: \"He said \"no\" to me,\" she said of a 15\" screen.", ""},
	{"quote", "az: \"Morning Post\"un yazdığına görə", ""},
	{"quote", "de: »Ja«, sagte er.", ""},
	{"quote", "az: «Morning Post»un yazdığına görə", ""},
	{"quote", "zh: 单击“ ”。", ""},
	{"quote", "fr: ÊÓÆµ¶Ô»°Ê±", ""},
	{"quote-style", "ru: Отель “Баку” открыт.", "ru: Отель [“Баку”] открыт. — “” are no quotation marks of ru → \"«Баку»\""},
	{"quote-style", "az: «Bakı», “Bakı” və \"Bakı\"", ""},
	{"terminal", "az: Nazir gəlib | ru: Министр приехал. | en: The minister came.", "az: Nazir gəlib[] — no mark at the end, and one in ru and en"},
	{"terminal", "az: O gəlibmi. | ru: Он приехал? | en: Did he come?", "az: O gəlibmi[.] — no question mark, and one in ru and en"},
	{"terminal", "az: O gəlir. | ru: Он едет.. | en: He comes?", "en: He comes[?] — a question, and none in az and ru"},
	{"terminal", "az: “Gəlibmi?” | ru: «Он приехал?».", ""},
	{"terminal", "az: Başlıq | ru: Заголовок | en: Headline", ""},
	{"terminal", "az: “Sən gəldinmi?” dedim. | ru: Я спросил: «Ты пришёл?»", ""},
	{"spacing", "az: Nazir , dedi.", "az: Nazir[ ], dedi. — blank before , → \"\""},
	{"spacing", "az: Nazir  dedi,müavin getdi.", "az: Nazir[  ]dedi,müavin getdi. — 2 blanks in a row → \" \"\naz: Nazir  dedi[,]müavin getdi. — no blank behind , → \", \""},
	{"spacing", "ru: Он ( министр ) приехал.Все ждали.", "ru: Он ([ ]министр ) приехал.Все ждали. — blank behind ( → \"\"\nru: Он ( министр[ ]) приехал.Все ждали. — blank before ) → \"\"\nru: Он ( министр ) приехал[.]Все ждали. — no blank behind ."},
	{"spacing", "az: 1,5 milyon, saat 10:30, www.example.az/a,b?x=1 ... :) 5 %", ""},
	{"spacing", "fr: Vraiment ? Oui !", ""},
	{"spacing", "en: He came.  She left.  Int.Rep. is short.", ""},
	{"spacing", "az: ad    yaş | ru: имя    возраст", ""},
	{"code", "az: Ətraflı: https://example.az/a. | ru: Подробнее на сайте.", "az: Ətraflı: [https://example.az/a]. — https://example.az/a is missing in ru"},
	{"code", "en: Hello, {name}! | ru: Привет, {nаme}!", "en: Hello, [{name}]! — {name} is missing in ru"},
	{"code", "en: %d files, 50% sure | ru: %s файлов, на 50 % точно", "ru: [%s] файлов, на 50 % точно — %s where en has %d"},
	{"code", "en: Write to a@example.com. | az: a@example.com ünvanına yazın.", ""},
	{"term", "az: Nazirliyin nümayəndəsi gəlib. | ru: Приехал представитель комитета. | en: A man of the Ministry came.", "az: [Nazirliyin] nümayəndəsi gəlib. — Nazirliyin: министерство or another translation is missing in ru"},
	{"term", "az: Nazirlikdən bildirilib. | ru: В ведомстве сообщили.", ""},
	{"term", "az: Baş nazir gəlib. | ru: Приехал премьер-министр.", ""},
	{"term", "az: Nazirlikdən bildirilib. | de: Die Behörde teilte mit.", ""},
}

func TestChecks(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range cases {
		seen[c.check] = true
		k, err := New([]string{c.check}, glossary)
		if err != nil {
			t.Fatal(err)
		}
		list := texts(c.unit)
		if got := told(list, k.Check(list...)); got != c.want {
			t.Errorf("%s: %s\n got %s\nwant %s", c.check, c.unit, got, c.want)
		}
	}
	for _, i := range All() {
		if !seen[i.Name] && i.Name != Inconsistent {
			t.Errorf("no case for %s", i.Name)
		}
	}
}

// TestDefault holds that a good unit has no findings, and that a checker runs what is on.
func TestDefault(t *testing.T) {
	c, err := New(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if f := c.Check(unitOf...); len(f) > 0 {
		t.Errorf("findings in a good unit: %s", told(unitOf, f))
	}
	for _, i := range All() {
		if c.Runs(i.Name) != i.On {
			t.Errorf("%s: runs %v, on %v", i.Name, c.Runs(i.Name), i.On)
		}
		if i.Name != Inconsistent && rules[i.Name] == nil {
			t.Errorf("%s has no rule", i.Name)
		}
	}
	if len(All()) != len(rules)+1 {
		t.Errorf("%d checks are listed, %d have rules", len(All()), len(rules))
	}
	if _, err := New([]string{"number", "nonsense"}, nil); err == nil || !strings.Contains(err.Error(), "nonsense") {
		t.Errorf("unknown check: %v", err)
	}
}

// TestTables holds that the tables are well formed: so many cells a row, and nothing twice.
func TestTables(t *testing.T) {
	cells := map[string]int{"checks.tsv": 3, "codes.tsv": 4, "doubled.tsv": 3, "ends.tsv": 3, "languages.tsv": 4, "length.tsv": 2, "numbers.tsv": 3,
		"questions.tsv": 3, "quotes.tsv": 2, "spacing.tsv": 3, "units.tsv": 3}
	files, err := data.ReadDir("data")
	if err != nil || len(files) != len(cells) {
		t.Fatalf("%d tables, want %d: %v", len(files), len(cells), err)
	}
	for _, f := range files {
		seen := map[string]bool{}
		for _, r := range rows(f.Name()) {
			if len(r) != cells[f.Name()] || slices.Contains(r, "") {
				t.Errorf("%s: %q", f.Name(), r)
			}
			if row := strings.Join(r, "\t"); seen[row] {
				t.Errorf("%s: %q stands twice", f.Name(), r)
			} else {
				seen[row] = true
			}
		}
	}
	for lang, kinds := range doublings() {
		for w := range kinds["fine"] {
			if kinds["error"][w] {
				t.Errorf("doubled.tsv: %s %s is fine and an error", lang, w)
			}
		}
	}
	for lang, l := range knownLanguages() {
		if slices.Contains(l.scripts, nil) {
			t.Errorf("languages.tsv: %s has an unknown script", lang)
		}
	}
	for _, list := range customs() {
		for _, p := range list {
			if p != "-" && utf8.RuneCountInString(p) != 2 {
				t.Errorf("quotes.tsv: %q is no pair", p)
			}
		}
	}
}

// TestApply holds that fixes go in from the left, and of two that overlap the first.
func TestApply(t *testing.T) {
	f := func(text, start, end int, fix string) Finding {
		return Finding{Text: text, Start: start, End: end, Certain: true, Fix: fix}
	}
	list := []Finding{f(0, 4, 6, " "), f(1, 0, 1, "!"), f(0, 0, 1, "X"), f(0, 5, 7, "?"), {Text: 0, Start: 1, End: 2}}
	if got, n := Apply("abcd  ef", 0, list); got != "Xbcd ef" || n != 2 {
		t.Errorf("%q with %d fixes", got, n)
	}
}
