package tm

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"unsafe"
)

// Media that fail, as a process meets them: each job also runs where files may not grow, without file locks, and without shared memory.
func init() {
	for job, work := range maps.Clone(jobs) {
		jobs[job+" with small files"] = func(path string) error { return errors.Join(limitFiles(), work(path)) }
		jobs[job+" without locks"] = func(path string) error { return refusing(lockCalls, work, path) }
		jobs[job+" without shared memory"] = func(path string) error { return refusing(sharedMaps, work, path) }
	}
}

// limitFiles sets the limit of ulimit -f, in bytes. The system tells a write beyond it as another error than a full disk.
func limitFiles() error {
	n, err := strconv.ParseUint(os.Getenv("TM_LIMIT"), 10, 64)
	if err != nil {
		return err
	}
	return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: n})
}

// A filter is a program of the kernel's packet filter that looks at each system call of the process.
type filter []syscall.SockFilter

const (
	loadWord   = syscall.BPF_LD | syscall.BPF_W | syscall.BPF_ABS
	jumpEqual  = syscall.BPF_JMP | syscall.BPF_JEQ | syscall.BPF_K
	and        = syscall.BPF_ALU | syscall.BPF_AND | syscall.BPF_K
	answer32   = syscall.BPF_RET | syscall.BPF_K
	allow      = 0x7fff0000 // SECCOMP_RET_ALLOW
	fail       = 0x00050000 // SECCOMP_RET_ERRNO
	callNumber = 0          // offsets in struct seccomp_data
	argument   = 16
)

// lockCalls refuses to lock a file, as a network file system without a lock service does.
var lockCalls = filter{
	{Code: loadWord, K: callNumber},
	{Code: jumpEqual, K: syscall.SYS_FCNTL, Jf: 4},
	{Code: loadWord, K: argument + 8*1},
	{Code: jumpEqual, K: syscall.F_SETLK, Jt: 1},
	{Code: jumpEqual, K: syscall.F_SETLKW, Jf: 1},
	{Code: answer32, K: fail | uint32(syscall.ENOLCK)},
	{Code: answer32, K: allow},
}

// sharedMaps refuses to map a file into memory that several processes share, as some file systems of virtual machines do.
var sharedMaps = filter{
	{Code: loadWord, K: callNumber},
	{Code: jumpEqual, K: syscall.SYS_MMAP, Jf: 4},
	{Code: loadWord, K: argument + 8*3},
	{Code: and, K: syscall.MAP_SHARED | syscall.MAP_ANON},
	{Code: jumpEqual, K: syscall.MAP_SHARED, Jf: 1},
	{Code: answer32, K: fail | uint32(syscall.ENODEV)},
	{Code: answer32, K: allow},
}

// refusing does work in a process for which the kernel refuses some calls. A filter holds for the thread that sets it and what it
// executes: so the process executes itself.
func refusing(f filter, work func(string) error, path string) error {
	if os.Getenv("TM_FILTERED") != "" {
		return work(path)
	}
	runtime.LockOSThread()
	const setNoNewPrivs, setSeccomp, modeFilter = 38, 22, 2
	if _, _, e := syscall.RawSyscall6(syscall.SYS_PRCTL, setNoNewPrivs, 1, 0, 0, 0, 0); e != 0 {
		return errNoFilter
	}
	program := syscall.SockFprog{Len: uint16(len(f)), Filter: &f[0]}
	if _, _, e := syscall.RawSyscall(syscall.SYS_PRCTL, setSeccomp, modeFilter, uintptr(unsafe.Pointer(&program))); e != 0 {
		return errNoFilter
	}
	return syscall.Exec(os.Args[0], os.Args, append(os.Environ(), "TM_FILTERED=1"))
}

var errNoFilter = errors.New("the kernel lets no filter be set")

// TestFailingMedia lets jobs meet a medium that refuses: an error that names the memory and a cause, and the memory as it was to the byte.
func TestFailingMedia(t *testing.T) {
	skipShort(t)
	for _, c := range []struct {
		medium string
		cause  error
		left   string // beside the memory: empty files that SQLite could not take away again
	}{
		{"with small files", ErrDisk, ``},
		{"without locks", ErrNoLocks, ``},
		{"without shared memory", ErrNoLocks, `(-wal|-shm)?`},
	} {
		for _, job := range []string{"import", "undo"} {
			t.Run(job+" "+c.medium, func(t *testing.T) {
				from := filepath.Join(t.TempDir(), "memory.db")
				makeOld[job](t, from)
				path := copyTo(t, from)
				out, err := onMedium(t, job, c.medium, path, fileSize(t, path)+8192)
				if err == nil || !strings.Contains(out, "memory "+path+": ") || !strings.Contains(out, c.cause.Error()) {
					t.Errorf("%v, %s; want an error that names the memory and says %q", err, out, c.cause)
				}
				checkFolder(t, path, c.left)
				if !bytes.Equal(read(t, path), read(t, from)) {
					t.Error("the memory is not as it was")
				}
			})
		}
		t.Run("read "+c.medium, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "memory.db")
			makeSmall(t, path)
			if out, err := onMedium(t, "read", c.medium, path, 0); err != nil || !strings.Contains(out, "Salam.") {
				t.Errorf("%v, %s; want to read the memory all the same", err, out)
			}
		})
	}
}

