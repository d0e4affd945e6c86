package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"aztm/tm"
)

// goodDecisions is a file of decisions of every kind about the memory of reviewMemory.
const goodDecisions = `{"format": "aztm review", "version": 1, "stories": [{"id": 1, "story": "bridge", "documents": {"az": "42616bc4b164612079656e69206bc3b67270c3bc2061c3a7c4b16cc4b1622e", "ru": "d09220d091d0b0d0bad18320d0bed182d0bad180d18bd18220d0bdd0bed0b2d18bd0b920d0bcd0bed181d1822e"},
"decisions": [
{"do": "approve", "unit": 2, "status": "aligned", "segments": {"az": [1, 2], "ru": [1, 2]}, "texts": {"az": "Nazir Krastev 12 iyunda orada olub.", "ru": "Министр Крастев был там 12 июня."}},
{"do": "merge", "unit": 0, "segments": {"az": [2, 3]}, "texts": {"az": "O, çox sevinib."}, "to": {"ru": "Он был рад. Погода была хорошая."},
 "with": [{"unit": 3, "status": "aligned", "segments": {"az": [3, 4], "ru": [2, 3]}, "texts": {"az": "İnşaat iki il davam edib.", "ru": "Погода была хорошая."}}]},
{"do": "edit", "unit": 4, "status": "aligned", "segments": {"az": [4, 5], "ru": [3, 4]}, "texts": {"az": "Körpü uzundur.", "ru": "Мост длинный."}, "to": {"en": "The bridge is long.", "az": "Körpü çox uzundur."}},
{"do": "reject", "unit": 1, "status": "aligned", "segments": {"az": [0, 1], "ru": [0, 1]}, "texts": {"az": "Bakıda yeni körpü açılıb.", "ru": "В Баку открыт новый мост."}}
]}]}`

// applied runs review apply on a text.
func applied(t *testing.T, memory, text string, options ...string) (code int, messages string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "decisions.json")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return command(append([]string{"--memory", memory, "review", "apply", file}, options...)...)
}

func TestApply(t *testing.T) {
	memory := reviewMemory(t)
	before := unitsNow(t, memory)
	want := map[int64]string{1: "rejected|Bakıda yeni körpü açılıb.|В Баку открыт новый мост.", 2: "approved|Nazir Krastev 12 iyunda orada olub.|Министр Крастев был там 12 июня.",
		3: "approved|O, çox sevinib. İnşaat iki il davam edib.|Он был рад. Погода была хорошая.", 4: "aligned|Körpü çox uzundur.|Мост длинный.|The bridge is long.", 5: before[5]}
	for _, said := range []string{"1 approved, 1 rejected, 1 edited, 1 merged as batch 2; ", "nothing to do; 4 stored before"} {
		code, messages := applied(t, memory, goodDecisions)
		if code != 0 || !strings.Contains(messages, said) {
			t.Fatalf("exit %d: %s; want %q", code, messages, said)
		}
		if got := unitsNow(t, memory); !reflect.DeepEqual(got, want) {
			t.Fatalf("units %v, want %v", got, want)
		}
	}
	aztm(t, "--memory", memory, "undo", "2")
	if got := unitsNow(t, memory); !reflect.DeepEqual(got, before) {
		t.Errorf("units after undo %v, want %v", got, before)
	}
	if code, messages := applied(t, memory, goodDecisions); code != 0 || !strings.Contains(messages, "1 merged as batch 4") {
		t.Errorf("again after undo: exit %d: %s", code, messages)
	}
	aztm(t, "--memory", memory, "doctor", "--full")
}

