package words

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// digits reads the number, date or time in digits at i, and returns where to go on.
func (r *reader) digits(i int) int {
	if end := r.date(i); end > i {
		return end
	}
	if end := r.clockTime(i); end > i {
		return end
	}
	a := atom{start: i, form: digitForm}
	a.text, a.end = r.decimal(i)
	if s, end := fraction(r.text, i, a.end); end > 0 {
		a.text, a.end = s, end
	}
	c, n := utf8.DecodeRuneInString(r.text[a.end:])
	if s := vulgar(c); s != "" && digitRun(a.text, 0) == len(a.text) {
		a.text, a.end = a.text+s[1:], a.end+n
	}
	a.tail, a.end = r.tail(a.end)
	r.push(a)
	return a.end
}

// tail reads an ending behind digits that end at i: th, -cü, -го.
func (r *reader) tail(i int) (tail string, end int) {
	if r.table == nil {
		return "", i
	}
	at := i
	for _, h := range [...]string{"-", "‑", "'", "’"} {
		if strings.HasPrefix(r.text[i:], h) {
			at += len(h)
			break
		}
	}
	n := wordLength(r.text[at:])
	if n == 0 || n > 24 {
		return "", i
	}
	if w := r.text[at : at+n]; r.table.tails[w] {
		return w, at + n
	}
	return "", i
}

func digitRun(s string, i int) int {
	for i < len(s) && '0' <= s[i] && s[i] <= '9' {
		i++
	}
	return i
}

