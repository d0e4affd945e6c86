package srx

import (
	"errors"
	"fmt"
	"regexp/syntax"
	"time"
	"unicode"
	"unicode/utf8"
)

// A compiled rule runs on the automata or, if RE2 cannot read one of its sides, on regexp2.
type compiled struct {
	rule
	before, after         *syntax.Regexp // before reversed; nil for regexp2
	slowBefore, slowAfter *backtracker
}

// slowLimit bounds one question to regexp2. The text it sees is at most twice the window.
const slowLimit = 100 * time.Millisecond

func compile(u rule) (compiled, error) {
	c := compiled{rule: u}
	wrap := func(side, pattern string, err error) (compiled, error) {
		return c, fmt.Errorf("SRX rule %d (of %q): %s %q: %w", u.number, u.list, side, pattern, err)
	}
	before, err := translate(u.before)
	if err != nil {
		return wrap("beforebreak", u.before, err)
	}
	after, err := translate(u.after)
	if err != nil {
		return wrap("afterbreak", u.after, err)
	}
	b, errBefore := syntax.Parse(before, syntax.Perl)
	a, errAfter := syntax.Parse(after, syntax.Perl)
	if errBefore == nil && errAfter == nil {
		c.before, c.after = reverse(b), a
		return c, nil
	}
	if errBefore != nil && backreference(before) {
		return wrap("beforebreak", u.before, errors.New("a backreference is not read backwards from a break"))
	}
	if c.slowBefore, err = newBacktracker(`\G(?<=(?:`+before+`))`, errBefore); err != nil {
		return wrap("beforebreak", u.before, err)
	}
	if c.slowAfter, err = newBacktracker(`\G(?:`+after+`)`, errAfter); err != nil {
		return wrap("afterbreak", u.after, err)
	}
	return c, nil
}

// backreference says whether a translated pattern refers to a group.
func backreference(pattern string) bool {
	for i := 0; i+1 < len(pattern); i++ {
		if pattern[i] != '\\' {
			continue
		}
		if i++; pattern[i] >= '1' && pattern[i] <= '9' || pattern[i] == 'k' {
			return true
		}
	}
	return false
}

// An edgeTable tells by one byte at each side of a position which break rules may match there: bit i is
// set if the rule i modulo 64 among them may.
type edgeTable struct{ before, after [256]uint64 }

// add marks the last bytes of what before may match and the first of what after may.
func (t *edgeTable) add(i int, before, after []rune) {
	bit := uint64(1) << (i % 64)
	mark(&t.before, before, bit, func(r rune, b []byte) byte { return b[len(b)-1] })
	mark(&t.after, after, bit, func(r rune, b []byte) byte { return b[0] })
}

func mark(table *[256]uint64, runes []rune, bit uint64, edge func(rune, []byte) byte) {
	var buf [utf8.UTFMax]byte
	for i := 0; i < len(runes); i += 2 {
		lo, hi := runes[i], runes[i+1]
		if lo <= utf8.RuneError && utf8.RuneError <= hi { // an invalid byte is read as U+FFFD
			for b := 0x80; b <= 0xFF; b++ {
				table[b] |= bit
			}
		}
		for r := lo; r <= hi; r++ {
			if isLineBreak(r) { // never inside a line
				continue
			}
			n := utf8.EncodeRune(buf[:], r)
			table[edge(r, buf[:n])] |= bit
			if r >= 0x800 && r+64 < hi && r%64 == 0 && allMarked(table, r, bit) {
				r += 63 // one block: each last byte once, one first byte
			}
		}
	}
}

// allMarked says whether the 64 code points from r on would mark nothing new.
func allMarked(table *[256]uint64, r rune, bit uint64) bool {
	for b := 0x80; b <= 0xBF; b++ {
		if table[b]&bit == 0 {
			return false
		}
	}
	return true
}

func isLineBreak(r rune) bool {
	return r >= '\n' && r <= '\r' || r == 0x85 || r == 0x2028 || r == 0x2029
}

// firstRunes returns the code points with which a match of re may begin, as pairs of first and
// last: all of them if re matches the empty text.
func firstRunes(re *syntax.Regexp) ([]rune, error) {
	var p program
	if err := p.add(re); err != nil {
		return nil, err
	}
	all := []rune{0, utf8.MaxRune}
	var out []rune
	seen := make([]bool, len(p.insts))
	stack := []uint32{p.starts[0]}
	for len(stack) > 0 {
		pc := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if seen[pc] {
			continue
		}
		seen[pc] = true
		switch in := &p.insts[pc]; in.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			stack = append(stack, in.Out, in.Arg)
		case syntax.InstCapture, syntax.InstNop, syntax.InstEmptyWidth:
			stack = append(stack, in.Out)
		case syntax.InstMatch, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
			return all, nil
		case syntax.InstRune1, syntax.InstRune:
			out = append(out, instRunes(in)...)
		}
	}
	return out, nil
}

// instRunes returns the code points an instruction reads, as pairs.
func instRunes(in *syntax.Inst) []rune {
	if len(in.Rune) != 1 {
		return in.Rune
	}
	r := in.Rune[0]
	out := []rune{r, r}
	if in.Op == syntax.InstRune && syntax.Flags(in.Arg)&syntax.FoldCase != 0 {
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			out = append(out, f, f)
		}
	}
	return out
}
