package sandbox

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	slackTeam = "T0SANDBOX"
	slackApp  = "A0SANDBOX"
	slackBot  = "U0BOT"
	slackBID  = "B0BOT"

	// strangerTeam is the workspace of people from elsewhere.
	strangerTeam = "T0ELSEWHERE"
)

// workspace is the stand-in of a Slack workspace. World.mu guards it.
type workspace struct {
	w   *World
	url string

	channels []*channel
	support  *channel
	files    map[string]*slackFile
	triggers map[string]*trigger
	tickets  map[string]bool
	conns    []*socket
	waiting  map[string]*envelope // by envelope id
	line     []*envelope          // to be sent
	opened   int                  // connections so far

	lastTS int64 // microseconds
	lastID int
}

type channel struct {
	id, name string
	posts    []*post
	whispers []whisper
	left     bool // the bot is not in it
	archived bool
	shared   bool // with another workspace
}

// whisper is an ephemeral message: one person sees it.
type whisper struct {
	ts, user, thread, text string
	blocks                 []block
}

// slackError is a refusal in the Web API's words.
type slackError struct {
	code     string
	messages []string
}

func (e *slackError) Error() string {
	return strings.TrimSpace(e.code + " " + strings.Join(e.messages, "; "))
}

func slackErr(code string, messages ...string) error { return &slackError{code, messages} }

func newSlack(w *World) *workspace {
	s := &workspace{
		w: w, files: map[string]*slackFile{}, triggers: map[string]*trigger{},
		tickets: map[string]bool{}, waiting: map[string]*envelope{},
	}
	s.support = s.addChannel(w.o.Channel)
	return s
}

func (s *workspace) addChannel(name string) *channel {
	c := &channel{id: fmt.Sprintf("C0%07d", 1+len(s.channels)), name: name}
	s.channels = append(s.channels, c)
	return c
}

// nextID makes ids that are the same in every run.
func (s *workspace) nextID(prefix string) string {
	s.lastID++
	return fmt.Sprintf("%s%09d", prefix, s.lastID)
}

// ts makes a message's timestamp, which is its id: later than every one before.
func (s *workspace) ts() string {
	s.lastTS = max(s.lastTS+1, s.w.o.Now().UnixMicro())
	return fmt.Sprintf("%d.%06d", s.lastTS/1e6, s.lastTS%1e6)
}

// tsTime is the time in a timestamp.
func tsTime(ts string) time.Time {
	sec, micro, _ := strings.Cut(ts, ".")
	a, _ := strconv.ParseInt(sec, 10, 64)
	b, _ := strconv.ParseInt(micro, 10, 64)
	return time.Unix(a, b*1000)
}

func (s *workspace) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	switch {
	case r.URL.Path == "/link/":
		s.connect(rw, r)
		return
	case strings.HasPrefix(r.URL.Path, "/upload/"):
		s.upload(rw, r)
		return
	case strings.HasPrefix(r.URL.Path, "/files-pri/"):
		s.filesPri(rw, r)
		return
	}
	method, ok := strings.CutPrefix(r.URL.Path, "/api/")
	if !ok {
		http.NotFound(rw, r)
		return
	}
	f, err := readForm(rw, r)
	if err != nil {
		writeJSON(rw, http.StatusOK, map[string]any{"ok": false, "error": "invalid_form_data"})
		return
	}
	token, bearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !bearer {
		token = f.values["token"]
	}
	delete(f.values, "token")
	call := s.w.Journal.begin(Slack, method, f)
	end := func(status int, err error, done bool) {
		s.w.Journal.end(call, func(c *Call) {
			c.Status, c.Done = status, done
			if err != nil {
				c.Err = err.Error()
			}
		})
	}
	rule := s.w.Faults.take(*call)
	if rule != nil {
		s.w.Journal.end(call, func(c *Call) { c.Fault = true })
	}
	if s.w.broken(rw, r, rule) {
		return
	}
	if rule != nil && rule.Break == Status {
		body := map[string]any{"ok": false, "error": "internal_error"}
		if rule.Status == http.StatusTooManyRequests {
			rw.Header().Set("Retry-After", strconv.Itoa(seconds(rule.RetryAfter)))
			body["error"] = "ratelimited"
		}
		end(rule.Status, slackErr(body["error"].(string)), false)
		writeJSON(rw, rule.Status, body)
		return
	}
	var result map[string]any
	if rule != nil && rule.Break == Refuse {
		err = slackErr(rule.Error)
	} else if err = s.authorised(method, token); err == nil {
		result, err = s.do(method, f)
	}
	if err != nil {
		s.refuse(rw, err)
		end(http.StatusOK, err, false)
		return
	}
	if rule != nil && rule.Break == DropAfter {
		end(0, nil, true)
		panic(http.ErrAbortHandler)
	}
	end(http.StatusOK, nil, true)
	if result == nil {
		result = map[string]any{}
	}
	result["ok"] = true
	rw.Header().Set("X-OAuth-Scopes", s.w.o.Scopes)
	writeJSON(rw, http.StatusOK, result)
}

