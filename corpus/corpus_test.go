package corpus

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func read(t *testing.T, name, lang, content string) *Document {
	t.Helper()
	d, err := ReadBytes(name, lang, []byte(content), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestStrip(t *testing.T) {
	const story = "Sərhəddə yeni körpü açılıb"
	for _, c := range []struct {
		name, in string
		want     []string
		date     string
	}{
		{"doubled headline and tail", story + "\n\n" + story + "\n\nKörpü dünən açılıb.\n\nO, 200 metrdir.\n\nŞərh yaz\n\nCəmiyyət\n", []string{story, "Körpü dünən açılıb.", "O, 200 metrdir."}, ""},
		{"date and section", "Cəmiyyət\n" + story + "\n3 oktyabr 2024, 14:20\nKörpü dünən açılıb.\n", []string{story, "Körpü dünən açılıb."}, "2024-10-03T14:20"},
		{"subheading stays", story + "\nKörpü dünən açılıb.\nYeni yol\nYol da təmir olunub.\n", []string{story, "Körpü dünən açılıb.", "Yeni yol", "Yol da təmir olunub."}, ""},
		{"furniture with a stop", story + "\nKörpü dünən açılıb.\nTelegram kanalımıza qoşulun.\n© 2024. Bütün hüquqlar qorunur.\n", []string{story, "Körpü dünən açılıb."}, ""},
		{"headline with a service's name", "Telegram yenə işləyir\nXidmət dünən bərpa olunub.\nMəlumatı nazirlik paylaşıb.\n", []string{"Telegram yenə işləyir", "Xidmət dünən bərpa olunub.", "Məlumatı nazirlik paylaşıb."}, ""},
		{"date line with p.m.", story + "\nJan. 21, 2025, 2:05 p.m.\nKörpü dünən açılıb.\n", []string{story, "Körpü dünən açılıb."}, "2025-01-21T14:05"},
		{"headline that begins with a date", "1 yanvar 2025: yeni qaydalar\nQaydalar dünən elan olunub.\n", []string{"1 yanvar 2025: yeni qaydalar", "Qaydalar dünən elan olunub."}, ""},
		{"headline with a date in it", "01.02.2025-ci ildə yeni qaydalar\n3 oktyabr 2024 | Siyasət və iqtisadiyyat\nQaydalar dünən elan olunub.\n", []string{"01.02.2025-ci ildə yeni qaydalar", "Qaydalar dünən elan olunub."}, "2024-10-03"},
		{"date with its year word", story + "\n3 oktyabr 2024-cü il, saat 14:20\nKörpü dünən açılıb.\n", []string{story, "Körpü dünən açılıb."}, "2024-10-03T14:20"},
		{"slogan longer than the headline", "Ölkənin ən sürətli və ən etibarlı xəbər portalı\nSiyasət\n" + story + "\nYeni körpü dünən sərhəddə açılıb.\n", []string{story, "Yeni körpü dünən sərhəddə açılıb."}, ""},
		{"section that the story names", "Körpü\n" + story + "\nYeni körpü dünən sərhəddə açılıb.\n", []string{story, "Yeni körpü dünən sərhəddə açılıb."}, ""},
		{"no sentence at all", "Bir\nİki\n", []string{"Bir", "İki"}, ""},
	} {
		lang := "az"
		if strings.Contains(c.name, "p.m.") {
			lang = "en"
		}
		d := read(t, "a."+lang+".txt", lang, c.in)
		if !reflect.DeepEqual(d.Paragraphs, c.want) || d.Date != c.date {
			t.Errorf("%s: paragraphs %q date %q, want %q %q", c.name, d.Paragraphs, d.Date, c.want, c.date)
		}
	}
}

func TestWrappedCopyIsJoined(t *testing.T) {
	in := strings.Repeat("Danışıqlar zamanı tərəflər iqtisadi əlaqələrin inkişafını və\nyeni layihələri müzakirə edib, gələn il üçün plan hazırlamağı\nqərara alıblar.\n\n", 3)
	d := read(t, "a.az.txt", "az", in)
	if !d.Joined || len(d.Paragraphs) != 3 || strings.Contains(d.Paragraphs[0], "\n") {
		t.Errorf("joined %v, paragraphs %q", d.Joined, d.Paragraphs)
	}
}

func TestBadInput(t *testing.T) {
	for in, want := range map[string]string{
		"":                        "empty",
		" \n":                     "empty",
		"a\x00\x01b":              "binary data",
		"Bakı şəhəri və \xff yol": "byte 0xff at offset",
	} {
		_, err := ReadBytes("a.az.txt", "az", []byte(in), Options{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", in, err, want)
		}
	}
}

func TestNameLang(t *testing.T) {
	for in, want := range map[string][2]string{
		"d/talks.az.txt": {"d/talks", "az"}, "talks_RU.html": {"talks", "ru"}, "talks-en.txt": {"talks", "en"},
		"az/talks.txt": {"talks", "az"}, "d/ru/talks.txt": {"d/talks", "ru"}, "talks.txt": {"talks", ""}, "a.az-AZ.txt": {"a", "az"},
	} {
		if stem, lang := NameLang(in); stem != want[0] || lang != want[1] {
			t.Errorf("NameLang(%q) = %q %q, want %q", in, stem, lang, want)
		}
	}
}

func TestGuess(t *testing.T) {
	for in, want := range map[string]string{
		"Bakıda görüş keçirilib": "az", "seher": "az", "The talks were held in Baku": "en", "Переговоры в Баку": "ru",
		"Бакы": "az", "Бакыда": "az", "БАКЫ": "az", "Бу бир китаб": "az", "Баку": "ru", "Кыргызстан": "ru", "Кызыл": "ru", "книги": "ru",
		"Журнал «Бакы» закрылся": "ru", "Столица": "ru", "мост": "ru", "сахар и соль": "ru",
		"Азәрбајҹан": "az", "bu gun Bakida yagis olub ve": "az", "123": "",
	} {
		if got, _ := Guess(in); got != want {
			t.Errorf("Guess(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestDropRepeated(t *testing.T) {
	var docs []*Document
	for _, s := range []string{"Bir.", "İki.", "Üç."} {
		docs = append(docs, &Document{Lang: "az", Headline: s, Paragraphs: []string{s, "Xəbər mətni " + s, "Saytımıza qoşulun."}})
	}
	DropRepeated(docs)
	for _, d := range docs {
		if len(d.Paragraphs) != 2 || len(d.Removed) != 1 {
			t.Errorf("%q %v", d.Paragraphs, d.Removed)
		}
	}
}

// TestDropRepeatedKeepsCopies holds that copies and versions of an article keep their text.
func TestDropRepeatedKeepsCopies(t *testing.T) {
	body := []string{"Başlıq", "Bakıda yeni məktəb açılıb.", "Orada 600 şagird oxuyacaq.", "Nazir şagirdləri təbrik edib.", "Paylaş"}
	var docs []*Document
	for range 3 {
		docs = append(docs, &Document{Lang: "az", Headline: body[0], Paragraphs: append([]string(nil), body...)})
	}
	docs[2].Paragraphs[3] = "Nazir şagirdləri dünən təbrik edib."
	DropRepeated(docs)
	for i, d := range docs {
		if len(d.Paragraphs) < 4 || d.Paragraphs[1] != body[1] {
			t.Errorf("%d: %q", i, d.Paragraphs)
		}
	}
}

func TestPage(t *testing.T) {
	body := strings.Repeat("<p>Стороны обсудили торговлю, транспорт и культуру, сообщил представитель ведомства.</p>", 6)
	d := read(t, "a.ru.html", "ru", `<html><head><meta charset="utf-8"><title>Мост открыт | Вести</title>
<meta property="article:published_time" content="2024-10-03T14:20:00+04:00"></head><body><nav><a href="/">Главная</a></nav>
<article><h1>Мост открыт</h1>`+body+`<p>Читайте также: другое</p></article><footer>© 2024</footer></body></html>`)
	if d.Headline != "Мост открыт" || d.Date != "2024-10-03T14:20" || len(d.Paragraphs) != 7 {
		t.Errorf("headline %q date %q paragraphs %q", d.Headline, d.Date, d.Paragraphs)
	}
}

// TestPageDate holds that a date in words dates the page where nothing else does.
func TestPageDate(t *testing.T) {
	body := strings.Repeat("<p>Tərəflər ticarət, nəqliyyat və mədəniyyət məsələlərini müzakirə ediblər, nümayəndə bildirib.</p>", 6)
	for in, want := range map[string]string{
		"<time>12 may 2024</time>":                                         "2024-05-12",
		"<time>2 saat əvvəl</time>":                                        "",
		`<time>12 may 2024</time><time datetime="2024-05-13">dünən</time>`: "2024-05-13",
		"": "",
	} {
		d := read(t, "a.az.html", "az", `<html><head><meta charset="utf-8"><title>Körpü açılıb</title></head><body><article><h1>Körpü açılıb</h1>`+in+body+`</article></body></html>`)
		if d.Date != want || len(d.Paragraphs) != 7 {
			t.Errorf("%s: date %q, want %q; %d paragraphs", in, d.Date, want, len(d.Paragraphs))
		}
	}
}

// TestMinsk reads the shared article: its segments must all be there and nothing else.
func TestMinsk(t *testing.T) {
	dir := os.Getenv("AZTM_DATA")
	if dir == "" {
		t.Skip("AZTM_DATA is not set")
	}
	units, err := os.ReadFile(filepath.Join(dir, "minsk", "units.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	for i, lang := range []string{"az", "ru", "en"} {
		d, err := Read(filepath.Join(dir, "minsk", "minsk."+lang+".txt"), lang, Options{})
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, l := range strings.Split(strings.TrimSpace(string(units)), "\n") {
			want = append(want, strings.Fields(strings.Split(l, "\t")[i])...)
		}
		if got := strings.Fields(strings.Join(d.Paragraphs, " ")); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: text differs: %d words, want %d; removed %v", lang, len(got), len(want), d.Removed)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("Başlıq\nCümlə bir.\nPaylaş\n"), false)
	f.Add([]byte("<p>a<div><b>"), true)
	f.Fuzz(func(t *testing.T, b []byte, page bool) {
		name := "a.az.txt"
		if page {
			name = "a.az.html"
		}
		d, err := ReadBytes(name, "az", b, Options{Encoding: "windows-1252"})
		if err == nil && len(d.Paragraphs)+len(d.Removed) == 0 {
			t.Errorf("%q: nothing read, nothing removed, no error", b)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	in := []byte("Başlıq\n" + strings.Repeat("Danışıqlar zamanı tərəflər ticarətin genişləndirilməsini müzakirə ediblər.\n", 50))
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ReadBytes("a.az.txt", "az", in, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
