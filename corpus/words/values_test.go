package words

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// valueTexts lists the values of a text: numbers plain, months as m10, times as 15:00, weekdays as w1.
func valueTexts(lang, s string) string {
	var out []string
	for _, v := range Values(lang, s) {
		out = append(out, map[ValueKind]string{MonthValue: "m", WeekdayValue: "w"}[v.Kind]+v.Text)
	}
	return strings.Join(out, " ")
}

// equalValues are groups of texts that have the same values: the values, then "lang: text" by " | ".
var equalValues = [][2]string{
	// Grouping and decimals.
	{"300000", "az: 300 min | az: 300 000 | az: 300.000 | az: 300,000 | ru: 300 тыс. | ru: 300 тысяч | ru: 300\u00a0000 | ru: 300\u202f000 | en: 300,000 | en: 300 thousand | en: 300\u2009000 | en: three hundred thousand | az: üç yüz min | ru: триста тысяч"},
	{"1234567", "az: 1 234 567 | az: 1.234.567 | ru: 1 234 567 | en: 1,234,567 | en: 1.234.567 | ru: 1,234,567"},
	{"3.5", "az: 3,5 | az: 3.5 | ru: 3,5 | en: 3.5 | en: 3.50 | az: üç yarım | ru: три с половиной | en: three and a half | en: 3½"},
	{"0.75", "az: 0,75 | ru: 0,750 | en: 0.75 | en: three quarters | az: dörddə üç | ru: три четверти | en: 3/4 | en: ¾"},
	{"1234.56", "az: 1.234,56 | ru: 1 234,56 | en: 1,234.56"},
	{"7", "az: 7 | ru: 07 | en: 007 | az: yeddi | ru: семь | en: seven"},
	{"0", "az: 0 | az: sıfır | ru: ноль | en: zero | ru: нуля"},
	{"18446744073709551616", "az: 18446744073709551616 | en: 18,446,744,073,709,551,616"},
	// Scales.
	{"2500000", "az: 2,5 milyon | az: 2,5 mln. | az: iki milyon beş yüz min | az: 2 milyon 500 min | az: iki yarım milyon | ru: 2,5 млн | ru: 2,5 миллиона | ru: два с половиной миллиона | ru: 2 млн 500 тыс. | ru: 2 500 000 | en: 2.5 million | en: $2.5m | en: two and a half million | en: 2.5 mn"},
	{"3000000000", "az: 3 milyard | az: 3 mlrd. | az: 3 milyardlıq | ru: 3 млрд | ru: трёх миллиардов | en: 3 billion | en: 3bn | en: €3bn | en: three billion"},
	{"4000000000000", "az: 4 trilyon | ru: 4 трлн | ru: четыре триллиона | en: 4 trillion | en: 4tn"},
	{"1000", "az: min | az: bir min | ru: тысяча | ru: одна тысяча | ru: 1 тыс. | en: a thousand | en: one thousand | en: 1,000"},
	{"1000000", "az: bir milyon | az: 1 milyonu | ru: миллион | ru: один миллион | en: a million | en: one million"},
	{"1500000", "ru: полтора миллиона | az: bir yarım milyon | en: one and a half million | en: 1.5 million | az: 1,5 milyon"},
	{"500000", "ru: полмиллиона | az: yarım milyon | en: half million | az: beş yüz min"},
	{"1234000000", "az: 1.234 milyard | ru: 1,234 млрд | en: 1.234 billion"},
	{"5000000", "en: €5m | en: $5m | en: £ 5m | az: 5 milyon avro"},
	{"10000 15000", "az: 10-15 min | az: 10–15 min | ru: 10–15 тысяч | ru: 10-15 тыс. | en: 10,000-15,000"},
	{"100000", "az: yüz min | ru: сто тысяч | en: a hundred thousand | en: one hundred thousand"},
	{"12345", "az: on iki min üç yüz qırx beş | ru: двенадцать тысяч триста сорок пять | en: twelve thousand three hundred and forty-five"},
	// Number words.
	{"2", "az: iki | az: ikisi | az: ikisinin | ru: два | ru: двух | ru: двумя | ru: двое | en: two | en: Two"},
	{"3", "az: üç | az: üçü | az: üçüncü | az: 3-cü | az: Üçüncüsü | ru: три | ru: третий | ru: третьего | ru: 3-го | en: three | en: third | en: 3rd"},
	{"4", "az: dörd | az: dördüncü | az: dördü | ru: четвёртой | ru: четырех | en: fourth"},
	{"5", "az: beş | az: beşi | az: beşinci | ru: пятью | ru: пятого | en: fifth | en: 5th | az: beşlik"},
	{"6", "az: altı | az: altıncı | az: altısı | ru: шесть | ru: шестой | en: six"},
	{"8", "az: səkkiz | az: sekkiz | az: səkkizinci | ru: восемь | en: eight"},
	{"9", "az: doqquz | az: doqquzuncu | ru: девятого | en: ninth"},
	{"10", "az: on | az: onuncu | ru: десять | en: ten | en: tenth"},
	{"11", "az: on bir | az: on birinci | az: 11-ci | ru: одиннадцать | en: eleven | en: 11th"},
	{"15", "az: on beş | az: on beşinci | ru: пятнадцатого | en: fifteen"},
	{"25", "az: iyirmi beş | az: 25-i | ru: двадцать пять | ru: двадцати пяти | ru: двадцать пятого | en: twenty-five | en: twenty five | en: twenty-fifth"},
	{"31", "az: otuz bir | ru: тридцать один | en: thirty-one"},
	{"40", "az: qırx | az: qirx | az: qırxıncı | ru: сорока | en: forty"},
	{"50", "az: əlli | az: əllinci | ru: пятидесятых | en: fiftieth"},
	{"99", "az: doxsan doqquz | ru: девяносто девять | en: ninety-nine"},
	{"100", "az: yüz | az: yüzüncü | az: 100-ü | ru: сто | ru: ста | ru: сотый | en: a hundred | en: one hundred | en: hundredth"},
	{"120", "az: yüz iyirmi | ru: сто двадцать | en: a hundred and twenty | en: one hundred twenty"},
	{"250", "az: iki yüz əlli | ru: двести пятьдесят | ru: двухсот пятидесяти | en: two hundred and fifty"},
	{"2500", "en: twenty-five hundred | az: iki min beş yüz | ru: две тысячи пятьсот"},
	{"1990", "az: min doqquz yüz doxsan | ru: тысяча девятьсот девяносто | az: 1990-cı il | ru: 1990 год | en: 1990"},
	{"1", "az: birinci | az: 1 | az: 1-ci | ru: первый | ru: первого | ru: 1-го | en: first | en: 1st"},
	{"0.5", "az: yarım | az: yarısı | ru: половина | en: half | ru: полгода | az: 0,5 | en: 1/2"},
	{"1/3", "az: üçdə bir | az: üçdə biri | ru: треть | ru: одна треть | en: one third | en: one-third | en: 1/3"},
	{"2/3", "az: üçdə ikisi | ru: две трети | en: two thirds | en: two-thirds | az: 2/3"},
	{"0.25", "ru: четверть | az: dörddə bir | en: 0.25"},
	{"12", "az: 12% | az: 12 faiz | az: yüzdə on iki | ru: 12 % | ru: 12 процентов | en: 12% | en: 12 per cent"},
	{"4 5", "az: dörd-beş | ru: четыре-пять | en: four-five | en: 4-5 | ru: 4–5"},
	{"20 30", "az: iyirmi-otuz | ru: двадцать-тридцать | en: twenty to thirty | az: iyirmidən otuza qədər"},
	{"5 3", "ru: пять три | az: beş üç | en: five, three"},
	{"2", "az: ikiillik | az: ikiilliyin | ru: двухлетний | ru: двухлетнего | ru: двухметровая | en: two-year | az: 2 illik | ru: 2-летний | ru: оба | en: both | en: twice | ru: дважды"},
	{"5", "az: beşmərtəbəli | ru: пятиэтажный | en: five-storey | ru: пятикратная | az: beşgünlük"},
	{"1", "az: ilk dəfə | ru: впервые | en: for the first time"},
	{"m6", "ru: июньский | ru: июньскую | en: the June summit"},
	{"25000", "ru: 25-тысячный | az: 25 minlik | en: 25,000-strong | ru: 25-тысячную"},
	{"10", "az: onillik | ru: десятилетие | ru: десятилетний | en: decade | en: ten-year"},
	// Roman numerals, decades, years.
	{"21", "az: XXI əsr | az: XXI əsrdə | az: iyirmi birinci əsr | ru: XXI век | ru: ХХI век | en: 21st century | ru: 21-й век | az: 21-ci əsr"},
	{"19", "az: XIX | ru: XIX | en: XIX | en: 19th"},
	{"20 ", "az: XX əsrin | ru: ХХ века | en: XX century"},
	{"5 ", "az: V əsr | ru: V век | en: V century | az: V-ci"},
	{"1 ", "az: I rüb | ru: I квартал | ru: I квартала | en: I quarter | en: World War I | az: I Dünya müharibəsi"},
	{"2 ", "az: II Yelizaveta | ru: Елизавета II | en: Elizabeth II"},
	{"4 ", "az: IV | ru: IV | en: Henry IV"},
	{"9 ", "az: IX | ru: IX | en: IX"},
	{"38 ", "az: XXXVIII | ru: XXXVIII"},
	{"2024", "az: 2024-cü il | az: 2024-cü ilin | ru: 2024 год | ru: в 2024 году | ru: 2024-го | en: 2024 | en: in 2024"},
	{"2020 2024", "az: 2020–2024 | az: 2020-2024-cü illər | ru: 2020-2024 годы | ru: 2020 – 2024 | en: 2020–2024"},
	{"1990 ", "az: 90-cı illər | az: 1990-cı illərdə | ru: 90-е годы | ru: 1990-е | ru: 1990-х годов | en: 1990s | en: '90s | en: the 90s | en: ’90s"},
	{"1980", "az: 80-ci illərin | ru: 80-х годах | en: the 1980s"},
	// Months, dates.
	{"3 m10", "az: 3 oktyabr | az: 3 oktyabrda | ru: 3 октября | ru: 3-го октября | en: 3 October | en: 3 Oct. | en: 3rd of October | ru: 3 окт. | az: 3 okt."},
	{"m10 3", "az: oktyabrın 3-də | az: oktyabrın 3-ü | az: oktyabrın üçündə | en: Oct. 3 | en: October 3rd | ru: октября третьего"},
	{"m5", "az: may | az: mayın | az: mayda | ru: май | ru: мае | en: in May | en: last May"},
	{"m3", "az: martda | ru: в марте | en: in March | en: since March"},
	{"m9 ", "az: sentyabradək | ru: сентябрём | ru: сентябре | en: September | az: SENTYABR | az: sentyabrdakı"},
	{"m1 2024", "az: yanvar 2024 | ru: январь 2024 | en: January 2024 | en: Jan. 2024 | en: Jan 2024"},
	{"m6", "az: iyunda | az: İYUN | ru: июня | en: June"},
	{"m8", "az: avqustun | ru: августом | en: August"},
	{"m12", "az: dekabradək | ru: декабрь | en: December"},
	{"3 m10 2024", "az: 03.10.2024 | ru: 03.10.2024 | ru: 3.10.2024 | az: 3/10/2024 | en: 03.10.2024 | az: 3 oktyabr 2024 | ru: 3 октября 2024 г. | en: 3 October 2024 | az: 03.10.24 | az: 03-10-2024 | en-GB: 3/10/2024"},
	{"m10 3 2024", "en: 10/3/2024 | en: 10/03/2024 | en: October 3, 2024 | en: Oct. 3, 2024"},
	{"2024 m10 3", "az: 2024-10-03 | ru: 2024-10-03 | en: 2024-10-03 | az: 2024-cü il oktyabrın 3-ü | ru: 2024.10.03 | en: 2024/10/03"},
	{"25 m12 2023", "en: 25/12/2023 | az: 25.12.2023-cü il | ru: 25 декабря 2023 года"},
	// Weekdays.
	{"w1", "az: bazar ertəsi | az: Bazar ertəsindən | az: bazar ertesi | ru: понедельник | ru: понедельника | en: Monday | en: on Mondays"},
	{"w2", "az: çərşənbə axşamı | ru: во вторник | en: Tuesday"},
	{"w3", "az: çərşənbə | az: çərşənbəyə | ru: в среду | en: Wednesday"},
	{"w4", "az: cümə axşamı | az: cümə axşamından | ru: четверга | en: Thursday"},
	{"w5", "az: cümə | az: Cümədən | ru: в пятницу | ru: пятницей | en: Friday"},
	{"w6", "az: şənbə | az: şənbəni | ru: субботы | en: Saturday"},
	{"w7", "az: bazar günü | az: bazar günündən | ru: воскресенье | en: Sunday"},
	// Times.
	{"15:00", "az: 15:00 | az: saat 15-də | az: saat 15:00-da | az: günorta saat 3-də | ru: 15:00 | ru: в 15 часов | ru: 3 часа дня | en: 3 p.m. | en: 3 pm | en: 3pm | en: 3:00 p.m. | en: 3 PM | en: 15:00"},
	{"09:30", "az: 9:30 | az: 09:30-da | az: saat 9.30-da | ru: 09:30 | ru: 9:30 утра | en: 9:30 a.m. | en: 9.30 am"},
	{"19:00", "az: axşam saat 7-də | ru: в 7 часов вечера | ru: 19:00 | en: 7 p.m."},
	{"00:00", "az: gecəyarısı | ru: полночь | en: midnight | en: 12 a.m. | ru: 24:00 | az: 00:00"},
	{"12:00", "en: 12 p.m. | az: 12:00 | ru: в 12 часов"},
	{"02:00", "az: gecə saat 2-də | ru: 2 часа ночи | en: 2 a.m."},
	{"23:00", "az: gecə saat 11-də | ru: 11 часов ночи | en: 11 p.m."},
	{"07:00", "en: 7 o'clock | ru: в 7 часов | az: saat 7-də | az: saat 7-yə"},
	{"05:00", "az: saat beşdə | az: saat 5-də | ru: в пять часов | ru: в 5 часов | en: five o'clock | ru: пять часов утра | en: 5 a.m."},
	{"14:00", "az: günorta saat ikidə | ru: в два часа дня | en: 2 p.m. | ru: к 2 часам дня"},
	{"10:00 12:30", "az: 10:00-12:30 | ru: 10:00–12:30 | en: 10:00-12:30"},
	// Sums, money, signs, scores.
	{"5", "az: -5 | ru: −5 | en: -5 | az: mənfi 5 | ru: минус 5"},
	{"2 1", "az: 2:1 | ru: 2:1 | en: 2-1"},
	{"5", "az: 5$ | en: $5 | ru: 5 долларов | en: £5"},
	{"3 4 5", "az: 3, 4, 5 | en: 3, 4 and 5 | ru: 3, 4 и 5 | en: 3,4,5"},
	{"19 ", "az: COVID-19 | ru: COVID-19 | en: COVID-19"},
	{"8 2", "ru: 8 из двух | az: 8 iki"},
}

