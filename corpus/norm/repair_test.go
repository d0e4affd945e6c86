package norm

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestRepairTable(t *testing.T) {
	for _, c := range []struct{ lang, bad, good, fix string }{
		{"az", "ǝdliyyǝ, Ǝlvan", "ədliyyə, Əlvan", FixSchwa},
		{"az", "Әhmәd bәy", "Əhməd bəy", FixSchwa},
		{"az", "i\u0307lk İ\u0307l bı\u0307r", "ilk İl bir", FixDottedI},
		{"az", "I\u0307ki", "İki", FixNFC},
		{"ru", "Али\u0307ев по-латински: i\u0307lham", "Али\u0307ев по-латински: ilham", FixDottedI},
		{"az", "Bakіdə", "Bakidə", FixLookAlike},
		{"az", "șən, Șəki", "şən, Şəki", FixComma},
		{"az", "daǧ, daĝ, daĞ", "dağ, dağ, daĞ", FixBreve},
		{"az", "s\u0327o\u0308z, c\u0327ag\u0306", "şöz, çağ", FixNFC},
		{"ru", "е\u0308лка и и\u0306од", "ёлка и йод", FixNFC},
		{"az", "Хəbərlər, рrоqram, Мoskva, Нeft", "Xəbərlər, proqram, Moskva, Heft", FixLookAlike},
		{"az", "СOР", "COP", FixLookAlike},
		{"en", "the Сaspian Sеa", "the Caspian Sea", FixLookAlike},
		{"ru", "нeфть, Mинск, ПPОЕКТ", "нефть, Минск, ПРОЕКТ", FixLookAlike},
		{"ru", "сайт Gооglе", "сайт Google", FixLookAlike},
		{"az", "sö\u00adz, \ufeffsə\u200bs, \u202aad\u202c, y\u2060ol, bu\u200c\u200d", "söz, səs, ad, yol, bu", FixInvisible},
		{"az", "a\x00b\x07c\u0090d\x7fe", "abcde", FixInvisible},
		{"az", "bir\r\niki\rüç\fdörd\u0085beş\n\r", "bir\niki\nüç\ndörd\nbeş\n", FixLineBreak},
		{"az", "M\x1ammad\x1a\n\x1a", "M\ufffdmmad\ufffd\n", FixLostLetter},
		{"az", "a\xffb", "a\ufffdb", FixEncoding},
		{"az", "Æ\u008flavÉ™", "Əlavə", FixMojibake1252},
		{"az", "Ä°lham", "İlham", FixMojibake1252},
		{"az", "Ã–lkÉ™", "Ölkə", FixMojibake1252},
		{"de", "Ã–sterreich", "Österreich", FixMojibake1252},
		{"fr", "voilÃ\u00a0 lâ€™Ã©tÃ©", "voilà l’été", FixMojibake1252},
		{"en", "Â£5 and Â© 2020", "£5 and © 2020", FixMojibake1252},
		{"en", "sales of ВЈ120", "sales of £120", FixMojibake1251},
		{"en", "ðŸ˜€ smile", "😀 smile", FixMojibake1252},
		{"en", "ï»¿Text with a markâ€¦", "Text with a mark…", FixMojibake1252},
		{"ru", "ĞœĞ¸Ğ½Ñ\u0081Ğº", "Минск", FixMojibake1254},
		{"az", "BakД± Еџ\u0410\u0456", "BakД± ЕџАі", ""},
		{"az", "BakД±", "Bakı", FixMojibake1251},
		{"az", "ÃƒÂ§ay", "çay", FixMojibake1252},
		{"ru", "РЎРЎРЎР ", "РЎРЎРЎР ", ""},
		{"ru", "РЎРЎРЎР\u00a0", "СССР", FixMojibake1251},
	} {
		got, fixes := Repair(c.lang, c.bad)
		if got != c.good {
			t.Errorf("Repair(%s, %q) = %q, want %q", c.lang, c.bad, got, c.good)
		}
		if named := slices.ContainsFunc(fixes, func(f Fix) bool { return f.Name == c.fix }); named != (c.fix != "") {
			t.Errorf("Repair(%s, %q): fixes %v, want %q", c.lang, c.bad, fixes, c.fix)
		}
		checkRepair(t, c.lang, c.bad)
	}
}

