package tm

import (
	"context"
	"strings"
	"sync/atomic"

	"aztm/corpus/norm"
	"aztm/corpus/words"
)

// An index gathers what a batch changes in the index of the memory, until it is written in the order of the tables' keys.
//
// Each word that is met is looked up once, by its letters as printed: what a token costs after that is a map and two bytes.
type index struct {
	stored interface { // what the memory has already
		term(ctx context.Context, lang, key string, t *termState) error
		form(ctx context.Context, lang, name string, f *formState) error
	}
	langs map[string]*vocabulary
	sizes map[block][]sizeChange
	whole prints // of contents and identifiers
	texts prints // of variants
	bytes int    // of postings gathered, about
	ops   int    // of all terms
	scan  scan
	met   int // words in the vocabularies
	limit int // of bytes, before they are to be written
	full  atomic.Bool
}

// A vocabulary holds the words of a language that a batch met.
type vocabulary struct {
	lang  string
	words table // as printed
	forms table // formName
	terms table // match keys

	formOf []uint32 // of each word
	form   []formState
	term   []termState
}

// A termState is a term and what a batch changes in its posting list.
type termState struct {
	stored bool  // the memory has it already
	id, df int64 // 0 before some of it is written
	forms  int   // number of the next form
	added  chunker
	behind bool // added stands behind all that is stored
	ops    []op // what came after added, in order
}

// An op puts a unit into a posting list with its places, or takes it out. The last op of a unit counts.
type op struct {
	unit   int64
	places []place // none: take it out
}

// formName names a form in a table: its loose key, then the word in lower case. Names are in the order of the table of forms.
func formName(loose, lower string) string { return loose + "\x00" + lower }

func cutName(name string) (loose, lower string) {
	loose, lower, _ = strings.Cut(name, "\x00")
	return loose, lower
}

// A formState is a form and what a batch changes of it.
type formState struct {
	hash   uint64 // of the loose key
	term   int32  // whose places name the form
	shared int32  // of a number: the term of all numbers; else -1
	n      int    // number among the forms of the term
	known  bool   // stored
	uses   int64  // change
}

// newIndex returns the index of a batch to which nothing is gathered yet; without a batch, of an empty memory.
func newIndex(b *Batch) *index {
	x := &index{langs: map[string]*vocabulary{}, sizes: map[block][]sizeChange{}}
	if b == nil {
		return x
	}
	x.limit = b.m.opts.gather
	if !b.blank {
		x.stored = storedWords{b}
	}
	return x
}

// gatherBytes bounds the memory of a batch: so many bytes of postings are gathered before they are written.
const gatherBytes = 64 << 20

// An indexJob is a unit that comes or goes, as the index sees it; one without texts changes its status alone.
type indexJob struct {
	unit   int64
	add    bool
	status Status
	texts  []textIn
}

type textIn struct{ lang, text string } // base language

func newIndexJob(u Unit, add bool) indexJob {
	texts := make([]textIn, len(u.Variants))
	for i, v := range u.Variants {
		texts[i] = textIn{Base(v.Lang), v.Text}
	}
	return indexJob{u.ID, add, u.Status, texts}
}

// A scan is a unit's variants cut into words.
type scan struct {
	hashes []uint64 // by variant: of the loose text
	words  []scanned
	sizes  []langSize
}

type scanned struct {
	voc  *vocabulary
	form uint32
	at   int
}

// A langSize says how many tokens a unit's variant in a language has, as the table of sizes holds it.
type langSize struct {
	lang     string
	size     byte
	variants int
}

