package follow_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"moneytrail/handlers/follow"
)

// What only makes sense about what was shown is read so, in the words of both
// languages; what names anything else is a question of its own.
func TestFollowUpsAreToldFromQuestionsOfTheirOwn(t *testing.T) {
	type q = follow.Question
	for text, want := range map[string]q{
		"为啥": {Aspect: follow.Why}, "为什么啊？": {Aspect: follow.Why}, "什么原因": {Aspect: follow.Why}, "什么意思": {Aspect: follow.Why}, "why?": {Aspect: follow.Why},
		"點解": {Aspect: follow.Why}, "ref number?": {Aspect: follow.Number}, "ref pls": {Aspect: follow.Number}, "参考号呢": {Aspect: follow.Number}, "單號呢": {Aspect: follow.Number}, "the returned one, what do I do": {Aspect: follow.Do, Of: follow.Returned}, "怎么回事啊": {Aspect: follow.Why}, "but why": {Aspect: follow.Why}, "what does that mean": {Aspect: follow.Why},
		"为啥退回": {Aspect: follow.Why, Of: follow.Returned}, "怎么退的": {Aspect: follow.Why, Of: follow.Returned}, "什么叫退票": {Aspect: follow.Why, Of: follow.Returned, Word: "returned"},
		"银行为什么把钱退回去了": {Aspect: follow.Why, Of: follow.Returned}, "why was it returned?": {Aspect: follow.Why, Of: follow.Returned},
		"why did the bank send it back": {Aspect: follow.Why, Of: follow.Returned}, "凭什么扣我的钱": {Aspect: follow.Why, Of: follow.Held}, "why is it on hold": {Aspect: follow.Why, Of: follow.Held},
		"为什么少了": {Aspect: follow.Why, Of: follow.Short}, "为什么比我刷的少": {Aspect: follow.Why, Of: follow.Short}, "why less than I took": {Aspect: follow.Why, Of: follow.Short}, "why did it fail": {Aspect: follow.Why, Of: follow.Declined},
		"为什么这么慢": {Aspect: follow.Why}, "怎么这么久啊": {Aspect: follow.Why}, "等了这么久": {Aspect: follow.Why}, "點解咁慢": {Aspect: follow.Why}, "why is it taking so long": {Aspect: follow.Why}, "why so slow?": {Aspect: follow.Why}, "what's the delay": {Aspect: follow.Why},
		"机器为什么这么慢": {}, "the app is so slow": {}, "要什么资料": {Aspect: follow.Do, Papers: true}, "需要准备哪些材料": {Aspect: follow.Do, Papers: true}, "what papers do you need": {Aspect: follow.Do, Papers: true},
		"which documents?": {Aspect: follow.Do, Papers: true}, "那怎么办": {Aspect: follow.Do}, "what should I do now": {Aspect: follow.Do}, "那我要做什么": {Aspect: follow.Do},
		"那什么时候到": {Aspect: follow.When}, "那啥时候能进": {Aspect: follow.When}, "几时进来呀": {Aspect: follow.When}, "换好了几天能重新打过来": {Aspect: follow.Again}, "换新卡要带啥": {Aspect: follow.Do}, "新帳戶要交什麼資料": {Aspect: follow.Do, Papers: true}, "how many days after i changed the card until it is paid again": {Aspect: follow.Again}, "还要等几天": {Aspect: follow.When}, "要多久": {Aspect: follow.When}, "then when?": {Aspect: follow.When}, "how long": {Aspect: follow.When},
		"什么时候放": {Aspect: follow.When}, "when will it be released": {Aspect: follow.When, Of: follow.Held},
		"为什么不是当天到账": {Aspect: follow.SameDay}, "why not the same day": {Aspect: follow.SameDay}, "为什么今天不能到": {Aspect: follow.SameDay},
		"谁在处理": {Aspect: follow.Who}, "谁负责": {Aspect: follow.Who}, "who decides?": {Aspect: follow.Who}, "这笔归谁管": {Aspect: follow.Who}, "who is handling it": {Aspect: follow.Who}, "参考号是多少": {Aspect: follow.Number}, "what is the reference number": {Aspect: follow.Number, Word: "reference"},
		"我账户没销户啊": {Aspect: follow.Doubt}, "我的卡没有超限": {Aspect: follow.Doubt}, "账户是正常的": {Aspect: follow.Doubt}, "my account is not closed": {Aspect: follow.Doubt},
		"my bank account is fine": {Aspect: follow.Doubt}, "卡没问题啊": {Aspect: follow.Doubt}, "my account is working": {Aspect: follow.Doubt}, "who is working on it": {Aspect: follow.Who},
		"我执照没过期啊": {Aspect: follow.Doubt}, "证件都是正常的": {Aspect: follow.Doubt, Papers: true}, "my licence has not expired": {Aspect: follow.Doubt},
		// not about what was shown
		"我的钱呢": {}, "手续费为什么这么高": {}, "昨天的为什么没到": {}, "今天的钱什么时候到": {}, "周末什么时候到账": {}, "一般多久到账": {}, "why are fees so high": {}, "3500为什么没到": {},
		"转人工": {}, "换一张卡": {}, "我要换卡": {}, "怎么退款给客户": {}, "how do I refund a customer": {}, "the terminal is not working": {}, "机器为什么不打印": {}, "why does the printer not print": {},
		"好的": {}, "ok": {}, "你好": {}, "": {}, "为什么退回来又扣住": {}, "我的账户被盗了": {}, "我的账户不正常": {}, "我的卡不能用": {}, "my account is not working": {}, "my card is not valid": {}, "my account was hacked": {}, "change my account": {}, "收到了": {}, "谢谢": {},
	} {
		if got := follow.Of(text); got != want {
			t.Errorf("%q reads %+v, want %+v", text, got, want)
		}
	}
}

