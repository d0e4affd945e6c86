package words

import (
	"strings"

	"aztm/corpus/norm"
)

// Skeleton returns the consonant skeleton of a name: Lukaşenko, Лукашенко and Lukashenko
// have the same one, also inflected, since no more than four classes are kept. "" if it has none.
// Sounds that change on the way between the languages fall into one class: h, г, q, x and k; c, ж, j, з and z.
func Skeleton(lang, word string) string {
	w := norm.Loose("en", word)
	if base(lang) == "az" {
		w = norm.Lower("az", word)
		if i := strings.IndexByte(w, '-'); i > 0 {
			w = w[:i]
		}
	}
	var b strings.Builder
	prev := byte(0)
	for i := 0; i < len(w); {
		class, n := sound(base(lang), w[i:])
		i += n
		if class == 0 {
			prev = 0
			continue
		}
		if class != prev {
			b.WriteByte(class)
		}
		prev = class
		if b.Len() == 4 {
			break
		}
	}
	return b.String()
}

// sound is the class of the consonant that s starts with, 0 for none, and its length in bytes.
func sound(lang, s string) (byte, int) {
	table := latinSounds
	switch {
	case lang == "az":
		table = azSounds
	case s[0] >= 0x80:
		table = cyrillicSounds
	}
	for _, p := range table {
		if strings.HasPrefix(s, p.letters) {
			return p.class, len(p.letters)
		}
	}
	n := 1
	for n < len(s) && s[n]&0xc0 == 0x80 {
		n++
	}
	return 0, n
}

type soundClass struct {
	letters string
	class   byte
}

// classes makes a table from groups "CLASS letters letters …"; longer letters come first.
func classes(groups ...string) []soundClass {
	var out []soundClass
	for length := 6; length > 0; length-- {
		for _, g := range groups {
			f := strings.Fields(g)
			for _, l := range f[1:] {
				if len(l) == length {
					out = append(out, soundClass{l, f[0][0]})
				}
			}
		}
	}
	return out
}

var (
	azSounds       = classes("B b p", "F f", "V v", "D d t", "K k q g ğ x h", "L l", "M m", "N n", "R r", "S s", "Z z j c", "X ş ç")
	cyrillicSounds = classes("B б п", "F ф", "V в", "D д т", "K к г х", "L л", "M м", "N н", "R р", "S с ц", "Z з ж дж", "X ш ч щ")
	latinSounds    = classes("B b p", "F f ph", "V v w", "D d t th", "K k q g gh kh h x ck c", "L l", "M m", "N n", "R r", "S s ts", "Z z zh j", "X sh ch tch")
)
