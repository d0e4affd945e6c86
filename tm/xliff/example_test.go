package xliff_test

import (
	"fmt"
	"io"
	"os"
	"strings"

	"aztm/tm"
	"aztm/tm/xliff"
)

const job = `<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="xəbər.txt" source-language="az" target-language="ru" datatype="plaintext"><body>
<trans-unit id="1"><source>Bakı <g id="1">gözəldir</g>.</source><target>Баку <g id="1">прекрасен</g>.</target></trans-unit>
<trans-unit id="2"><source>Hava istidir.</source></trans-unit>
</body></file></xliff>`

func ExampleReader() {
	r, err := xliff.NewReader(strings.NewReader(job))
	if err != nil {
		fmt.Println(err)
		return
	}
	for {
		u, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(u.Variants[0].Text, "=", u.Variants[1].Text)
	}
	// Output:
	// Bakı gözəldir. = Баку прекрасен.
	// line 3: unit 2: not translated
}

func ExampleWriter() {
	w := xliff.NewWriter(os.Stdout, xliff.V21, "az", "ru", "1.0")
	w.Bare()
	w.Write(tm.Unit{Variants: []tm.Variant{{Lang: "az", Text: "Sülh & əmək"}, {Lang: "ru", Text: "Мир и труд"}}})
	w.Close()
	// Output:
	// <?xml version="1.0" encoding="UTF-8"?>
	// <xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="az" trgLang="ru">
	// <file id="f1" original="aztm" xml:space="preserve">
	// <unit id="1">
	// <segment state="translated">
	// <source>Sülh &amp; əmək</source>
	// <target>Мир и труд</target>
	// </segment>
	// </unit>
	// </file>
	// </xliff>
}

func ExampleFile_Fill() {
	f, err := xliff.Open([]byte(job))
	if err != nil {
		fmt.Println(err)
		return
	}
	fills := map[int]xliff.Fill{}
	for i, u := range f.Units() {
		if u.Target.Text == "" && !u.Locked {
			fills[i] = xliff.Fill{Text: "Погода тёплая.", Review: true}
		}
	}
	out, err := f.Fill("ru", fills)
	fmt.Println(strings.Split(string(out), "\n")[2], err)
	// Output:
	// <trans-unit id="2"><source>Hava istidir.</source><target state="needs-review-translation">Погода тёплая.</target></trans-unit> <nil>
}
