package align

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// cutStory aligns texts whose sentences may be cut, and returns the segments after the cuts and the beads.
func cutStory(t *testing.T, texts ...Text) ([][]string, []Bead) {
	t.Helper()
	beads, cuts, err := New(nil).AlignAndCut(texts)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for i, x := range texts {
		part := func(s string, at int) (string, string) { return strings.TrimSpace(s[:at]), s[at:] }
		segs := Apply(x.Segments, cuts[i], part)
		out = append(out, segs)
		if got, want := strings.Fields(strings.Join(segs, " ")), strings.Fields(strings.Join(x.Segments, " ")); !slices.Equal(got, want) {
			t.Errorf("text %d: cut into %q, lost something of %q", i, segs, x.Segments)
		}
		checkSide(t, beads, i, len(segs))
	}
	return out, beads
}

// checkSide holds that each of n segments of a side stands in one bead, in order.
func checkSide(t *testing.T, beads []Bead, side, n int) {
	t.Helper()
	at := 0
	for _, b := range beads {
		if r := b.Sides[side]; r.Start != at || r.End < r.Start {
			t.Fatalf("side %d: bead %v where segment %d is next", side, b, at)
		}
		at = b.Sides[side].End
	}
	if at != n {
		t.Fatalf("side %d: beads end at segment %d of %d", side, at, n)
	}
}

const (
	azPlain = "Nazir dünən Bakıya gəlib və prezidentlə görüşüb. Onlar 5 sənəd imzalayıblar. Növbəti görüş mayın 3-də Minskdə keçiriləcək."
	ruPlain = "Министр вчера прибыл в Баку и встретился с президентом. Они подписали 5 документов. Следующая встреча пройдет 3 мая в Минске."
	enPlain = "The minister arrived in Baku yesterday and met the president. They signed 5 documents. The next meeting will take place in Minsk on May 3."
)

func TestAlignAndCut(t *testing.T) {
	glue := func(text, heading string) []string {
		segs := splitParagraphs("en", []string{text}).Segments
		segs[0] = heading + " " + segs[0]
		return segs
	}
	plain := func(text string) []string { return splitParagraphs("en", []string{text}).Segments }
	for _, x := range []struct {
		name   string
		az, ru []string
		fixed  bool
		cut    string // the first segment of az after the cuts
	}{
		{"a heading glued on one side is cut off", glue(azPlain, "Ölkədə yeni məktəblər tikiləcək"), plain(ruPlain), false, "Ölkədə yeni məktəblər tikiləcək"},
		{"glued on both sides it stays", glue(azPlain, "Ölkədə yeni məktəblər tikiləcək"), glue(ruPlain, "В стране построят новые школы"), false,
			"Ölkədə yeni məktəblər tikiləcək Nazir dünən Bakıya gəlib və prezidentlə görüşüb."},
		{"a fixed text is not cut", glue(azPlain, "Ölkədə yeni məktəblər tikiləcək"), plain(ruPlain), true,
			"Ölkədə yeni məktəblər tikiləcək Nazir dünən Bakıya gəlib və prezidentlə görüşüb."},
		{"without need nothing is cut", plain(azPlain), plain(ruPlain), false, "Nazir dünən Bakıya gəlib və prezidentlə görüşüb."},
		{"a semicolon may part sentences that have capitals", []string{"Nazir dünən Bakıya gəlib; Onlar 5 sənəd imzalayıblar."},
			[]string{"Министр вчера прибыл в Баку.", "Они подписали 5 документов."}, false, "Nazir dünən Bakıya gəlib;"},
		{"others stay whole", []string{"Nazir dünən Bakıya gəlib; onlar 5 sənəd imzalayıblar."},
			[]string{"Министр вчера прибыл в Баку.", "Они подписали 5 документов."}, false, "Nazir dünən Bakıya gəlib; onlar 5 sənəd imzalayıblar."},
	} {
		segs, _ := cutStory(t, Text{Lang: "az", Segments: x.az, Fixed: x.fixed}, Text{Lang: "ru", Segments: x.ru})
		if segs[0][0] != x.cut {
			t.Errorf("%s: first segment %q, want %q", x.name, segs[0][0], x.cut)
		}
	}
	segs, beads := cutStory(t, Text{Lang: "az", Segments: glue(azPlain, "Ölkədə yeni məktəblər tikiləcək")}, Text{Lang: "ru", Segments: plain(ruPlain)},
		Text{Lang: "en", Segments: plain(enPlain)})
	if len(beads) < 3 {
		t.Errorf("three texts: %q %v", segs[0], beads)
	}
}

