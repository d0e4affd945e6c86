// Package text reads the paragraphs of a plain text file.
//
// A line break ends a paragraph: a text has a paragraph a line, with or without blank lines between. The exception is
// hard-wrapped copy, as agencies send it: lines that run up to near one length, break off where the next word would
// not have fitted, and go on with a small letter. Such lines are joined; blank lines, indentation and lines that break
// off early still end a paragraph.
//
// The trap is verse. Its lines are near one length too and end no sentence, but each begins with a capital. The
// other trap is the hyphen at the end of a line: sosial-iqtisadi keeps it, a parted word does not, and only
// a soft hyphen says which it is. A hard one is kept, without a blank after it.
package text

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"aztm/corpus/splice"
)

// A Paragraph is a line of the file, or several that were joined. It holds no line break and no blanks at its edges.
type Paragraph struct {
	Line int // 1-based line of the file where it begins
	Text string
}

// Read returns the paragraphs of a text and whether hard-wrapped lines were joined. Every line that is not blank is
// part of a paragraph.
func Read(text string) (paragraphs []Paragraph, joined bool) {
	lines := split(text)
	for start, end := range blocks(lines) {
		paragraphs = append(paragraphs, Paragraph{start + 1, sourceOf(lines[start:end]).Text()})
		joined = joined || end > start+1
	}
	return paragraphs, joined
}

// blocks yields the lines of each paragraph, as a half-open range of their numbers.
func blocks(lines []line) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		width := wrapWidth(lines)
		for i := 0; i < len(lines); {
			if lines[i].text == "" {
				i++
				continue
			}
			end := i + 1
			for width > 0 && end < len(lines) && continues(lines[end-1], lines[end], width) {
				end++
			}
			if !yield(i, end) {
				return
			}
			i = end
		}
	}
}

// A line is a line without the blanks at its edges.
type line struct {
	text   string
	start  int // byte of the file
	length int // code points
	indent int // blanks before it
}

func (l line) end() int { return l.start + len(l.text) }

// split cuts at CR LF, LF, CR, vertical tab, form feed, NEL, and Unicode's line and paragraph separators.
func split(text string) []line {
	var lines []line
	for at := 0; at < len(text); {
		l, next := text[at:], len(text)
		if i := strings.IndexFunc(l, breaks); i >= 0 {
			_, n := utf8.DecodeRuneInString(l[i:])
			if strings.HasPrefix(l[i:], "\r\n") {
				n = 2
			}
			l, next = l[:i], at+i+n
		}
		t := strings.TrimSpace(l)
		indent := strings.Index(l, t)
		lines = append(lines, line{t, at + indent, utf8.RuneCountInString(t), indent})
		at = next
	}
	return lines
}

func breaks(r rune) bool {
	return r >= '\n' && r <= '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029'
}

// Bounds of hard-wrapped copy. The width is that of nearly all lines; a headline or an address may be longer.
const (
	minWidth, maxWidth = 40, 132 // code points
	outliers           = 20      // one line in so many may be longer than the width
)

// wrapWidth is the length, in code points, at which lines were wrapped, 0 if they were not: of the lines that have
// another below them, most are full and most go on with a small letter.
func wrapWidth(lines []line) int {
	width := usualWidth(lines)
	if width < minWidth || width > maxWidth {
		return 0
	}
	followed, full, small := 0, 0, 0
	for i, l := range lines[:len(lines)-1] {
		next := lines[i+1]
		if l.text == "" || next.text == "" {
			continue
		}
		followed++
		if isFull(l, next, width) {
			full++
			if continuesSentence(l.text, next.text) {
				small++
			}
		}
	}
	if followed < 2 || full*10 < followed*6 || small*2 < full {
		return 0
	}
	return width
}

func usualWidth(lines []line) int {
	var lengths []int
	for _, l := range lines {
		if l.length > 0 {
			lengths = append(lengths, l.length)
		}
	}
	if len(lengths) < 3 {
		return 0
	}
	slices.Sort(lengths)
	n := len(lengths)
	return lengths[n-1-max(1, n/outliers)]
}

// isFull says whether the first word of the next line would not have fitted on l; a tenth of the width is allowed
// for ragged wrapping.
func isFull(l, next line, width int) bool {
	word, _, _ := strings.Cut(next.text, " ")
	return l.length+1+utf8.RuneCountInString(word) > width*9/10
}

func continuesSentence(l, next string) bool {
	first, _ := utf8.DecodeRuneInString(next)
	return unicode.IsLower(first) || strings.HasSuffix(l, ",")
}

// continues says whether next is of the paragraph that l is of, in text wrapped at width.
func continues(l, next line, width int) bool {
	if next.text == "" || next.indent > l.indent+1 {
		return false
	}
	first, _ := utf8.DecodeRuneInString(next.text)
	return isFull(l, next, width) || unicode.IsLower(first)
}

// sourceOf puts lines together.
func sourceOf(lines []line) (s splice.Source) {
	for i, l := range lines {
		text, blank := l.text, false
		if i < len(lines)-1 {
			if t, soft := strings.CutSuffix(text, "\u00ad"); soft {
				text = t
			} else {
				blank = !hyphened(text, lines[i+1].text)
			}
		}
		s = append(s, splice.Atom{Text: text, Start: l.start, End: l.start + len(text), Exact: true})
		if blank {
			s = append(s, splice.Atom{Text: " ", Start: l.end(), End: lines[i+1].start})
		}
	}
	return s
}

// hyphened says whether a line ends in a hyphen within a word or compound.
func hyphened(l, next string) bool {
	stem, ok := strings.CutSuffix(l, "-")
	last, _ := utf8.DecodeLastRuneInString(stem)
	first, _ := utf8.DecodeRuneInString(next)
	return ok && (unicode.IsLetter(last) || unicode.IsDigit(last)) && unicode.IsLetter(first)
}
