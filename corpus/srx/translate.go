package srx

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// A translator rewrites a pattern of java.util.regex or ICU. Code points are written
// as themselves and classes by their Unicode names, which RE2 and regexp2 read alike:
//
//	\w \d \s \h \v and their negations   the Unicode sets of ICU
//	\R                                   a line break of any kind
//	\uXXXX \UXXXXXXXX \x{X} \xXX \cX \0N \e   the code point, surrogate pairs joined
//	\Q...\E                              the text itself
//	[a[bc]] [a-z&&[^q]] [[:alpha:]]      a plain class
//	\p{Punct} \p{IsCyrillic} \p{javaLowerCase} \p{InGreek} …   names that RE2 has
//	(?u) (?U) (?d)                       dropped: all sets are Unicode's
//	a*+ a++ a?+ a{1,2}+                  (?>a*) …, for regexp2
//	\Z                                   \z, as a line has no newline at its end
type translator struct {
	in    string
	i     int
	out   []byte
	atom  int   // where in out the last atom begins
	open  []int // where in out the open groups begin
	depth int   // of classes
}

const maxPattern = 1 << 16 // bytes; the longest seen has 4,000

// translate returns pattern as RE2 reads it or, with look-around and the like, regexp2.
func translate(pattern string) (string, error) {
	if len(pattern) > maxPattern {
		return "", fmt.Errorf("pattern longer than %d bytes", maxPattern)
	}
	if !utf8.ValidString(pattern) {
		return "", errors.New("pattern is not UTF-8")
	}
	t := &translator{in: pattern}
	for t.i < len(t.in) {
		if err := t.next(); err != nil {
			return "", err
		}
	}
	return string(t.out), nil
}

// next translates one atom, bracket or quantifier.
func (t *translator) next() error {
	switch c := t.in[t.i]; c {
	case '\\':
		return t.escape()
	case '[':
		t.i++
		t.atom = len(t.out)
		class, err := t.class()
		t.out = append(t.out, class...)
		return err
	case '(':
		return t.group()
	case ')':
		t.i++
		if n := len(t.open); n > 0 {
			t.atom, t.open = t.open[n-1], t.open[:n-1]
		}
		t.out = append(t.out, ')')
	case '*', '+', '?', '{':
		t.quantifier()
	default:
		r, n := utf8.DecodeRuneInString(t.in[t.i:])
		t.i += n
		t.atom = len(t.out)
		t.out = utf8.AppendRune(t.out, r)
	}
	return nil
}

func (t *translator) quantifier() {
	n := 1
	if t.in[t.i] == '{' {
		n = strings.IndexByte(t.in[t.i:], '}') + 1
		if n == 0 {
			n = 1
		}
	}
	t.out = append(t.out, t.in[t.i:t.i+n]...)
	t.i += n
	switch {
	case strings.HasPrefix(t.in[t.i:], "?"):
		t.out = append(t.out, '?')
		t.i++
	case strings.HasPrefix(t.in[t.i:], "+"):
		atom := string(t.out[t.atom:])
		t.out = append(t.out[:t.atom], "(?>"+atom+")"...)
		t.i++
	}
}

// group copies the head of a group, without flags that RE2 does not know.
func (t *translator) group() error {
	begin := len(t.out)
	rest := t.in[t.i:]
	if strings.HasPrefix(rest, "(?#") {
		n := strings.IndexByte(rest, ')')
		if n < 0 {
			return errors.New("comment without end")
		}
		t.i += n + 1
		return nil
	}
	head := "("
	if strings.HasPrefix(rest, "(?") {
		n := 2 + strings.IndexFunc(rest[2:]+".", func(r rune) bool {
			return r != '-' && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
		})
		flags := strings.NewReplacer("u", "", "U", "", "d", "").Replace(rest[2:n])
		t.i += n
		if flags = strings.TrimSuffix(flags, "-"); strings.HasPrefix(t.in[t.i:], ")") {
			t.i++
			if flags != "" {
				t.out = append(t.out, "(?"+flags+")"...)
			}
			return nil
		}
		if n > 2 && !strings.HasPrefix(t.in[t.i:], ":") && !strings.HasPrefix(rest, "(?P") {
			return fmt.Errorf("group %q is not known", rest[:n])
		}
		if head = "(?" + flags; strings.HasPrefix(rest, "(?P") {
			head = "(?P"
		}
		t.mark(&head)
	} else {
		t.i++
	}
	t.open = append(t.open, begin)
	t.out = append(t.out, head...)
	return nil
}

// mark copies what follows (? and flags: ":", "=", "!", ">", "<=", "<!" or "<name>".
func (t *translator) mark(head *string) {
	rest := t.in[t.i:]
	n := 1
	switch {
	case strings.HasPrefix(rest, "<=") || strings.HasPrefix(rest, "<!"):
		n = 2
	case strings.HasPrefix(rest, "<"):
		n = strings.IndexByte(rest, '>') + 1
	}
	n = min(n, len(rest))
	*head += rest[:n]
	t.i += n
}

