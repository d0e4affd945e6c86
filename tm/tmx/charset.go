package tmx

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// xmlDeclaration matches an XML declaration: version, encoding, standalone (XML 1.0, 2.8). It is compiled when the first file is
// read: that takes a third of the start of the program.
var xmlDeclaration = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^<\?xml\s+version\s*=\s*(?:"(1\.[0-9]+)"|'(1\.[0-9]+)')` +
		`(?:\s+encoding\s*=\s*(?:"([A-Za-z][A-Za-z0-9._-]*)"|'([A-Za-z][A-Za-z0-9._-]*)'))?(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*\?>`)
})

// maxDeclaration bounds the XML declaration, in characters.
const maxDeclaration = 1024

// Beginnings of files that are no XML, and what they are.
var foreign = []struct{ magic, what, mend string }{
	{"SQLite format 3\x00", "a database (a memory of Trados Studio is one, .sdltm)", "export TMX from the program that it belongs to"},
	{"PK\x03\x04", "a zip archive", "unpack it first"},
	{"\x00\x00\xfe\xff", "in UTF-32, which TMX does not allow", "save it as UTF-8"},
	{"\xff\xfe\x00\x00", "in UTF-32, which TMX does not allow", "save it as UTF-8"},
	{"<\x00\x00\x00", "in UTF-32, which TMX does not allow", "save it as UTF-8"},
	{"\x00\x00\x00<", "in UTF-32, which TMX does not allow", "save it as UTF-8"},
	{"\xff\xfe\x00<", "in UTF-16 with a byte order mark that says the opposite", "save it as UTF-8"},
	{"\xfe\xff<\x00", "in UTF-16 with a byte order mark that says the opposite", "save it as UTF-8"},
}

// decoded gives the characters of a file as UTF-8, with \n for every line end, up to the first byte that XML does not allow. The
// charset is told by the byte order mark, else by the first bytes, else by the XML declaration (XML 1.0, appendix F). The warning
// says what is wrong with the declaration, "" if nothing is.
func decoded(r io.Reader) (in io.Reader, warning string, err error) {
	b := bufio.NewReaderSize(r, 64<<10)
	head, err := b.Peek(2 * maxDeclaration)
	if len(head) == 0 && err != nil && err != io.EOF {
		return nil, "", &Error{Cause: err.Error(), Err: err}
	}
	for _, f := range foreign {
		if bytes.HasPrefix(head, []byte(f.magic)) {
			return nil, "", &Error{Cause: "no TMX: the file is " + f.what, Mend: f.mend}
		}
	}
	mark, charset := sniff(head)
	version, label := declared(head[mark:])
	if version != "" && version != "1.0" {
		warning = fmt.Sprintf("it says that it is XML %s: it is read as XML 1.0, which TMX is written in", version)
	}
	b.Discard(mark)
	c := &characters{in: b}
	if charset == utf16Name {
		c.in = transform.NewReader(b, utf16Decoder{bigEndian: bigEndian(head)})
	}
	switch said, e := lookUp(label); {
	case label == "" || said == utf8Name && charset == "" || charset != "" && strings.HasPrefix(said, charset):
	case charset != "" || strings.HasPrefix(said, utf16Name):
		charset = strings.ToUpper(cmp.Or(charset, utf8Name))
		warning = fmt.Sprintf("the declaration says %s, but it is %s: it is read as that; let it say %[2]s", label, charset)
	case e == nil:
		return nil, "", &Error{Line: 1, Cause: fmt.Sprintf("unknown encoding %q", short(label)), Mend: "save the file as UTF-8"}
	case said == ascii:
		c.charset, c.ascii = label, true
	default:
		c.charset, c.in = label, transform.NewReader(b, e.NewDecoder())
	}
	return c, warning, nil
}

// Names of charsets as package htmlindex has them; it takes ASCII for windows-1252.
const (
	utf8Name  = "utf-8"
	utf16Name = "utf-16"
	ascii     = "us-ascii"
)

// sniff tells UTF-8 and UTF-16 by the first bytes; charset is "" if they say nothing. mark is the length of a byte order mark.
func sniff(head []byte) (mark int, charset string) {
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		return 3, utf8Name
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		return 2, utf16Name
	case bytes.HasPrefix(head, []byte("<\x00")), bytes.HasPrefix(head, []byte("\x00<")):
		return 0, utf16Name
	}
	return 0, ""
}

func bigEndian(head []byte) bool { return head[0] == 0 || head[0] == 0xfe }

// declared is what the XML declaration says, "" for what it does not say. In UTF-16 too it holds only ASCII.
func declared(head []byte) (version, charset string) {
	m := xmlDeclaration().FindSubmatch(bytes.ReplaceAll(head, []byte{0}, nil))
	if m == nil {
		return "", ""
	}
	return string(m[1]) + string(m[2]), string(m[3]) + string(m[4])
}

// lookUp finds a declared charset; e is nil for an unknown one.
func lookUp(label string) (name string, e encoding.Encoding) {
	if slices.Contains([]string{"us-ascii", "ascii", "us", "ansi_x3.4-1968", "iso646-us", "iso-ir-6"}, strings.ToLower(label)) {
		return ascii, unicode.UTF8
	}
	e, err := htmlindex.Get(label)
	if err != nil || e == encoding.Replacement {
		return "", nil
	}
	name, _ = htmlindex.Name(e)
	return name, e
}

// utf16Decoder is a transformer that stops where the package's own would put U+FFFD.
type utf16Decoder struct {
	transform.NopResetter
	bigEndian bool
}

func (d utf16Decoder) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	for nSrc < len(src) {
		r, size := d.rune(src[nSrc:])
		switch {
		case size == 0 && atEOF:
			return nDst, nSrc, errCut
		case size == 0:
			return nDst, nSrc, transform.ErrShortSrc
		case r == utf8.RuneError && size > 2:
			return nDst, nSrc, &Error{Cause: "half a character (an unpaired surrogate of UTF-16)", Mend: "export the file again, or save it as UTF-8"}
		case nDst+utf8.RuneLen(r) > len(dst):
			return nDst, nSrc, transform.ErrShortDst
		}
		nDst += utf8.EncodeRune(dst[nDst:], r)
		nSrc += size
	}
	return nDst, nSrc, nil
}

// rune decodes the first character of b. Its size is 0 if b does not hold all of it; U+FFFD of size 4 is an unpaired surrogate.
func (d utf16Decoder) rune(b []byte) (r rune, size int) {
	unit := func(i int) rune {
		if d.bigEndian {
			return rune(b[i])<<8 | rune(b[i+1])
		}
		return rune(b[i+1])<<8 | rune(b[i])
	}
	if len(b) < 2 {
		return 0, 0
	}
	if r = unit(0); !utf16.IsSurrogate(r) {
		return r, 2
	}
	if len(b) < 4 {
		return 0, 0
	}
	return utf16.DecodeRune(r, unit(2)), 4
}

// errCut is the end of a file within a character.
var errCut = &Error{Cause: "the file ends within a character: it is cut off", Mend: cutOff}

const cutOff = "copy or export it again"

// characters reads UTF-8 up to the first byte that is no character of XML, with every line end as \n (XML 1.0, 2.2 and 2.11).
type characters struct {
	in      io.Reader
	charset string // as declared, "" for one of Unicode
	ascii   bool   // no other characters may stand
	held    []byte // the start of a character that was not read to its end
	cr      bool   // the last character was a \r
	err     error
}

// Read reads at least one character, for which p must have room.
func (c *characters) Read(p []byte) (int, error) {
	for c.err == nil {
		n := copy(p, c.held)
		m, err := c.in.Read(p[n:])
		c.err = err
		whole := p[:n+m]
		if held := partial(whole); c.err == nil {
			c.held = append(c.held[:0], whole[len(whole)-held:]...)
			whole = whole[:len(whole)-held]
		} else if c.err == io.EOF && held > 0 {
			c.err, whole = errCut, whole[:len(whole)-held]
		}
		good, bad := c.allowed(whole)
		if bad != nil {
			c.err = bad
		}
		if n = c.lineEnds(whole[:good]); n > 0 {
			return n, nil
		}
	}
	return 0, c.err
}

// partial is how many bytes at the end of b are the start of a character.
func partial(b []byte) int {
	for i := 1; i <= min(len(b), utf8.UTFMax-1); i++ {
		if end := b[len(b)-i:]; utf8.RuneStart(end[0]) {
			if utf8.FullRune(end) {
				return 0
			}
			return i
		}
	}
	return 0
}

// special says whether c needs a second look: a control, or the first byte of U+FFFD, U+FFFE and U+FFFF.
func special(c byte) bool { return c < 0x20 || c == 0xef }

// anySpecial says whether one of eight bytes is special.
func anySpecial(w uint64) bool {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	ef := w ^ 0xef*ones
	return ((w-0x20*ones)&^w|(ef-ones)&^ef)&tops != 0
}

// allowed is how many bytes of b stand before the first that is not allowed, and what is wrong with that.
func (c *characters) allowed(b []byte) (int, *Error) {
	if !utf8.Valid(b) {
		i := 0
		for r, n := utf8.DecodeRune(b); r != utf8.RuneError || n > 1; r, n = utf8.DecodeRune(b[i:]) {
			i += n
		}
		if n, bad := c.allowed(b[:i]); bad != nil {
			return n, bad
		}
		return i, c.noText(b[i])
	}
	for i := 0; i < len(b); i++ {
		for !c.ascii && i+8 <= len(b) && !anySpecial(binary.LittleEndian.Uint64(b[i:])) {
			i += 8
		}
		if i == len(b) {
			break
		}
		if special(b[i]) {
			if r, _ := utf8.DecodeRune(b[i:]); forbidden(r) {
				return i, &Error{Cause: fmt.Sprintf("the character U+%04X, which XML forbids", r), Mend: "remove it; export the file again if it is damaged"}
			} else if r == utf8.RuneError && c.charset != "" {
				return i, &Error{Cause: "a byte that stands for nothing in " + c.charset, Mend: "save the file as UTF-8, or declare the encoding that it is in"}
			}
		}
		if c.ascii && b[i] >= utf8.RuneSelf {
			return i, c.noText(b[i])
		}
	}
	return len(b), nil
}

func (c *characters) noText(b byte) *Error {
	charset := "UTF-8"
	if c.ascii {
		charset = c.charset
	}
	return &Error{Cause: fmt.Sprintf("the byte 0x%02X is not %s", b, charset),
		Mend: `save the file as UTF-8, or let its first line declare the encoding that it is in (encoding="windows-1254")`}
}

// lineEnds makes \n of every \r\n and \r in b, in place, and returns the new length.
func (c *characters) lineEnds(b []byte) int {
	if !c.cr && bytes.IndexByte(b, '\r') < 0 {
		return len(b)
	}
	n := 0
	for _, x := range b {
		follows := c.cr && x == '\n'
		c.cr = x == '\r'
		if follows {
			continue
		}
		if c.cr {
			x = '\n'
		}
		b[n] = x
		n++
	}
	return n
}
