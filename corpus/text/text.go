// Package text reads the paragraphs of a plain text file.
//
// A newline ends a paragraph, unless the file is hard-wrapped agency copy: lines near one
// length that break off within sentences, with blank lines between the paragraphs. Those
// lines are joined.
package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Paragraph is a line of the file, or several that were joined.
type Paragraph struct {
	Line int // 1-based line of the file where it begins
	Text string
}

// Read returns the paragraphs of a text and whether hard-wrapped lines were joined.
func Read(text string) (paragraphs []Paragraph, joined bool) {
	lines := strings.Split(strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), "\n")
	joined = wrapped(lines)
	open := false
	for i, l := range lines {
		l = strings.TrimSpace(l)
		switch {
		case l == "":
			open = false
		case open && joined:
			p := &paragraphs[len(paragraphs)-1]
			p.Text = join(p.Text, l)
		default:
			paragraphs = append(paragraphs, Paragraph{i + 1, l})
			open = true
		}
	}
	return paragraphs, joined
}

// join puts two lines together; a soft hyphen at the end of the first is certain to part a word.
func join(a, b string) string {
	if s, ok := strings.CutSuffix(a, "\u00ad"); ok {
		return s + b
	}
	return a + " " + b
}

// wrapped says whether most lines that are followed by another line run up to near one
// length and do not end a sentence there.
func wrapped(lines []string) bool {
	longest, followed, open := 0, 0, 0
	for _, l := range lines {
		longest = max(longest, utf8.RuneCountInString(strings.TrimSpace(l)))
	}
	if longest < 40 || longest > 120 {
		return false
	}
	for i := 0; i+1 < len(lines); i++ {
		l, next := strings.TrimSpace(lines[i]), strings.TrimSpace(lines[i+1])
		if l == "" || next == "" {
			continue
		}
		followed++
		first, _ := utf8.DecodeRuneInString(next)
		fits := utf8.RuneCountInString(l)+1+utf8.RuneCountInString(strings.Fields(next)[0]) > longest*9/10
		if fits && (!endsSentence(l) || !unicode.IsUpper(first)) {
			open++
		}
	}
	return followed >= 3 && open*10 >= followed*6
}

func endsSentence(s string) bool {
	s = strings.TrimRight(s, "»”“\"’')]")
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…:", r)
}
