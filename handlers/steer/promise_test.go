package steer_test

import (
	"strings"
	"testing"

	"moneytrail/handlers/steer"
)

func TestWhoHoldsUpWhatWasPromised(t *testing.T) {
	for text, firm := range map[string]bool{
		"but you promised monday": true, "你们同事说今天会到的": false, "上次客服说周三处理": false, "你们不是说昨天就到吗": false, "客服说的周五怎么还没到": false, "your colleague told me it arrives today": false,
		"你答应我今天的": true, "妳們答應週一到帳的": true, "说好的今天到你们说话不算话": true, "you said it would be here yesterday": false, "support promised it by friday": true, "I was told it comes on Monday": false,
		"你说过昨天到的": false, "你说的3500怎么还没到": false, "你说周五会到怎么还没到": false, "你们说周五到，怎么还没到": false, "您說會到的3500怎麼還沒到": false, "你们说周五到怎么还没到": false, "上次你告诉我周五到账": false, "3500之前说周五到的": false, "客服告诉我的周五": false, "跟你们说了，客服答应过周五到": true,
		"the agent said tomorrow": false, "你们保证过周五之前打款": true, "之前说好周一给我": true, "someone from support told us thursday": false, "you guys said monday!!": false,
	} {
		claims, is := steer.ClaimsPromise(text)
		if !claims || is != firm {
			t.Errorf("%q: %t %t, want true %t", text, claims, is, firm)
		}
	}
	for _, text := range []string{"怎么说", "我该跟客人怎么说", "银行说周三到", "客人说昨天付了", "can you tell me when it comes", "my bank said monday", "客服电话多少", "你们说一下什么时候到", "昨天的3500到了吗", "where is my money", "转人工，你们说了今天到", "I want to speak to someone, you said today", "the customer told me he paid yesterday", "周三到吗",
		"你说昨天的3500怎么还没到", "你告诉我昨天的6000到了没有", "你说我昨天的1280去哪了", "我之前说的那笔3500到账了吗", "您說昨天的3500怎麼還沒到", "你們告訴我昨天的6000到了沒有", "麻烦你回复我昨天的3500到了没", "我上次说的3500呢", "我们之前说过的那笔", "之前我说的那笔3500", "我跟你说过的那笔3500到账了吗", "我跟客服说过昨天的3500", "你说得对，昨天的3500到了",
		"你说3500到了没有", "你们说昨天的3500去哪了", "as i said before, yesterday's 3500", "the 3500 i told you about yesterday", "can you tell me if yesterday's 3500 came"} {
		if claims, _ := steer.ClaimsPromise(text); claims {
			t.Errorf("%q holds up no promise", text)
		}
	}
}

func TestAWeekdayOfAPromise(t *testing.T) {
	for text, want := range map[string]bool{"周三处理": true, "will be there on Monday": true, "禮拜五前到帳": true, "周三已经打了": false, "周三问过银行": false, "周三查了": false, "it was sent on Monday": false, "明天到账": false, "上周五打了款": false} {
		if got := steer.NamesWeekday(text); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
}

// The days of what was told are cut out, the day of the money stays.
func TestWhatIsLeftWithoutAPromise(t *testing.T) {
	for text, left := range map[string]string{
		"客服说周五到的3500怎么还没到": "周五", "你说昨天的3500怎么还没到": "", "客服说今天到的昨天的3500": "今天", "你们说昨天的3500周五到": "周五", "你們說週五到帳的昨天的3500": "周五", "you said yesterday's 3500 comes monday": "monday", "you promised monday for the 3500 of friday": "monday",
		"you said the 3500 from yesterday would be here friday": "friday", "support told us it arrives on saturday": "saturday",
	} {
		got := steer.WithoutPromise(text)
		if left != "" && strings.Contains(got, left) || strings.Contains(text, "昨天") && !strings.Contains(got, "昨天") || strings.Contains(text, "yesterday") && !strings.Contains(got, "yesterday") || strings.Contains(text, "of friday") && !strings.Contains(got, "friday") {
			t.Errorf("%q: left is %q", text, got)
		}
	}
}

// What is to come on a day is promised for it; what was done on it, or will not come, is not.
func TestWhatADayIsNamedFor(t *testing.T) {
	for clause, want := range map[string]bool{
		"今天会到": true, "今天到": true, "今天能到账": true, "今天處理好": true, "今天一定给您答复": true, "预计今天入账": true, "it will be paid today": true, "it arrives today": true, "you'll have it by tonight": true, "should be there today": true, "it comes today": true,
		"今天已经帮您提交银行查询了": false, "银行今天下班了": false, "今天查过了": false, "今天收到您的资料": false, "今天不会到账": false, "今天還沒處理好": false, "已于今天打款": false, "今天到不了": false,
		"I checked it today": false, "the bank is closed today": false, "it was sent today": false, "we asked the bank today": false, "it will not arrive today": false, "I checked it by phone today": false,
	} {
		if got := steer.Promises(clause); got != want {
			t.Errorf("%q: %t", clause, got)
		}
	}
}

// A day that is refused, that is a bank's or a colleague's day of work, or that the merchant
// is to do something by, is not told for the money; one told otherwise is.
func TestWhichDaysAnAgentTold(t *testing.T) {
	for text, want := range map[string]string{
		"明天不会到账": "", "明天到不了": "", "周一之前不会处理": "", "明天還不能到帳": "", "8800明天不會到帳": "", "銀行下周一上班": "", "银行周一才开门": "", "周六周日银行休息": "", "周一是节假日": "",
		"请您周五前把资料发过来": "", "麻烦周一前补一下凭证": "", "您周一再来问我": "", "明天不会到账，周一到": "周一到", "不是明天，而是周一到账": "周一到账",
		"周一到账": "周一到账", "银行周一上班后处理": "银行周一上班后处理", "没问题，周一到账": "没问题 周一到账", "不用担心周一会到": "不用担心周一会到", "最晚不会超过周五": "最晚不会超过周五", "如果周一还没到请再找我": "如果周一还没到请再找我",
		"银行周一上班，到时会到账": "银行周一上班 到时会到账", "周三处理": "周三处理",
		"it will not arrive tomorrow": "", "it wont be there on Monday": "", "The bank opens on Monday.": "", "Monday is a holiday": "", "the office is closed on Friday": "", "please send us the papers by Friday": "", "you can ask again on Monday": "", "we are back at work on Monday": "",
		"It will not arrive tomorrow but on Monday": " on Monday", "The bank opens on Monday and will pay it then": "The bank opens on Monday and will pay it then", "no worries it comes on Monday": "no worries it comes on Monday", "it comes no later than Friday": "it comes no later than Friday", "if it is not there on Monday write to me": "if it is not there on Monday write to me",
		"the bank opens on Monday, it will be paid then": "the bank opens on Monday it will be paid then", "it will not arrive before Monday": "", "it will not arrive until Monday": "it will not arrive until Monday",
	} {
		if got := strings.Join(steer.ToldParts(text), " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