// cut cuts texts into words. The answer holds until the next call.
func (x *index) cut(ctx context.Context, texts []textIn) (*scan, error) {
	s := &x.scan
	s.hashes, s.words, s.sizes = s.hashes[:0], s.words[:0], s.sizes[:0]
	for _, v := range texts {
		voc, size := x.vocabulary(v.lang), s.size(v.lang)
		var buf [64]words.Span
		spans := words.AppendSpans(buf[:0], v.text)
		h := newTextHash(v.lang)
		for i, span := range spans {
			f, err := x.word(ctx, voc, v.text[span.Start:span.End], span.Kind)
			if err != nil {
				return nil, err
			}
			h.word(voc.form[f].hash)
			s.words = append(s.words, scanned{voc, f, size.variants<<placeBits + i})
		}
		if len(spans) == 0 {
			h.text(v.text)
		}
		s.hashes = append(s.hashes, uint64(h))
		size.size = byte(min(len(spans), sizeOpen))
		if size.variants++; size.variants > 1 {
			size.size = sizeOpen
		}
	}
	return s, nil
}

// size finds the size of a language.
func (s *scan) size(lang string) *langSize {
	for i := range s.sizes {
		if s.sizes[i].lang == lang {
			return &s.sizes[i]
		}
	}
	s.sizes = append(s.sizes, langSize{lang: lang})
	return &s.sizes[len(s.sizes)-1]
}

func (x *index) vocabulary(lang string) *vocabulary {
	voc := x.langs[lang]
	if voc == nil {
		voc = &vocabulary{lang: lang}
		x.langs[lang] = voc
	}
	return voc
}

// word finds the form of a word as it is printed.
func (x *index) word(ctx context.Context, voc *vocabulary, printed string, kind words.Kind) (uint32, error) {
	if w, ok := voc.words.find(printed); ok {
		return voc.formOf[w], nil
	}
	loose := words.Loose(voc.lang, printed)
	name := formName(loose, norm.Lower(voc.lang, printed))
	f, ok := voc.forms.find(name)
	if !ok {
		state, err := x.newForm(ctx, voc, name, loose, kind)
		if err != nil {
			return 0, err
		}
		f = voc.forms.add(name)
		voc.form = append(voc.form, state)
	}
	x.met++
	voc.words.add(printed)
	voc.formOf = append(voc.formOf, uint32(f))
	return uint32(f), nil
}

func (x *index) newForm(ctx context.Context, voc *vocabulary, name, loose string, kind words.Kind) (f formState, err error) {
	f = formState{hash: hashString(loose), shared: -1}
	if kind == words.Number {
		if f.shared, err = x.term(ctx, voc, words.NumberKey); err == nil {
			f.term, err = x.term(ctx, voc, numberTerm(loose))
		}
	} else {
		f.term, err = x.term(ctx, voc, words.MatchKey(voc.lang, loose))
	}
	if err != nil {
		return f, err
	}
	t := &voc.term[f.term]
	if t.stored && x.stored != nil {
		if err := x.stored.form(ctx, voc.lang, name, &f); err != nil {
			return f, err
		}
	}
	if !f.known {
		f.n = t.forms
		t.forms++
	}
	return f, nil
}

// term finds the number of a term.
func (x *index) term(ctx context.Context, voc *vocabulary, key string) (int32, error) {
	if i, ok := voc.terms.find(key); ok {
		return int32(i), nil
	}
	var t termState
	if x.stored != nil {
		if err := x.stored.term(ctx, voc.lang, key, &t); err != nil {
			return 0, err
		}
	}
	voc.term = append(voc.term, t)
	return int32(voc.terms.add(key)), nil
}

// changeWhole gathers what a unit is found by when it is whole.
func (x *index) changeWhole(u Unit, add bool) {
	x.whole.change(u.digest(), u.ID, add)
	if u.TUID != "" {
		x.whole.change(hashTUID(u.TUID), u.ID, add)
	}
}