func TestValuesAgree(t *testing.T) {
	for _, g := range equalValues {
		want := strings.TrimSpace(g[0])
		for _, c := range strings.Split(g[1], " | ") {
			lang, text, _ := strings.Cut(c, ": ")
			if got := valueTexts(lang, text); got != want {
				t.Errorf("Values(%s, %q) = %q, want %q", lang, text, got, want)
			}
			if got := valueTexts(lang, "«"+text+"» ..."); got != want {
				t.Errorf("Values(%s, %q) in quotes = %q, want %q", lang, text, got, want)
			}
		}
	}
}

// otherValues are texts whose values must not be those of each other: "lang: text | lang: text".
var otherValues = []string{
	"az: 300 min | az: 300",
	"az: 300 min | ru: 300 млн",
	"az: 3,5 | az: 35",
	"en: 3.5 | en: 3,500",
	"ru: 3,5 тыс. | ru: 35 тыс.",
	"az: 1.500 | en: 1.500",
	"az: 2 milyon | en: 2 billion",
	"ru: 2 млрд | ru: 2 млн",
	"en: $5m | en: 5m",
	"en: $5 km | en: $5k",
	"az: iyirmi beş | az: iyirmi, beş",
	"az: on beş | az: beş on",
	"en: twenty-five | en: twenty to five",
	"en: fifteen | en: fifty",
	"en: thirteen | en: thirty",
	"az: altı | az: altmış",
	"az: yeddi | az: yetmiş",
	"az: səkkiz | az: səksən",
	"ru: двенадцать | ru: двадцать",
	"ru: девять | ru: девяносто",
	"ru: шестнадцать | ru: шестьдесят",
	"az: iki yüz əlli | az: iki, yüz əlli",
	"az: üçdə bir | az: üç bir",
	"az: üçdə ikisi | en: one third",
	"en: 1/3 | en: 13",
	"en: the 90s | en: 90",
	"az: 90-cı illər | az: 90-cı",
	"ru: 90-е годы | ru: 80-е годы",
	"az: XXI | az: XIX",
	"ru: IV | ru: VI",
	"az: 3 oktyabr | az: 3 noyabr",
	"ru: июня | ru: июля",
	"az: iyun | az: iyul",
	"en: March 3 | en: May 3",
	"en: 10/3/2024 | az: 10/3/2024",
	"en: 10/3/2024 | en-GB: 10/3/2024",
	"az: 03.10.2024 | az: 2024.03.10",
	"az: çərşənbə | az: çərşənbə axşamı",
	"az: cümə | az: cümə axşamı",
	"az: bazar ertəsi | az: bazar günü",
	"ru: вторник | ru: четверг",
	"en: Tuesday | en: Thursday",
	"az: 15:00 | az: 15",
	"en: 3 p.m. | en: 3 a.m.",
	"en: 12 p.m. | en: 12 a.m.",
	"az: saat 15-də | az: 15 saat",
	"ru: в 7 часов вечера | ru: 7 часов",
	"az: 2:1 | az: 2:10",
	"az: 10-15 min | az: 10, 15 min",
	"en: three and a half | en: three, a half",
}

