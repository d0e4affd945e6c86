package tmx_test

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"aztm/tm"
	"aztm/tm/tmx"
)

// A file is read a unit at a time: a unit that cannot be used is passed over, damage ends the file.
func ExampleReader() {
	const file = `<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="az" datatype="plaintext"/>
<body>
<tu tuid="1"><tuv xml:lang="az"><seg>Bakı <ph x="1"/></seg></tuv><tuv xml:lang="ru"><seg>Баку <ph x="1"/></seg></tuv></tu>
<tu tuid="2"><tuv><seg>Gəncə</seg></tuv></tu>
<tu tuid="3"><tuv xml:lang="az_AZ"><seg>Şəki</seg></tuv></tu>
<tu tuid="4"><tuv xml:lang="az"><seg>Quba & Xaçmaz</seg></tuv></tu>
</body></tmx>`
	r, err := tmx.NewReader(strings.NewReader(file))
	for err == nil {
		var u tm.Unit
		u, err = r.Next()
		var refused *tm.Refused
		if errors.As(err, &refused) {
			fmt.Println("refused:", refused)
			err = nil
			continue
		}
		for _, v := range u.Variants {
			fmt.Printf("%s %q %q\n", v.Lang, v.Text, v.Markup)
		}
	}
	for _, w := range r.Warnings() {
		fmt.Printf("warning: line %d: unit %s: %s\n", w.Line, w.Unit, w.Message)
	}
	var damage *tmx.Error
	if err != io.EOF && errors.As(err, &damage) {
		fmt.Println("error:", damage)
		fmt.Println("hint:", damage.Hint())
	}
	// Output:
	// az "Bakı " "Bakı <ph x=\"1\"/>"
	// ru "Баку " "Баку <ph x=\"1\"/>"
	// refused: line 4: unit 2: a variant without xml:lang: add the language to its tuv
	// az_AZ "Şəki" ""
	// warning: line 5: unit 3: xml:lang="az_AZ" of <tuv>: write it as az or en-GB
	// error: line 6: unit 4: a stray & in "& Xaçmaz"
	// hint: write &amp; for it
}
