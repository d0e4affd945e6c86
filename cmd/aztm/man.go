package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

type manOptions struct{ dir string }

func newMan(a *app) *cobra.Command {
	var o manOptions
	c := &cobra.Command{
		Use:   "man [COMMAND]",
		Short: "Show the manual, or write its pages",
		Long: `Man shows the manual page of aztm or of one of its commands: by the program man
on a terminal, in its source (roff) elsewhere. --dir writes all pages, for man
to find them.`,
		Example: `  aztm man lookup
  aztm man --dir ~/.local/share/man/man1     then: man aztm-lookup
  aztm man | man -l -`,
		Args: wants(0, 1),
		RunE: func(c *cobra.Command, args []string) error { return runMan(c.Context(), a, o, c.Root(), args) },
	}
	o.addFlags(c)
	return c
}

func (o *manOptions) addFlags(c *cobra.Command) {
	c.Flags().StringVar(&o.dir, "dir", "", "write the pages of all commands into this folder: `DIR`")
}

func runMan(ctx context.Context, a *app, o manOptions, root *cobra.Command, args []string) error {
	if o.dir != "" {
		return writeManual(a, o.dir, root)
	}
	c := root
	if len(args) == 1 {
		found, rest, err := root.Find(args)
		if err != nil || len(rest) > 0 {
			return unknownCommand(root, args[0])
		}
		c = found
	}
	page := manPage(c)
	if f, ok := a.data.stream.(*os.File); ok && a.terminal && !a.noPager {
		if err := a.showMan(ctx, f, page); !errors.Is(err, exec.ErrNotFound) {
			return err
		}
	}
	a.printf("%s", page)
	return nil
}

// showMan shows a page by the program man. The error wraps exec.ErrNotFound if there is none.
func (a *app) showMan(ctx context.Context, terminal io.Writer, page string) error {
	m := exec.CommandContext(ctx, "man", "-l", "-")
	m.Stdin, m.Stdout, m.Stderr = strings.NewReader(page), terminal, a.stderr
	a.lent.Store(true)
	defer a.lent.Store(false)
	return m.Run()
}

// writeManual writes the page of each command into a folder, which it makes.
func writeManual(a *app, dir string, root *cobra.Command) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fileError(dir, err)
	}
	pages := append([]*cobra.Command{root}, root.Commands()...)
	for _, c := range pages {
		name := filepath.Join(dir, manName(c)+".1")
		if err := os.WriteFile(name, []byte(manPage(c)), 0o666); err != nil {
			return fileError(name, err)
		}
	}
	a.say("%s written to %s", plural(len(pages), "page", "pages"), dir)
	return nil
}

// manName is what the page of a command is called: aztm-lookup.
func manName(c *cobra.Command) string { return strings.ReplaceAll(c.CommandPath(), " ", "-") }

// manPage is the help of a command as a manual page, in roff.
func manPage(c *cobra.Command) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line(".TH %s 1 \"\" \"aztm %s\" \"aztm manual\"\n.nh\n.ad l", strings.ToUpper(manName(c)), version)
	line(".SH NAME\n%s \\- %s", roff(manName(c)), roff(c.Short))
	line(".SH SYNOPSIS\n\\fB%s\\fR", roff(useLine(c)))
	line(".SH EXAMPLES\n.nf\n%s\n.fi", roff(c.Example))
	line(".SH DESCRIPTION\n%s", roffText(cmp.Or(c.Long, c.Short)))
	for _, g := range groupsOf(c) {
		line(".SH %s", roff(strings.ToUpper(g.title)))
		for _, sub := range g.commands {
			line(".TP\n.BR %s (1)\n%s", roff(manName(sub)), roff(sub.Short))
		}
	}
	options := func(title string, flags *pflag.FlagSet) {
		for i, o := range optionsOf(flags) {
			if i == 0 {
				line(".SH %s", title)
			}
			line(".TP\n\\fB%s\\fR\n%s", roff(strings.TrimLeft(o.names, " ")), roff(o.usage))
		}
	}
	options("OPTIONS", c.LocalFlags())
	options("OPTIONS OF EVERY COMMAND", c.InheritedFlags())
	if !c.HasParent() {
		b.WriteString(programManual)
	}
	var also []string
	for _, n := range nextOf(c) {
		also = append(also, ".BR "+roff(manName(n))+" (1)")
	}
	if len(also) > 0 {
		line(".SH SEE ALSO\n%s", strings.Join(also, " ,\n"))
	}
	return b.String()
}

// programManual is what the page of aztm says of all commands.
const programManual = `.SH EXIT STATUS
0 done or found, 1 nothing found, 2 error, 130 interrupted.
.SH ENVIRONMENT
.TP
\fBAZTM_MEMORY\fR
the memory, if \-\-memory names none
.TP
\fBAZTM_PAGER\fR, \fBPAGER\fR
what shows long output on a terminal; empty for nothing
.TP
\fBVISUAL\fR, \fBEDITOR\fR
what
.BR aztm\-edit (1)
opens
.TP
\fBNO_COLOR\fR
if set, no colours
.TP
\fBCOLUMNS\fR
the width of the terminal
.SH FILES
.TP
\fI~/.local/share/aztm/memory.db\fR
the memory, below $XDG_DATA_HOME if that is set
`

// roff escapes what roff would read as its own.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`, "~", `\(ti`, "^", `\(ha`, "`", "\\`", "'", `\(aq`).Replace(text)
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, ".") {
			lines[i] = `\&` + l
		}
	}
	return strings.Join(lines, "\n")
}

// roffText is paragraphs in roff; lines that begin with a blank keep to themselves.
func roffText(text string) string {
	var b strings.Builder
	own := false
	for line := range strings.SplitSeq(text, "\n") {
		switch indented := strings.HasPrefix(line, " "); {
		case line == "":
			if own {
				b.WriteString(".fi\n")
			}
			line, own = ".PP", false
		default:
			line = roff(line)
			if indented && !own {
				b.WriteString(".nf\n")
			} else if own && !indented {
				b.WriteString(".fi\n")
			}
			own = indented
		}
		b.WriteString(line + "\n")
	}
	if own {
		b.WriteString(".fi\n")
	}
	return strings.TrimRight(b.String(), "\n")
}
