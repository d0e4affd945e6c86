package corpus

import (
	"reflect"
	"strings"
	"testing"
)

const law = `AZƏRBAYCAN RESPUBLİKASININ QANUNU
Kitabxana işi haqqında
Bu Qanun kitabxanaların fəaliyyətinin əsaslarını müəyyən edir.
I fəsil
ÜMUMİ MÜDDƏALAR
Maddə 1. Əsas anlayışlar
1.1. Anlayışlar aşağıdakı mənaları ifadə edir:
1.1.1. kitabxana – mədəniyyət müəssisəsi;
Maddə 5.1. Dövlət kitabxanaları dəstəkləyir.
İlham Məmmədov,
Azərbaycan Respublikasının Prezidenti
Bakı şəhəri, 29 dekabr 1998-ci il
№ 611-İQ`

// TestOfficial holds that a law keeps its titles, its signature and its date, and that furniture around it goes.
func TestOfficial(t *testing.T) {
	d := read(t, "a.az.txt", "az", law+"\n© 2024. Bütün hüquqlar qorunur\n")
	if want := strings.Split(law, "\n"); !reflect.DeepEqual(d.Paragraphs, want) || d.Date != "1998-12-29" || len(d.Removed) != 1 {
		t.Errorf("%q date %q removed %v", d.Paragraphs, d.Date, d.Removed)
	}
	var docs []*Document
	for range 4 {
		docs = append(docs, read(t, "a.az.txt", "az", law))
	}
	DropRepeated(docs)
	if len(docs[0].Removed) > 0 {
		t.Errorf("removed %v", docs[0].Removed)
	}
}

func TestClause(t *testing.T) {
	for line, want := range map[string]bool{
		"Maddə 5. Ad": true, "MADDƏ 12": true, "Статья 14.1. Порядок": true, "Глава IV": true, "Section 3(a) Fees": true, "§ 7": true, "2.1. Tərəflər": true, "7.2.3 Fees": true,
		"5 nəfər": false, "3.5 milyon manat": true, "Maddələr 5-dir": false, "Статьи расходов": false, "12.05.2024": false, "Chapters": false, "1. Bir": false,
	} {
		if got := clause().MatchString(line); got != want {
			t.Errorf("%q: %v, want %v", line, got, want)
		}
	}
}
