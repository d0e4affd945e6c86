package corpus_test

import (
	"fmt"

	"aztm/corpus"
)

// Documents whose names tell nothing are paired by the names, numbers and dates that they share.
func ExampleKin_Pair() {
	docs := []*corpus.Document{
		{Path: "1.txt", Lang: "en", Paragraphs: []string{"On Oct. 3 Lukashenko opened a bridge in Minsk for 300,000 manats."}},
		{Path: "2.txt", Lang: "ru", Paragraphs: []string{"Ярмарка прошла в Гродно 17 мая, её посетил Воронцов."}},
		{Path: "3.txt", Lang: "az", Paragraphs: []string{"Lukaşenko oktyabrın 3-də Minskdə 300 min manatlıq körpünü açıb."}},
	}
	kin := corpus.NewKin(docs, nil)
	groups, nearest := kin.Pair(nil, []int{0, 1, 2})
	for _, g := range groups {
		for _, d := range g.Docs {
			fmt.Print(docs[d].Path, " ")
		}
		fmt.Println("share", g.Shared, "names and numbers, e.g.", g.Shown[0])
	}
	fmt.Println("nearest to 2.txt:", nearest[1].Doc)
	// Output:
	// 3.txt 1.txt share 5 names and numbers, e.g. Lukaşenko
	// nearest to 2.txt: -1
}
