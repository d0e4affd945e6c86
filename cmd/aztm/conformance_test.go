package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"aztm/tm"
)

// variants are texts by language, in pairs.
func variants(pairs ...string) []tm.Variant {
	var vs []tm.Variant
	for i := 0; i < len(pairs); i += 2 {
		vs = append(vs, tm.Variant{Lang: pairs[i], Text: pairs[i+1]})
	}
	return vs
}

// unitOf is a unit without anything else.
func unitOf(pairs ...string) tm.Unit {
	return tm.Unit{Confidence: tm.NoConfidence, Variants: variants(pairs...)}
}

// rich is a unit with a value in every field that travels.
func rich(status tm.Status, confidence float64) tm.Unit {
	u := tm.Unit{TUID: "bir & \"iki\"", Status: status, Confidence: confidence, Edited: true, Story: "Şəki, 2024", Position: 3, Context: "fayl.html#7",
		Created: time.Date(2024, 10, 3, 23, 59, 58, 0, time.UTC), Changed: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC),
		Attrs:    []tm.Field{{Name: "usagecount", Value: "7"}, {Name: "strange", Value: "a\tb"}},
		Notes:    []tm.Field{{Value: "birinci\nqeyd"}, {Lang: "ru", Value: "вторая"}, {Value: "birinci\nqeyd"}},
		Props:    []tm.Field{{Name: "client", Value: "B"}, {Name: "client", Value: "A"}, {Name: "x-other", Lang: "en", Value: ""}},
		Variants: variants("az", "Bakıda görüş oldu.", "ru", "В Баку прошла встреча.", "en", "A meeting took place in Baku.")}
	for i := range u.Variants {
		v := &u.Variants[i]
		v.Source = tm.Source{Path: "/xəbər/görüş." + v.Lang + ".txt", Headline: "Görüş", Date: "2024-10-03"}
		v.Attrs = []tm.Field{{Name: "creationid", Value: "A"}}
		v.Notes, v.Props = []tm.Field{{Value: v.Lang}}, []tm.Field{{Name: "p", Value: v.Lang}}
	}
	return u
}

// A conformanceCase is a file of units.
type conformanceCase struct {
	name  string
	units []tm.Unit
}

