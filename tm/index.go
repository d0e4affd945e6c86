package tm

import (
	"context"
	"strings"

	"aztm/corpus/norm"
	"aztm/corpus/words"
)

// An index gathers what a batch changes in the index of the memory, until it is written in the order of the tables' keys.
//
// Each word that is met is looked up once, by its letters as printed: what a token costs after that is a map and two bytes.
type index struct {
	stored interface { // what the memory has already
		term(ctx context.Context, lang, key string, t *termState) error
		form(ctx context.Context, lang string, f *formState) error
	}
	langs  map[string]*vocabulary
	sizes  map[block][]sizeChange
	prints prints
	bytes  int // of postings gathered, about
	ops    int // of all terms
	met    int // words in the vocabularies
}

// A vocabulary holds the words of a language that a batch met.
type vocabulary struct {
	lang  string
	words map[string]*formState // as printed
	forms map[formName]*formState
	terms map[string]*termState
}

// A termState is a term and what a batch changes in its posting list.
type termState struct {
	lang, key string
	stored    bool  // the memory has it already
	id, df    int64 // 0 before some of it is written
	forms     int   // number of the next form
	added     chunker
	behind    bool // added stands behind all that is stored
	ops       []op // what came after added, in order
}

// An op puts a unit into a posting list with its places, or takes it out. The last op of a unit counts.
type op struct {
	unit   int64
	places []place // none: take it out
}

// A formName is a word in lower case with its loose key.
type formName struct{ form, loose string }

// A formState is a form and what a batch changes of it.
type formState struct {
	formName
	hash   uint64     // of loose
	term   *termState // whose places name the form
	shared *termState // of a number: the list of all numbers
	n      int        // number among the forms of the term
	known  bool       // stored
	uses   int64      // change
}

// newIndex returns the index of a batch to which nothing is gathered yet; without a batch, of an empty memory.
func newIndex(b *Batch) *index {
	x := &index{langs: map[string]*vocabulary{}, sizes: map[block][]sizeChange{}}
	if b != nil && !b.blank {
		x.stored = storedWords{b}
	}
	return x
}

// gatherBytes bounds the memory of a batch: so many bytes of postings are gathered before they are written.
const gatherBytes = 64 << 20

// A scan is a unit's variants as the index sees them.
type scan struct {
	hashes []uint64 // by variant: of the loose text
	words  []scanned
	sizes  map[string]byte // token counts by language
}

type scanned struct {
	form *formState
	at   int
}

// scan cuts the variants of a unit into words. The answer holds until the next call.
func (x *index) scan(ctx context.Context, u Unit, s *scan) error {
	s.hashes, s.words, s.sizes = s.hashes[:0], s.words[:0], map[string]byte{}
	count := map[string]int{}
	for _, v := range u.Variants {
		lang := Base(v.Lang)
		voc := x.vocabulary(lang)
		first := len(s.words)
		var buf [64]words.Span
		h := newTextHash(lang)
		for i, span := range words.AppendSpans(buf[:0], v.Text) {
			f, err := x.word(ctx, voc, v.Text[span.Start:span.End], span.Kind)
			if err != nil {
				return err
			}
			h.word(f.hash)
			s.words = append(s.words, scanned{f, count[lang]<<placeBits + i})
		}
		n := len(s.words) - first
		if n == 0 {
			h.text(v.Text)
		}
		s.hashes = append(s.hashes, uint64(h))
		s.sizes[lang] = byte(min(n, sizeOpen))
		if count[lang]++; count[lang] > 1 {
			s.sizes[lang] = sizeOpen
		}
	}
	return nil
}

func (x *index) vocabulary(lang string) *vocabulary {
	voc := x.langs[lang]
	if voc == nil {
		voc = &vocabulary{lang, map[string]*formState{}, map[formName]*formState{}, map[string]*termState{}}
		x.langs[lang] = voc
	}
	return voc
}

