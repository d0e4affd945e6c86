package main

import (
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"aztm/align"
	"aztm/corpus"
	"aztm/corpus/srx"
)

// sharedData returns the folder of the shared data, or skips the test.
func sharedData(t testing.TB) string {
	t.Helper()
	root := os.Getenv("AZTM_DATA")
	if root == "" {
		t.Skip("AZTM_DATA is not set")
	}
	return root
}

// newsDocs reads the documents of a folder of the shared news; of each only the first sentences if first > 0. Their paths are ID.LANG.
func newsDocs(t testing.TB, dir string, first int) []*corpus.Document {
	t.Helper()
	root := sharedData(t)
	paths, _ := filepath.Glob(filepath.Join(root, "news", dir, "*.??.txt"))
	if len(paths) < 100 {
		t.Fatalf("%s: %d documents", dir, len(paths))
	}
	var out []*corpus.Document
	for _, p := range paths {
		_, lang := corpus.NameLang(p)
		d, err := corpus.Read(p, lang, corpus.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if first > 0 {
			d.Paragraphs = sentences(d, first)
		}
		d.Path = strings.TrimSuffix(filepath.Base(p), ".txt")
		out = append(out, d)
	}
	return out
}

// sentences returns the first sentences of a document.
func sentences(d *corpus.Document, first int) (out []string) {
	for _, p := range d.Paragraphs {
		for _, s := range srx.Default().Segmenter(d.Lang).Split(p) {
			if len(out) < first {
				out = append(out, p[s.Start:s.End])
			}
		}
	}
	return out
}

func storyOf(d *corpus.Document) string { return strings.TrimSuffix(d.Path, "."+d.Lang) }

// pairing pairs documents that no name groups.
func pairing(t testing.TB, docs []*corpus.Document) []*addStory {
	t.Helper()
	var lones []lone
	for _, d := range docs {
		lones = append(lones, lone{d.Path, "alone", d})
	}
	stories, err := matchStories(ingester{rules: srx.Default(), aligner: align.New(nil)}, nil, lones, false)
	if err != nil {
		t.Fatal(err)
	}
	return stories
}

// verdict counts the stories that were found whole, the stories there are, and the groups that mix two.
func verdict(docs []*corpus.Document, stories []*addStory) (whole, all int, mixed []string) {
	size := map[string]int{}
	for _, d := range docs {
		size[storyOf(d)]++
	}
	for _, n := range size {
		if n > 1 {
			all++
		}
	}
	for _, s := range stories {
		if s.status != "" {
			continue
		}
		var paths []string
		for _, d := range s.docs {
			paths = append(paths, d.Path)
		}
		switch id := storyOf(s.docs[0]); {
		case slices.ContainsFunc(s.docs, func(d *corpus.Document) bool { return storyOf(d) != id }):
			mixed = append(mixed, strings.Join(paths, "+"))
		case len(s.docs) == size[id]:
			whole++
		}
	}
	return whole, all, mixed
}

// TestPairNews holds the bars on the shared news, shuffled and nameless: all stories whole, 85 in 100 from their first three sentences.
func TestPairNews(t *testing.T) {
	for _, c := range []struct {
		dir   string
		first int
		least float64
		mixed int
	}{
		{"light", 0, 1, 0}, {"raw-light", 0, 1, 0}, {"hard", 0, 1, 0}, {"raw-hard", 0, 1, 0},
		{"light", 3, 0.85, 2}, // two stories tell of one arrest in the same three sentences
		{"raw-light", 3, 0.85, 0},
	} {
		docs := newsDocs(t, c.dir, c.first)
		rand.New(rand.NewSource(1)).Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
		whole, all, mixed := verdict(docs, pairing(t, docs))
		t.Logf("%s, first %d: %d of %d whole, mixed %v", c.dir, c.first, whole, all, mixed)
		if float64(whole) < c.least*float64(all) || len(mixed) > c.mixed {
			t.Errorf("%s, first %d: %d of %d whole, mixed %v", c.dir, c.first, whole, all, mixed)
		}
	}
}

// sameEvent are two stories of two agencies on one arrest; of a document of one and another of the other, without their own
// counterparts, nothing tells that they are no translations.
var sameEvent = []string{"reuters.218909", "cbsnews.248387"}

// TestStrangers takes four documents in ten away at random: what lacks its counterparts must stay alone.
func TestStrangers(t *testing.T) {
	for _, dir := range []string{"light", "raw-light"} {
		all := newsDocs(t, dir, 0)
		for seed := range int64(3) {
			rng := rand.New(rand.NewSource(seed))
			docs := slices.DeleteFunc(slices.Clone(all), func(*corpus.Document) bool { return rng.Float64() < 0.4 })
			whole, stories, mixed := verdict(docs, pairing(t, docs))
			t.Logf("%s: %d of %d whole, mixed %v", dir, whole, stories, mixed)
			if float64(whole) < 0.95*float64(stories) {
				t.Errorf("%s: %d of %d whole", dir, whole, stories)
			}
			for _, m := range mixed {
				if !strings.Contains(m, sameEvent[0]) || !strings.Contains(m, sameEvent[1]) {
					t.Errorf("%s: mixed %s", dir, m)
				}
			}
		}
	}
}

// TestMisnumbered puts texts together by names that mean nothing: 1.az.txt, 1.ru.txt and 1.en.txt are any three. Each must find its own.
func TestMisnumbered(t *testing.T) {
	docs := newsDocs(t, "raw-light", 0)
	rng := rand.New(rand.NewSource(1))
	by := map[string][]*corpus.Document{}
	for _, n := range rng.Perm(len(docs)) {
		by[docs[n].Lang] = append(by[docs[n].Lang], docs[n])
	}
	var stories []*addStory
	for i := range by["az"] {
		stories = append(stories, &addStory{name: strconv.Itoa(i), docs: []*corpus.Document{by["az"][i], by["ru"][i], by["en"][i]}, paired: byNames, count: map[string]int{}})
	}
	stories, err := matchStories(ingester{rules: srx.Default(), aligner: align.New(nil)}, stories, nil, false)
	if err != nil {
		t.Fatal(err)
	}
	whole, all, mixed := verdict(docs, stories)
	t.Logf("%d of %d whole, mixed %v", whole, all, mixed)
	if whole*10 < all*9 || len(mixed) > all/10 {
		t.Errorf("%d of %d whole, mixed %v", whole, all, mixed)
	}
}

// TestRefusal holds that no true story is refused, each checked alone as if nothing else were added, and that texts
// of different stories are.
func TestRefusal(t *testing.T) {
	for _, dir := range []string{"light", "raw-hard"} {
		docs := newsDocs(t, dir, 0)
		by := map[string][]*corpus.Document{} // by language; the same stories in the same order
		for _, d := range docs {
			by[d.Lang] = append(by[d.Lang], d)
		}
		refused, pairs := 0, 0
		for i := range by["az"] {
			for _, p := range [][2]string{{"az", "ru"}, {"az", "en"}, {"ru", "en"}} {
				x, others := by[p[0]][i], by[p[1]]
				if s := checked(t, x, others[i]); s.status != "" {
					t.Errorf("%s: %s and %s refused: %s", dir, x.Path, others[i].Path, s.reason)
				}
				pairs++
				if checked(t, x, others[(i+7)%len(others)]).status != "" {
					refused++
				}
			}
		}
		t.Logf("%s: %d of %d pairs of different stories refused", dir, refused, pairs)
		if refused*100 < pairs*95 {
			t.Errorf("%s: only %d of %d pairs of different stories refused", dir, refused, pairs)
		}
	}
}

// TestRefusalShort is the same for passages of one, two and three sentences, of which less can be told.
func TestRefusalShort(t *testing.T) {
	lines := newsLines(t)
	for n, least := range map[int]int{1: 75, 2: 90, 3: 95} {
		refused, pairs := 0, 0
		for i := 0; i+n+317 < len(lines["az"]); i += 11 {
			for _, p := range [][2]string{{"az", "ru"}, {"az", "en"}, {"ru", "en"}} {
				passage := func(lang string, at int) *corpus.Document {
					return &corpus.Document{Path: lang, Lang: lang, Paragraphs: lines[lang][at : at+n]}
				}
				if s := checked(t, passage(p[0], i), passage(p[1], i)); s.status != "" {
					t.Errorf("%d sentences at %d, %v: refused, %s", n, i, p, s.reason)
				}
				pairs++
				if checked(t, passage(p[0], i), passage(p[1], i+317)).status != "" {
					refused++
				}
			}
		}
		t.Logf("%d sentences: %d of %d pairs of different stories refused", n, refused, pairs)
		if refused*100 < pairs*least {
			t.Errorf("%d sentences: %d of %d pairs of different stories refused", n, refused, pairs)
		}
	}
}

// newsLines reads the sentences of the shared news that are aligned line by line.
func newsLines(t testing.TB) map[string][]string {
	t.Helper()
	root := sharedData(t)
	out := map[string][]string{}
	for _, lang := range []string{"az", "ru", "en"} {
		text, err := os.ReadFile(filepath.Join(root, "lines", lang+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		out[lang] = strings.Split(strings.TrimSpace(string(text)), "\n")
		if len(out[lang]) < 1000 || len(out[lang]) != len(out["az"]) {
			t.Fatalf("%s: %d lines", lang, len(out[lang]))
		}
	}
	return out
}

// checked is a story that names made of documents, after its check.
func checked(t testing.TB, docs ...*corpus.Document) *addStory {
	t.Helper()
	s := &addStory{name: docs[0].Path, docs: docs, count: map[string]int{}}
	if _, err := matchStories(ingester{rules: srx.Default(), aligner: align.New(nil)}, []*addStory{s}, nil, false); err != nil {
		t.Fatal(err)
	}
	return s
}

// exampleNews reads the bundled stories under paths that tell nothing.
func exampleNews(t testing.TB) []*corpus.Document {
	t.Helper()
	paths, _ := filepath.Glob("../../corpus/examples/*.??.*")
	if len(paths) < 15 {
		t.Fatalf("%d bundled texts", len(paths))
	}
	var out []*corpus.Document
	for _, p := range paths {
		_, lang := corpus.NameLang(p)
		d, err := corpus.Read(p, lang, corpus.Options{})
		if err != nil {
			t.Fatal(err)
		}
		stem, _, _ := strings.Cut(filepath.Base(p), ".")
		d.Path = stem + "." + lang
		out = append(out, d)
	}
	return out
}

// TestPairExamples holds that the bundled stories pair, whole and from a headline and two sentences, in any order.
func TestPairExamples(t *testing.T) {
	for _, first := range []int{0, 3} {
		docs := exampleNews(t)
		if first > 0 {
			for _, d := range docs {
				d.Paragraphs = sentences(d, first)
			}
		}
		for seed := range int64(5) {
			rand.New(rand.NewSource(seed)).Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
			if whole, all, mixed := verdict(docs, pairing(t, docs)); whole != all || len(mixed) > 0 {
				t.Errorf("first %d, order %d: %d of %d whole, mixed %v", first, seed, whole, all, mixed)
			}
		}
	}
}

// TestCheckExamples holds that no bundled story is refused, also as a headline and two sentences, and that nearly every pair of
// texts of different stories is.
func TestCheckExamples(t *testing.T) {
	docs := exampleNews(t)
	refused, pairs := 0, 0
	for i, x := range docs {
		for _, y := range docs[i+1:] {
			if x.Lang == y.Lang {
				continue
			}
			s := checked(t, x, y)
			if storyOf(x) != storyOf(y) {
				pairs++
				if s.status != "" {
					refused++
				}
				continue
			}
			if s.status != "" {
				t.Errorf("%s and %s refused: %s", x.Path, y.Path, s.reason)
			}
			a, b := *x, *y
			a.Paragraphs, b.Paragraphs = sentences(x, 3), sentences(y, 3)
			if s := checked(t, &a, &b); s.status != "" {
				t.Errorf("first three sentences of %s and %s: refused, %s", x.Path, y.Path, s.reason)
			}
		}
	}
	if pairs == 0 || refused*20 < pairs*19 {
		t.Errorf("%d of %d pairs of different stories refused", refused, pairs)
	}
}
