package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

// stockMisses are words that stock tools do not find and aztm does: Go's EqualFold over words finds none of them; SQLite's FTS5 with
// the unicode61 tokenizer, which is what a program gets without a thought of Azerbaijani, only those marked.
var stockMisses = []struct {
	query, lang, az, ru string // a word, its language in the unit, the unit
	hit                 string // what is lit of that text
	whole               string // the whole text as a careless hand types it
	fts5                bool   // FTS5 finds it
}{
	{"BAKI", "az", "Gecə Bakı işıqlıdır.", "Ночью Баку светится.", "Bakı", "GECƏ BAKI İŞIQLIDIR.", false},
	{"bakı", "az", "BAKI – PAYTAXT", "БАКУ – СТОЛИЦА", "BAKI", "Bakı – paytaxt", false},
	{"baki", "az", "Gecə Bakı işıqlıdır.", "Ночью Баку светится.", "Bakı", "gece baki isiqlidir", false},
	{"Бакы", "az", "Gecə Bakı işıqlıdır.", "Ночью город светится.", "Bakı", "Ҝеҹә Бакы ишыглыдыр.", false},
	{"İSPANİYA", "az", "Komanda ispaniya mətbəxini bəyənib.", "Команде понравилась кухня.", "ispaniya", "KOMANDA İSPANİYA MƏTBƏXİNİ BƏYƏNİB.", true},
	{"ispaniya", "az", "Uğurlar, İSPANİYA!", "Удачи!", "İSPANİYA", "uğurlar, ispaniya!", true},
	{"ışıq", "az", "“IŞIQ” QƏZETİ", "ГАЗЕТА", "IŞIQ", "“Işıq” qəzeti", false},
	{"IŞIQ", "az", "Otaqda ışıq yandı.", "В комнате зажёгся свет.", "ışıq", "OTAQDA IŞIQ YANDI.", false},
	{"еще", "ru", "O, yenə gəldi.", "Он пришёл ещё раз.", "ещё", "Он пришел еще раз.", false},
	{"ещё", "ru", "O, yenə gəldi.", "Он пришел еще раз.", "еще", "Он пришёл ещё раз.", false},
	{"seher", "az", "Bu, qədim şəhər yeridir.", "Это древнее городище.", "şəhər", "bu, qedim seher yeridir", false},
	{"şəhər", "az", "Bu, qedim seher yeridir.", "Это древнее городище.", "seher", "Bu, qədim şəhər yeridir.", false},
	{"nazirlik", "az", "Bunu nazirliyinin saytı yazıb.", "Об этом написал сайт.", "nazirliyinin", "bunu nazirliyinin sayti yazib", false},
	{"nazirliyinin", "az", "Bunu nazirlik açıqlayıb.", "Об этом сообщило ведомство.", "nazirlik", "BUNU NAZİRLİK AÇIQLAYIB.", false},
}

func TestStockMisses(t *testing.T) {
	for _, c := range stockMisses {
		text := map[string]string{"az": c.az, "ru": c.ru}[c.lang]
		if fold, fts5 := stock(t, c.query, text); fold || fts5 != c.fts5 {
			t.Errorf("%s in %q: EqualFold %v, FTS5 %v", c.query, text, fold, fts5)
		}
		memory := filepath.Join(t.TempDir(), "memory.db")
		runJSON(t, nil, "--memory", memory, "put", "-q", "--az", c.az, "--ru", c.ru)
		var found struct {
			Hits map[string][][2]int
		}
		runJSON(t, &found, "--memory", memory, "search", "--json", c.query)
		hits := found.Hits[c.lang]
		if len(hits) != 1 || text[hits[0][0]:hits[0][1]] != c.hit {
			t.Errorf("search %s in %q: hits %v, want those of %q", c.query, text, found.Hits, c.hit)
		}
		var looked struct {
			From    string
			Matches []struct {
				Score  int
				Source string
			}
		}
		runJSON(t, &looked, "--memory", memory, "lookup", "--json", c.whole)
		if len(looked.Matches) != 1 || looked.From != c.lang || looked.Matches[0].Source != text || looked.Matches[0].Score != 99 {
			t.Errorf("lookup %s: %+v, want %q at 99", c.whole, looked, text)
		}
	}
}

// runJSON runs the program and reads the one object that it prints.
func runJSON(t *testing.T, into any, args ...string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	a := newApp(strings.NewReader(""), &stdout, &stderr)
	if code := run(context.Background(), a, args); code != 0 {
		t.Fatalf("aztm %q: exit %d, %s", args, code, stderr.String())
	}
	if into == nil {
		return
	}
	if err := json.Unmarshal(stdout.Bytes(), into); err != nil {
		t.Fatalf("aztm %q: %v in %q", args, err, stdout.String())
	}
}

// stock says whether the stock ways find the word in the text.
func stock(t *testing.T, query, text string) (fold, fts5 bool) {
	t.Helper()
	for _, w := range strings.Fields(text) {
		fold = fold || strings.EqualFold(strings.Trim(w, ".,!“”"), query)
	}
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	var n int
	_, err = db.Exec(`CREATE VIRTUAL TABLE f USING fts5(text, tokenize = 'unicode61'); INSERT INTO f VALUES (?)`, text)
	if err == nil {
		err = db.QueryRow(`SELECT count(*) FROM f WHERE f MATCH ?`, query).Scan(&n)
	}
	if err != nil {
		t.Fatal(err)
	}
	return fold, n > 0
}
