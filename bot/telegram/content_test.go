package telegram

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/go-telegram/bot/models"

	"moneytrail/handlers/inbox"
)

// fields sorts every field of the Bot API's Message: what stands around the
// content, what Telegram notes by itself, and content, by what it is called
// here. A field that a later SDK brings has to be put here first.
var fields = map[string]string{
	"around": `ID MessageThreadID DirectMessagesTopic From SenderChat SenderBoostCount SenderBusinessBot Date BusinessConnectionID Chat
		ForwardOrigin IsTopicMessage IsAutomaticForward ReplyToMessage ExternalReply Quote ReplyToStore ReplyToChecklistTaskID ViaBot EditDate
		HasProtectedContent IsFromOffline IsPaidPost MediaGroupID AuthorSignature PaidStarCount Entities LinkPreviewOptions SuggestedPostInfo
		EffectID CaptionEntities ShowCaptionAboveMedia HasMediaSpoiler ReplyMarkup`,
	"text":     "Text Caption",
	"migrated": "MigrateToChatID",
	"note": `NewChatMembers LeftChatMember NewChatTitle NewChatPhoto DeleteChatPhoto GroupChatCreated SupergroupChatCreated ChannelChatCreated
		MessageAutoDeleteTimerChanged MigrateFromChatID PinnedMessage SuccessfulPayment RefundedPayment UsersShared ChatShared Gift UniqueGift
		GiftUpgradeSent ConnectedWebsite WriteAccessAllowed PassportData ProximityAlertTriggered BoostAdded ChatBackgroundSet ChecklistTasksDone
		ChecklistTasksAdded DirectMessagePriceChanged ForumTopicCreated ForumTopicEdited ForumTopicClosed ForumTopicReopened
		GeneralForumTopicHidden GeneralForumTopicUnhidden GiveawayCreated GiveawayCompleted PaidMessagePriceChanged ChatOwnerLeft ChatOwnerChanged
		SuggestedPostApproved SuggestedPostApprovalFailed SuggestedPostDeclined SuggestedPostPaid SuggestedPostRefunded VoiceChatScheduled
		VoiceChatStarted VoiceChatEnded VoiceChatParticipantsInvited WebAppData`,
	"photo": "Photo", "document": "Document", "voice": "Voice", "video": "Video VideoNote Animation", "audio": "Audio",
	"sticker": "Sticker", "location": "Location Venue", "contact": "Contact", "poll": "Poll", "dice": "Dice", "game": "Game", "story": "Story",
	"other": "PaidMedia Checklist Invoice Giveaway GiveawayWinners",
}

// Every kind of message that the Bot API knows is answered as what it is, or
// left alone where nobody wrote it.
func TestEveryFieldOfAMessage(t *testing.T) {
	sorted := map[string]string{}
	for class, names := range fields {
		for _, name := range strings.Fields(names) {
			sorted[name] = class
		}
	}
	_, c, _ := newAPI(t)
	all := reflect.TypeFor[models.Message]()
	for i := range all.NumField() {
		f := all.Field(i)
		class, known := sorted[f.Name]
		if !known {
			t.Errorf("%s is new: tell what it is", f.Name)
			continue
		}
		delete(sorted, f.Name)
		if class == "around" {
			continue
		}
		m := &models.Message{ID: 9, Date: 1, Chat: models.Chat{ID: 5, Type: "private"}, From: &models.User{ID: 5}}
		set(reflect.ValueOf(m).Elem().Field(i))
		var e inbox.Event
		e.Telegram = &inbox.TelegramEvent{}
		c.message(&e, m)
		tg := e.Telegram
		switch {
		case class == "note" && e.Kind != inbox.Other, class == "migrated" && e.Kind != inbox.Migrated, class == "text" && tg.Text == "",
			class != "note" && class != "migrated" && e.Kind != inbox.Message:
			t.Errorf("%s: %s %+v", f.Name, e.Kind, tg)
		case class == "note" || class == "migrated" || class == "text":
		case tg.Media != nil && (tg.Media.Kind != class || tg.Media.FileID == ""), tg.Media == nil && tg.What != class:
			t.Errorf("%s is %q or %+v, not %s", f.Name, tg.What, tg.Media, class)
		}
	}
	for name := range sorted {
		t.Errorf("the SDK has no %s", name)
	}
}

// set gives a field some value.
func set(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		if id := v.Elem().FieldByName("FileID"); id.IsValid() {
			id.SetString("f")
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		if id := v.Index(0).FieldByName("FileID"); id.IsValid() {
			id.SetString("f")
		}
	case reflect.String:
		v.SetString("x")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(1)
	}
}

// Updates of kinds that nobody asked for have nobody to answer.
func TestUpdatesThatHaveNoChat(t *testing.T) {
	_, c, _ := newAPI(t)
	for _, body := range []string{
		`"channel_post":{"message_id":1,"date":1,"chat":{"id":-1001,"type":"channel"},"text":"x"}`,
		`"edited_channel_post":{"message_id":1,"date":1,"chat":{"id":-1001,"type":"channel"},"text":"x"}`,
		`"inline_query":{"id":"1","from":{"id":5},"query":"x","offset":""}`,
		`"business_message":{"message_id":1,"date":1,"chat":{"id":5,"type":"private"},"from":{"id":5},"text":"x"}`,
		`"message_reaction":{"chat":{"id":5,"type":"private"},"message_id":1,"date":1,"old_reaction":[],"new_reaction":[]}`,
		`"poll":{"id":"1"}`,
		`"something_of_next_year":{"x":[1,2,3]}`,
		`"message":{"message_id":1,"date":1,"chat":{"id":-1001,"type":"channel"},"sender_chat":{"id":-1001,"type":"channel"},"text":"x"}`,
	} {
		_, e, err := c.decode(json.RawMessage(`{"update_id":7,` + body + `}`))
		if err != nil || e.Kind != inbox.Other {
			t.Errorf("%s: %s, %v", body, e.Kind, err)
		}
	}
}
