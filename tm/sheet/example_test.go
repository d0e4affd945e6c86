package sheet_test

import (
	"fmt"
	"io"
	"os"
	"strings"

	"aztm/tm"
	"aztm/tm/sheet"
)

func ExampleNewReader() {
	r, err := sheet.NewReader(strings.NewReader("№;Azərbaycan dili;Русский\n1;Salam, dünya;\"Привет; мир\"\n"), ',', nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for {
		u, err := r.Next()
		if err == io.EOF {
			break
		}
		fmt.Println(u.Variants[0].Lang, u.Variants[0].Text, u.Variants[1].Lang, u.Variants[1].Text)
	}
	fmt.Println(r.Warnings()[0].Message)
	// Output:
	// az Salam, dünya ru Привет; мир
	// columns passed over, which name no language: "№"
}

func ExampleNewWriter() {
	w, err := sheet.NewWriter(os.Stdout, ',', []string{"az", "ru"}, false)
	if err != nil {
		fmt.Println(err)
		return
	}
	w.Write(tm.Unit{TUID: "7", Confidence: tm.NoConfidence, Variants: []tm.Variant{{Lang: "az", Text: "- Salam!"}, {Lang: "ru", Text: "– Привет!"}}})
	w.Close()
	// Output:
	// az,ru,document,date,status,aztm
	// '- Salam!,– Привет!,,,,"{""tuid"":""7""}"
}

func ExampleNewMosesReader() {
	files := []io.Reader{strings.NewReader("Bir\nİki\n"), strings.NewReader("Один\n")}
	r, err := sheet.NewMosesReader(files, []string{"az", "ru"})
	for err == nil {
		_, err = r.Next()
	}
	fmt.Println(err)
	// Output: unequal numbers of lines: az has 2, ru has 1
}
