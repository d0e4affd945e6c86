package main

import (
	"cmp"
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
	if a.stdin != nil {
		a.input = newStoppable(ctx, a.stdin)
		a.stdin = a.input
	}
	root := newRoot(a)
	root.SetArgs(args)
	var err error
	if completing(args) {
		err = addCompletions(a, root)
	}
	if err == nil {
		err = root.ExecuteContext(ctx)
	}
	if ferr := a.endPage(); err == nil && ferr != nil {
		err = fmt.Errorf("standard output: %w", ferr)
	}
	switch {
	case err == nil, errors.Is(err, errQuit):
		return 0
	case errors.Is(err, errNothing), errors.Is(err, errBelow), errors.Is(err, errFindings):
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
	advice := cmp.Or(strings.Join(strings.Fields(rest), " "), a.memoryAdvice(err))
	if errors.As(err, &h) {
		advice = h.hint
	}
	if advice != "" {
		fmt.Fprintf(a.stderr, "aztm: hint: %s\n", visible(advice))
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
			err = fmt.Errorf("%s: an argument is missing", nameOf(c))
		case len(args) > most && c.HasSubCommands():
			return unknownCommand(c, args[most])
		case len(args) > most:
			err = fmt.Errorf("%s: %q is one argument too many", nameOf(c), args[most])
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
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(c, args[0])
			}
			return nil
		},
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { a.help(c) })
	root.SetVersionTemplate("aztm {{.Version}}\n")
	root.SetFlagErrorFunc(flagError)
	f := root.PersistentFlags()
	f.StringVar(&a.memoryFlag, "memory", "", "the memory `FILE` (default: $AZTM_MEMORY, else aztm/memory.db in your data folder)")
	f.BoolVar(&a.json, "json", false, "print one JSON object a line")
	f.BoolVarP(&a.quiet, "quiet", "q", false, "print no messages but warnings and errors")
	f.BoolVar(&a.noInput, "no-input", false, "never ask: what wants a yes is left undone")
	f.BoolVar(&a.noPager, "no-pager", false, "print long output at once, not by $AZTM_PAGER, $PAGER or less")
	f.BoolP("help", "h", false, "show this help")
	root.Flags().BoolP("version", "v", false, "print the version")
	for _, g := range commandGroups(a) {
		root.AddGroup(&cobra.Group{ID: g.title, Title: g.title})
		for _, c := range g.commands {
			c.GroupID = g.title
			if c.Name() == "help" {
				root.SetHelpCommand(c)
			}
			root.AddCommand(c)
		}
	}
	root.CompletionOptions.DisableDefaultCmd = true
	return root
}

// commandGroups are all commands, in the order of help.
func commandGroups(a *app) []group {
	return []group{
		{"Fill the memory", []*cobra.Command{newAdd(a), newImport(a), newPut(a), newLearn(a)}},
		{"Ask it", []*cobra.Command{newLookup(a), newSearch(a), newBrowse(a), newShow(a), newTerms(a), newStats(a)}},
		{"Work on a new text", []*cobra.Command{newAnalyse(a), newPretranslate(a), newCheck(a)}},
		{"Repair it", []*cobra.Command{newReview(a), newApprove(a), newReject(a), newForget(a), newEdit(a), newReplace(a), newDuplicates(a), newConflicts(a), newHistory(a), newUndo(a)}},
		{"Hand it on and keep it", []*cobra.Command{newExport(a), newBackup(a), newDoctor(a)}},
		{"Texts alone, the memory untouched", []*cobra.Command{newSplit(a), newAlign(a), newEval(a), newNorm(a), newSRX(a)}},
		{"The program", []*cobra.Command{newHelp(a), newCompletion(a), newMan(a)}},
	}
}
