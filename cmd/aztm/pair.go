package main

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"aztm/align"
	"aztm/align/lexicon"
	"aztm/corpus"
	"aztm/tm"
)

// A lone is a document that names give no story.
type lone struct {
	name, reason string
	doc          *corpus.Document
}

const forceHint = "--force adds it all the same"

// A matcher sees to it that what is stored as a story is one: it leaves strangers out, refuses stories without kin, and pairs by content what
// names left alone.
type matcher struct {
	in     ingester
	docs   []*corpus.Document
	number map[*corpus.Document]int
	kin    *corpus.Kin
	mu     sync.Mutex
	texts  map[int]align.Text
	near   map[int]corpus.Near // the nearest of each document that names left alone
}

func newMatcher(in ingester, stories []*addStory, lones []lone) *matcher {
	m := &matcher{in: in, number: map[*corpus.Document]int{}, texts: map[int]align.Text{}, near: map[int]corpus.Near{}}
	for _, s := range stories {
		if s.status == "" {
			m.docs = append(m.docs, s.docs...)
		}
	}
	for _, l := range lones {
		m.docs = append(m.docs, l.doc)
	}
	for i, d := range m.docs {
		m.number[d] = i
	}
	m.kin = corpus.NewKin(m.docs, lexicon.Builtin().Meanings)
	return m
}

// matchStories checks the stories that names or the user made, unless force says not to, and pairs what is left by content.
func matchStories(in ingester, stories []*addStory, lones []lone, force bool) ([]*addStory, error) {
	lones, unfit := refuseUnfit(in, stories, lones, force)
	m := newMatcher(in, stories, lones)
	var free []int
	for _, s := range stories {
		if s.status != "" || force {
			continue
		}
		strangers, err := m.check(s)
		if err != nil {
			return nil, err
		}
		free = append(free, strangers...)
	}
	for _, l := range lones {
		free = append(free, m.number[l.doc])
	}
	paired, err := m.pair(stories, free)
	if err != nil {
		return nil, err
	}
	noteRehomed(stories, paired)
	all := slices.Concat(stories, paired)
	return slices.Concat(all, m.refuseLones(lones, all), unfit), nil
}

// maxSegments is how many segments a text may have: a dozen long books. What has more is a word list or a log, and would take
// gigabytes.
const maxSegments = 100_000

// refuseUnfit refuses stories with texts that are too long to be news. It returns the lone texts that can be paired, and refusals of the
// others: too long, or, unless force says not to look, in another language than their names say.
func refuseUnfit(in ingester, stories []*addStory, lones []lone, force bool) (fit []lone, refused []*addStory) {
	for _, s := range stories {
		for _, d := range s.docs {
			if reason := tooLong(in, d); reason != "" && s.status == "" {
				s.refuse(reason)
			}
		}
	}
	for _, l := range lones {
		reason := tooLong(in, l.doc)
		if misfit := corpus.Misfits([]*corpus.Document{l.doc})[0]; reason == "" && misfit != "" && !force {
			reason = misfit + "; " + forceHint
		}
		if reason != "" {
			refused = append(refused, &addStory{name: l.name, status: "refused", reason: reason})
			continue
		}
		fit = append(fit, l)
	}
	return fit, refused
}

// tooLong says how many segments a text has if it has too many.
func tooLong(in ingester, d *corpus.Document) string {
	bytes := 0
	for _, p := range d.Paragraphs {
		bytes += len(p) + 1
	}
	if bytes < maxSegments {
		return ""
	}
	n := 0
	for _, p := range d.Paragraphs {
		n += len(in.rules.Segmenter(d.Lang).Split(p))
	}
	if n <= maxSegments {
		return ""
	}
	return fmt.Sprintf("%s: %d segments: no news text has more than %d; cut it into parts", d.Path, n, maxSegments)
}

// check leaves the documents out of a story that don't belong to it, or refuses it. It returns the strangers whose content may
// have its counterpart elsewhere.
func (m *matcher) check(s *addStory) ([]int, error) {
	s.dropMisfits()
	if s.status != "" {
		return nil, nil
	}
	if w := corpus.Lopsided(s.docs); w != "" {
		s.warnings = append(s.warnings, w)
	}
	kin, strangers, nearest, err := corpus.ByName.Split(m.numbers(s.docs), m.measure())
	switch {
	case err != nil || len(strangers) == 0:
		return nil, err
	case len(kin) == 0:
		s.refuse(fmt.Sprintf("no translations of one another: %s; of true stories measured the lowest has %s; %s", nearest, corpus.LowestTrue, forceHint))
	default:
		s.leaveOut(m.docs[strangers[0]], fmt.Sprintf("no translation of the others: %s; of true stories measured the lowest has %s; %s", nearest, corpus.LowestTrue, forceHint))
	}
	return strangers, nil
}

// dropMisfits leaves out what can't belong to the story by its language, or refuses the story.
func (s *addStory) dropMisfits() {
	misfits := corpus.Misfits(s.docs)
	docs := slices.Clone(s.docs)
	bad := nonEmpty(slices.Clone(misfits)...)
	switch {
	case len(bad) == 0:
	case len(docs)-len(bad) < 2:
		s.refuse(bad[0] + "; " + forceHint)
	default:
		for i, reason := range misfits {
			if reason != "" {
				s.leaveOut(docs[i], reason+"; "+forceHint)
			}
		}
	}
}

func (s *addStory) leaveOut(d *corpus.Document, reason string) {
	s.docs = slices.DeleteFunc(slices.Clone(s.docs), func(x *corpus.Document) bool { return x == d })
	s.leftOut = append(s.leftOut, leftOut{d.Path, strings.TrimPrefix(reason, d.Path+" ")})
}

