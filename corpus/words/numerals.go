package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A sum adds the words of a number up, from left to right: iki yüz | əlli | min is (2×100 + 50)×1000.
type sum struct {
	lang  string
	total int64 // what scales have closed
	cur   int64 // what no scale has closed yet
	limit int64 // the power of the last scale; the next must be less
	words int
	half  bool
	last  role
}

// maxNumeral bounds the values of words, far from overflow.
const maxNumeral = 1 << 52

// add adds a word, or returns false if it can't go on the number.
func (n *sum) add(w valueWord, article bool) bool {
	ok := false
	switch w.role {
	case cardinal, ordinal:
		ok = n.addCardinal(w)
	case hundred:
		ok = n.addHundred(w, article)
	case scale:
		ok = n.addScale(w, article)
	case half, plus:
		ok = !n.half && (n.words == 0 || n.cur > 0) && (w.role == half || n.words > 0)
		n.half = n.half || ok
	}
	if ok {
		n.words++
		n.last = w.role
	}
	return ok
}

func (n *sum) addCardinal(w valueWord) bool {
	v := w.n
	switch {
	case n.half, v == 0 && n.words > 0:
		return false
	case n.words == 0:
	case n.cur == 0 && n.total == 0: // after zero
		return false
	case v < 10:
		if n.cur%10 != 0 || n.cur%100 == 10 && n.lang != "az" {
			return false
		}
	case v < 100:
		if n.cur%100 != 0 {
			return false
		}
	case n.cur != 0 || v == 1000:
		return false
	}
	n.cur += v
	return true
}

func (n *sum) addHundred(w valueWord, article bool) bool {
	switch {
	case n.half:
		return false
	case n.cur == 0 && (n.last != cardinal):
		if w.after && !article && n.words == 0 {
			return false
		}
		n.cur = 100
		return true
	case n.cur > 0 && n.cur < 10, n.lang == "en" && n.cur < 100 && n.last == cardinal:
		n.cur *= 100
		return true
	}
	return false
}

func (n *sum) addScale(w valueWord, article bool) bool {
	if w.cautious || n.limit > 0 && w.n >= n.limit || n.words == 0 && w.after && !article || n.words > 0 && n.cur == 0 && !n.half {
		return false
	}
	m := n.cur
	if n.words == 0 {
		m = 1
	}
	power := int64(1)
	for range w.n {
		power *= 10
	}
	n.total += m * power
	if n.half {
		n.total += power / 2
	}
	n.cur, n.half, n.limit = 0, false, w.n
	return n.total < maxNumeral
}

// text is the canonical number; "" if it is no number for evidence: 1 alone.
func (n *sum) text() string {
	v := n.total + n.cur
	switch {
	case n.half:
		return itoa(v) + ".5"
	case n.words == 1 && n.last == cardinal && v == 1:
		return ""
	}
	return itoa(v)
}

// numeral writes the value of the number words from atom i on, and returns the atom after them.
func (r *reader) numeral(i int) int {
	a := &r.atoms[i]
	switch a.word.role {
	case part:
		r.value(a.start, a.end, NumberValue, ratio(1, a.word.n))
		return i + 1
	case fixed:
		r.value(a.start, a.end, NumberValue, itoa(a.word.n))
		return i + 1
	case fold:
		r.value(a.start, a.end, NumberValue, "0.5")
		return i + 1
	case mixed:
		return r.mixed(i)
	}
	if r.uncounted(a) {
		return i + 1
	}
	n, next := r.sum(i)
	if next == i {
		return i + 1
	}
	if s, end := r.hourInWords(a.start, r.atoms[next-1].end, &n); s != "" {
		r.value(a.start, end, TimeValue, s)
		return next
	}
	if s, end, after := r.wordRatio(i, next, n); s != "" {
		r.value(a.start, end, NumberValue, s)
		return after
	}
	if s := n.text(); s != "" {
		r.value(a.start, r.atoms[next-1].end, NumberValue, s)
	}
	return next
}

// uncounted tells whether the words around say that an atom is no number: bir neçə min, во-первых.
func (r *reader) uncounted(a *atom) bool {
	return r.wordBefore(a.start).role == uncounted || r.lang == "ru" && a.gap != hyphen && strings.HasSuffix(r.text[:a.start], "-")
}

