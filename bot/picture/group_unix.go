//go:build unix

package picture

import (
	"os/exec"
	"syscall"
)

// group puts a program and all that it starts into a group of their own, which
// is killed as a whole when its time is over.
func group(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
