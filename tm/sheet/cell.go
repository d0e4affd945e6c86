package sheet

import "strings"

var escaper = strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)

// escaped writes a text as a cell of a TSV.
func escaped(s string) string {
	if !strings.ContainsAny(s, "\\\t\n\r") {
		return s
	}
	return escaper.Replace(s)
}

func unescaped(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch s[i] {
		case 't':
			b.WriteByte('\t')
		case 'n':
			b.WriteByte('\n')
		case 'r':
			b.WriteByte('\r')
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// isFormula says whether a spreadsheet would run a cell of a CSV, or would if it had fewer apostrophes before it.
func isFormula(s string) bool {
	s = strings.TrimLeft(s, "'")
	return s != "" && strings.IndexByte("=+-@\t\r\n", s[0]) >= 0
}

// guarded writes a text as a cell of a CSV that no spreadsheet runs.
func guarded(s string) string {
	if isFormula(s) {
		return "'" + s
	}
	return s
}

func unguarded(s string) string {
	if s != "" && s[0] == '\'' && isFormula(s) {
		return s[1:]
	}
	return s
}

// columnName is what a spreadsheet calls a column: A, B, … Z, AA.
func columnName(place int) string {
	name := ""
	for n := place + 1; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}
