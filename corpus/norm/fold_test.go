package norm

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

func dataDir(t testing.TB) string {
	dir := os.Getenv("AZTM_DATA")
	if dir == "" {
		t.Skip("AZTM_DATA is not set")
	}
	return dir
}

func TestNormaliseRows(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(dataDir(t), "normalise.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	// What counts is which rows share a key, not how the key is spelt.
	type named struct{ lang, key string }
	ours, theirs := map[named]string{}, map[named]string{}
	n := 0
	for line := range strings.Lines(string(text)) {
		var row struct{ ID, Lang, Input, Stored, Key string }
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatal(err)
		}
		n++
		stored, _ := Repair(row.Lang, Entities(row.Input))
		if stored != row.Stored {
			t.Errorf("%s stored %q, want %q", row.ID, stored, row.Stored)
		}
		key := Loose(row.Lang, stored)
		if key != row.Key {
			t.Logf("%s key %q, spelt %q in the file", row.ID, key, row.Key)
		}
		if was, ok := ours[named{row.Lang, key}]; ok && was != row.Key {
			t.Errorf("%s shares a key with %q", row.ID, was)
		}
		if was, ok := theirs[named{row.Lang, row.Key}]; ok && was != key {
			t.Errorf("%s key %q, want %q", row.ID, key, was)
		}
		ours[named{row.Lang, key}], theirs[named{row.Lang, row.Key}] = row.Key, key
	}
	if n == 0 {
		t.Fatal("no rows")
	}
}

func TestEveryCodePoint(t *testing.T) {
	for _, lang := range []string{"az", "ru", "tr"} {
		for r := rune(0); r <= 0x1FFFF; r++ {
			checkKeys(t, lang, "a"+string(r)+"b")
		}
	}
}

// checkKeys holds the laws of keys for one text.
func checkKeys(t *testing.T, lang, text string) {
	t.Helper()
	loose, exact := Loose(lang, text), Exact(lang, text)
	if again := Loose(lang, loose); again != loose {
		t.Errorf("%s %+q: key %+q has key %+q", lang, text, loose, again)
	}
	if again := Exact(lang, exact); again != exact {
		t.Errorf("%s %+q: exact key %+q has exact key %+q", lang, text, exact, again)
	}
	if k := Loose(lang, exact); k != loose {
		t.Errorf("%s %+q: loose key %+q, of the exact key %+q %+q", lang, text, loose, exact, k)
	}
	f := FoldLoose(lang, text)
	if f.Key != loose {
		t.Errorf("%s %+q: FoldLoose %+q, Loose %+q", lang, text, f.Key, loose)
	}
}

func TestLooseTable(t *testing.T) {
	for _, c := range []struct{ lang, text, key string }{
		{"az", "BAKI", "baki"},
		{"az", "bakı", "baki"},
		{"az", "Бакы", "baki"},
		{"az-Cyrl", "Ҝүнәш вә һава", "gunes ve hava"},
		{"az", "İSPANİYA", "ispaniya"},
		{"az", "Äliyev, æli", "eliyev, eli"},
		{"az", "Ș ș ț ǧ", "s s t g"},
		{"az", "Объект", "obekt"},
		{"de", "Mäßig", "massig"},
		{"da", "Æble, Ørsted", "aeble, orsted"},
		{"tr", "IŞIK", "isik"},
		{"is", "Þórður", "thordur"},
		{"cs", "Dvořák", "dvorak"},
		{"vi", "Nguyễn", "nguyen"},
		{"el", "Λόγος", "λόγοσ"},
		{"ru", "Ещё йод, ЙЕМЕН", "еще йод, йемен"},
		{"ru", "и\u0306од", "йод"},
		{"ru", "за\u0301мок", "замок"},
		{"ru", "д’Артаньян", "дартаньян"},
		{"ru", "№ 5 и №6", "№ 5 и №6"},
		{"en", "O'Neill‘s “so-called” ‘plan’", "oneills \"so-called\" \"plan\""},
		{"en", "5'10", "5\"10"},
		{"en", " one ,  two\u00a0;three . ", "one, two;three."},
		{"en", "the .NET and .5", "the .net and .5"},
		{"en", "so… and so ...", "so... and so..."},
		{"en", "a — b – c − d", "a - b - c - d"},
		{"en", "10\u00a0000\u202f000\u2009km²", "10 000 000 km2"},
		{"en", "ﬁve ＡＢＣ Ⅳ ½", "five abc iv ½"},
		{"en", "co\u00adop\u200beration", "cooperation"},
		{"en", "", ""},
		{"en", "\n \u3000", ""},
	} {
		if got := Loose(c.lang, c.text); got != c.key {
			t.Errorf("Loose(%s, %q) = %q, want %q", c.lang, c.text, got, c.key)
		}
		checkKeys(t, c.lang, c.text)
	}
}

