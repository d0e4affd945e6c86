package words_test

import (
	"fmt"

	"aztm/corpus/words"
)

func ExampleValues() {
	for _, t := range [][2]string{{"az", "oktyabrın 3-də 300 min nəfər"}, {"ru", "триста тысяч человек 3 октября"}, {"en", "300,000 people on Oct. 3"}} {
		for _, v := range words.Values(t[0], t[1]) {
			fmt.Printf("%s=%s; ", t[1][v.Start:v.End], v.Text)
		}
		fmt.Println(t[0])
	}
	// Output:
	// oktyabrın=10; 3-də=3; 300 min=300000; az
	// триста тысяч=300000; 3=3; октября=10; ru
	// 300,000=300000; Oct=10; 3=3; en
}

func ExampleSkeleton() {
	fmt.Println(words.Skeleton("az", "Lukaşenkonun"), words.Skeleton("ru", "Лукашенко"), words.Skeleton("en", "Lukashenko's"))
	// Output: LKXN LKXN LKXN
}
