package tmx

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
)

// A flood is a stream of parts, each of which may come many times.
type flood struct {
	parts []part
	rest  string // of what is to be given next
	given int    // bytes
}

type part struct {
	text  func(n int) string
	times int
}

func (f *flood) Read(p []byte) (int, error) {
	for f.rest == "" {
		if len(f.parts) == 0 {
			return 0, io.EOF
		}
		c := &f.parts[0]
		if c.times == 0 {
			f.parts = f.parts[1:]
			continue
		}
		c.times--
		f.rest = c.text(c.times)
	}
	n := copy(p, f.rest)
	f.rest = f.rest[n:]
	f.given += n
	return n, nil
}

// many repeats what stands between two texts.
func many(before string, times int, text func(n int) string, after string) *flood {
	return &flood{parts: []part{{same(before), 1}, {text, times}, {same(after), 1}}}
}

func same(s string) func(int) string { return func(int) string { return s } }

// Frames for floods.
var (
	bodyStart = `<tmx version="1.4">` + fullHeader + `<body>`
	unitStart = bodyStart + `<tu tuid="7"><tuv xml:lang="az"><seg>`
	unitEnd   = `</seg></tuv></tu></body></tmx>`
)

// TestFloods: what would fill the memory is refused before much of it is read, and with little memory.
func TestFloods(t *testing.T) {
	const endless = 1 << 30
	block := strings.Repeat("x", 1<<10)
	laughs := "<!DOCTYPE tmx [<!ENTITY l0 'ha'>"
	nothings := "<!DOCTYPE tmx [<!ENTITY l0 ''>"
	for i := range 15 {
		ten := strings.Repeat(fmt.Sprintf("&l%d;", i), 10)
		laughs += fmt.Sprintf("<!ENTITY l%d '%s'>", i+1, ten)
		nothings += fmt.Sprintf("<!ENTITY l%d '%s'>", i+1, ten)
	}
	long := "<!DOCTYPE tmx [<!ENTITY e '" + strings.Repeat("x", 100<<10) + "'>]>"
	for name, c := range map[string]struct {
		in    *flood
		cause string
	}{
		"segment":           {many(unitStart, endless, same(block), unitEnd), "more than 4 MB"},
		"segment in pieces": {many(unitStart, endless, same(block+"<ph/>"), unitEnd), "more than 4 MB"},
		"CDATA":             {many(unitStart+"<![CDATA[", endless, same(block), "]]>"+unitEnd), "more than 4 MB"},
		"comment":           {many(bodyStart+"<!--", endless, same(block), "-->"), "more than 4 MB"},
		"comments":          {many(bodyStart, endless, same("<!--"+block+"-->"), ""), "more than 4 MB"},
		"instruction":       {many(bodyStart+"<?x ", endless, same(block), "?>"), "more than 1 MB"},
		"blanks":            {many(bodyStart, endless, same(strings.Repeat(" ", 1<<10)), ""), "more than 4 MB"},
		"blanks before":     {many("", endless, same(strings.Repeat(" ", 1<<10)), ""), "more than 4 MB"},
		"text":              {many("", endless, same(block), ""), "more than 4 MB"},
		"attributes":        {many(bodyStart+"<tu", endless, func(n int) string { return fmt.Sprintf(" a%d='v'", n) }, ">"), "more than 200 attributes"},
		"attribute":         {many(bodyStart+"<tu tuid='", endless, same(block), "'>"), "more than 1 MB"},
		"name":              {many(bodyStart+"<", endless, same(block), ">"), "more than 1 MB"},
		"blanks in a tag":   {many(bodyStart+"<tu", endless, same(strings.Repeat(" ", 1<<10)), ">"), "more than 1 MB"},
		"end tag":           {many(bodyStart+"</body", endless, same(strings.Repeat(" ", 1<<10)), ">"), "more than 1 MB"},
		"header":            {many(`<tmx version="1.4"><header>`, endless, same("<note>"+block+"</note>"), ""), "more than 4 MB"},
		"variants":          {many(bodyStart+"<tu>", endless, same("<tuv xml:lang='ru'><seg>x</seg></tuv>"), ""), "more than 10000 variants"},
		"props":             {many(bodyStart+"<tu>", endless, same("<prop type='x'>y</prop>"), ""), "more than 10000 variants"},
		"notes":             {many(unitStart+"</seg>", endless, same("<note/>"), ""), "more than 10000 variants"},
		"depth":             {many(bodyStart, endless, same("<a>"), ""), "more than 1000 elements"},
		"depth of codes":    {many(unitStart, endless, same("<hi>"), unitEnd), "more than 1000 elements"},
		"depth of a note":   {many(bodyStart+"<tu><note>", endless, same("<b>"), ""), "more than 1000 elements"},
		"entities":          {many("<!DOCTYPE tmx [", endless, func(n int) string { return fmt.Sprintf("<!ENTITY e%d 'x'>", n) }, "]>"), "more than 5000 entities"},
		"DOCTYPE":           {many("<!DOCTYPE tmx [", endless, same("<!ELEMENT a ANY>"), "]>"), "more than 1 MB"},
		"references":        {many(long+unitStart, 10_000, same("&e;"), unitEnd), "makes more text"},
		"references in tag": {many(long+bodyStart+"<tu tuid='", 10_000, same("&e;"), "'>"), "makes more text"},
		"laughs":            {many(laughs+"]>"+unitStart, 1, same("&l15;"), unitEnd), "makes more text"},
		"nothings":          {many(nothings+"]>"+unitStart, 1, same("&l15;"), unitEnd), "makes more text"},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, _, err := readAll(c.in)
		runtime.ReadMemStats(&after)
		var e *Error
		if !errors.As(err, &e) || !strings.Contains(e.Cause, c.cause) || e.Mend == "" || e.Line != 1 {
			t.Errorf("%s: %v; want %s", name, err, c.cause)
		}
		if allocated := (after.TotalAlloc - before.TotalAlloc) >> 20; allocated > 50 || c.in.given > 10<<20 {
			t.Errorf("%s: %d MB allocated, %d MB read", name, allocated, c.in.given>>20)
		}
	}
}