// mixed writes one and a half, and what a scale makes of it.
func (r *reader) mixed(i int) int {
	a := &r.atoms[i]
	text, end := itoa(a.word.n)+".5", a.end
	if p := r.scaleAt(i + 1); p > 0 {
		r.value(a.start, r.atoms[i+1].end, NumberValue, shift(text, p))
		return i + 2
	}
	r.value(a.start, end, NumberValue, text)
	return i + 1
}

// sum adds up the number words from atom i on; next is the atom after the last that fits, i if none does.
func (r *reader) sum(i int) (n sum, next int) {
	n.lang = r.lang
	for next = i; next < len(r.atoms); next++ {
		a := &r.atoms[next]
		if a.form != wordForm || next > i && !r.goesOn(next, &n) {
			break
		}
		if !n.add(a.word, r.lang == "en" && articleBefore(r.text[:a.start])) {
			break
		}
		if a.word.last {
			return n, next + 1
		}
	}
	return n, next
}

// goesOn tells whether atom i stands so that it may continue a number.
func (r *reader) goesOn(i int, n *sum) bool {
	switch r.atoms[i].gap {
	case space:
		return true
	case hyphen:
		return r.lang == "en"
	case and:
		return r.lang == "en" && n.last == hundred
	}
	return false
}

// articleBefore tells whether the English article stands right before: a million.
func articleBefore(s string) bool {
	s, ok := strings.CutSuffix(s, " ")
	if !ok {
		return false
	}
	s, ok = strings.CutSuffix(s, "a")
	if !ok {
		s, ok = strings.CutSuffix(s, "A")
	}
	c, _ := utf8.DecodeLastRuneInString(s)
	return ok && !unicode.IsLetter(c) && !unicode.IsDigit(c)
}

// wordRatio reads a fraction whose first number is n, atoms i to next: üçdə iki, две трети, two thirds, one third.
func (r *reader) wordRatio(i, next int, n sum) (text string, end, after int) {
	v := n.total + n.cur
	if n.half || next >= len(r.atoms) || !r.near(next) || r.atoms[next].form != wordForm {
		return "", 0, 0
	}
	b := &r.atoms[next]
	switch {
	case r.lang == "az" && endsInDA(r.text[r.atoms[next-1].start:r.atoms[next-1].end]):
		m, stop := r.sum(next)
		w := m.total + m.cur
		if v == 100 && stop > next && w < v {
			return itoa(w), r.atoms[stop-1].end, stop
		}
		if stop > next && w > 0 && w < v && v <= 10 {
			return ratio(w, v), r.atoms[stop-1].end, stop
		}
	case b.word.role == part && v > 0 && v < b.word.n:
		return ratio(v, b.word.n), b.end, next + 1
	case r.lang == "en" && v == 1 && b.word.role == ordinal && b.word.n > 2 && b.word.n <= 10:
		return ratio(1, b.word.n), b.end, next + 1
	}
	return "", 0, 0
}

func endsInDA(w string) bool { return strings.HasSuffix(w, "da") || strings.HasSuffix(w, "də") }

// romanLetter tells whether s starts with a letter of a Roman numeral.
func romanLetter(s string) bool {
	return strings.IndexByte("IVX", s[0]) >= 0 || strings.HasPrefix(s, "Х")
}

// roman reads the word s[i:end] as a Roman numeral. One letter counts only before a word such as əsr, with an ending behind a
// hyphen in Azerbaijani and Russian, or after War. "" if it is none.
func (r *reader) roman(i, end int) (text string, stop int) {
	n := romanNumber(r.text[i:end])
	if n == 0 {
		return "", end
	}
	tail, stop := r.tail(end)
	letters := end - i
	if r.text[i] >= 0x80 {
		letters /= 2
	}
	next, _ := r.wordAfter(stop)
	if letters > 1 || next.role == century || tail != "" && strings.HasPrefix(r.text[end:], "-") && r.lang != "en" ||
		r.wordBefore(i).role == war {
		return itoa(int64(n)), stop
	}
	return "", end
}

// romanNumber is the value of a Roman numeral up to XXXIX, 0 if s is none. A Cyrillic Х stands for X.
func romanNumber(s string) int {
	n := 0
	for len(s) > 0 && n < 30 {
		t, ok := strings.CutPrefix(s, "X")
		if !ok {
			t, ok = strings.CutPrefix(s, "Х")
		}
		if !ok {
			break
		}
		s, n = t, n+10
	}
	for i, u := range [...]string{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII"} {
		if s == u {
			return n + i
		}
	}
	if s == "IX" || s == "IХ" {
		return n + 9
	}
	return 0
}
