package srx

import (
	"encoding/binary"
	"regexp/syntax"
	"slices"
	"unicode"
)

// A program holds the patterns of many rules, for one side of a position.
type program struct {
	insts   []syntax.Inst // Arg of a match is the number of its pattern
	starts  []uint32      // the first instruction of each pattern
	context bool          // some pattern looks at edges: ^ $ \b \B
}

// add compiles a pattern. Rules must be added in order: its number is how many came before it.
func (p *program) add(re *syntax.Regexp) error {
	c, err := syntax.Compile(re.Simplify())
	if err != nil {
		return err
	}
	base, number := uint32(len(p.insts)), uint32(len(p.starts))
	for _, in := range c.Inst {
		in.Out += base
		switch in.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			in.Arg += base
		case syntax.InstMatch:
			in.Arg = number
		case syntax.InstEmptyWidth:
			p.context = true
		}
		p.insts = append(p.insts, in)
	}
	p.starts = append(p.starts, base+uint32(c.Start))
	return nil
}

// An automaton runs all patterns of a program at once, from a position outward: a deterministic
// automaton whose states are made when they are first reached (Thompson 1968; Cox, "Regular
// Expression Matching in the Wild", 2010). It tells every pattern that matches some text
// beginning at the position, whatever its length. Not safe for concurrent use.
type automaton struct {
	prog   *program
	start  [contexts]*state
	states map[string]*state
	edges  int // how many transitions are kept

	// scratch of step
	seen  []uint32 // by instruction: the step that saw it
	steps uint32
	stack []uint32
}

// A state is a set of instructions, what was read before it, and the patterns that matched there.
// Whether an instruction that looks at an edge passes is known only when the next code point is, so
// matches show one code point late.
type state struct {
	insts   []uint32
	context byte
	matched []uint32
	ascii   [128]*state
	others  map[rune]*state // and edge
}

// edge stands for the end of the text.
const edge = rune(-1)

// What was read before a state, as far as ^ $ \b \B can tell. Always contextOther in programs without them.
const (
	contextOther byte = iota
	contextWord
	contextNewline
	contextEdge
	contexts
)

const (
	maxStates = 4000
	maxEdges  = 50_000
)

func newAutomaton(p *program) *automaton {
	return &automaton{prog: p, states: map[string]*state{}, seen: make([]uint32, len(p.insts))}
}

// isWord says whether r is of a word for \b (UTS 18, annex C).
func isWord(r rune) bool {
	if r < 128 {
		return r >= 0 && isWordByte(byte(r))
	}
	return unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Nl, unicode.Pc) || r == 0x200C || r == 0x200D
}

func (p *program) contextOf(r rune) byte {
	switch {
	case !p.context:
		return contextOther
	case r == edge:
		return contextEdge
	case r == '\n':
		return contextNewline
	case isWord(r):
		return contextWord
	}
	return contextOther
}

// begin returns the state at a position whose other side ends in r.
func (a *automaton) begin(r rune) *state {
	if len(a.states) > maxStates || a.edges > maxEdges {
		clear(a.states)
		a.start, a.edges = [contexts]*state{}, 0
	}
	c := a.prog.contextOf(r)
	if a.start[c] == nil {
		a.start[c] = a.intern(slices.Clone(a.prog.starts), nil, c)
	}
	return a.start[c]
}

// next returns the state after r, or edge.
func (a *automaton) next(s *state, r rune) *state {
	if uint32(r) < 128 {
		if n := s.ascii[r]; n != nil {
			return n
		}
	} else if n := s.others[r]; n != nil {
		return n
	}
	n := a.step(s, r)
	a.edges++
	if uint32(r) < 128 {
		s.ascii[r] = n
		return n
	}
	if s.others == nil {
		s.others = map[rune]*state{}
	}
	s.others[r] = n
	return n
}

// step follows the instructions of s that read nothing and then those that read r.
func (a *automaton) step(s *state, r rune) *state {
	p := a.prog
	flags := edges(s.context, p.contextOf(r))
	var out, matched []uint32
	a.stack = append(a.stack[:0], s.insts...)
	if a.steps++; a.steps == 0 {
		clear(a.seen)
		a.steps = 1
	}
	for len(a.stack) > 0 {
		pc := a.stack[len(a.stack)-1]
		a.stack = a.stack[:len(a.stack)-1]
		if a.seen[pc] == a.steps {
			continue
		}
		a.seen[pc] = a.steps
		switch in := &p.insts[pc]; in.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			a.stack = append(a.stack, in.Out, in.Arg)
		case syntax.InstCapture, syntax.InstNop:
			a.stack = append(a.stack, in.Out)
		case syntax.InstEmptyWidth:
			if syntax.EmptyOp(in.Arg)&^flags == 0 {
				a.stack = append(a.stack, in.Out)
			}
		case syntax.InstMatch:
			matched = append(matched, in.Arg)
		case syntax.InstFail:
		default:
			if r != edge && in.MatchRune(r) {
				out = append(out, in.Out)
			}
		}
	}
	return a.intern(out, matched, p.contextOf(r))
}

// edges returns what ^ $ \b \B hold between two contexts.
func edges(before, after byte) syntax.EmptyOp {
	var f syntax.EmptyOp
	if before == contextEdge {
		f |= syntax.EmptyBeginText
	}
	if after == contextEdge {
		f |= syntax.EmptyEndText
	}
	if before == contextEdge || before == contextNewline {
		f |= syntax.EmptyBeginLine
	}
	if after == contextEdge || after == contextNewline {
		f |= syntax.EmptyEndLine
	}
	if (before == contextWord) != (after == contextWord) {
		return f | syntax.EmptyWordBoundary
	}
	return f | syntax.EmptyNoWordBoundary
}

// intern returns the one state of its kind.
func (a *automaton) intern(insts, matched []uint32, context byte) *state {
	slices.Sort(insts)
	insts = slices.Compact(insts)
	slices.Sort(matched)
	key := make([]byte, 0, 4*(len(insts)+len(matched))+5)
	key = append(key, context)
	key = binary.LittleEndian.AppendUint32(key, uint32(len(insts)))
	for _, pc := range insts {
		key = binary.LittleEndian.AppendUint32(key, pc)
	}
	for _, m := range matched {
		key = binary.LittleEndian.AppendUint32(key, m)
	}
	s := a.states[string(key)]
	if s == nil {
		s = &state{insts: insts, context: context, matched: matched}
		a.states[string(key)] = s
	}
	return s
}

// reverse returns a pattern that matches the reversed texts of re.
func reverse(re *syntax.Regexp) *syntax.Regexp {
	r := *re
	switch re.Op {
	case syntax.OpBeginText:
		r.Op, r.Flags = syntax.OpEndText, r.Flags&^syntax.WasDollar
	case syntax.OpEndText:
		r.Op = syntax.OpBeginText
	case syntax.OpBeginLine:
		r.Op = syntax.OpEndLine
	case syntax.OpEndLine:
		r.Op = syntax.OpBeginLine
	case syntax.OpLiteral:
		r.Rune = slices.Clone(re.Rune)
		slices.Reverse(r.Rune)
	}
	r.Sub = make([]*syntax.Regexp, len(re.Sub))
	for i, s := range re.Sub {
		r.Sub[i] = reverse(s)
	}
	if re.Op == syntax.OpConcat {
		slices.Reverse(r.Sub)
	}
	return &r
}
