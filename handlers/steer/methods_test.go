package steer_test

import (
	"slices"
	"testing"

	"moneytrail/handlers/steer"
)

func TestWhatWasTakenByWaysToPay(t *testing.T) {
	for text, want := range map[string][]steer.Method{
		"支付宝昨天多少笔": {steer.Alipay}, "今天微信收了多少": {steer.WeChat}, "每家的微信分别多少": {steer.WeChat}, "微信和支付寶各收了多少": {steer.WeChat, steer.Alipay},
		"信用卡昨天刷了多少": {steer.Credit}, "刷卡的一共多少": {steer.Cards}, "昨天一共刷了多少": nil, "今天收了几笔": nil, "how much alipay yesterday": {steer.Alipay},
		"how many wechat payments today": {steer.WeChat}, "尋日微信收咗幾多": {steer.WeChat}, "total sales yesterday": nil, "how many swipes today": nil,
	} {
		if !steer.AsksTakenBy(text) {
			t.Errorf("%q asks for no sum taken", text)
		}
		if got := steer.MethodsIn(text); !slices.Equal(got, want) {
			t.Errorf("%q names %v, want %v", text, got, want)
		}
	}
	for _, text := range []string{"微信手续费多少", "支付宝到账多少", "信用卡为什么比支付宝贵", "昨天一共到账多少", "微信退款多少", "支付宝怎么没到", "how much are wechat fees", "微信限额多少", "昨天扣了多少", "how much wechat arrived", "一共还差多少", "今天的3500到了吗"} {
		if steer.AsksTakenBy(text) {
			t.Errorf("%q is taken to ask for a sum taken", text)
		}
	}
}
