package handlers

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"moneytrail/handlers/attachment"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/flow"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
)

// unfiledFor is how long a file waits for the case that it belongs to.
const unfiledFor = 24 * time.Hour

// caseOfFiles is the case that files which come now belong to: the one whose
// message they answer. What a playbook asked for belongs to what that is about:
// to its case where the person watches one, else to none before the playbook ends
// in one. Everything else belongs to the case in focus.
func (t *turn) caseOfFiles() (cases.Case, bool, error) {
	c, how, err := t.inFocus()
	if err != nil || how == tieReplied {
		return c, err == nil, err
	}
	if f, ok := t.flow.Talk.Top(); ok && t.wantsFiles(f) {
		return t.caseOfFlow(f)
	}
	if of, ok, err := t.papersFor(); err != nil || ok {
		return of, ok, err
	}
	if len(t.between) > 0 { // it is asked whose they are
		return cases.Case{}, false, nil
	}
	return c, how != tieNone, nil
}

// wantsFiles tells whether a playbook asks for a file now, or whether there is
// one, or took one.
func (t *turn) wantsFiles(f flow.Frame) bool {
	d, ok := t.Flows.Get(f.Flow)
	if !ok || !isPlaybook(d) {
		return false
	}
	if s := d.Steps[f.Step]; s != nil && s.Kind.Files() || t.fileAhead() != "" {
		return true
	}
	return slices.ContainsFunc(f.Done, func(m flow.Mark) bool { return f.Slots[m.Slot].Value.Kind == flow.OfFile })
}

// takeFiles puts the files of this message to the merchant they were sent for
// and, where c is one, to a case: one line in its thread, and below it the
// files, each once. The line carries the state of the files, as an agent's line
// carries that of its way to the merchant.
func (t *turn) takeFiles(c cases.Case) {
	var files []attachment.File
	for _, m := range t.tg.Files() {
		if m.Attachment == 0 || m.Before {
			continue
		}
		files = append(files, fileOf(t.tg, m))
	}
	t.took.of, t.took.files = c, files
	t.toCase(c, files)
}

// fileOf is the file of a message as it is kept.
func fileOf(e *inbox.TelegramEvent, m *inbox.Media) attachment.File {
	return attachment.File{ID: m.Attachment, Chat: e.Chat, Message: messageOf(e, m), Kind: m.Kind, Name: m.Name,
		State: m.State, Reason: m.Reason}
}

// toCase puts files to the current merchant, and to c where that is a case.
func (t *turn) toCase(c cases.Case, files []attachment.File) {
	if len(files) == 0 {
		return
	}
	ref := ""
	if c.ID != 0 {
		ref = fmt.Sprintf("files:%d:%d:%d", files[0].Chat, files[0].Message, c.ID)
	}
	for _, f := range files {
		t.fileTo(attachment.Filed{ID: f.ID, MerchantID: t.merchant.ID, Case: c.ID, Shown: c.ID != 0 && f.State != attachment.Wanted, Line: ref})
	}
	if c.ID == 0 {
		return
	}
	t.passed(c, files)
	var names []string
	for _, f := range files {
		names = append(names, fileName(f))
	}
	line := note(c, t.staff("desk.thread.file", map[string]any{"Name": t.tg.Name, "Files": strings.Join(names, ", ")}))
	line.Ref = ref
	t.send(line)
	t.entry(c, "merchant", "sent", strings.Join(names, ", "), filesKey(files[0]))
	for i, f := range files {
		if f.State == attachment.Kept {
			t.upload(c, f, line.Ref, !slices.ContainsFunc(files[i+1:], isKept))
			continue
		}
		if f.State == attachment.Wanted {
			t.send(mark(c, outbox.SlackReact, line.Ref, waits))
			continue
		}
		t.send(mark(c, outbox.SlackReact, line.Ref, fails), t.notHere(c, f, f.Reason))
	}
}

func isKept(f attachment.File) bool { return f.State == attachment.Kept }

// fileTo puts a file to its merchant and case; a later word of the same turn
// takes the place of an earlier one.
func (t *turn) fileTo(f attachment.Filed) {
	t.out.Files = slices.DeleteFunc(t.out.Files, func(o attachment.Filed) bool { return o.ID == f.ID })
	t.out.Files = append(t.out.Files, f)
}

