package corpus

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"
)

//go:embed data/clauses.txt
var clauseList string

// clause matches the beginning of a clause of an official text: "Maddə 5.", "Статья 12", "2.1. ", "7.2.3. ".
var clause = sync.OnceValue(func() *regexp.Regexp {
	var words []string
	for l := range strings.Lines(clauseList) {
		if l = strings.TrimSpace(l); l != "" && l[0] != '#' {
			words = append(words, regexp.QuoteMeta(l))
		}
	}
	return regexp.MustCompile(`^(?i:(?:` + strings.Join(words, "|") + `)[\s\x{A0}]*(?:[0-9]+|[IVXLC]+)(?:[^\pL]|$)|[0-9]{1,3}(?:\.[0-9]{1,3}){1,3}\.?\s)`)
})

// Bounds of official: clauses, and lines for each of them.
const (
	fewestClauses  = 3
	linesPerClause = 6
)

// official says whether a text is a law, a decree, a contract: it is made of numbered clauses. There, titles, signatures and dates
// look like page furniture and are not.
func official(lines []line) bool {
	n := 0
	for _, l := range lines {
		if clause().MatchString(l.text) {
			n++
		}
	}
	return n >= fewestClauses && n*linesPerClause >= len(lines)
}

// keepOfficial fills Headline, Date, Paragraphs and Removed from the lines of an official text: all stays but lines that read like
// furniture at its edges.
func (d *Document) keepOfficial(lines []line) {
	for len(lines) > 1 && furniture(lines[0].text) && !clause().MatchString(lines[0].text) {
		d.remove(lines[0], "site chrome before the headline")
		lines = lines[1:]
	}
	for n := len(lines); n > 1 && furniture(lines[n-1].text); n-- {
		d.remove(lines[n-1], "site chrome after the story")
		lines = lines[:n-1]
	}
	if d.Headline == "" {
		d.Headline, lines = lines[0].text, lines[1:]
	}
	d.Paragraphs, d.numbered = []string{d.Headline}, true
	for i, l := range lines {
		if date := dateLine(d.Lang, l.text); d.Date == "" && (i < 6 || i >= len(lines)-4) {
			d.Date = date
		}
		if l.text == d.Headline && i < 6 {
			d.remove(l, "repeats the headline")
			continue
		}
		d.Paragraphs = append(d.Paragraphs, l.text)
	}
}
