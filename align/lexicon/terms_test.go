package lexicon

import (
	"fmt"
	"strings"
	"testing"
)

// ministryNews are units in which some words and phrases stand together, in several forms.
var ministryNews = [][3]string{
	{"Xarici işlər naziri Bakıya gəlib.", "Министр иностранных дел прибыл в Баку.", "The foreign minister came to Baku."},
	{"Xarici işlər nazirinin səfəri bitib.", "Визит министра иностранных дел завершён.", "The foreign minister's visit is over."},
	{"Görüşdə xarici işlər naziri çıxış edib.", "На встрече выступил министр иностранных дел.", "The foreign minister spoke at the meeting."},
	{"Dəmir yolu təmir olunur.", "Железную дорогу ремонтируют.", "The railway is under repair."},
	{"Dəmir yolunun uzunluğu 40 kilometrdir.", "Длина железной дороги 40 километров.", "The railway is 40 kilometres long."},
	{"Bakıda yeni dəmir yolu açılıb.", "В Баку открыли новую железную дорогу.", "A new railway was opened in Baku."},
	{"Bakıda hava yaxşıdır.", "В Баку хорошая погода.", "The weather in Baku is fine."},
	{"Kənddə məktəb tikilir.", "В селе строят школу.", "A school is being built in the village."},
	{"Məktəbin həyəti böyükdür.", "Двор школы большой.", "The yard of the school is big."},
	{"Uşaqlar məktəbə gedir.", "Дети идут в школу.", "The children go to school."},
}

func ministryFinder(langs ...string) *TermFinder {
	f := NewTermFinder(langs...)
	for _, u := range ministryNews {
		f.Add(Text{"az", u[0]}, Text{"ru-RU", u[1]}, Text{"en", u[2]})
	}
	return f
}

func termLines(terms []Term) []string {
	var out []string
	for _, t := range terms {
		out = append(out, fmt.Sprintf("%s: %d in unit %d, %.2f", strings.Join(t.Words, " = "), t.Together, t.Unit, t.Score))
	}
	return out
}

func TestTerms(t *testing.T) {
	want := []string{
		"Bakı = Баку = Baku: 3 in unit 0, 1.00",
		"dəmir yolu = железную дорогу = railway: 3 in unit 3, 1.00",
		"məktəb = школа = school: 3 in unit 7, 1.00",
		"xarici işlər naziri = министр иностранных дел = foreign minister: 3 in unit 0, 1.00",
	}
	if got := termLines(ministryFinder("az", "ru", "en").Terms(3)); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if got := ministryFinder("en", "az").Terms(3); len(got) != 4 || got[0].Words[0] != "Baku" || got[0].Words[1] != "Bakı" {
		t.Errorf("en, az: %q", termLines(got))
	}
	if got := ministryFinder("az", "ru").Terms(4); len(got) != 0 {
		t.Errorf("none stands in four units: %q", termLines(got))
	}
	if got := NewTermFinder("az", "ru").Terms(2); len(got) != 0 {
		t.Errorf("no units: %q", termLines(got))
	}
}

// TestTermsStable holds that the same units give the same terms in the same order.
func TestTermsStable(t *testing.T) {
	first := termLines(ministryFinder("az", "ru", "en").Terms(2))
	for range 5 {
		if again := termLines(ministryFinder("az", "ru", "en").Terms(2)); strings.Join(again, "\n") != strings.Join(first, "\n") {
			t.Fatalf("first\n%s\nthen\n%s", strings.Join(first, "\n"), strings.Join(again, "\n"))
		}
	}
}

// TestTermsOfOneLanguage holds that units that lack a language teach nothing of it.
func TestTermsOfOneLanguage(t *testing.T) {
	f := NewTermFinder("az", "ru")
	for range 10 {
		f.Add(Text{"az", "Nazirlik bildirib."})
		f.Add(Text{"en", "The ministry said so."}, Text{"ru", ""})
	}
	if got := f.Terms(2); len(got) != 0 {
		t.Errorf("%q", termLines(got))
	}
}

func BenchmarkTerms(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		f := NewTermFinder("az", "ru", "en")
		for range 100 {
			for _, u := range ministryNews {
				f.Add(Text{"az", u[0]}, Text{"ru", u[1]}, Text{"en", u[2]})
			}
		}
		f.Terms(3)
	}
}
