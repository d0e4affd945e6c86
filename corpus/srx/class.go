package srx

import (
	"errors"
	"fmt"
	"regexp/syntax"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// sets are the Unicode sets of the escapes that RE2 reads as ASCII, as items of a class (UTS 18, annex C).
var sets = map[byte]string{
	'w': `\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}` + "\u200c\u200d",
	'd': `\p{Nd}`,
	's': `\t\n\x0b\f\r` + "\u0085" + `\p{Z}`,
	'h': `\t\p{Zs}`,
	'v': `\n\x0b\f\r` + "\u0085\u2028\u2029",
}

// properties are names of java.util.regex, ICU and POSIX that RE2 does not have, in lower case and
// without blanks, hyphens, underscores and the prefixes "is", "java" and "gc=".
var properties = map[string]string{
	"alphabetic": `\p{L}\p{Nl}`, "alpha": `\p{L}\p{Nl}`, "letter": `\p{L}`,
	"alnum": `\p{L}\p{Nl}\p{Nd}`, "letterordigit": `\p{L}\p{Nd}`, "word": sets['w'],
	"upper": `\p{Lu}`, "uppercase": `\p{Lu}`, "uppercaseletter": `\p{Lu}`,
	"lower": `\p{Ll}`, "lowercase": `\p{Ll}`, "lowercaseletter": `\p{Ll}`, "titlecase": `\p{Lt}`,
	"digit": `\p{Nd}`, "decimalnumber": `\p{Nd}`, "number": `\p{N}`, "xdigit": `0-9A-Fa-f`,
	"punct": `\p{P}` + "$+<=>^`|~", "punctuation": `\p{P}`, "symbol": `\p{S}`, "mark": `\p{M}`,
	"space": sets['s'], "whitespace": sets['s'], "blank": sets['h'], "separator": `\p{Z}`, "spaceseparator": `\p{Zs}`,
	"cntrl": `\p{Cc}`, "control": `\p{Cc}`, "graph": `\p{L}\p{M}\p{N}\p{P}\p{S}`, "print": `\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}`,
	"ascii": `\x00-\x7f`, "any": "\x00-\U0010FFFF", "lc": `\p{Lu}\p{Ll}\p{Lt}`, "l1": `\x00-` + "\u00ff",
	"initialpunctuation": `\p{Pi}`, "finalpunctuation": `\p{Pf}`, "openpunctuation": `\p{Ps}`,
	"closepunctuation": `\p{Pe}`, "dashpunctuation": `\p{Pd}`, "currencysymbol": `\p{Sc}`,
	"ideographic": `\p{Han}`, "cyrl": `\p{Cyrillic}`, "latn": `\p{Latin}`, "grek": `\p{Greek}`, "arab": `\p{Arabic}`,
	"inbasiclatin": `\x00-\x7f`, "inlatin1supplement": "\u0080-ÿ", "inlatinextendeda": "Ā-ſ", "inlatinextendedb": "ƀ-ɏ",
	"ingreek": "Ͱ-Ͽ", "incyrillic": "Ѐ-ӿ", "incyrillicsupplement": "Ԁ-ԯ", "inarmenian": "\u0530-֏", "inhebrew": "\u0590-\u05ff",
	"inarabic": "\u0600-ۿ", "indevanagari": "\u0900-ॿ", "inthai": "\u0e00-\u0e7f", "ingeorgian": "Ⴀ-ჿ",
	"ingeneralpunctuation": "\u2000-\u206f", "inhiragana": "\u3040-ゟ", "inkatakana": "゠-ヿ", "inhangulsyllables": "가-\ud7af",
	"incjkunifiedideographs": "一-鿿", "incjksymbolsandpunctuation": "\u3000-\u303f",
	"inhalfwidthandfullwidthforms": "\uff00-\uffef",
}

// property reads \p{Name}, \p{^Name}, \P{Name} or \pL at i as items of a class.
func (t *translator) property(negated bool) (string, error) {
	name := t.in[t.i+2:]
	if strings.HasPrefix(name, "{") {
		end := strings.IndexByte(name, '}')
		if end < 0 {
			return "", errors.New("property without end")
		}
		name = name[1:end]
		t.i += 2 + end + 1
	} else if name != "" {
		_, n := utf8.DecodeRuneInString(name)
		name = name[:n]
		t.i += 2 + n
	}
	if strings.HasPrefix(name, "^") {
		negated, name = !negated, name[1:]
	}
	items, err := propertyItems(name)
	if err == nil && negated {
		items = "[^" + items + "]"
	}
	return items, err
}

// bare takes out of a property's name what tells no two apart.
var bare = strings.NewReplacer(" ", "", "-", "", "_", "")

func propertyItems(name string) (string, error) {
	key := bare.Replace(strings.ToLower(name))
	for _, prefix := range []string{"is", "java", "gc=", "generalcategory=", "sc=", "script=", "blk=", "block="} {
		rest, ok := strings.CutPrefix(key, prefix)
		if ok && prefix[0] == 'b' {
			key = "in" + rest
		} else if ok {
			key = rest
			name = name[len(name)-len(rest):] // no key of a script or category has blanks or hyphens
		}
	}
	if items, ok := properties[key]; ok {
		return items, nil
	}
	if p := binaryProperties()[key]; p != nil {
		return p.class(), nil
	}
	items := `\p{` + name + `}`
	if unicode.Categories[name] == nil && !readable(items) {
		if items = `\p{` + title(name) + `}`; !readable(items) {
			return "", fmt.Errorf("property %q is not known", name)
		}
	}
	return items, nil
}

// A binaryProperty is a property of PropList.txt: Sentence_Terminal, Quotation_Mark, Dash …
type binaryProperty struct {
	table *unicode.RangeTable
	once  sync.Once
	items string
}

// binaryProperties are those properties, by name in lower case without underscores.
var binaryProperties = sync.OnceValue(func() map[string]*binaryProperty {
	out := map[string]*binaryProperty{}
	for name, table := range unicode.Properties {
		out[strings.ReplaceAll(strings.ToLower(name), "_", "")] = &binaryProperty{table: table}
	}
	return out
})

// class is the property as items of a class.
func (p *binaryProperty) class() string {
	p.once.Do(func() { p.items = rangeItems(joinRanges(tableRanges(p.table))) })
	return p.items
}

// tableRanges are the code points of a table in pairs of first and last, in order.
func tableRanges(table *unicode.RangeTable) (r []rune) {
	add := func(lo, hi, stride rune) {
		if stride == 1 {
			r = append(r, lo, hi)
			return
		}
		for ; lo <= hi; lo += stride {
			r = append(r, lo, lo)
		}
	}
	for _, x := range table.R16 {
		add(rune(x.Lo), rune(x.Hi), rune(x.Stride))
	}
	for _, x := range table.R32 {
		add(rune(x.Lo), rune(x.Hi), rune(x.Stride))
	}
	return r
}

// joinRanges joins neighbours in pairs of first and last, which are in order.
func joinRanges(r []rune) (out []rune) {
	for i := 0; i < len(r); i += 2 {
		if n := len(out); n > 0 && out[n-1]+1 >= r[i] {
			out[n-1] = max(out[n-1], r[i+1])
			continue
		}
		out = append(out, r[i], r[i+1])
	}
	return out
}

func readable(items string) bool {
	_, err := syntax.Parse(items, syntax.Perl)
	return err == nil
}

// title writes a script's or category's name as RE2 has it: "CYRILLIC" is Cyrillic, "lu" is Lu.
func title(name string) string {
	return strings.ToUpper(name[:min(1, len(name))]) + strings.ToLower(name[min(1, len(name)):])
}

// maxClass bounds the nesting of classes.
const maxClass = 32

// class reads a class after its bracket and returns it without nested classes and intersections.
func (t *translator) class() (string, error) {
	if t.depth++; t.depth > maxClass {
		return "", fmt.Errorf("classes nested deeper than %d", maxClass)
	}
	defer func() { t.depth-- }()
	not := strings.HasPrefix(t.in[t.i:], "^")
	if not {
		t.i++
	}
	items, err := t.items()
	if err != nil {
		return "", err
	}
	if not {
		return "[^" + items + "]", nil
	}
	return "[" + items + "]", nil
}

// items reads the items of a class up to and with its closing bracket.
func (t *translator) items() (string, error) {
	var b strings.Builder
	for begin := t.i; t.i < len(t.in); {
		rest := t.in[t.i:]
		switch {
		case rest[0] == ']' && t.i > begin:
			t.i++
			return b.String(), nil
		case strings.HasPrefix(rest, "&&"):
			return t.intersection(b.String())
		case strings.HasPrefix(rest, `\Q`):
			for _, r := range t.quoted() {
				b.WriteString(literal(r))
			}
		case strings.HasPrefix(rest, `\E`):
			t.i += 2
		default:
			s, err := t.classItem(rest)
			if err != nil {
				return "", err
			}
			b.WriteString(s)
		}
	}
	return "", errors.New("class without end")
}

// classItem reads one item of a class: a code point, a set, a nested class.
func (t *translator) classItem(rest string) (string, error) {
	var items string
	var err error
	switch {
	case strings.HasPrefix(rest, "[:"):
		end := strings.Index(rest, ":]")
		if end < 0 {
			return "", errors.New("POSIX class without end")
		}
		t.i += end + 2
		name, not := strings.CutPrefix(rest[2:end], "^")
		if items, err = propertyItems(name); err == nil && not {
			items = "[^" + items + "]"
		}
	case rest[0] == '[':
		t.i++
		items, err = t.class()
	case rest[0] == '\\' && len(rest) > 1:
		var single rune
		if items, single, err = t.item(); err == nil && single >= 0 {
			return literal(single), nil
		}
	case rest[0] == '-':
		t.i++
		return "-", nil
	default:
		r, n := utf8.DecodeRuneInString(rest)
		t.i += n
		return literal(r), nil
	}
	if err != nil || !strings.HasPrefix(items, "[") {
		return items, err
	}
	if !strings.HasPrefix(items, "[^") {
		return items[1 : len(items)-1], nil
	}
	r, err := ranges(items)
	return rangeItems(r), err
}

// intersection reads what follows && up to the end of the class.
func (t *translator) intersection(left string) (string, error) {
	t.i += 2
	right, err := t.class()
	if err != nil {
		return "", err
	}
	a, err := ranges("[" + left + "]")
	if err != nil {
		return "", err
	}
	b, err := ranges(right)
	if err != nil {
		return "", err
	}
	var both []rune
	for i := 0; i < len(a); i += 2 {
		for j := 0; j < len(b); j += 2 {
			if lo, hi := max(a[i], b[j]), min(a[i+1], b[j+1]); lo <= hi {
				both = append(both, lo, hi)
			}
		}
	}
	if len(both) == 0 {
		return "", errors.New("intersection of classes is empty")
	}
	return rangeItems(both), nil
}

// ranges returns the code points of a class as pairs of first and last.
func ranges(class string) ([]rune, error) {
	re, err := syntax.Parse(class, syntax.Perl)
	if err != nil {
		return nil, err
	}
	switch re.Op {
	case syntax.OpCharClass:
		return re.Rune, nil
	case syntax.OpLiteral:
		return []rune{re.Rune[0], re.Rune[0]}, nil
	case syntax.OpAnyChar:
		return []rune{0, utf8.MaxRune}, nil
	}
	return nil, fmt.Errorf("class %q is empty", class)
}

func rangeItems(r []rune) string {
	var b strings.Builder
	write := func(lo, hi rune) {
		if lo <= hi {
			b.WriteString(literal(lo) + "-" + literal(hi))
		}
	}
	for i := 0; i < len(r); i += 2 { // surrogates cannot be written, and no text has them
		if r[i+1] < 0xD800 || r[i] > 0xDFFF {
			write(r[i], r[i+1])
			continue
		}
		write(r[i], min(r[i+1], 0xD7FF))
		write(max(r[i], 0xE000), r[i+1])
	}
	return b.String()
}
