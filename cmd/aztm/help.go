package main

import (
	"cmp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func newHelp(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "help [COMMAND]",
		Short:   "Say what a command does",
		Example: "  aztm help lookup\n  aztm lookup --help",
		Args:    wants(0, anyNumber),
		RunE:    func(c *cobra.Command, args []string) error { return runHelp(c.Root(), args) },
	}
}

func runHelp(root *cobra.Command, args []string) error {
	c, err := findCommand(root, args)
	if err != nil {
		return err
	}
	return c.Help()
}

// findCommand is the command that the words name: terms import.
func findCommand(root *cobra.Command, words []string) (*cobra.Command, error) {
	c, rest, err := root.Find(words)
	switch {
	case err != nil:
		return nil, unknownCommand(root, words[0])
	case len(rest) > 0:
		return nil, unknownCommand(c, rest[0])
	}
	return c, nil
}

// nameOf is what a command is called behind aztm: terms import.
func nameOf(c *cobra.Command) string { return strings.TrimPrefix(c.CommandPath(), c.Root().Name()+" ") }

// everyCommand lists the commands below c, and those below them.
func everyCommand(c *cobra.Command) []*cobra.Command {
	var list []*cobra.Command
	for _, sub := range c.Commands() {
		list = append(append(list, sub), everyCommand(sub)...)
	}
	return list
}

// A group is a heading of the list of commands, and the commands below it.
type group struct {
	title    string
	commands []*cobra.Command
}

// nextCommands names, for each command, those that one is likely to want after it.
var nextCommands = map[string][]string{
	"add":          {"lookup", "review", "undo"},
	"put":          {"lookup", "undo"},
	"import":       {"lookup", "history", "undo"},
	"learn":        {"add", "align"},
	"lookup":       {"search", "approve", "edit"},
	"search":       {"browse", "show", "edit"},
	"browse":       {"search", "history", "undo"},
	"show":         {"edit", "approve", "reject"},
	"terms":        {"lookup", "check"},
	"terms import": {"terms list", "lookup", "undo"},
	"terms list":   {"terms remove", "check"},
	"terms remove": {"terms list", "undo"},
	"analyse":      {"pretranslate", "lookup"},
	"pretranslate": {"check", "analyse"},
	"check":        {"edit", "replace", "undo"},
	"review":       {"review apply", "history", "undo"},
	"review apply": {"review", "history", "undo"},
	"edit":         {"show", "history", "undo"},
	"replace":      {"search", "history", "undo"},
	"duplicates":   {"show", "forget", "edit"},
	"conflicts":    {"edit", "reject", "approve"},
	"approve":      {"learn", "undo"},
	"reject":       {"undo", "export"},
	"forget":       {"undo", "reject"},
	"undo":         {"history", "stats"},
	"history":      {"undo", "export"},
	"stats":        {"history", "doctor"},
	"export":       {"import", "backup"},
	"backup":       {"doctor", "export"},
	"doctor":       {"backup", "stats"},
	"split":        {"align", "srx"},
	"align":        {"add", "eval"},
	"eval":         {"align", "learn"},
	"norm":         {"lookup", "search"},
	"srx":          {"split"},
	"completion":   {"man"},
	"man":          {"completion"},
	"help":         {"man"},
}

// helpWidth is the most columns that help takes; on a narrower terminal it takes that.
const helpWidth = 80

// help prints the help of a command. It opens with examples, which most people look for.
func (a *app) help(c *cobra.Command) {
	a.page()
	a.printf("%s", helpText(c, min(helpWidth, terminalColumns(a.data.stream))))
}

func helpText(c *cobra.Command, width int) string {
	var b strings.Builder
	section := func(title, body string) {
		if body = strings.TrimRight(body, "\n"); body != "" {
			b.WriteString("\n" + title + ":\n" + body + "\n")
		}
	}
	b.WriteString(wrap(c.Short, width, "") + "\n")
	section("Examples", fitExamples(c.Example, width))
	usage := ""
	for _, line := range useLines(c) {
		usage += wrap("  "+line, width, "    ") + "\n"
	}
	section("Usage", usage)
	if c.Long != "" {
		b.WriteString("\n" + fitText(c.Long, width) + "\n")
	}
	for _, g := range groupsOf(c) {
		section(g.title, listCommands(g.commands, width))
	}
	section("Options", listOptions(c.LocalFlags(), width))
	section("Options of every command", listOptions(c.InheritedFlags(), width))
	section("Next", listCommands(nextOf(c), width))
	if c.HasAvailableSubCommands() {
		b.WriteString("\n" + wrap("\""+c.CommandPath()+" COMMAND --help\" says more of a command.", width, "") + "\n")
	}
	return b.String()
}

// useLines are the ways to call a command: by itself and with one of its own.
func useLines(c *cobra.Command) []string {
	var lines []string
	if c.HasParent() {
		lines = append(lines, c.UseLine())
	}
	if c.HasAvailableSubCommands() {
		lines = append(lines, c.CommandPath()+" COMMAND [flags]")
	}
	return lines
}

// groupsOf lists the commands below c under their headings.
func groupsOf(c *cobra.Command) []group {
	var groups []group
	for _, g := range c.Groups() {
		groups = append(groups, group{title: g.Title})
		for _, sub := range c.Commands() {
			if sub.GroupID == g.ID && (sub.IsAvailableCommand() || sub.Name() == "help") {
				groups[len(groups)-1].commands = append(groups[len(groups)-1].commands, sub)
			}
		}
	}
	if len(groups) == 0 && c.HasAvailableSubCommands() {
		groups = []group{{"Commands", c.Commands()}}
	}
	return groups
}

