package tm

import (
	"context"
	"math/rand/v2"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"testing"
)

func (n need) String() string {
	var parts []string
	for _, p := range n.all {
		parts = append(parts, p.String())
	}
	for _, p := range n.any {
		parts = append(parts, "|"+p.String())
	}
	if n.fold {
		parts = append(parts, "i:")
	}
	return "(" + strings.Join(append(parts, n.letters), " ") + ")"
}

func TestNeedOf(t *testing.T) {
	for _, c := range []struct{ pattern, want string }{
		{`\bnazirlik\b`, "((nazirli) )"}, // a mark might follow
		{`yeni qanun `, "((yeni) (qanun) )"},
		{`\d+ milyon\.`, "((milyon) )"},
		{`(?:nazir|vali)lik `, "((|((nazi) ) |((val) ) ) (lik) )"},
		{`(?i)закон `, "((i: ЗАКОН) )"},
		{`(qanun )+`, "(((qanun) ) )"},
		{`(qanun )*`, "()"},
		{`qanun |\d`, "()"},
		{`(qanun ){2,3}x`, "(((qanun) ) )"},
		{`ab cd`, "()"},
		{`\w+[a-z]`, "()"},
		{"nazire\u0301 ", "((nazir) )"},
	} {
		re, err := syntax.Parse(c.pattern, syntax.Perl)
		if err != nil {
			t.Fatal(err)
		}
		if got := needOf(re).String(); got != c.want {
			t.Errorf("%s: %s, want %s", c.pattern, got, c.want)
		}
	}
}

func TestRegexNarrows(t *testing.T) {
	m := newsMemory(t)
	for _, c := range []struct {
		pattern  string
		units    int
		narrowed bool
	}{
		{`hazırl\w+`, 1, true},
		{`\d+`, len(news), false},
		{`(?i)HAZIRL`, 1, true},
		{`kokett|Кокетн`, 1, true},
		{`nowhere to be found`, 0, true},
	} {
		units, narrowed, read := -1, false, 0
		_, err := m.Search(context.Background(), Search{Query: c.pattern, Regex: true, Reading: func(n int, some bool) func(int) {
			units, narrowed = n, some
			return func(n int) { read += n }
		}})
		if err != nil || units != c.units || narrowed != c.narrowed || read != units {
			t.Errorf("%s: %d units, narrowed %v, %d read, %v; want %d, %v", c.pattern, units, narrowed, read, err, c.units, c.narrowed)
		}
	}
}

// pieces are what random patterns are made of, beside parts of the texts.
var pieces = []string{`\b`, `\w+`, `.*`, `[a-zə]`, ` `, `\s`, `(?i)`, `|`, `(`, `)`, `?`, `+`, `*`, `{2}`, `^`, `$`, `\pL`, `\d`, "\u0301", `-`, `’`}

// randomPattern joins pieces and parts of a text.
func randomPattern(r *rand.Rand, text string) string {
	var b strings.Builder
	runes := []rune(text)
	for range 1 + r.IntN(4) {
		if r.IntN(2) == 0 {
			b.WriteString(pieces[r.IntN(len(pieces))])
			continue
		}
		at := r.IntN(len(runes))
		part := string(runes[at:min(len(runes), at+2+r.IntN(10))])
		if r.IntN(4) == 0 {
			part = strings.ToUpper(part)
		}
		b.WriteString(regexp.QuoteMeta(part))
	}
	return b.String()
}

// TestRegexEqualsScan compares what a pattern finds with what reading every text finds.
func TestRegexEqualsScan(t *testing.T) {
	m := newsMemory(t)
	for _, s := range []string{"Kafe\u0301 və kafe, ABŞ-ın 10 000 əsgəri, Lukashenko's, d’Artagnan, Бакы шәһәри.", "10km 1st İSTANBUL ıstakoz Ǝsas", "rock’n’roll e-mail co\u00adop ſtraße Kelvin"} {
		put(t, m, Unit{Variants: []Variant{{Lang: "az", Text: s}, {Lang: "en", Text: s}, {Lang: "ru", Text: s}, {Lang: "de", Text: s}}})
	}
	all := units(t, m, Filter{})
	r := rand.New(rand.NewPCG(5, 7))
	tried, narrowed := 0, 0
	for tried < 3000 {
		u := all[r.IntN(len(all))]
		pattern := randomPattern(r, u.Variants[r.IntN(len(u.Variants))].Text)
		re, err := regexp.Compile(pattern)
		if err != nil {
			continue
		}
		tried++
		var want, got []int64
		f := finder{search: Search{}, re: re}
		for _, u := range all {
			if _, ok := f.matchRegexp(u); ok {
				want = append(want, u.ID)
			}
		}
		res, err := m.Search(context.Background(), Search{Query: pattern, Regex: true, Limit: -1, Reading: func(_ int, some bool) func(int) {
			if some {
				narrowed++
			}
			return func(int) {}
		}})
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range res.Units {
			got = append(got, u.Unit.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %v, reading all finds %v", pattern, got, want)
		}
	}
	if narrowed < tried/10 {
		t.Errorf("%d of %d patterns narrowed the search", narrowed, tried)
	}
}
