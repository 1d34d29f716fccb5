package understand_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
)

// The JSON of a reading is the contract's: these keys, empty lists as [], no
// currency as null.
func TestReadingAsJSON(t *testing.T) {
	for text, want := range map[string]string{
		"昨天刷的1.2万那笔怎么还没到": `{"text":"昨天刷的1.2万那笔怎么还没到","lang":"zh","intent":"where_is_my_money","decision":"act","choices":[],` +
			`"dates":[{"from":"2026-11-19","to":"2026-11-19","of":"swiped"}],"amounts":[{"op":"eq","value":"12000","currency":null}],"last4":"","rrn":"","terminal":""}`,
		"between 500 and 800 dollars": `{"text":"between 500 and 800 dollars","lang":"en","intent":"provide_details","decision":"act","choices":[],` +
			`"dates":[],"amounts":[{"op":"between","min":"500","max":"800","currency":"USD"}],"last4":"","rrn":"","terminal":""}`,
		"": `{"text":"","lang":"en","intent":"out_of_scope","decision":"act","choices":[],"dates":[],"amounts":[],"last4":"","rrn":"","terminal":""}`,
	} {
		got, err := json.Marshal(understand.New().Read(text, friday))
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != want {
			t.Errorf("%s\n want %s\n got  %s", text, want, got)
		}
	}
}

// Fraud, another settlement account and the wish for a person reach a person,
// whatever else the message says.
func TestAlwaysAPerson(t *testing.T) {
	for text, want := range map[string]understand.Intent{
		"转人工":            understand.TalkToHuman,
		"昨天3500没到，给我转人工": understand.TalkToHuman,
		"let me talk to a person about yesterday's payout": understand.TalkToHuman,
		"我要换结算卡":                                      understand.ChangeAccount,
		"帮我把账户改成工行的那张":                                understand.ChangeAccount,
		"法人是我老婆 能改到她卡上吗":                              understand.ChangeAccount,
		"昨天的钱没到，帮我改一下收款账户":                            understand.ChangeAccount,
		"please change my bank account":               understand.ChangeAccount,
		"有人盗刷我的机器":                                    understand.Suspicious,
		"昨天那笔3500不是我刷的":                               understand.Suspicious,
		"I don't recognise the 900 sale, is it fraud": understand.Suspicious,
	} {
		r := understand.New().Read(text, friday)
		if r.Decision != understand.HandOver || r.Intent != want {
			t.Errorf("%s: read as %s, %s", text, r.Intent, r.Decision)
		}
	}
}

// Asking always offers two or three choices; nothing else offers any.
func choicesFit(r understand.Reading) bool {
	if r.Decision == understand.Ask {
		return len(r.Choices) >= 2 && len(r.Choices) <= 3
	}
	return len(r.Choices) == 0
}

func TestTraditionalIsMarked(t *testing.T) {
	r := understand.New()
	if !r.Read("錢還沒到", friday).Traditional || r.Read("钱还没到", friday).Traditional || r.Read("3500", friday).Traditional {
		t.Error("traditional characters are not told from simplified ones")
	}
}

// Full-width digits and characters that cannot be seen change nothing.
func TestDisguises(t *testing.T) {
	r := understand.New()
	want := facts(r.Read("昨天3500", friday))
	for _, text := range []string{"昨天３５００", "昨\u200b天35\u200d00", "  昨天  3500\ufe0f", "昨天\u30003500"} {
		if got := facts(r.Read(text, friday)); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// Whatever is sent, a reading is well formed: days that exist and are in order,
// amounts that are exact decimals, choices only where it asks.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"昨天3500那笔怎么还没到", "from Nov 1 to Nov 5, $1,250.50", "2月30号 99月99日 0000-00-00", "一万亿亿亿", "....,,,,", "1号到-5号到31号到2号",
		"\xff\xfe\x00", "壹贰叁万仟佰拾元整角分", "last 400 years ago", "9999999999999999999999w", "İİİİ昨天", "block ****1234****", "since since since monday to to", strings.Repeat("没", 3000)} {
		f.Add(s, int64(1795159200))
	}
	reader := understand.New()
	f.Fuzz(func(t *testing.T, text string, unix int64) {
		now := time.Unix(unix%(1<<32), 0).UTC()
		if now.Year() < 1980 {
			now = friday
		}
		r := reader.Read(text, now)
		if r.Text != text || r.Intent == "" || !choicesFit(r) || r.Hour < -1 || r.Hour > 23 {
			t.Fatalf("%q is read as %+v", text, r)
		}
		for _, d := range r.Dates {
			if again, err := calendar.ParseDate(d.From.String()); err != nil || again != d.From || d.From > d.To {
				t.Fatalf("%q: days %v to %v", text, d.From, d.To)
			}
		}
		for _, a := range r.Amounts {
			for _, s := range []string{a.Value, a.Min, a.Max} {
				if s == "" {
					continue
				}
				if v, err := decimal.NewFromString(s); err != nil || !v.IsPositive() {
					t.Fatalf("%q: amount %q", text, s)
				}
			}
			if (a.Op == understand.Between) != (a.Value == "") {
				t.Fatalf("%q: amount %+v", text, a)
			}
		}
		if _, err := json.Marshal(r); err != nil {
			t.Fatal(err)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	reader := understand.New()
	texts := []string{"昨天3500那笔怎么还没到", "I swiped 3,500 on Nov 19th on the card ending in 1234 and it is still not in my bank account, what is going on?",
		"老板让我问一下，上周三晚上八点多终端K0010001刷的一万二千块，尾号8812，显示成功但是到现在都没有到账，什么时候能到？"}
	for i := 0; b.Loop(); i++ {
		reader.Read(texts[i%len(texts)], friday)
	}
}