// nextOf are the commands to name at the end of the help of c.
func nextOf(c *cobra.Command) []*cobra.Command {
	var list []*cobra.Command
	for _, name := range nextCommands[nameOf(c)] {
		if next, err := findCommand(c.Root(), strings.Fields(name)); err == nil {
			list = append(list, next)
		}
	}
	return list
}

// An option is an option as help shows it.
type option struct{ names, usage string }

// optionsOf are the options of a set that are not hidden, by name.
func optionsOf(flags *pflag.FlagSet) []option {
	var list []option
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, usage := pflag.UnquoteUsage(f)
		o := option{"    --" + f.Name, usage}
		if f.Shorthand != "" {
			o.names = "-" + f.Shorthand + ", --" + f.Name
		}
		if f.Value.Type() != "bool" {
			o.names += " " + cmp.Or(valueNames[value], value)
		}
		if d := f.DefValue; !slices.Contains([]string{"", "0", "false", "[]"}, d) {
			o.usage += " (default " + strings.Trim(d, "[]") + ")"
		}
		list = append(list, o)
	})
	return list
}

// valueNames are the kinds of values of options as help calls them.
var valueNames = map[string]string{"int": "N", "float": "X", "string": "TEXT", "strings": "LIST"}

// listOptions lists options beside what they do, or above it where there is no room.
func listOptions(flags *pflag.FlagSet, width int) string {
	options := optionsOf(flags)
	indent := 0
	for _, o := range options {
		indent = max(indent, 2+columns(o.names)+3)
	}
	beside := width-indent >= 30
	if !beside {
		indent = 10
	}
	var b strings.Builder
	for _, o := range options {
		first, hang := "  "+o.names, strings.Repeat(" ", indent)
		if beside {
			first += strings.Repeat(" ", indent-columns(first))
		} else {
			first += "\n" + hang
		}
		b.WriteString(first + wrap(hang+o.usage, width, hang)[indent:] + "\n")
	}
	return b.String()
}

// listCommands lists commands with what they do, a line each or as many as it takes.
func listCommands(list []*cobra.Command, width int) string {
	const indent = 14 // two blanks, the longest name, two blanks
	var b strings.Builder
	for _, c := range list {
		name := nameOf(c)
		pad := strings.Repeat(" ", max(1, indent-2-len(name)))
		b.WriteString(wrap("  "+name+pad+c.Short, width, strings.Repeat(" ", indent)) + "\n")
	}
	return b.String()
}

// fitText fits paragraphs to a width. Lines that begin with a blank keep to themselves; what already fits is left as it is written.
func fitText(text string, width int) string {
	text = strings.TrimRight(text, "\n ")
	if fits(text, width) {
		return text
	}
	var lines []string
	open := false // the last line is of a paragraph that goes on
	for line := range strings.SplitSeq(text, "\n") {
		own := line == "" || strings.HasPrefix(line, " ")
		if open && !own {
			lines[len(lines)-1] += " " + line
		} else {
			lines = append(lines, line)
		}
		open = !own
	}
	for i, line := range lines {
		lines[i] = wrap(line, width, hanging(line))
	}
	return strings.Join(lines, "\n")
}

// hanging is the indent of a line of a list below its first: that of the last column it is set in.
func hanging(line string) string {
	if !strings.HasPrefix(line, " ") {
		return ""
	}
	text := strings.TrimLeft(line, " ")
	indent := len(line) - len(text)
	if i := strings.Index(text, "  "); i >= 0 {
		indent += len(text[:i]) + len(text[i:]) - len(strings.TrimLeft(text[i:], " "))
	}
	return strings.Repeat(" ", indent)
}

// fitExamples puts what is said of an example below it where it does not fit beside it. A command is never broken, so that it can be
// copied.
func fitExamples(text string, width int) string {
	if fits(text, width) {
		return text
	}
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		command, about, found := strings.Cut(strings.TrimLeft(line, " "), "   ")
		if columns(line) <= width || !found {
			lines = append(lines, line)
			continue
		}
		lines = append(lines, "  "+command, wrap("      "+strings.TrimLeft(about, " "), width, "      "))
	}
	return strings.Join(lines, "\n")
}

func fits(text string, width int) bool {
	for line := range strings.SplitSeq(text, "\n") {
		if columns(line) > width {
			return false
		}
	}
	return true
}

// wrap breaks a line at blanks into lines of at most width columns; those after the first begin with indent. A word that is longer
// stands alone.
func wrap(line string, width int, indent string) string {
	var b strings.Builder
	at := len(line) - len(strings.TrimLeft(line, " "))
	b.WriteString(line[:at])
	column, start := at, true
	for at < len(line) {
		word := line[at:]
		blanks := len(word) - len(strings.TrimLeft(word, " "))
		end := strings.IndexByte(word[blanks:], ' ')
		if end < 0 {
			end = len(word) - blanks
		}
		text := word[blanks : blanks+end]
		if n := columns(text); !start && column+blanks+n > width {
			b.WriteString("\n" + indent + text)
			column = len(indent) + n
		} else {
			b.WriteString(word[:blanks+end])
			column += blanks + n
		}
		start = false
		at += blanks + end
	}
	return b.String()
}
