package steer_test

import (
	"testing"

	"moneytrail/handlers/steer"
)

func TestHarmTold(t *testing.T) {
	for text, want := range map[string]steer.Harm{
		"验证码我已经给他了怎么办": steer.CodeGiven, "碼已經告訴他了": steer.CodeGiven, "我把短信里的码念给她了": steer.CodeGiven, "what if I gave him the code": steer.CodeGiven, "I told them my password": steer.CodeGiven, "he has my pin": steer.CodeGiven, "密码都发过去了": steer.CodeGiven,
		"钱已经转过去了": steer.MoneyGiven, "我老婆刚给他转了两千": steer.MoneyGiven, "i already paid him 200": steer.MoneyGiven, "my wife has sent the money": steer.MoneyGiven, "錢都打給他了": steer.MoneyGiven, "the transfer is gone": steer.MoneyGiven,
		"那个软件我装了": steer.LetIn, "链接我点开了": steer.LetIn, "i installed the app he sent": steer.LetIn, "she clicked on the link": steer.LetIn, "they can see my screen": steer.LetIn,
		"he has her ID number already": steer.KnowsID, "他知道我身份证号": steer.KnowsID, "身份证照片已经发给他了": steer.KnowsID, "they know my name and address": steer.KnowsID,
		"我没给他码": steer.NoHarm, "i did not give him anything": steer.NoHarm, "should i give him the code": steer.NoHarm, "还没转": steer.NoHarm, "昨天3500到了吗": steer.NoHarm, "what is my balance": steer.NoHarm, "谢谢": steer.NoHarm,
	} {
		if got := steer.HarmTold(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
	for text, want := range map[string]bool{
		"那现在怎么办": true, "is it urgent what should i do now": true, "严重吗": true, "要不要报警": true, "咁點算": true, "am i safe?": true,
		"好的": false, "昨天的呢": false, "when will it arrive": false,
	} {
		if got := steer.AsksNowWhat(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
	for text, want := range map[string]bool{
		"验证码我已经给他了": true, "钱转给骗子了": true, "i gave him the code": true, "we sent the money to a scammer": true,
		"密码给了新来的店员": false, "客人说密码告诉收银员了": false, "钱已经转过去了": false, "i told my staff the password": false, "他说码不对": false,
	} {
		if got := steer.GaveToFraud(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}
