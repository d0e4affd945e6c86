package check

import (
	"math/bits"
	"strings"
)

// maxCompared is how many texts of a unit are compared with one another.
const maxCompared = 64

// A claim is something in a text that its translations should say as well: a number, an address.
type claim struct {
	start, end int    // half-open byte range
	kind       int    // claims of one kind stand in each other's place
	key        string // equal for equal claims of a kind
	must       bool   // other texts should have it; else it only counts as a counterpart
	alone      bool   // reported also where nothing stands in its place
}

// A mask is a set of texts by number.
type mask uint64

// A gap is a claim that some texts have and others lack.
type gap struct {
	claim
	t       *text // the first that has it
	has     mask
	lacks   mask
	settled bool
}

type claimKey struct {
	kind int
	key  string
}

// gaps finds the claims that some of the texts lack, in the order of the texts. excused tells whether a text needs no
// counterpart for a claim of another.
func (u *unit) gaps(claims func(*text) []claim, excused func(c claim, of, in *text) bool) []gap {
	texts := u.texts[:min(len(u.texts), maxCompared)]
	has := map[claimKey]mask{}
	all := make([][]claim, len(texts))
	for i, t := range texts {
		all[i] = claims(t)
		for _, c := range all[i] {
			has[claimKey{c.kind, c.key}] |= 1 << i
		}
	}
	full := mask(1)<<len(texts) - 1
	told := map[claimKey]bool{}
	var out []gap
	for i, t := range texts {
		for _, c := range all[i] {
			k := claimKey{c.kind, c.key}
			if !c.must || told[k] || has[k] == full {
				continue
			}
			told[k] = true
			g := gap{claim: c, t: t, has: has[k]}
			for j, x := range texts {
				if g.has>>j&1 == 0 && !excused(c, t, x) {
					g.lacks |= 1 << j
				}
			}
			if g.lacks != 0 {
				out = append(out, g)
			}
		}
	}
	return out
}

// compare reports gaps: two that stand in each other's place as one, in the text that is alone with its claim, or
// in the later one; others only if they may be reported alone.
func (u *unit) compare(gaps []gap) {
	for i := range gaps {
		a := &gaps[i]
		for j := i + 1; j < len(gaps) && j < i+near && !a.settled; j++ {
			b := &gaps[j]
			if b.settled || a.kind != b.kind || a.lacks&b.has == 0 || b.lacks&a.has == 0 {
				continue
			}
			a.settled, b.settled = true, true
			odd, usual := b, a
			if bits.OnesCount64(uint64(a.has)) < bits.OnesCount64(uint64(b.has)) {
				odd, usual = a, b
			}
			u.report(odd.t, odd.start, odd.end, "%s where %s %s %s", odd.written(), u.langsOf(usual.has), have(usual.has), usual.written())
		}
		if !a.settled && a.alone {
			u.report(a.t, a.start, a.end, "%s is missing in %s", a.written(), u.langsOf(a.lacks))
		}
	}
}

func have(m mask) string {
	if bits.OnesCount64(uint64(m)) > 1 {
		return "have"
	}
	return "has"
}

// near is how many gaps further the other one of a pair is looked for.
const near = 50

// written is a claim as its text has it, shortened.
func (g *gap) written() string { return short(g.t.s[g.start:g.end]) }

// short cuts a quotation of a text to what a line can hold.
func short(s string) string {
	n := 0
	for i := range s {
		if n++; n > 40 {
			return s[:i] + "…"
		}
	}
	return s
}

// langsOf names the texts of a set: "az and ru".
func (u *unit) langsOf(m mask) string {
	var names []string
	for i, t := range u.texts[:min(len(u.texts), maxCompared)] {
		if m>>i&1 != 0 {
			names = append(names, t.lang)
		}
	}
	return join(names)
}

// join lists names in words: "az, ru and en".
func join(names []string) string {
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "")
}
