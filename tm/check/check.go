// Package check finds what is likely wrong in the texts of a translation unit: a number that another language lacks, a word
// written twice, a bracket that nobody closes. Strings in, findings out; no files but its own embedded tables.
//
// A unit is a list of texts in any languages, none of which is the source. Some checks look at one text alone, others compare the texts of a
// unit, and the odd one out of three is told as such; a [Run] compares units. Each finding names its place in bytes and its
// reason in words, and carries a replacement only where it is certain: what needs a guess is left to the reader.
//
// What the checks know of languages is data: which doublings are words (data/doubled.tsv), which quotation marks belong together
// (data/quotes.tsv), how long texts are in relation to one another (data/length.tsv), and which checks are on unless others are asked for
// (data/checks.tsv). A check is on by default if at least nine in ten of its findings are defects where translators did their work
// well. Languages without rows are checked by the rules that hold for all.
//
// The trap: a good translation differs from its source in all that can be counted. It says сутки for 24 hours, joins two
// sentences into a question, keeps a quotation open that the next segment closes. So a check keeps quiet where the languages may say the
// same in another way, and a list of findings that is short enough to be read stands above one that is complete.
//
// Time is linear in the length of the texts.
package check

import (
	"fmt"
	"slices"
	"strings"
)

// A Text is one variant of a unit.
type Text struct {
	Lang  string // base code ("az") or BCP 47 tag
	Text  string
	Codes bool // inline codes were left out of it, and blanks may stand where they were
}

// A Finding is something that is likely wrong.
type Finding struct {
	Check      string // name of the check
	Text       int    // 0-based number of the text in the unit
	Lang       string // its tag, as it came
	Start, End int    // half-open byte range of the text; empty where something is missing
	Reason     string // in words, one line
	Certain    bool   // Fix is right in the place of the range
	Fix        string
	Other      int64 // number of the unit that this one is compared with, 0 for none (Run)

	lone    loneKind
	settled bool // what is found is explained by another text or unit
}

// A loneKind says whether a finding is a mark without its partner.
type loneKind uint8

const (
	unclosed loneKind = iota + 1
	unopened
)

// An Info describes a check.
type Info struct {
	Name  string
	On    bool   // by default
	About string // a line
}

// Names of the checks that are not rules for one unit.
const (
	Term         = "term"         // compares the unit with a glossary
	Inconsistent = "inconsistent" // compares units of a Run
)

// rules are the checks of a unit by name.
var rules = map[string]func(*unit){
	"number": checkNumbers, "date": checkDates, "name": checkNames, "length": checkLength, "untranslated": checkUntranslated,
	"language": checkLanguage, "letters": checkLetters, "mixed-script": checkMixed, "doubled": checkDoubled, "bracket": checkBrackets,
	"quote": checkQuotes, "quote-style": checkQuoteStyle, "terminal": checkTerminal, "spacing": checkSpacing, "code": checkCodes, Term: checkTerms,
}

// All lists the checks, in the order in which they run.
func All() []Info {
	var all []Info
	for _, r := range rows("checks.tsv") {
		all = append(all, Info{r[0], r[1] == "on", r[2]})
	}
	return all
}

// A Checker runs some of the checks over units. It may be used by several goroutines at once.
type Checker struct {
	names    []string
	glossary *Glossary
}

// New returns a checker that runs the checks of the given names, those that are on by default if names is nil. The glossary may
// be nil. The error names an unknown check.
func New(names []string, g *Glossary) (*Checker, error) {
	c := &Checker{glossary: g}
	for _, i := range All() {
		if names == nil && i.On || slices.Contains(names, i.Name) {
			c.names = append(c.names, i.Name)
		}
	}
	for _, n := range names {
		if !slices.Contains(c.names, n) {
			return nil, fmt.Errorf("no check is called %q", n)
		}
	}
	return c, nil
}

// Runs tells whether the checker runs the check of a name.
func (c *Checker) Runs(name string) bool { return slices.Contains(c.names, name) }

// Check returns the findings in a unit, check by check and text by text. What only its neighbours explain is told by a Run.
func (c *Checker) Check(texts ...Text) []Finding { return left(c.find(texts)) }

// find is Check with the findings that are settled.
func (c *Checker) find(texts []Text) []Finding {
	u := &unit{glossary: c.glossary, count: map[string]int{}}
	for i, t := range texts {
		u.texts = append(u.texts, newText(i, t))
	}
	for _, n := range c.names {
		if rule := rules[n]; rule != nil {
			u.check = n
			rule(u)
		}
	}
	return u.found
}

// left are the findings that are not settled.
func left(findings []Finding) []Finding {
	return slices.DeleteFunc(findings, func(f Finding) bool { return f.settled })
}

// Apply puts the certain fixes of the findings of text number n in their place, and returns how many. Of two that overlap
// the first counts.
func Apply(text string, n int, findings []Finding) (string, int) {
	var fixes []Finding
	for _, f := range findings {
		if f.Certain && f.Text == n {
			fixes = append(fixes, f)
		}
	}
	slices.SortStableFunc(fixes, func(a, b Finding) int { return a.Start - b.Start })
	var b strings.Builder
	at, done := 0, 0
	for _, f := range fixes {
		if f.Start < at {
			continue
		}
		b.WriteString(text[at:f.Start] + f.Fix)
		at = f.End
		done++
	}
	return b.String() + text[at:], done
}

// A unit is what the rules work on.
type unit struct {
	texts    []*text
	glossary *Glossary
	check    string // that runs
	found    []Finding
	count    map[string]int // findings by check
}

// mostFindings bounds the findings of one check in one unit.
const mostFindings = 100

// report adds a finding without a fix, and returns it.
func (u *unit) report(t *text, start, end int, reason string, args ...any) *Finding {
	if u.count[u.check]++; u.count[u.check] > mostFindings {
		return &Finding{}
	}
	u.found = append(u.found, Finding{Check: u.check, Text: t.n, Lang: t.lang, Start: start, End: end, Reason: fmt.Sprintf(reason, args...)})
	return &u.found[len(u.found)-1]
}

// mend adds a finding with a fix. It is certain unless inline codes were left out of the text, which would lose their places.
func (u *unit) mend(t *text, start, end int, fix, reason string, args ...any) {
	if f := u.report(t, start, end, reason, args...); !t.codes {
		f.Certain, f.Fix = true, fix
	}
}
