package corpus

import (
	"cmp"
	_ "embed"
	"strings"
	"sync"
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
	if official(lines) {
		d.keepOfficial(lines)
		return
	}
	lines = d.takeDates(lines)
	first, last := d.body(lines)
	lines, last = d.dropTail(lines, first, last)
	head := d.takeHead(lines[:first], lines[first:])
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
// lines that stay below it: a subheading of some length. body is what follows.
func (d *Document) takeHead(lines, body []line) (stay []string) {
	at := headlineAt(lines, d.Headline, newTopic(d.Lang, body))
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

// headlineAt is the line that the page names, that stands twice, or else the one that the story is about, the longest if it is
// about none; -1 for none.
func headlineAt(lines []line, named string, about topic) int {
	count := map[string]int{}
	for _, l := range lines {
		count[l.text]++
	}
	better := func(l, best string) bool {
		return cmp.Or(cmp.Compare(count[l], count[best]), cmp.Compare(about.of(l), about.of(best)),
			cmp.Compare(utf8.RuneCountInString(l), utf8.RuneCountInString(best))) > 0
	}
	best := -1
	for i, l := range lines {
		switch {
		case named != "" && l.text == named:
			return i
		case best >= 0 && furniture(l.text): // only where nothing else can be the headline
		case best < 0, furniture(lines[best].text), better(l.text, lines[best].text):
			best = i
		}
	}
	if named != "" {
		return -1
	}
	return best
}

// A topic is the match keys of the words at the beginning of a story.
type topic struct {
	lang string
	keys map[string]bool
}

// topicLines is how many lines of a story tell what it is about; a headline says the news, which stands first.
const topicLines = 4

func newTopic(lang string, body []line) topic {
	t := topic{lang, map[string]bool{}}
	for _, l := range body[:min(len(body), topicLines)] {
		for _, k := range words.Tokens(lang, l.text) {
			t.keys[k.Key] = true
		}
	}
	return t
}

// of tells how much a line shares with the story: the square of the words in common by the words of the line. Short words
// count for nothing. A long headline beats the name of a section, and both a slogan that shares a word.
func (t topic) of(line string) float64 {
	common, all := 0.0, 0.0
	for _, k := range words.Tokens(t.lang, line) {
		if utf8.RuneCountInString(k.Loose) < 4 {
			continue
		}
		all++
		if t.keys[k.Key] {
			common++
		}
	}
	return common * common / max(all, 1)
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

// DropRepeated drops lines that stand in at least three documents of one language, and in
// a fifth of them, where they are no sentences or stand at an edge: they belong to the site. A document that would lose most
// of its sentences so is a copy or another version of the others, and keeps them.
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
		if d.numbered {
			continue
		}
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
	drop := func(i int) bool {
		return repeated(d.Paragraphs[i]) && (i < lo || i >= hi || !sentence(d.Paragraphs[i]))
	}
	if d.losesMost(drop) {
		return
	}
	var out []string
	for i, p := range d.Paragraphs {
		if drop(i) {
			d.Removed = append(d.Removed, Removed{0, p, "stands in many documents"})
			continue
		}
		out = append(out, p)
	}
	d.Paragraphs = out
}

// losesMost says whether more than half of the sentences below the headline go if drop says which paragraphs do.
func (d *Document) losesMost(drop func(int) bool) bool {
	gone, all := 0, 0
	for i, p := range d.Paragraphs {
		if p == d.Headline || !sentence(p) {
			continue
		}
		all++
		if drop(i) {
			gone++
		}
	}
	return 2*gone > all
}
