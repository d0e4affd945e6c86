package align_test

import (
	"fmt"

	"aztm/align"
)

func ExampleAlign() {
	beads, err := align.Align([]align.Text{
		{Lang: "az", Segments: []string{"Nazir Bakıya gəlib.", "O, mayın 3-də prezidentlə görüşüb və 5 sənəd imzalayıb."}},
		{Lang: "ru", Segments: []string{"Министр прибыл в Баку.", "3 мая он встретился с президентом.", "Подписано 5 документов."}},
		{Lang: "en", Segments: []string{"The minister has arrived in Baku.", "On May 3 he met the president and signed 5 documents."}},
	})
	if err != nil {
		fmt.Println(err)
	}
	for _, b := range beads {
		fmt.Println(b.Sides)
	}
	// Output:
	// [{0 1} {0 1} {0 1}]
	// [{1 2} {1 3} {1 2}]
}

func ExampleCompare() {
	one, two := align.Range{Start: 0, End: 1}, align.Range{Start: 1, End: 2}
	gold := []align.Bead{{Sides: []align.Range{one, one}}, {Sides: []align.Range{two, two}}}
	got := []align.Bead{{Sides: []align.Range{one, one}}, {Sides: []align.Range{two, {Start: 1, End: 1}}}, {Sides: []align.Range{{Start: 2, End: 2}, two}}}
	s := align.Compare(gold, got).Strict
	fmt.Printf("precision %.2f recall %.2f\n", s.Precision(), s.Recall())
	// Output: precision 0.33 recall 0.50
}