// word finds the form of a word as it is printed.
func (x *index) word(ctx context.Context, voc *vocabulary, printed string, kind words.Kind) (*formState, error) {
	if f := voc.words[printed]; f != nil {
		return f, nil
	}
	printed = strings.Clone(printed)
	name := formName{norm.Lower(voc.lang, printed), words.Loose(voc.lang, printed)}
	f := voc.forms[name]
	if f == nil {
		var err error
		if f, err = x.newForm(ctx, voc, name, kind); err != nil {
			return nil, err
		}
		voc.forms[name] = f
	}
	x.met++
	voc.words[printed] = f
	return f, nil
}

func (x *index) newForm(ctx context.Context, voc *vocabulary, name formName, kind words.Kind) (f *formState, err error) {
	f = &formState{formName: name, hash: hashString(name.loose)}
	if kind == words.Number {
		if f.shared, err = x.term(ctx, voc, words.NumberKey); err == nil {
			f.term, err = x.term(ctx, voc, numberTerm(name.loose))
		}
	} else {
		f.term, err = x.term(ctx, voc, words.MatchKey(voc.lang, name.loose))
	}
	if err != nil {
		return nil, err
	}
	if f.term.stored && x.stored != nil {
		if err := x.stored.form(ctx, voc.lang, f); err != nil {
			return nil, err
		}
	}
	if !f.known {
		f.n = f.term.forms
		f.term.forms++
	}
	return f, nil
}

func (x *index) term(ctx context.Context, voc *vocabulary, key string) (*termState, error) {
	if t := voc.terms[key]; t != nil {
		return t, nil
	}
	t := &termState{lang: voc.lang, key: key}
	if x.stored != nil {
		if err := x.stored.term(ctx, voc.lang, key, t); err != nil {
			return nil, err
		}
	}
	voc.terms[key] = t
	return t, nil
}

// unit gathers the changes of a unit that comes or goes; s is its scan.
func (x *index) unit(ctx context.Context, u Unit, s *scan, add bool) error {
	id := u.ID
	for _, w := range s.words {
		w.form.term.change(id, place{w.form.n, w.at}, add, x)
		if w.form.shared != nil {
			w.form.shared.change(id, place{0, w.at}, add, x)
		}
		if add {
			w.form.uses++
		} else {
			w.form.uses--
		}
	}
	x.setSizes(id, s.sizes, add)
	x.prints.change(u.digest(), id, add)
	if u.TUID != "" {
		x.prints.change(hashTUID(u.TUID), id, add)
	}
	for _, h := range s.hashes {
		x.prints.change(h, id, add)
	}
	return x.status(ctx, id, u.Status, add)
}

// noLang is the language of terms that are no words: the statuses by which a search ranks and leaves out.
const noLang = ""

// status gathers that a unit has a status, or has it no more.
func (x *index) status(ctx context.Context, unit int64, s Status, add bool) error {
	if s != Approved && s != Rejected {
		return nil
	}
	t, err := x.term(ctx, x.vocabulary(noLang), string(s))
	if err == nil {
		t.change(unit, place{}, add, x)
	}
	return err
}

// change gathers that a unit has a term at a place, or has it no more.
func (t *termState) change(unit int64, p place, add bool, x *index) {
	if add && len(t.ops) == 0 && (t.added.open.units == 0 || unit >= t.added.open.last) {
		before := t.added.bytes
		t.added.add(unit, p)
		x.bytes += t.added.bytes - before
		return
	}
	last := len(t.ops) - 1
	switch {
	case last < 0 || t.ops[last].unit != unit || (len(t.ops[last].places) > 0) != add:
		o := op{unit: unit}
		if add {
			o.places = []place{p}
		}
		t.ops = append(t.ops, o)
		x.bytes += 64
		x.ops++
	case add:
		t.ops[last].places = append(t.ops[last].places, p)
		x.bytes += 16
	}
}

// storedWords looks terms and forms up in the tables.
type storedWords struct{ b *Batch }

