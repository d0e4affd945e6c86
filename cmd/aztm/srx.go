package main

import (
	"github.com/spf13/cobra"

	"aztm/corpus/srx"
)

func newSRX(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "srx",
		Short: "Print the segmentation rules as SRX 2.0, for a CAT tool",
		Example: `  aztm srx > aztm.srx   load it in OmegaT, memoQ, Trados: they cut as aztm does
  aztm split --srx mine.srx article.az.txt`,
		Args: wants(0, 0),
		RunE: func(*cobra.Command, []string) error {
			_, err := a.stdout.Write(srx.Source())
			return err
		},
	}
}
