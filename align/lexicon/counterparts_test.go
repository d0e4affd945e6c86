package lexicon

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"aztm/corpus/words"
)

// unit is a text in each language, with the parts that are given in brackets: of one language or more.
type unit struct{ az, ru, en string }

// passages takes the brackets out of texts.
func (u unit) passages() ([]Passage, [][]Part) {
	var texts []Passage
	var parts [][]Part
	for i, marked := range []string{u.az, u.ru, u.en} {
		var b strings.Builder
		var list []Part
		for _, r := range marked {
			switch r {
			case '[':
				list = append(list, Part{Start: b.Len()})
			case ']':
				list[len(list)-1].End = b.Len()
			default:
				b.WriteRune(r)
			}
		}
		texts = append(texts, Passage{columns[i], b.String(), words.Tokens(columns[i], b.String())})
		parts = append(parts, list)
	}
	return texts, parts
}

// find writes the counterparts of each text, parted by bars.
func find(c Counterparts, u unit) string {
	texts, parts := u.passages()
	var out []string
	for n, list := range c.Find(texts, parts) {
		var found []string
		for _, p := range list {
			found = append(found, texts[n].Text[p.Start:p.End])
		}
		if len(parts[n]) == 0 {
			out = append(out, strings.Join(found, ", "))
		}
	}
	return strings.Join(out, " | ")
}

func TestCounterparts(t *testing.T) {
	for _, c := range []struct {
		why string
		unit
		want string
	}{
		{"inflected", unit{"Hökumətin [iclasında] büdcə müzakirə edildi.", "На заседании правительства обсудили бюджет.", "The budget was discussed at the government meeting."},
			"заседании | meeting"},
		{"from Russian", unit{"Hökumətin iclasında büdcə müzakirə edildi.", "На [заседании] правительства обсудили бюджет.", "The budget was discussed at the government meeting."},
			"iclasında | meeting"},
		{"from English", unit{"Qəza zamanı beş nəfər yaralandı.", "В аварии пострадали пять человек.", "Five people were injured in the [accident]."}, "Qəza | аварии"},
		{"a phrase", unit{"[Baş nazir] səfərə çıxdı.", "Премьер-министр отправился с визитом.", "The prime minister left for a visit."}, "Премьер-министр | prime minister"},
		{"a phrase of several concepts", unit{"[Yeni qanun] dünən qəbul olundu.", "Новый закон был принят вчера.", "The new law was adopted yesterday."}, "Новый, закон | new, law"},
		{"a word within a phrase", unit{"Xarici işlər [naziri] Tbilisiyə getdi.", "Министр иностранных дел поехал в Тбилиси.", "The foreign minister went to Tbilisi."}, "Министр | minister"},
		{"a light verb", unit{"Nazir jurnalistlərə [cavab verdi].", "Министр ответил журналистам.", "The minister answered the journalists."}, "ответил | answered"},
		{"a name across scripts", unit{"Dünən [Şroyder] Bakıya gəldi.", "Вчера Шрёдер приехал в Баку.", "Schroeder came to Baku yesterday."}, "Шрёдер | Schroeder"},
		{"a number", unit{"Konsertə [300] nəfər gəldi.", "На концерт пришли 300 человек.", "The concert drew 300 people."}, "300 | 300"},
		{"a numeral and digits", unit{"Cəmi [beş] gün qaldı.", "Осталось всего 5 дней.", "Only 5 days are left."}, "5 | 5"},
		{"a month cut short", unit{"Yarış 3 oktyabrda başlayır.", "Гонка начнётся 3 октября.", "The race starts on [Oct] 3."}, "oktyabrda | октября"},
		{"twice, each by its neighbours", unit{"Yeni [məktəb] açıldı, köhnə [məktəb] bağlandı.", "Новая школа открылась, старая школа закрылась.", "The new school opened, the old school closed."},
			"школа, школа | school, school"},
		{"one of two", unit{"Bakıda bir məktəb açıldı, Gəncədə isə [məktəb] bağlandı.", "В Баку школа открылась, а в Гяндже школа закрылась.", ""}, "школа | "},
		{"left over", unit{"Hökumət kəndə [buldozer] göndərdi.", "Правительство отправило в деревню экскаватор.", "The government sent the village a digger."}, "экскаватор | digger"},
		{"both sides give the third", unit{"[Nazir] səfərə çıxdı.", "[Министр] отправился с визитом.", "The minister left for a visit."}, "minister"},
		{"no counterpart", unit{"Nazir sabah [bayram] təbriki ilə çıxış edəcək.", "Министр выступит завтра.", "The minister will speak tomorrow."}, " | "},
		{"grammar", unit{"O [və] mən getdik.", "Пошли вдвоём.", "Together we went."}, " | "},
		{"nothing given", unit{"Yeni qanun.", "Новый закон.", "A new law."}, " |  | "},
	} {
		if got := find(Counterparts{}, c.unit); got != c.want {
			t.Errorf("%s: %q: %q, want %q", c.why, c.unit, got, c.want)
		}
	}
}

