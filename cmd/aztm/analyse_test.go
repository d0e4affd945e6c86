package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aztm/tm"
)

// output runs a command line with an input and returns what it prints; exit codes 0 and 1 are good.
func output(t *testing.T, stdin string, args ...string) string {
	t.Helper()
	var out, err bytes.Buffer
	if code := run(context.Background(), newApp(strings.NewReader(stdin), &out, &err), args); code > 1 {
		t.Fatalf("aztm %s: exit %d\n%s", strings.Join(args, " "), code, &err)
	}
	return out.String()
}

// An analysed is the last object of analyse --json.
type analysed struct {
	Bands []struct {
		Band     string
		Segments int
		Words    int
	}
	Total struct{ Segments, Words int }
}

func analyseJob(t *testing.T, args ...string) (out analysed) {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(output(t, "", append([]string{"analyse", "--json"}, args...)...)), "\n")
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// madeJob writes the files of a job whose segments fall into every band of a memory of the bundled stories.
func madeJob(t *testing.T) (files []string) {
	t.Helper()
	storm, err := os.ReadFile("../../corpus/examples/storm.az.txt")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(storm)), "\n")
	changed := strings.NewReplacer("külək", "yağış", " və ", " ilə ", "3", "4").Replace(lines[2])
	extra := []string{
		"Bu cümlə yaddaşda yoxdur, amma bir neçə dəfə yazılıb.", "Bu cümlə yaddaşda yoxdur, amma bir neçə dəfə deyilib.",
		"Bu cümlə yaddaşda yoxdur, amma bir neçə dəfə yazılıb.", "1", "***", "2", "***", changed, strings.ToUpper(lines[4]),
		"Heç yerdə olmayan başqa sözlər.",
	}
	other := append([]string{lines[0]}, extra...)
	other = append(other, "Heç yerdə olmayan yeni sözlər.", lines[6], "Bu yaddaşda yoxdur.")
	dir := t.TempDir()
	for name, text := range map[string]string{"a.az.txt": strings.Join(append(lines, extra...), "\n"), "b.az.txt": strings.Join(other, "\n")} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return []string{filepath.Join(dir, "a.az.txt"), filepath.Join(dir, "b.az.txt")}
}

// bandsOf are the segments of a job by band as lookup has them, one after another; with internal also by all earlier segments.
func bandsOf(t *testing.T, files []string, internal bool) map[string]int {
	t.Helper()
	out, seen := map[string]int{}, map[string]int{}
	var texts []tm.Text
	for n, name := range files {
		segments := output(t, "", "split", name)
		answers := strings.Split(strings.TrimSpace(output(t, segments, "lookup", "--json", "--document", "--from", "az", "--to", "ru", "--min", "50", "--limit", "1")), "\n")
		for i, text := range strings.Split(strings.TrimSpace(segments), "\n") {
			var answer struct{ Matches []struct{ Score int } }
			if err := json.Unmarshal([]byte(answers[i]), &answer); err != nil {
				t.Fatal(err)
			}
			score, inner := 0, 0
			if len(answer.Matches) > 0 {
				score = answer.Matches[0].Score
			}
			q := tm.NewText("az", text)
			for _, e := range texts {
				if s, _, ok := q.Score(e, 50); ok && internal {
					inner = max(inner, s)
				}
			}
			texts = append(texts, q)
			before := seen[text]
			seen[text] = n + 1
			switch {
			case score >= 100:
				out[bands[bandOf(score, false)].name]++
			case before == n+1:
				out["repetitions"]++
			case before > 0:
				out["cross-file"]++
			case inner > score:
				out[bands[bandOf(inner, true)].name]++
			default:
				out[bands[bandOf(score, false)].name]++
			}
		}
	}
	return out
}

// TestAnalyseAgrees holds that an analysis is the sum of lookups, and that matches within the job are those of all pairs.
func TestAnalyseAgrees(t *testing.T) {
	memory := filepath.Join(t.TempDir(), "memory.db")
	t.Setenv("AZTM_MEMORY", memory)
	aztm(t, "add", "-q", "../../corpus/examples")
	files := madeJob(t)
	filled := map[string]bool{}
	for _, internal := range []bool{false, true} {
		want := bandsOf(t, files, internal)
		args := append([]string{"--to", "ru"}, files...)
		if !internal {
			args = append(args, "--no-internal")
		}
		got := analyseJob(t, args...)
		sum, words := 0, 0
		for _, b := range got.Bands {
			if b.Segments != want[b.Band] {
				t.Errorf("internal %v: %d segments in %s, want %d", internal, b.Segments, b.Band, want[b.Band])
			}
			if b.Segments > 0 {
				filled[b.Band] = true
			}
			sum, words = sum+b.Segments, words+b.Words
		}
		if sum != got.Total.Segments || words != got.Total.Words || words == 0 {
			t.Errorf("bands of %d segments, %d words; total %d, %d", sum, words, got.Total.Segments, got.Total.Words)
		}
	}
	for _, b := range []string{"101", "100", "repetitions", "cross-file", "95-99", "50-74", "internal 85-94", "internal 75-84", "none"} {
		if !filled[b] {
			t.Errorf("no segment falls into %s", b)
		}
	}
}

func TestSizeOf(t *testing.T) {
	for _, tt := range []struct {
		text string
		want size
	}{
		{"", size{1, 0, 0, 0}},
		{"Sosial-iqtisadi islahatlar – 2024-cü il.", size{1, 4, 40, 36}},
		{"*** — !", size{1, 0, 7, 5}},
	} {
		if got := sizeOf(tt.text); got != tt.want {
			t.Errorf("%q: %+v, want %+v", tt.text, got, tt.want)
		}
	}
}

func TestReadWeights(t *testing.T) {
	list := filepath.Join(t.TempDir(), "weights")
	if err := os.WriteFile(list, []byte("# our rates, 2024\n100 = 0.1\n\n95-99=0.3, internal=0.5 # all of them\r\nrepetitions=0\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := readWeights(list)
	if err != nil {
		t.Fatal(err)
	}
	for band, want := range map[string]float64{"101": 0.1, "100": 0.1, "repetitions": 0, "cross-file": 0, "95-99": 0.3, "internal 95-99": 0.5, "internal 50-74": 0.5, "85-94": 1, "none": 1} {
		if w := got[bandNamed(band)]; w != want {
			t.Errorf("%s weighs %v, want %v", band, w, want)
		}
	}
	if got, err = readWeights("95=0.4"); err != nil || got[bandNamed("internal 95-99")] != 0.4 {
		t.Errorf("%v, %v", got, err)
	}
	for _, bad := range []string{"95=x", "95=-1", "95=NaN", "90=1", "=1", "no such file"} {
		if _, err := readWeights(bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}
