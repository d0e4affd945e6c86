package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/spf13/cobra"
)

// version is the release; the build may set it with -ldflags "-X main.version=…".
var version = "0.1.0"

// errNothing says that a lookup or search found nothing: exit code 1, no message.
var errNothing = errors.New("nothing found")

// errBelow says that a figure is below its floor, which was told: exit code 1, no message.
var errBelow = errors.New("below the floor")

// A hinted error comes with advice on what to try.
type hinted struct {
	error
	hint string
}

func (h hinted) Unwrap() error { return h.error }

// hint gives err the advice that is printed below it.
func hint(err error, format string, args ...any) error {
	return hinted{err, fmt.Sprintf(format, args...)}
}

// run executes one command line and returns the exit code.
func run(ctx context.Context, a *app, args []string) int {
	root := newRoot(a)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if _, _, unknown := root.Find(args); unknown != nil && err != nil && !strings.Contains(err.Error(), "\n") { // cobra suggests nothing
		err = hint(err, "aztm --help lists the commands")
	}
	if ferr := a.stdout.Flush(); err == nil && ferr != nil {
		err = fmt.Errorf("standard output: %w", ferr)
	}
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errNothing), errors.Is(err, errBelow):
		return 1
	case ctx.Err() != nil:
		fmt.Fprintln(a.stderr, "aztm: interrupted")
		return 130
	}
	a.complain(err)
	return 2
}

// complain prints an error in one line, then its hint.
func (a *app) complain(err error) {
	text, rest, _ := strings.Cut(err.Error(), "\n")
	fmt.Fprintf(a.stderr, "aztm: error: %s\n", visible(text))
	var h hinted
	if errors.As(err, &h) {
		fmt.Fprintf(a.stderr, "aztm: hint: %s\n", visible(h.hint))
	} else if rest = strings.Join(strings.Fields(rest), " "); rest != "" {
		fmt.Fprintf(a.stderr, "aztm: hint: %s\n", visible(rest))
	}
}

// anyNumber of arguments is no bound.
const anyNumber = math.MaxInt

// wants refuses a number of arguments below least or above most, and says how the command is used.
func wants(least, most int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		var err error
		switch {
		case len(args) < least:
			err = fmt.Errorf("%s: an argument is missing", c.Name())
		case len(args) > most:
			err = fmt.Errorf("%s: %q is one argument too many", c.Name(), args[most])
		default:
			return nil
		}
		return hint(err, "%s; %s --help says more", c.UseLine(), c.CommandPath())
	}
}

func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "aztm",
		Short: "Azerbaijani–Russian–English translation memory",
		Long: `aztm turns folders of news in Azerbaijani, Russian and English into a
translation memory, finds every sentence again, and hands it to CAT tools. All
of it stays on this machine.`,
		Example: `  aztm add news/           a folder of NAME.az.txt, NAME.ru.txt, NAME.en.txt
  aztm lookup "Danışıqlar Bakıda keçirilib."
  aztm search az:danışıqlar ru:Баку
  aztm export news.tmx --langs az,ru`,
		Version:       version,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	root.SetUsageTemplate(usageTemplate)
	root.SetHelpTemplate(usageTemplate)
	root.SetVersionTemplate("aztm {{.Version}}\n")
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return hint(err, "%s --help lists the options", c.CommandPath())
	})
	f := root.PersistentFlags()
	f.StringVar(&a.memoryFlag, "memory", "", "the memory `FILE` (default: $AZTM_MEMORY, else aztm/memory.db in your data folder)")
	f.BoolVar(&a.json, "json", false, "print one JSON object a line")
	f.BoolVarP(&a.quiet, "quiet", "q", false, "print no messages but warnings and errors")
	root.AddCommand(newAdd(a), newPut(a), newLookup(a), newSearch(a), newImport(a), newExport(a),
		newSplit(a), newAlign(a), newEval(a), newLearn(a), newNorm(a), newSRX(a), newCheck(a), newStats(a), newHistory(a), newUndo(a), newShow(a), newApprove(a), newReject(a), newForget(a), newBackup(a), newDoctor(a))
	root.CompletionOptions.HiddenDefaultCmd = true
	return root
}

// usageTemplate opens with the examples: they are what most people look for.
const usageTemplate = `{{with or .Long .Short}}{{. | trimTrailingWhitespaces}}

{{end}}{{if .HasExample}}Examples:
{{.Example}}

{{end}}Usage:
  {{.UseLine}}{{if .HasAvailableSubCommands}} COMMAND

Commands:{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}

"{{.CommandPath}} COMMAND --help" says more of a command.{{end}}{{if .HasAvailableLocalFlags}}

Options:
{{.LocalFlags.FlagUsagesWrapped 80 | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

Options of every command:
{{.InheritedFlags.FlagUsagesWrapped 80 | trimTrailingWhitespaces}}{{end}}
`
