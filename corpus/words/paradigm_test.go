package words

import (
	"strings"
	"testing"
)

// write puts an ending of the table's letters behind a stem: A a/ə, I ı/i/u/ü, K q/k or ğ/y before a vowel, brackets as there.
func write(stem, ending string) string {
	for _, v := range buffers(ending) {
		vowel := strings.ContainsRune(azVowels, lastRune(stem))
		if v.after == anywhere || vowel == (v.after == afterVowel) {
			return spellOut(stem, v.ending)
		}
	}
	return stem
}

const azVowels = "aıoueəiöü"

func lastRune(s string) rune {
	r := []rune(s)
	return r[len(r)-1]
}

func spellOut(stem, ending string) string {
	out := []rune(stem)
	letters := []rune(ending)
	for i, r := range letters {
		vowel := 'a'
		for _, o := range out {
			if strings.ContainsRune(azVowels, o) {
				vowel = o
			}
		}
		front := strings.ContainsRune("eəiöü", vowel)
		soft := i+1 < len(letters) && strings.ContainsRune("AI", letters[i+1])
		switch r {
		case 'A':
			r = map[bool]rune{false: 'a', true: 'ə'}[front]
		case 'I':
			r = map[rune]rune{'a': 'ı', 'ı': 'ı', 'o': 'u', 'u': 'u', 'e': 'i', 'ə': 'i', 'i': 'i', 'ö': 'ü', 'ü': 'ü'}[vowel]
		case 'K':
			r = map[[2]bool]rune{{false, false}: 'q', {true, false}: 'k', {false, true}: 'ğ', {true, true}: 'y'}[[2]bool{front, soft}]
		}
		out = append(out, r)
	}
	return string(out)
}

// The endings tried. Forms that fall short are those of another word too: yazı is a noun, alanı an adjective.
var verbParadigm = strings.Fields(`dI dIlAr dIm mIşdI mIşdIr (y)Ib (y)IblAr (y)Ir (y)IrlAr (y)IrdI mIr mIrlAr (y)AcAK (y)AcAKlAr (y)AcAKdIr
	mAyAcAK (y)An (y)AnlArIn dIKI dIKInI dIKlArI dIKdA dIKdAn (y)ArAK (y)Arkən (y)IncA mAdAn mAlIdIr sA sAydI mAK mAKlA mAKdAdIr mAKA mAsI mAsInI
	mAlArI mAsInA mAdI mAyIb mAmIşdIr (y)AcAKI (y)AcAKInI (y)AcAKIK mIşIK sIn sInlAr (y)AK (y)ArdI mAz mAzdI`)

var nounParadigm = strings.Fields(`lAr lArI lArIn lArInIn lArdA lArdAn lArA (n)In (y)A (n)I dA dAn lA (s)I (s)InIn (s)InA (s)InI (s)IndA (s)IndAn
	(I)mIz (I)mIzIn (I)mIzA lArImIz lArInI lArInA dAkI lArdAkI (s)IndAkI dIr (s)IdIr lArdIr (s)IylA`)

// TestParadigms holds that the forms of the listed words have them as lemmas.
func TestParadigms(t *testing.T) {
	for _, p := range []struct {
		class   string
		endings []string
		min     float64
	}{{"v", verbParadigm, 0.98}, {"n", nounParadigm, 0.98}, {"name", nounParadigm, 0.98}} {
		all, right := 0, 0
		var wrong []string
		for i, r := range rows("az-words.tsv") {
			if r[1] != p.class || i%5 != 0 {
				continue // a fifth is enough
			}
			for _, e := range p.endings {
				form := inflect(r, e)
				all++
				if got := strict().lemma(form, p.class == "name"); got == r[0] {
					right++
				} else if len(wrong) < 20 {
					wrong = append(wrong, form+"→"+got)
				}
			}
		}
		share := float64(right) / float64(all)
		t.Logf("%s: %d of %d forms (%.4f)", p.class, right, all, share)
		if all == 0 || share < p.min {
			t.Errorf("%s: %.4f of the forms right, want %.2f: %v", p.class, share, p.min, wrong)
		}
	}
}

// inflect writes a form of a row of the word list.
func inflect(row []string, ending string) string {
	stem := row[0]
	if row[1] == "v" {
		stem = strings.TrimSuffix(strings.TrimSuffix(stem, "maq"), "mək")
	}
	form := write(stem, ending)
	vowel := strings.ContainsRune(azVowels, []rune(strings.TrimPrefix(form, stem))[0])
	switch last := lastRune(stem); {
	case vowel && len(row) > 2:
		return row[2] + strings.TrimPrefix(form, stem)
	case vowel && row[1] == "n" && last == 'k' && softens(stem):
		return stem[:len(stem)-1] + "y" + strings.TrimPrefix(form, stem)
	case vowel && row[1] == "n" && last == 'q' && softens(stem):
		return stem[:len(stem)-1] + "ğ" + strings.TrimPrefix(form, stem)
	}
	return form
}

// softens says whether k or q at the end of a stem softens: behind a front or back vowel of a longer word.
func softens(stem string) bool {
	r := []rune(stem)
	n := len(r)
	return n > 3 && (r[n-1] == 'k' && strings.ContainsRune("əiöü", r[n-2]) || r[n-1] == 'q' && strings.ContainsRune("aıou", r[n-2]))
}