// TestApplyChanged holds that a decision that no longer fits is refused by story, unit and cause, with all of its file; that --rest takes
// the others; and that what somebody did meanwhile is left alone.
func TestApplyChanged(t *testing.T) {
	for _, c := range []struct {
		name    string
		command []string // what happens meanwhile
		edit    [2]string
		want    string // "" if the decisions still fit
		left    string // how many --rest stores
	}{
		{"text", []string{"edit", "2", "--ru", "Крастев был там."}, [2]string{}, "story bridge, unit 2: its text in ru changed since the page was made", "1 rejected, 1 edited, 1 merged"},
		{"language", []string{"edit", "1", "--en", "Open."}, [2]string{}, "story bridge, unit 1: its text in en changed", "1 approved, 1 edited, 1 merged"},
		{"edited", []string{"edit", "4", "--ru", "Мост."}, [2]string{}, "story bridge, unit 4: its text in ru changed", "1 approved, 1 rejected, 1 merged"},
		{"merge", []string{"edit", "3", "--ru", "Погода."}, [2]string{}, "story bridge, segment 3 in az: unit 3 beside it: its text in ru changed", "1 approved, 1 rejected, 1 edited"},
		{"rejected", []string{"reject", "2"}, [2]string{}, "story bridge, unit 2: it was rejected since the page was made", "1 rejected, 1 edited, 1 merged"},
		{"approved", []string{"approve", "1"}, [2]string{}, "story bridge, unit 1: it was approved since the page was made", "1 approved, 1 edited, 1 merged"},
		{"forgotten", []string{"forget", "2"}, [2]string{}, "story bridge, unit 2: it is no row of its own any more (and 1 decision more)", "1 rejected, 1 edited"},
		{"same", []string{"approve", "2", "4"}, [2]string{}, "", "1 rejected, 1 edited, 1 merged"},
		{"document", nil, [2]string{"42616bc4", "42616bc5"}, "story bridge: its text in az is another one than on the page", ""},
		{"documents", nil, [2]string{`"documents": {`, `"documents": {"en": "00", `}, "story bridge: its text in en is another one", ""},
		{"story", nil, [2]string{`"id": 1`, `"id": 9`}, "story bridge: it is not in this memory", ""},
		{"other story", nil, [2]string{`"unit": 2`, `"unit": 5`}, "story bridge, unit 5: it is no row of its own", "1 rejected, 1 edited, 1 merged"},
		{"segments", nil, [2]string{`"segments": {"az": [1, 2], "ru": [1, 2]}`, `"segments": {"az": [1, 3], "ru": [1, 2]}`}, "story bridge, unit 2: it is made of other segments", "1 rejected, 1 edited, 1 merged"},
	} {
		t.Run(c.name, func(t *testing.T) {
			memory := reviewMemory(t)
			if c.command != nil {
				aztm(t, append([]string{"--memory", memory}, c.command...)...)
			}
			text := strings.Replace(goodDecisions, c.edit[0], c.edit[1], 1)
			before := unitsNow(t, memory)
			if c.want != "" {
				if code, messages := applied(t, memory, text); code != 2 || !strings.Contains(messages, c.want) || !reflect.DeepEqual(unitsNow(t, memory), before) {
					t.Errorf("exit %d: %s; want %q and nothing changed", code, messages, c.want)
				}
			}
			if code, messages := applied(t, memory, text, "--rest"); code != 0 || !strings.Contains(messages, c.left) || c.want != "" && !strings.Contains(messages, "left out: ") {
				t.Errorf("--rest: exit %d: %s; want %q", code, messages, c.left)
			}
		})
	}
}