func (s *workspace) refuse(rw http.ResponseWriter, err error) {
	var e *slackError
	if !errors.As(err, &e) {
		e = &slackError{code: "internal_error"}
		s.w.o.Log.Error("sandbox Slack", "error", err)
	}
	body := map[string]any{"ok": false, "error": e.code}
	if len(e.messages) > 0 {
		body["response_metadata"] = map[string]any{"messages": e.messages}
	}
	writeJSON(rw, http.StatusOK, body)
}

func (s *workspace) authorised(method, token string) error {
	want := s.w.o.BotToken
	if method == "apps.connections.open" {
		want = s.w.o.AppToken
	}
	switch token {
	case want:
		return nil
	case "":
		return slackErr("not_authed")
	case s.w.o.BotToken, s.w.o.AppToken:
		return slackErr("not_allowed_token_type")
	default:
		return slackErr("invalid_auth")
	}
}

func (s *workspace) do(method string, f form) (map[string]any, error) {
	s.w.mu.Lock()
	defer s.w.mu.Unlock()
	methods := map[string]func(form) (map[string]any, error){
		"auth.test":                    s.authTest,
		"apps.connections.open":        s.open,
		"chat.postMessage":             s.postMessage,
		"chat.update":                  s.updateMessage,
		"chat.delete":                  s.deleteMessage,
		"chat.postEphemeral":           s.postEphemeral,
		"chat.getPermalink":            s.permalink,
		"conversations.history":        s.history,
		"conversations.replies":        s.replies,
		"conversations.info":           s.channelInfo,
		"conversations.members":        s.members,
		"reactions.add":                s.addReaction,
		"reactions.remove":             s.removeReaction,
		"users.info":                   s.userInfo,
		"views.open":                   s.openView,
		"views.update":                 s.updateView,
		"files.getUploadURLExternal":   s.uploadURL,
		"files.completeUploadExternal": s.completeUpload,
		"files.info":                   s.fileInfo,
	}
	m, ok := methods[method]
	if !ok {
		return nil, slackErr("unknown_method")
	}
	return m(f)
}

func (s *workspace) authTest(form) (map[string]any, error) {
	return map[string]any{
		"url": "https://sandbox.slack.test/", "team": s.w.o.Team, "user": "moneytrail", "team_id": slackTeam,
		"user_id": slackBot, "bot_id": slackBID, "is_enterprise_install": false,
	}, nil
}

// channelOf finds the channel of a call.
func (s *workspace) channelOf(f form, key string) (*channel, error) {
	for _, c := range s.channels {
		if c.id == f.values[key] {
			if c.archived {
				return nil, slackErr("is_archived")
			}
			return c, nil
		}
	}
	return nil, slackErr("channel_not_found")
}

// AddChannel opens another channel and gives its id.
func (w *World) AddChannel(name string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.changed()
	return w.slack.addChannel(name).id
}

// ChannelState is how a channel stands.
type ChannelState struct{ BotLeft, Archived, Shared bool }

// SetChannel changes how a channel stands; an unknown id changes nothing.
func (w *World) SetChannel(id string, state ChannelState) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.slack.channels {
		if c.id == id {
			c.left, c.archived, c.shared = state.BotLeft, state.Archived, state.Shared
		}
	}
	w.changed()
}
