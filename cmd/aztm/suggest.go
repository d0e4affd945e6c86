package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// otherNames are words that people try for a command.
var otherNames = map[string][]string{
	"search": {"find", "grep", "concordance"}, "lookup": {"match", "query"}, "put": {"store", "insert"}, "import": {"load"},
	"export": {"save", "dump"}, "forget": {"delete", "remove", "rm"}, "undo": {"revert", "rollback"}, "history": {"log", "batches", "list"},
	"show": {"print", "view", "get", "cat"}, "edit": {"change", "modify", "update"}, "replace": {"sed", "substitute"},
	"duplicates": {"twins", "dedupe", "dups"}, "conflicts": {"ambiguous"}, "doctor": {"verify", "fsck"}, "stats": {"info", "count", "status"},
}

// unknownCommand is the error of a command that parent does not have.
func unknownCommand(parent *cobra.Command, name string) error {
	for _, c := range parent.Commands() {
		c.SuggestFor = otherNames[nameOf(c)]
	}
	err := fmt.Errorf("unknown command %q", name)
	list := parent.CommandPath() + " --help lists the commands"
	parent.SuggestionsMinimumDistance = 2
	near := parent.SuggestionsFor(name)
	if len(near) == 0 {
		return hint(err, "%s", list)
	}
	return hint(err, "did you mean %s? %s", strings.Join(near, " or "), list)
}

// flagError says what is wrong with an option, and which one was perhaps meant.
func flagError(c *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var valueless *pflag.ValueRequiredError
	var wrong *pflag.InvalidValueError
	list := c.CommandPath() + " --help lists the options"
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() != "":
		err = fmt.Errorf("%s: no option -%s", nameOf(c), unknown.GetSpecifiedShortnames())
		return hint(err, "a text that begins with - stands after --: %s -- -%s; %s", c.CommandPath(), unknown.GetSpecifiedShortnames(), list)
	case errors.As(err, &unknown):
		err = fmt.Errorf("%s: no option --%s", nameOf(c), unknown.GetSpecifiedName())
		if near := nearFlags(c, unknown.GetSpecifiedName()); len(near) > 0 {
			return hint(err, "did you mean --%s? %s", strings.Join(near, " or --"), list)
		}
	case errors.As(err, &valueless):
		f := valueless.GetFlag()
		name, usage := pflag.UnquoteUsage(f)
		return hint(fmt.Errorf("--%s: a value is missing", f.Name), "--%s %s: %s", f.Name, name, usage)
	case errors.As(err, &wrong):
		f := wrong.GetFlag()
		return hint(fmt.Errorf("--%s %q: %s", f.Name, wrong.GetValue(), wanted[f.Value.Type()]), "--%s: %s", f.Name, f.Usage)
	}
	return hint(err, "%s", list)
}

// wanted says of a kind of option what a wrong value is not.
var wanted = map[string]string{"int": "no whole number", "int64": "no whole number", "float64": "no number", "bool": "neither true nor false"}

// nearFlags are the options that are spelt most like name, at most three.
func nearFlags(c *cobra.Command, name string) []string {
	type near struct {
		name     string
		distance int
	}
	var all []near
	c.Flags().VisitAll(func(f *pflag.Flag) {
		d := editDistance(name, f.Name)
		if strings.HasPrefix(f.Name, name) {
			d = 1
		}
		if !f.Hidden && d <= min(2, len(name)/2) {
			all = append(all, near{f.Name, d})
		}
	})
	slices.SortStableFunc(all, func(a, b near) int { return cmp.Compare(a.distance, b.distance) })
	var names []string
	for _, n := range all[:min(len(all), 3)] {
		if n.distance == all[0].distance {
			names = append(names, n.name)
		}
	}
	return names
}

// editDistance is the least number of bytes to insert, delete, replace or swap with their neighbour to make b of a.
func editDistance(a, b string) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}
