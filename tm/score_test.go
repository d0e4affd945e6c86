package tm

import (
	"fmt"
	"strings"
	"testing"

	"aztm/corpus/words"
)

func TestScore(t *testing.T) {
	for _, c := range []struct {
		name, lang, query, text string
		score                   int
		kind                    Kind
	}{
		{"equal", "az", "Nazir Bakıya gəldi.", "Nazir Bakıya gəldi.", 100, Exact},
		{"case", "az", "NAZİR BAKIYA GƏLDİ", "Nazir Bakıya gəldi.", 99, Near},
		{"no diacritics", "az", "nazir bakiya geldi", "Nazir Bakıya gəldi.", 99, Near},
		{"punctuation", "ru", "Министр — приехал!", "Министр приехал.", 99, Near},
		{"yo", "ru", "Он еще там", "Он ещё там", 99, Near},
		{"a word of four replaced", "en", "The minister came yesterday.", "The minister came today.", 75, Fuzzy},
		{"a word of four missing", "en", "The minister came.", "The minister came today.", 75, Fuzzy},
		{"another form", "en", "The minister visited cities.", "The minister visited city.", 90, Fuzzy},
		{"another number", "en", "In 2024 prices rose.", "In 2023 prices rose.", 93, Numbers},
		{"two other numbers", "en", "From 5 to 7 percent.", "From 6 to 9 percent.", 90, Numbers},
		{"a number and a word", "en", "In 2024 prices fell.", "In 2023 prices rose.", 68, Fuzzy},
		{"nothing alike", "en", "alpha beta", "gamma delta", 0, Fuzzy},
		{"no tokens, equal", "en", "—", "—", 100, Exact},
		{"no tokens", "en", "—", "…", -1, ""},
		{"no tokens and some", "en", "—", "word", -1, ""},
		{"numbers alone", "en", "2024 15", "2023 15", -1, ""},
		{"numbers alone, other punctuation", "en", "2024, 15", "2024 15", 99, Near},
		{"long with one difference", "en", strings.Repeat("word ", 200) + "x", strings.Repeat("word ", 200) + "y", 98, Fuzzy},
	} {
		t.Run(c.name, func(t *testing.T) {
			q, s := NewText(c.lang, c.query), NewText(c.lang, c.text)
			score, kind, ok := q.Score(s, 0)
			if !ok {
				score = -1
			}
			if score != c.score || kind != c.kind {
				t.Errorf("score %d %s, want %d %s", score, kind, c.score, c.kind)
			}
			for min := max(0, c.score-3); min < c.score+3; min++ {
				if s2, _, ok := q.Score(s, min); ok != (c.score >= min && c.score >= 0) || ok && s2 != c.score {
					t.Errorf("with a threshold of %d: %d, %v", min, s2, ok)
				}
			}
		})
	}
}

// plainDistance is the distance by the whole table.
func plainDistance(a, b []words.Token) int {
	table := make([][]int, len(a)+1)
	for i := range table {
		table[i] = make([]int, len(b)+1)
		for j := range table[i] {
			switch {
			case i == 0 || j == 0:
				table[i][j] = costGap * (i + j)
			default:
				cost, _ := substitute(a[i-1], b[j-1])
				table[i][j] = min(table[i-1][j-1]+cost, table[i-1][j]+costGap, table[i][j-1]+costGap)
			}
		}
	}
	return table[len(a)][len(b)]
}

// abstract makes tokens of a text of one letter a token: letters of the two cases are forms of one word, digits are numbers.
func abstract(s string) []words.Token {
	var list []words.Token
	for _, r := range s {
		k := words.Token{Loose: string(r), Key: strings.ToLower(string(r))}
		if '0' <= r && r <= '9' {
			k.Kind, k.Key = words.Number, words.NumberKey
		}
		list = append(list, k)
	}
	return list
}

func FuzzDistance(f *testing.F) {
	f.Add("abcdef", "abXdef", 40)
	f.Add("aaaa1bbbb", "aAaa2bb", 100)
	f.Add("", "abc", 60)
	f.Add("123456789", "234567891", 45)
	f.Add(strings.Repeat("ab", 40), strings.Repeat("ba", 40), 2000)
	f.Fuzz(func(t *testing.T, x, y string, limit int) {
		if len(x)*len(y) > 1<<14 {
			t.Skip()
		}
		a, b := abstract(x), abstract(y)
		want := plainDistance(a, b)
		limit = max(0, limit%3000)
		if d, ok := Distance(a, b, limit); ok != (want <= limit) || ok && d != want {
			t.Fatalf("distance %d, %v within %d; want %d", d, ok, limit, want)
		}
		if d, ok := Distance(b, a, want); !ok || d != want {
			t.Fatalf("distance the other way %d, %v; want %d", d, ok, want)
		}
		checkScript(t, a, b, want)
	})
}