// onMedium runs a job on a medium and returns what it printed.
func onMedium(t *testing.T, job, medium, path string, limit int64) (string, error) {
	t.Helper()
	cmd := jobCommand(job+" "+medium, path)
	cmd.Env = append(cmd.Env, "TM_LIMIT="+strconv.FormatInt(limit, 10))
	out, err := cmd.CombinedOutput()
	if strings.Contains(string(out), errNoFilter.Error()) {
		t.Skip(errNoFilter)
	}
	return string(out), err
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func fileSize(t *testing.T, path string) int64 {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

// TestFullFileSystem lets jobs run on a file system with too little room, from almost none to almost enough: the memory is as it was and the error
// names it and the full disk, or the job is done and its log waits for room.
func TestFullFileSystem(t *testing.T) {
	skipShort(t)
	for _, job := range []string{"add", "import", "undo", "migrate"} {
		t.Run(job, func(t *testing.T) {
			from := filepath.Join(t.TempDir(), "memory.db")
			makeOld[job](t, from)
			old, done := "", content(t, worked(t, job, from))
			if job != "migrate" {
				old = content(t, copyTo(t, from))
			}
			n := amount(t, "AZTM_CRASHES", 2)
			full := 0
			for i := range n {
				size := fileSize(t, from)
				path := filepath.Join(smallFileSystem(t, size+16384+4*size*int64(i)/int64(n)), "memory.db")
				if err := os.WriteFile(path, read(t, from), 0o600); err != nil {
					t.Fatal(err)
				}
				out, err := jobCommand(job, path).CombinedOutput()
				if err != nil {
					full++
				}
				if err != nil && (!strings.Contains(string(out), "memory "+path+": ") || !strings.Contains(string(out), ErrFull.Error())) {
					t.Errorf("%v, %s; want an error that names the memory and says %q", err, out, ErrFull)
				}
				moved := moveAway(t, path)
				if err != nil && job == "migrate" && !bytes.Equal(read(t, moved), read(t, from)) {
					t.Error("not migrated, the memory is not as it was")
				}
				if got := content(t, moved); got != done && (err == nil || got != old) {
					t.Errorf("neither the old memory nor the new one: %s", diff(done, got))
				}
			}
			if full == 0 {
				t.Error("no disk was full")
			}
			t.Logf("%d of %d disks were full", full, n)
		})
	}
}

// smallFileSystem mounts a file system of a size in bytes, if the test may.
func smallFileSystem(t *testing.T, size int64) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+strconv.FormatInt(size, 10)); err != nil {
		t.Skipf("no file system may be mounted here (root may): %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// moveAway copies a memory and its log to where there is room.
func moveAway(t *testing.T, path string) string {
	t.Helper()
	moved := copyTo(t, path)
	if log, err := os.ReadFile(path + "-wal"); err == nil {
		if err := os.WriteFile(moved+"-wal", log, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return moved
}

// TestReadOnlyMedium writes to a memory, and reads it, where nothing can be written.
func TestReadOnlyMedium(t *testing.T) {
	skipShort(t)
	for _, job := range []string{"add", "import", "undo", "migrate", "read"} {
		t.Run(job, func(t *testing.T) {
			from := filepath.Join(t.TempDir(), "memory.db")
			if makeOld[job] != nil {
				makeOld[job](t, from)
			} else {
				makeSmall(t, from)
			}
			path := readOnly(t, from)
			out, err := jobCommand(job, path).CombinedOutput()
			switch {
			case job == "read" && (err != nil || !strings.Contains(string(out), "Salam.")):
				t.Errorf("%v, %s; want to read the memory", err, out)
			case job != "read" && (err == nil || !strings.Contains(string(out), "memory "+path+": "+ErrReadOnly.Error())):
				t.Errorf("%v, %s; want an error that names the memory and says %q", err, out, ErrReadOnly)
			}
			checkFolder(t, path, ``)
			if !bytes.Equal(read(t, path), read(t, from)) {
				t.Error("the memory is not as it was")
			}
		})
	}
	t.Run("read an old one", func(t *testing.T) {
		from := filepath.Join(t.TempDir(), "memory.db")
		makeOldest(t, from)
		path := readOnly(t, from)
		if out, err := jobCommand("read", path).CombinedOutput(); err == nil || !strings.Contains(string(out), "memory "+path+": "+ErrOlder.Error()) {
			t.Errorf("%v, %s; want an error that names the memory and says %q", err, out, ErrOlder)
		}
	})
}

// readOnly copies a memory to a read-only file system, or for others than root into a folder that they may not change.
func readOnly(t *testing.T, from string) string {
	t.Helper()
	if os.Geteuid() != 0 {
		path := copyTo(t, from)
		if err := errors.Join(os.Chmod(path, 0o400), os.Chmod(filepath.Dir(path), 0o500)); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.Chmod(filepath.Dir(path), 0o700) })
		return path
	}
	dir := smallFileSystem(t, fileSize(t, from)+1<<20)
	path := filepath.Join(dir, "memory.db")
	if err := os.WriteFile(path, read(t, from), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skipf("no file system may be mounted read-only: %v", err)
	}
	return path
}

// TestBackupToFullFileSystem leaves nothing where a backup does not fit.
func TestBackupToFullFileSystem(t *testing.T) {
	from := filepath.Join(t.TempDir(), "memory.db")
	makeImported(t, from)
	m := open(t, from, Options{ReadOnly: true})
	for _, tenths := range []int64{1, 5, 9} {
		dir := smallFileSystem(t, fileSize(t, from)*tenths/10)
		path := filepath.Join(dir, "backup.db")
		if err := m.Backup(context.Background(), path, false); !errors.Is(err, ErrFull) || !strings.Contains(err.Error(), path) {
			t.Errorf("room for %d tenths: error %v, want ErrFull with the path", tenths, err)
		}
		if list, err := os.ReadDir(dir); err != nil || len(list) > 0 {
			t.Errorf("room for %d tenths: %v is left, %v", tenths, list, err)
		}
	}
}
