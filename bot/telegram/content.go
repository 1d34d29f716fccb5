package telegram

import (
	"strconv"

	"github.com/go-telegram/bot/models"

	"moneytrail/handlers/inbox"
)

// media gives the file of a message, a photograph in its largest size; nil
// where it has none that a bot may have.
func media(m *models.Message) *inbox.Media {
	number := strconv.Itoa(m.ID)
	switch {
	case len(m.Photo) > 0:
		p := m.Photo[0]
		for _, o := range m.Photo {
			if o.Width*o.Height > p.Width*p.Height {
				p = o
			}
		}
		return &inbox.Media{Kind: "photo", FileID: p.FileID, UniqueID: p.FileUniqueID, Size: int64(p.FileSize), MIME: "image/jpeg", Name: "photo-" + number + ".jpg"}
	case m.Animation != nil: // before the document: an animation has both
		a := m.Animation
		return &inbox.Media{Kind: "video", FileID: a.FileID, UniqueID: a.FileUniqueID, Size: a.FileSize, MIME: a.MimeType, Name: a.FileName}
	case m.Document != nil:
		d := m.Document
		return &inbox.Media{Kind: "document", FileID: d.FileID, UniqueID: d.FileUniqueID, Size: d.FileSize, MIME: d.MimeType, Name: d.FileName}
	case m.Voice != nil:
		v := m.Voice
		return &inbox.Media{Kind: "voice", FileID: v.FileID, UniqueID: v.FileUniqueID, Size: v.FileSize, MIME: v.MimeType, Name: "voice-" + number + ".ogg"}
	case m.Video != nil:
		v := m.Video
		return &inbox.Media{Kind: "video", FileID: v.FileID, UniqueID: v.FileUniqueID, Size: v.FileSize, MIME: v.MimeType, Name: v.FileName}
	case m.Audio != nil:
		a := m.Audio
		return &inbox.Media{Kind: "audio", FileID: a.FileID, UniqueID: a.FileUniqueID, Size: a.FileSize, MIME: a.MimeType, Name: a.FileName}
	case m.VideoNote != nil:
		v := m.VideoNote
		return &inbox.Media{Kind: "video", FileID: v.FileID, UniqueID: v.FileUniqueID, Size: int64(v.FileSize), Name: "video-" + number + ".mp4"}
	}
	return nil
}

// what names content that is neither text nor a file; "other" is what has no
// name here, and newer content that the SDK does not know.
func what(m *models.Message) string {
	switch {
	case m.Sticker != nil:
		return "sticker"
	case m.Venue != nil, m.Location != nil:
		return "location"
	case m.Contact != nil:
		return "contact"
	case m.Poll != nil:
		return "poll"
	case m.Dice != nil:
		return "dice"
	case m.Game != nil:
		return "game"
	case m.Story != nil:
		return "story"
	case m.Text == "" && m.Caption == "" && media(m) == nil:
		return "other"
	}
	return ""
}

// service tells Telegram's own notes in a chat (a pin, a new title, a person
// who joined, a payment, a changed background), which nobody wrote and nobody
// expects an answer to.
func service(m *models.Message) bool {
	for _, note := range []bool{
		len(m.NewChatMembers) > 0, m.LeftChatMember != nil, m.NewChatTitle != "", len(m.NewChatPhoto) > 0, m.DeleteChatPhoto,
		m.GroupChatCreated, m.SupergroupChatCreated, m.ChannelChatCreated, m.MigrateFromChatID != 0, m.PinnedMessage != nil,
		m.MessageAutoDeleteTimerChanged != nil, m.SuccessfulPayment != nil, m.RefundedPayment != nil,
		m.UsersShared != nil, m.ChatShared != nil, m.Gift != nil, m.UniqueGift != nil, m.GiftUpgradeSent != nil,
		m.ConnectedWebsite != "", m.WriteAccessAllowed != nil, m.PassportData != nil, m.ProximityAlertTriggered != nil,
		m.BoostAdded != nil, m.ChatBackgroundSet != nil, m.ChecklistTasksDone != nil, m.ChecklistTasksAdded != nil,
		m.DirectMessagePriceChanged != nil, m.ForumTopicCreated != nil, m.ForumTopicEdited != nil, m.ForumTopicClosed != nil,
		m.ForumTopicReopened != nil, m.GeneralForumTopicHidden != nil, m.GeneralForumTopicUnhidden != nil,
		m.GiveawayCreated != nil, m.GiveawayCompleted != nil, m.PaidMessagePriceChanged != nil, m.ChatOwnerLeft != nil,
		m.ChatOwnerChanged != nil, m.SuggestedPostApproved != nil, m.SuggestedPostApprovalFailed != nil,
		m.SuggestedPostDeclined != nil, m.SuggestedPostPaid != nil, m.SuggestedPostRefunded != nil, m.VoiceChatScheduled != nil,
		m.VoiceChatStarted != nil, m.VoiceChatEnded != nil, m.VoiceChatParticipantsInvited != nil, m.WebAppData != nil,
	} {
		if note {
			return true
		}
	}
	return false
}