// TestCutBothTranslated wants a sentence whole both parts of which have a counterpart: only what a text lacks is cut off.
func TestCutBothTranslated(t *testing.T) {
	ru := "Министр вчера прибыл в Баку и встретился с президентом страны Они подписали 5 документов о торговле и транспорте."
	segs, beads := cutStory(t, Text{Lang: "az", Segments: []string{"Nazir dünən Bakıya gəlib və ölkənin prezidenti ilə görüşüb.", "Onlar ticarət və nəqliyyata dair 5 sənəd imzalayıblar."}},
		Text{Lang: "ru", Segments: []string{ru}})
	if len(segs[1]) != 1 || len(beads) != 1 {
		t.Errorf("%d beads of %q", len(beads), segs[1])
	}
}

// TestCutUnknown wants languages without a lexicon left whole: a German noun has a capital.
func TestCutUnknown(t *testing.T) {
	de := []string{"Der Minister kam gestern nach Baku und traf den Präsidenten.", "Sie haben 5 Dokumente unterzeichnet."}
	segs, _ := cutStory(t, Text{Lang: "de", Segments: de}, Text{Lang: "fr", Segments: []string{"Le ministre est arrivé à Bakou.", "Ils ont signé 5 documents."}})
	if !slices.Equal(segs[0], de) {
		t.Errorf("cut into %q", segs[0])
	}
}

func FuzzAlignAndCut(f *testing.F) {
	f.Add(azPlain, "Ölkədə yeni məktəblər tikiləcək "+azPlain, ruPlain)
	f.Add("a; B c d. e f g; H i j", "\xff; A b; C d e f «X y z»", "1; 2; 3\n\nO gəlib Biz gedirik")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		texts := []Text{{Lang: "az", Segments: strings.Split(a, "\n")}, {Lang: "ru", Segments: strings.Split(b, "\n")}, {Lang: "en", Segments: strings.Split(c, "\n")}}
		cutStory(t, texts[:2]...)
		cutStory(t, texts...)
	})
}

// TestNeedlessCuts counts the sentences of the shared lines that are cut though nothing is glued there.
func TestNeedlessCuts(t *testing.T) {
	lines := filepath.Join(filepath.Dir(newsDir(t, "")), "lines")
	docs := readLines(t, filepath.Join(lines, "documents.txt"))
	segments, cut := 0, 0
	for _, langs := range [][]string{{"az", "ru"}, {"az", "en"}, {"ru", "en"}, {"az", "ru", "en"}} {
		for from := 0; from < len(docs); {
			to := from
			for to < len(docs) && docs[to] == docs[from] {
				to++
			}
			var texts []Text
			for _, l := range langs {
				texts = append(texts, splitParagraphs(l, readLines(t, filepath.Join(lines, l+".txt"))[from:to]))
			}
			_, cuts, err := New(nil).AlignAndCut(texts)
			if err != nil {
				t.Fatal(err)
			}
			for i, list := range cuts {
				segments, cut = segments+len(texts[i].Segments), cut+len(list)
			}
			from = to
		}
	}
	t.Logf("%d cuts in %d segments", cut, segments)
	if cut*1000 > segments {
		t.Errorf("%d cuts in %d segments", cut, segments)
	}
}
