package check

import (
	"embed"
	"strings"
)

//go:embed data/*.tsv
var data embed.FS

// rows reads a table: cells parted by tabs, # starts a line of comment.
func rows(name string) [][]string {
	file, err := data.ReadFile("data/" + name)
	if err != nil {
		panic(err) // it is embedded
	}
	var out [][]string
	for line := range strings.Lines(string(file)) {
		if line = strings.TrimRight(line, "\n"); line != "" && line[0] != '#' {
			out = append(out, strings.Split(line, "\t"))
		}
	}
	return out
}

// ofLang is what a table says of a language, or under * of all.
func ofLang[T any](table map[string]T, base string) T {
	if v, ok := table[base]; ok {
		return v
	}
	return table["*"]
}

// nested reads a table of three cells: two keys and a value.
func nested(name string) map[string]map[string]string {
	out := map[string]map[string]string{}
	for _, r := range rows(name) {
		if out[r[0]] == nil {
			out[r[0]] = map[string]string{}
		}
		out[r[0]][r[1]] = r[2]
	}
	return out
}
