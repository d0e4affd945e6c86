package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// argued are rows of the manifest that check does not agree with, and why.
var argued = map[string]string{
	"valid/zanata__dubious-tm-with-underscores.tmx": "en_US is no tag of BCP 47: valid/s_tool_xtm.tmx is to be warned of for the same",
}

// TestManifest holds check to what the manifest of the shared data says of each TMX file: the verdict, the units and the texts by language.
func TestManifest(t *testing.T) {
	dir := os.Getenv("AZTM_DATA")
	if dir == "" {
		t.Skip("AZTM_DATA is not set")
	}
	f, err := os.Open(filepath.Join(dir, "tmx", "MANIFEST.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(bufio.NewReader(f))
	r.Comma = '\t'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) < 2 {
		t.Fatal("no rows")
	}
	column := func(row []string, name string) string { return row[slices.Index(rows[0], name)] }
	for _, row := range rows[1:] {
		file := column(row, "file")
		verdict, sum := verdictOn(t, filepath.Join(dir, "tmx", file))
		if want := column(row, "expected"); verdict != want && argued[file] == "" {
			t.Errorf("%s: %s, want %s", file, verdict, want)
		}
		if units := column(row, "tus"); units != "" && units != strconv.Itoa(sum.Units) {
			t.Errorf("%s: %d units, want %s", file, sum.Units, units)
		}
		if got, want := countsByLanguage(sum.Variants), column(row, "tuvs_per_lang"); got != want {
			t.Errorf("%s: texts %s, want %s", file, got, want)
		}
	}
	t.Logf("%d files, %d rows argued", len(rows)-1, len(argued))
}

// verdictOn runs check over a file.
func verdictOn(t *testing.T, name string) (verdict string, sum tmxSummary) {
	t.Helper()
	var out, messages bytes.Buffer
	code := run(context.Background(), newApp(strings.NewReader(""), &out, &messages), []string{"check", "--json", "--format", "tmx", name})
	lines := bytes.Split(bytes.TrimSpace(out.Bytes()), []byte("\n"))
	if err := json.Unmarshal(lines[len(lines)-1], &sum); err != nil {
		t.Fatalf("%s: %v: %s", name, err, &messages)
	}
	switch {
	case code == 2:
		return "clear error", sum
	case code != 0:
		return fmt.Sprint("exit code ", code), sum
	case len(lines) > 1:
		return "accept with warning", sum
	}
	return "accept", sum
}

// countsByLanguage is "az=1 ru=2".
func countsByLanguage(counts map[string]int) string {
	var out []string
	for _, lang := range slices.Sorted(maps.Keys(counts)) {
		out = append(out, fmt.Sprintf("%s=%d", lang, counts[lang]))
	}
	return strings.Join(out, " ")
}
