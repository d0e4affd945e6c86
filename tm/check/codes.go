package check

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// A part is a piece of a text that is no prose.
type part struct {
	start, end int // half-open byte range
	kind       string
	same       bool // translations have it too
}

type codePattern struct {
	kind    string
	same    bool
	pieces  []string // of which one stands in a text that the pattern fits
	pattern *regexp.Regexp
}

var codePatterns = sync.OnceValue(func() []codePattern {
	var out []codePattern
	for _, r := range rows("codes.tsv") {
		out = append(out, codePattern{r[0], r[1] == "same", strings.Fields(r[2]), regexp.MustCompile(r[3])})
	}
	return out
})

// partsOf finds the addresses, tags and placeholders of a text; of those that overlap the first, and of these the longest.
func partsOf(s string) []part {
	var all []part
	for _, p := range codePatterns() {
		if !slices.ContainsFunc(p.pieces, func(piece string) bool { return strings.Contains(s, piece) }) {
			continue
		}
		for _, m := range p.pattern.FindAllStringSubmatchIndex(s, -1) {
			start, end := m[0], m[1]
			if len(m) > 2 {
				start, end = m[2], m[3]
			}
			end = start + len(strings.TrimRight(s[start:end], trailing[p.kind]))
			all = append(all, part{start, end, p.kind, p.same})
		}
	}
	slices.SortStableFunc(all, func(a, b part) int { return cmp.Or(a.start-b.start, b.end-a.end) })
	out := all[:0]
	for _, p := range all {
		if len(out) == 0 || p.start >= out[len(out)-1].end {
			out = append(out, p)
		}
	}
	return out
}

// trailing are the marks that end the sentence, not the address.
var trailing = map[string]string{"address": ".,;:!?)]}'’…。，、）"}

// checkCodes reports what is no prose and has no counterpart.
func checkCodes(u *unit) {
	u.compare(u.gaps(codes, func(claim, *text, *text) bool { return false }))
}

// codes are the parts of a text that its translations have too; a code may stand in the place of any other of its kind.
func codes(t *text) []claim {
	var out []claim
	for _, p := range t.parts {
		if p.same {
			kind := slices.IndexFunc(codePatterns(), func(c codePattern) bool { return c.kind == p.kind })
			out = append(out, claim{p.start, p.end, kind, strings.TrimSuffix(t.s[p.start:p.end], "/"), true, true})
		}
	}
	return out
}
