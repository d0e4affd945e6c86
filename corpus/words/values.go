package words

import (
	"strconv"
	"strings"
	"sync"

	"aztm/corpus/norm"
)

// A ValueKind says what a Value is.
type ValueKind uint8

// The kinds of value.
const (
	NumberValue ValueKind = iota // Text "300000", "3.5": plain decimal
	MonthValue                   // Text "10": a month by name
	TimeValue                    // Text "15:00"
)

// A Value is a number, month or time of a text by value, whatever way it is written.
type Value struct {
	Start, End int // half-open byte range of the text
	Kind       ValueKind
	Text       string // canonical: equal values have equal Kind and Text in every language
}

// Values returns the numbers, months and times of text in order: 300 min, 300 тыс. and
// 300,000 are one value, oktyabr, октября and Oct. too.
func Values(lang, text string) []Value {
	var out []Value
	toks := Tokens(lang, text)
	for i := 0; i < len(toks); i++ {
		t := toks[i]
		v := Value{Start: t.Start, End: t.End}
		switch {
		case t.Kind == Number:
			v.Kind, v.Text = number(lang, text[t.Start:t.End])
			if v.Kind == NumberValue && i+1 < len(toks) {
				if p := lookupWord(scales(), lang, toks[i+1].Loose); p > 0 {
					v.Text = shift(v.Text, p)
					v.End = toks[i+1].End
					i++
				}
			}
		case month(lang, t, text) > 0:
			v.Kind, v.Text = MonthValue, strconv.Itoa(month(lang, t, text))
		default:
			n := lookupWord(numerals(), lang, t.Loose)
			if n == 0 {
				if n = roman(text[t.Start:t.End]); n == 0 {
					continue
				}
			}
			v.Text = strconv.Itoa(n)
		}
		out = append(out, v)
	}
	return out
}

// number reads a number token: a time if it has a colon, else a decimal by the customs of lang.
func number(lang, s string) (ValueKind, string) {
	end := strings.IndexFunc(s, func(r rune) bool {
		return (r < '0' || r > '9') && !strings.ContainsRune(".,: \u00a0\u202f", r)
	})
	if end < 0 {
		end = len(s)
	}
	s = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "").Replace(s[:end])
	if h, m, ok := strings.Cut(s, ":"); ok && len(h) <= 2 && len(m) == 2 {
		return TimeValue, h + ":" + m
	}
	thousands, decimal := ".", ","
	if base(lang) == "en" {
		thousands, decimal = ",", "."
	}
	if i := strings.LastIndex(s, thousands); i >= 0 && len(s)-i == 4 {
		s = strings.ReplaceAll(s, thousands, "")
	} else if i >= 0 {
		decimal = thousands // 3.5 in an Azerbaijani text
	}
	s = strings.Replace(s, decimal, ".", 1)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if t := strings.TrimLeft(s, "0"); t != "" && t[0] != '.' {
		s = t
	}
	return NumberValue, s
}

// shift multiplies a plain decimal by ten to the power of p.
func shift(s string, p int) string {
	whole, frac, _ := strings.Cut(s, ".")
	for len(frac) < p {
		frac += "0"
	}
	out := strings.TrimLeft(whole+frac[:p], "0")
	if rest := strings.TrimRight(frac[p:], "0"); rest != "" {
		out += "." + rest
	}
	return out
}

// A wordValues maps the loose keys of words to a value, by language. Prefixes end in "-".
type wordValues map[string]map[string]int

var (
	months   = sync.OnceValue(func() wordValues { return readWordValues("months.tsv") })
	scales   = sync.OnceValue(func() wordValues { return readWordValues("scales.tsv") })
	numerals = sync.OnceValue(func() wordValues { return readWordValues("numerals.tsv") })
)

func readWordValues(name string) wordValues {
	out := wordValues{"az": {}, "ru": {}, "en": {}}
	for _, r := range rows(name) {
		n, err := strconv.Atoi(r[0])
		if err != nil {
			panic(name + ": " + err.Error()) // the file is embedded
		}
		for i, lang := range []string{"az", "ru", "en"} {
			for _, w := range strings.Split(r[i+1], ";") {
				key := norm.Loose(lang, strings.TrimSuffix(w, "-"))
				if lang == "az" {
					key = MatchKey("az", key)
				}
				if strings.HasSuffix(w, "-") {
					key += "-"
				}
				out[lang][key] = n
			}
		}
	}
	return out
}

func lookupWord(t wordValues, lang, loose string) int {
	m := t[base(lang)]
	if base(lang) == "az" {
		if len(loose) < 4 && m[loose] > 0 {
			return m[loose]
		}
		return m[MatchKey("az", loose)]
	}
	if n := m[loose]; n > 0 {
		return n
	}
	if r := []rune(loose); len(r) >= 5 { // миллионов, тысячи: by their stem
		for k := 5; k <= len(r); k++ {
			if n := m[string(r[:k])+"-"]; n > 0 {
				return n
			}
		}
	}
	return 0
}

// month is the number of the month that t names, 0 if it names none. English May and
// March must stand with a capital.
func month(lang string, t Token, text string) int {
	n := lookupWord(months(), lang, t.Loose)
	if c := text[t.Start]; n > 0 && base(lang) == "en" && (c < 'A' || c > 'Z') {
		return 0
	}
	return n
}

// roman reads a Roman number of two or more letters (XXI), 0 if s is none.
func roman(s string) int {
	if i := strings.IndexByte(s, '-'); i > 0 {
		s = s[:i]
	}
	if len(s) < 2 || strings.Trim(s, "IVX") != "" {
		return 0
	}
	value := map[byte]int{'I': 1, 'V': 5, 'X': 10}
	n := 0
	for i := 0; i < len(s); i++ {
		v := value[s[i]]
		if i+1 < len(s) && value[s[i+1]] > v {
			v = -v
		}
		n += v
	}
	return n
}
