package norm_test

import (
	"fmt"

	"aztm/corpus/norm"
)

func ExampleLoose() {
	for _, word := range []string{"BAKI", "bakı", "baki", "Бакы"} {
		fmt.Println(norm.Loose("az", word))
	}
	// Output:
	// baki
	// baki
	// baki
	// baki
}

func ExampleExact() {
	fmt.Println(norm.Exact("az", "«IŞIQ»  qəzeti") == norm.Exact("az", "“İşıq” qəzeti"))
	fmt.Println(norm.Exact("az", "«IŞIQ»  qəzeti") == norm.Exact("az", "“Işıq” qəzeti"))
	// Output:
	// false
	// true
}

func ExampleLower() {
	fmt.Println(norm.Lower("az", "İLIQ"), norm.Lower("en", "ILIQ"))
	// Output: ilıq iliq
}

func ExampleEntities() {
	fmt.Println(norm.Entities("Az&#601;rbaycan &amp;#601;"))
	// Output: Azərbaycan &#601;
}

func ExampleFolded_Span() {
	text := "Bakı’nın küçələri"
	from, to := norm.FoldLoose("az", text).Span(0, len("bakinin"))
	fmt.Println(text[from:to])
	// Output: Bakı’nın
}