// TestManyUnits: memory does not grow with the number of units, nor of warnings.
func TestManyUnits(t *testing.T) {
	const units = 100_000
	unit := func(n int) string {
		return fmt.Sprintf("<tu tuid='%d' a%d='' creationdate='bad%d'><tuv xml:lang='a_%d'><seg>x</seg></tuv></tu>\n", n, n, n, n)
	}
	r, err := NewReader(many(bodyStart, units, unit, "</body></tmx>"))
	if err != nil {
		t.Fatal(err)
	}
	read, most := 0, uint64(0)
	for {
		_, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if read++; read%(units/10) == 0 {
			var m runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
		}
	}
	if read != units || most > 20<<20 {
		t.Errorf("%d units read, want %d; %d MB held", read, units, most>>20)
	}
}

// TestLargeUnit: what is large but can be is read.
func TestLargeUnit(t *testing.T) {
	text := strings.Repeat("söz ", 200<<10) // a megabyte
	body := `<tu><tuv xml:lang="az"><seg>` + text + `</seg></tuv>` + strings.Repeat(`<tuv xml:lang="ru"><seg>`+strings.Repeat("<hi>", 500)+"x"+strings.Repeat("</hi>", 500)+`</seg></tuv>`, 300) + `</tu>`
	units, _, err := readAll(strings.NewReader(document("1.4", fullHeader, strings.Repeat(body, 2))))
	if err != nil || len(units) != 2 || units[1].Variants[0].Text != text || len(units[1].Variants) != 301 {
		t.Errorf("%d units: %v", len(units), err)
	}
}