func (m *matcher) numbers(docs []*corpus.Document) []int {
	var out []int
	for _, d := range docs {
		out = append(out, m.number[d])
	}
	return out
}

func (m *matcher) measure() corpus.Measure {
	return corpus.Measure{Share: m.kin.Share, Aligned: m.aligned}
}

// aligned is how much of two documents the aligner links.
func (m *matcher) aligned(a, b int) (float64, error) {
	var texts []align.Text
	for _, n := range []int{a, b} {
		t, err := m.text(n)
		if err != nil {
			return 0, err
		}
		texts = append(texts, t)
	}
	beads, err := m.in.aligner.Align(texts)
	if err != nil {
		return 0, fmt.Errorf("%s and %s: %w", m.docs[a].Path, m.docs[b].Path, err)
	}
	return align.Covered(texts, beads, 0, 1), nil
}

func (m *matcher) text(n int) (align.Text, error) {
	m.mu.Lock()
	t, ok := m.texts[n]
	m.mu.Unlock()
	if ok {
		return t, nil
	}
	d, err := m.in.document(m.docs[n])
	if err != nil {
		return align.Text{}, err
	}
	t = texts([]tm.Document{d})[0]
	m.mu.Lock()
	m.texts[n] = t
	m.mu.Unlock()
	return t, nil
}

// pair makes stories of free documents by their content; one may join a story that lacks its language.
func (m *matcher) pair(stories []*addStory, free []int) ([]*addStory, error) {
	if len(free) == 0 {
		return nil, nil
	}
	var named [][]int
	of := map[int]*addStory{} // by document
	for _, s := range stories {
		if s.status == "" {
			named = append(named, m.numbers(s.docs))
			for _, d := range m.numbers(s.docs) {
				of[d] = s
			}
		}
	}
	groups, near := m.kin.Pair(named, free)
	for i, d := range free {
		m.near[d] = near[i]
	}
	found, err := m.split(groups)
	var out []*addStory
	for _, docs := range found {
		if s := m.join(docs, of); s != nil {
			out = append(out, s)
		}
	}
	nameByContent(out, stories)
	return out, err
}

// split leaves the strangers out of groups, several groups at a time.
func (m *matcher) split(groups []corpus.Group) ([][]int, error) {
	out, errs := make([][]int, len(groups)), make([]error, len(groups))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(groups); i = int(next.Add(1)) - 1 {
				out[i], _, _, errs[i] = corpus.ByContent.Split(groups[i].Docs, m.measure())
			}
		})
	}
	wg.Wait()
	return out, errors.Join(errs...)
}

// languages are those of the news, in the order of a story.
var languages = []string{"az", "ru", "en"}

// join makes a story of documents that belong together; those that are free join the story that the others have.
func (m *matcher) join(docs []int, of map[int]*addStory) *addStory {
	if len(docs) < 2 {
		return nil
	}
	var s *addStory
	for _, d := range docs {
		if of[d] != nil {
			s = of[d]
		}
	}
	old := s != nil
	if !old {
		s = &addStory{paired: byContent, count: map[string]int{}}
	}
	had := len(s.docs)
	for _, d := range docs {
		if of[d] == nil {
			s.docs = append(s.docs, m.docs[d])
		}
	}
	if len(s.docs) > had {
		g := m.kin.Group(docs)
		s.kin, s.joined = &g, slices.Clone(s.docs[had:])
		slices.SortStableFunc(s.docs, func(x, y *corpus.Document) int {
			return cmp.Compare(slices.Index(languages, x.Lang), slices.Index(languages, y.Lang))
		})
	}
	if old {
		return nil
	}
	return s
}

// noteRehomed says of refused stories whose texts found their counterparts elsewhere that they did.
func noteRehomed(stories, paired []*addStory) {
	in := map[*corpus.Document]bool{}
	for _, s := range paired {
		for _, d := range s.docs {
			in[d] = true
		}
	}
	for _, s := range stories {
		if s.status == "refused" && len(s.docs) > 0 && !slices.ContainsFunc(s.docs, func(d *corpus.Document) bool { return !in[d] }) {
			s.reason = strings.TrimSuffix(s.reason, forceHint) + "its texts are paired by content instead"
		}
	}
}

// nameByContent names stories by the first of their documents, with its folders where the name is taken, and puts them in this order.
func nameByContent(stories, others []*addStory) {
	taken := map[string]bool{}
	for _, s := range others {
		taken[s.name] = true
	}
	for _, s := range stories {
		stem, _ := corpus.NameLang(s.docs[0].Path)
		if s.name = filepath.Base(stem); taken[s.name] || stem == "" {
			s.name = s.docs[0].Path
		}
		taken[s.name] = true
	}
	slices.SortStableFunc(stories, func(x, y *addStory) int { return strings.Compare(x.name, y.name) })
}

// refuseLones refuses the documents that are in no story still, with the nearest of other languages.
func (m *matcher) refuseLones(lones []lone, stories []*addStory) []*addStory {
	in := map[*corpus.Document]bool{}
	for _, s := range stories {
		for _, d := range s.docs {
			in[d] = s.status == "" || in[d]
		}
	}
	var out []*addStory
	for _, l := range lones {
		if in[l.doc] {
			continue
		}
		reason := l.reason
		if n, ok := m.near[m.number[l.doc]]; ok && n.Doc >= 0 {
			reason += fmt.Sprintf("; no counterpart by content: the nearest, %s, shares %.0f%% of names, numbers and words", m.docs[n.Doc].Path, 100*n.Share)
		}
		out = append(out, &addStory{name: l.name, status: "refused", reason: reason})
	}
	return out
}
