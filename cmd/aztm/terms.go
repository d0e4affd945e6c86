package main

import (
	"context"
	"errors"
	"io/fs"

	"github.com/spf13/cobra"

	"aztm/tm"
	"aztm/tm/check"
)

// glossaryOf makes entries of the memory ready for finding their terms; nil without any.
func glossaryOf(entries []tm.GlossaryEntry) *check.Glossary {
	if len(entries) == 0 {
		return nil
	}
	var list []check.Entry
	for _, e := range entries {
		list = append(list, e.Terms)
	}
	return check.NewGlossary(list)
}

// storedGlossary reads the glossary of the memory; where optional is set, a memory that is not there has none.
func (a *app) storedGlossary(ctx context.Context, optional bool) ([]tm.GlossaryEntry, error) {
	m, err := a.openReader(ctx)
	if optional && errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer m.Close()
	return m.Glossary(ctx)
}

func newTerms(a *app) *cobra.Command { return &cobra.Command{Use: "terms"} }
