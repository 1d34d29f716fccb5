package handlers

import (
	"moneytrail/handlers/answer"
	"moneytrail/handlers/press"
	"moneytrail/recon/trail"
)

// media answers what is no text: files of one message together. caseID is the
// case that they went to, 0 none; then the latest swipes are offered to tap.
func (v voice) media(what string, caseID int64, count int, latest []trail.Trail) answer.Reply {
	r := v.t.book.Kept(v.a, what, caseID, count)
	if caseID != 0 || len(latest) == 0 || what != "photo" && what != "document" && what != "voice" {
		return r
	}
	r.Buttons = append(v.t.book.Swipes(v.a, latest), r.Buttons...)
	return r
}

// fileRefused tells why a file is not kept, and what to do.
func (v voice) fileRefused(reason string) answer.Reply { return v.t.book.FileRefused(v.a, reason) }

// isItThis shows what was read on a slip and the swipe that fits, to be confirmed.
func (v voice) isItThis(read answer.Slip, tr trail.Trail) answer.Reply {
	return v.t.book.SlipRead(v.a, read, []trail.Trail{tr}, press.Data(press.Latest))
}

// whichOfThese shows what was read on a slip and the swipes that may be meant.
func (v voice) whichOfThese(read answer.Slip, list []trail.Trail) answer.Reply {
	return v.t.book.SlipRead(v.a, read, list, press.Data(press.Latest))
}

// notThis offers the latest swipes in the place of the one that was shown.
func (v voice) notThis(latest []trail.Trail) answer.Reply {
	if len(latest) == 0 {
		return v.plain("file.none", nil)
	}
	r := v.plain("file.latest", nil)
	r.Buttons = append(v.t.book.Swipes(v.a, latest), r.Buttons[len(r.Buttons)-1])
	return r
}