func TestValuesDiffer(t *testing.T) {
	for _, g := range otherValues {
		a, b, _ := strings.Cut(g, " | ")
		la, ta, _ := strings.Cut(a, ": ")
		lb, tb, _ := strings.Cut(b, ": ")
		va, vb := valueTexts(la, ta), valueTexts(lb, tb)
		if va == vb || va == "" || vb == "" {
			t.Errorf("%q has the values %q, %q has %q", a, va, b, vb)
		}
	}
}

// noValues are texts without values, though their words look like some.
var noValues = []string{
	"az: bir adam | az: Biri dedi | az: bir-birinə | az: birdən | ru: один из них | ru: одна женщина | en: one of them | en: No one",
	"az: sənin üçün | az: onun evi | az: ona, onu, onda, ondan | az: stolun altında | az: altından | az: mini-futbol | az: Bəs sən | az: bes sen",
	"az: bazar | az: bazarda qiymətlər | az: neçə min | az: bir neçə milyon | az: minlərlə adam | az: yüzlərlə | az: mina partlayıb",
	"az: Tereza May | az: Martin | az: bazar iqtisadiyyatı | az: qırxılmış | az: Bayramov",
	"ru: среда обитания | ru: окружающей среды | ru: семью | ru: тысячи людей | ru: миллионы | ru: несколько миллионов | ru: во-первых",
	"ru: Тереза Май | ru: июльцы | ru: столица | ru: сторона | ru: пятно | ru: триколор",
	"en: Theresa May said | en: May I ask | en: a march | en: they march | en: Jan said | en: thousands of people | en: several million",
	"en: I think | en: Malcolm X | en: often | en: someone | en: mayor | en: may | en: august company | en: sunday",
	"az: VIP | ru: XIIII | en: IIV | en: IXI | az: I hissə | ru: I | az: Vİ",
	"az: | az: ... | en: $ | ru: — | de: zwei | fr: janvier",
}