// untouched are clean texts that look damaged to a hasty rule.
var untouched = map[string][]string{
	"az": {
		"François Müller, João Magalhães, Þórður Ægisson, Jiří Dvořák və Nicolae Băsești gəldi.", "Äliyev, æsas, Bjørk", "Azaərbaycan, ədəd – “iş”, 5 m², №3",
		"Азәрбајҹан Республикасы, Бакы шәһәри", "IT-компания, СССР-ин", "S-300 və С-300, МиГ-29", "СССРdə yaşayıb", "CAFÉ™", "“CAFÉ”", "Țepeș, Brânză",
		"Az?rbaycan", "M\ufffdmm\ufffddov", "10\u00a0000\u202f000", "👩\u200d👩\u200d👧 və 👩🏽\u200d⚕\ufe0f", "Ê, Ý, İ…", "QARABAĞ»", "DAĞ–DÜZ", "“Şuşa”", "ÖZÜ»", "\tSətir\nSətir",
	},
	"ru": {
		"IT-компания, SMS-рассылка, СССР, S-300 и С-300", "XXв. и Xв., PRщик, SMSка, iPhone’ом", "С–300", "Р–36", "Её", "Сё", "«Г»", "В\u00a02024", "Её Ё", "COVID-19 и ОАО", "OOH",
		"за\u0301мок", "Ещё ёлка, объём, йод", "А. Б. В…", "Р. С.", "ООО «Ромашка» — 5 %", "Ві", "Київ, Їжак, Ґанок, Єва", "Њујорк, Љубљана, Ђоковић", "220В", "Т—34",
	},
	"en":    {"naïve café, CAFÉ…", "Beyoncé’s", "Ö–Ü", "Smörgåsbord — Ångström", "Ñandú", "Łódź", "“Æ” and “Ø”", "don’t", "Ä–Ö", "Žižek", "ÅÄÖ", "R&D™", "А4"},
	"fr":    {"À la fin…", "ÇA VA\u00a0?", "L’ÉTÉ…», dit-il", "« É »", "MÊME\u00a0!", "CAFÉ\u00a0», «", "Un café…»", "Œuvre, cœur", "Â»"},
	"pt":    {"IRMÃ\u00a0MARIA", "MANHÃ…", "AMANHÃ–HOJE", "SÃO PAULO", "Não, irmãs", "MAÇÃ”", "MAÇÃ®"},
	"de":    {"Grüße…", "GRÜß”", "Ă, â și ț", "ǝ ș ǧ", "Straße»"},
	"is":    {"Ð»", "ÐÓR…", "Þórður"},
	"cs":    {"Příliš žluťoučký kůň", "ČÁSLAVSKÁ»", "Íž"},
	"sv":    {"PÅ\u00a0NORSK", "Å–", "Ä…", "FÅ»"},
	"ro":    {"Ceaușescu, Băsești, țară"},
	"lt":    {"Jį, ėjo"},
	"fa":    {"می\u200cخواهم"},
	"hi":    {"क्\u200dष"},
	"he":    {"\u200fשלום\u200e"},
	"uk":    {"Її, Ні, Ві, Рі", "ЇЖА"},
	"vi":    {"Nguyễn Phú Trọng", "LÃ…"},
	"ja":    {"日本語"},
	"other": {""},
}

func TestUntouched(t *testing.T) {
	for lang, texts := range untouched {
		for _, text := range texts {
			if got, fixes := Repair(lang, text); got != text || fixes != nil {
				t.Errorf("Repair(%s, %q) = %q, %v", lang, text, got, fixes)
			}
		}
	}
}

// One damaged line among clean ones is repaired if it shows the damage by itself, whatever stands beside it.
func TestRepairLines(t *testing.T) {
	text := "Təmiz sətir.\nÅŸÉ™hÉ™r\nЧистая строка — «Её»\nCAFÉ™\n"
	want := "Təmiz sətir.\nşəhər\nЧистая строка — «Её»\nCAFÉ™\n"
	if got, fixes := Repair("az", text); got != want || len(fixes) != 1 || fixes[0] != (Fix{FixMojibake1252, 3}) {
		t.Errorf("got %q, %v", got, fixes)
	}
	// Where the whole is damaged, its lines share the proof.
	if got, _ := Repair("az", "ÅŸÉ™hÉ™r\nCAFÉ™"); got != "şəhər\nCAFə" {
		t.Errorf("got %q", got)
	}
}

