package srx

import (
	"strings"
	"testing"
)

// TestBacktrack holds the constructs that RE2 cannot read.
func TestBacktrack(t *testing.T) {
	for _, c := range []struct{ before, after, stops, breaks string }{
		{`(?<=x)a\.`, `\s`, "xa. B", "ya. B"},
		{`(?<!x)a\.`, `\s`, "ya. B", "xa. B"},
		{`a\.`, `\s(?=\p{Ll})`, "a. b", "a. B"},
		{`a\.`, `(?!\sB)`, "a. C", "a. B"},
		{`a\.`, `\s(\w)\1`, "a. əə", "a. əb"},
		{`(?>a+)b\.`, `\s`, "aab. B", "c. B"},
		{`a*+b\.`, `\s`, "aab. B", "c. B"},
		{`[\p{L}&&[^ə]](?<=x)\.`, `\h`, "x. B", "ə. B"},
		{`(?<=🎉)a\.`, `\s`, "🎉a. B", "a. B"},
	} {
		rule := `<rule break="no"><beforebreak>` + escapeXML(c.before) + `</beforebreak><afterbreak>` + escapeXML(c.after) + `</afterbreak></rule>`
		file := testFile("yes", "", rule+breakRule)
		if got := splitBy(t, file, "en", c.stops); len(got) != 1 {
			t.Errorf("%s ~ %s on %q: %q", c.before, c.after, c.stops, got)
		}
		if got := splitBy(t, file, "en", c.breaks); len(got) != 2 {
			t.Errorf("%s ~ %s on %q: %q", c.before, c.after, c.breaks, got)
		}
	}
	breaks := testFile("no", "", `<rule><beforebreak>(?&lt;=x)a</beforebreak></rule>`)
	if got := splitBy(t, breaks, "en", "xab\nab"); len(got) != 3 {
		t.Errorf("a break rule: %q", got)
	}
}

func TestBackreferenceBefore(t *testing.T) {
	_, err := Parse(strings.NewReader(testFile("no", "", `<rule><beforebreak>(\w)\1</beforebreak></rule>`)))
	if err == nil || !strings.Contains(err.Error(), "rule 1") {
		t.Errorf("%v, want an error that names rule 1", err)
	}
}

// TestSlowRule holds that a rule that takes too long is named and not asked again.
func TestSlowRule(t *testing.T) {
	rule := `<rule break="no"><beforebreak>(?=(a|aa|aaa|a+)+$)y\.</beforebreak></rule><rule break="no"><afterbreak>\s(?=(a+)+(a+)+(a+)+!)</afterbreak></rule>`
	rules, err := Parse(strings.NewReader(testFile("no", "", rule+breakRule)))
	if err != nil {
		t.Fatal(err)
	}
	spans, err := rules.Segmenter("en").SplitStrict("x. " + strings.Repeat("a", 400) + ". b")
	if err == nil || !strings.Contains(err.Error(), "rule 2") || len(spans) != 3 {
		t.Errorf("%d spans, %v", len(spans), err)
	}
}
