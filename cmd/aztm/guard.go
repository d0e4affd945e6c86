package main

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// A guard stands before a terminal. Whatever a command prints, no control, bidi or other invisible character passes but new lines, tabs
// and, if they are on, colours: the rest is shown escaped. Commands escape stored text by themselves, so that it keeps to its line;
// the guard is for what one of them forgets.
type guard struct {
	w      io.Writer
	colour bool
	held   []byte // the beginning of a letter or a colour whose end is yet to come
}

func (g *guard) Write(p []byte) (int, error) {
	safe, rest := guarded(append(g.held, p...), g.colour)
	g.held = rest
	_, err := io.WriteString(g.w, safe)
	return len(p), err
}

// end writes what was held back.
func (g *guard) end() error {
	held := g.held
	g.held = nil
	_, err := io.WriteString(g.w, visible(string(held)))
	return err
}

// guarded is text as a terminal may have it. rest is the end of p that is no whole letter or colour yet.
func guarded(p []byte, colour bool) (safe string, rest []byte) {
	var b strings.Builder
	b.Grow(len(p))
	for len(p) > 0 {
		r, n := utf8.DecodeRune(p)
		code, begun := 0, false
		if colour {
			code, begun = colourAt(p)
		}
		switch {
		case begun || !utf8.FullRune(p):
			return b.String(), p
		case code > 0:
			n = code
			b.Write(p[:n])
		case r == '\n' || r == '\t':
			b.WriteRune(r)
		default:
			b.WriteString(visible(string(p[:n])))
		}
		p = p[n:]
	}
	return b.String(), nil
}

// colourAt is the length in bytes of the colour code of aztm that p begins with, 0 if there is none; begun says that p ends within one.
func colourAt(p []byte) (n int, begun bool) {
	digits, ok := bytes.CutPrefix(p, []byte("\x1b["))
	if !ok {
		return 0, string(p) == "\x1b"
	}
	i := bytes.IndexFunc(digits, func(r rune) bool { return r != ';' && (r < '0' || r > '9') })
	switch {
	case i < 0:
		return 0, len(digits) < 20
	case digits[i] == 'm' && slices.Contains(painted, string(digits[:i])):
		return len(p) - len(digits) + i + 1, false
	}
	return 0, false
}
