package sandbox

import (
	"encoding/json"
	"strings"
	"unicode/utf16"
)

// Bot API objects, as far as the stand-in speaks them.
type (
	tgUser struct {
		ID        int64  `json:"id"`
		IsBot     bool   `json:"is_bot"`
		FirstName string `json:"first_name"`
		Username  string `json:"username,omitempty"`
		Language  string `json:"language_code,omitempty"`
	}
	tgChat struct {
		ID        int64  `json:"id"`
		Type      string `json:"type"`
		Title     string `json:"title,omitempty"`
		FirstName string `json:"first_name,omitempty"`
		Username  string `json:"username,omitempty"`
	}
	tgMessage struct {
		ID       int         `json:"message_id"`
		From     *tgUser     `json:"from,omitempty"`
		Chat     tgChat      `json:"chat"`
		Date     int64       `json:"date"`
		EditDate int64       `json:"edit_date,omitempty"`
		ReplyTo  *tgMessage  `json:"reply_to_message,omitempty"`
		Forward  *tgForward  `json:"forward_origin,omitempty"`
		Album    string      `json:"media_group_id,omitempty"`
		Text     string      `json:"text,omitempty"`
		Entities []tgEntity  `json:"entities,omitempty"`
		Caption  string      `json:"caption,omitempty"`
		Photo    []tgFile    `json:"photo,omitempty"`
		Document *tgFile     `json:"document,omitempty"`
		Markup   *tgMarkup   `json:"reply_markup,omitempty"`
		Protect  bool        `json:"has_protected_content,omitempty"`
		Voice    *tgVoice    `json:"voice,omitempty"`
		Sticker  *tgSticker  `json:"sticker,omitempty"`
		Location *tgLocation `json:"location,omitempty"`
		Contact  *tgContact  `json:"contact,omitempty"`
		// MigrateTo is the new id of a group that became a supergroup.
		MigrateTo int64 `json:"migrate_to_chat_id,omitempty"`
	}
	tgForward struct {
		Type string  `json:"type"`
		Date int64   `json:"date"`
		User *tgUser `json:"sender_user"`
	}
	tgEntity struct {
		Type   string `json:"type"`
		Offset int    `json:"offset"`
		Length int    `json:"length"`
	}
	tgFile struct {
		FileID   string `json:"file_id"`
		UniqueID string `json:"file_unique_id"`
		Size     int    `json:"file_size"`
		Width    int    `json:"width,omitempty"`
		Height   int    `json:"height,omitempty"`
		Name     string `json:"file_name,omitempty"`
		MIME     string `json:"mime_type,omitempty"`
		Path     string `json:"file_path,omitempty"`
	}
	tgVoice struct {
		FileID   string `json:"file_id"`
		UniqueID string `json:"file_unique_id"`
		Duration int    `json:"duration"`
	}
	tgSticker struct {
		FileID     string `json:"file_id"`
		UniqueID   string `json:"file_unique_id"`
		Type       string `json:"type"`
		Width      int    `json:"width"`
		Height     int    `json:"height"`
		IsAnimated bool   `json:"is_animated"`
		IsVideo    bool   `json:"is_video"`
	}
	tgLocation struct {
		Latitude  float64 `json:"latitude"`
		Longitude float64 `json:"longitude"`
	}
	tgContact struct {
		Phone     string `json:"phone_number"`
		FirstName string `json:"first_name"`
		UserID    int64  `json:"user_id,omitempty"`
	}
	tgMarkup struct {
		Inline [][]tgButton `json:"inline_keyboard"`
	}
	tgButton struct {
		Text string `json:"text"`
		Data string `json:"callback_data,omitempty"`
		URL  string `json:"url,omitempty"`
	}
	tgCallback struct {
		ID       string     `json:"id"`
		From     *tgUser    `json:"from"`
		Message  *tgMessage `json:"message"`
		Instance string     `json:"chat_instance"`
		Data     string     `json:"data"`
	}
	tgMembership struct {
		Chat tgChat   `json:"chat"`
		From *tgUser  `json:"from"`
		Date int64    `json:"date"`
		Old  tgMember `json:"old_chat_member"`
		New  tgMember `json:"new_chat_member"`
	}
	tgMember struct {
		Status string  `json:"status"`
		User   *tgUser `json:"user"`
		Until  *int64  `json:"until_date,omitempty"`
	}
	tgUpdate struct {
		ID         int64         `json:"update_id"`
		Message    *tgMessage    `json:"message,omitempty"`
		Edited     *tgMessage    `json:"edited_message,omitempty"`
		Callback   *tgCallback   `json:"callback_query,omitempty"`
		Membership *tgMembership `json:"my_chat_member,omitempty"`
	}
)

