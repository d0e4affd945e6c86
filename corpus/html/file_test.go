package html

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"aztm/corpus/splice"
)

func open(t testing.TB, page string) *File {
	t.Helper()
	f, err := Open(page)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestParagraphs(t *testing.T) {
	tests := []struct {
		name, page string
		want       []string
	}{
		{"all that is seen, in order", `<head><title>Xəbər</title><style>p{}</style></head><nav><a href="/">Ana səhifə</a></nav><h1>Başlıq</h1><p>Bir.<script>var x = "<p>yox</p>"</script> İki.</p><footer>Əlaqə</footer>`,
			[]string{"Xəbər", "Ana səhifə", "Başlıq", "Bir. İki.", "Əlaqə"}},
		{"inline elements and white space", "<p>\n  Bu  <b> çox\n</b> uzun <a href=x>cümlə</a>dir. </p>", []string{"Bu çox uzun cümlədir."}},
		{"references", "<p>A&amp;B&nbsp;C &notin; &notit; &#601; &x; &</p>", []string{"A&B\u00a0C ∉ ¬it; ə &x; &"}},
		{"cells, lists, line breaks", "<table><tr><td>a<td>b</table><ul><li>c<li>d</ul>e<br>f", []string{"a", "b", "c", "d", "e", "f"}},
		{"text beside blocks", "<div>a<p>b</p>c</div>", []string{"a", "b", "c"}},
		{"preformatted lines", "<pre>\nbir\n  iki  üç\n</pre>dörd\nbeş", []string{"bir\niki üç", "dörd beş"}},
		{"nothing of templates, pictures and comments", "a<template>x<template>y</template>z</template><svg><text>x</text></svg><svg/><!-- x --> b", []string{"a b"}},
		{"forms", `<select><option>a<option>b</select><textarea>c &lt;i&gt;</textarea><input value="x"><button>d</button>`, []string{"a", "b", "c <i>", "d"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := open(t, tt.page).Paragraphs(); !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// put replaces a text of the page's paragraph that holds it.
func put(t *testing.T, f *File, old string, e splice.Edit) string {
	t.Helper()
	n := slices.IndexFunc(f.Paragraphs(), func(p string) bool { return strings.Contains(p, old) })
	if n < 0 {
		t.Fatalf("%q is not in %q", old, f.Paragraphs())
	}
	e.Start = strings.Index(f.Paragraphs()[n], old)
	e.End = e.Start + len(old)
	var b bytes.Buffer
	if err := f.Write(&b, map[int][]splice.Edit{n: {e}}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWrite(t *testing.T) {
	tests := []struct {
		name, page, old string
		edit            splice.Edit
		want            string
	}{
		{"one node", "<p class='a'>\n Bir&nbsp;gün.  İki. <!-- x --></p>", "İki.", splice.Edit{Text: "Два < три & «ə»."}, "<p class='a'>\n Bir&nbsp;gün.  Два &lt; три &amp; «ə». <!-- x --></p>"},
		{"white space within", "<p>Bir\n   iki. Üç.</p>", "Bir iki.", splice.Edit{Text: "Раз два."}, "<p>Раз два. Üç.</p>"},
		{"a link keeps a name", `<p>Bunu <a href="x">Reuters</a> xəbər verib.</p>`, "Bunu Reuters xəbər verib.", splice.Edit{Text: "Сообщает Reuters."}, `<p>Сообщает <a href="x">Reuters</a>.</p>`},
		{"else the longest node takes all", `<p><b>Nazir</b> bunu xəbər <i>verib</i>.</p>`, "Nazir bunu xəbər verib.", splice.Edit{Text: "Об этом сообщил министр."}, `<p><b></b>Об этом сообщил министр.<i></i></p>`},
		{"a mark", "<p>Bir. İki.</p>", "İki.", splice.Edit{Text: "Два.", Mark: "85", Note: `87 "a"`}, `<p>Bir. <mark class="aztm-85" title="87 &quot;a&quot;">Два.</mark></p>`},
		{"no mark in a title", "<title>Bir</title>", "Bir", splice.Edit{Text: "Раз", Mark: "85"}, "<title>Раз</title>"},
		{"nor in an option, but behind it", "<select><option>a</select>Bir", "Bir", splice.Edit{Text: "Раз", Mark: "85"}, `<select><option>a</select><mark class="aztm-85">Раз</mark>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := put(t, open(t, tt.page), tt.old, tt.edit); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestOpenRefuses(t *testing.T) {
	for _, tt := range []struct{ name, page, want string }{
		{"empty", "<html><script>x</script></html>", "no text"},
		{"a million pieces of text", strings.Repeat("<p>a", maxAtoms+1), "more than"},
		{"a million empty nodes", "a" + strings.Repeat("<b> ", maxAtoms+1), "more than"},
	} {
		if _, err := Open(tt.page); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.want)
		}
	}
	for _, edits := range []map[int][]splice.Edit{{1: {{}}}, {0: {{Start: 0, End: 9}}}} {
		if err := open(t, "a").Write(&bytes.Buffer{}, edits); err == nil {
			t.Errorf("%v was taken", edits)
		}
	}
}

func TestDeepPage(t *testing.T) {
	if got := open(t, strings.Repeat("<div><b>", 100_000)+"a").Paragraphs(); !slices.Equal(got, []string{"a"}) {
		t.Errorf("%q", got)
	}
}

// FuzzFile: a page written without edits is the same page, and one whose paragraphs are all replaced reads as what replaced them.
func FuzzFile(f *testing.F) {
	f.Add("<p>\n Bu  <b> çox\n</b> uzun <a href='x'>c&uuml;ml&#601;</a>dir. <br>A&notit;</p><pre>\nx\n y</pre>")
	f.Add("<title>a&amp;</title><select><option>b<option>c</select><textarea>\n<i>d</textarea><script>e</scr")
	f.Add("<svg><p>x</svg><template>y</template>z<![CDATA[ w ]]><?php x ?><a")
	f.Fuzz(func(t *testing.T, page string) {
		page = strings.ToValidUTF8(page, "")
		file, err := Open(page)
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := file.Write(&b, nil); err != nil || b.String() != page {
			t.Fatalf("%q written as %q: %v", page, b.String(), err)
		}
		edits, want := map[int][]splice.Edit{}, []string{}
		for i, p := range file.Paragraphs() {
			want = append(want, strings.Repeat("ş", i%3+1)+" <& >")
			edits[i] = []splice.Edit{{Start: 0, End: len(p), Text: want[i], Mark: []string{"", "95"}[i%2]}}
		}
		b.Reset()
		if err := file.Write(&b, edits); err != nil {
			t.Fatal(err)
		}
		if got := open(t, b.String()).Paragraphs(); !slices.Equal(got, want) {
			t.Errorf("%q\nbecame %q\nwhich reads %q", page, b.String(), got)
		}
	})
}
