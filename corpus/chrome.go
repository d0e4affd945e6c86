package corpus

import (
	_ "embed"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"aztm/corpus/norm"
	"aztm/corpus/words"
)

type line struct {
	number int
	text   string
}

// strip fills Headline, Date, Paragraphs and Removed from the lines of the file.
func (d *Document) strip(lines []line) {
	lines = d.takeDates(lines)
	first, last := d.body(lines)
	lines, last = d.dropTail(lines, first, last)
	head := d.takeHead(lines[:first])
	var out []string
	if d.Headline != "" {
		out = append(out, d.Headline)
	}
	out = append(out, head...)
	for i, l := range lines[first:] {
		if i < 2 && l.text == d.Headline {
			d.remove(l, "repeats the headline")
			continue
		}
		out = append(out, l.text)
	}
	d.Paragraphs = out
}

func (d *Document) remove(l line, reason string) {
	d.Removed = append(d.Removed, Removed{l.number, l.text, reason})
}

// takeDates takes date lines near the edges of the file out of the text.
func (d *Document) takeDates(lines []line) []line {
	var out []line
	for i, l := range lines {
		if i < 6 || i >= len(lines)-4 {
			if date := dateLine(d.Lang, l.text); date != "" {
				if d.Date == "" {
					d.Date = date
				}
				d.remove(l, "date of publication")
				continue
			}
		}
		out = append(out, l)
	}
	return out
}

// body finds where the story's sentences begin and end: the first and one past the last
// line that ends like a sentence or is long.
func (d *Document) body(lines []line) (first, last int) {
	first, last = -1, 0
	for i, l := range lines {
		if sentence(l.text) && (!furniture(l.text) || first >= 0) {
			if first < 0 {
				first = i
			}
			last = i + 1
		}
	}
	if first < 0 { // no sentence at all: a list, a headline alone
		return 0, len(lines)
	}
	return first, last
}

// dropTail removes what stands after the last sentence of the story, and furniture that
// ends like a sentence there.
func (d *Document) dropTail(lines []line, first, last int) ([]line, int) {
	for last > first+1 && furniture(lines[last-1].text) {
		last--
		for last > first+1 && !sentence(lines[last-1].text) {
			last--
		}
	}
	for _, l := range lines[last:] {
		d.remove(l, "site chrome after the story")
	}
	return lines[:last], last
}

// takeHead finds the headline among the lines before the first sentence, and returns the
// lines that stay below it: a subheading of some length.
func (d *Document) takeHead(lines []line) (stay []string) {
	at := headlineAt(lines, d.Headline)
	if at < 0 {
		for _, l := range lines {
			d.remove(l, "site chrome before the story")
		}
		return nil
	}
	if d.Headline == "" || strings.HasPrefix(d.Headline, lines[at].text) {
		d.Headline = lines[at].text
	}
	for i, l := range lines {
		switch {
		case i == at:
		case l.text == lines[at].text:
			d.remove(l, "repeats the headline")
		case i < at:
			d.remove(l, "site chrome before the headline")
		case utf8.RuneCountInString(l.text) >= 45 && !furniture(l.text):
			stay = append(stay, l.text)
		default:
			d.remove(l, "site chrome below the headline")
		}
	}
	return stay
}

// headlineAt is the line that the page names, that stands twice, or else the longest; -1 for none.
func headlineAt(lines []line, named string) int {
	count := map[string]int{}
	for _, l := range lines {
		count[l.text]++
	}
	best := -1
	for i, l := range lines {
		n := utf8.RuneCountInString(l.text)
		switch {
		case named != "" && l.text == named:
			return i
		case best >= 0 && furniture(l.text): // only where nothing else can be the headline
		case best < 0, furniture(lines[best].text), count[l.text] > count[lines[best].text],
			count[l.text] == count[lines[best].text] && n > utf8.RuneCountInString(lines[best].text):
			best = i
		}
	}
	if named != "" {
		return -1
	}
	return best
}

// sentence says whether a line ends like a sentence, or is too long for furniture.
func sentence(s string) bool {
	t := strings.TrimRight(s, "»”“\"’')] ")
	r, _ := utf8.DecodeLastRuneInString(t)
	if strings.ContainsRune(".!?…", r) {
		return utf8.RuneCountInString(t) > 12 || len(strings.Fields(t)) > 1
	}
	return utf8.RuneCountInString(s) > 140
}

//go:embed data/chrome.txt
var chromeList string

var chromePhrases = sync.OnceValue(func() []string {
	var out []string
	for _, l := range strings.Split(chromeList, "\n") {
		if l != "" && l[0] != '#' {
			anchor := strings.HasPrefix(l, "^")
			key := norm.Loose("en", strings.TrimPrefix(l, "^"))
			if strings.HasSuffix(l, " ") {
				key += " "
			}
			if anchor {
				key = "^" + key
			}
			out = append(out, key)
		}
	}
	return out
})

