package words

// Costs of stems, on the scale of the table of endings.
const (
	costVerb        = 1  // a verb of the list
	costFixed       = 6  // endings on a word that seldom takes them
	costDerived     = 4  // a derivation of a known word that the list lacks
	costUnknown     = 12 // a stem that is not in the list …
	costLetter      = 3  // … and each of its letters
	costUnknownVerb = 10 // more for a verb that is not in the list
	costOwned       = 8  // possession of an unknown stem that may be a name
	costSmallName   = 8  // a name written in small letters
	costLooseName   = 2  // a name in loose letters, which have no capitals
)

// costShort is what an inflected stem of 1, 2, 3 letters costs more.
var costShort = [4]int16{40, 20, 5, 1}

// maxDerived is the greatest number of derivations undone to find a known word.
const maxDerived = 4

// A reading is one analysis of a word: a stem and what it costs.
type reading struct {
	lemma   string // of a known stem; "" if it is made from the letters
	base    string // lemma of the known word that the stem is derived from, "" if none
	end     int    // end of the stem
	restore byte   // what its last letter was before an ending softened it; 0 if it is as it was
	verb    bool
	cost    int16
}

// A search collects the readings of one word.
type search struct {
	*analyser
	letters [maxWord]byte
	word    []byte // coded, in letters
	name    bool   // written like a name
	back    [maxWord + 1]harmony
	found   [maxReadings]reading
	n       int
	put     [maxDeferred]deferred
	later   int
	slack   int16 // how much more than the best a reading of use may cost
	ceiling int16 // readings that cost more are of no use
}

// A deferred is a stem that the list lacks, looked at after the known ones.
type deferred struct {
	end  int
	verb bool
	owns bool // the ending behind it is a possessive
	cost int16
}

// maxDeferred bounds the unlisted stems of a word that are looked at.
const maxDeferred = 64

// maxReadings bounds the readings kept of a word, slack how much more than the best they may cost.
const (
	maxReadings = 6
	slack       = 7
)

// readings finds the likeliest readings of the word, best first: it is walked from its end through the states of the
// table to each stem that may stand there.
func (s *search) readings() []reading {
	s.back[0] = anyHarmony
	for i, c := range s.word {
		s.back[i+1] = s.back[i]
		if h := s.vowels[c]; h != 0 {
			s.back[i+1] = h
		}
	}
	s.ceiling = 1 << 14
	s.walk(len(s.word), s.ends, 0, false)
	for _, d := range s.put[:s.later] {
		s.unlisted(d)
	}
	return s.found[:s.n]
}

// walk reads on to the left of end, where the word stands in a state; owns says that a possessive of a stem follows.
func (s *search) walk(end int, state uint8, cost int16, owns bool) {
	if cost > s.ceiling {
		return
	}
	for _, st := range s.roots[state] {
		s.stem(deferred{end, st.state == s.verb, owns, cost + st.cost})
	}
	if s.into[state] == nil || state == s.noun || state == s.verb {
		return // what derives a stem belongs to the lemma
	}
	list := s.into[state][s.word[end-1]]
	for i := range list {
		x := &list[i]
		if cost+x.cost > s.ceiling {
			return // the rest costs no less
		}
		if from := end - len(x.text); s.fits(x, from, end) {
			s.walk(from, x.from, cost+x.cost, x.owns)
		}
	}
}

// fits reports whether a suffix stands in word[from:end].
func (s *search) fits(x *suffix, from, end int) bool {
	if from < 2 || s.word[from] != x.text[0] || s.back[from]&x.needs == 0 || string(s.word[from:end]) != x.text {
		return false
	}
	if x.after != anywhere && (s.vowels[s.word[from-1]] != 0) != (x.after == afterVowel) {
		return false
	}
	return x.next == anywhere || s.vowelAt(end) == (x.next == afterVowel)
}

func (s *search) vowelAt(i int) bool { return i < len(s.word) && s.vowels[s.word[i]] != 0 }

