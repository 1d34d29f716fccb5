package steer

import "testing"

// Who asks whether somebody is at work is told from who asks of a bank, a shop or money.
func TestWhoIsAtWorkIsAsked(t *testing.T) {
	for text, want := range map[string]bool{
		"ur colleague Amy is working today?": true, "Is Amy working today": true, "is your support team available now?": true, "what are your working hours": true, "what time do you guys open": true,
		"Amy今天上班吗": true, "你们同事周末上不上班": true, "客服几点下班": true, "你們客服今天休息嗎": true, "Amy在不在上班": true, "你们几点上班": true, "is the team off on sunday?": true,

		"周日网点开不开门": false, "银行今天上班吗": false, "我们店明天休息，能进账吗": false, "is the terminal working today?": false, "客服上班了": false, "Amy说今天能到账吗": false, "is my money on hold": false,
		"what are the bank's working hours": false, "今天3500到了吗": false, "有人吗": false, "人工客服": false, "is the refund still working": false, "你们不给钱我怎么上班": false,
	} {
		if got := AsksAtWork(text, "Amy", "Ben"); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