func TestCounterpartsByMemory(t *testing.T) {
	u := unit{"Onlar [qırxbuğum] axtardılar, sonra qayıtdılar, axşam isə yatdılar.", "Искали хвощ, вернулись и легли вечером спать.", ""}
	c := Counterparts{Together: func(langA, keyA, langB, keyB string) float64 {
		if langA == "az" && langB == "ru" && keyB == words.MatchKey("ru", "хвощ") {
			return 0.8
		}
		return 0
	}}
	if got := find(c, u); got != "хвощ | " {
		t.Errorf("%q", got)
	}
}

// FuzzCounterparts sees that what is found stands in order, without overlap, on whole characters, and in the texts without parts.
func FuzzCounterparts(f *testing.F) {
	f.Add("Baş nazir dünən Bakıda dedi", "Премьер-министр сказал вчера в Баку", "The prime minister said in Baku yesterday", 0, 9)
	f.Add("a a a 1 1", "а\xff б 1", "", 2, 3)
	f.Add("İı\u0307 'x' -", "ё̈", "X", 1, 200)
	f.Fuzz(func(t *testing.T, az, ru, en string, start, end int) {
		var texts []Passage
		for i, s := range []string{az, ru, en} {
			texts = append(texts, Passage{columns[i], s, words.Tokens(columns[i], s)})
		}
		start = min(max(start, 0), len(az))
		end = min(max(end, start), len(az))
		found := (&Counterparts{}).Find(texts, [][]Part{{{start, end}}, nil, nil})
		if found[0] != nil {
			t.Fatalf("found %v in the text that was asked for", found[0])
		}
		for n, list := range found {
			at := 0
			for _, p := range list {
				if p.Start < at || p.End <= p.Start || p.End > len(texts[n].Text) {
					t.Fatalf("parts %v of %q", list, texts[n].Text)
				}
				if at = p.End; !onToken(texts[n], p) {
					t.Fatalf("part %v of %q is no run of whole tokens", p, texts[n].Text)
				}
			}
		}
	})
}

// onToken tells whether a part begins and ends with a token, and so on a character.
func onToken(p Passage, part Part) bool {
	return slices.ContainsFunc(p.Tokens, func(t words.Token) bool { return t.Start == part.Start }) &&
		slices.ContainsFunc(p.Tokens, func(t words.Token) bool { return t.End == part.End }) &&
		(part.Start == len(p.Text) || utf8.RuneStart(p.Text[part.Start]))
}

func BenchmarkCounterparts(b *testing.B) {
	u := unit{"Baş nazir dünən Bakıda keçirilən [iclasda] yeni büdcə layihəsini müdafiə etdi və deputatların suallarını cavablandırdı.",
		"Премьер-министр на вчерашнем заседании в Баку защитил проект нового бюджета и ответил на вопросы депутатов.",
		"At a meeting in Baku yesterday the prime minister defended the new draft budget and answered the deputies' questions."}
	texts, parts := u.passages()
	b.ReportAllocs()
	for b.Loop() {
		(&Counterparts{}).Find(texts, parts)
	}
}
