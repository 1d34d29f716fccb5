package handlers

import (
	"fmt"

	"moneytrail/handlers/outbox"
	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
)

// graveWords are the words that go first.
var graveWords = map[understand.Grave]string{understand.Insult: "ask.grave_insult", understand.Complaint: "ask.grave_complaint",
	understand.Legal: "ask.grave_legal", understand.Danger: "ask.grave_danger", understand.SelfHarm: "ask.grave_self_harm", understand.CardKept: "ask.grave_card_kept"}

// grave answers what a person has to see whatever else it says: swearing at us
// and complaints, police and court, violence and despair. The words that belong
// to it come first, then the money that is asked about, then the case, which is
// urgent at once but for swearing. False where nothing is grave, or where what is
// feared is a fraud or another account, which have their own words.
func (t *turn) grave(text string, r understand.Reading) (done bool, err error) {
	own := r.Decision == understand.HandOver && r.Intent != understand.TalkToHuman && r.Intent != understand.FundsHeld
	if r.Grave == understand.NotGrave || own && (r.Grave == understand.Insult || r.Grave == understand.Legal) {
		return false, nil
	}
	t.session.Misses = 0
	asked := t.flow.Asked
	return true, t.together(func() error {
		t.reply(t.voice().line(t.voice().say(graveWords[r.Grave], nil)))
		if asks := r.Decision == understand.Act && isQuestion(r.Intent) && r.Intent != understand.TalkToHuman; asks && !r.Grave.Endangers() {
			if err := t.act(r, text); err != nil {
				return err
			}
		} else if r.Grave == understand.Insult {
			slots := session.Of(r)
			slots.Intent = understand.WhereIsMyMoney
			if err := t.question(slots, text); err != nil {
				return err
			}
		}
		if t.flow.Talk.Asking() { // what it lacks is the person's to ask
			t.held = t.held[:1]
		}
		t.flow.Asked = asked
		return t.person(wish{words: text, intent: understand.TalkToHuman, urgent: r.Grave.Urgent(), alarm: r.Grave.Endangers()})
	})
}

// tellUrgent tells the support channel that a case which stood there already is
// urgent from now on: its card lies above by now, and a thread calls nobody.
func (t *turn) tellUrgent(number, words string) {
	t.send(post(alerts, outbox.SlackMessage{Text: fmt.Sprintf("🔴 %s", t.staff("desk.urgent_now", map[string]any{"Case": number, "Merchant": nameOf(t.merchant), "Words": words}))}))
}
