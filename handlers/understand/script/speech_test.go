package script

import "testing"

func TestWrittenSpeechIsPutIntoTheReadersWords(t *testing.T) {
	for text, want := range map[string]string{
		"點解仲未過數":  " 为什么还没打款 ",
		"聽日幾時有數入": " 明天什么时候有数入 ",
		"碌咗卡冇錢到":  " 刷了卡没钱到 ",
		"撥款撥到哪了":  " 打款拨到哪了 ",
		"點一下解凍按鈕": " 点一下解冻按钮 ",
	} {
		if got := Fold(text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestPinyin(t *testing.T) {
	for text, want := range map[string]string{
		"zuotian de qian mei dao":       "昨天的钱没到",
		"Zuotian 3500 mei daozhang ma?": "昨天3500没到账吗",
		"zuotiandeqiannaqule":           "昨天的钱哪去了",
		"pos ji huaile":                 "pos机坏了",
		"nihao":                         "你好",
		"qian bei dongjie le":           "钱被冻结了",
	} {
		if got, ok := Pinyin(text); !ok || got != want {
			t.Errorf("%s: %q %v, want %q", text, got, ok, want)
		}
	}
	for _, text := range []string{"where is my money", "you", "hi", "ma", "a", "bank 3500", "no money", "women shoes refund", "昨天", "", "3500", "he kept the change", "dan", "wan", "yuan 500 is missing", "can you", "sale pending", "change me dan"} {
		if got, ok := Pinyin(text); ok {
			t.Errorf("%s was read as %s", text, got)
		}
	}
}

// Pinyin among characters is put into them; names, marks and English words stay.
func TestPinyinAmongCharacters(t *testing.T) {
	for text, want := range map[string]string{
		"那笔daozhang了没":   "那笔到账了没",
		"转rengong":       "转人工",
		"昨天的 tui kuan 呢": "昨天的 退款 呢",
		"shouxufei怎么算":   "手续费怎么算",
		"pos机坏了":         "",
		"终端K0010001没到":   "",
		"订单daozhang2024": "",
		"wo的钱":           "",
		"line pay 没到":    "",
		"daozhang":       "",
	} {
		if want == "" {
			want = text
		}
		if got := PinyinWithin(text); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	if got, ok := Pinyin("qian ne😭 zuotian de hai mei dao"); !ok || got != "钱呢昨天的还没到" {
		t.Errorf("pictures in pinyin: %q %v", got, ok)
	}
}
