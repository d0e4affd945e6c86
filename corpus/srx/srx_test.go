package srx

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

func split(lang, text string) []string {
	var out []string
	for _, s := range Default().Segmenter(lang).Split(text) {
		out = append(out, text[s.Start:s.End])
	}
	return out
}

func TestSplit(t *testing.T) {
	for _, c := range []struct{ lang, want string }{ // | marks a boundary
		{"az", "Görüş 2024-cü ilin mayında keçirilib.|Tərəflər sənəd imzalayıb."},
		{"az", "“Yol açıqdır”, deyə Ə. Quliyev bildirib.|“Gedirik!”"},
		{"az", "Prof. Əliyev və s. alimlər gəlib.|Onlar 3-də qayıdacaq."},
		{"ru", "«Мы готовы», — сказал А. Г. Петров.|Он живет в г. Гянджа."},
		{"ru", "Завод дал 3 тыс. т. продукции в 2024 г., сообщили в им. Низами музее.|Далее."},
		{"ru", "«Когда?» — спросил он.|Ответа нет."},
		{"en", "Mr. Smith met the U.N. envoy on Oct. 3 at 5 p.m. in Baku.|They left."},
		{"en", "\"We won!\" he said.|\"We will win again.\""},
		{"en", "It cost 3.5 million.|(See p. 4.)"},
	} {
		want := strings.Split(c.want, "|")
		text := strings.Join(want, " ")
		if got := split(c.lang, text); strings.Join(got, "|") != c.want {
			t.Errorf("%s: %q\n got %q", c.lang, text, got)
		}
	}
}

func TestParseNamesTheRule(t *testing.T) {
	const file = `<srx version="2.0"><header cascade="no"/><body><languagerules><languagerule languagerulename="x">
<rule><beforebreak>\.</beforebreak></rule><rule><beforebreak>(?&lt;=a b</beforebreak></rule></languagerule></languagerules>
<maprules><languagemap languagepattern=".*" languagerulename="x"/></maprules></body></srx>`
	_, err := Parse(strings.NewReader(file))
	if err == nil || !strings.Contains(err.Error(), "rule 2") {
		t.Errorf("Parse: %v, want an error that names rule 2", err)
	}
}

func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func FuzzSplit(f *testing.F) {
	for _, s := range []string{"A. B. C. d.", "Bir.\n\nİki. Üç", "«Да!» — нет. \xff.", "1. a. B"} {
		f.Add(s)
	}
	seg := Default().Segmenter("az")
	f.Fuzz(func(t *testing.T, s string) {
		var got strings.Builder
		for _, p := range seg.Split(s) {
			got.WriteString(s[p.Start:p.End])
		}
		if squeeze(got.String()) != squeeze(s) {
			t.Errorf("%q: segments joined differ", s)
		}
	})
}

// TestPredict writes a prediction beside each set of the shared data for its scorer, and
// holds a floor on the share of texts that are cut fully right.
func TestPredict(t *testing.T) {
	dir := os.Getenv("AZTM_DATA")
	if dir == "" {
		t.Skip("AZTM_DATA is not set")
	}
	sets, _ := filepath.Glob(filepath.Join(dir, "split", "*.jsonl"))
	if len(sets) == 0 {
		t.Fatal("no sets")
	}
	out := t.TempDir()
	if keep := os.Getenv("AZTM_PRED"); keep != "" {
		out = keep
	}
	for _, set := range sets {
		predict(t, set, filepath.Join(out, filepath.Base(set)))
	}
}

func predict(t *testing.T, in, out string) {
	f, err := os.Open(in)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w, err := os.Create(out)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	right, all := 0, 0
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		var c struct {
			ID, Lang, Text string
			Sentences      []string
		}
		if err := json.Unmarshal(sc.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		got := split(c.Lang, c.Text)
		all++
		if strings.Join(got, "\n") == strings.Join(c.Sentences, "\n") {
			right++
		}
		if err := e.Encode(map[string]any{"id": c.ID, "sentences": got}); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%s: %d of %d fully right", filepath.Base(in), right, all)
	if !strings.HasPrefix(filepath.Base(in), "news.") && right*10 < all*8 { // news counts optional ends: its scorer knows them
		t.Errorf("%s: only %d of %d texts fully right", filepath.Base(in), right, all)
	}
}
