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
	if p.Headline != "Yeni xətt" || p.Date != "2024-05-14T09:00" || len(p.Blocks) != 5 || p.Blocks[0] != (Block{3, sentence}) {
		t.Errorf("%+v", p)
	}
}

func TestReadPlainFallback(t *testing.T) {
	p, err := Read("<p>Bir cümlə.</p><p>İki cümlə.</p>")
	if err != nil || text(p.Blocks) != "Bir cümlə.|İki cümlə." {
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

// Everything that a page shows is in its blocks or in what is left, whatever the page is made of.
func TestLeft(t *testing.T) {
	page := `<html><head><title>Yeni xətt</title><style>p{}</style></head><body><nav><a href="/">Ana səhifə</a></nav>
<div class="sidebar"><ul><li><a href="/1">Ən çox oxunan</a></li></ul></div><article><h1>Yeni xətt</h1><time datetime="2024-05-14">14 may 2024</time>` +
		strings.Repeat("<p>"+sentence+"</p>\n", 5) + `<figure><img src="a.jpg"><figcaption>Foto: nazirlik</figcaption></figure></article>
<form><label>Axtar</label><input><button>Göndər</button></form><footer>Əlaqə</footer><script>var x</script></body></html>`
	p, err := Read(page)
	if err != nil {
		t.Fatal(err)
	}
	if want := "Ana səhifə|Ən çox oxunan|14 may 2024|Foto: nazirlik|Axtar|Göndər|Əlaqə"; text(p.Left) != want || len(p.Blocks) != 5 {
		t.Errorf("left %q, want %q; blocks %q", text(p.Left), want, text(p.Blocks))
	}
}

func TestTimeAndForm(t *testing.T) {
	dated := `Görüş <time datetime="2024-10-03">3 oktyabr</time> tarixində keçirilib, sənəd imzalanıb, tərəflər razı qalıb.`
	page := `<body><form action="/default.aspx"><div><h1>Yeni xətt</h1><div><time>1 may</time></div><p>` + dated + `</p>` + strings.Repeat("<p>"+sentence+"</p>", 4) + `</div></form></body>`
	p, err := Read(page)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Blocks) != 5 || p.Blocks[0].Text != "Görüş 3 oktyabr tarixində keçirilib, sənəd imzalanıb, tərəflər razı qalıb." {
		t.Errorf("%q", text(p.Blocks))
	}
}

func text(blocks []Block) string {
	var all []string
	for _, b := range blocks {
		all = append(all, b.Text)
	}
	return strings.Join(all, "|")
}