func TestExactTable(t *testing.T) {
	for _, c := range []struct{ lang, text, key string }{
		{"az", "«IŞIQ» — Bakı’nın", "\"ışıq\" - bakı'nın"},
		{"az", "Бакы", "бакы"},
		{"en", "İstanbul IT", "istanbul it"},
		{"ru", "Ещё  раз", "ещё раз"},
		{"en", "ﬁve m² …", "ﬁve m²…"},
	} {
		if got := Exact(c.lang, c.text); got != c.key {
			t.Errorf("Exact(%s, %q) = %q, want %q", c.lang, c.text, got, c.key)
		}
	}
}

func TestLower(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"az", "IŞIQ İLƏ I\u0307", "ışıq ilə i"},
		{"tr_TR", "ISPARTA", "ısparta"},
		{"en", "İLHAM IT", "ilham it"},
		{"ru", "ЁЖ И Й", "ёж и й"},
		{"aze", "QIZ", "qız"},
	} {
		if got := Lower(c.lang, c.text); got != c.want {
			t.Errorf("Lower(%s, %q) = %q, want %q", c.lang, c.text, got, c.want)
		}
	}
}

func TestSpan(t *testing.T) {
	for _, c := range []struct{ lang, text, part, want string }{
		{"az", "Bu, BAKI’nın günü", "bakinin", "BAKI’nın"},
		{"az", "Bu, BAKI’nın günü", "baki", "BAKI"},
		{"ru", "за\u0301мок и\u0306од", "за", "за\u0301"},
		{"ru", "за\u0301мок и\u0306од", "йо", "и\u0306о"},
		{"az", "Яхшы яз", "ya", "Я"},
		{"az", "Яхшы яз", "xsi y", "хшы я"},
		{"de", "die Straße", "as", "aß"},
		{"de", "auf  der   Straße", "f d", "f  d"},
		{"en", "so … on", "...", "…"},
		{"vi", "Nguye\u0302\u0303n", "ye", "ye\u0302\u0303"},
	} {
		f := FoldLoose(c.lang, c.text)
		at := strings.Index(f.Key, c.part)
		from, to := f.Span(at, at+len(c.part))
		if got := c.text[from:to]; at < 0 || got != c.want {
			t.Errorf("%q of %q: %q, want %q", c.part, c.text, got, c.want)
		}
	}
	f := FoldLoose("az", "Bakı")
	for _, r := range [][4]int{{-3, 99, 0, 5}, {2, 2, 2, 2}, {4, 4, 5, 5}, {9, 3, 5, 5}, {3, 1, 3, 3}} {
		if from, to := f.Span(r[0], r[1]); from != r[2] || to != r[3] {
			t.Errorf("Span(%d, %d) = %d, %d, want %d, %d", r[0], r[1], from, to, r[2], r[3])
		}
	}
}

func FuzzKeys(f *testing.F) {
	for _, s := range keySeeds {
		f.Add("az", s, 1, 3)
		f.Add("ru", s, 0, 9)
	}
	f.Fuzz(func(t *testing.T, lang, text string, start, end int) {
		checkKeys(t, lang, text)
		from, to := FoldLoose(lang, text).Span(start, end)
		if from < 0 || from > to || to > len(text) || !boundary(text, from) || !boundary(text, to) {
			t.Errorf("%s %+q: Span(%d, %d) = %d, %d", lang, text, start, end, from, to)
		}
		checkHits(t, lang, text)
	})
}

// checkHits holds that each word found in a key leads back to text that has the word in its own key, and, for words in order, to
// places in order.
func checkHits(t *testing.T, lang, text string) {
	t.Helper()
	f := FoldLoose(lang, text)
	last, end := 0, 0
	for word := range strings.FieldsFuncSeq(f.Key, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }) {
		start := end + strings.Index(f.Key[end:], word)
		end = start + len(word)
		from, to := f.Span(start, end)
		if own := Loose(lang, text[from:to]); !strings.Contains(own, word) || from < last {
			t.Errorf("%s %+q: %+q of the key leads to %+q at %d, whose key is %+q", lang, text, word, text[from:to], from, own)
		}
		last = from
	}
}

func TestHitsOfNews(t *testing.T) {
	for _, lang := range []string{"az", "ru", "en"} {
		checkHits(t, lang, sentences[lang])
	}
	for _, s := range keySeeds {
		checkHits(t, "az", s)
	}
}

// boundary reports whether a code point (or a broken byte) starts at i, or text ends there.
func boundary(text string, i int) bool {
	for at := range text {
		if at == i {
			return true
		}
	}
	return i == len(text)
}

var keySeeds = []string{
	"Bakı’nın “küçə”si , – …", "a .ъ", "a .ʼb", "за\u0301мок и\u0306", "H\u0331 I\u0307", "x²'s ½ № ﬁ", "\xff\xfe", "0\x1f'A", "a ，b ；c", "Яхшы ѐ ß … .5",
}

// TestDecomposed holds the shortcut of decomposed to what NFC says of every code point.
func TestDecomposed(t *testing.T) {
	for r := rune(0); r <= 0x2FFFF; r++ {
		if s := "ə" + string(r) + "я"; decomposed(s) == norm.NFC.IsNormalString(s) {
			t.Errorf("%+q: decomposed %v", s, decomposed(s))
		}
	}
}
