package html

import (
	"strings"
	"testing"
)

const sentence = "Nazirlər yeni dəmir yolu xəttinin tikintisini müzakirə ediblər, sənəd isə payızda imzalanacaq."

func TestRead(t *testing.T) {
	page := `<html><head><title>Yeni xətt | Qəzet</title><meta property="article:published_time" content="2024-05-14T09:00:00Z"></head>
<body><nav><a href="/">Ana səhifə</a></nav><article><h1>Yeni xətt</h1>` + strings.Repeat("<p>"+sentence+"</p>\n", 5) +
		`<script>var x = "yox";</script></article><footer>Əlaqə</footer></body></html>`
	p, err := Read(page)
	if err != nil {
		t.Fatal(err)
	}
	if p.Headline != "Yeni xətt" || p.Date != "2024-05-14T09:00" || len(p.Blocks) != 5 || p.Blocks[0] != sentence {
		t.Errorf("%+v", p)
	}
}

func TestReadPlainFallback(t *testing.T) {
	p, err := Read("<p>Bir cümlə.</p><p>İki cümlə.</p>")
	if err != nil || strings.Join(p.Blocks, "|") != "Bir cümlə.|İki cümlə." {
		t.Errorf("%+v %v", p, err)
	}
}

func TestReadRefusals(t *testing.T) {
	for name, page := range map[string]string{"empty": "<html></html>", "deep": strings.Repeat("<div>", maxDepth+100) + "a"} {
		if _, err := Read(page); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestDeclared(t *testing.T) {
	if got := Declared([]byte(`<meta charset="windows-1251">`)); got != "windows-1251" {
		t.Errorf("Declared: %q", got)
	}
}
