package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"aztm/align"
	"aztm/tm"
)

// memory checks the units of the memory that a filter names.
func (k *checking) memory(ctx context.Context, o checkOptions) error {
	f, err := o.export.filter()
	if err != nil {
		return err
	}
	m, err := k.openReader(ctx)
	if err != nil {
		return err
	}
	defer m.Close()
	if err := k.eachUnit(ctx, m, f, "check", func(u tm.Unit) error { return k.add(u, u.ID) }); err != nil {
		return err
	}
	if k.units == 0 {
		k.warn("no unit matches: nothing is checked")
	}
	return nil
}

// isUnitFile tells whether a file's name is that of a file of units.
func isUnitFile(name string) bool {
	_, err := formatOf("", name)
	return err == nil
}

// files checks the units of files, without importing them.
func (k *checking) files(ctx context.Context, o checkOptions, args []string) error {
	sources, err := importSources(importOptions{format: o.format, columns: o.columns}, args)
	if err != nil {
		return err
	}
	for _, s := range sources {
		if err := k.file(ctx, s, o.columns); err != nil {
			return err
		}
	}
	return nil
}

func (k *checking) file(ctx context.Context, s importSource, columns []string) error {
	n := int64(0)
	return eachUnit(ctx, k.app, s, columns, func(u tm.Unit) error {
		n++
		return k.add(inFile(u, s.name), n)
	}, func(no *tm.Refused) {
		n++
		k.warn("%s: %s", s.name, visible(no.Error()))
	})
}

// eachUnit reads the units of a file, and calls refused for those that cannot be read.
func eachUnit(ctx context.Context, a *app, s importSource, columns []string, do func(tm.Unit) error, refused func(*tm.Refused)) error {
	in, err := s.open(a)
	defer in.close()
	if err != nil {
		return err
	}
	units, err := s.reader(in.ins, columns)
	if err != nil {
		return withFile(s.name, err)
	}
	if c, ok := units.(io.Closer); ok {
		defer c.Close()
	}
	p := a.progress(s.name, "units", 0)
	defer p.done()
	for ctx.Err() == nil {
		u, err := units.Next()
		var no *tm.Refused
		switch {
		case err == io.EOF:
			return nil
		case errors.As(err, &no):
			refused(no)
		case err != nil:
			return withFile(s.name, err)
		default:
			err = do(u)
		}
		if err != nil && no == nil {
			return err
		}
		p.add(1)
		p.at(in.share())
	}
	return ctx.Err()
}

// inFile names the file as the document of texts that name none.
func inFile(u tm.Unit, name string) tm.Unit {
	u.Variants = slices.Clone(u.Variants)
	for i, v := range u.Variants {
		if v.Source.Path == "" {
			u.Variants[i].Source.Path = name
		}
	}
	return u
}

// texts aligns two or three texts and checks the beads; where a text lacks what others have, its part is blank.
func (k *checking) texts(o checkOptions, args []string) error {
	if len(args) < 2 || len(args) > 3 {
		return hint(fmt.Errorf("%s: check wants two or three texts, or files of units", args[0]), "aztm check talks.az.txt talks.ru.txt")
	}
	sides, err := readSides(k.app, alignOptions{langs: o.langs}, args)
	if err != nil {
		return err
	}
	sides, beads, err := alignAndCut(align.New(nil), sides)
	if err != nil {
		return err
	}
	for n, b := range beads {
		var u tm.Unit
		for i, s := range sides {
			r := b.Sides[i]
			u.Variants = append(u.Variants, tm.Variant{Lang: s.lang, Text: s.joined(r), Source: tm.Source{Path: args[i], First: r.Start, End: r.End}})
		}
		if err := k.add(u, int64(n+1)); err != nil {
			return err
		}
	}
	return nil
}
