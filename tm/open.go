package tm

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver
	sqlite3 "modernc.org/sqlite/lib"
)

// A Memory is an open memory file. Its methods may be called from several goroutines at once.
type Memory struct {
	path string
	opts Options
	read *sql.DB // query_only; never waits for a writer
	mode string  // in which read was opened, as SQLite's URIs name it
	w    *sql.DB // one connection; nil where opened for reading
}

// Options say how a memory is opened. The zero value opens an existing memory for reading and writing.
type Options struct {
	Create   bool                               // make the file, and its folder, where there is none
	ReadOnly bool                               // Begin is refused; the file may stand on a read-only medium
	Now      func() time.Time                   // clock; time.Now if nil
	Wait     time.Duration                      // how long Begin waits for another writer; 10 s if 0
	Waiting  func()                             // called once when Begin has to wait; may be nil
	Progress func(what string, done, total int) // called now and then while the index is made anew; may be nil

	migrations fs.FS // those of this program if nil
	gather     int   // gatherBytes if 0
}

// Open opens the memory at path, migrating it if an older program wrote it.
//
// The error wraps fs.ErrNotExist, ErrNotMemory, ErrNewer, ErrReadOnly, ErrBusy or ErrDamaged where one of them is
// the cause, and names the path. A file that is no memory is left as it is.
func Open(ctx context.Context, path string, opts Options) (*Memory, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("memory %s: %w", path, err)
	}
	m := &Memory{path: abs, opts: opts.withDefaults()}
	if err := m.open(ctx); err != nil {
		m.Close()
		return nil, m.explain(err)
	}
	return m, nil
}

func (o Options) withDefaults() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Wait == 0 {
		o.Wait = 10 * time.Second
	}
	if o.Waiting == nil {
		o.Waiting = func() {}
	}
	if o.Progress == nil {
		o.Progress = func(string, int, int) {}
	}
	if o.gather == 0 {
		o.gather = gatherBytes
	}
	if o.migrations == nil {
		o.migrations = migrations
	}
	return o
}

// Path returns the absolute path of the memory file.
func (m *Memory) Path() string { return m.path }

// Close closes the memory. The last one to close it leaves a single file behind.
func (m *Memory) Close() error {
	var errs []error
	if m.read != nil {
		errs = append(errs, m.read.Close())
		// A query that was cancelled may give its connection back a moment later.
		for range 1000 {
			if m.read.Stats().OpenConnections == 0 {
				break
			}
			time.Sleep(time.Millisecond)
		}
	}
	if m.w != nil {
		// Best effort: with other readers about, the last of them finishes the job.
		m.w.Exec("PRAGMA wal_checkpoint(TRUNCATE)")
		errs = append(errs, m.w.Close())
	}
	m.read, m.w = nil, nil
	return errors.Join(errs...)
}

func (m *Memory) open(ctx context.Context) error {
	if err := m.touch(); err != nil {
		return err
	}
	state, err := m.openReader(ctx)
	if err != nil {
		return err
	}
	if err := state.check(); err != nil {
		return err
	}
	if m.opts.ReadOnly && state.fresh() {
		return nil
	}
	if err := m.openWriter(ctx); err != nil {
		if m.opts.ReadOnly && unwritable(err) {
			return ErrOlder
		}
		return m.folderCause(err)
	}
	if !state.fresh() {
		if err := m.upgrade(ctx); err != nil {
			return err
		}
	}
	if m.opts.ReadOnly {
		err := m.w.Close()
		m.w = nil
		return err
	}
	return nil
}

// touch makes sure that a file stands at the path that SQLite may open: SQLite would make one of mode 0644.
func (m *Memory) touch() error {
	info, err := os.Stat(m.path)
	switch {
	case err == nil && info.IsDir():
		return fmt.Errorf("%w: it is a folder", ErrNotMemory)
	case err == nil:
		return m.checkMagic()
	case !errors.Is(err, fs.ErrNotExist) || !m.opts.Create:
		return cause(err)
	}
	if err := os.MkdirAll(filepath.Dir(m.path), 0o700); err != nil {
		return cause(err)
	}
	f, err := os.OpenFile(m.path, os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return cause(err)
	}
	return f.Close()
}