// stem adds the readings of a stem that is in the list, and puts off another.
func (s *search) stem(d deferred) {
	if d.cost > s.ceiling {
		return
	}
	if d.end < len(s.word) && d.end < len(costShort) {
		d.cost += costShort[d.end]
	}
	if lemma, extra, restored := s.known(d.end, d.verb); lemma != "" {
		s.add(reading{lemma: lemma, end: d.end, restore: restored, verb: d.verb, cost: d.cost + extra})
	} else if s.later < len(s.put) {
		s.put[s.later] = d
		s.later++
	}
}

// unlisted adds the readings of the stems that are not in the list: as a derivation of a known word, or unknown.
func (s *search) unlisted(d deferred) {
	if d.cost+costDerived > s.ceiling {
		return
	}
	r := reading{end: d.end, verb: d.verb, cost: d.cost}
	if base, extra, soft := s.origin(d.end, d.verb); base != "" {
		r.base = base
		if soft {
			r.restore = hardened(s.word[d.end-1])
		}
		r.cost += costDerived + extra
		s.add(r)
		return
	}
	if d.end < 3 && d.end < len(s.word) {
		return
	}
	r.restore = s.softened(d.end, d.verb)
	r.cost += costUnknown + costLetter*int16(d.end)
	if d.verb {
		r.cost += costUnknownVerb
	} else {
		r.cost += listFinals().cost(s.word[:d.end])
	}
	if d.owns && (s.name || s.loose) {
		r.cost += costOwned
	}
	s.add(r)
}

// known looks word[:end] up in the list: as it stands, with its last letter restored, and as an oblique stem.
// It returns the lemma, "" if none, what it costs, and the letter restored.
func (s *search) known(end int, verb bool) (lemma string, cost int16, restored byte) {
	lemma, cost = s.listed(s.word[:end], verb, end == len(s.word))
	if lemma != "" || end == len(s.word) {
		return lemma, cost, 0
	}
	if verb {
		return s.of(s.word).obliqueVerb[string(s.word[:end])], costVerb, 0
	}
	if lemma = s.of(s.word).obliqueNoun[string(s.word[:end])]; lemma != "" {
		return lemma, 0, 0
	}
	hard := hardened(s.word[end-1])
	if hard == 0 || hard == 't' || !s.vowelAt(end) || !s.softens(hard, end) {
		return "", 0, 0
	}
	soft := s.word[end-1]
	s.word[end-1] = hard
	lemma, cost = s.listed(s.word[:end], verb, false)
	s.word[end-1] = soft
	return lemma, cost, hard
}

// listed looks a stem up in the list.
func (s *search) listed(stem []byte, verb, bare bool) (string, int16) {
	e, ok := s.of(stem).entries[string(stem)]
	switch {
	case !ok:
		return "", 0
	case verb && e.verb != "":
		return e.verb, costVerb
	case verb:
		return "", 0
	case e.fixed && !bare:
		return e.noun, costFixed
	case s.name:
		return e.noun, 0
	}
	return e.noun, e.extra
}

// hardened is the letter that a vowel after it softens to c, 0 if there is none.
func hardened(c byte) byte {
	switch c {
	case 'y':
		return 'k'
	case 'G', 'g':
		return 'q'
	case 'd':
		return 't'
	}
	return 0
}

// softens reports whether k (behind e ə i ö ü) or q (behind a ı o u) at word[end-1] is one that a vowel softens.
func (s *search) softens(hard byte, end int) bool {
	if end < 2 {
		return false
	}
	class := s.vowels[s.word[end-2]]
	if hard == 'k' {
		return class&(frontPlain|frontRound) != 0
	}
	return class&(backPlain|backRound) != 0
}

