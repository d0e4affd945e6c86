package norm

import "testing"

func TestLooseKeysMeet(t *testing.T) {
	for _, group := range [][][2]string{
		{{"az", "BAKI"}, {"az", "Bakı"}, {"az", "baki"}, {"az", "Бакы"}},
		{{"az", "İSPANİYA"}, {"az", "ispaniya"}, {"az", "İspaniya"}},
		{{"az", "şəhər"}, {"az", "seher"}, {"az", "ŞƏHƏR"}, {"az", "шәһәр"}},
		{{"az", "IŞIQ"}, {"az", "ışıq"}, {"az", "isiq"}},
		{{"az", "Bakı’nın"}, {"az", "Bakının"}},
		{{"ru", "Ещё"}, {"ru", "еще"}},
		{{"ru", "«Новости»  дня"}, {"ru", "\"новости\" дня"}},
		{{"az", "Gəncə — Bakı"}, {"az", "Gəncə – Bakı"}},
	} {
		want := Loose(group[0][0], group[0][1])
		for _, g := range group {
			if got := Loose(g[0], g[1]); got != want {
				t.Errorf("Loose(%s, %q) = %q, want %q", g[0], g[1], got, want)
			}
		}
	}
	if Loose("ru", "май") == Loose("ru", "маи") {
		t.Error("й must stay й")
	}
	if Exact("az", "əl") == Exact("az", "el") {
		t.Error("exact keys must keep letters")
	}
}

func TestRepair(t *testing.T) {
	for _, c := range []struct{ lang, in, want, fix string }{
		{"az", "Bakı şəhəri", "Bakı şəhəri", ""},
		{"az", "ǝdalǝt", "ədalət", "schwa"},
		{"az", "mәktəb", "məktəb", "schwa"},
		{"az", "Хəzər", "Xəzər", "look-alike"},
		{"az", "i̇lk", "ilk", "dotted i"},
		{"az", "șimal", "şimal", "comma below"},
		{"az", "Bașescu și Băsescu", "Başescu şi Băsescu", "comma below"},
		{"az", "daǧlar", "dağlar", "breve"},
		{"az", "res\u00adpublika", "respublika", "invisible"},
		{"az", "Азәрбајҹан", "Азәрбајҹан", ""},
		{"az", "ÅŸÉ™hÉ™r", "şəhər", "mojibake cp1252"},
		{"ru", "ÐœÐ¸Ð½Ñ\u0081Ðº", "Минск", "mojibake cp1252"},
		{"ru", "IT-компания", "IT-компания", ""},
		{"ru", "Mосква", "Москва", "look-alike"},
		{"de", "Șișcă ǝ", "Șișcă ǝ", ""},
	} {
		got, fixes := Repair(c.lang, c.in)
		if got != c.want {
			t.Errorf("Repair(%s, %q) = %q, want %q", c.lang, c.in, got, c.want)
		}
		if (c.fix == "") != (len(fixes) == 0) || c.fix != "" && fixes[0].Name != c.fix {
			t.Errorf("Repair(%s, %q): fixes %v, want %q", c.lang, c.in, fixes, c.fix)
		}
	}
}

func FuzzLoose(f *testing.F) {
	for _, s := range []string{"Bakı’nın  — paytaxtı …", "Ещё раз", "\xffİ", "a ' b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, lang := range []string{"az", "ru", "en"} {
			k := FoldLoose(lang, s)
			if k.Key != Loose(lang, s) {
				t.Fatalf("%s: FoldLoose(%q) differs from Loose", lang, s)
			}
			if from, to := k.Span(0, len(k.Key)); from < 0 || to > len(s) || from > to {
				t.Fatalf("%s: Span of %q out of range: %d %d", lang, s, from, to)
			}
		}
	})
}
