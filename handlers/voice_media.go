package handlers

import (
	"moneytrail/handlers/answer"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/press"
	"moneytrail/recon/trail"
)

// media answers what is no text: files of one message together. c is the case
// that they went to, the zero case none; then the latest swipes are offered to tap.
func (v voice) media(what string, c cases.Case, count int, latest []trail.Trail) answer.Reply {
	r := v.t.book.Kept(v.a, what, c.ID, c.ClaimedByName, count)
	if c.ID != 0 || len(latest) == 0 || what != "photo" && what != "document" && what != "voice" {
		return r
	}
	r.Buttons = append(v.t.book.Swipes(v.a, latest), r.Buttons...)
	return r
}

// paper answers a paper of the shop: where it went, or that it is kept, and then
// what must not be sent. Who is asked for one by the support team is not warned.
func (v voice) paper(what string, c cases.Case, count int) answer.Reply {
	if c.ID == 0 {
		return v.plain("file.paper", map[string]any{"Photo": what == "photo"})
	}
	return v.media(what, c, count, nil)
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