// escape translates a backslash and what belongs to it, outside of classes.
func (t *translator) escape() error {
	t.atom = len(t.out)
	if strings.HasPrefix(t.in[t.i:], `\Q`) {
		for _, r := range t.quoted() {
			t.atom = len(t.out)
			t.out = append(t.out, literal(r)...)
		}
		return nil
	}
	if t.i+1 >= len(t.in) {
		return errors.New("backslash at the end")
	}
	switch c := t.in[t.i+1]; {
	case strings.IndexByte("bBAzk123456789", c) >= 0:
		t.out = append(t.out, '\\', c)
	case c == 'Z':
		t.out = append(t.out, `\z`...)
	case c == 'R':
		t.out = append(t.out, `(?:\r\n|[`+sets['v']+`])`...)
	case c == 'E':
	case c == 'G' || c == 'X' || c == 'N':
		return fmt.Errorf(`\%c is not known`, c)
	default:
		items, single, err := t.item()
		if err != nil {
			return err
		}
		if single >= 0 {
			items = literal(single)
		} else if !strings.HasPrefix(items, "[") {
			items = "[" + items + "]"
		}
		t.out = append(t.out, items...)
		return nil
	}
	t.i += 2
	return nil
}

// quoted returns the text of \Q...\E at i.
func (t *translator) quoted() string {
	text := t.in[t.i+2:]
	end := strings.Index(text, `\E`)
	if end < 0 {
		t.i = len(t.in)
		return text
	}
	t.i += 2 + end + 2
	return text[:end]
}

// literal writes a code point so that RE2 and regexp2 read it as itself, in and out of classes.
func literal(r rune) string {
	switch {
	case r < ' ' || r == 0x7F:
		return fmt.Sprintf(`\x%02x`, r)
	case r < 0x7F && !isWordByte(byte(r)) && r != ' ' && r != '"' && r != '\'':
		return `\` + string(r)
	}
	return string(r)
}

func isWordByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_'
}

// item reads an escape that stands for one code point, returned as single, or for a set of
// them, returned as items of a class with single -1. A negated set may come as a whole class
// "[^…]".
func (t *translator) item() (items string, single rune, err error) {
	c := t.in[t.i+1]
	if s, ok := sets[c]; ok {
		t.i += 2
		return s, -1, nil
	}
	if s, ok := sets[c|0x20]; ok && c >= 'A' && c <= 'Z' {
		t.i += 2
		return "[^" + s + "]", -1, nil
	}
	if c == 'p' || c == 'P' {
		items, err = t.property(c == 'P')
		return items, -1, err
	}
	single, err = t.codePoint()
	return "", single, err
}

// codePoint reads an escape that stands for one code point.
func (t *translator) codePoint() (rune, error) {
	c, n := utf8.DecodeRuneInString(t.in[t.i+1:])
	start := t.i
	t.i += 1 + n
	if i := strings.IndexRune("tnrfae", c); i >= 0 {
		return rune("\t\n\r\f\a\x1b"[i]), nil
	}
	switch c {
	case 'u':
		r, err := t.hex(4)
		if utf16.IsSurrogate(r) && strings.HasPrefix(t.in[t.i:], `\u`) {
			t.i += 2
			low, lowErr := t.hex(4)
			return utf16.DecodeRune(r, low), errors.Join(err, lowErr)
		}
		return r, err
	case 'U':
		return t.hex(8)
	case 'x':
		if strings.HasPrefix(t.in[t.i:], "{") {
			end := strings.IndexByte(t.in[t.i:], '}')
			t.i++
			r, err := t.hex(end - 1)
			t.i++
			return r, err
		}
		return t.hex(2)
	case '0':
		return t.octal()
	case 'c':
		if t.i < len(t.in) {
			t.i++
			return rune(t.in[t.i-1]) ^ 0x40, nil
		}
	}
	if c < utf8.RuneSelf && c != '_' && isWordByte(byte(c)) {
		return 0, fmt.Errorf("escape %q is not known", t.in[start:t.i])
	}
	return c, nil
}

func (t *translator) hex(n int) (rune, error) {
	if n < 1 || t.i+n > len(t.in) {
		return 0, errors.New("hexadecimal escape without digits")
	}
	v, err := strconv.ParseUint(t.in[t.i:t.i+n], 16, 32)
	t.i += n
	if err != nil || v > utf8.MaxRune {
		return 0, fmt.Errorf("hexadecimal escape %q is not a code point", t.in[t.i-n:t.i])
	}
	return rune(v), nil
}

func (t *translator) octal() (rune, error) {
	var v rune
	begin := t.i
	for t.i < len(t.in) && t.i < begin+3 && t.in[t.i] >= '0' && t.in[t.i] <= '7' && v < 32 {
		v = v*8 + rune(t.in[t.i]-'0')
		t.i++
	}
	if t.i == begin {
		return 0, errors.New(`\0 without octal digits`)
	}
	return v, nil
}