// decimal reads the number at i by the customs of the language, and returns its canonical text and its end.
func (r *reader) decimal(i int) (string, int) {
	s := r.text
	j := digitRun(s, i)
	whole := j
	if groups, sep, end := groupRun(s, i, j); groups > 0 {
		if groups > 1 || sep == ' ' || r.grouped(sep, s[i:j], end) {
			whole = end
		}
	}
	end := whole
	listed := i > 1 && (s[i-1] == ',' || s[i-1] == '.') && isDigit(s[i-2]) // 3,4,5
	if k := whole + 1; !listed && k < len(s) && (s[whole] == '.' || s[whole] == ',') && (whole == j || s[j] != s[whole]) {
		if e := digitRun(s, k); e > k && !(e+1 < len(s) && (s[e] == '.' || s[e] == ',') && isDigit(s[e+1])) {
			end = e
		}
	}
	return canonical(s[i:whole], s[whole:end]), end
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// groupRun counts the groups of three digits behind the digits s[i:j], all parted by the same mark; a kind of space is ' '.
func groupRun(s string, i, j int) (groups int, sep byte, end int) {
	if j-i > 3 || s[i] == '0' {
		return 0, 0, j
	}
	end = j
	for end < len(s) {
		c, n := s[end], 1
		if k := spaceLength(s[end:]); k > 0 {
			c, n = ' ', k
		} else if c != '.' && c != ',' {
			break
		}
		if groups > 0 && c != sep || digitRun(s, end+n) != end+n+3 {
			break
		}
		groups, sep, end = groups+1, c, end+n+3
	}
	return groups, sep, end
}

// grouped tells whether one group of three digits, ended at end, behind a stop or comma belongs to a whole number.
// The English comma and the continental stop do, but 1.234 milyard is a decimal; the continental comma does where a zero
// stands last, since no one writes a decimal so (300,000 in a text translated from English).
func (r *reader) grouped(sep byte, first string, end int) bool {
	if r.lang == "en" {
		return sep == ','
	}
	if v, _ := r.wordAfter(end); r.table != nil && v.role == scale {
		return false
	}
	return sep == '.' || r.text[end-1] == '0'
}

// canonical is the plain decimal of a whole part, which may hold separators, and a fraction, which starts with its mark.
func canonical(whole, frac string) string {
	plain := digitRun(whole, 0) == len(whole)
	if !plain {
		b := make([]byte, 0, len(whole))
		for i := range len(whole) {
			if isDigit(whole[i]) {
				b = append(b, whole[i])
			}
		}
		whole = string(b)
	}
	if t := strings.TrimLeft(whole, "0"); t != "" {
		whole = t
	} else {
		whole = "0"
	}
	if frac = strings.TrimRight(frac, "0"); len(frac) > 1 {
		return whole + "." + frac[1:]
	}
	return whole
}

// fraction reads the rest of a fraction such as 1/3 whose numerator is s[i:j]: no more than tenths, and less than one.
func fraction(s string, i, j int) (string, int) {
	if j >= len(s) || s[j] != '/' || digitRun(s, i) != j || i > 0 && s[i-1] == '/' {
		return "", 0
	}
	end := digitRun(s, j+1)
	if end == j+1 || end-j > 3 || j-i > 2 || end < len(s) && s[end] == '/' {
		return "", 0
	}
	a, b := integer(s[i:j]), integer(s[j+1:end])
	if a < 1 || b > 10 || a >= b {
		return "", 0
	}
	return ratio(a, b), end
}

// ratio is a/b as a plain decimal if that is exact in two places, else in lowest terms: "0.75", "1/3".
func ratio(a, b int64) string {
	if 100*a%b == 0 {
		return canonical(itoa(a/b), "."+pad2(100*a/b%100))
	}
	x, y := a, b
	for y > 0 {
		x, y = y, x%y
	}
	return itoa(a/x) + "/" + itoa(b/x)
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func pad2(n int64) string {
	if n < 10 {
		return "0" + itoa(n)
	}
	return itoa(n)
}

// number writes the value of the digits of atom i with the scales behind them.
func (r *reader) number(i int) int {
	a := &r.atoms[i]
	if t, end := r.hour(a); t != "" {
		r.value(a.start, end, TimeValue, t)
		return i + 1
	}
	if y := r.decadeOf(a); y != "" {
		r.value(a.start, a.end, NumberValue, y)
		return i + 1
	}
	text, end, next := r.scaled(i, 99)
	if next == i+1 {
		if p := r.rangeScale(i); p > 0 {
			text = shift(text, p)
		}
	}
	r.value(a.start, end, NumberValue, text)
	return next
}

// scaled reads the scales behind the digits of atom i, all less than limit: 2 milyon 500 min. next is the atom after them.
func (r *reader) scaled(i, limit int) (text string, end, next int) {
	a := &r.atoms[i]
	text, end, next = a.text, a.end, i+1
	if next < len(r.atoms) && r.near(next) && (r.atoms[next].word.role == plus || r.atoms[next].word.role == half && r.scaleAt(next+1) > 0) {
		text, next = addHalf(text), next+1
		end = r.atoms[next-1].end
	}
	p := r.scaleAt(next)
	if p == 0 || p >= limit || strings.Contains(text, "/") {
		return text, end, next
	}
	text, end = shift(text, p), r.atoms[next].end
	if next++; next < len(r.atoms) && r.near(next) && r.atoms[next].form == digitForm {
		if rest, e, n := r.scaled(next, p); n > next+1 {
			if sum, ok := sumOf(text, rest); ok {
				return sum, e, n
			}
		}
	}
	return text, end, next
}

// addHalf adds one half to a whole number.
func addHalf(s string) string {
	if strings.ContainsAny(s, "./") {
		return s
	}
	return s + ".5"
}

func sumOf(a, b string) (string, bool) {
	x, err := strconv.ParseInt(a, 10, 64)
	y, err2 := strconv.ParseInt(b, 10, 64)
	if err != nil || err2 != nil || x > 1<<60 || y > x {
		return "", false
	}
	return itoa(x + y), true
}

// scaleAt is the power of ten of the scale at atom i behind a number, 0 if there is none there.
func (r *reader) scaleAt(i int) int {
	if i >= len(r.atoms) || r.atoms[i].form != wordForm || !r.near(i) {
		return 0
	}
	w := r.atoms[i].word
	if w.role == hundred {
		return 0
	}
	if w.role != scale || w.cautious && !(r.atoms[i].gap == glued && currencyBefore(r.text[:r.atoms[i-1].start])) {
		return 0
	}
	return int(w.n)
}

// currencyBefore tells whether s ends in a currency sign.
func currencyBefore(s string) bool {
	for _, c := range [...]string{"$", "€", "£", "¥", "₼", "₽", "₺", "₴"} {
		if strings.HasSuffix(strings.TrimSuffix(s, " "), c) {
			return true
		}
	}
	return false
}

// rangeScale is the scale of a range that only its end names: the first number of 10–15 min; 0 if there is none.
func (r *reader) rangeScale(i int) int {
	if i+1 >= len(r.atoms) || r.atoms[i].tail != "" {
		return 0
	}
	b := &r.atoms[i+1]
	if b.form != digitForm || b.gap != hyphen && b.gap != dash {
		return 0
	}
	x, err := strconv.ParseFloat(r.atoms[i].text, 64)
	y, err2 := strconv.ParseFloat(b.text, 64)
	if err != nil || err2 != nil || x >= y {
		return 0
	}
	return r.scaleAt(i + 2)
}

// shift multiplies a plain decimal by ten to the power of p.
func shift(s string, p int) string {
	if strings.Contains(s, "/") {
		return s
	}
	whole, frac, _ := strings.Cut(s, ".")
	b := append(make([]byte, 0, len(s)+p), whole...)
	n := min(p, len(frac))
	b = append(b, frac[:n]...)
	for range p - n {
		b = append(b, '0')
	}
	if n == len(frac) {
		return canonical(string(b), "")
	}
	return canonical(string(b), "."+frac[n:])
}