func TestNoValues(t *testing.T) {
	for _, g := range noValues {
		for _, c := range strings.Split(g, " | ") {
			lang, text, _ := strings.Cut(c, ":")
			if got := valueTexts(lang, strings.TrimSpace(text)); got != "" {
				t.Errorf("Values(%s, %q) = %q, want none", lang, text, got)
			}
		}
	}
}

func TestValueRanges(t *testing.T) {
	for _, c := range [][3]string{
		{"az", "Cəmi 300 min nəfər, 2024-cü il oktyabrın 3-də", "300 min|2024-cü|oktyabrın|3-də"},
		{"ru", "около 2,5 млн. рублей к 3-му октября", "2,5 млн|3-му|октября"},
		{"en", "at 3:30 p.m. on Oct. 3, $2.5m", "3:30 p.m.|Oct|3|2.5m"},
		{"az", "Axşam saat 7-də, 03.10.2024-cü il", "7-də|03|10|2024-cü"},
		{"ru", "в 15 часов, двадцать пять человек", "15 часов|двадцать пять"},
		{"en", "two hundred and fifty; two-thirds", "two hundred and fifty|two-thirds"},
		{"az", "bazar ertəsi üçdə ikisi", "bazar ertəsi|üçdə ikisi"},
		{"de", "am 3.10.2024 um 15:00 mit 1.000,5", "3|10|2024|15:00|1.000,5"},
	} {
		var got []string
		for _, v := range Values(c[0], c[1]) {
			got = append(got, c[1][v.Start:v.End])
		}
		if strings.Join(got, "|") != c[2] {
			t.Errorf("Values(%s, %q) stand at %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

// FuzzValues holds that values stand in order, inside the text and on the edges of its runes, and that a canonical number is
// its own value in every language, but for three decimals, which are thousands on the continent.
func FuzzValues(f *testing.F) {
	for _, s := range []string{"300 min 2,5 mln. 3.10.2024", "в 15 часов; ХХI век, 3½", "Oct. 3 at 3:30 p.m., $2.5m, '90s", "üçdə iki, yüzdə beş",
		"1/3 10–15 тыс. 1.234.567,8", "\xff9\xff,1", "I\u0307yun İYUN", "24:00:00 99.99.9999", "iki yarım milyon 500 min", "2024-cü 90-cı illər"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, lang := range []string{"az", "ru", "en", "de"} {
			last := 0
			for _, v := range Values(lang, s) {
				if v.Start < last || v.End <= v.Start || v.End > len(s) || v.Text == "" {
					t.Fatalf("%s: value %+v of %q is out of order", lang, v, s)
				}
				if utf8.ValidString(s) && !utf8.ValidString(s[v.Start:v.End]) {
					t.Fatalf("%s: value %+v of %q cuts a rune", lang, v, s)
				}
				last = v.End
				if v.Kind == NumberValue || v.Kind == TimeValue {
					itself(t, v)
				}
			}
		}
	})
}

func itself(t *testing.T, v Value) {
	if _, frac, _ := strings.Cut(v.Text, "."); len(frac) == 3 {
		return
	}
	for _, lang := range []string{"az", "ru", "en"} {
		got := Values(lang, v.Text)
		if len(got) != 1 || got[0].Text != v.Text || got[0].Kind != v.Kind {
			t.Fatalf("Values(%s, %q) = %v", lang, v.Text, got)
		}
	}
}

// TestHostileValues holds that long texts of one kind of trouble take time in proportion to their length.
func TestHostileValues(t *testing.T) {
	for _, s := range []string{"1", "1 ", "1.", "1,000", "1/2", "03.10.2024", "15:00", "on ", "min ", "saat ", "bazar ", "XX", "1-", "and a ", "½", "\u0301", "a1", "'90s", "в "} {
		for _, lang := range []string{"az", "ru", "en"} {
			text := strings.Repeat(s, 1<<17/len(s))
			start := time.Now()
			Values(lang, text)
			if d := time.Since(start); d > 5*time.Second {
				t.Errorf("Values(%s, %q and so on) takes %v", lang, s, d)
			}
		}
	}
}

func BenchmarkValues(b *testing.B) {
	for _, c := range [][2]string{
		{"az", "Dövlət Statistika Komitəsi 2024-cü il oktyabrın 3-də bildirib ki, ölkədə 2,5 milyon nəfər, o cümlədən üç yüz min uşaq yaşayır."},
		{"ru", "Государственный комитет по статистике сообщил 3 октября 2024 года, что в стране живут 2,5 млн человек, в том числе триста тысяч детей."},
		{"en", "The State Statistics Committee said on Oct. 3, 2024, that 2.5 million people live in the country, three hundred thousand children among them."},
	} {
		b.Run(c[0], func(b *testing.B) {
			b.SetBytes(int64(len(c[1])))
			b.ReportAllocs()
			for b.Loop() {
				Values(c[0], c[1])
			}
		})
	}
}
