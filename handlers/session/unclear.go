package session

import "slices"

// earlier is how many messages before the newest keep their buttons.
const earlier = 8

// Puzzle keeps a message of which the person may tap what it is about, and those before it.
func (f *Flow) Puzzle(u Unclear) {
	if old := f.Unclear; old.Message != 0 && old.Message != u.Message && !old.Added {
		f.Earlier = append(slices.Clone(f.Earlier), old)
	}
	if f.Unclear.Message == u.Message && len(u.Whose) == 0 {
		u.Whose = f.Unclear.Whose
	}
	f.Earlier = slices.DeleteFunc(f.Earlier, func(e Unclear) bool { return e.Message == u.Message })
	for len(f.Earlier) > earlier {
		drop := max(slices.IndexFunc(f.Earlier, func(e Unclear) bool { return len(e.Whose) == 0 }), 0)
		f.Earlier = slices.Delete(f.Earlier, drop, drop+1)
	}
	f.Unclear = u
}

// Puzzled gives the message of that number of which nothing was tapped yet.
func (f *Flow) Puzzled(message int) (Unclear, bool) {
	u := f.at(message)
	if u == nil || u.Added {
		return Unclear{}, false
	}
	return *u, true
}

// Lost gives the newest message before the newest one that waits to be told which
// agent it answers, and was asked of once.
func (f *Flow) Lost() (Unclear, bool) {
	for _, u := range slices.Backward(f.Earlier) {
		if len(u.Whose) > 0 && !u.Again {
			return u, true
		}
	}
	return Unclear{}, false
}

// AskedAgain notes that of a message it was asked a second time whom it answers.
func (f *Flow) AskedAgain(message int) {
	f.Earlier = slices.Clone(f.Earlier)
	if u := f.at(message); u != nil {
		u.Again = true
	}
}

// Solve notes that a tap brought the message of that number into a case.
func (f *Flow) Solve(message int) {
	f.Earlier = slices.Clone(f.Earlier)
	if u := f.at(message); u != nil {
		u.Added = true
	}
	f.Earlier = slices.DeleteFunc(f.Earlier, func(e Unclear) bool { return e.Added })
}

func (f *Flow) at(message int) *Unclear {
	if message == 0 {
		return nil
	}
	if f.Unclear.Message == message {
		return &f.Unclear
	}
	if i := slices.IndexFunc(f.Earlier, func(e Unclear) bool { return e.Message == message }); i >= 0 {
		return &f.Earlier[i]
	}
	return nil
}