// take gathers the changes of a job.
func (x *index) take(ctx context.Context, j indexJob) error {
	id, add := j.unit, j.add
	s, err := x.cut(ctx, j.texts)
	if err != nil {
		return err
	}
	for _, w := range s.words {
		f := &w.voc.form[w.form]
		w.voc.term[f.term].change(id, place{f.n, w.at}, add, x)
		if f.shared >= 0 {
			w.voc.term[f.shared].change(id, place{0, w.at}, add, x)
		}
		if add {
			f.uses++
		} else {
			f.uses--
		}
	}
	x.setSizes(id, s.sizes, add)
	for _, h := range s.hashes {
		x.texts.change(h, id, add)
	}
	return x.status(ctx, id, j.status, add)
}

// noLang is the language of terms that are no words: the statuses by which a search ranks and leaves out.
const noLang = ""

// status gathers that a unit has a status, or has it no more.
func (x *index) status(ctx context.Context, unit int64, s Status, add bool) error {
	if s != Approved && s != Rejected {
		return nil
	}
	voc := x.vocabulary(noLang)
	t, err := x.term(ctx, voc, string(s))
	if err == nil {
		voc.term[t].change(unit, place{}, add, x)
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

func (s storedWords) form(ctx context.Context, lang, name string, f *formState) (err error) {
	loose, lower := cutName(name)
	f.known, err = s.b.peek(ctx, `SELECT n FROM form WHERE lang = ? AND loose = ? AND form = ?`, []any{lang, loose, formColumn(loose, lower)}, &f.n)
	return err
}

// formColumn is how a form is stored: as an empty text where it is its loose key.
func formColumn(loose, lower string) string {
	if lower == loose {
		return ""
	}
	return lower
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

// indexUnit gathers the changes of a unit that comes or goes, and writes them when they are much.
func (b *Batch) indexUnit(ctx context.Context, u Unit, add bool) error {
	b.index.changeWhole(u, add)
	b.waiting = append(b.waiting, newIndexJob(u, add))
	return b.giveJobs(ctx)
}

// indexStatus gathers that a unit has another status.
func (b *Batch) indexStatus(ctx context.Context, unit int64, from, to Status) error {
	b.waiting = append(b.waiting, indexJob{unit: unit, status: from}, indexJob{unit: unit, add: true, status: to})
	return b.giveJobs(ctx)
}

// jobsGiven is how many jobs are given to the indexer at a time, fewer where little may be gathered.
const jobsGiven = 64

// giveJobs gives the waiting jobs to the indexer when they are many, and writes what it gathered when that is much: of postings only
// the chunks that are full, if that is enough.
func (b *Batch) giveJobs(ctx context.Context) error {
	x := b.index
	if len(b.waiting) < min(jobsGiven, 1+x.limit/1000) {
		return nil
	}
	jobs := b.waiting
	b.waiting = make([]indexJob, 0, jobsGiven)
	if err := b.indexer.do(func() error { return x.takeAll(ctx, jobs) }); err != nil {
		return err
	}
	if !x.full.Load() && x.whole.bytes < x.limit {
		return nil
	}
	if err := b.gathered(ctx); err != nil {
		return err
	}
	if x.bytes >= x.limit && x.ops == 0 {
		if err := b.spill(ctx); err != nil {
			return err
		}
	}
	if x.bytes >= x.limit/2 || x.met >= maxWords || x.whole.bytes >= x.limit || x.texts.bytes >= x.limit {
		return b.flushIndex(ctx)
	}
	x.full.Store(false)
	return nil
}

func (x *index) takeAll(ctx context.Context, jobs []indexJob) error {
	for _, j := range jobs {
		if err := x.take(ctx, j); err != nil {
			return err
		}
	}
	if x.bytes >= x.limit || x.met >= maxWords || x.texts.bytes >= x.limit {
		x.full.Store(true)
	}
	return nil
}

// gathered waits until the index knows of all units.
func (b *Batch) gathered(ctx context.Context) error {
	if err := b.indexer.wait(); err != nil {
		return err
	}
	jobs := b.waiting
	b.waiting = b.waiting[:0]
	return b.index.takeAll(ctx, jobs)
}

// maxWords bounds how many words a batch remembers.
const maxWords = 2 << 20