func (u tgUpdate) kind() string {
	switch {
	case u.Message != nil:
		return "message"
	case u.Edited != nil:
		return "edited_message"
	case u.Callback != nil:
		return "callback_query"
	default:
		return "my_chat_member"
	}
}

// bubble is a message as it stands in a chat.
type bubble struct {
	tgMessage
	edits   int
	deleted bool
	rev     int   // the world's change that brought it or last changed it
	update  int64 // the update that told the product of it
}

// wire is a copy for the product: nothing it holds changes later.
func (b *bubble) wire() *tgMessage {
	m := b.tgMessage
	return &m
}

// tgError is a refusal in the Bot API's words.
type tgError struct {
	code       int
	text       string
	retryAfter int
	migrateTo  int64
}

func (e *tgError) Error() string { return e.text }

func badRequest(text string) error { return &tgError{code: 400, text: "Bad Request: " + text} }

// utf16Length is the length of a text as Telegram counts it.
func utf16Length(s string) int { return len(utf16.Encode([]rune(s))) }

// plainText checks a text that the product sends; it is shown as it is.
func plainText(f form, key string, limit int, long string) (string, error) {
	if f.values["parse_mode"] != "" || f.values["entities"] != "" {
		return "", badRequest("the sandbox shows plain text only: send neither parse_mode nor entities")
	}
	s := strings.TrimSpace(f.values[key])
	if utf16Length(s) > limit {
		return "", badRequest(long)
	}
	return s, nil
}

// markup checks the inline keyboard of a call; nil where there is none.
func markup(f form) (*tgMarkup, error) {
	var m struct {
		Inline *[][]tgButton `json:"inline_keyboard"`
	}
	if err := f.decode("reply_markup", &m); err != nil {
		return nil, badRequest("object expected as reply markup")
	}
	if m.Inline == nil {
		return nil, nil
	}
	total := 0
	for _, row := range *m.Inline {
		if len(row) > 8 {
			return nil, badRequest("reply markup is too long: more than 8 buttons in a row")
		}
		for _, b := range row {
			total++
			switch {
			case strings.TrimSpace(b.Text) == "":
				return nil, badRequest("text buttons are unallowed in the inline keyboard")
			case b.Data == "" && b.URL == "", b.Data != "" && b.URL != "":
				return nil, badRequest("inline keyboard button must have exactly one of callback_data and url")
			case len(b.Data) > 64:
				return nil, badRequest("BUTTON_DATA_INVALID")
			case b.URL != "" && !strings.HasPrefix(b.URL, "https://") && !strings.HasPrefix(b.URL, "http://") && !strings.HasPrefix(b.URL, "tg://"):
				return nil, badRequest("inline keyboard button URL is invalid: Wrong HTTP URL")
			}
		}
	}
	if total > 100 {
		return nil, badRequest("reply markup is too long")
	}
	if total == 0 {
		return nil, nil
	}
	return &tgMarkup{Inline: *m.Inline}, nil
}

func sameJSON(a, b any) bool {
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return string(x) == string(y)
}
