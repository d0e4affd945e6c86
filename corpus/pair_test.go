package corpus

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"
)

// Syllables of one sound in the three languages, for made-up names.
var syllables = [][3]string{
	{"ba", "ба", "ba"}, {"lo", "ло", "lo"}, {"mi", "ми", "mi"}, {"nu", "ну", "nu"}, {"ra", "ра", "ra"}, {"si", "си", "si"}, {"to", "то", "to"},
	{"ve", "ве", "ve"}, {"fa", "фа", "fa"}, {"do", "до", "do"}, {"şu", "шу", "shu"}, {"ki", "ки", "ki"},
}

// madeName is the name of a number in a language.
func madeName(n, lang int) string {
	var b strings.Builder
	for range 4 {
		b.WriteString(syllables[n%len(syllables)][lang])
		n /= len(syllables)
	}
	r := []rune(b.String())
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

var langs = []string{"az", "ru", "en"}

// madeNews makes stories in three languages: names, numbers and filler, of which a translation keeps four fifths. A document's path is its
// story and language.
func madeNews(stories int, rng *rand.Rand) []*Document {
	var out []*Document
	for s := range stories {
		var facts [16]int
		for i := range facts {
			facts[i] = rng.Intn(20000)
		}
		for l, lang := range langs {
			d := &Document{Path: fmt.Sprintf("%d.%s", s, lang), Lang: lang}
			for i, f := range facts {
				fact := madeName(f, l)
				switch {
				case rng.Intn(5) == 0:
					continue
				case i%3 == 0:
					fact = fmt.Sprint(100 + f)
				}
				d.Paragraphs = append(d.Paragraphs, fmt.Sprintf("söz %s %s %s dedi.", madeName(rng.Intn(300), l), fact, strings.Repeat("bir iki sözlər ", 5)))
			}
			out = append(out, d)
		}
	}
	return out
}

// numbers are 0 to n-1.
func numbers(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// pairs are the groups of documents by their paths, sorted.
func pairs(docs []*Document, named [][]int) []string {
	taken := map[int]bool{}
	for _, d := range slices.Concat(named...) {
		taken[d] = true
	}
	free := slices.DeleteFunc(numbers(len(docs)), func(d int) bool { return taken[d] })
	groups, _ := NewKin(docs, nil).Pair(named, free)
	var out []string
	for _, g := range groups {
		var paths []string
		for _, d := range g.Docs {
			paths = append(paths, docs[d].Path)
		}
		out = append(out, strings.Join(paths, " "))
	}
	slices.Sort(out)
	return out
}

// TestPairOrder is the law that the order of the documents does not matter.
func TestPairOrder(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	docs := madeNews(40, rng)
	var want []string
	for s := range 40 {
		want = append(want, fmt.Sprintf("%d.az %d.ru %d.en", s, s, s))
	}
	slices.Sort(want)
	for range 5 {
		rng.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
		if got := pairs(docs, nil); !slices.Equal(got, want) {
			t.Fatalf("got %q", got)
		}
	}
}

const (
	azBridge = "Lukaşenko oktyabrın 3-də Minskdə 300 min manatlıq körpünü açıb."
	ruBridge = "Лукашенко 3 октября открыл в Минске мост за 300 000 манатов."
	enBridge = "On Oct. 3 Lukashenko opened a bridge in Minsk for 300,000 manats."
	ruFair   = "Ярмарка прошла в Гродно 17 мая, её посетил Воронцов."
	enFair   = "The fair took place in Grodno on 17 May; Vorontsov visited it."
	enOther  = "Nothing of the kind was seen in Zimbabwe, Thompson told 45 reporters."
)

func TestPair(t *testing.T) {
	doc := func(path, text string) *Document {
		return &Document{Path: path, Lang: path[:2], Paragraphs: []string{text}}
	}
	for _, c := range []struct {
		name  string
		docs  []*Document
		named [][]int
		want  []string
	}{
		{"three", []*Document{doc("en1", enBridge), doc("ru1", ruBridge), doc("az1", azBridge)}, nil, []string{"az1 ru1 en1"}},
		{"two and two", []*Document{doc("az1", azBridge), doc("ru1", ruFair), doc("en1", enFair), doc("en2", enBridge)}, nil, []string{"az1 en2", "ru1 en1"}},
		{"a stranger", []*Document{doc("az1", azBridge), doc("ru1", ruBridge), doc("en1", enOther)}, nil, []string{"az1 ru1"}},
		{"joins a named story", []*Document{doc("az1", azBridge), doc("ru1", ruBridge), doc("en1", enFair), doc("en2", enBridge)}, [][]int{{0, 1}}, []string{"az1 ru1 en2"}},
		{"no room in a named story", []*Document{doc("az1", azBridge), doc("en1", enBridge), doc("en2", enBridge)}, [][]int{{0, 1}}, nil},
		{"one language", []*Document{doc("en1", enFair), doc("en2", enFair)}, nil, nil},
		{"nothing in common", []*Document{doc("az1", azBridge), doc("en1", enOther)}, nil, nil},
		{"no text", []*Document{doc("az1", ""), doc("en1", "")}, nil, nil},
	} {
		if got := pairs(c.docs, c.named); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestGroup(t *testing.T) {
	k := NewKin([]*Document{{Lang: "az", Paragraphs: []string{azBridge}}, {Lang: "ru", Paragraphs: []string{ruBridge}}, {Lang: "en", Paragraphs: []string{enBridge}}}, nil)
	g := k.Group([]int{0, 1, 2})
	if g.Shared < 4 || !slices.Contains(g.Shown, "Lukaşenko") || g.Share < 0.5 {
		t.Errorf("%+v", g)
	}
	_, near := NewKin([]*Document{{Lang: "az", Paragraphs: []string{azBridge}}, {Lang: "en", Paragraphs: []string{enOther}}}, nil).Pair(nil, []int{0, 1})
	if near[0].Doc != -1 {
		t.Errorf("nearest %+v, want none", near[0])
	}
}

func TestMisfits(t *testing.T) {
	az := &Document{Path: "a.az.txt", Lang: "az", Paragraphs: []string{azText}}
	ru := &Document{Path: "a.ru.txt", Lang: "ru", Paragraphs: []string{ruText}}
	en := &Document{Path: "a.en.txt", Lang: "en", Paragraphs: []string{enText}}
	as := func(d *Document, lang string) *Document {
		return &Document{Path: "a." + lang + ".txt", Lang: lang, Paragraphs: d.Paragraphs}
	}
	for _, c := range []struct {
		name string
		docs []*Document
		want []string
	}{
		{"right", []*Document{az, ru, en}, []string{"", "", ""}},
		{"English as Russian", []*Document{az, as(en, "ru")}, []string{"", "a.ru.txt reads like en, not ru"}},
		{"Azerbaijani as English", []*Document{as(az, "en"), ru}, []string{"a.en.txt reads like az, not en", ""}},
		{"swapped", []*Document{as(ru, "az"), as(az, "ru"), en}, []string{"a.az.txt and a.ru.txt look swapped: they read like ru and az", "a.az.txt and a.ru.txt look swapped: they read like ru and az", ""}},
		{"one text twice", []*Document{as(ru, "az"), ru, en}, []string{"a.az.txt holds the same text as a.ru.txt", "", ""}},
		{"numbers twice", []*Document{{Path: "x", Lang: "az", Paragraphs: []string{"1"}}, {Path: "y", Lang: "ru", Paragraphs: []string{"1"}}}, []string{"x holds the same text as y", "y holds the same text as x"}},
		{"another language", []*Document{{Path: "x", Lang: "de", Paragraphs: []string{ruText}}, ru}, []string{"x holds the same text as a.ru.txt", "a.ru.txt holds the same text as x"}},
		{"English full of names", []*Document{ru, {Path: "x", Lang: "en", Paragraphs: []string{"The club said that Kılıçdaroğlu and Əliyev met in Şuşa and it was for the Beşiktaş fans."}}}, []string{"", ""}},
	} {
		if got := Misfits(c.docs); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestLopsided(t *testing.T) {
	long := &Document{Path: "long", Paragraphs: []string{strings.Repeat("ə", 100)}}
	short := &Document{Path: "short", Paragraphs: []string{"1234567890"}}
	if got := Lopsided([]*Document{short, long}); got != "long is 10 times as long as short" {
		t.Error(got)
	}
	if got := Lopsided([]*Document{long, long}); got != "" {
		t.Error(got)
	}
}

// FuzzShare holds that a share is from 0 to 1, the same from both sides, and whole for a text with itself.
func FuzzShare(f *testing.F) {
	f.Add(azBridge, ruBridge)
	f.Add("", "\xff Ü-ü 1")
	f.Fuzz(func(t *testing.T, a, b string) {
		k := NewKin([]*Document{{Lang: "az", Paragraphs: []string{a}}, {Lang: "ru", Paragraphs: []string{b}}, {Lang: "az", Paragraphs: []string{a}}}, nil)
		s := k.Share(0, 1)
		if s != k.Share(1, 0) || s < 0 || s > 1+1e-9 {
			t.Errorf("share %v, the other way %v", s, k.Share(1, 0))
		}
		if same := k.Share(0, 2); same != 0 && (same < 1-1e-9 || same > 1+1e-9) {
			t.Errorf("share with itself %v", same)
		}
		k.Group([]int{0, 1, 2})
		k.Pair([][]int{{0, 1}}, []int{2})
	})
}

// BenchmarkPair compares and pairs 2,000 stories in three languages.
func BenchmarkPair(b *testing.B) {
	docs := madeNews(2000, rand.New(rand.NewSource(1)))
	b.ReportAllocs()
	for b.Loop() {
		NewKin(docs, nil).Pair(nil, numbers(len(docs)))
	}
}
