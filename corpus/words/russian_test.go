package words

import (
	"strings"
	"testing"

	"github.com/kljensen/snowball/russian"
)

// russianStems are beginnings of words; with every ending behind them, and two, most ways of the stemmer are walked.
var russianStems = strings.Fields("а я по стол книг красив жела рисова учи важн длинн горяч прият мног длиннейш радост объяв эко въ ёл съ о'")

// TestStemRussian wants the stems of the Snowball module, by which match keys and lemmas are made.
func TestStemRussian(t *testing.T) {
	ends := []string{""}
	for _, r := range rows("ru-endings.tsv") {
		for _, e := range strings.Fields(r[1]) {
			ends = append(ends, strings.TrimSuffix(e, "|"))
		}
	}
	if len(ends) < 100 {
		t.Fatalf("%d endings", len(ends))
	}
	for _, s := range russianStems {
		for _, a := range ends {
			for _, b := range ends {
				checkRussianStem(t, s+a+b)
			}
		}
	}
}

func checkRussianStem(t *testing.T, word string) {
	t.Helper()
	if got, want := stemRussian(word), russian.Stem(word, false); got != want {
		t.Errorf("%q: stem %q, the module's %q", word, got, want)
	}
}

func FuzzStemRussian(f *testing.F) {
	for _, s := range []string{"", "и", "Минские", "переговоров", "рассматривавшиеся", "ненн", "яйцо", "Bakıda", "что", "\xffавши", "ааа-ы", " день "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, word string) { checkRussianStem(t, word) })
}

func BenchmarkStemRussian(b *testing.B) {
	list := strings.Fields("министерство иностранных дел сообщило что стороны обсудили расширение торговли и развитие транспортного коридора")
	benchmarkWords(b, list, func(w string) { stemRussian(w) })
}
