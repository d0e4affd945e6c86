package words

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"aztm/corpus/norm"
)

func TestDev(t *testing.T) {
	for _, w := range strings.Fields(os.Getenv("W")) {
		word := norm.Lower("az", w)
		b, ok := encode(nil, word)
		if !ok {
			continue
		}
		s := search{analyser: strict(), word: b, slack: slack}
		for _, r := range s.readings() {
			fmt.Print(s.text(&r), " ", r.cost, " ", r.base, "; ")
		}
		fmt.Println("|", w, Lemmas("az", w), MatchKey("az", norm.Loose("az", w)))
	}
}

func TestInflectedEntries(t *testing.T) {
	if os.Getenv("INFL") == "" {
		t.Skip()
	}
	a := strict()
	forms := a.forms
	a.forms = nil
	defer func() { a.forms = forms }()
	for _, r := range rows("az-words.tsv") {
		if r[1] == "v" {
			continue
		}
		c := code(r[0], false)
		e := a.entries[c]
		saved := e
		e.noun = ""
		a.entries[c] = e
		s, _ := a.begin(r[0], false, slack)
		if f := s.readings(); len(f) > 0 && f[0].lemma != "" && f[0].cost <= 8 {
			fmt.Printf("%s:%s→%s:%d ", r[1], r[0], f[0].lemma, f[0].cost)
		}
		a.entries[c] = saved
	}
	fmt.Println()
}

func TestCorpus(t *testing.T) {
	file := os.Getenv("CORPUS")
	if file == "" {
		t.Skip()
	}
	text, _ := os.ReadFile(file)
	count := map[string]int{}
	for _, tok := range Tokens("az", string(text)) {
		if tok.Kind == Word {
			count[string(text[tok.Start:tok.End])]++
		}
	}
	out, _ := os.Create("/tmp/lemwork/corpus.tsv")
	defer out.Close()
	for w, n := range count {
		lw, name, whole := azWord(w)
		if whole {
			continue
		}
		s, ok := strict().begin(lw, name, slack)
		if !ok {
			continue
		}
		form, isForm := strict().forms[string(s.word)]
		f := s.readings()
		kind := "U"
		if len(f) > 0 && f[0].lemma != "" {
			kind = "K"
		} else if len(f) > 0 && f[0].base != "" {
			kind = "D" + f[0].base
		}
		if isForm {
			kind = "F" + form
		}
		fmt.Fprintf(out, "%d\t%s\t%s\t%s\t%s\n", n, w, kind, strings.Join(Lemmas("az", w), ","), MatchKey("az", norm.Loose("az", w)))
	}
}

func azInflect(w string) []string {
	letters := []rune(w)
	last := letters[len(letters)-1]
	vowel := 'a'
	for _, r := range letters {
		if strings.ContainsRune("aıoueəiöü", r) {
			vowel = r
		}
	}
	i := map[rune]string{'a': "ı", 'ı': "ı", 'o': "u", 'u': "u", 'e': "i", 'ə': "i", 'i': "i", 'ö': "ü", 'ü': "ü"}[vowel]
	a := "a"
	if strings.ContainsRune("eəiöü", vowel) {
		a = "ə"
	}
	if strings.ContainsRune("aıoueəiöü", last) {
		return []string{w, w + "n" + i + "n", w + "n" + i + "n", w + "y" + a, w + "n" + i, w + "d" + a, w + "d" + a + "n", w + "l" + a}
	}
	return []string{w, w + i + "n", w + i + "n", w + a, w + i, w + "d" + a, w + "d" + a + "n", w + "l" + a}
}

