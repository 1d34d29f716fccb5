package sandbox

import (
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"path"
	"strings"
	"unicode/utf8"
)

// actLimit holds a photograph or file of 10 MB in base64.
const actLimit = 15 << 20

// act is what somebody did on the page. Which fields are used depends on it.
type act struct {
	Person  int64             `json:"person"`
	Agent   string            `json:"agent"`
	Text    string            `json:"text"`
	Message int               `json:"message"`
	Data    string            `json:"data"`
	Photo   []byte            `json:"photo"` // or a document's bytes
	Name    string            `json:"name"`
	TS      string            `json:"ts"`
	Action  string            `json:"action"`
	Fields  map[string]string `json:"fields"`
	On      bool              `json:"on"`
}

var (
	errNobody  = errors.New("there is no such person")
	errNoText  = errors.New("there is nothing to send")
	errTooLong = errors.New("a message has 4096 characters at most")
	errPicture = errors.New("a photograph is JPEG, PNG, GIF or WebP; send anything else as a file")
	errUnknown = errors.New("the page asked for something unknown")
)

// act does what somebody did on the page.
func (w *World) act(rw http.ResponseWriter, r *http.Request) {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind != "application/json" {
		http.Error(rw, "send JSON", http.StatusUnsupportedMediaType)
		return
	}
	var a act
	dec := json.NewDecoder(http.MaxBytesReader(rw, r.Body, actLimit))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&a); err != nil {
		status := http.StatusBadRequest
		if _, big := errors.AsType[*http.MaxBytesError](err); big {
			status = http.StatusRequestEntityTooLarge
		}
		writeJSON(rw, status, map[string]any{"error": "the request could not be read"})
		return
	}
	errs, err := w.perform(r.PathValue("act"), a)
	switch {
	case errors.Is(err, errNobody), errors.Is(err, errUnknown):
		writeJSON(rw, http.StatusNotFound, map[string]any{"error": err.Error()})
	case err != nil:
		first, _, _ := strings.Cut(err.Error(), "\n") // without the screen, which the page shows anyway
		writeJSON(rw, http.StatusConflict, map[string]any{"error": first})
	default:
		writeJSON(rw, http.StatusOK, map[string]any{"errors": errs})
	}
}

// perform does it and gives the objections to a form, by input.
func (w *World) perform(what string, a act) (map[string]string, error) {
	w.mu.Lock()
	person, agent := w.person(a.Person), w.slack.agent(a.Agent)
	w.mu.Unlock()
	switch what {
	case "says", "starts", "presses", "photo", "document", "edits", "blocks":
		if person == nil {
			return nil, errNobody
		}
		return nil, person.perform(what, a)
	case "clicks", "replies", "writes", "submits", "closes":
		if agent == nil {
			return nil, errNobody
		}
		return agent.perform(what, a)
	}
	return nil, errUnknown
}

func (p *Person) perform(what string, a act) error {
	switch what {
	case "starts":
		text := "/start"
		if p.Start != "" {
			text += " " + p.Start
		}
		p.Says(text)
	case "presses":
		return p.PressesData(a.Message, a.Data)
	case "photo":
		if !isPicture(http.DetectContentType(a.Photo)) {
			return errPicture
		}
		p.Photo(a.Photo, a.Text)
	case "document":
		if len(a.Photo) == 0 || a.Name == "" {
			return errNoText
		}
		p.Document(path.Base(a.Name), http.DetectContentType(a.Photo), a.Photo, a.Text)
	case "blocks":
		if a.On {
			p.Blocks()
		} else {
			p.Unblocks()
		}
	default:
		switch {
		case a.Text == "" || !utf8.ValidString(a.Text):
			return errNoText
		case utf16Length(a.Text) > 4096:
			return errTooLong
		case what == "edits":
			return p.Edits(a.Message, a.Text)
		case a.Message != 0:
			p.Replies(a.Message, a.Text)
			return nil
		}
		p.Says(a.Text)
	}
	return nil
}

func (ag *Agent) perform(what string, a act) (map[string]string, error) {
	on := Post{Channel: ag.w.Channel(), TS: a.TS}
	switch what {
	case "clicks":
		return nil, ag.tryAction(on, a.Action)
	case "submits":
		return ag.TrySubmit(a.Fields)
	case "closes":
		ag.Closes()
		return nil, nil
	}
	if a.Text == "" && len(a.Photo) == 0 {
		return nil, errNoText
	}
	if len(a.Photo) > 0 {
		_, err := ag.TryPost(on, a.Text, Posted{Name: path.Base(a.Name), Data: a.Photo})
		return nil, err
	}
	if what == "writes" {
		ag.Says(a.Text)
		return nil, nil
	}
	_, err := ag.TryReply(on, a.Text)
	return nil, err
}

// person finds a person by Telegram id; mu is held.
func (w *World) person(id int64) *Person {
	for _, p := range w.people {
		if p.id == id {
			return p
		}
	}
	return nil
}
