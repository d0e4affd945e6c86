package tm

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// dump writes what a memory holds, without its history and counters: units, documents, index.
func dump(t testing.TB, m *Memory) string {
	t.Helper()
	var b strings.Builder
	for _, q := range []string{
		`SELECT id, name FROM story ORDER BY id`,
		`SELECT id, story, lang, path, digest, encoding, headline, date, current FROM document ORDER BY id`,
		`SELECT document, n, paragraph, heading, text FROM segment ORDER BY document, n`,
		`SELECT id, tuid, status, prior, confidence, edited, story, position, context, batch, created, changed, digest, extra FROM unit ORDER BY id`,
		`SELECT unit, n, lang, text, markup, hash, document, first, last, extra FROM variant ORDER BY unit, n`,
		`SELECT lang, key, df FROM term ORDER BY lang, key`,
		`SELECT lang, form, key, n FROM form ORDER BY lang, form`,
		`SELECT lang, block, hex(counts) FROM size ORDER BY lang, block`,
	} {
		fmt.Fprintf(&b, "-- %s\n", q)
		dumpRows(t, m, &b, q)
	}
	dumpPostings(t, m, &b)
	return b.String()
}

func dumpRows(t testing.TB, m *Memory, b *strings.Builder, query string) {
	rows, err := m.read.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	cols, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	vals := make([]any, len(cols))
	for rows.Next() {
		ptrs := make([]any, len(cols))
		for i := range vals {
			ptrs[i] = &vals[i]
		}
		if err := rows.Scan(ptrs...); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(b, "%q\n", vals)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}

// dumpPostings writes the posting lists by their terms: ids of terms and cuts of chunks are no content.
func dumpPostings(t testing.TB, m *Memory, b *strings.Builder) {
	ctx := context.Background()
	rows, err := m.read.Query(`SELECT lang, key, id, df FROM term ORDER BY lang, key`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var ids []int64
	for rows.Next() {
		var lang, key string
		var id, df int64
		if err := rows.Scan(&lang, &key, &id, &df); err != nil {
			t.Fatal(err)
		}
		list, err := postings(ctx, m.read, id)
		if err != nil {
			t.Fatal(err)
		}
		if int64(len(list)) != df || !slices.IsSorted(list) {
			t.Errorf("term %s %q: df %d, postings %v", lang, key, df, list)
		}
		fmt.Fprintf(b, "%s %q %v\n", lang, key, list)
		ids = append(ids, id)
	}
	var stray int
	err = m.read.QueryRow(`SELECT count(*) FROM posting WHERE term NOT IN (SELECT value FROM json_each(?))`, jsonIDs(ids)).Scan(&stray)
	if err != nil || stray != 0 {
		t.Errorf("%d chunks of no term, %v", stray, err)
	}
}

// diff names the first line in which two dumps differ.
func diff(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return fmt.Sprintf("line %d:\n%s\n%s", i+1, x[i], y[i])
		}
	}
	return fmt.Sprintf("%d and %d lines", len(x), len(y))
}

// checkIndex compares the index with one made anew.
func checkIndex(t testing.TB, m *Memory) {
	t.Helper()
	before := dump(t, m)
	if err := m.Reindex(context.Background()); err != nil {
		t.Fatal(err)
	}
	if after := dump(t, m); before != after {
		t.Errorf("the index is not what it would be if made anew: %s", diff(before, after))
	}
}
