package srx

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// oracleJars are libsegment-java of Debian and what it needs: packages libsegment-java, libjaxb-api-java,
// libjaxb-java, libactivation-java, libcommons-logging-java, and a JDK, since Oracle.java is run from source.
var oracleJars = []string{
	"segment", "jaxb-api", "jaxb-runtime", "jaxb-core", "jaxb-impl", "javax.activation", "commons-logging",
}

type langText struct{ lang, text string }

// withoutOracle skips the test, or fails it where AZTM_ORACLE says that the oracle must be there.
func withoutOracle(t *testing.T, format string, args ...any) {
	t.Helper()
	if os.Getenv("AZTM_ORACLE") != "" {
		t.Fatalf(format, args...)
	}
	t.Skipf(format, args...)
}

// oracle cuts the texts by the SRX file with libsegment-java, or skips the test without it.
func oracle(t *testing.T, srx string, texts []langText) [][]string {
	t.Helper()
	java, err := exec.LookPath("java")
	if err != nil {
		withoutOracle(t, "java is not installed")
	}
	var path []string
	for _, jar := range oracleJars {
		p := "/usr/share/java/" + jar + ".jar"
		if _, err := os.Stat(p); err != nil {
			withoutOracle(t, "%s is not there (libsegment-java, libjaxb-java, libactivation-java)", p)
		}
		path = append(path, p)
	}
	var in bytes.Buffer
	for _, x := range texts {
		fmt.Fprintf(&in, "%s\t%s\n", x.lang, base64.StdEncoding.EncodeToString([]byte(x.text)))
	}
	cmd := exec.Command(java, "-Xss16m", "-cp", strings.Join(path, ":"), "testdata/oracle/Oracle.java", srx)
	cmd.Stdin = &in
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("oracle: %v\n%s", err, stderr.Bytes())
	}
	lines := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	if len(lines) != len(texts) {
		t.Fatalf("oracle: %d answers to %d texts", len(lines), len(texts))
	}
	segments := make([][]string, len(texts))
	for i, l := range lines {
		segments[i] = oracleSegments(t, texts[i].text, l)
	}
	return segments
}

// oracleSegments cuts text at places in UTF-16 units and trims as Split does.
func oracleSegments(t *testing.T, text, cuts string) []string {
	units := utf16.Encode([]rune(text))
	var out []string
	from := 0
	for _, f := range strings.Fields(cuts) {
		to, err := strconv.Atoi(f)
		if err != nil || to > len(units) {
			t.Fatalf("oracle: %q", cuts)
		}
		if s := strings.TrimSpace(string(utf16.Decode(units[from:to]))); s != "" {
			out = append(out, s)
		}
		from = to
	}
	return out
}

// TestOracle holds the built-in rules to the same cuts in java.util.regex: over our cases and, with
// AZTM_DATA, every text at hand.
func TestOracle(t *testing.T) {
	texts := caseTexts(t)
	if dir := os.Getenv("AZTM_DATA"); dir != "" {
		texts = append(texts, dataTexts(t, dir)...)
	}
	texts = append(texts, madeTexts(t)...)
	for _, x := range texts[:len(texts):len(texts)] { // as one of the other languages, too
		texts = append(texts, langText{"de", x.text})
	}
	compare(t, texts)
}

func compare(t *testing.T, texts []langText) {
	want := oracle(t, "default.srx", texts)
	wrong := 0
	for i, x := range texts {
		got := split(x.lang, x.text)
		if slices.Equal(got, want[i]) {
			continue
		}
		if wrong++; wrong <= 10 {
			j := 0
			for j < len(got) && j < len(want[i]) && got[j] == want[i][j] {
				j++
			}
			t.Errorf("%s: segment %d of %.900q:\n go   %.300q\n java %.300q", x.lang, j, x.text, got[j:min(j+2, len(got))], want[i][j:min(j+2, len(want[i]))])
		}
	}
	t.Logf("%d texts, %d cut differently", len(texts), wrong)
}

// caseTexts are the texts of testdata/cases, as they stand and joined to paragraphs.
func caseTexts(t *testing.T) []langText {
	var out []langText
	for _, lang := range []string{"az", "ru", "en"} {
		var all []string
		for _, c := range readCases(t, lang) {
			all = append(all, c.text)
			out = append(out, langText{lang, c.text}, langText{lang, strings.ReplaceAll(c.text, " ", "\u00a0")})
		}
		out = append(out, langText{lang, strings.Join(all, " ")}, langText{lang, strings.Join(all, "\n")})
	}
	return out
}

// madeTexts are random chains of what rules look at, and of words of the cases.
func madeTexts(t *testing.T) []langText {
	const marks = ". . . , ! ? … .. ?! .» !» ?” .” .) ) ) » ” \" \" « “ ( – — - ; : 🎉 😀👍 \u00a0 \n • № ' ’"
	const words = "A B U.S. U.N. i e x Bu O The He Это Он В ı İ Ə iPhone 5 12 3. 2024 II X IV. 1. 5.1. 50 % $ €"
	random := rand.New(rand.NewPCG(1, 2))
	var out []langText
	for _, lang := range []string{"az", "ru", "en"} {
		pieces := strings.Fields(strings.ReplaceAll(marks+" "+words, "\n", "⏎"))
		for _, c := range readCases(t, lang) {
			pieces = append(pieces, strings.Fields(c.text)...)
		}
		for range 3000 {
			var b strings.Builder
			for range 30 {
				b.WriteString(strings.ReplaceAll(pieces[random.IntN(len(pieces))], "⏎", "\n"))
				if random.IntN(5) > 0 {
					b.WriteByte(' ')
				}
			}
			out = append(out, langText{lang, b.String()})
		}
	}
	return out
}

// dataTexts are the texts of the shared data: split, lines, minsk and news, whole files and line by line.
func dataTexts(t *testing.T, dir string) []langText {
	var out []langText
	for _, pattern := range []string{"lines/??.txt", "minsk/minsk.*.txt", "news/*/*.??.txt"} {
		files, _ := filepath.Glob(filepath.Join(dir, pattern))
		if len(files) == 0 {
			t.Fatalf("no %s", pattern)
		}
		for _, f := range files {
			lang := strings.TrimSuffix(f, ".txt")
			lang = lang[len(lang)-2:]
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Contains([]string{"az", "ru", "en"}, lang) || strings.Contains(f, "LONG8") {
				continue
			}
			out = append(out, langText{lang, string(data)}, langText{lang, strings.ReplaceAll(string(data), "\n", " ")})
		}
	}
	sets, _ := filepath.Glob(filepath.Join(dir, "split", "*.jsonl"))
	for _, set := range sets {
		for _, c := range readGold(t, set) {
			out = append(out, langText{c.Lang, c.Text}, langText{c.Lang, strings.Join(c.Sentences, "\n")})
		}
	}
	return out
}

// A testCase is a text and its segments.
type testCase struct {
	text     string
	segments []string
}

// readCases reads testdata/cases/LANG.txt: a case a line, " | " at each boundary, ⏎ for a newline; a
// line that begins with # is a comment.
func readCases(t *testing.T, lang string) []testCase {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "cases", lang+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []testCase
	for sc := bufio.NewScanner(f); sc.Scan(); {
		l := sc.Text()
		if l == "" || l[0] == '#' {
			continue
		}
		text := strings.NewReplacer("⏎ | ", "\n", " | ", " ").Replace(l)
		out = append(out, testCase{text, strings.Split(strings.ReplaceAll(l, "⏎", ""), " | ")})
	}
	if len(out) == 0 {
		t.Fatalf("no cases for %s", lang)
	}
	return out
}