func (s storedWords) term(ctx context.Context, lang, key string, t *termState) (err error) {
	t.stored, err = s.b.peek(ctx, `SELECT id, df, forms FROM term WHERE lang = ? AND key = ?`, []any{lang, key}, &t.id, &t.df, &t.forms)
	return err
}

func (s storedWords) form(ctx context.Context, lang string, f *formState) (err error) {
	f.known, err = s.b.peek(ctx, `SELECT n FROM form WHERE lang = ? AND loose = ? AND form = ?`, []any{lang, f.loose, f.column()}, &f.n)
	return err
}

// column is how the form is stored: ” where it is its loose key.
func (f *formState) column() string {
	if f.form == f.loose {
		return ""
	}
	return f.form
}

// reindexStep is how many units are read at a time while the index is made anew.
const reindexStep = 1000

// reindex makes the whole index anew from the stored texts.
func (b *Batch) reindex(ctx context.Context, progress func(what string, done, total int)) error {
	var total int
	if err := b.tx.QueryRowContext(ctx, `SELECT count(*) FROM unit`).Scan(&total); err != nil {
		return err
	}
	if _, err := b.tx.ExecContext(ctx, `DELETE FROM term; DELETE FROM posting; DELETE FROM form; DELETE FROM size; DELETE FROM print`); err != nil {
		return err
	}
	defer b.stop()
	b.next["term"], b.blank = 1, true
	b.index = newIndex(b)
	for done, after := 0, int64(0); done < total; {
		units, err := b.unitsAfter(ctx, after, reindexStep)
		if err != nil {
			return err
		}
		if len(units) == 0 {
			break
		}
		for _, r := range units {
			if err := b.indexUnit(ctx, r.Unit, true); err != nil {
				return err
			}
		}
		after = units[len(units)-1].ID
		done += len(units)
		progress("index", done, total)
	}
	if err := b.flushIndex(ctx); err != nil {
		return err
	}
	return b.exec(ctx, `UPDATE meta SET value = ? WHERE name = 'next term'`, b.next["term"])
}

// unitsAfter reads the next units after an id.
func (b *Batch) unitsAfter(ctx context.Context, id int64, n int) ([]record, error) {
	var units []record
	for r, err := range records(ctx, b.tx, `WHERE u.id IN (SELECT id FROM unit WHERE id > ? ORDER BY id LIMIT ?) ORDER BY u.id, v.n`, id, n) {
		if err != nil {
			return nil, err
		}
		units = append(units, r)
	}
	return units, nil
}

// indexUnit gathers the changes of a unit that comes or goes, and writes them when they are many.
func (b *Batch) indexUnit(ctx context.Context, u Unit, add bool) error {
	if err := b.index.scan(ctx, u, &b.scan); err != nil {
		return err
	}
	if err := b.index.unit(ctx, u, &b.scan, add); err != nil {
		return err
	}
	return b.flushFull(ctx)
}

// indexStatus gathers that a unit has another status.
func (b *Batch) indexStatus(ctx context.Context, unit int64, from, to Status) error {
	if err := b.index.status(ctx, unit, from, false); err != nil {
		return err
	}
	if err := b.index.status(ctx, unit, to, true); err != nil {
		return err
	}
	return b.flushFull(ctx)
}

// flushFull writes what was gathered when it is much: of postings only the chunks that are full, if that is enough.
func (b *Batch) flushFull(ctx context.Context) error {
	x := b.index
	full := x.bytes >= b.m.opts.gather
	if full && x.ops == 0 {
		if err := b.spill(ctx); err != nil {
			return err
		}
		full = x.bytes >= b.m.opts.gather/2
	}
	if full || x.met >= maxWords || x.prints.bytes >= b.m.opts.gather {
		return b.flushIndex(ctx)
	}
	return nil
}

// maxWords bounds how many words a batch remembers.
const maxWords = 2 << 20