// checkMagic refuses a file that is no SQLite database before SQLite sees it.
func (m *Memory) checkMagic() error {
	f, err := os.Open(m.path)
	if err != nil {
		return cause(err)
	}
	defer f.Close()
	const magic = "SQLite format 3\x00"
	var head [len(magic)]byte
	n, err := f.Read(head[:])
	if n == 0 { // an empty file becomes a new memory
		return nil
	}
	if err != nil {
		return cause(err)
	}
	if string(head[:n]) != magic {
		return fmt.Errorf("%w: it is no SQLite file", ErrNotMemory)
	}
	return nil
}

// readerPatience is for the moments in which the log is made, recovered or taken away; a writer keeps no reader waiting.
const readerPatience = "busy_timeout(10000)"

// openReader opens the reading side. A write-ahead log needs files beside the memory even for reading; where they
// cannot be made, the memory is opened without them.
func (m *Memory) openReader(ctx context.Context) (state, error) {
	var first error
	for _, mode := range []string{"mode=rw", "mode=ro", "immutable=1"} {
		if mode == "immutable=1" && m.leftLog() > 0 { // it would be passed over: older batches, perhaps half a checkpoint
			return state{}, fmt.Errorf("%w: %w", ErrLeftLog, known(first))
		}
		db, err := sql.Open("sqlite", dsn(m.path, mode, readerPatience, "foreign_keys(1)", "query_only(1)"))
		if err != nil {
			return state{}, err
		}
		s, err := m.firstState(ctx, db)
		if err == nil {
			m.read, m.mode = db, mode
			return s, nil
		}
		db.Close()
		if first == nil {
			first = err
		}
		if !unwritable(err) {
			break
		}
	}
	return state{}, first
}

// firstState reads the state on a connection of its own patience, so that retry finds out soon why it has to wait.
func (m *Memory) firstState(ctx context.Context, db *sql.DB) (s state, err error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return s, err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, `PRAGMA busy_timeout = 100`); err != nil {
		return s, err
	}
	err = m.retry(ctx, func() error {
		s, err = m.readState(ctx, conn)
		return err
	})
	if err != nil {
		return s, err
	}
	_, err = conn.ExecContext(ctx, "PRAGMA "+readerPatience)
	return s, err
}

// leftLog returns the size in bytes of the write-ahead log beside the memory: 0 where there is none.
func (m *Memory) leftLog() int64 {
	info, err := os.Stat(m.path + "-wal")
	if err != nil {
		return 0
	}
	return info.Size()
}

// openWriter opens the writing side and makes sure that its pragmas took effect: SQLite passes over misspelt ones
// in silence, and keeps another journal where it cannot have a write-ahead log.
func (m *Memory) openWriter(ctx context.Context) error {
	db, err := sql.Open("sqlite", dsn(m.path, "mode=rw", "busy_timeout(100)", "journal_mode(WAL)", "foreign_keys(1)",
		"synchronous(FULL)", "cache_size(-65536)", "trusted_schema(0)")+"&_txlock=immediate")
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	m.w = db
	var journal string
	var keys, sync int
	err = m.retry(ctx, func() error {
		return db.QueryRowContext(ctx, `SELECT (SELECT journal_mode FROM pragma_journal_mode),
			(SELECT foreign_keys FROM pragma_foreign_keys), (SELECT synchronous FROM pragma_synchronous)`).Scan(&journal, &keys, &sync)
	})
	if err != nil {
		return err
	}
	if journal != "wal" || keys != 1 || sync != 2 {
		return fmt.Errorf("%w: journal %s, foreign keys %d, synchronous %d", ErrNoLocks, journal, keys, sync)
	}
	return nil
}

// folderCause says what the system says of the folder where SQLite says only that it could not open a file.
func (m *Memory) folderCause(err error) error {
	if code(err) != sqlite3.SQLITE_CANTOPEN {
		return err
	}
	f, refused := os.CreateTemp(filepath.Dir(m.path), ".aztm-*")
	if refused != nil {
		return fmt.Errorf("%w: its folder: %w", ErrReadOnly, cause(refused))
	}
	f.Close()
	os.Remove(f.Name())
	return err
}

// dsn returns the driver's name for the file at the absolute path, literally, whatever characters it holds.
func dsn(path, mode string, pragmas ...string) string {
	var b strings.Builder
	b.WriteString("file:")
	for i := 0; i < len(path); i++ {
		c := path[i]
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("/._-~", c) >= 0:
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	b.WriteString("?" + mode)
	for _, p := range pragmas {
		b.WriteString("&_pragma=" + p)
	}
	return b.String()
}
