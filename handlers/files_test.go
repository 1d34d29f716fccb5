package handlers_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/inbox"
)

// told gives what the support channel reads after an event of the product.
func (w *world) told(kind inbox.Kind, e inbox.SystemEvent) string {
	w.t.Helper()
	return strings.Join(posted(w.t, w.turn(inbox.Event{Network: inbox.System, Kind: kind, Lane: "sys:files", System: &e})), "\n")
}

func TestARefusedFileIsToldWithItsReasons(t *testing.T) {
	got := newWorld(t).told(inbox.FileRefused, inbox.SystemEvent{File: "abc/bank.csv", Source: "abc", More: 3,
		Problems: []string{"line 7, column 4: amount \"12,5\" is not a decimal", "total rows: the file says 9, its rows give 8"}})
	want := "有一个文件被拒收，内容一条都没有导入：abc/bank.csv（来源 abc） / " +
		"A file was refused, nothing of it was imported: abc/bank.csv (source abc)\n" +
		"• line 7, column 4: amount \"12,5\" is not a decimal\n• total rows: the file says 9, its rows give 8\n" +
		"另有 3 处；文件旁边的报告里有，也可以用 import --dry-run 查看。 / " +
		"and 3 more; the report beside the file, or import --dry-run, lists them."
	if got != want {
		t.Errorf("told:\n%s\nwant:\n%s", got, want)
	}
}

func TestAnOddFileIsToldWithBothNumbers(t *testing.T) {
	w := newWorld(t)
	got := w.told(inbox.FileOdd, inbox.SystemEvent{File: "abc/bank.sta", Problems: []string{"total closing balance: the file says 150.00 CNY, its rows give 149.10 CNY"}})
	want := "有一个文件已经导入，但有地方需要核对：abc/bank.sta / A file was imported, and something about it needs a look: abc/bank.sta\n" +
		"• total closing balance: the file says 150.00 CNY, its rows give 149.10 CNY"
	if got != want {
		t.Errorf("told:\n%s\nwant:\n%s", got, want)
	}
	for kind, want := range map[inbox.Kind]string{
		inbox.FileOdd: "另有 7 个文件已经导入，也需要核对（来源 abc）；是哪些，可以用 moneytrail doctor 和 import --files 查看。 / " +
			"7 more files were imported and need a look (source abc); moneytrail doctor and import --files tell which.",
		inbox.FileRefused: "另有 7 个文件被拒收（来源 abc）；原因在每个文件旁边的报告里。 / 7 more files were refused (source abc); the report beside each tells why.",
	} {
		if got := newWorld(t).told(kind, inbox.SystemEvent{Source: "abc", Files: 7}); got != want {
			t.Errorf("%s:\n%s\nwant:\n%s", kind, got, want)
		}
	}
}

func TestALateFileIsToldWithItsHour(t *testing.T) {
	got := newWorld(t).told(inbox.FileLate, inbox.SystemEvent{Source: "abc", FileKind: "bank", Day: "2026-11-19",
		Since: time.Date(2026, 11, 20, 1, 10, 0, 0, time.UTC), Usual: "08:10"})
	want := "abc 的银行文件（2026-11-19）到 2026-11-20 09:10 还没来（平时 08:10）。请催一下；文件来之前，给商户的答复是“暂时还不知道”。 / " +
		"The bank file of abc for 2026-11-19 is late, since 2026-11-20 09:10 (usual: 08:10). Please ask for it; until it is here, merchants are told that it is not known yet."
	if got != want {
		t.Errorf("told:\n%s\nwant:\n%s", got, want)
	}
	got = newWorld(t).told(inbox.FileLate, inbox.SystemEvent{Source: "abc", FileKind: "bank", Day: "2026-11-18", Days: []string{"2026-11-18", "2026-11-19"}, More: 1,
		Since: time.Date(2026, 11, 19, 1, 10, 0, 0, time.UTC), Usual: "08:10"})
	want = "abc 的银行文件（2026-11-18, 2026-11-19，还有 1 天），从 2026-11-19 09:10 起一直还没来（平时 08:10）。请催一下；文件来之前，给商户的答复是“暂时还不知道”。 / " +
		"The bank files of abc for 2026-11-18, 2026-11-19 and 1 more day are late, since 2026-11-19 09:10 (usual: 08:10). Please ask for them; until they are here, merchants are told that it is not known yet."
	if got != want {
		t.Errorf("told of several:\n%s\nwant:\n%s", got, want)
	}
}
