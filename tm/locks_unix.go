//go:build unix

package tm

import (
	"os"
	"syscall"
)

// canLock tries whether files can be locked in a folder. SQLite cannot tell: a file system that has no locks looks to it like one
// where another process holds them. Where no file can be made, it returns true.
func canLock(dir string) bool {
	f, err := os.CreateTemp(dir, ".aztm-lock-*")
	if err != nil {
		return true
	}
	defer os.Remove(f.Name())
	defer f.Close()
	return syscall.FcntlFlock(f.Fd(), syscall.F_SETLK, &syscall.Flock_t{Type: syscall.F_WRLCK, Len: 1}) == nil
}
