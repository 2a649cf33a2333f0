//go:build unix

package journal

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"testing"
)

// What the test binary does when it is started again as a child.
const (
	childDir  = "PLEXPRIV_TEST_JOURNAL"
	childRole = "PLEXPRIV_TEST_ROLE"
)

func TestMain(m *testing.M) {
	switch os.Getenv(childRole) {
	case "write":
		writeForEver(os.Getenv(childDir))
	case "full":
		fillTheDisk(os.Getenv(childDir))
	default:
		os.Exit(m.Run())
	}
}

func child(t *testing.T, role, dir string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childRole+"="+role, childDir+"="+dir)
	cmd.Stderr = os.Stderr
	return cmd
}

// writeForEver appends records, and prints the number of each one that was accepted.
func writeForEver(dir string) {
	j, err := Open(dir, "default", accountID)
	if err != nil {
		fmt.Println("open:", err)
		os.Exit(1)
	}
	if err := j.Lock(context.Background()); err != nil {
		fmt.Println("lock:", err)
		os.Exit(1)
	}
	for i := 0; ; i++ {
		err := j.Append(intent("run", strconv.Itoa(i), "on", "off"), outcome("run", strconv.Itoa(i), "on", "off", "verified"))
		if err != nil {
			fmt.Println("append:", err)
			os.Exit(1)
		}
		fmt.Println(len(j.Records()))
	}
}

func TestKilledAtAnyMoment(t *testing.T) {
	dir := t.TempDir()
	for round := range 12 {
		cmd := child(t, "write", dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		accepted, stop := 0, 1+rand.IntN(40)
		for n := 0; lines.Scan(); n++ {
			if accepted, err = strconv.Atoi(lines.Text()); err != nil {
				t.Fatalf("round %d: unexpected output of the child: %q", round, lines.Text())
			}
			if n == stop {
				cmd.Process.Signal(syscall.SIGKILL)
			}
		}
		cmd.Wait()
		j, err := Open(dir, "default", accountID)
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		got := j.Records()
		if len(got) < accepted {
			t.Fatalf("round %d: Append accepted %d records, but only %d are on disk", round, accepted, len(got))
		}
		for i, r := range got {
			if r.N != i+1 {
				t.Fatalf("round %d: record %d is at place %d", round, r.N, i+1)
			}
		}
		// The lock of the dead child is free, and nothing else is in the way.
		if err := j.Lock(context.Background()); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		j.Close()
	}
}

// fillTheDisk appends until it reaches a limit on the size of files, which acts like a
// full disk. Then it lifts the limit and appends once more.
func fillTheDisk(dir string) {
	fail := func(what string, err error) {
		fmt.Println(what, err)
		os.Exit(1)
	}
	limit := syscall.Rlimit{Cur: 4000, Max: 1 << 30}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		fail("limit:", err)
	}
	j, err := Open(dir, "default", accountID)
	if err != nil {
		fail("open:", err)
	}
	if err := j.Lock(context.Background()); err != nil {
		fail("lock:", err)
	}
	for i := 0; err == nil && i < 1000; i++ {
		err = j.Append(aRun(strconv.Itoa(i))...)
	}
	if err == nil {
		fail("the disk was full and nothing was said", nil)
	}
	n := len(j.Records())
	limit.Cur = limit.Max
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		fail("lift the limit:", err)
	}
	if err := j.Append(start("after")); err != nil {
		fail("append with room again:", err)
	}
	if got := len(j.Records()); got != n+1 {
		fail(fmt.Sprintf("%d records, want %d", got, n+1), nil)
	}
	fmt.Print("refused: ", err)
}

func TestFullDiskLeavesNoPartialRun(t *testing.T) {
	dir := t.TempDir()
	out, err := child(t, "full", dir).Output()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	t.Logf("%s", out)
	j := mustOpen(t, dir)
	got := j.Records()
	// Complete runs of five records after the header, and one record after the limit
	// was lifted.
	if len(got) < 7 || (len(got)-2)%5 != 0 || got[len(got)-1].Run != "after" {
		t.Errorf("got %d records, the last of run %q", len(got), got[len(got)-1].Run)
	}
}
