package corpus

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// lay writes files, by slash-separated name, below a new folder.
func lay(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// told is a discovery in one line a story or refusal, with paths below root.
func told(root string, d Discovery) string {
	var b strings.Builder
	for _, s := range d.Stories {
		fmt.Fprintf(&b, "%s:", s.Name)
		for _, f := range s.Files {
			fmt.Fprintf(&b, " %s=%s", f.Lang, f.Path)
		}
		b.WriteByte('\n')
	}
	for _, a := range d.Alone {
		fmt.Fprintf(&b, "alone %s: %s\n", a.Name, a.Reason)
	}
	for _, r := range d.Refused {
		fmt.Fprintf(&b, "refused %s: %s\n", r.Name, r.Reason)
	}
	return strings.ReplaceAll(b.String(), root+string(filepath.Separator), "")
}

const (
	azText = "Nazirlik bu barədə məlumat yayıb və bildirib ki, yol açılıb."
	ruText = "Министерство сообщило об этом и заявило, что дорога открыта."
	enText = "The ministry said that the road was open and that it would stay so."
)

func TestDiscover(t *testing.T) {
	for _, c := range []struct {
		name  string
		files string
		want  string
	}{
		{"names", "a.az.txt a_RU.html a-en.htm", "a: az=a.az.txt ru=a_RU.html en=a-en.htm\n"},
		{"folders", "AZ/a.txt ru/a.html En/a.txt", "a: az=AZ/a.txt ru=ru/a.html en=En/a.txt\n"},
		{"folders with folders below", "az/2024/a.txt ru/2024/a.txt", "a: az=az/2024/a.txt ru=ru/2024/a.txt\n"},
		{"both", "az/a.az.txt ru/a.ru.txt", "a: az=az/a.az.txt ru=ru/a.ru.txt\n"},
		{"a folder a story", "talks/az.txt talks/ru.txt", "talks: az=talks/az.txt ru=talks/ru.txt\n"},
		{"long codes", "a.aze.txt a.rus.txt a.ENG.txt", "a: az=a.aze.txt ru=a.rus.txt en=a.ENG.txt\n"},
		{"countries", "a.az-AZ.txt a_ru_RU.txt a.en-gb.txt", "a: az=a.az-AZ.txt ru=a_ru_RU.txt en=a.en-gb.txt\n"},
		{"one name in two folders", "x/a.az.txt x/a.ru.txt y/a.az.txt y/a.ru.txt", "x/a: az=x/a.az.txt ru=x/a.ru.txt\ny/a: az=y/a.az.txt ru=y/a.ru.txt\n"},
		{"hidden", ".a.az.txt .git/a.az.txt", ""},
		{"one language", "a.az.txt", "alone a: only az (a.az.txt): a story needs two languages\n"},
		{"one language twice", "a.az.txt a.az.html a.ru.txt", "refused a: two files in one language: a.az.html and a.az.txt\n"},
		{"other kinds", "a.az.pdf a.ru.rtf b", ""},
		{"composed and decomposed", "görüş.az.txt go\u0308ru\u0308s\u0327.ru.txt", "görüş: az=görüş.az.txt ru=go\u0308ru\u0308s\u0327.ru.txt\n"},
	} {
		files := map[string]string{}
		for _, f := range strings.Fields(c.files) {
			files[f] = "x"
		}
		root := lay(t, files)
		d, err := Discover([]string{root})
		if got := told(root, d); err != nil || got != c.want {
			t.Errorf("%s: %v\n%swant\n%s", c.name, err, got, c.want)
		}
	}
}

func TestDiscoverByText(t *testing.T) {
	for _, c := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"joins its name", map[string]string{"a.txt": azText, "a.ru.txt": ruText}, "a: az=a.txt ru=a.ru.txt\n"},
		{"two without", map[string]string{"a.txt": enText, "a.html": "<p>" + ruText}, "a: ru=a.html en=a.txt\n"},
		{"alone", map[string]string{"a.txt": azText}, "alone a.txt: its name tells no language (its text reads like az): " + nameIt + "\n"},
		{"taken", map[string]string{"a.txt": azText, "a.az.txt": azText, "a.ru.txt": ruText},
			"a: az=a.az.txt ru=a.ru.txt\nalone a.txt: its name tells no language, its text reads like az, and a.az.txt is the az text of its story\n"},
		{"nothing to go by", map[string]string{"a.txt": "12"}, "refused a.txt: neither its name nor its text tells the language: " + nameIt + "\n"},
		{"one language by text", map[string]string{"a.txt": azText, "a.html": "<p>" + azText}, "alone a.html: its name tells no language (its text reads like az): " + nameIt +
			"\nalone a.txt: its name tells no language (its text reads like az): " + nameIt + "\n"},
	} {
		root := lay(t, c.files)
		d, err := Discover([]string{root})
		if got := told(root, d); err != nil || got != c.want {
			t.Errorf("%s: %v\n%swant\n%s", c.name, err, got, c.want)
		}
	}
}

