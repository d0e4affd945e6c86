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

func ExampleRepair() {
	text, fixes := norm.Repair("az", "ÅŸÉ™hÉ™r")
	fmt.Println(text, fixes)
	text, fixes = norm.Repair("az", "Хankəndi")
	fmt.Println(text, fixes)
	// Output:
	// şəhər [{mojibake cp1252 3}]
	// Xankəndi [{look-alike 1}]
}

func ExampleLost() {
	fmt.Println(norm.Lost("az", "Az?rbaycan haqqında?"))
	// Output: 1
}

func ExampleSort() {
	towns := []string{"Xankəndi", "Şəki", "Hacıqabul", "Çilov", "Cəlilabad", "İmişli", "Əli Bayramlı"}
	norm.Sort("az", towns)
	fmt.Println(towns)
	// Output: [Cəlilabad Çilov Əli Bayramlı Hacıqabul Xankəndi İmişli Şəki]
}

func ExampleAzLat() {
	fmt.Println(norm.AzLat("Азярбайъан щюкумяти"))
	// Output: Azərbaycan hökuməti
}

func ExampleFromCyrillic() {
	fmt.Println(norm.FromCyrillic("Азәрбајҹан һөкумәти"))
	// Output: Azərbaycan hökuməti
}