// softened guesses whether the last letter of an unknown stem was softened by the vowel after it, and returns what it
// was: -lik, -ak and their like are endings of nouns; short stems and names in -ey stay.
func (s *search) softened(end int, verb bool) byte {
	if end < 4 || verb || !s.vowelAt(end) {
		return 0
	}
	hard := hardened(s.word[end-1])
	if hard == 0 || hard == 't' || !s.softens(hard, end) || hard == 'k' && s.word[end-2] == 'e' {
		return 0
	}
	return hard
}

// origin finds the known word that word[:end] is derived from, "" if there is none. What comes from a name is written
// small (bakılı), so that a name serves as any noun.
func (s *search) origin(end int, verb bool) (base string, cost int16, soft bool) {
	name := s.name
	s.name = true
	base, cost, soft = s.derived(end, verb, maxDerived)
	s.name = name
	return base, cost, soft
}

// derived finds a known word that word[:end] is derived from in at most depth steps, "" if there is none, and
// says what that costs and whether the last ending is softened.
func (s *search) derived(end int, verb bool, depth int) (base string, cost int16, soft bool) {
	state := s.noun
	if verb {
		state = s.verb
	}
	for i := range s.into[state][s.word[end-1]] {
		x := &s.into[state][s.word[end-1]][i]
		from := end - len(x.text)
		if !s.fits(x, from, end) {
			continue
		}
		lemma, extra, _ := s.known(from, x.from == s.verb)
		if extra >= costFixed {
			lemma = "" // nothing comes from it
		}
		extra += x.cost
		if from < len(costShort) {
			extra += costShort[from]
		}
		if lemma == "" && depth > 1 {
			if lemma, extra, _ = s.derived(from, x.from == s.verb, depth-1); lemma != "" {
				extra += x.cost
			}
		}
		if lemma != "" && (base == "" || extra < cost) {
			base, cost, soft = lemma, extra, x.next == afterVowel
		}
	}
	return base, cost, soft
}

// add keeps a reading, the best first; of two with one lemma the cheaper.
func (s *search) add(r reading) {
	for i := range s.found[:s.n] {
		if f := &s.found[i]; f.end == r.end && f.restore == r.restore && f.verb == r.verb {
			if f.cost <= r.cost {
				return
			}
			copy(s.found[i:s.n], s.found[i+1:s.n])
			s.n--
			break
		}
	}
	at := s.n
	for at > 0 && r.before(&s.found[at-1]) {
		at--
	}
	if at == maxReadings || r.cost > s.ceiling {
		return
	}
	s.n = min(s.n+1, maxReadings)
	copy(s.found[at+1:s.n], s.found[at:])
	s.found[at] = r
	s.ceiling = s.found[0].cost + s.slack
}

// before orders readings: the cheaper, then the longer stem, then nouns.
func (r *reading) before(other *reading) bool {
	if r.cost != other.cost {
		return r.cost < other.cost
	}
	if r.end != other.end {
		return r.end > other.end
	}
	return !r.verb && other.verb
}

// unknownKey is how many letters of an unknown stem make its match key. What a name ends in before its endings can only be
// guessed; of names held out of the list two forms agree by the whole stem 79 times in 100, by six letters 90 times, and 5
// names in 100 share those with another (0.3 by the whole stem, 15 by five letters).
const unknownKey = 6

// text is the lemma of a reading; of an unknown stem in loose letters, its first letters.
func (s *search) text(r *reading) string {
	if r.lemma != "" {
		return r.lemma
	}
	if s.loose && r.base == "" && r.end > unknownKey {
		return string(s.word[:unknownKey])
	}
	b := append(make([]byte, 0, r.end+3), s.word[:r.end]...)
	if r.restore != 0 {
		b[r.end-1] = r.restore
	}
	if r.verb {
		if s.back[r.end]&(backPlain|backRound) == s.back[r.end] {
			b = append(b, "maq"...)
		} else if s.loose {
			b = append(b, "mek"...)
		} else {
			b = append(b, "mEk"...)
		}
	}
	if s.loose {
		return string(b)
	}
	return decoder().Replace(string(b))
}