func conformanceCases() []conformanceCase {
	coded := unitOf("az", "Qalın mətn və ad", "ru", "Жирный текст")
	coded.Variants[0].Markup = `<bpt i="1" x="1">&lt;b&gt;</bpt>Qalın<ept i="1">&lt;/b&gt;</ept> mətn<ph x="2" type="br"></ph> və <hi type="x">ad</hi>`
	coded.Variants[1].Markup = `<it pos="begin">&lt;i&gt;</it>Жирный <ph>&lt;img alt="<sub>текст</sub>"&gt;</ph>текст`
	only := unitOf("az", "", "ru", "")
	only.Variants[0].Markup, only.Variants[1].Markup = `<ph x="1"></ph>`, `<ph x="1"></ph>`
	var many []tm.Unit
	for n := range 3000 {
		many = append(many, unitOf("az", fmt.Sprintf("Sıra %d", n), "ru", fmt.Sprintf("Строка %d", n)))
	}
	return []conformanceCase{
		{"no units", nil},
		{"one unit", []tm.Unit{unitOf("az", "Bir", "ru", "Один")}},
		{"three thousand", many},
		{"languages", []tm.Unit{
			unitOf("az", "Bir", "ru", "Один", "en", "One"), unitOf("en", "Two", "az", "İki"), unitOf("az", "Tək"),
			unitOf("az", "Üç", "ru", "Три", "az", "Üçü", "ru", "Трое", "ru", "Тройка"),
			unitOf("az-Latn-AZ", "Dörd", "az_AZ", "Dörd.", "AZ", "DÖRD", "no", "Fire", "az-Cyrl", "Дөрд", "zh-Hans", "四", "x-klingon", "loS"),
			unitOf("az", "Beş", "ru", "Пять", "tr", "Beş", "ka", "ხუთი", "fa", "پنج", "de", "Fünf", "fr", "Cinq", "id", "lima"),
		}},
		{"odd tags", []tm.Unit{unitOf("aztm", "İki", "status", "Üç"), unitOf("document", "Bir", "az", "Bir", "foo bar", "x", "a\tb\"<", "y")}},
		{"letters", []tm.Unit{
			unitOf("az", "Əə Iı İi Ğğ Şş Çç Öö Üü Qq Xx", "ru", "\ufeffЁё Йй Ъъ № «Щ»"),
			unitOf("az", "e\u0301 I\u0307 \U0001f1e6\U0001f1ff 𝄞 \u00a0\u00ad\u200b\u200f\u202e\ufeff", "ru", "\u0301и\u0306 שלום"),
		}},
		{"quotes", []tm.Unit{
			unitOf("az", `"Salam`, "ru", `"Привет", – сказал он, "да"`), unitOf("az", `"Salam"`, "ru", `""`),
			unitOf("az", `Salam"`, "ru", `'"'`), unitOf("az", `„Salam“; bir, iki`, "ru", `«Привет»; раз, два`),
		}},
		{"what other notations mean", []tm.Unit{
			unitOf("az", `\n \t \\ \`, "ru", `<b>жирный</b> &amp; &lt; ]]> <seg>`), unitOf("az", "=1+1", "ru", "'=cmd|' /c calc'!A0"),
			unitOf("az", "+994 12", "ru", "-5"), unitOf("az", "@ad", "ru", "''-"), unitOf("az", "007", "ru", "1,5"), unitOf("az", "1E5", "ru", "TRUE"),
			unitOf("az", "_x0041_x0042_", "ru", "_x000D_"), unitOf("az", "{\"tuid\":\"x\"}", "ru", "[1]"), unitOf("az", "az", "ru", "ru"), unitOf("az", "sep=;", "ru", "aztm"),
		}},
		{"blanks", []tm.Unit{unitOf("az", " Bir ", "ru", "\u00a0Один  "), unitOf("az", "Bir  iki\t", "ru", "\tРаз\tдва")}},
		{"line breaks", []tm.Unit{
			unitOf("az", "Bir\niki", "ru", "Раз\r\nдва"), unitOf("az", "\nBir", "ru", "Раз\r"), unitOf("az", "Bir\r\r\n\niki\u2028üç\u0085", "ru", "Раз\v\f"),
		}},
		{"codes", []tm.Unit{coded, only}},
		{"everything", []tm.Unit{
			rich(tm.Aligned, 0.97), rich(tm.Approved, 1), rich(tm.Rejected, 0), rich(tm.Imported, tm.NoConfidence), rich(tm.Outdated, 0.123456789), rich("", 1.0/3)}},
		{"control characters", []tm.Unit{unitOf("az", "a\x00b\x01c\x1f\x7f", "ru", "\x1bд\ufffe\uffffе\x08"), {TUID: "t\x02", Confidence: tm.NoConfidence,
			Variants: variants("az", "x", "ru", "y"), Notes: []tm.Field{{Value: "n\x03"}}}}},
		{"long", []tm.Unit{unitOf("az", strings.Repeat("uzun ", 6000), "ru", strings.Repeat("длинный ", 4000))}},
		{"too long for a cell", []tm.Unit{unitOf("az", strings.Repeat("çox uzun ", 100_000), "ru", "длинный")}},
	}
}

// TestConformance writes and reads files of units in every format: what a format does not lose comes back.
func TestConformance(t *testing.T) {
	all := formats()
	if len(all) == 0 {
		t.Fatal("no formats")
	}
	for _, f := range all {
		for _, c := range conformanceCases() {
			t.Run(f.name+"/"+c.name, func(t *testing.T) { conform(t, f, c.units) })
		}
	}
}

func conform(t *testing.T, f format, units []tm.Unit) {
	var langs []string
	if f.sides() || f.needsPair {
		langs = []string{"az", "ru"}
		units = pairs(units, langs)
	}
	files, warnings, err := writeUnits(f, units, langs)
	if f.loses&refusesLong != 0 && slices.ContainsFunc(units, isLong) {
		if err == nil {
			t.Error("a text that is too long is no error")
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	var want []tm.Unit
	for _, u := range units {
		if u = f.loses.from(u); len(u.Variants) >= len(langs) {
			want = append(want, f.loses.paired(u, langs)...)
		}
	}
	if f.loses&^refusesLong == 0 && len(warnings) > 0 {
		t.Errorf("nothing is lost, and the writer warns: %q", warnings)
	}
	got, err := readUnits(f, files, langs)
	if err != nil {
		t.Fatal(err)
	}
	for i := range want {
		if i == len(got) || !reflect.DeepEqual(f.loses.tidy(got[i]), f.loses.tidy(want[i])) {
			t.Fatalf("unit %d of %d, %d read:\n%+v\nwant\n%+v", i, len(want), len(got), at(got, i), want[i])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d units, want %d", len(got), len(want))
	}
}

// pairs are the units that have both languages, and of them these texts, as an export of a pair holds them.
func pairs(units []tm.Unit, langs []string) []tm.Unit {
	var list []tm.Unit
	for _, u := range units {
		u = only(u, langs)
		has := func(l string) bool {
			return slices.ContainsFunc(u.Variants, func(v tm.Variant) bool {
				return tm.Base(v.Lang) == l && (v.Markup != "" || strings.TrimSpace(v.Text) != "")
			})
		}
		if has(langs[0]) && has(langs[1]) {
			list = append(list, u)
		}
	}
	return list
}

func isLong(u tm.Unit) bool {
	return slices.ContainsFunc(u.Variants, func(v tm.Variant) bool { return len([]rune(v.Text)) > 32767 })
}

// writeUnits writes the files of a format, and returns what the writer warned of.
func writeUnits(f format, units []tm.Unit, langs []string) (files [][]byte, warnings []string, err error) {
	buffers := make([]*bytes.Buffer, 1)
	if f.sides() {
		buffers = make([]*bytes.Buffer, len(langs))
	}
	var ws []io.Writer
	for i := range buffers {
		buffers[i] = &bytes.Buffer{}
		ws = append(ws, buffers[i])
	}
	var w unitWriter
	if f.sides() {
		w, err = f.writeSides(ws, langs)
	} else {
		s := &survey{most: map[string]int{}, sources: map[string]bool{}}
		for _, u := range units {
			s.count(u, langs)
		}
		rule := writeRule{langs: langs, columns: s.columns(langs)}
		if langs != nil {
			rule.source = langs[0]
		}
		w, err = f.write(ws[0], rule)
	}
	if err != nil {
		return nil, nil, err
	}
	for _, u := range units {
		if err := w.Write(u); err != nil {
			return nil, nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, nil, err
	}
	if x, ok := w.(interface{ Warnings() []string }); ok {
		warnings = x.Warnings()
	}
	for _, b := range buffers {
		files = append(files, b.Bytes())
	}
	return files, warnings, nil
}

func readUnits(f format, files [][]byte, langs []string) (units []tm.Unit, err error) {
	var ins []io.Reader
	for _, b := range files {
		ins = append(ins, bytes.NewReader(b))
	}
	r, err := importSource{format: f, langs: langs}.reader(ins, nil)
	if err != nil {
		return nil, err
	}
	if c, ok := r.(io.Closer); ok {
		defer c.Close()
	}
	for {
		u, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return units, err
		}
		units = append(units, u)
	}
	if x, ok := r.(interface{ Warnings() []tm.Warning }); ok {
		for _, w := range x.Warnings() {
			if !strings.Contains(w.Message, "xml:lang=") { // a tag is kept as it came, right or not
				return units, fmt.Errorf("warnings of an own file: %v", w)
			}
		}
	}
	return units, nil
}

// from is what a format that loses l keeps of a unit.
func (l loss) from(u tm.Unit) tm.Unit {
	u.Variants = slices.Clone(u.Variants)
	if l&losesIDs != 0 {
		u.TUID, u.Context = "", ""
	}
	if l&losesStatus != 0 {
		u.Status, u.Confidence, u.Edited = "", tm.NoConfidence, false
	}
	if l&losesPlace != 0 {
		u.Story, u.Position = "", 0
	}
	if l&losesDates != 0 {
		u.Created, u.Changed = time.Time{}, time.Time{}
	}
	if l&losesNotes != 0 {
		u.Notes = nil
	}
	if l&losesProps != 0 {
		u.Props, u.Attrs = nil, nil
	}
	if l&losesControls != 0 {
		u = mapStrings(reflect.ValueOf(u), withoutControls).Interface().(tm.Unit)
	}
	seen := map[string]bool{}
	u.Variants = slices.DeleteFunc(u.Variants, func(v tm.Variant) bool {
		again := seen[tm.Base(v.Lang)] && l&losesRepeats != 0
		seen[tm.Base(v.Lang)] = true
		return again || l&losesCodes != 0 && strings.TrimSpace(v.Text) == ""
	})
	for i := range u.Variants {
		u.Variants[i] = l.fromVariant(u.Variants[i])
	}
	return u
}

// paired are the units that a file of pairs holds of one with several texts in a language.
func (l loss) paired(u tm.Unit, langs []string) []tm.Unit {
	if l&pairsRepeats == 0 {
		return []tm.Unit{u}
	}
	var list []tm.Unit
	for _, s := range u.Variants {
		for _, t := range u.Variants {
			if tm.Base(s.Lang) == langs[0] && tm.Base(t.Lang) == langs[1] {
				pair := u
				pair.Variants = []tm.Variant{s, t}
				list = append(list, pair)
			}
		}
	}
	return list
}

func (l loss) fromVariant(v tm.Variant) tm.Variant {
	if l&losesPlace != 0 {
		v.Source = tm.Source{}
	}
	if l&losesNotes != 0 {
		v.Notes = nil
	}
	if l&losesProps != 0 {
		v.Props, v.Attrs = nil, nil
	}
	if l&losesCodes != 0 {
		v.Markup = ""
	}
	if l&losesTags != 0 {
		v.Lang = tm.Base(v.Lang)
	}
	if l&losesLines != 0 {
		v.Text = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\v", " ", "\f", " ", "\u0085", " ", "\u2028", " ", "\u2029", " ").Replace(v.Text)
	}
	return v
}

func withoutControls(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 && !strings.ContainsRune("\t\n\r", r) || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, s)
}

// mapStrings is v with every string in it changed.
func mapStrings(v reflect.Value, change func(string) string) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.String:
		out.SetString(change(v.String()))
	case reflect.Slice:
		for i := range v.Len() {
			out = reflect.Append(out, mapStrings(v.Index(i), change))
		}
	case reflect.Struct:
		out.Set(v)
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() && v.Type() != reflect.TypeFor[time.Time]() {
				out.Field(i).Set(mapStrings(v.Field(i), change))
			}
		}
	default:
		out.Set(v)
	}
	return out
}

// tidy makes units equal that are: attributes have no order, and the status of a unit that comes in is imported unless it says another.
func (l loss) tidy(u tm.Unit) tm.Unit {
	u = tidy(u)
	if l&losesControls != 0 { // it may keep more than it says
		u = mapStrings(reflect.ValueOf(u), withoutControls).Interface().(tm.Unit)
	}
	if l&pairsRepeats != 0 { // a file of a pair says its source itself
		u.Attrs = slices.DeleteFunc(u.Attrs, func(f tm.Field) bool { return f.Name == "srclang" })
	}
	if len(u.Attrs) == 0 {
		u.Attrs = nil
	}
	return u
}

func tidy(u tm.Unit) tm.Unit {
	u.Status = cmp.Or(u.Status, tm.Imported)
	u.Attrs = sortedFields(slices.Clone(u.Attrs))
	u.Variants = slices.Clone(u.Variants)
	for i := range u.Variants {
		u.Variants[i].Attrs = sortedFields(slices.Clone(u.Variants[i].Attrs))
	}
	return u
}

// at is a unit of a list, or what says that it is not there.
func at(units []tm.Unit, i int) any {
	if i < len(units) {
		return units[i]
	}
	return "none"
}