// bringFiles brings what the person sent before into a case that was just
// opened or joined: the files of this message, and those of the last day, or
// since a longer walk began, that belong to no case yet.
func (t *turn) bringFiles(c cases.Case, walked time.Time) error {
	if t.asking {
		return nil
	}
	since := t.machine.Add(-unfiledFor)
	if !walked.IsZero() && walked.Before(since) {
		since = walked
	}
	files, err := t.Rolls.Unfiled(t.ctx, t.tg.User, c.MerchantID, since)
	if err != nil {
		return fmt.Errorf("read files: %w", err)
	}
	if _, t.flow.Which, err = t.waitingFor(c); err != nil {
		return err
	}
	files = slices.DeleteFunc(files, func(f attachment.File) bool { // taken in this turn already
		return slices.ContainsFunc(t.out.Files, func(o attachment.Filed) bool { return o.ID == f.ID && o.Case != 0 })
	})
	t.took.brought, t.took.before = c, slices.Clone(files)
	if t.took.of.ID == 0 || len(t.took.files) == 0 { // else this message's are in their case already
		t.took.of = c
	}
	t.took.asked = t.took.asked || !walked.IsZero()
	for _, m := range t.tg.Files() {
		in := func(f attachment.Filed) bool { return f.ID == m.Attachment && f.Case == 0 }
		if m.Attachment != 0 && slices.ContainsFunc(t.out.Files, in) {
			files = append(files, fileOf(t.tg, m))
		}
	}
	t.toCase(c, files)
	return nil
}

// lateFile takes a file that comes after its message was answered.
func (t *turn) lateFile(open cases.Case, m *inbox.Media) error {
	f := fileOf(t.tg, m)
	now, known, err := t.Rolls.Attachment(t.ctx, f.ID)
	if err != nil {
		return fmt.Errorf("read file: %w", err)
	}
	switch {
	case !known || now.Shown:
		return nil // forgotten meanwhile, or a case that was opened since took it
	case now.Case == 0:
		t.toCase(open, []attachment.File{f})
		return nil
	}
	c, _, err := t.Rolls.Case(t.ctx, now.Case)
	if err != nil {
		return fmt.Errorf("read case: %w", err)
	}
	t.fileTo(attachment.Filed{ID: f.ID, MerchantID: now.MerchantID, Case: c.ID, Shown: true, Line: now.Line})
	line := now.Line
	t.send(mark(c, outbox.SlackUnreact, line, waits))
	if f.State == attachment.Kept {
		t.upload(c, f, line, true)
		return nil
	}
	t.send(mark(c, outbox.SlackReact, line, fails), t.notHere(c, f, f.Reason))
	return nil
}

// Marks on the line of files, as on an agent's line.
const (
	arrives = "white_check_mark"
	waits   = "hourglass_flowing_sand"
	fails   = "x"
)

// mark puts a mark on a line of a thread, or takes it off.
func mark(c cases.Case, op outbox.Op, line, name string) outbox.Item {
	return outbox.New(c.Lane(), outbox.Edit, op, outbox.SlackReaction{Of: line, Name: name})
}

// upload brings a file into a case's thread. It goes beside the case's lane:
// words are not held up by a large file. last: the line's check mark is its own.
func (t *turn) upload(c cases.Case, f attachment.File, line string, last bool) {
	it := outbox.New(c.Lane()+":files", outbox.Once, outbox.SlackUpload,
		outbox.SlackFile{Thread: c.Ref(), Attachment: f.ID, Name: fileName(f)})
	it.NotAfter = t.machine.Add(7 * 24 * time.Hour)
	then := &outbox.Then{
		Delayed: []outbox.Item{mark(c, outbox.SlackReact, line, waits)},
		Failed:  []outbox.Item{mark(c, outbox.SlackReact, line, fails), mark(c, outbox.SlackUnreact, line, waits), t.notHere(c, f, "slack")},
	}
	if last {
		then.Sent = append(then.Sent, mark(c, outbox.SlackReact, line, arrives))
	}
	then.Sent = append(then.Sent, mark(c, outbox.SlackUnreact, line, waits))
	it.Then = then
	t.send(it)
}

// notHere tells a thread why a file is not in it.
func (t *turn) notHere(c cases.Case, f attachment.File, reason string) outbox.Item {
	id := "desk.no_file." + reason
	if !t.Texts.Has(id) {
		id = "desk.no_file.lost"
	}
	return note(c, t.staff("desk.thread.no_file", map[string]any{"File": fileName(f), "Why": t.label(id)}))
}

// filesKey names the files of a message in a case's history.
func filesKey(f attachment.File) string { return fmt.Sprintf("tg:%d:%d:files", f.Chat, f.Message) }

// fileName gives a file a name that fits its kind: the merchant's own without
// any folder, else the kind and the number of the message.
func fileName(f attachment.File) string {
	if name := path.Base(strings.ReplaceAll(f.Name, "\\", "/")); f.Name != "" && name != "." && name != "/" {
		return name
	}
	ext := map[string]string{"photo": ".jpg", "voice": ".ogg", "video": ".mp4", "audio": ".mp3"}[f.Kind]
	return f.Kind + "-" + strconv.Itoa(f.Message) + ext
}
