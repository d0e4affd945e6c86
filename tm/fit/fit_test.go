package fit

import (
	"fmt"
	"testing"

	"aztm/tm"
)

func TestTarget(t *testing.T) {
	const (
		az, ru, en = "Danışıqlar 3 oktyabrda Bakıda keçirilib.", "Переговоры прошли 3 октября в Баку.", "The talks were held on October 3 in Baku."
	)
	tests := []struct{ name, from, source, query, to, target, want string }{
		{"a date, in each language", "az", az, "Danışıqlar 17 mayda Bakıda keçirilib.", "ru", ru, "Переговоры прошли 17 мая в Баку."},
		{"", "az", az, "Danışıqlar 17 mayda Bakıda keçirilib.", "en", en, "The talks were held on May 17 in Baku."},
		{"", "ru", ru, "Переговоры прошли 5 апреля в Баку.", "az", az, "Danışıqlar 5 apreldə Bakıda keçirilib."},
		{"", "en", en, "The talks were held on August 31 in Baku.", "ru", ru, "Переговоры прошли 31 августа в Баку."},
		{"", "en", "The talks were held on Oct. 3.", "The talks were held on Aug. 3.", "en-GB", "Talks on 3 October.", "Talks on 3 August."},
		{"a place in English", "az", az, "Danışıqlar 3 oktyabrda Gəncədə keçirilib.", "en", en, "The talks were held on October 3 in Ganja."},
		{"with its ending in Azerbaijani", "en", en, "The talks were held on October 3 in Ganja.", "az", az, "Danışıqlar 3 oktyabrda Gəncədə keçirilib."},
		{"not in Russian, where it is declined", "az", az, "Danışıqlar 3 oktyabrda Gəncədə keçirilib.", "ru", ru, ru},
		{"but where it is not", "az", az, "Danışıqlar 3 oktyabrda Tbilisidə keçirilib.", "ru", ru, "Переговоры прошли 3 октября в Тбилиси."},
		{"not in another form", "az", az, "Danışıqlar 3 oktyabrda Gəncəyə keçirilib.", "en", en, en},
		{"not a name of another kind", "az", az, "Danışıqlar 3 oktyabrda Almazda keçirilib.", "en", en, en},
		{"a number among other differences", "az", az, "Görüşlər 4 oktyabrda Bakıda keçirilib.", "ru", ru, "Переговоры прошли 4 октября в Баку."},
		{"numbers that change places", "az", "3 nəfər 5 gün qaldı.", "5 nəfər 3 gün qalıb.", "en", "3 people stayed 5 days.", "5 people stayed 3 days."},
		{"not one that stands twice in the target", "az", az, "Danışıqlar 4 oktyabrda keçirildi.", "ru", "3 октября прошли переговоры, 3 часа.", "3 октября прошли переговоры, 3 часа."},
		{"nor twice in the source", "az", "3 nəfər 3 gün qaldı.", "3 nəfər 4 gün qaldı.", "en", "3 people stayed.", "3 people stayed."},
		{"a suffix stays", "az", "2024-cü ildə", "2025-ci ilə", "ru", "в 2024-м году", "в 2025-м году"},
		{"no month of the target's", "az", az, "Danışıqlar 3 noyabrda Bakıda keçirilib.", "tr", "3 Ekim", "3 Ekim"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, changes := Target(tt.query, tm.Variant{Lang: tt.from, Text: tt.source}, tm.Target{Lang: tt.to, Text: tt.target})
			if got != tt.want {
				t.Errorf("got %q by %v, want %q", got, changes, tt.want)
			}
			if (got != tt.target) != (len(changes) > 0) {
				t.Errorf("%q with changes %v", got, changes)
			}
		})
	}
}

func TestSwappedAlready(t *testing.T) {
	if got, c := Target("7 gün", tm.Variant{Lang: "az", Text: "3 gün"}, tm.Target{Lang: "ru", Text: "7 и 3 дня", Swapped: true}); got != "7 и 3 дня" || c != nil {
		t.Errorf("%q, %v", got, c)
	}
}

func ExampleTarget() {
	source := tm.Variant{Lang: "az", Text: "Görüş 3 oktyabrda Bakıda keçirilib."}
	target := tm.Target{Lang: "en", Text: "The meeting was held in Baku on October 3."}
	text, changes := Target("Görüş 9 iyunda Gəncədə keçirilib.", source, target)
	fmt.Println(text, changes)
	// Output: The meeting was held in Ganja on June 9. [{3 9} {October June} {Baku Ganja}]
}

// FuzzTarget: nothing but what is reported changes, and a text fits itself.
func FuzzTarget(f *testing.F) {
	f.Add("Görüş 9 iyunda Gəncədə keçirilib.", "Görüş 3 oktyabrda Bakıda keçirilib.", "Встреча прошла 3 октября в Баку.")
	f.Add("1-ci 2-ci", "2-ci 1-ci", "1 2 3 May Mayın")
	f.Fuzz(func(t *testing.T, query, source, target string) {
		for _, to := range []string{"ru", "en", "az"} {
			v := tm.Variant{Lang: "az", Text: source}
			got, changes := Target(query, v, tm.Target{Lang: to, Text: target})
			if len(changes) == 0 && got != target {
				t.Errorf("%q became %q unsaid", target, got)
			}
			if _, changes := Target(source, v, tm.Target{Lang: to, Text: target}); len(changes) > 0 {
				t.Errorf("%q is changed by its own source: %v", target, changes)
			}
		}
	})
}

func TestPairs(t *testing.T) {
	for _, tt := range []struct{ az, ru, want string }{
		{"Yeni körpü 3 ildir tikilir.", "Новый мост строят 3 года.", "[Yeni=Новый körpü=мост 3=3 ildir=года tikilir=строят]"},
		{"Körpü körpüdür.", "Мост.", "[]"},
		{"Kim?", "Мост и мост.", "[]"},
	} {
		got := []string{}
		for _, p := range Pairs("az", tt.az, "ru", tt.ru) {
			got = append(got, tt.az[p.AStart:p.AEnd]+"="+tt.ru[p.BStart:p.BEnd])
		}
		if fmt.Sprint(got) != tt.want {
			t.Errorf("%q, %q: %v, want %s", tt.az, tt.ru, got, tt.want)
		}
	}
}
