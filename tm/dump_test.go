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
		`SELECT id, tuid, status, prior, confidence, edited, story, position, context, batch, created, changed, extra FROM unit ORDER BY id`,
		`SELECT unit, n, lang, text, markup, document, first, last, extra FROM variant ORDER BY unit, n`,
		`SELECT lang, key, df FROM term ORDER BY lang, key`,
		`SELECT f.lang, f.loose, f.form, t.key, f.uses FROM form f LEFT JOIN term t ON t.id = f.term ORDER BY f.lang, f.loose, f.form`,
		`SELECT bucket, hex(prints) FROM print ORDER BY bucket`,
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

// dumpPostings writes the posting lists by their terms, with the forms at their places: ids of terms, numbers of forms and cuts of
// chunks are no content.
func dumpPostings(t testing.TB, m *Memory, b *strings.Builder) {
	ctx := context.Background()
	rows, err := m.read.Query(`SELECT lang, key, id, df FROM term ORDER BY lang, key`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	forms := storedForms(t, m)
	var ids []int64
	for rows.Next() {
		var lang, key string
		var id, df int64
		if err := rows.Scan(&lang, &key, &id, &df); err != nil {
			t.Fatal(err)
		}
		l, err := places(ctx, m.read, id)
		if err != nil {
			t.Fatal(err)
		}
		if int64(len(l.units)) != df || !slices.IsSorted(l.units) {
			t.Errorf("term %s %q: df %d, postings %v", lang, key, df, l.units)
		}
		fmt.Fprintf(b, "%s %q", lang, key)
		for i, u := range l.units {
			fmt.Fprintf(b, " %d", u)
			for _, p := range l.of(i) {
				fmt.Fprintf(b, ":%s@%d", forms[numbered{id, p.form}], p.at)
			}
		}
		b.WriteString("\n")
		ids = append(ids, id)
	}
	var stray int
	err = m.read.QueryRow(`SELECT count(*) FROM posting WHERE term NOT IN (SELECT value FROM json_each(?))`, jsonIDs(ids)).Scan(&stray)
	if err != nil || stray != 0 {
		t.Errorf("%d chunks of no term, %v", stray, err)
	}
}

func storedForms(t testing.TB, m *Memory) map[numbered]string {
	rows, err := m.read.Query(`SELECT term, n, iif(form = '', loose, form) FROM form`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	forms := map[numbered]string{}
	for rows.Next() {
		var at numbered
		var form string
		if err := rows.Scan(&at.term, &at.n, &form); err != nil {
			t.Fatal(err)
		}
		if old, ok := forms[at]; ok {
			t.Errorf("forms %q and %q are both number %d of term %d", old, form, at.n, at.term)
		}
		forms[at] = form
	}
	return forms
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

// compareAnew compares the index with one made anew.
func compareAnew(t testing.TB, m *Memory) {
	t.Helper()
	before := dump(t, m)
	if err := m.Reindex(context.Background()); err != nil {
		t.Fatal(err)
	}
	if after := dump(t, m); before != after {
		t.Errorf("the index is not what it would be if made anew: %s", diff(before, after))
	}
}
