package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

type backupOptions struct{ force bool }

func newBackup(a *app) *cobra.Command {
	var o backupOptions
	c := &cobra.Command{
		Use:   "backup [FILE]",
		Short: "Copy the memory to a file, whole and checked",
		Long: `Backup writes what the memory holds at one moment to FILE, or into the folder
FILE, or beside the memory under a name with the date. Others may read and
write meanwhile. The copy is checked before it gets its name. It is a memory
itself: --memory FILE reads it, and to go back, move the damaged memory and
its -wal file away and copy the backup to its place.`,
		Example: "  aztm backup\n  aztm backup /media/usb/\n  aztm --memory memory-2026-11-24.db stats",
		Args:    wants(0, 1),
		RunE:    func(c *cobra.Command, args []string) error { return runBackup(c.Context(), a, o, args) },
	}
	o.addFlags(c)
	return c
}

func (o *backupOptions) addFlags(c *cobra.Command) {
	c.Flags().BoolVar(&o.force, "force", false, "replace FILE if it exists")
}

func runBackup(ctx context.Context, a *app, o backupOptions, args []string) error {
	m, err := a.openReader(ctx)
	if err != nil {
		return err
	}
	defer m.Close()
	name := filepath.Dir(m.Path())
	if len(args) == 1 {
		name = args[0]
	}
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		name = datedName(name, m.Path(), time.Now())
	}
	p := a.progress("backup", "", 0)
	defer p.done()
	err = m.Backup(ctx, name, o.force)
	if errors.Is(err, fs.ErrExist) && !o.force {
		return hint(err, "another name, or --force to replace it")
	}
	if err != nil {
		return err
	}
	info, err := os.Stat(name)
	if err != nil {
		return fileError(name, err)
	}
	if a.json {
		return a.object(map[string]any{"file": name, "bytes": info.Size()})
	}
	a.say("%s written to %s and checked", megabytes(info.Size()), visible(name))
	return nil
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }

// datedName is a name for a backup of a memory that no file in the folder has: with the day, and the second if that is taken.
func datedName(dir, memory string, now time.Time) string {
	ext := filepath.Ext(memory)
	stem := strings.TrimSuffix(filepath.Base(memory), ext)
	name := filepath.Join(dir, stem+now.Format("-2006-01-02")+ext)
	if _, err := os.Lstat(name); err == nil {
		name = filepath.Join(dir, stem+now.Format("-2006-01-02-150405")+ext)
	}
	return name
}
