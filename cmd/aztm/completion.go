package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"aztm/tm"
)

var shells = []string{"bash", "zsh", "fish"}

func newCompletion(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Print what makes bash, zsh or fish complete commands with Tab",
		Long: `Completion prints a script for a shell. With it Tab completes commands, options
and their values: languages, formats, statuses, and from the memory stories and
batches, with what they are about.`,
		Example: `  source <(aztm completion bash)          in ~/.bashrc
  source <(aztm completion zsh)           in ~/.zshrc, after compinit
  aztm completion fish | source           in ~/.config/fish/config.fish`,
		Args: wants(1, 1),
		RunE: func(c *cobra.Command, args []string) error { return runCompletion(a, c.Root(), args[0]) },
	}
}

func runCompletion(a *app, root *cobra.Command, shell string) error {
	switch shell {
	case "bash":
		a.printf("%s", bashWords)
		return root.GenBashCompletionV2(a.stdout, true)
	case "zsh":
		return root.GenZshCompletion(a.stdout)
	case "fish":
		return root.GenFishCompletion(a.stdout, true)
	}
	return hint(fmt.Errorf("%q: no shell that aztm completes for", shell), "%s", strings.Join(shells, ", "))
}

// bashWords is what the script for bash takes from the package bash-completion, for where that is not installed.
const bashWords = `if ! declare -F _get_comp_words_by_ref >/dev/null; then
_get_comp_words_by_ref() {
    words=("${COMP_WORDS[@]}") cword=$COMP_CWORD
    cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
}
fi

`

// completing says that the shell asks what may stand at the cursor.
func completing(args []string) bool {
	return len(args) > 0 && (args[0] == cobra.ShellCompRequestCmd || args[0] == cobra.ShellCompNoDescRequestCmd)
}

// addCompletions says what may stand as the arguments and the values of options. A name of an option means the same in all commands.
func addCompletions(a *app, root *cobra.Command) error {
	langs := []string{"az\tAzerbaijani", "ru\tRussian", "en\tEnglish"}
	statuses := []string{"aligned\tmade by the aligner", "approved\ta translator said yes", "rejected\ta translator said no",
		"imported\tfrom another memory", "outdated\tits text is gone"}
	flags := map[string]cobra.CompletionFunc{
		"lang": oneOf(langs), "langs": oneOf(langs), "from": oneOf(langs), "to": oneOf(langs), "in": oneOf(langs), "columns": oneOf(langs),
		"status": oneOf(statuses), "format": oneOf(formatNames()), "for": oneOf(toolNames()), "on-conflict": oneOf([]string{"keep", "replace", "add"}),
		"encoding": oneOf([]string{"utf-8", "utf-16le", "windows-1251", "windows-1252", "windows-1254", "koi8-r", "azlat"}),
		"batch":    a.batchNumbers, "document": a.storyNames, "srx": files("srx"),
	}
	arguments := map[string]cobra.CompletionFunc{
		"undo": a.batchNumbers, "completion": oneOf(shells), "help": commandNames, "man": commandNames, "import": files(importExtensions()...), "terms import": files(importExtensions()...),
		"review": a.storyNames, "review apply": files("json"),
	}
	for _, c := range []string{"aztm", "lookup", "search", "browse", "put", "show", "edit", "replace", "approve", "reject", "forget", "history", "stats", "doctor", "learn",
		"norm", "srx", "duplicates", "conflicts", "terms", "terms list", "terms remove"} {
		arguments[c] = cobra.NoFileCompletions
	}
	var errs error
	for _, c := range append(everyCommand(root), root) {
		c.ValidArgsFunction = arguments[nameOf(c)]
		for name, values := range flags {
			if c.Flags().Lookup(name) != nil {
				errs = errors.Join(errs, c.RegisterFlagCompletionFunc(name, values))
			}
		}
	}
	return errs
}

// oneOf completes one of values, or a list of them with commas. What stands behind a tab describes a value.
func oneOf(values []string) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		before := typed[:strings.LastIndexByte(typed, ',')+1]
		var list []string
		for _, v := range values {
			name, _, _ := strings.Cut(v, "\t")
			if slices.Contains(strings.Split(before, ","), name) || slices.Contains(args, name) {
				continue
			}
			if before != "" { // with descriptions the script for bash stumbles over a comma
				v = before + name
			}
			list = append(list, v)
		}
		return list, cobra.ShellCompDirectiveNoFileComp
	}
}

// files completes files with one of these extensions.
func files(extensions ...string) cobra.CompletionFunc {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return extensions, cobra.ShellCompDirectiveFilterFileExt
	}
}

func importExtensions() []string {
	list := []string{"gz"}
	for _, f := range formats() {
		for _, e := range f.extensions {
			list = append(list, strings.TrimPrefix(e, "."))
		}
	}
	return list
}

// commandNames completes the name of a command.
func commandNames(c *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	var list []string
	for _, sub := range c.Root().Commands() {
		if len(args) == 0 && sub.IsAvailableCommand() {
			list = append(list, sub.Name()+"\t"+sub.Short)
		}
	}
	return list, cobra.ShellCompDirectiveNoFileComp
}

// completed is how many stories or batches are completed at most.
const completed = 100

// batchNumbers completes the number of a batch that stands, the newest first.
func (a *app) batchNumbers(c *cobra.Command, args []string, _ string) (list []string, _ cobra.ShellCompDirective) {
	a.fromMemory(c.Context(), func(m *tm.Memory) error {
		batches, err := m.History(c.Context())
		for _, b := range batches {
			if b.UndoneBy == 0 && len(list) < completed && len(args) == 0 {
				list = append(list, fmt.Sprintf("%d\t%s %s", b.ID, b.Kind, cut(visible(b.Label), 40)))
			}
		}
		return err
	})
	return list, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
}

// storyNames completes the name of a story. One that would steer the terminal is left out.
func (a *app) storyNames(c *cobra.Command, _ []string, typed string) (list []string, _ cobra.ShellCompDirective) {
	a.fromMemory(c.Context(), func(m *tm.Memory) error {
		names, err := m.StoryNames(c.Context(), typed, completed)
		list = slices.DeleteFunc(names, func(s string) bool { return visible(s) != s })
		return err
	})
	return list, cobra.ShellCompDirectiveNoFileComp
}

// fromMemory runs do with the memory. The shell shows no errors: what cannot be read completes nothing.
func (a *app) fromMemory(ctx context.Context, do func(*tm.Memory) error) {
	m, err := a.openReader(ctx)
	if err == nil {
		err = errors.Join(do(m), m.Close())
	}
	if err != nil {
		cobra.CompDebugln(err.Error(), false)
	}
}
