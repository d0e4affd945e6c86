package check

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// runOf checks units in order and prints what is told of each: "2 az: …".
func runOf(t *testing.T, names []string, units []Unit) string {
	t.Helper()
	c, err := New(names, nil)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	r := c.NewRun(func(u Unit, f []Finding) error {
		for line := range strings.SplitSeq(told(u.Texts, f), "\n") {
			out = append(out, fmt.Sprint(u.ID, " ", line))
		}
		return nil
	})
	for _, u := range units {
		if err := r.Add(u); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.End(); err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, "\n")
}

// unitsOf are units of one place, numbered from 1.
func unitsOf(place string, list ...string) []Unit {
	var out []Unit
	for i, s := range list {
		out = append(out, Unit{ID: int64(i + 1), Place: place, Texts: texts(s)})
	}
	return out
}

// TestNeighbours holds that a quotation may go on in the next units of the same place, not in another, and not without end.
func TestNeighbours(t *testing.T) {
	open, between, closes := "az: “Biz gəldik. | ru: Мы пришли.", "az: Onlar getdi. | ru: Они ушли.", "az: Heç kim yox idi”, - dedi. | ru: Никого не было."
	far := []string{open}
	for range reach {
		far = append(far, between)
	}
	far = append(far, closes)
	apart := append(unitsOf("a", open), Unit{ID: 2, Place: "b", Texts: texts(closes)})
	for _, c := range []struct {
		name  string
		units []Unit
		want  string
	}{
		{"next", unitsOf("a", open, closes), ""},
		{"further", unitsOf("a", open, between, "az: “Hər yer boş idi. | ru: Везде пусто.", between, closes), ""},
		{"two marks", unitsOf("a", "ru: Он крикнул: «Кто сказал: „Мы здесь! | az: O qışqırdı.", "ru: Идите“?». | az: Gəlin."), ""},
		{"nobody", unitsOf("a", open, between), "1 az: [“]Biz gəldik. — “ is never closed"},
		{"other place", apart, "1 az: [“]Biz gəldik. — “ is never closed\n2 az: Heç kim yox idi[”], - dedi. — ” closes nothing"},
		{"too far", unitsOf("a", far...), "1 az: [“]Biz gəldik. — “ is never closed\n10 az: Heç kim yox idi[”], - dedi. — ” closes nothing"},
		{"other language", unitsOf("a", open, "az: O gəldi. | ru: Никого не было», — сказал он."), "1 az: [“]Biz gəldik. — “ is never closed\n2 ru: Никого не было[»], — сказал он. — » closes nothing"},
		{"all languages", unitsOf("a", "az: “Biz gəldik. | ru: «Мы пришли.", between, "az: Yox idi”. | ru: Не было»."), ""},
	} {
		if got := runOf(t, []string{"quote"}, c.units); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestInconsistent(t *testing.T) {
	units := unitsOf("", "az: Görüş baş tutub. | ru: Встреча состоялась. | en: The meeting took place.", "az: GÖRÜŞ BAŞ TUTUB | ru: встреча состоялась!",
		"az: Görüş baş tutub. | ru: Состоялась встреча.", "az: İclas olub. | en: The meeting took place.", "az: 12 | ru: 13 | ru: 14", "az: - | ru: +", "az: - | ru: *")
	want := "3 ru: [Состоялась встреча.] — unit 1 has the same az and another ru\n4 az: [İclas olub.] — unit 1 has the same en and another az"
	if got := runOf(t, []string{Inconsistent}, units); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

// TestRunStops holds that the error of the report ends the run.
func TestRunStops(t *testing.T) {
	c, err := New([]string{"spacing"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	stop := errors.New("stop")
	calls := 0
	r := c.NewRun(func(Unit, []Finding) error { calls++; return stop })
	for i := range 2 * reach {
		if err = r.Add(Unit{ID: int64(i), Texts: texts("az: a  b")}); err != nil {
			break
		}
	}
	if !errors.Is(err, stop) || calls != 1 {
		t.Errorf("%v after %d calls", err, calls)
	}
}
