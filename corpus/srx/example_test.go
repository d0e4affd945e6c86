package srx_test

import (
	"fmt"
	"strings"

	"aztm/corpus/srx"
)

func ExampleSegmenter_Split() {
	text := "“Yol açıqdır”, – deyə Ə. Quliyev bildirib. Görüş 3 oktyabrda, saat 18.30-da keçirilib."
	for _, s := range srx.Default().Segmenter("az").Split(text) {
		fmt.Println(s.Start, s.End, text[s.Start:s.End])
	}
	// Output:
	// 0 53 “Yol açıqdır”, – deyə Ə. Quliyev bildirib.
	// 54 101 Görüş 3 oktyabrda, saat 18.30-da keçirilib.
}

func ExampleParse() {
	file := `<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header segmentsubflows="yes" cascade="no"/><body>
<languagerules><languagerule languagerulename="mine">
  <rule break="no"><beforebreak>\bг\.</beforebreak><afterbreak>\s</afterbreak></rule>
  <rule break="yes"><beforebreak>\.</beforebreak><afterbreak>\s</afterbreak></rule>
</languagerule></languagerules>
<maprules><languagemap languagepattern="ru.*" languagerulename="mine"/></maprules></body></srx>`
	rules, err := srx.Parse(strings.NewReader(file))
	if err != nil {
		fmt.Println(err)
		return
	}
	text := "Он в г. Баку. Она дома."
	for _, s := range rules.Segmenter("ru-RU").Split(text) {
		fmt.Println(text[s.Start:s.End])
	}
	// Output:
	// Он в г. Баку.
	// Она дома.
}
