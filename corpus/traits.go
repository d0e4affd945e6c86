package corpus

import (
	"math"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"aztm/corpus/words"
)

// A Concepts tells what a word of a text may mean, as numbers that are the same in every language; none if it is
// unknown or says nothing (a pronoun, a particle). It is called by several goroutines at once.
type Concepts func(lang, word string) []uint32

// A trait is what a translation of a document should have too: a name, a number or date by value, a concept.
// The first byte of its key says which.
type trait struct {
	key   string
	shown string // as it stands in the text; "" for a concept
}

// The kinds of trait.
const (
	nameTrait    = 's'
	valueTrait   = 'v'
	smallTrait   = 'n' // a number up to twelve, of which every text has some
	conceptTrait = 'c'
)

// A Kin weighs how much of their content documents share. Names are compared across scripts by their consonants
// (words.Skeleton), numbers, dates and times by value, other words by concept. What is rare among the documents counts for more.
type Kin struct {
	docs  []kinDoc
	known map[string]int32 // number of a trait by its key
	kind  []byte           // by trait
	df    []int32          // documents that have it, by trait
}

type kinDoc struct {
	lang   string
	traits []held // by number
	weight float64
}

// held is a trait that a document holds.
type held struct {
	trait int32
	shown string
}

// maxKinText is how much of a document is compared, in bytes.
const maxKinText = 1 << 19

// NewKin takes up documents for comparison; they are known by their numbers then. concepts may be nil.
func NewKin(docs []*Document, concepts Concepts) *Kin {
	k := &Kin{known: map[string]int32{}}
	for i, ts := range traitsOf(docs, concepts) {
		k.docs = append(k.docs, kinDoc{lang: docs[i].Lang, traits: k.number(ts)})
	}
	for i := range k.docs {
		for _, h := range k.docs[i].traits {
			k.docs[i].weight += k.rarity(h.trait)
		}
	}
	return k
}

// traitsOf reads the traits of all documents, several at a time.
func traitsOf(docs []*Document, concepts Concepts) [][]trait {
	out := make([][]trait, len(docs))
	next := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			r := traitReader{concepts: concepts, forms: map[string][]trait{}}
			for i := range next {
				out[i] = r.read(docs[i])
			}
		})
	}
	for i := range docs {
		next <- i
	}
	close(next)
	wg.Wait()
	return out
}

// number turns traits into numbers, each once, and counts the document for each.
func (k *Kin) number(ts []trait) []held {
	out := make([]held, 0, len(ts))
	for _, t := range ts {
		n, ok := k.known[t.key]
		if !ok {
			n = int32(len(k.kind))
			k.known[t.key] = n
			k.kind, k.df = append(k.kind, t.key[0]), append(k.df, 0)
		}
		k.df[n]++
		out = append(out, held{n, t.shown})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].trait < out[j].trait })
	return out
}

// A traitReader finds the traits of texts; it remembers what it knows of word forms.
type traitReader struct {
	concepts Concepts
	forms    map[string][]trait // by language and form
}

// read returns the traits of a document, each once.
func (r *traitReader) read(d *Document) []trait {
	var out []trait
	seen := map[string]bool{}
	add := func(t trait) {
		if !seen[t.key] {
			seen[t.key] = true
			out = append(out, t)
		}
	}
	size := 0
	for _, p := range d.Paragraphs {
		if size += len(p); size > maxKinText {
			break
		}
		for _, v := range words.Values(d.Lang, p) {
			add(valueOf(v, p[v.Start:v.End]))
		}
		for form := range strings.FieldsFuncSeq(p, notLetter) { // endings behind a hyphen stand alone then, and are none's name
			for _, x := range r.form(d.Lang, form) {
				add(x)
			}
		}
	}
	return out
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

func valueOf(v words.Value, shown string) trait {
	kind := valueTrait
	if n, err := strconv.Atoi(v.Text); err == nil && v.Kind == words.NumberValue && n <= 12 {
		kind = smallTrait
	}
	return trait{string(kind) + strconv.Itoa(int(v.Kind)) + v.Text, shown}
}

// form returns the traits of a word form.
func (r *traitReader) form(lang, form string) []trait {
	key := lang + form
	ts, ok := r.forms[key]
	if ok {
		return ts
	}
	if r.concepts != nil {
		for _, c := range r.concepts(lang, form) {
			ts = append(ts, trait{string(conceptTrait) + strconv.Itoa(int(c)), ""})
		}
	}
	if first, _ := utf8.DecodeRuneInString(form); unicode.IsUpper(first) {
		if s := words.Skeleton(lang, form); len(s) >= 3 {
			ts = append(ts, trait{string(nameTrait) + s, form})
		}
	}
	r.forms[key] = ts
	return ts
}

// background is how many documents of other news the rarity of a trait is measured against beside those of the run, and commonness
// the share of them that are taken to have a trait of a kind.
const background = 30

var commonness = map[byte]float64{nameTrait: 0.02, valueTrait: 0.05, smallTrait: 0.25, conceptTrait: 0.06}

// kindWeight is how much a trait of a kind counts.
var kindWeight = map[byte]float64{nameTrait: 1, valueTrait: 1, smallTrait: 1, conceptTrait: 0.5}

// rarity is the weight of a trait: the logarithm of its inverse share of documents.
func (k *Kin) rarity(t int32) float64 {
	kind := k.kind[t]
	share := (float64(k.df[t]) + background*commonness[kind]) / (float64(len(k.docs)) + background)
	return kindWeight[kind] * max(0, -math.Log(share))
}

// Share is how much of what documents a and b hold is common to both, from 0 to 1: the weight of the common traits over the geometric
// mean of the weights of all traits of each.
func (k *Kin) Share(a, b int) float64 {
	x, y := k.docs[a], k.docs[b]
	sum := 0.0
	k.common(a, b, func(i, _ int) { sum += k.rarity(x.traits[i].trait) })
	if sum == 0 {
		return 0
	}
	return sum / math.Sqrt(x.weight*y.weight)
}

// common calls do with the places of each trait that both documents have.
func (k *Kin) common(a, b int, do func(i, j int)) {
	x, y := k.docs[a].traits, k.docs[b].traits
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i].trait < y[j].trait:
			i++
		case x[i].trait > y[j].trait:
			j++
		default:
			do(i, j)
			i, j = i+1, j+1
		}
	}
}