// checkScript sees that a script turns a into b at the given cost.
func checkScript(t *testing.T, a, b []words.Token, want int) {
	i, j, sum := 0, 0, 0
	for n, op := range Script(a, b) {
		if op.AStart != i || op.BStart != j || op.AEnd-op.AStart == 0 && op.BEnd-op.BStart == 0 {
			t.Fatalf("step %d %+v does not follow at %d, %d", n, op, i, j)
		}
		switch op.Kind {
		case Insert:
			sum += costGap * (op.BEnd - j)
		case Delete:
			sum += costGap * (op.AEnd - i)
		default:
			for k := range op.AEnd - i {
				cost, kind := substitute(a[i+k], b[j+k])
				if kind != op.Kind {
					t.Fatalf("step %d is %v, want %v", n, op.Kind, kind)
				}
				sum += cost
			}
		}
		i, j = op.AEnd, op.BEnd
	}
	if i != len(a) || j != len(b) || sum != want {
		t.Fatalf("the script ends at %d, %d of %d, %d and costs %d, want %d", i, j, len(a), len(b), sum, want)
	}
}

// TestDistanceOfHugeTexts ends soon and in little memory, whatever the texts are.
func TestDistanceOfHugeTexts(t *testing.T) {
	a, b := abstract(strings.Repeat("abcdefgh", 50_000)), abstract(strings.Repeat("hgfedcb", 50_000))
	if d, ok := Distance(a, b, costGap*len(a)); ok {
		t.Errorf("distance %d, want none", d)
	}
	c := append(append([]words.Token{}, a...), b[:3]...)
	if d, ok := Distance(a, c, costGap*len(a)); !ok || d != 3*costGap {
		t.Errorf("distance %d, %v, want %d", d, ok, 3*costGap)
	}
	if ops := Script(a, b); len(ops) == 0 {
		t.Error("no script")
	}
}

func TestSwap(t *testing.T) {
	for _, c := range []struct {
		name, query, source, target, want string
		swapped                           bool
	}{
		{"one number", "2024-cü ildə", "2023-cü ildə", "в 2023 году", "в 2024 году", true},
		{"two numbers", "15 nəfər, 3 gün", "12 nəfər, 5 gün", "12 человек, 5 дней", "15 человек, 3 дней", true},
		{"crossed numbers", "3 nəfər, 5 gün", "5 nəfər, 3 gün", "5 человек, 3 дня", "3 человек, 5 дня", true},
		{"twice in the target", "7 gün", "5 gün", "5 дней, 5 ночей", "5 дней, 5 ночей", false},
		{"not in the target", "7 gün", "5 gün", "пять дней", "пять дней", false},
		{"one that differs is missing", "7 gün 2 saat", "5 gün 3 saat", "5 дней три часа", "5 дней три часа", false},
		{"one number for two", "7 gün 8 saat", "5 gün 5 saat", "5 дней", "5 дней", false},
		{"one stays, stands twice", "5 gün 8 saat", "5 gün 3 saat", "5 дней 5 3", "5 дней 5 8", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Target{Lang: "ru", Text: c.target}
			got.swap(NewText("az", c.query), NewText("az", c.source))
			if got.Text != c.want || got.Swapped != c.swapped {
				t.Errorf("%q, %v; want %q, %v", got.Text, got.Swapped, c.want, c.swapped)
			}
		})
	}
}

func ExampleScript() {
	a := NewText("en", "The new minister arrived in Baku in 2023.")
	b := NewText("en", "The minister arrives in Baku in 2024.")
	for _, op := range Script(a.Tokens, b.Tokens) {
		if op.Kind == Keep {
			continue
		}
		cut := func(t Text, start, end int) string {
			if start == end {
				return ""
			}
			return t.Stored[t.Tokens[start].Start:t.Tokens[end-1].End]
		}
		fmt.Printf("%q → %q\n", cut(a, op.AStart, op.AEnd), cut(b, op.BStart, op.BEnd))
	}
	// Output:
	// "new" → ""
	// "arrived" → "arrives"
	// "2023" → "2024"
}

func BenchmarkScore(b *testing.B) {
	q := NewText("az", "Prezident dünən Bakıda keçirilən iclasda yeni şəhər planı barədə danışıb və 2024-cü ilin büdcəsini təsdiq edib.")
	c := NewText("az", "Nazir bu gün Gəncədə keçirilən iclasda şəhər planı barədə danışıb, 2023-cü ilin büdcəsini təsdiq edib.")
	b.ReportAllocs()
	for b.Loop() {
		q.Score(c, 50)
	}
}