func TestLost(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
	}{
		{"Az?rbaycan", 1}, {"?sas, ?ki, M\ufffdmm\x1adov", 4}, {"Nə? Deyə? Hə.", 0}, {"Kim?", 0}, {"a.az/?id=b?c", 0}, {"??hid", 2}, {"", 0}, {"Why?Because", 0},
	} {
		if got := Lost("az", c.text); got != c.want {
			t.Errorf("Lost(%q) = %d, want %d", c.text, got, c.want)
		}
	}
}

func TestFixNames(t *testing.T) {
	if len(Fixes) != 13 || slices.Contains(Fixes[:], "") {
		t.Errorf("%d names: %q", len(Fixes), Fixes)
	}
}

func TestSort(t *testing.T) {
	items := strings.Fields("zal ığ iş həb xal şər əl el dağ çay cib ağ öz od gül qız İlk Bakı")
	Sort("az", items)
	if got := strings.Join(items, " "); got != "ağ Bakı cib çay dağ el əl gül həb xal ığ İlk iş qız od öz şər zal" {
		t.Error(got)
	}
	items = strings.Fields("ель ёж еда йод ива")
	Sort("ru", items)
	if got := strings.Join(items, " "); got != "еда ёж ель ива йод" {
		t.Error(got)
	}
}

func TestAzLat(t *testing.T) {
	if got := AzLat("Азярбайъан Республикасынын Назирляр Кабинети, Илщам – 5"); got != "Azərbaycan Respublikasının Nazirlər Kabineti, İlham – 5" {
		t.Error(got)
	}
	if got := FromCyrillic("Ҝәнҹә, Азәрбајҹан, Илһам, Ығдыр, Яша, hə"); got != "Gəncə, Azərbaycan, İlham, Iğdır, Yaşa, hə" {
		t.Error(got)
	}
	font := "Йени мяктябляр цчцн щазырланан лайищянин мязмуну барядя нювбяти иълас кечирилиб. Цмуми щесабата ясасян, ишляр вахтында баша чатыб."
	if !LooksAzLat(font) {
		t.Error("font text not seen")
	}
	for _, text := range []string{font[:60], AzLat(font), sentences["ru"] + sentences["ru"], strings.Repeat("Азәрбајҹан Республикасы вә ҝөзәл шәһәрләр ", 5), ""} {
		if LooksAzLat(text) {
			t.Errorf("%q taken for font text", text)
		}
	}
}

// checkRepair holds the laws of repair for one text.
func checkRepair(t *testing.T, lang, text string) {
	t.Helper()
	once, fixes := Repair(lang, text)
	if (once == text) != (len(fixes) == 0) {
		t.Errorf("%s: %q became %q with fixes %v", lang, text, once, fixes)
	}
	if twice, more := Repair(lang, once); twice != once || more != nil {
		t.Errorf("%s: %q became %q, then %q", lang, text, once, twice)
	}
	if !utf8.ValidString(once) {
		t.Errorf("%s: %q became invalid %q", lang, text, once)
	}
	checkKeys(t, lang, once)
}

func FuzzRepair(f *testing.F) {
	for _, s := range []string{"ÅŸÉ™hÉ™r", "mәktəb", "i̇lk", "Хəzər", "a\u200db", "\xff\x00?", "ÃƒÂ§ay", "Ã\u200b§", "РњРёРЅСЃРє\nок", "👩\u200d👩", "\r\r\n\f", "e\u0301\u0327", "م\u200cي"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, lang := range []string{"az", "ru", "en", "fa", "tr"} {
			checkRepair(t, lang, text)
		}
	})
}

// FuzzMojibake damages a text through each code page, once and twice: what comes back is the text or, without proof, the damage.
func FuzzMojibake(f *testing.F) {
	f.Add("Şəhər “mərkəzi” – №5")
	f.Fuzz(func(t *testing.T, text string) {
		text, _ = Repair("az", text)
		for _, p := range codepages() {
			bad := misread(p, text)
			if back, _, ok := p.read(bad); ok && back != text {
				t.Errorf("%s: %q misread and read back is %q", p.fix, text, back)
			}
		}
	})
}