// The meaning of a word is told where it is asked for; "what is the rate" asks for
// the merchant's own.
func TestTheMeaningOfAWordIsToldFromTheMerchantsOwnFigures(t *testing.T) {
	for text, want := range map[string]follow.Term{
		"费率是什么意思": "rate", "什么是费率": "rate", "什么叫保证金": "reserve", "what does mdr stand for": "rate", "what does held mean": "hold", "what is a payout": "payout",
		"出款是啥意思": "payout", "what is the meaning of cut off": "cutoff", "what is clearing": "clearing", "风控是什么": "hold", "二类卡是啥": "class2", "結算係咩意思": "settlement",
		"费率是什么": "", "what is the rate": "", "what's the fee rate": "", "what is the cut off time": "", "截止时间是什么": "", "what is on hold?": "", "what is held": "", "what is settled?": "settlement",
		"what is cleared": "", "what is paid out": "", "what is the payout": "", "what is the reserve": "", "扣率是啥": "", "what is not cleared yet": "", "what are payouts": "",
	} {
		if got := follow.Of(text).Word; got != want {
			t.Errorf("%q asks the meaning of %q, want %q", text, got, want)
		}
	}
}

// What merchants say next of what was shown is told from questions of their own.
// The first look, before anything was made for the list: 17 in a hundred.
func TestWhatMerchantsSayNext(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("testdata", "said.txt"))
	if err != nil {
		t.Fatal(err)
	}
	all, right := 0, 0
	for line := range strings.SplitSeq(strings.TrimSpace(string(text)), "\n") {
		said, want, ok := strings.Cut(line, "\t")
		if !ok {
			continue
		}
		all++
		if want == "-" {
			want = ""
		}
		if got := follow.Of(said); string(got.Aspect) != want {
			t.Logf("%s\n  want %q\n  read %q", said, want, got.Aspect)
			continue
		}
		right++
	}
	t.Logf("%d of %d right: %.1f%%", right, all, 100*float64(right)/float64(all))
	if all < 100 || right*100 < 97*all {
		t.Errorf("%d of %d are read right", right, all)
	}
}
