package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const brackets = "()[]{}"

// A lone is a mark without its partner.
type lone struct {
	at   int // byte
	mark rune
	kind loneKind
}

// checkBrackets reports brackets without a partner.
func checkBrackets(u *unit) { u.lone((*text).loneBrackets) }

// lone reports the marks that find finds in a text. They are settled if all other texts of the unit have one too: what they open goes
// on in the next unit then.
func (u *unit) lone(find func(*text) []lone) {
	all := make([][]lone, len(u.texts))
	with := map[loneKind]int{} // how many texts have one
	for i, t := range u.texts {
		all[i] = find(t)
		for _, k := range [...]loneKind{unclosed, unopened} {
			with[k] += count(slices.ContainsFunc(all[i], func(l lone) bool { return l.kind == k }))
		}
	}
	for i, t := range u.texts {
		for _, l := range all[i] {
			how := "is never closed"
			if l.kind == unopened {
				how = "closes nothing"
			}
			f := u.report(t, l.at, l.at+utf8.RuneLen(l.mark), "%c %s", l.mark, how)
			f.lone, f.settled = l.kind, len(u.texts) > 1 && with[l.kind] == len(u.texts)
		}
	}
}

func (t *text) loneBrackets() []lone {
	var out []lone
	open := map[rune][]lone{} // by the mark that closes
	prose := cutter{t.parts}
	for i, r := range t.s {
		switch n := side(brackets, r); {
		case n < 0 || prose.inside(i) || t.face(i) || n == 1 && len(open[r]) == 0 && t.listMark(i):
		case n == 0:
			c := partner(brackets, r)
			open[c] = append(open[c], lone{i, r, unclosed})
		case len(open[r]) > 0:
			open[r] = open[r][:len(open[r])-1]
		default:
			out = append(out, lone{i, r, unopened})
		}
	}
	for _, list := range open {
		out = append(out, list...)
	}
	slices.SortFunc(out, func(a, b lone) int { return a.at - b.at })
	return out
}

// partner is the mark that closes what r opens.
func partner(pairs string, r rune) rune {
	p, _ := utf8.DecodeRuneInString(pairs[strings.IndexRune(pairs, r)+utf8.RuneLen(r):])
	return p
}

// face tells whether the bracket at byte i is the mouth of a face: :) ;-( =).
func (t *text) face(i int) bool {
	head := strings.TrimSuffix(t.s[:i], "-")
	return head != "" && strings.IndexByte(":;=", head[len(head)-1]) >= 0
}

// listMark tells whether the bracket at byte i stands behind a number of one or two digits or a letter alone, as in "1) …; б) …".
func (t *text) listMark(i int) bool {
	start := max(0, i-8)
	head := strings.TrimRightFunc(t.s[start:i], func(r rune) bool { return unicode.IsDigit(r) || letter(r) })
	label := t.s[start+len(head) : i]
	before, _ := utf8.DecodeLastRuneInString(head)
	number := len(label) <= 2 && strings.Trim(label, "0123456789") == ""
	return label != "" && (number || utf8.RuneCountInString(label) == 1) && (head == "" || unicode.IsSpace(before))
}