// TestDecisionsRefused holds that what is no file of decisions is refused as a whole, with the place and the cause.
func TestDecisionsRefused(t *testing.T) {
	memory := reviewMemory(t)
	before := unitsNow(t, memory)
	row := `"unit": 1, "segments": {"az": [0, 1]}, "texts": {}`
	of := func(decisions string) string {
		return `{"format": "aztm review", "version": 1, "stories": [{"id": 1, "story": "bridge", "documents": {}, "decisions": [` + decisions + `]}]}`
	}
	for _, c := range []struct{ text, want string }{
		{"", "line 1: EOF"},
		{"az\tru\n", "line 1: "},
		{"\xff\xfe{", "no UTF-8"},
		{"{}", `its format is "", not "aztm review"`},
		{`{"format": "aztm review", "version": 2}`, "it is of version 2, and this aztm reads 1"},
		{"{\"format\": \"aztm review\", \"version\": 1,\n\n\"more\": 1}", `line 3: json: unknown field "more"`},
		{"{\"format\": \"aztm review\",\n \"version\": \"1\"}", "line 2: "},
		{goodDecisions + "\n{}", "more follows the decisions"},
		{strings.Repeat("[", 100000), "line 1: "},
		{strings.Repeat(" ", decisionBytes+1), "larger than 32 MB"},
		{of(`{"do": "forget", ` + row + `}`), `"forget" is none of approve, reject, edit, merge`},
		{of(`{"do": "approve", ` + row + `}, {"do": "reject", ` + row + `}`), "story bridge, unit 1: it stands in two decisions"},
		{of(`{"do": "approve", "unit": 0, "segments": {"az": [0, 1]}}`), "story bridge, segment 1 in az: no unit to approve"},
		{of(`{"do": "approve", "unit": 1, "segments": {"az": [1, 1]}}`), "story bridge, unit 1: segments [1 1] in az are no range"},
		{of(`{"do": "approve", "unit": 1, "segments": {"az": [1]}}`), "segments [1] in az are no range"},
		{of(`{"do": "approve", "unit": 1}`), "story bridge, unit 1: it has no segments"},
		{of(`{"do": "approve", "unit": -1, "segments": {"az": [0, 1]}}`), "-1 is no unit number"},
		{of(`{"do": "approve", "unit": 1, "status": "great", "segments": {"az": [0, 1]}}`), `"great" is no status`},
		{of(`{"do": "merge", ` + row + `}`), `merge, and nothing else, has rows in "with"`},
		{of(`{"do": "edit", ` + row + `}`), `edit wants texts in "to"`},
		{of(`{"do": "reject", "to": {"az": "x"}, ` + row + `}`), `reject takes no texts`},
		{`{"format": "aztm review", "version": 1, "stories": [{"id": 0, "story": "bridge"}]}`, "story bridge: its id 0 is none"},
	} {
		if code, messages := applied(t, memory, c.text); code != 2 || !strings.Contains(messages, c.want) || strings.Count(messages, "\n") > 2 {
			t.Errorf("%.60q: exit %d: %s; want %q", c.text, code, messages, c.want)
		}
	}
	if got := unitsNow(t, memory); !reflect.DeepEqual(got, before) {
		t.Errorf("the memory changed: %v", got)
	}
}

// FuzzDecisions holds that what is read as decisions is written and read again as the same, and that taking it in never fails but with a word.
func FuzzDecisions(f *testing.F) {
	f.Add([]byte(goodDecisions))
	f.Add([]byte(`{"format":"aztm review","version":1}`))
	f.Add([]byte("\ufeff" + `{"format":"aztm review","version":1,"stories":[{"id":1,"decisions":[{"do":"merge","segments":{"":[0,9223372036854775807]},"with":[{"unit":1,"segments":{"az":[0,1]}}]}]}]}`))
	f.Add([]byte(`{"format":"aztm review","version":1,"stories":[{"id":1,"decisions":[{"do":4,"unit":1e99}]}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		d, err := readDecisions(bytes.NewReader(text))
		if err != nil {
			return
		}
		again, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		e, err := readDecisions(bytes.NewReader(again))
		if third, _ := json.Marshal(e); err != nil || !bytes.Equal(again, third) {
			t.Fatalf("%v: %s, then %s", err, again, third)
		}
		s := smallStory()
		for _, story := range d.Stories {
			story.fits(s)
			for _, one := range story.Decisions {
				one.merged(s)
				for _, r := range one.rows() {
					r.find(s, tm.Approved)
				}
				one.edited(s.Rows[0].Unit)
			}
		}
	})
}