// furniture says whether a short line reads like page furniture.
func furniture(s string) bool {
	if utf8.RuneCountInString(s) > 110 {
		return false
	}
	key := norm.Loose("en", s)
	for _, p := range chromePhrases() {
		if head, ok := strings.CutPrefix(p, "^"); ok && strings.HasPrefix(key, head) || !ok && strings.Contains(key, p) {
			return true
		}
	}
	return false
}

var (
	numericDate = regexp.MustCompile(`\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b`)
	isoDate     = regexp.MustCompile(`\b(\d{4})-(\d{2})-(\d{2})\b`)
	clock       = regexp.MustCompile(`\b([01]?\d|2[0-3]):([0-5]\d)\b`)
)

// dateLine reads a line that only says when a text was published; "" if it says more.
func dateLine(lang, s string) string {
	if utf8.RuneCountInString(s) > 60 || len(strings.FieldsFunc(s, unicode.IsSpace)) > 9 {
		return ""
	}
	letters := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	s, half := cutHalf(s)
	date := ""
	if m := numericDate.FindStringSubmatch(s); m != nil && letters <= 24 {
		date = iso(m[3], m[2], m[1])
	} else if m := isoDate.FindStringSubmatch(s); m != nil && letters <= 24 {
		date = iso(m[1], m[2], m[3])
	} else if letters <= 34 && !sentence(s) {
		date = wordDate(lang, s)
	}
	if m := clock.FindStringSubmatch(s); m != nil && date != "" {
		if len(m[1]) == 1 {
			m[1] = "0" + m[1]
		}
		if h, _ := strconv.Atoi(m[1]); half == 'p' && h < 12 {
			m[1] = strconv.Itoa(h + 12)
		}
		date += "T" + m[1] + ":" + m[2]
	}
	return date
}

// cutHalf cuts a.m. or p.m. off the end of a line and says which it was, 'a' or 'p'.
func cutHalf(s string) (string, byte) {
	for _, h := range []string{"a.m.", "p.m.", "am", "pm", "a.m", "p.m"} {
		if at := len(s) - len(h) - 1; at >= 0 && strings.EqualFold(s[at:], " "+h) {
			return s[:at], h[0]
		}
	}
	return s, 0
}

// wordDate reads a day, a month by name and a year, in any order of day and month.
func wordDate(lang, s string) string {
	day, month, year := "", "", ""
	for _, v := range words.Values(lang, s) {
		n, err := strconv.Atoi(v.Text)
		switch {
		case v.Kind == words.MonthValue:
			month = v.Text
		case err != nil:
		case n >= 1 && n <= 31 && day == "":
			day = v.Text
		case n >= 1900 && n <= 2100:
			year = v.Text
		}
	}
	if day == "" || month == "" || year == "" || len(words.Tokens(lang, s)) > 8 {
		return ""
	}
	return iso(year, month, day)
}

// iso is the date as ISO 8601, "" if there is no such day.
func iso(year, month, day string) string {
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	if m < 1 || m > 12 || d < 1 || d > 31 {
		return ""
	}
	two := func(n int) string {
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
		return strconv.Itoa(n)
	}
	return year + "-" + two(m) + "-" + two(d)
}

// DropRepeated drops lines that stand in at least three documents of one language, and in
// a fifth of them, where they are no sentences or stand at an edge: they belong to the site.
func DropRepeated(docs []*Document) {
	in, all := map[string]int{}, map[string]int{}
	for _, d := range docs {
		all[d.Lang]++
		seen := map[string]bool{}
		for _, p := range d.Paragraphs {
			if k := d.Lang + "\x00" + p; !seen[k] && p != d.Headline {
				seen[k] = true
				in[k]++
			}
		}
	}
	for _, d := range docs {
		repeated := func(p string) bool {
			n := in[d.Lang+"\x00"+p]
			return n >= 3 && n*5 >= all[d.Lang] && p != d.Headline
		}
		d.dropLines(repeated)
	}
}

func (d *Document) dropLines(repeated func(string) bool) {
	lo, hi := 0, len(d.Paragraphs)
	for lo < hi && (repeated(d.Paragraphs[lo]) || d.Paragraphs[lo] == d.Headline) {
		lo++
	}
	for hi > lo && repeated(d.Paragraphs[hi-1]) {
		hi--
	}
	var out []string
	for i, p := range d.Paragraphs {
		if repeated(p) && (i < lo || i >= hi || !sentence(p)) {
			d.Removed = append(d.Removed, Removed{0, p, "stands in many documents"})
			continue
		}
		out = append(out, p)
	}
	d.Paragraphs = out
}