func TestDiscoverPaths(t *testing.T) {
	root := lay(t, map[string]string{"az/a.txt": "x", "ru/a.txt": "x", "b.az.txt": "x", "b.ru.txt": "x", "c.md": "x"})
	at := func(names ...string) (out []string) {
		for _, n := range names {
			out = append(out, filepath.Join(root, n))
		}
		return out
	}
	const a, b = "a: az=az/a.txt ru=ru/a.txt\n", "b: az=b.az.txt ru=b.ru.txt\n"
	for _, c := range []struct {
		paths []string
		want  string
	}{
		{at("."), a + b}, {at("az", "ru"), a}, {at("az/a.txt", "ru/a.txt"), a}, {at(".", "az", "b.az.txt", "../"+filepath.Base(root)), a + b},
	} {
		d, err := Discover(c.paths)
		if got := told(root, d); err != nil || got != c.want {
			t.Errorf("%v: %v\n%swant\n%s", c.paths, err, got, c.want)
		}
	}
	for path, want := range map[string]string{"none": "no such file", "c.md": "not a news text"} {
		if _, err := Discover(at(path)); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v, want %q", path, err, want)
		}
	}
}

func TestDiscoverLinks(t *testing.T) {
	root := lay(t, map[string]string{"news/a.az.txt": "x", "news/a.ru.txt": "x", "news/c.md": "x", "elsewhere/b.az.txt": "x"})
	link := func(to, from string) {
		if err := os.Symlink(to, filepath.Join(root, from)); err != nil {
			t.Skip(err)
		}
	}
	link("..", "news/loop")
	link("none", "news/dead.az.txt")
	link("../news", "news/folder.txt")
	link("../elsewhere/b.az.txt", "news/b.az.txt")
	link("news", "named")
	d, err := Discover([]string{filepath.Join(root, "named")})
	want := "a: az=named/a.az.txt ru=named/a.ru.txt\nalone b: only az (named/b.az.txt): a story needs two languages\n" +
		"refused named/dead.az.txt: no such file or directory\n"
	if got := told(root, d); err != nil || got != want {
		t.Errorf("%v\n%swant\n%s", err, got, want)
	}
	if d.Skipped[skippedLink] != 2 || d.Skipped[".md"] != 1 || len(d.Skipped) != 2 {
		t.Errorf("skipped %v", d.Skipped)
	}
}

func TestByHand(t *testing.T) {
	s, err := ByHand([]File{{Lang: "ru", Path: "x/peregovory.txt"}, {Lang: "az", Path: "talks.txt"}})
	if err != nil || s.Name != "talks" || s.Files[0].Lang != "az" {
		t.Errorf("%v %v", s, err)
	}
	if _, err := ByHand([]File{{Lang: "ru", Path: "x"}}); err == nil {
		t.Error("one language: no error")
	}
}

// TestDiscoverOrder holds that stories are listed by the alphabet of 32 letters.
func TestDiscoverOrder(t *testing.T) {
	dir := t.TempDir()
	for _, name := range strings.Fields("zal çay dağ əl el xal həb ığ İlk iş şəhər cib") {
		for _, lang := range []string{"az", "ru"} {
			if err := os.WriteFile(filepath.Join(dir, name+"."+lang+".txt"), []byte("Bir."), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	d, err := Discover([]string{dir})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range d.Stories {
		got = append(got, s.Name)
	}
	if want := "cib çay dağ el əl həb xal ığ İlk iş şəhər zal"; strings.Join(got, " ") != want {
		t.Errorf("%q, want %q", got, want)
	}
}