func TestHoldout(t *testing.T) {
	if os.Getenv("HOLD") == "" {
		t.Skip()
	}
	for _, a := range []*analyser{strict(), loose()} {
		i := 0
		train := map[string]entry{}
		for k, e := range a.entries {
			if e.extra > 0 {
				if i++; len(k)%2 == 0 {
					train[k] = e
				}
			} else {
				train[k] = e
			}
		}
		a.finals = newFinals("")
		for k := range train {
			if train[k].noun != "" && !train[k].fixed {
				a.finals.count(strings.ToLower(k))
			}
		}
		for k, e := range a.entries {
			if e.extra > 0 {
				e.noun, e.extra = "", 0
				a.entries[k] = e
			}
		}
	}
	kinds := []string{"bare", "gen", "gen", "dat", "acc", "loc", "abl", "ins"}
	all, okS, okL := map[string]int{}, map[string]int{}, map[string]int{}
	for _, r := range rows("az-words.tsv") {
		if r[1] != "name" || len(r[0]) < 4 || len(code(r[0], true))%2 == 0 {
			continue
		}
		for i, f := range azInflect(r[0]) {
			if strict().lemma(r[0], true) != r[0] && strict().entries[code(r[0], false)].noun != "" {
				continue
			}
			all[kinds[i]]++
			if strict().lemma(f, true) == r[0] {
				okS[kinds[i]]++
			} else if os.Getenv("HOLD") == kinds[i] {
				fmt.Print(f, "→", strict().lemma(f, true), " ")
			}
			lf := norm.Loose("az", f)
			if loose().lemma(lf, false) == norm.Loose("az", r[0]) {
				okL[kinds[i]]++
			}
		}
	}
	fmt.Println()
	for _, k := range kinds[1:] {
		_ = k
	}
	n, s, l := 0, 0, 0
	ws, wl := 0.0, 0.0
	for _, k := range []string{"bare", "gen", "dat", "acc", "loc", "abl", "ins"} {
		fmt.Printf("%s %d strict %.3f loose %.3f\n", k, all[k], float64(okS[k])/float64(all[k]), float64(okL[k])/float64(all[k]))
		n, s, l = n+all[k], s+okS[k], l+okL[k]
	}
	for k, w := range map[string]float64{"bare": .45, "gen": .2, "dat": .08, "acc": .07, "loc": .1, "abl": .05, "ins": .05} {
		ws += w * float64(okS[k]) / float64(all[k])
		wl += w * float64(okL[k]) / float64(all[k])
	}
	fmt.Printf("weighted %.4f %.4f\n", ws, wl)
	fmt.Printf("all %.4f %.4f\n", float64(s)/float64(n), float64(l)/float64(n))
}

func TestHoldKeys(t *testing.T) {
	if os.Getenv("HOLDK") == "" {
		t.Skip()
	}
	a := loose()
	a.finals = newFinals("")
	var names []string
	for k, e := range a.entries {
		if e.noun != "" && !e.fixed && (e.extra == 0 || len(k)%2 == 0) {
			a.finals.count(k)
		}
		if e.extra > 0 {
			e.noun, e.extra = "", 0
			a.entries[k] = e
		}
	}
	for _, r := range rows("az-words.tsv") {
		if r[1] == "name" && len(r[0]) >= 4 && len(code(r[0], true))%2 == 1 && a.entries[code(r[0], true)].noun == "" {
			names = append(names, r[0])
		}
	}
	weights := []float64{.45, .1, .1, .08, .07, .1, .05, .05}
	cut := func(s string, k int) string {
		if len(s) > k {
			return s[:k]
		}
		return s
	}
	for _, m := range []struct {
		name string
		key  func(string) string
	}{
		{"old", fiveLetters},
		{"prefix5", func(w string) string { return cut(w, 5) }},
		{"lemma", func(w string) string { return a.lemma(w, false) }},
		{"lemma4", func(w string) string { return cut(a.lemma(w, false), 4) }},
		{"lemma5", func(w string) string { return cut(a.lemma(w, false), 5) }},
		{"lemma6", func(w string) string { return cut(a.lemma(w, false), 6) }},
		{"lemma7", func(w string) string { return cut(a.lemma(w, false), 7) }},
	} {
		byKey := map[string]map[string]bool{}
		same, total := 0.0, 0.0
		for _, w := range names {
			lw := norm.Loose("az", w)
			forms := azInflect(w)
			var keys []string
			for _, f := range forms {
				keys = append(keys, m.key(norm.Loose("az", f)))
			}
			for i := range keys {
				for j := range keys {
					total += weights[i] * weights[j]
					if keys[i] == keys[j] {
						same += weights[i] * weights[j]
					}
				}
				if byKey[keys[i]] == nil {
					byKey[keys[i]] = map[string]bool{}
				}
				byKey[keys[i]][lw] = true
			}
		}
		collide := 0
		for _, w := range names {
			lw := norm.Loose("az", w)
			if len(byKey[m.key(lw)]) > 1 {
				collide++
			}
		}
		fmt.Printf("%s: two forms of a name agree %.3f; names that share a key with another %.3f of %d\n", m.name, same/total, float64(collide)/float64(len(names)), len(names))
	}
}
